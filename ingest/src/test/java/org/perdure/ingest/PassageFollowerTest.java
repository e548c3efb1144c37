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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Follower;
import org.perdure.store.PassageWriter;
import org.perdure.store.Quotation;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqlitePassageWriter;
import org.perdure.store.sql.SqlitePassages;
import org.perdure.store.sql.SqliteWriter;

/** Who wrote what messages quote, kept beside an archive. */
@Timeout(60)
class PassageFollowerTest {
    private static final ListName LIST = new ListName("bees");
    private static final String QUESTION =
            """
            Hello,

            When the first flowers open in the valley we move two hives beside the river.
            Does anybody know how high the water came in the spring of the year before last?
            """;
    private static final String ANSWER =
            """
            Ada wrote:
            > When the first flowers open in the valley we move two hives
            > beside the river.

            The flood took one of mine there, and the stand went with it down to the weir.
            """;
    private static final String SECOND =
            """
            Bob wrote:
            > Ada wrote:
            > > When the first flowers open in the valley we move two hives
            > > beside the river.
            > The flood took one of mine there, and the stand went with it down to the weir.

            So did mine.
            """;
    private static final String ELSEWHERE =
            """
            Ada said:
            > Does anybody know how high the water came in the spring of the year before last?

            Two metres.
            """;

    /** Too short to be looked for in all of a list. */
    private static final String SHORT =
            """
            > move two hives beside the river

            Which river?
            """;

    @TempDir private Path folder;

    private record Mail(String id, int minute, String fields, String body) {}

    private static final List<Mail> MAIL =
            List.of(
                    new Mail("q@x", 0, "", QUESTION),
                    new Mail("a@x", 10, "In-Reply-To: <q@x>\n", ANSWER),
                    new Mail("s@x", 20, "References: <q@x> <a@x>\n", SECOND),
                    new Mail("e@x", 30, "", ELSEWHERE),
                    new Mail("copy@x", 40, "", QUESTION),
                    new Mail("d@x", 50, "References: <q@x> <never@x>\n", SHORT));

    private static final List<String> QUOTATIONS =
            List.of(
                    "a@x 1-3 level 1: q@x 2-3",
                    "d@x 0-1 level 1: q@x 2-3",
                    "e@x 1-2 level 1: q@x 3-4, by its words",
                    "s@x 2-4 level 2: q@x 2-3",
                    "s@x 4-5 level 1: a@x 4-5");

    private static void file(ArchiveWriter writer, Mail mail) throws IOException {
        Instant time = Instant.parse("2011-03-01T08:%02d:00Z".formatted(mail.minute()));
        new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                .run(
                        new InventedMailbox()
                                .add(
                                        InventedMailbox.separator(time),
                                        "Message-ID: <%s>\nFrom: Ada <ada@example.org>\nDate: %s\nSubject: %s\n%s\n%s"
                                                .formatted(
                                                        mail.id(),
                                                        InventedMailbox.date(time),
                                                        mail.id(),
                                                        mail.fields(),
                                                        mail.body()))
                                .reader(mail.id()),
                        () -> 0);
    }

    private void follow(ArchiveStore store) throws IOException {
        try (PassageFollower follower =
                new PassageFollower(store, SqlitePassageWriter.open(folder))) {
            new CatchUp(store).run(follower);
        }
    }

    /** Returns what each message quotes, in words that do not name keys. */
    private List<String> quotations(ArchiveStore store) {
        List<String> texts = new ArrayList<>();
        try (SqlitePassages passages = SqlitePassages.open(folder)) {
            assertThat(passages.position()).isEqualTo(store.lastSequence());
            store.forEachMessage(
                    LIST,
                    message -> {
                        for (Quotation one : passages.quotedBy(message.entry().key(), 100)) {
                            texts.add(text(store, one));
                            assertThat(passages.quoting(one.source(), 100)).contains(one);
                        }
                    });
        }
        Collections.sort(texts);
        return texts;
    }

    private static String text(ArchiveStore store, Quotation one) {
        return "%s %d-%d level %d: %s %d-%d%s"
                .formatted(
                        id(store, one.quoting()),
                        one.firstLine(),
                        one.endLine(),
                        one.level(),
                        id(store, one.source()),
                        one.sourceFirst(),
                        one.sourceEnd(),
                        one.inThread() ? "" : ", by its words");
    }

    private static MessageId id(ArchiveStore store, long key) {
        return store.findEntry(key).orElseThrow().id();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void areTheSameInWhateverOrderMailComes(int seed) throws IOException {
        List<Mail> mail = new ArrayList<>(MAIL);
        if (seed > 0) {
            Collections.shuffle(mail, new Random(seed));
        }
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            for (Mail one : mail) {
                file(writer, one);
                if (seed % 2 == 0) {
                    follow(writer.store());
                }
            }
            follow(writer.store());

            assertThat(quotations(writer.store())).isEqualTo(QUOTATIONS);
        }
    }

    @Test
    void areTheSameWhenTheFileIsLost() throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            for (Mail one : MAIL.reversed()) {
                file(writer, one);
                follow(writer.store());
            }
            Files.delete(folder.resolve(SqlitePassages.FILE));

            follow(writer.store());

            assertThat(quotations(writer.store())).isEqualTo(QUOTATIONS);
        }
    }

    @Test
    void doNotChangeWhenTheSameMailComesAgain() throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            for (int time = 0; time < 2; time++) {
                for (Mail one : MAIL) {
                    file(writer, one);
                }
                follow(writer.store());

                assertThat(quotations(writer.store())).isEqualTo(QUOTATIONS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4})
    void goOnWhereTheyWereAfterACrash(int traced) throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            file(writer, MAIL.getFirst());
            follow(writer.store());
            long before = writer.store().lastSequence();
            for (Mail one : MAIL.subList(1, MAIL.size())) {
                file(writer, one);
            }
            PassageWriter breaking =
                    new BreakingPassageWriter(SqlitePassageWriter.open(folder), traced);
            try (PassageFollower follower = new PassageFollower(writer.store(), breaking)) {
                assertThatThrownBy(() -> new CatchUp(writer.store()).run(follower))
                        .isInstanceOf(StoreException.class);
                assertThat(follower.committed()).isEqualTo(before);
            }

            follow(writer.store());

            assertThat(quotations(writer.store())).isEqualTo(QUOTATIONS);
        }
    }

    @ParameterizedTest
    @CsvSource({"1999,0", "2000,2000", "2001,2000"})
    void areDurableAfterEachBatch(int messages, long durable) throws IOException {
        InventedMailbox mailbox = new InventedMailbox();
        for (int i = 0; i < messages; i++) {
            mailbox.letter("2011-03-01T08:00:00Z", i + "@x", "", "bee " + i);
        }
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            mailbox.importInto(writer, LIST, "bees.mbox");
            try (PassageFollower follower =
                    new PassageFollower(writer.store(), SqlitePassageWriter.open(folder))) {
                CatchUp catchUp = new CatchUp(writer.store());
                long position = 0;
                while (position < writer.store().lastSequence()) {
                    List<Follower.ChangedMessage> portion = catchUp.readAfter(position);
                    follower.apply(portion);
                    position = portion.getLast().change().sequence();
                }
                assertThat(follower.committed()).isEqualTo(durable);

                follower.commit();

                assertThat(follower.committed()).isEqualTo(messages);
            }
        }
    }

    @Test
    void skipAMessageAboveThatWasTakenDown() throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            file(writer, MAIL.get(1));
            file(writer, new Mail("deep@x", 15, "References: <q@x> <a@x>\n", SHORT));
            hide(writer, "a@x");
            follow(writer.store());
            assertThat(quotations(writer.store())).isEmpty();

            file(writer, MAIL.getFirst());
            follow(writer.store());

            assertThat(quotations(writer.store())).contains("deep@x 0-1 level 1: q@x 2-3");
        }
    }

    @ParameterizedTest
    @CsvSource({"499,499", "500,500", "501,500"})
    void areKeptUpToALimit(int quoted, int kept) throws IOException {
        StringBuilder parent = new StringBuilder();
        StringBuilder child = new StringBuilder();
        for (int i = 0; i < quoted; i++) {
            String line = "hive%1$d stand%1$d river%1$d weir%1$d\n".formatted(i);
            parent.append(line);
            child.append("> ").append(line).append("yes\n");
        }
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            file(writer, new Mail("p@x", 0, "", parent.toString()));
            file(writer, new Mail("c@x", 1, "In-Reply-To: <p@x>\n", child.toString()));
            follow(writer.store());
            long key = writer.store().find(LIST, new MessageId("c@x")).orElseThrow().key();
            try (SqlitePassages passages = SqlitePassages.open(folder)) {
                assertThat(passages.quotedBy(key, 1_000)).hasSize(kept);
                assertThat(passages.quotedBy(key, 7)).hasSize(7);
            }
        }
    }

    private static void hide(ArchiveWriter writer, String id) {
        new TakeDowns(writer, LIST).hide(List.of(new MessageId(id)), "asked for", Instant.EPOCH);
    }

    @Test
    void areNotThoseOfAMessageThatWasTakenDown() throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            for (Mail one : MAIL) {
                file(writer, one);
            }
            follow(writer.store());
            hide(writer, "q@x");
            follow(writer.store());

            assertThat(quotations(writer.store()))
                    .contains("s@x 4-5 level 1: a@x 4-5")
                    .noneMatch(text -> text.contains(": q@x"));

            new TakeDowns(writer, LIST).unhide(List.of(new MessageId("q@x")), Instant.EPOCH);
            follow(writer.store());

            assertThat(quotations(writer.store())).isEqualTo(QUOTATIONS);
        }
    }

    @Test
    void areMadeOnceByTwoThatFollow() throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder);
                PassageFollower other =
                        new PassageFollower(writer.store(), SqlitePassageWriter.open(folder))) {
            for (Mail one : MAIL) {
                file(writer, one);
            }
            follow(writer.store());
            List<String> before = quotations(writer.store());

            new CatchUp(writer.store()).run(other);

            assertThat(quotations(writer.store())).isEqualTo(before).isEqualTo(QUOTATIONS);
        }
    }
}
