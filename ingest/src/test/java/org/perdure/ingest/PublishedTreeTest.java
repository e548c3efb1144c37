package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.Provenance;
import org.perdure.source.MboxReader;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceFile;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveStore;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.sql.SqliteWriter;

/** Imports pages that MHonArc made of a real list, with and without the mail they were made of. */
@Tag("slow")
class PublishedTreeTest {
    private static final Path SHARED = Path.of("../../shared");
    private static final Path PAGES = SHARED.resolve("corpora/xen-devel-mhonarc.tar.zst");
    private static final Path MAIL = SHARED.resolve("corpora/xen-devel.mbox.zst");
    private static final Path ORACLE = SHARED.resolve("bench/oracle/xen-devel.tsv.gz");
    private static final ListName LIST = new ListName("xen-devel");
    private static final Set<String> MONTHS = Set.of("2021-03", "2021-04", "2021-05");

    @TempDir private static Path tree;

    @BeforeAll
    static void unpack() throws IOException {
        assumeTrue(Files.exists(PAGES), "no " + PAGES + ": real pages are not imported");
        try (SourceFile file = SourceFile.open(PAGES);
                var tar = new TarArchiveInputStream(new BufferedInputStream(file.stream()))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = tree.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                }
            }
        }
    }

    @Test
    void pagesAloneGiveTheNumbersThatWerePublished(@TempDir Path folder) throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            ImportReport report = importPages(writer);
            assertThat(numbers(writer.store(), MONTHS)).isEqualTo(published(MONTHS));
            assertThat(report.reconstructed()).isEqualTo(published(MONTHS).size());
            assertThat(writer.store().verify()).isEmpty();
            ImportReport again = importPages(writer);
            assertThat(again.known()).isEqualTo(again.read());
            assertThat(numbers(writer.store(), MONTHS)).isEqualTo(published(MONTHS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages mail", "mail pages", "pages mail pages mail"})
    void theOrderOfImportsDoesNotMatter(String order, @TempDir Path folder) throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            for (String source : order.split(" ")) {
                if (source.equals("pages")) {
                    importPages(writer);
                } else {
                    importMail(writer);
                }
                assertThat(writer.store().verify()).isEmpty();
            }
            ArchiveStore store = writer.store();
            assertThat(numbers(store, null)).isEqualTo(published(null));
            store.forEachMessage(
                    LIST,
                    message ->
                            assertThat(store.provenance(message.entry()))
                                    .isEqualTo(Provenance.RECEIVED));
            Map<Outcome, Long> outcomes = new TreeMap<>();
            store.forEachLedgerRow(LIST, row -> outcomes.merge(row.outcome(), 1L, Long::sum));
        }
    }

    private static ImportReport importPages(SqliteWriter writer) throws IOException {
        try (OpenSource pages =
                Sources.open(
                        List.of(tree.toString()),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes())) {
            return new ImportRun(writer, LIST, List.of(), (bytes, report) -> {})
                    .run(pages, pages::bytesRead);
        }
    }

    private static void importMail(SqliteWriter writer) throws IOException {
        try (SourceFile file = SourceFile.open(MAIL);
                MboxReader mail = new MboxReader(file.stream(), "xen-devel.mbox")) {
            new ImportRun(writer, LIST, List.of(), (bytes, report) -> {})
                    .run(mail, file::bytesRead);
        }
    }

    private static Map<String, String> numbers(ArchiveStore store, @Nullable Set<String> months) {
        Map<String, String> numbers = new TreeMap<>();
        store.forEachNumber(
                LIST,
                row -> {
                    if (months == null || months.contains(row.number().month().toString())) {
                        numbers.put(row.number().toString(), row.id().value());
                    }
                });
        return numbers;
    }

    private static Map<String, String> published(@Nullable Set<String> months) throws IOException {
        Map<String, String> published = new TreeMap<>();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(ORACLE)),
                                StandardCharsets.UTF_8))) {
            reader.lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .filter(row -> months == null || months.contains(row[1]))
                    .forEach(row -> published.put(row[1] + "/" + row[2].substring(3), row[3]));
        }
        return published;
    }
}
