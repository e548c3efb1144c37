package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.source.MboxReader;
import org.perdure.source.OpenSource;
import org.perdure.source.RawMessage;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveStore.ExportedMessage;
import org.perdure.store.LedgerRow;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.sql.SqliteWriter;

/** Imports folders and files as an operator names them. */
@Timeout(120)
class SourcesImportTest {
    private static final ListName LIST = new ListName("garden");
    private static final Progress SILENT = (read, durable) -> {};

    /** Some messages have no date at all. */
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2012-03-01T08:00:00Z"));

    @TempDir private Path folder;
    private Path mail;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void setUp() throws IOException {
        mail = Files.createDirectories(folder.resolve("mail"));
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void tearDown() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private ImportReport run(String... operands) throws IOException {
        return run(writer, SILENT, operands);
    }

    private static ImportReport run(SqliteWriter into, Progress progress, String... operands)
            throws IOException {
        try (OpenSource source =
                Sources.open(
                        List.of(operands),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes())) {
            return new ImportRun(into, LIST, List.of(), progress, CLOCK)
                    .run(source, source::bytesRead);
        }
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(LIST, row -> numbers.add(row.number() + " " + row.id()));
        return numbers;
    }

    /** Writes each message of a mailbox into a file of its own. */
    private void writeFiles(InventedMailbox mailbox) throws IOException {
        MboxReader reader = mailbox.reader();
        int number = 1;
        for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
            Files.write(mail.resolve(Integer.toString(number++)), raw.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "ada at example.org"})
    void aMailboxMayBeginWithAByteOrderMark(String author) throws IOException {
        String mbox =
                "From %s  Tue Mar  1 10:00:00 2011\nFrom: %s\nMessage-ID: <%%s>\n\nHello\n\n"
                        .formatted(author, author);
        Files.writeString(mail.resolve("marked"), "\ufeff" + mbox.formatted("a"));
        Files.writeString(
                mail.resolve("two"), "\ufeff" + mbox.formatted("b") + mbox.formatted("c"));
        ImportReport report = run(mail.toString());
        assertThat(report.read()).isEqualTo(3);
        assertThat(report.rejected()).isZero();
        assertThat(run(mail.toString()).known()).isEqualTo(3);
        assertThat(Contents.ledger(store, LIST)).extracting(LedgerRow::offset).contains(3L);
    }

    @Test
    void aMessageMayBeginWithAByteOrderMark() throws IOException {
        String text = "\ufeffMessage-ID: <a@example.org>\nFrom: ada@example.org\n\nHello\n";
        Files.writeString(mail.resolve("a.eml"), text);

        ImportReport report = run(mail.toString());

        assertThat(report.stored()).isEqualTo(1);
        List<ExportedMessage> stored = new ArrayList<>();
        store.forEachMessage(LIST, stored::add);
        assertThat(stored.getFirst().entry().id()).isEqualTo(new MessageId("a@example.org"));
        assertThat(new String(stored.getFirst().raw(), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Nested
    class AFolder {
        @Test
        void givesTheMessagesOfItsFilesAndAccountsForAllElse() throws IOException {
            writeFiles(LongMailbox.of(400, 3));
            Files.writeString(mail.resolve("README"), "Not mail.\n");
            Files.writeString(mail.resolve(".hidden"), "Not mail.\n");
            ImportReport report = run(mail.toString());
            assertThat(report.read()).isEqualTo(402);
            assertThat(report.rejected()).isEqualTo(2);

            List<LedgerRow> rows = Contents.ledger(store, LIST);
            assertThat(rows).hasSize(402);
            assertThat(rows)
                    .filteredOn(row -> row.outcome() == Outcome.REJECTED)
                    .extracting(LedgerRow::note)
                    .containsExactlyInAnyOrder(
                            "is no mail: begins with “Not mail.”", "is a hidden file");
        }

        @Test
        void changesNothingWhenItIsImportedAgain() throws IOException {
            writeFiles(LongMailbox.of(400, 3));
            Files.writeString(mail.resolve("README"), "Not mail.\n");
            Files.writeString(mail.resolve(".hidden"), "Not mail.\n");
            Files.writeString(mail.resolve("empty"), "");
            ImportReport first = run(mail.toString());
            Contents before = Contents.of(store, LIST);
            ImportReport again = run(mail.toString());
            assertThat(again.known()).isEqualTo(again.read()).isEqualTo(first.read());
            assertThat(Contents.of(store, LIST)).isEqualTo(before);
        }

        @Test
        void goesOnWhereItWasInterrupted() throws IOException {
            writeFiles(LongMailbox.of(2_500, 3));
            var runs = new ArrayList<ImportRun>();
            try (OpenSource source =
                    Sources.open(
                            List.of(mail.toString()),
                            InputStream.nullInputStream(),
                            null,
                            new SourceNotes())) {
                runs.add(
                        new ImportRun(
                                writer,
                                LIST,
                                List.of(),
                                (read, durable) -> runs.getFirst().stop(),
                                CLOCK));
                ImportReport part = runs.getFirst().run(source, source::bytesRead);
                assertThat(part.read()).isBetween(100L, 2_400L);
            }
            assertThat(store.verify()).isEmpty();
            run(mail.toString());
            try (SqliteWriter undisturbed = SqliteWriter.open(folder.resolve("undisturbed"))) {
                run(undisturbed, SILENT, mail.toString());
                assertThat(Contents.of(store, LIST))
                        .isEqualTo(Contents.of(undisturbed.store(), LIST));
            }
        }

        @Test
        void mayBeNamedTogetherWithFilesInIt() throws IOException {
            Files.write(mail.resolve("a"), LongMailbox.of(300, 3).bytes());
            run(mail.toString(), mail.resolve("a").toString());
            Contents both = Contents.of(store, LIST);
            try (SqliteWriter once = SqliteWriter.open(folder.resolve("once"))) {
                run(once, SILENT, mail.toString());
                assertThat(both).isEqualTo(Contents.of(once.store(), LIST));
            }
        }
    }

    @Nested
    class AMailboxThatGrew {
        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "\r\n"})
        void isAccountedForAsItIsNow(String blankLine) throws IOException {
            String first = "From ada@example.org Tue Mar  1 10:00:00 2011\nSubject: 1\n\ntext\n";
            Path file = mail.resolve("a.mbox");
            Files.writeString(file, first);
            run(file.toString());
            Files.writeString(file, first + blankLine + first.replace("1", "2"));
            ImportReport report = run(file.toString());
            assertThat(report.known()).isEqualTo(1);
            assertThat(report.stored()).isEqualTo(1);
            assertThat(Contents.ledger(store, LIST).getFirst().span())
                    .isEqualTo(first.length() + blankLine.length());
            assertThat(store.verify()).isEmpty();
        }
    }

    /** As an archiver wrote them that stored all mail under two addresses. */
    @Nested
    class AMailboxWithEveryMessageTwice {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void isNumberedByFirstOccurrence(long seed) throws IOException {
            Random random = new Random(seed);
            InventedMailbox doubled = new InventedMailbox();
            List<String> order = new ArrayList<>();
            Instant time = Instant.parse("2016-05-01T00:00:10Z");
            for (int second = 0; second < 150; second++) {
                time = time.plusSeconds(1 + random.nextInt(4_000));
                List<String> waiting = new ArrayList<>();
                for (int n = 1 + random.nextInt(5); n > 0 || !waiting.isEmpty(); ) {
                    boolean first = n > 0 && (waiting.isEmpty() || random.nextBoolean());
                    String id;
                    if (first) {
                        id = "m" + order.size() + "@example.org";
                        order.add(id);
                        waiting.add(id);
                        n--;
                    } else {
                        id = waiting.remove(random.nextInt(waiting.size()));
                    }
                    doubled.letter(time.toString(), id, "", "body of " + id);
                }
            }
            Path file = mail.resolve("xen-devel-2016-05");
            Files.write(file, doubled.bytes());

            ImportReport report = run(file.toString());
            assertThat(report.stored()).isEqualTo(order.size());
            assertThat(report.duplicates()).isEqualTo(order.size());
            assertThat(report.read()).isEqualTo(2L * order.size());
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                expected.add("2016-05/%05d %s".formatted(i, order.get(i)));
            }
            assertThat(numbers()).isEqualTo(expected);
            assertThat(Contents.ledger(store, LIST)).hasSize(2 * order.size());
        }

        @Test
        void mayBeOneOfSeveralMonths() throws IOException {
            for (int month = 1; month <= 3; month++) {
                InventedMailbox doubled = new InventedMailbox();
                for (int copy = 0; copy < 2; copy++) {
                    String id = month + "@example.org";
                    doubled.letter("2016-0" + month + "-01T00:00:10Z", id, "", "");
                }
                Files.write(mail.resolve("garden-2016-0" + month), doubled.bytes());
            }
            run(mail.toString());
            assertThat(numbers())
                    .containsExactly(
                            "2016-01/00000 1@example.org",
                            "2016-02/00000 2@example.org",
                            "2016-03/00000 3@example.org");
        }
    }

    @Nested
    class ManyShapes {
        @Test
        void ofTheSameMailGiveTheSameMessages() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(500, 5);
            writeFiles(mailbox);
            Path file = Files.write(folder.resolve("a.mbox"), mailbox.bytes());
            run(file.toString());
            try (SqliteWriter other = SqliteWriter.open(folder.resolve("other"))) {
                run(other, SILENT, mail.toString());
                assertThat(messages(other.store())).isEqualTo(messages(store));
            }
        }

        private static List<String> messages(ArchiveStore store) {
            List<String> messages = new ArrayList<>();
            store.forEachMessage(
                    LIST,
                    message ->
                            messages.add(
                                    message.entry().id()
                                            + " "
                                            + new String(
                                                    message.raw(), StandardCharsets.ISO_8859_1)));
            messages.sort(null);
            return messages;
        }
    }
}
