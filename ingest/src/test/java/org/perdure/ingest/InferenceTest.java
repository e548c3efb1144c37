package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.ingest.Rethreading.Moved;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Edge;
import org.perdure.store.sql.SqliteWriter;

/** Parents that are inferred as mail comes. */
@Timeout(120)
class InferenceTest {
    private static final ListName LIST = new ListName("bees");
    private static final int MAILS = 120;

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

    private int write(Function<Transaction, Integer> body) {
        return writer.write(body);
    }

    private int infer() throws IOException {
        return infer(this::write);
    }

    private int infer(Inference.Storing storing) throws IOException {
        try (Inference inference = inference()) {
            return inference.catchUp(new CatchUp(writer.store()), storing);
        }
    }

    private Inference inference() throws IOException {
        return Inference.open(writer.store(), folder.resolve("inference")).orElseThrow();
    }

    private List<String> edges() {
        List<String> edges = new ArrayList<>();
        writer.store().forEachEdge(LIST, edge -> edges.add(text(edge)));
        Collections.sort(edges);
        return edges;
    }

    private static String text(Edge edge) {
        MessageId above = edge.parent() == null ? edge.dummy() : edge.parent();
        return edge.id()
                + (above == null ? "" : ">" + above + " " + edge.evidence() + " " + edge.score());
    }

    /** Returns what the search in the whole list would change. */
    private List<Moved> rethread() {
        List<Moved> moved = new ArrayList<>();
        new Rethreading(writer, LIST).run(moved::add);
        return moved;
    }

    private void file(List<Integer> mails) {
        InventedMailbox mailbox = new InventedMailbox();
        for (int i : mails) {
            Instant time = time(i);
            mailbox.add(InventedMailbox.separator(time), mail(i));
        }
        mailbox.importInto(writer, LIST, "mails " + mails);
    }

    private static Instant time(int i) {
        return Instant.parse("2011-03-01T08:00:00Z").plusSeconds(2_000L * i);
    }

    /**
     * Returns a message that quotes one a few before it, or is a patch, or only has its subject.
     */
    private static String mail(int i) {
        boolean first = i % 12 == 0;
        int parent = Math.max(i - i % 12, i - 1 - i % 3);
        String body =
                switch (first ? 0 : i % 12) {
                    case 0, 5 -> line(i);
                    case 3 -> "> " + line(parent) + "> > " + line(i - i % 12) + line(i);
                    case 6, 7, 8 -> "A patch.\n";
                    default -> "Writer " + author(parent) + " wrote:\n> " + line(parent) + line(i);
                };
        String subject =
                switch (i % 12) {
                    case 6, 7, 8 -> "[PATCH %d/2] series %d".formatted(i % 12 - 6, i / 12);
                    case 9 -> "Else (was: Topic %d)".formatted(i / 12);
                    default -> (first ? "" : "Re: ") + "Topic " + i / 12;
                };
        return "Message-ID: <m%d@x>\nFrom: Writer %d <w%d@example.org>\nTo: Writer %d <w%d@example.org>\nDate: %s\nSubject: %s\n%s\n%s"
                .formatted(
                        i,
                        author(i),
                        author(i),
                        author(parent),
                        author(parent),
                        InventedMailbox.date(time(i)),
                        subject,
                        i % 12 == 11 ? "In-Reply-To: <m" + parent + "@x>\n" : "",
                        body);
    }

    /** Returns the number of an author; patches of a series are all by one. */
    private static int author(int i) {
        return i % 12 >= 6 && i % 12 <= 8 ? 1 : i % 4;
    }

    private static String line(int i) {
        return new Random(i)
                        .ints(14, 0, 2_000)
                        .mapToObj(word -> "w" + word)
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    private static List<Integer> shuffled(int seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, MAILS).boxed().toList());
        if (seed > 0) {
            Collections.shuffle(order, new Random(seed));
        }
        return order;
    }

    private void assertAgreesWithTheSearchInTheWholeList() {
        List<String> edges = edges();
        assertThat(rethread()).isEmpty();
        assertThat(edges()).isEqualTo(edges);
    }

    @Test
    void findsWhatTheSearchInTheWholeListFinds() throws IOException {
        file(shuffled(0));

        int moved = infer();

        List<String> edges = edges();
        assertThat(edges).filteredOn(edge -> edge.contains("QUOTATION")).hasSize(40);
        assertThat(edges).filteredOn(edge -> edge.contains("SERIES")).hasSize(20);
        assertThat(edges).filteredOn(edge -> edge.contains("SUBJECT")).isNotEmpty();
        assertThat(edges)
                .filteredOn(edge -> edge.contains(">") && !edge.contains("IN_REPLY_TO"))
                .hasSize(moved);
        assertAgreesWithTheSearchInTheWholeList();
        assertThat(infer()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesNotDependOnTheOrderOfArrival(int seed) throws IOException {
        List<Integer> order = shuffled(seed);
        Random random = new Random(seed);
        int most = seed % 2 == 0 ? 9 : 40;
        int end = 0;
        for (int from = 0; from < MAILS; from = end) {
            end = Math.min(MAILS, from + 1 + random.nextInt(most));
            file(order.subList(from, end));
            if (random.nextInt(4) > 0) {
                infer();
                assertAgreesWithTheSearchInTheWholeList();
            }
        }
        infer();
        assertAgreesWithTheSearchInTheWholeList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnAfterACrash(boolean stored) throws IOException {
        file(shuffled(3).subList(0, 60));
        infer();
        file(shuffled(3).subList(60, MAILS));
        try (Inference cutOff = inference()) {
            Inference.Storing failing =
                    body -> {
                        if (stored) {
                            write(body);
                        }
                        throw new IOException("cut off");
                    };
            assertThatThrownBy(() -> cutOff.catchUp(new CatchUp(writer.store()), failing))
                    .hasMessage("cut off");
        }

        infer();

        assertAgreesWithTheSearchInTheWholeList();
    }

    @Test
    void forgetsWhatWasNotCommitted() throws IOException {
        file(shuffled(3).subList(0, 60));
        infer();
        file(shuffled(3).subList(60, MAILS));
        try (Inference cutOff = inference()) {
            long before = cutOff.committed();
            cutOff.apply(new CatchUp(writer.store()).readAfter(before));
            assertThat(cutOff.committed()).isEqualTo(before);
        }

        infer();

        assertAgreesWithTheSearchInTheWholeList();
    }

    @Test
    void isMadeAnewWhenItsFilesAreLost() throws IOException {
        file(shuffled(2));
        infer();
        List<String> edges = edges();
        for (Path file : files()) {
            Files.delete(file);
        }

        assertThat(infer()).isZero();

        assertThat(edges()).isEqualTo(edges);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "digests", "messages"})
    void isMadeAnewWhenAFileIsDamaged(String name) throws IOException {
        file(shuffled(2).subList(0, 60));
        infer();
        Files.write(folder.resolve("inference").resolve(name), new byte[] {'x', '\n'});
        file(shuffled(2).subList(60, MAILS));

        infer();

        assertAgreesWithTheSearchInTheWholeList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("inference"))) {
            return files.toList();
        }
    }

    @Test
    void isDoneByOneAtATime() throws IOException {
        try (Inference first = inference()) {
            assertThat(first.committed()).isZero();
            assertThat(Inference.open(writer.store(), folder.resolve("inference"))).isEmpty();
        }
        inference().close();
    }

    @Test
    void leavesOutWhatWasTakenDownAndFindsItAgain() throws IOException {
        file(shuffled(0));
        infer();
        List<String> before = edges();
        List<MessageId> ids = List.of(new MessageId("m0@x"), new MessageId("m14@x"));
        new TakeDowns(writer, LIST).hide(ids, "asked for", Instant.EPOCH);

        infer();

        assertAgreesWithTheSearchInTheWholeList();
        assertThat(edges()).noneMatch(edge -> edge.contains(">m0@x QUOTATION"));

        new TakeDowns(writer, LIST).unhide(ids, Instant.EPOCH);
        infer();

        assertThat(edges()).isEqualTo(before);
        assertAgreesWithTheSearchInTheWholeList();
    }

    @Test
    void keepsListsApart() throws IOException {
        ListName other = new ListName("wasps");
        file(List.of(0));
        InventedMailbox mailbox = new InventedMailbox();
        mailbox.add(InventedMailbox.separator(time(1)), mail(1));
        mailbox.importInto(writer, other, "wasps");

        assertThat(infer()).isZero();
    }

    @Test
    void doesNotMoveWhatAHeaderPuts() throws IOException {
        file(List.of(0, 8, 11));
        infer();
        assertThat(edges()).contains("m11@x>m8@x IN_REPLY_TO 1.0");

        file(List.of(9));
        infer();

        assertThat(edges()).contains("m11@x>m8@x IN_REPLY_TO 1.0");
        assertAgreesWithTheSearchInTheWholeList();
    }
}
