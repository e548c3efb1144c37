package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Quotation;
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
            Somebody said:
            > Does anybody know how high the water came in the spring of the year before last?

            Two metres.
            """;

    @TempDir private Path folder;

    private record Mail(String id, int minute, String fields, String body) {}

    private static final List<Mail> MAIL =
            List.of(
                    new Mail("q@x", 0, "", QUESTION),
                    new Mail("a@x", 10, "In-Reply-To: <q@x>\n", ANSWER),
                    new Mail("s@x", 20, "References: <q@x> <a@x>\n", SECOND),
                    new Mail("e@x", 30, "", ELSEWHERE),
                    new Mail("copy@x", 40, "", QUESTION));

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

            assertThat(quotations(writer.store()))
                    .containsExactly(
                            "a@x 1-3 level 1: q@x 2-3",
                            "e@x 1-2 level 1: q@x 3-4, by its words",
                            "s@x 2-4 level 2: q@x 2-3",
                            "s@x 4-5 level 1: a@x 4-5");
        }
    }

    @Test
    void areNotThoseOfAMessageThatWasTakenDown() throws IOException {
        try (ArchiveWriter writer = SqliteWriter.open(folder)) {
            for (Mail one : MAIL) {
                file(writer, one);
            }
            follow(writer.store());
            new TakeDowns(writer, LIST)
                    .hide(List.of(new MessageId("q@x")), "asked for", Instant.EPOCH);
            follow(writer.store());

            assertThat(quotations(writer.store()))
                    .contains("s@x 4-5 level 1: a@x 4-5")
                    .noneMatch(text -> text.contains(": q@x"));
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

            assertThat(quotations(writer.store())).isEqualTo(before).hasSize(4);
        }
    }
}
