package org.perdure.source.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;

/** Holds our reading of pages against what MHonArc was given to make them. */
class FixtureTest {
    private static final Path FIXTURE = Path.of("../../shared/corpora/mhonarc-fixture");

    private record Row(
            String month,
            String number,
            String id,
            String from,
            String subject,
            String date,
            String references,
            String derived) {}

    @Test
    void pagesSayWhatTheMapSays() throws IOException {
        assumeTrue(Files.exists(FIXTURE), "no " + FIXTURE + ": real pages are not read");
        List<Row> read = new ArrayList<>();
        for (Row row : map()) {
            Path page = folder(row.month).resolve("msg" + row.number + ".html");
            read.add(row(row, MhonarcPage.find(Files.readAllBytes(page)).orElseThrow()));
        }
        assertThat(read).isNotEmpty().isEqualTo(map());
    }

    private static Row row(Row at, MhonarcPage page) {
        MessageId id = Objects.requireNonNull(page.id());
        Message message = new MessageParser().parse(Reconstruction.of(page, id, Map.of()).bytes());
        assertThat(message.id()).isEqualTo(id);
        assertThat(message.references()).isEqualTo(page.references());
        Mailbox from = message.from().getFirst();
        String name = from.name() == null ? "" : from.name();
        return new Row(
                at.month,
                at.number,
                id.value(),
                (name.contains("[") ? '"' + name + '"' : name) + " <" + from.address() + ">",
                message.subject(),
                page.date(),
                page.references().stream()
                        .map(MessageId::value)
                        .collect(Collectors.joining(",", "refs=", "")),
                "derived=" + String.join(",", page.derived()));
    }

    @Test
    void databasesSayWhatTheMapSays() throws IOException {
        assumeTrue(Files.exists(FIXTURE), "no " + FIXTURE + ": no real database is read");
        Path database = folder("2009-06").resolve(".mhonarc.db");
        List<String> expected =
                map().stream()
                        .filter(row -> row.month.equals("2009-06"))
                        .map(row -> Integer.parseInt(row.number) + " " + row.id)
                        .toList();
        assertThat(MhonarcDatabase.numbers(Files.readAllBytes(database)).entrySet())
                .extracting(entry -> entry.getKey() + " " + entry.getValue())
                .isEqualTo(expected);
    }

    private static Path folder(String month) {
        return FIXTURE.resolve("html/xen-devel").resolve(month);
    }

    private static List<Row> map() throws IOException {
        return Files.readAllLines(FIXTURE.resolve("map.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .map(c -> new Row(c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8]))
                .toList();
    }
}
