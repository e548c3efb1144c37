package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.message.ListName;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.sql.SqliteWriter;

/** Holds our numbers against the pages that MHonArc itself made of real lists. */
@Tag("slow")
class OracleTest {
    private static final Path SHARED = Path.of("../../shared");

    @ParameterizedTest
    @CsvSource({"xen-devel, 7662, 0", "virt, 27549, 24"})
    void everyNumberIsThatOfMHonArc(String list, int pages, int dropped, @TempDir Path folder)
            throws IOException {
        Path mail = SHARED.resolve("corpora").resolve(list + ".mbox.zst");
        Path oracle = SHARED.resolve("bench/oracle");
        assumeTrue(Files.exists(mail), "no " + mail + ": the oracle is not checked");
        ListName name = new ListName(list);

        Map<String, String> numbers = new TreeMap<>();
        Map<String, Long> outcomes = new HashMap<>();
        try (var writer = SqliteWriter.open(folder);
                var source =
                        Sources.open(
                                List.of(mail.toString()),
                                InputStream.nullInputStream(),
                                null,
                                new SourceNotes())) {
            new ImportRun(writer, name, List.of(), (bytes, report) -> {})
                    .run(source, source::bytesRead);
            writer.store()
                    .forEachNumber(
                            name, row -> numbers.put(row.number().toString(), row.id().value()));
            writer.store()
                    .forEachLedgerRow(
                            name, row -> outcomes.merge(row.outcome().name(), 1L, Long::sum));
            assertThat(writer.store().verify()).isEmpty();
        }

        Map<String, String> expected = new TreeMap<>();
        for (String[] row : rows(oracle.resolve(list + ".tsv.gz"))) {
            expected.put(row[1] + "/" + row[2].substring("msg".length()), row[3]);
        }
        assertThat(expected).hasSize(pages);
        assertThat(numbers).isEqualTo(expected);
        assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(pages + dropped);
        assertThat(outcomes.get(Outcome.STORED.name())).isLessThanOrEqualTo(pages);
    }

    private static List<String[]> rows(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split("\t", -1)).toList();
        }
    }
}
