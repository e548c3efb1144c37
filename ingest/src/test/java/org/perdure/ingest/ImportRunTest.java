package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Defect;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.MessageId;
import org.perdure.source.InventedInbox;
import org.perdure.source.MboxReader;
import org.perdure.source.MessageSource;
import org.perdure.source.PublicInboxSource;
import org.perdure.source.RawMessage;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Change;
import org.perdure.store.Follower;
import org.perdure.store.LedgerRow;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ImportRunTest {
    private static final ListName LIST = new ListName("garden");
    private static final String MARCH_1 = "2011-03-01T08:00:00Z";
    private static final Progress SILENT = (read, durable) -> {};

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private ImportReport run(InventedMailbox mailbox, String source, Follower... followers)
            throws IOException {
        return new ImportRun(writer, LIST, List.of(followers), SILENT)
                .run(mailbox.reader(source), () -> 0);
    }

    private ImportReport runAt(String now, InventedMailbox mailbox, String source)
            throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.parse(now));
        return new ImportRun(writer, LIST, List.of(), SILENT, clock)
                .run(mailbox.reader(source), () -> 0);
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(LIST, row -> numbers.add(row.number() + " " + row.id()));
        return numbers;
    }

    private static String text(RawMessage raw) {
        return new String(raw.bytes(), StandardCharsets.ISO_8859_1);
    }

    @Nested
    class TheChangeLog {
        private String letter(String id, String date, String references) {
            return "Message-ID: <%s>\nDate: %s\nReferences: %s\n\ntext\n"
                    .formatted(id, date, references);
        }

        @Test
        void tellsOfAMessageBelowADummyThatMoves() throws IOException {
            String separator = InventedMailbox.separator(Instant.parse("2011-03-05T00:00:00Z"));
            var mailbox = new InventedMailbox();
            mailbox.add(separator, letter("a", "1 Mar 2011 00:00:00 +0000", ""));
            mailbox.add(separator, letter("b", "1 Mar 2011 00:00:00 +0000", ""));
            mailbox.add(separator, letter("late", "3 Mar 2011 00:00:00 +0000", "<a> <gone>"));
            mailbox.add(separator, letter("early", "2 Mar 2011 00:00:00 +0000", "<b> <gone>"));
            run(mailbox, "s");
            assertThat(store.changes(0, 100))
                    .extracting(change -> change.kind() + " " + change.id())
                    .containsExactly(
                            "ADDED a", "ADDED b", "ADDED late", "ADDED early", "RETHREADED late");
        }
    }

    @Nested
    class Outcomes {
        @Test
        void areCounted() throws IOException {
            InventedMailbox mailbox =
                    new InventedMailbox()
                            .letter(MARCH_1, "a", "", "one")
                            .letter(MARCH_1, "b", "", "two")
                            .letter(MARCH_1, "a", "", "one")
                            .letter(MARCH_1, "a", "", "other")
                            .letter(MARCH_1, "a", "", "other")
                            .add(InventedMailbox.separator(Instant.EPOCH), "Subject: none\n\n");

            ImportReport report = run(mailbox, "s");
            assertThat(report)
                    .isEqualTo(
                            new ImportReport(
                                    3,
                                    1,
                                    0,
                                    2,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    3,
                                    0,
                                    Map.of(
                                            Defect.Code.MISSING_MESSAGE_ID,
                                            1L,
                                            Defect.Code.MISSING_DATE,
                                            1L),
                                    Map.of()));
            assertThat(report.read()).isEqualTo(6);
            assertThat(run(mailbox, "s"))
                    .isEqualTo(
                            new ImportReport(0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, Map.of(), Map.of()));
            assertThat(run(mailbox, "t"))
                    .isEqualTo(
                            new ImportReport(0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of()));
        }

        @Test
        void ofAnEmptyMailboxAreNone() throws IOException {
            assertThat(run(new InventedMailbox(), "s")).isEqualTo(ImportReport.NOTHING);
            assertThat(store.lists()).isEmpty();
        }

        @Test
        void ofAFileThatIsNoMailboxAreNone() {
            assertThatIOException()
                    .isThrownBy(
                            () ->
                                    new ImportRun(writer, LIST, List.of(), SILENT)
                                            .run(
                                                    new MboxReader(
                                                            new ByteArrayInputStream(
                                                                    new byte[] {'x', '\n'}),
                                                            "s"),
                                                    () -> 0))
                    .withMessageContaining("not an mbox");
            assertThat(store.lists()).isEmpty();
        }

        @Test
        void areToldAfterEachBatchAndStored() throws IOException {
            List<Long> told = new ArrayList<>();
            Progress progress =
                    (read, durable) -> {
                        told.add(durable.read());
                        assertThat(Contents.ledger(store, LIST)).hasSize((int) durable.read());
                        assertThat(read).isEqualTo(77);
                    };
            new ImportRun(writer, LIST, List.of(), progress)
                    .run(LongMailbox.of(1_000, 1).reader(), () -> 77);

            // The end of the source comes alone here, for the last batch was full.
            assertThat(told).containsExactly(250L, 500L, 750L, 1_000L, 1_000L);
        }
    }

    @Nested
    class Numbers {
        @Test
        void followTheOrderOfTheMailboxNotTheDates() throws IOException {
            run(
                    new InventedMailbox()
                            .letter("2011-03-09T08:00:00Z", "z", "", "")
                            .letter("2011-03-01T08:00:00Z", "a", "z", "")
                            .letter("2011-02-28T08:00:00Z", "m", "", ""),
                    "s");

            assertThat(numbers())
                    .containsExactly("2011-02/00000 m", "2011-03/00000 z", "2011-03/00001 a");
        }

        @Test
        void areNotTakenBySecondMessagesWithAnIdInAMonth() throws IOException {
            run(
                    new InventedMailbox()
                            .letter(MARCH_1, "a", "", "one")
                            .letter(MARCH_1, "a", "", "one")
                            .letter(MARCH_1, "a", "", "other")
                            .letter(MARCH_1, "b", "", "")
                            .letter("2011-04-01T00:00:00Z", "a", "", "one")
                            .letter("2011-04-01T00:00:00Z", "a", "", "other"),
                    "s");

            assertThat(numbers())
                    .containsExactly("2011-03/00000 a", "2011-03/00001 b", "2011-04/00000 a");
        }

        @Test
        void ofMessagesWithoutMsgIdAreByTheirHeader() throws IOException {
            String header = "From: Ada <ada@example.org>\nSubject: hello\n";
            String separator = InventedMailbox.separator(Instant.parse(MARCH_1));
            run(
                    new InventedMailbox()
                            .add(separator, header + "\none\n")
                            .add(separator, header + "\nother\n")
                            .add(separator, header + "X: y\n\none\n"),
                    "s");

            assertThat(numbers())
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row).endsWith("@NO-ID-FOUND.mhonarc.org"));
            assertThat(store.changes(0, 9)).hasSize(3); // The second is kept as a copy.
        }

        @ParameterizedTest
        @CsvSource({
            "Thu Mar 31 23:59:59 2011, 2011-03",
            "Fri Apr  1 00:00:00 2011, 2011-04",
            "Thu Mar 31 23:30:00 2011 -0100, 2011-04",
            "Fri Apr  1 00:30:00 2011 +0100, 2011-03",
            "Fri Apr  1 00:30:00 CEST 2011, 2011-03",
            "no date at all, 2011-05"
        })
        void areOfTheMonthInUtcOfTheSeparatorLine(String date, String month) throws IOException {
            run(
                    new InventedMailbox()
                            .add(
                                    "From ada@example.org " + date,
                                    "Message-ID: <a>\nDate: Sun, 1 May 2011 12:00:00 +0000\n\n"),
                    "s");

            assertThat(numbers()).containsExactly(month + "/00000 a");
        }

        @Test
        void ofMessagesFromTheFutureAreOfTheirArrival() throws IOException {
            String late = "Message-ID: <%s>\nDate: Sun, 1 May 2033 12:00:00 +0000\n%s\nx\n";
            String received = "Received: by b; Tue, 5 Apr 2011 10:00:00 +0000\n";
            runAt(
                    "2026-01-31T00:00:00Z",
                    new InventedMailbox()
                            .add("From ada", late.formatted("clock", ""))
                            .add("From ada", late.formatted("received", received))
                            .add(
                                    InventedMailbox.separator(Instant.parse(MARCH_1)),
                                    late.formatted("separator", "")),
                    "s");

            assertThat(numbers())
                    .containsExactlyInAnyOrder(
                            "2026-01/00000 clock",
                            "2011-04/00000 received",
                            "2011-03/00000 separator");
            assertThat(store.find(LIST, new MessageId("separator")).orElseThrow().arrived())
                    .isEqualTo(Instant.parse(MARCH_1));
        }

        @Test
        void areNotGivenToMessagesWhoseAuthorsWantNoArchive() throws IOException {
            InventedMailbox mailbox =
                    new InventedMailbox()
                            .add(
                                    InventedMailbox.separator(Instant.parse(MARCH_1)),
                                    "Message-ID: <secret>\nX-No-Archive: Yes\n\nx\n")
                            .add(
                                    InventedMailbox.separator(Instant.parse(MARCH_1)),
                                    "Message-ID: <open>\n\nx\n");
            ImportReport report =
                    new ImportRun(
                                    writer,
                                    LIST,
                                    List.of(),
                                    SILENT,
                                    FilingRules.of(NoArchivePolicy.HONOUR))
                            .run(mailbox.reader("s"), () -> 0);

            assertThat(report.rejected()).isEqualTo(1);
            assertThat(numbers()).containsExactly("2011-03/00000 open");
            List<LedgerRow> rows = new ArrayList<>();
            store.forEachLedgerRow(LIST, rows::add);
            assertThat(rows)
                    .extracting(LedgerRow::outcome, LedgerRow::note)
                    .contains(
                            tuple(
                                    LedgerRow.Outcome.REJECTED,
                                    "its author wants no archive: X-No-Archive: Yes"));
        }

        @Test
        void areKeptForMessagesThatAreHiddenAsTheirAuthorsWish() throws IOException {
            ImportReport report = runHiding("s", letter("secret", ASKING), letter("open", ""));

            assertThat(report.stored()).isEqualTo(2);
            assertThat(report.withheld()).isEqualTo(1);
            assertThat(numbers()).containsExactly("2011-03/00000 secret", "2011-03/00001 open");
            assertThat(takeDowns())
                    .containsExactly(
                            "secret AUTHOR its author wants no archive: X-No-Archive: Yes");

            writer.write(
                    transaction ->
                            transaction.unhide(LIST, new MessageId("secret"), Instant.now()));
            runHiding("t", letter("secret", ASKING));
            assertThat(takeDowns()).isEmpty();
        }

        @Test
        void areNotTakenFromWhatStandsUnderTheSameId() throws IOException {
            runHiding("s", letter("a", ""));
            ImportReport report =
                    runHiding("t", letter("a", ASKING) + "more\n", letter("b", ASKING));

            assertThat(report.rejected()).isEqualTo(1);
            assertThat(takeDowns()).hasSize(1).first().asString().startsWith("b ");
            assertThat(numbers()).containsExactly("2011-03/00000 a", "2011-03/00001 b");
        }

        @Test
        void areHiddenWithTheirFurtherCopies() throws IOException {
            ImportReport report =
                    runHiding("s", letter("a", ASKING), letter("a", ASKING) + "more\n");
            assertThat(report.rejected()).isZero();
            assertThat(report.copies()).isEqualTo(1);
            assertThat(takeDowns()).hasSize(1);
        }

        private static final String ASKING = "X-No-Archive: Yes\n";

        private String letter(String id, String field) {
            return "Message-ID: <" + id + ">\n" + field + "\nwritten by " + id + "\n";
        }

        private ImportReport runHiding(String source, String... letters) throws IOException {
            InventedMailbox mailbox = new InventedMailbox();
            for (String letter : letters) {
                mailbox.add(InventedMailbox.separator(Instant.parse(MARCH_1)), letter);
            }
            return new ImportRun(
                            writer, LIST, List.of(), SILENT, FilingRules.of(NoArchivePolicy.HIDE))
                    .run(mailbox.reader(source), () -> 0);
        }

        private List<String> takeDowns() {
            return store.takeDowns(LIST).stream()
                    .map(gone -> gone.id() + " " + gone.who() + " " + gone.reason())
                    .toList();
        }

        @Test
        void ofMessagesWithoutAnyDateAreGivenOnce() throws IOException {
            InventedMailbox mailbox =
                    new InventedMailbox().add("From ada", "Message-ID: <a>\n\nundated\n");
            runAt("2026-01-31T00:00:00Z", mailbox, "s");
            runAt("2026-02-01T00:00:00Z", mailbox, "t");

            assertThat(numbers()).containsExactly("2026-01/00000 a");
            assertThat(Contents.ledger(store, LIST))
                    .extracting(row -> String.valueOf(row.number()))
                    .containsOnly("2026-01/00000");
        }

        @Test
        void neverChangeWhateverIsImportedLater() throws IOException {
            List<String> months = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                months.add("2011-0%d-0%dT00:00:00Z".formatted(1 + i % 3, 1 + i % 9));
            }
            Random random = new Random(5);
            List<String> before = List.of();
            for (int round = 0; round < 6; round++) {
                InventedMailbox mailbox = new InventedMailbox();
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < 10 * (round + 1); i++) {
                    order.add(i);
                }
                Collections.shuffle(order, random);
                order.forEach(i -> mailbox.letter(months.get(i), "m" + i, "m" + i / 2, ""));
                run(mailbox, "s" + round);

                List<String> after = numbers();
                assertThat(after).hasSize(10 * (round + 1)).containsAll(before);
                before = after;
            }
            assertThat(store.verify()).isEmpty();
        }
    }

    @Nested
    class TheSameMailAgain {
        @Test
        void changesNothing() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(700, 2);
            ImportReport first = run(mailbox, "s");
            Contents before = Contents.of(store, LIST);
            ImportReport again = run(mailbox, "s");

            assertThat(again.known()).isEqualTo(700).isEqualTo(first.read());
            assertThat(Contents.of(store, LIST)).isEqualTo(before);
            assertThat(store.verify()).isEmpty();
        }

        @Test
        void underAnotherNameOnlyAddsToTheLedger() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(700, 2);
            run(mailbox, "s");
            Contents before = Contents.of(store, LIST);
            ImportReport again = run(mailbox, "t");
            Contents after = Contents.of(store, LIST);

            assertThat(again.duplicates()).isEqualTo(700);
            assertThat(after.messages()).isEqualTo(before.messages());
            assertThat(after.numbers()).isEqualTo(before.numbers());
            assertThat(after.edges()).isEqualTo(before.edges());
            assertThat(after.changes()).isEqualTo(before.changes());
            assertThat(after.ledger()).hasSize(1_400).containsAll(before.ledger());
        }

        @Test
        void inAMailboxThatGrewAddsWhatIsNew() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(300, 2);
            run(mailbox, "s");
            mailbox.letter("2012-03-01T08:00:00Z", "new", "", "");

            assertThat(run(mailbox, "s"))
                    .isEqualTo(
                            new ImportReport(
                                    1, 0, 0, 0, 0, 0, 0, 0, 300, 1, 0, Map.of(), Map.of()));
        }

        @Test
        void inAnotherOrderGivesTheSameThreads() throws IOException {
            List<RawMessage> all = new ArrayList<>();
            MboxReader reader = LongMailbox.of(600, 3).reader();
            for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
                all.add(raw);
            }
            // Which of several messages with an id comes first decides for them.
            List<String> seen = new ArrayList<>();
            all.removeIf(
                    raw -> {
                        String id = text(raw).replaceAll("(?s).*Message-ID: (\\S+).*", "$1");
                        return seen.contains(id) || !seen.add(id);
                    });
            List<List<String>> edges = new ArrayList<>();
            for (int order = 0; order < 2; order++) {
                ListName list = new ListName("order-" + order);
                InventedMailbox mailbox = new InventedMailbox();
                for (RawMessage raw : all) {
                    mailbox.add(
                            new String(raw.separator(), StandardCharsets.ISO_8859_1), raw.bytes());
                }
                mailbox.importInto(writer, list, "s");
                List<String> found = new ArrayList<>();
                store.forEachEdge(list, edge -> found.add(edge.toString()));
                Collections.sort(found);
                edges.add(found);
                Collections.reverse(all);
            }
            assertThat(edges.getFirst()).hasSizeGreaterThan(400).isEqualTo(edges.getLast());
        }
    }

    @Nested
    class ASeparatorOfNoDate {
        /** As public-inbox and git write it. */
        @Test
        void leavesTheMonthToTheMessage() throws IOException {
            InventedMailbox mailbox =
                    new InventedMailbox()
                            .add(
                                    "From mboxrd@z Thu Jan  1 00:00:00 1970",
                                    "Date: Tue, 1 Mar 2011 08:00:00 +0000\n"
                                            + "Message-ID: <a@example.org>\n\nx\n")
                            .add(
                                    "From 1234abcd Mon Sep 17 00:00:00 2001",
                                    "Date: Tue, 1 Mar 2011 09:00:00 +0000\n"
                                            + "Message-ID: <b@example.org>\n\nx\n");
            run(mailbox, "s");
            assertThat(numbers())
                    .containsExactly("2011-03/00000 a@example.org", "2011-03/00001 b@example.org");
        }
    }

    @Nested
    class LargeMessages {
        private static final int SIZE = 16 << 20;
        private static final int COUNT = 12;

        @Test
        void areReadNoFurtherAheadThanTheMemoryAllows() throws IOException {
            List<Long> ahead = new ArrayList<>();
            AtomicLong given = new AtomicLong();
            MessageSource source =
                    new MessageSource() {
                        @Override
                        public @Nullable SourceItem next() {
                            long number = given.getAndIncrement();
                            if (number == COUNT) {
                                return null;
                            }
                            byte[] bytes = new byte[SIZE];
                            Arrays.fill(bytes, (byte) 'x');
                            byte[] header =
                                    ("Message-ID: <" + number + "@example.org>\n\n")
                                            .getBytes(StandardCharsets.US_ASCII);
                            System.arraycopy(header, 0, bytes, 0, header.length);
                            return RawMessage.ofFile("large/" + number, bytes);
                        }

                        @Override
                        public void close() {}
                    };
            Progress progress = (read, durable) -> ahead.add(given.get() - durable.read());
            ImportReport report =
                    new ImportRun(writer, LIST, List.of(), progress).run(source, () -> 0);

            assertThat(report.stored()).isEqualTo(COUNT);
            // One more is in the hand of the reader.
            assertThat(ahead)
                    .allMatch(count -> count <= ImportRun.MAX_KIB_AHEAD / (SIZE >> 10) + 1);
        }
    }

    @Nested
    class Everything {
        @Test
        void isAccountedForByOffset() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(900, 4);
            run(mailbox, "s");
            List<Long> offsets = new ArrayList<>();
            MboxReader reader = mailbox.reader();
            for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
                offsets.add(raw.offset());
            }

            List<LedgerRow> ledger = Contents.ledger(store, LIST);
            assertThat(ledger).extracting(LedgerRow::offset).isEqualTo(offsets);
            assertThat(ledger).extracting(LedgerRow::outcome).doesNotContainNull();
            assertThat(ledger.stream().map(LedgerRow::outcome).distinct()).hasSize(3);
        }

        @Test
        void comesBackByteForByte() throws IOException {
            InventedMailbox mailbox = new InventedMailbox();
            Random random = new Random(6);
            for (int i = 0; i < 600; i++) {
                byte[] body = new byte[random.nextInt(400)];
                random.nextBytes(body);
                String header = "Message-ID: <m" + i + ">\nX: \0\u00ff\n\n>From me\nFrom you\n";
                byte[] start = header.getBytes(StandardCharsets.ISO_8859_1);
                byte[] raw = Arrays.copyOf(start, start.length + body.length + 1);
                System.arraycopy(body, 0, raw, start.length, body.length);
                raw[raw.length - 1] = '\n';
                mailbox.add("From ada@example.org Tue Mar  1 08:00:00 2011", raw);
            }
            run(mailbox, "s");

            assertThat(Contents.export(store, LIST)).isEqualTo(mailbox.bytes());
        }

        @Test
        void isStoredHoweverHostile() throws IOException {
            InventedMailbox mailbox = new InventedMailbox();
            String separator = InventedMailbox.separator(Instant.parse(MARCH_1));
            Random random = new Random(7);
            List<String> hostile =
                    List.of(
                            "",
                            "\n",
                            "\0".repeat(5_000),
                            ": : :\n\n",
                            "Content-Type: multipart/mixed; boundary=\"\"\n\n----\n",
                            "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n".repeat(3_000),
                            "References: " + "<a@x> ".repeat(5_000) + "\n\n",
                            "Message-ID: <" + "x".repeat(100_000) + ">\n\n",
                            "Date: " + "9".repeat(10_000) + "\n\n",
                            "Date: Mon, 1 Jan 999999999 00:00:00 +0000\n\n",
                            "Subject: =?utf-8?q?" + "=".repeat(9_999) + "?=\n\n",
                            "Content-Transfer-Encoding: base64\n\n" + "=".repeat(9_999),
                            "In-Reply-To: <self>\nMessage-ID: <self>\n\n",
                            "Message-ID: <u\0l>\n\n");
            hostile.forEach(raw -> mailbox.add(separator, raw));
            for (int i = 0; i < 300; i++) {
                byte[] noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                mailbox.add(separator, noise);
            }

            ImportReport report = run(mailbox, "s");
            assertThat(report.read()).isEqualTo(hostile.size() + 300L);
            assertThat(store.verify()).isEmpty();
            assertThat(Contents.ledger(store, LIST)).hasSize(hostile.size() + 300);
        }

        @Test
        void isStoredWhenAMessageIsLongerThanABatch() throws IOException {
            InventedMailbox mailbox = new InventedMailbox();
            String line = "All work and no play makes a dull garden.\n";
            for (int i = 0; i < 4; i++) {
                mailbox.letter(MARCH_1, "long" + i, "", line.repeat(130_000) + i);
                mailbox.letter(MARCH_1, "short" + i, "long" + i, "");
            }
            assertThat(run(mailbox, "s").stored()).isEqualTo(8);
            assertThat(Contents.export(store, LIST)).isEqualTo(mailbox.bytes());
        }

        @Test
        @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing else.
        void fitsIntoTheMemoryHoweverMuchItIs() throws IOException {
            String line = "All work and no play makes a dull garden, " + "x".repeat(35) + "\n";
            String body = line.repeat(20_000 / line.length());
            byte[] text = body.getBytes(StandardCharsets.US_ASCII);
            int small = 5_000;
            // And some of 30 MB: all of them together are more than the heap has room for.
            int big = 16;
            List<InputStream> mails =
                    new AbstractList<>() {
                        @Override
                        public int size() {
                            return small + big;
                        }

                        @Override
                        public InputStream get(int i) {
                            String header =
                                    "From ada@example.org Tue Mar  1 08:00:00 2011\nMessage-ID: <m"
                                            + i
                                            + ">\nIn-Reply-To: <m"
                                            + (i - 7)
                                            + ">\n\n";
                            return new SequenceInputStream(
                                    Collections.enumeration(
                                            List.of(
                                                    stream(header),
                                                    i < small
                                                            ? new ByteArrayInputStream(text)
                                                            : new Noise(30_000_000),
                                                    stream("\n\n"))));
                        }

                        private InputStream stream(String part) {
                            return new ByteArrayInputStream(
                                    part.getBytes(StandardCharsets.US_ASCII));
                        }
                    };
            RecordingCounter follower = new RecordingCounter();
            ImportReport report =
                    new ImportRun(writer, LIST, List.of(follower), SILENT)
                            .run(
                                    new MboxReader(
                                            new SequenceInputStream(Collections.enumeration(mails)),
                                            "mailbox"),
                                    () -> 0);
            assertThat(report.stored()).isEqualTo(small + big);
            assertThat(follower.applied).isEqualTo(small + big);
        }
    }

    /** Counts changes and keeps nothing. */
    private static final class RecordingCounter implements Follower {
        int applied;

        @Override
        public long committed() {
            return applied;
        }

        @Override
        public void apply(List<ChangedMessage> changes) {
            applied += changes.size();
        }

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    /** Letters that cannot be compressed much, in lines. */
    private static final class Noise extends InputStream {
        private static final byte[] BLOCK = block();
        private int left;

        Noise(int length) {
            left = length;
        }

        private static byte[] block() {
            Random random = new Random(1);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < block.length; i++) {
                block[i] = (byte) (i % 70 == 0 ? '\n' : 'a' + random.nextInt(16));
            }
            return block;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("reading is by the block");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = Math.min(Math.min(length, left), BLOCK.length);
            System.arraycopy(BLOCK, 0, bytes, offset, count);
            left -= count;
            return count;
        }
    }

    @Nested
    class Followers {
        @Test
        void areGivenEveryChangeInOrderAndCommit() throws IOException {
            var one = new RecordingFollower();
            var two = new RecordingFollower();
            run(LongMailbox.of(800, 8), "s", one, two);

            List<Change> changes = store.changes(0, 10_000);
            assertThat(changes.stream().map(Change::kind).distinct()).hasSize(3);
            for (var follower : List.of(one, two)) {
                assertThat(follower.applied)
                        .extracting(Follower.ChangedMessage::change)
                        .isEqualTo(changes);
                assertThat(follower.committed).isEqualTo(store.lastSequence());
            }
            assertThat(one.applied)
                    .filteredOn(changed -> changed.change().kind() == Change.Kind.ADDED)
                    .filteredOn(changed -> changed.entry().copy() == 0)
                    .allSatisfy(changed -> assertThat(changed.entry().number()).isNotNull());
            assertThat(one.applied)
                    .allSatisfy(
                            changed ->
                                    assertThat(changed.message().id())
                                            .isEqualTo(changed.entry().id())
                                            .isEqualTo(changed.change().id()));
        }

        @Test
        void seeInARunWhatTheySeeWhenTheyCatchUp() throws IOException {
            var live = new RecordingFollower();
            // Within one batch, so that nothing is stored between a change and its being read.
            run(LongMailbox.of(200, 9), "s", live);
            var late = new RecordingFollower();
            assertThat(new CatchUp(store).run(late)).isEqualTo(live.applied.size());

            assertThat(late.applied)
                    .filteredOn(changed -> changed.change().kind() == Change.Kind.ADDED)
                    .extracting(changed -> changed.entry().number())
                    .containsExactlyElementsOf(
                            live.applied.stream()
                                    .filter(c -> c.change().kind() == Change.Kind.ADDED)
                                    .map(changed -> changed.entry().number())
                                    .toList());
            assertThat(late.committed).isEqualTo(live.committed);
            assertThat(new CatchUp(store).run(late)).isZero();
        }

        @Test
        void thatFailLetTheRunGoOnAndCatchUpInTheNext() throws IOException {
            var weak = new RecordingFollower();
            var strong = new RecordingFollower();
            weak.patience = 2;
            assertThatIOException()
                    .isThrownBy(() -> run(LongMailbox.of(3_000, 10), "s", weak, strong))
                    .withMessage("the follower is tired");

            assertThat(Contents.ledger(store, LIST)).hasSize(3_000);
            assertThat(strong.committed).isEqualTo(store.lastSequence());
            assertThat(weak.committed).isZero();

            weak.patience = Integer.MAX_VALUE;
            weak.applied.clear();
            run(new InventedMailbox().letter("2013-01-01T00:00:00Z", "new", "", ""), "t", weak);
            assertThat(weak.sequences())
                    .isEqualTo(store.changes(0, 10_000).stream().map(Change::sequence).toList());
            assertThat(weak.committed).isEqualTo(store.lastSequence());
        }

        @Test
        void areNotGivenAHugePortionWhenOneMessageMovesMany() throws IOException {
            InventedMailbox mailbox = new InventedMailbox();
            for (int i = 0; i < 1_000; i++) {
                mailbox.add(
                        InventedMailbox.separator(Instant.parse(MARCH_1)),
                        "Message-ID: <m" + i + ">\nIn-Reply-To: <x>\nReferences: <a>\n\n");
            }
            mailbox.letter(MARCH_1, "a", "", "").letter(MARCH_1, "x", "", "");
            List<Integer> portions = new ArrayList<>();
            var follower =
                    new Follower() {
                        @Override
                        public long committed() {
                            return 0;
                        }

                        @Override
                        public void apply(List<ChangedMessage> changes) {
                            portions.add(changes.size());
                        }

                        @Override
                        public void commit() {}

                        @Override
                        public void close() {}
                    };
            run(mailbox, "s", follower);

            assertThat(portions.stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(store.changes(0, 10_000).size())
                    .isGreaterThan(2_000);
            assertThat(portions).allSatisfy(size -> assertThat(size).isBetween(1, 250));
        }
    }

    @Nested
    class ARunThatIsCutOff {
        /** Gives a part of a mailbox, then fails. */
        private MboxReader failing(
                byte[] mailbox, int length, @Nullable RuntimeException unchecked) {
            return new MboxReader(
                    new SequenceInputStream(
                            new ByteArrayInputStream(mailbox, 0, length),
                            new InputStream() {
                                @Override
                                public int read() throws IOException {
                                    if (unchecked != null) {
                                        throw unchecked;
                                    }
                                    throw new IOException("the disk is broken");
                                }

                                @Override
                                public int read(byte[] bytes, int offset, int length)
                                        throws IOException {
                                    return read();
                                }
                            }),
                    "s");
        }

        private Contents undisturbed(InventedMailbox mailbox) {
            try (var other = SqliteWriter.open(folder.resolve("other"))) {
                mailbox.importInto(other, LIST, "s");
                return Contents.of(other.store(), LIST);
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void byItsSourceHasStoredWhatCameBefore(boolean unchecked) throws IOException {
            InventedMailbox mailbox = LongMailbox.of(2_000, 11);
            byte[] bytes = mailbox.bytes();
            var follower = new RecordingFollower();
            var run = new ImportRun(writer, LIST, List.of(follower), SILENT);
            assertThatExceptionOfType(unchecked ? RuntimeException.class : IOException.class)
                    .isThrownBy(
                            () ->
                                    run.run(
                                            failing(
                                                    bytes,
                                                    bytes.length * 2 / 3,
                                                    unchecked
                                                            ? new IllegalStateException("broken")
                                                            : null),
                                            () -> 0))
                    .withMessageContaining("broken");

            int stored = Contents.ledger(store, LIST).size();
            assertThat(stored).isBetween(1_000, 1_500);
            assertThat(follower.committed).isEqualTo(store.lastSequence());

            ImportReport rest = run(mailbox, "s", follower);
            assertThat(rest.known()).isEqualTo(stored);
            assertThat(Contents.of(store, LIST)).isEqualTo(undisturbed(mailbox));
            assertThat(follower.committed).isEqualTo(store.lastSequence());
        }

        @Test
        void byStopGoesOnWhereItStopped() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(4_000, 12);
            var follower = new RecordingFollower();
            var runs = new ArrayList<ImportRun>();
            var run =
                    new ImportRun(
                            writer,
                            LIST,
                            List.of(follower),
                            (read, durable) -> runs.getFirst().stop());
            runs.add(run);
            ImportReport part = run.run(mailbox.reader(), () -> 0);

            assertThat(part.read()).isBetween(250L, 3_500L);
            assertThat(Contents.ledger(store, LIST)).hasSize((int) part.read());
            assertThat(follower.committed).isEqualTo(store.lastSequence());
            ImportReport rest = run(mailbox, "s", follower);
            assertThat(rest.known()).isEqualTo(part.read());
            assertThat(Contents.of(store, LIST)).isEqualTo(undisturbed(mailbox));
        }

        @Test
        void byStopDoesNotWaitForASilentPipe() throws Exception {
            byte[] bytes = LongMailbox.of(900, 13).bytes();
            try (var end = new PipedOutputStream();
                    var pipe = new PipedInputStream(end, bytes.length + 1)) {
                end.write(bytes);
                var runs = new ArrayList<ImportRun>();
                runs.add(
                        new ImportRun(
                                new FailingWriter(writer, Integer.MAX_VALUE),
                                LIST,
                                List.of(),
                                (read, durable) -> runs.getFirst().stop()));
                ImportReport report = runs.getFirst().run(new MboxReader(pipe, "pipe"), () -> 0);

                assertThat(report.read()).isBetween(250L, 900L);
            }
        }

        @Test
        void beforeItBeganDoesNothing() throws IOException {
            var run = new ImportRun(writer, LIST, List.of(), SILENT);
            run.stop();
            assertThat(run.run(LongMailbox.of(300, 1).reader(), () -> 0))
                    .isEqualTo(ImportReport.NOTHING);
        }

        @Test
        void byAFullDiskEndsAtOnceAndLosesNothing() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(6_000, 14);
            for (int transactions = 0; transactions < 4; transactions++) {
                var follower = new RecordingFollower();
                List<Long> told = new ArrayList<>(List.of(0L));
                ArchiveWriter full = new FailingWriter(writer, transactions);
                var run =
                        new ImportRun(
                                full,
                                LIST,
                                List.of(follower),
                                (read, durable) -> told.add(durable.read()));
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> run.run(mailbox.reader(), () -> 0))
                        .withMessage("no space left");
                assertThat(Contents.ledger(store, LIST)).hasSize(told.getLast().intValue());
                assertThat(follower.committed).isEqualTo(store.lastSequence());
                follower.close();
            }
            run(mailbox, "s");
            assertThat(Contents.of(store, LIST)).isEqualTo(undisturbed(mailbox));
        }

        @Test
        void byAnInterruptLeavesTheFollowersWhole() {
            InventedMailbox mailbox = LongMailbox.of(6_000, 15);
            var follower = new RecordingFollower();
            Thread runner = Thread.currentThread();
            var run =
                    new ImportRun(
                            writer, LIST, List.of(follower), (read, durable) -> runner.interrupt());
            assertThatIOException()
                    .isThrownBy(() -> run.run(mailbox.reader(), () -> 0))
                    .withMessage("the import was interrupted");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(Contents.ledger(store, LIST)).hasSizeLessThan(6_000);
            assertThat(follower.committed).isPositive().isLessThanOrEqualTo(store.lastSequence());
            follower.close();
        }

        @Test
        void leavesNoThreadBehind() throws IOException {
            InventedMailbox mailbox = LongMailbox.of(3_000, 16);
            var run =
                    new ImportRun(
                            new FailingWriter(writer, 1),
                            LIST,
                            List.of(new RecordingFollower()),
                            SILENT);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> run.run(mailbox.reader(), () -> 0));

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("reader", "follower");
        }
    }

    @Nested
    class ASecondReader {
        @Test
        void seesWholeBatchesWhileARunGoesOn() throws IOException {
            try (var reader = SqliteStore.open(folder.resolve("archive"))) {
                Progress progress =
                        (read, durable) -> {
                            assertThat(Contents.ledger(reader, LIST)).hasSize((int) durable.read());
                            assertThat(reader.verify()).isEmpty();
                        };
                new ImportRun(writer, LIST, List.of(), progress)
                        .run(LongMailbox.of(1_000, 17).reader(), () -> 0);
            }
        }
    }

    @Nested
    class AMistakeOfThisProgram {
        private final List<String> mistakes = new ArrayList<>();

        private ImportReport run(MessageSource source) throws IOException {
            ImportRun run = new ImportRun(new Poisoned(writer), LIST, List.of(), SILENT);
            run.passOverMistakes(mistakes::add);
            return run.run(source, () -> 0);
        }

        @Test
        void costsOnlyTheMessageThatItIsMadeWith() throws IOException {
            InventedMailbox mailbox = new InventedMailbox();
            for (String id : List.of("a", "b", "c")) {
                mailbox.letter(MARCH_1, id, "", id.equals("b") ? "poison" : "text");
            }
            assertThat(run(mailbox.reader("s")).stored()).isEqualTo(2);
            assertThat(mistakes)
                    .singleElement()
                    .asString()
                    .startsWith("s: what is at byte ")
                    .endsWith("; the next import tries it again");
            assertThat(store.verify()).singleElement().asString().contains("s");

            ImportReport next = ImportRunTest.this.run(mailbox, "s");
            assertThat(next.stored()).isEqualTo(1);
            assertThat(next.known()).isEqualTo(2);
            assertThat(store.verify()).isEmpty();
        }

        @Test
        void keepsTheMarksOfARepositoryWhereTheyAre() throws IOException {
            InventedInbox inbox = new InventedInbox(folder.resolve("0.git"));
            String first = inbox.add(MARCH_1, InventedInbox.letter("a", "", "text"));
            try (PublicInboxSource source = open(inbox)) {
                run(source);
            }
            inbox.add(MARCH_1, InventedInbox.letter("b", "", "poison"));
            inbox.add(MARCH_1, InventedInbox.letter("c", "", "text"));
            try (PublicInboxSource source = open(inbox)) {
                assertThat(run(source).stored()).isEqualTo(1);
            }
            assertThat(store.findMark(LIST, inbox.folder().toString())).contains(first);
        }

        private PublicInboxSource open(InventedInbox inbox) throws IOException {
            return PublicInboxSource.open(inbox.folder(), name -> store.findMark(LIST, name));
        }

        @Test
        void endsARunThatIsNotToldToPassOverIt() {
            InventedMailbox mailbox = new InventedMailbox().letter(MARCH_1, "a", "", "poison");
            assertThatThrownBy(
                            () ->
                                    new ImportRun(new Poisoned(writer), LIST, List.of(), SILENT)
                                            .run(mailbox.reader("s"), () -> 0))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
