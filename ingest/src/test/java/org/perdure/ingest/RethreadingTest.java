package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.ingest.Rethreading.Moved;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Edge;
import org.perdure.store.sql.SqliteWriter;
import org.perdure.thread.Evidence;

/** Mail without threading fields on its way into threads. */
@Timeout(60)
class RethreadingTest {
    private static final ListName LIST = new ListName("bees");
    private static final String QUESTION =
            "When the first flowers open in the valley we move two hives beside the river.\n";
    private static final String QUOTED =
            "Ada Abel wrote:\n> " + QUESTION + "\nThe flood took one of mine there.\n";

    @TempDir private Path folder;
    private ArchiveWriter writer;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder);
    }

    @AfterEach
    void close() {
        assertThat(writer.store().verify()).isEmpty();
        writer.close();
    }

    private void file(String id, String from, String subject, int minute, String rest)
            throws IOException {
        String time = "2011-03-01T08:%02d:00Z".formatted(minute);
        new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                .run(
                        new InventedMailbox()
                                .add(
                                        InventedMailbox.separator(Instant.parse(time)),
                                        "Message-ID: <%s>\nFrom: %s\nTo: Ada Abel <ada@example.org>\nDate: %s\nSubject: %s\n%s"
                                                .formatted(
                                                        id,
                                                        from,
                                                        InventedMailbox.date(Instant.parse(time)),
                                                        subject,
                                                        rest))
                                .reader(id),
                        () -> 0);
    }

    private void fileQuestion() throws IOException {
        file("q@x", "Ada Abel <ada@example.org>", "Hives", 0, "\n" + QUESTION);
    }

    private void fileAnswer(String fields) throws IOException {
        file("a@x", "Bob Brown <bob@example.org>", "Re: Hives", 30, fields + "\n" + QUOTED);
    }

    private List<Moved> rethread() {
        List<Moved> moved = new ArrayList<>();
        new Rethreading(writer, LIST).run(moved::add);
        return moved;
    }

    private List<String> edges() {
        List<String> edges = new ArrayList<>();
        writer.store().forEachEdge(LIST, edge -> edges.add(text(edge)));
        Collections.sort(edges);
        return edges;
    }

    private static String text(Edge edge) {
        MessageId above = edge.parent() == null ? edge.dummy() : edge.parent();
        return edge.id() + (above == null ? "" : ">" + above + " " + edge.evidence());
    }

    @Test
    void findsTheParentOfWhatQuotes() throws IOException {
        fileQuestion();
        fileAnswer("");
        assertThat(edges()).containsExactly("a@x", "q@x");

        List<Moved> moved = rethread();

        assertThat(edges()).containsExactly("a@x>q@x QUOTATION", "q@x");
        assertThat(moved).hasSize(1);
        assertThat(moved.getFirst().id()).hasToString("a@x");
        assertThat(moved.getFirst().before()).isNull();
        assertThat(moved.getFirst().after()).hasToString("q@x");
        assertThat(moved.getFirst().evidence()).isEqualTo(Evidence.QUOTATION);
        assertThat(rethread()).isEmpty();
    }

    @Test
    void leavesAloneWhatHeadersName() throws IOException {
        file("o@x", "Eve Evans <eve@example.org>", "Others", 1, "\nWasps.\n");
        fileQuestion();
        fileAnswer("In-Reply-To: <o@x>\n");

        assertThat(rethread()).isEmpty();
        assertThat(edges()).contains("a@x>o@x IN_REPLY_TO");
    }

    @Test
    void givesWayToAHeaderWhoseMessageComesLate() throws IOException {
        fileQuestion();
        fileAnswer("In-Reply-To: <o@x>\n");
        rethread();
        assertThat(edges()).contains("a@x>q@x QUOTATION");

        file("o@x", "Eve Evans <eve@example.org>", "Others", 1, "\nWasps.\n");

        assertThat(edges()).contains("a@x>o@x IN_REPLY_TO");
        assertThat(rethread()).isEmpty();
    }

    @Test
    void findsASourceThatCameLate() throws IOException {
        fileAnswer("");
        assertThat(rethread()).isEmpty();

        fileQuestion();

        assertThat(rethread()).hasSize(1);
        assertThat(edges()).contains("a@x>q@x QUOTATION");
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() throws IOException {
        List<String> expected = null;
        for (int seed = 0; seed < 4; seed++) {
            ListName list = new ListName("bees-" + seed);
            List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            InventedMailbox mailbox = new InventedMailbox();
            for (int i : order) {
                add(mailbox, i);
            }
            new ImportRun(writer, list, List.of(), (read, durable) -> {})
                    .run(mailbox.reader("all"), () -> 0);
            new Rethreading(writer, list).run(moved -> {});

            List<String> edges = new ArrayList<>();
            writer.store().forEachEdge(list, edge -> edges.add(text(edge)));
            Collections.sort(edges);
            expected = expected == null ? edges : expected;
            assertThat(edges).isEqualTo(expected);
        }
        assertThat(expected).filteredOn(edge -> edge.contains("QUOTATION")).hasSizeGreaterThan(30);
    }

    /** Adds a message that quotes the one a few before it, in threads of ten. */
    private static void add(InventedMailbox mailbox, int i) {
        boolean first = i % 10 == 0;
        int parent = Math.max(i - i % 10, i - 1 - i % 3);
        String own = line(i);
        Instant time = Instant.parse("2011-03-01T08:00:00Z").plusSeconds(600L * i);
        mailbox.add(
                InventedMailbox.separator(time),
                "Message-ID: <m%d@x>\nFrom: Writer %d <w%d@example.org>\nDate: %s\nSubject: %sTopic %d\n\n%s%s"
                        .formatted(
                                i,
                                i % 4,
                                i % 4,
                                InventedMailbox.date(time),
                                first ? "" : "Re: ",
                                i / 10,
                                first ? "" : "Writer " + parent % 4 + " wrote:\n> " + line(parent),
                                own));
    }

    private static String line(int i) {
        return new Random(i)
                        .ints(14, 0, 2_000)
                        .mapToObj(word -> "w" + word)
                        .collect(Collectors.joining(" "))
                + "\n";
    }
}
