package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.ingest.InventedMailbox;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.Change;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.KeyedId;
import org.perdure.store.LedgerRow;
import org.perdure.store.MonthCount;
import org.perdure.store.MonthEntry;
import org.perdure.store.NumberRow;
import org.perdure.store.StoreException;
import org.perdure.store.ThreadEntry;
import org.perdure.thread.Evidence;

class SqliteStoreTest {
    private static final ListName LIST = new ListName("garden");
    private static final ListName OTHER = new ListName("attic");
    private static final YearMonth MARCH = YearMonth.of(2011, 3);
    private static final YearMonth APRIL = YearMonth.of(2011, 4);
    private static final YearMonth MAY = YearMonth.of(2011, 5);

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder);
        store = writer.store();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    /** A thread through three months, with absent messages, a copy and a duplicate. */
    private static InventedMailbox garden() {
        return new InventedMailbox()
                .letter("2011-03-01T08:00:00Z", "root", "", "seeds")
                .letter("2011-03-02T08:00:00Z", "reply", "root", "which?")
                .letter("2011-03-03T08:00:00Z", "orphan-2", "ghost", "second")
                .letter("2011-03-03T07:00:00Z", "orphan-1", "ghost", "first")
                .letter("2011-03-04T08:00:00Z", "reply", "root", "again, otherwise")
                .letter("2011-04-01T08:00:00Z", "april", "reply", "roses")
                .letter("2011-05-01T08:00:00Z", "may", "april", "lilies")
                .letter("2011-03-31T08:00:00Z", "march-again", "may", "early lilies")
                .add(
                        InventedMailbox.separator(Instant.parse("2011-04-02T00:00:00Z")),
                        """
                        From: Ada <ada@example.org>
                        Message-ID: <far>
                        References: <root> <gone-1> <gone-2>

                        far
                        """)
                .letter("2011-05-02T08:00:00Z", "root", "", "seeds of May");
    }

    private void importGarden() {
        garden().importInto(writer, LIST, "garden.mbox");
    }

    private Entry entry(String id) {
        return store.find(LIST, new MessageId(id)).orElseThrow();
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.id().value()).toList();
    }

    @Nested
    class AnEmptyArchive {
        @Test
        void hasAnswersToEverything() {
            MessageId id = new MessageId("a");
            assertThat(store.lists()).isEmpty();
            assertThat(store.hasList(LIST)).isFalse();
            assertThat(store.lastSequence()).isZero();
            assertThat(store.changes(0, 10)).isEmpty();
            assertThat(store.findEntry(1)).isEmpty();
            assertThat(store.find(LIST, id)).isEmpty();
            assertThat(store.copies(LIST, id)).isEmpty();
            assertThat(store.findNumber(LIST, MARCH, 0)).isEmpty();
            assertThat(store.months(LIST)).isEmpty();
            assertThat(store.month(LIST, MARCH)).isEmpty();
            assertThat(store.newest(LIST, 5)).isEmpty();
            assertThat(store.thread(LIST, id, 5)).isEmpty();
            assertThat(store.accounts(LIST, "s", 0, Long.MAX_VALUE)).isEmpty();
            assertThat(store.verify()).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> store.raw(1));
        }
    }

    @Nested
    class Messages {
        @Test
        void areFoundByMsgIdInTheirListOnly() {
            importGarden();
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "elsewhere", "root", "")
                    .importInto(writer, OTHER, "attic.mbox");

            assertThat(store.lists()).containsExactly(OTHER, LIST);
            assertThat(store.hasList(OTHER)).isTrue();
            assertThat(store.find(OTHER, new MessageId("root"))).isEmpty();
            assertThat(store.find(LIST, new MessageId("ROOT"))).isEmpty();
            assertThat(store.find(LIST, new MessageId("ghost"))).isEmpty();
            assertThat(entry("root"))
                    .satisfies(
                            root -> {
                                assertThat(root.list()).isEqualTo(LIST);
                                assertThat(root.copy()).isZero();
                                assertThat(root.subject()).isEqualTo("about root");
                                assertThat(root.author()).isEqualTo("Ada");
                                assertThat(root.arrived()).isEqualTo("2011-03-01T08:00:00Z");
                                assertThat(root.number()).isEqualTo(new MessageNumber(MARCH, 0));
                            });
            assertThat(store.findEntry(entry("root").key())).contains(entry("root"));
        }

        @Test
        void areNamedInTheOrderOfStoringWithoutCopies() {
            importGarden();
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "elsewhere", "root", "")
                    .importInto(writer, OTHER, "attic.mbox");

            List<KeyedId> all = store.messageIds(0, 100);
            assertThat(all).isSortedAccordingTo(Comparator.comparingLong(KeyedId::key));
            assertThat(all).doesNotHaveDuplicates();
            assertThat(all).last().satisfies(one -> assertThat(one.list()).isEqualTo(OTHER));
            assertThat(all)
                    .allSatisfy(
                            one ->
                                    assertThat(store.find(one.list(), one.id()))
                                            .get()
                                            .extracting(Entry::key)
                                            .isEqualTo(one.key()));
            assertThat(store.messageIds(all.get(1).key(), 2)).isEqualTo(all.subList(2, 4));
            assertThat(store.messageIds(all.getLast().key(), 2)).isEmpty();
        }

        @Test
        void areFoundByTheBeginningOfTheirMsgId() {
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "oak-1", "", "")
                    .letter("2011-03-01T09:00:00Z", "oak-2", "", "")
                    .letter("2011-03-01T10:00:00Z", "oak", "", "")
                    .letter("2011-03-01T11:00:00Z", "oal", "", "")
                    .letter("2011-03-01T12:00:00Z", "oak%_", "", "")
                    .letter("2011-03-01T13:00:00Z", "oak\uffee", "", "")
                    .importInto(writer, LIST, "oaks.mbox");

            assertThat(ids(store.idsBeginning(LIST, "oak-", 10))).containsExactly("oak-1", "oak-2");
            assertThat(ids(store.idsBeginning(LIST, "oak", 3)))
                    .containsExactly("oak", "oak%_", "oak-1");
            assertThat(store.idsBeginning(LIST, "oak", 10)).hasSize(5);
            assertThat(store.idsBeginning(LIST, "%", 10)).isEmpty();
            assertThat(store.idsBeginning(LIST, "OAK", 10)).isEmpty();
            assertThat(store.idsBeginning(OTHER, "oak", 10)).isEmpty();
        }

        @Test
        void keepTheZoneOfTheirDate() {
            new InventedMailbox()
                    .add(
                            "From ada@example.org Tue Mar  1 08:00:00 2011",
                            "Date: Tue, 1 Mar 2011 08:00:00 -0330\nMessage-ID: <zone>\n\n")
                    .importInto(writer, LIST, "z");

            assertThat(entry("zone").sent()).hasToString("2011-03-01T08:00-03:30");
        }

        @Test
        void withOneMsgIdAreCopiesInTheirOrder() {
            importGarden();

            List<Entry> copies = store.copies(LIST, new MessageId("reply"));
            assertThat(copies).extracting(Entry::copy).containsExactly(0, 1);
            assertThat(copies.getFirst()).isEqualTo(entry("reply"));
            assertThat(copies.getLast().number()).isNull();
            assertThat(text(copies.getLast())).contains("again, otherwise");
        }

        @Test
        void areNewestByArrivalWithoutCopies() {
            importGarden();

            assertThat(ids(store.newest(LIST, 4)))
                    .containsExactly("may", "far", "april", "march-again");
            assertThat(store.newest(LIST, 100)).hasSize(8);
            assertThat(store.newest(LIST, 0)).isEmpty();
        }

        static List<byte[]> bytes() {
            byte[] all = new byte[256];
            IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
            return List.of(
                    new byte[0],
                    new byte[] {0},
                    "\n".getBytes(StandardCharsets.US_ASCII),
                    all,
                    "A: b\r\n\r\nc\r\n".getBytes(StandardCharsets.US_ASCII),
                    "A: b\r\n\nmixed\r".getBytes(StandardCharsets.US_ASCII),
                    "x".repeat(3_000_000).getBytes(StandardCharsets.US_ASCII));
        }

        @ParameterizedTest
        @MethodSource("bytes")
        void comeBackByteForByte(byte[] raw) {
            writer.write(
                    transaction -> {
                        transaction.addList(LIST);
                        return transaction.append(
                                LIST,
                                new MessageParser().parse(raw),
                                0,
                                null,
                                Instant.EPOCH,
                                new byte[] {'F', 0, (byte) 0xff},
                                new byte[32],
                                writer.pack(raw));
                    });

            assertThat(store.raw(1)).isEqualTo(raw);
            store.forEachMessage(
                    LIST,
                    message -> {
                        assertThat(message.raw()).isEqualTo(raw);
                        assertThat(message.separator()).containsExactly('F', 0, 0xff);
                    });
        }

        private String text(Entry entry) {
            return new String(store.raw(entry.key()), StandardCharsets.ISO_8859_1);
        }

        @Test
        void areGivenInTheOrderOfStoring() {
            importGarden();

            List<String> given = new ArrayList<>();
            store.forEachMessage(LIST, message -> given.add(message.entry().id().value()));
            assertThat(given)
                    .containsExactly(
                            "root",
                            "reply",
                            "orphan-2",
                            "orphan-1",
                            "reply",
                            "april",
                            "may",
                            "march-again",
                            "far",
                            "root");
        }
    }

    @Nested
    class Numbers {
        @Test
        void leadToTheirMessages() {
            importGarden();

            assertThat(store.findNumber(LIST, MARCH, 1)).contains(entry("reply"));
            assertThat(store.findNumber(LIST, MARCH, 5)).isEmpty();
            assertThat(store.findNumber(OTHER, MARCH, 0)).isEmpty();
            assertThat(store.months(LIST))
                    .containsExactly(
                            new MonthCount(MARCH, 5),
                            new MonthCount(APRIL, 2),
                            new MonthCount(MAY, 2));
        }

        @Test
        void ofAFurtherCopyInAnotherMonthLeadToTheCopy() {
            importGarden();

            Entry copy = store.findNumber(LIST, MAY, 1).orElseThrow();
            assertThat(copy.id()).isEqualTo(new MessageId("root"));
            assertThat(copy.copy()).isEqualTo(1);
            assertThat(copy.number()).isEqualTo(new MessageNumber(MAY, 1));
            assertThat(store.numbers(copy))
                    .extracting(NumberRow::number)
                    .containsExactly(new MessageNumber(MAY, 1));
        }

        @Test
        void ofADuplicateInAnotherMonthAreAllOfTheMessage() {
            new InventedMailbox()
                    .letter("2011-05-01T08:00:00Z", "a", "", "")
                    .importInto(writer, LIST, "may");
            byte[] raw = store.raw(entry("a").key());
            new InventedMailbox()
                    .add(InventedMailbox.separator(Instant.parse("2011-03-31T23:59:59Z")), raw)
                    .importInto(writer, LIST, "march");

            assertThat(store.numbers(entry("a")))
                    .extracting(NumberRow::number)
                    .containsExactly(new MessageNumber(MARCH, 0), new MessageNumber(MAY, 0));
            assertThat(store.findNumber(LIST, MARCH, 0)).contains(entry("a"));
            assertThat(store.changes(0, 10))
                    .extracting(Change::kind)
                    .containsExactly(Change.Kind.ADDED, Change.Kind.NUMBERED);
        }

        @Test
        void areGivenLowestFirst() {
            importGarden();

            List<String> given = new ArrayList<>();
            store.forEachNumber(LIST, row -> given.add(row.number() + " " + row.id()));
            assertThat(given)
                    .containsExactly(
                            "2011-03/00000 root",
                            "2011-03/00001 reply",
                            "2011-03/00002 orphan-2",
                            "2011-03/00003 orphan-1",
                            "2011-03/00004 march-again",
                            "2011-04/00000 april",
                            "2011-04/00001 far",
                            "2011-05/00000 may",
                            "2011-05/00001 root");
        }
    }

    @Nested
    class AMonth {
        @Test
        void namesTheNearestAncestorWithinIt() {
            importGarden();

            assertThat(store.month(LIST, MARCH))
                    .extracting(MonthEntry::number, MonthEntry::parent)
                    .containsExactly(
                            tuple(0, null),
                            tuple(1, 0),
                            tuple(2, null),
                            tuple(3, null),
                            // Over May and April to the reply of March.
                            tuple(4, 1));
            assertThat(store.month(LIST, APRIL)).extracting(MonthEntry::parent).containsOnlyNulls();
        }

        @Test
        void findsAncestorsBehindAbsentMessages() {
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "root", "", "")
                    .add(
                            InventedMailbox.separator(Instant.parse("2011-03-02T00:00:00Z")),
                            "Message-ID: <far>\nReferences: <root> <gone-1> <gone-2>\n\n")
                    .importInto(writer, LIST, "s");

            assertThat(store.month(LIST, MARCH))
                    .extracting(MonthEntry::parent)
                    .containsExactly(null, 0);
        }

        @Test
        @Timeout(30)
        void costsNoMoreForLongChainsInOtherMonths() {
            int many = 3_000;
            InventedMailbox mailbox = new InventedMailbox();
            for (int i = 0; i < many; i++) {
                mailbox.letter("2011-03-01T08:00:00Z", "c" + i, i == 0 ? "" : "c" + (i - 1), "");
            }
            for (int i = 0; i < many; i++) {
                mailbox.letter("2011-04-01T08:00:00Z", "r" + i, "c" + (many - 1), "");
            }
            mailbox.importInto(writer, LIST, "s");

            assertThat(store.month(LIST, APRIL))
                    .hasSize(many)
                    .extracting(MonthEntry::parent)
                    .containsOnlyNulls();
        }
    }

    @Nested
    class Threads {
        private List<String> thread(String id, int limit) {
            return store.thread(LIST, new MessageId(id), limit).stream()
                    .map(
                            node ->
                                    (node.entry() == null ? "(" + node.id() + ")" : node.id())
                                            + (node.parent() == null ? "" : "<" + node.parent()))
                    .toList();
        }

        @Test
        void haveEachNodeAfterItsParentAndDummiesInTheirPlace() {
            importGarden();

            List<String> all =
                    List.of(
                            "root",
                            "reply<root",
                            "april<reply",
                            "may<april",
                            "march-again<may",
                            "(gone-1)<root",
                            "(gone-2)<gone-1",
                            "far<gone-2");
            assertThat(thread("root", 100)).isEqualTo(all);
            assertThat(thread("march-again", 100)).isEqualTo(all);
            assertThat(thread("root", 3)).isEqualTo(all.subList(0, 3));
            assertThat(thread("root", 0)).isEmpty();
        }

        @Test
        void beginAtADummyThatSeveralAnswer() {
            importGarden();

            List<String> all = List.of("(ghost)", "orphan-1<ghost", "orphan-2<ghost");
            assertThat(thread("orphan-2", 100)).isEqualTo(all);
            assertThat(thread("ghost", 100)).isEqualTo(all);
        }

        @ParameterizedTest
        @CsvSource({
            "root, root reply april may march-again far",
            "march-again, root reply april may march-again far",
            "orphan-2, orphan-1 orphan-2"
        })
        void haveAllTheirMessages(String id, String thread) {
            importGarden();

            Set<Long> keys = store.threadKeys(entry(id).key());
            assertThat(keys.stream().map(key -> store.findEntry(key).orElseThrow()))
                    .extracting(entry -> entry.id().value())
                    .containsOnly(thread.split(" "));
            assertThat(store.threadKeys(1_000_000)).isEmpty();
        }

        @Test
        void leaveOutDummiesThatSayNothing() {
            new InventedMailbox()
                    .add(
                            "From a Tue Mar 1 08:00:00 2011",
                            "Message-ID: <m>\nReferences: <x> <y> <z>\n\n")
                    .importInto(writer, LIST, "s");
            assertThat(thread("m", 100)).containsExactly("(z)", "m<z");

            new InventedMailbox()
                    .add("From a Tue Mar 1 09:00:00 2011", "Message-ID: <z>\n\n")
                    .importInto(writer, LIST, "t");
            assertThat(thread("m", 100)).containsExactly("z", "m<z");
            assertThat(thread("x", 100)).isEmpty();
        }

        @Test
        void sayWhatEachEdgeRestsOn() {
            importGarden();

            assertThat(store.thread(LIST, new MessageId("far"), 100))
                    .filteredOn(node -> node.id().value().matches("root|reply|far"))
                    .extracting(ThreadEntry::evidence)
                    .containsExactly(null, Evidence.IN_REPLY_TO, Evidence.REFERENCES);
        }

        @Test
        void haveAncestorsAndReplies() {
            importGarden();

            assertThat(ids(store.ancestors(entry("march-again"), 100)))
                    .containsExactly("may", "april", "reply", "root");
            assertThat(ids(store.ancestors(entry("march-again"), 2)))
                    .containsExactly("may", "april");
            assertThat(ids(store.ancestors(entry("far"), 100))).containsExactly("root");
            assertThat(store.ancestors(entry("orphan-1"), 100)).isEmpty();
            assertThat(ids(store.replies(entry("root")))).containsExactly("reply");
            assertThat(store.replies(entry("far"))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "root, 9, 999, 999, reply far april may march-again",
            "root, 2, 999, 999, reply far april",
            "root, 9, 6, 999, reply april",
            "root, 9, 999, 5, reply april",
            "root, 9, 999, 6, reply april may",
            "far, 9, 999, 999, ''",
        })
        void haveDescendantsAlsoBehindDummies(
                String above, int distance, long toKey, int limit, String below) {
            importGarden();

            List<Long> keys = store.descendants(entry(above), distance, toKey, limit);

            assertThat(keys.stream().map(key -> store.findEntry(key).orElseThrow()).toList())
                    .extracting(entry -> entry.id().value())
                    .isEqualTo(below.isEmpty() ? List.of() : List.of(below.split(" ")));
        }

        @Test
        void ofAFurtherCopyAreThoseOfTheFirst() {
            importGarden();
            Entry copy = store.copies(LIST, new MessageId("reply")).getLast();

            assertThat(ids(store.ancestors(copy, 9))).containsExactly("root");
            assertThat(ids(store.replies(copy))).containsExactly("april");
            assertThat(store.findEdge(copy).map(Edge::dummy)).isEmpty();
        }

        @Test
        void nameTheParentThatNeverCame() {
            importGarden();

            assertThat(store.findEdge(entry("orphan-1")).map(Edge::dummy))
                    .contains(new MessageId("ghost"));
            assertThat(store.findEdge(entry("far")).map(Edge::dummy))
                    .contains(new MessageId("gone-2"));
            assertThat(store.findEdge(entry("reply")).map(Edge::dummy)).isEmpty();
            assertThat(store.findEdge(entry("root")).map(Edge::dummy)).isEmpty();
        }

        @Test
        void areGivenAsEdges() {
            importGarden();
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "reply", "elsewhere", "")
                    .importInto(writer, OTHER, "attic.mbox");

            List<Edge> edges = new ArrayList<>();
            store.forEachEdge(LIST, edges::add);
            assertThat(edges)
                    .hasSize(8)
                    .startsWith(
                            new Edge(new MessageId("root"), null, null, null, 0),
                            new Edge(
                                    new MessageId("reply"),
                                    new MessageId("root"),
                                    null,
                                    Evidence.IN_REPLY_TO,
                                    1),
                            new Edge(
                                    new MessageId("orphan-2"),
                                    null,
                                    new MessageId("ghost"),
                                    Evidence.IN_REPLY_TO,
                                    1));
        }
    }

    @Nested
    class TheChangeLog {
        @Test
        void tellsOfEveryMessageInItsOrder() {
            importGarden();

            List<Change> changes = store.changes(0, 100);
            assertThat(changes).extracting(Change::sequence).isSorted();
            assertThat(changes).filteredOn(c -> c.kind() == Change.Kind.ADDED).hasSize(10);
            assertThat(store.lastSequence()).isEqualTo(changes.getLast().sequence());
            assertThat(store.changes(changes.get(3).sequence(), 2))
                    .isEqualTo(changes.subList(4, 6));
            assertThat(store.changes(store.lastSequence(), 5)).isEmpty();
        }

        @Test
        void tellsOfMessagesThatGotAnotherParent() {
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "a", "", "")
                    .add(
                            "From a Tue Mar 1 08:00:00 2011",
                            "Message-ID: <b>\nIn-Reply-To: <late>\nReferences: <a>\n\n")
                    .importInto(writer, LIST, "s");
            long before = store.lastSequence();
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", "late", "", "")
                    .importInto(writer, LIST, "t");

            assertThat(store.changes(before, 10))
                    .extracting(change -> change.kind() + " " + change.id())
                    .containsExactly("ADDED late", "RETHREADED b");
        }
    }

    @Nested
    class Snapshots {
        @Test
        void seeOneStateThatOthersMayHaveChanged() {
            importGarden();
            MessageId late = new MessageId("late");

            store.snapshot(
                    () -> {
                        long before = store.lastSequence();
                        new InventedMailbox()
                                .letter("2011-06-01T08:00:00Z", "late", "", "")
                                .importInto(writer, LIST, "t");
                        assertThat(store.find(LIST, late)).isEmpty();
                        assertThat(store.snapshot(store::lastSequence)).isEqualTo(before);
                        assertThat(store.month(LIST, MARCH)).isNotEmpty();
                        return store.lastSequence();
                    });

            assertThat(store.find(LIST, late)).isPresent();
        }

        @Test
        void leaveOthersTheirSessions() throws Exception {
            importGarden();
            int many = 2 * Math.max(4, Runtime.getRuntime().availableProcessors());
            var inside =
                    new CountDownLatch(Math.max(4, Runtime.getRuntime().availableProcessors()));
            var done = new CountDownLatch(1);
            try (var workers = Executors.newFixedThreadPool(many)) {
                List<Future<Boolean>> waiting = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    waiting.add(
                            workers.submit(
                                    () ->
                                            store.snapshot(
                                                    () -> {
                                                        store.lastSequence();
                                                        inside.countDown();
                                                        return waited(done);
                                                    })));
                }
                inside.await();

                assertThat(store.lists()).containsExactly(LIST);
                done.countDown();
                for (Future<Boolean> each : waiting) {
                    assertThat(each.get()).isTrue();
                }
            }
        }

        @Test
        void areOverWhenReadingFails() {
            importGarden();
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    store.snapshot(
                                            () -> {
                                                store.lastSequence();
                                                throw new IllegalStateException("no more");
                                            }));
            importGarden();
            new InventedMailbox()
                    .letter("2011-06-01T08:00:00Z", "late", "", "")
                    .importInto(writer, LIST, "t");

            assertThat(store.find(LIST, new MessageId("late"))).isPresent();
        }

        private static boolean waited(CountDownLatch latch) {
            try {
                return latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class TheLedger {
        @Test
        void hasEverySeparatorLine() {
            InventedMailbox mailbox =
                    new InventedMailbox()
                            .letter("2011-03-01T08:00:00Z", "a", "", "1")
                            .letter("2011-03-01T08:00:00Z", "a", "", "2")
                            .letter("2011-03-01T08:00:00Z", "a", "", "1");
            mailbox.importInto(writer, LIST, "s");
            mailbox.importInto(writer, LIST, "t");

            List<LedgerRow> rows = new ArrayList<>();
            store.forEachLedgerRow(LIST, rows::add);
            assertThat(rows)
                    .extracting(row -> row.source() + " " + row.outcome() + " " + row.number())
                    .containsExactly(
                            "s STORED 2011-03/00000",
                            "s COPY 2011-03/00000",
                            "s DUPLICATE 2011-03/00000",
                            "t DUPLICATE 2011-03/00000",
                            "t DUPLICATE 2011-03/00000",
                            "t DUPLICATE 2011-03/00000");
            assertThat(rows.subList(0, 3))
                    .extracting(LedgerRow::offset)
                    .startsWith(0L)
                    .doesNotHaveDuplicates();
            LedgerRow second = rows.get(1);
            assertThat(store.accounts(LIST, "s", second.offset(), second.offset()))
                    .isEqualTo(
                            Map.of(new Account(second.offset(), second.sha256()), second.span()));
            assertThat(store.accounts(LIST, "s", 0, second.offset() - 1)).hasSize(1);
            assertThat(store.accounts(OTHER, "s", 0, Long.MAX_VALUE)).isEmpty();
            assertThat(store.accounts(LIST, "u", 0, Long.MAX_VALUE)).isEmpty();
        }
    }

    @Nested
    class Readers {
        @Test
        void seeCommittedBatchesOnly() {
            try (SqliteStore reader = SqliteStore.open(folder)) {
                writer.write(
                        transaction -> {
                            transaction.addList(LIST);
                            assertThat(reader.hasList(LIST)).isFalse();
                            assertThat(store.hasList(LIST)).isFalse();
                            return LIST;
                        });
                assertThat(reader.hasList(LIST)).isTrue();
                assertThat(store.hasList(LIST)).isTrue();
            }
        }

        @Test
        void seeOneStateInOneCall() {
            importGarden();
            List<String> seen = new ArrayList<>();
            store.forEachNumber(
                    LIST,
                    row -> {
                        if (seen.isEmpty()) {
                            new InventedMailbox()
                                    .letter("2011-12-01T08:00:00Z", "later", "", "")
                                    .importInto(writer, LIST, "later");
                        }
                        seen.add(row.id().value());
                    });
            assertThat(seen).hasSize(9).doesNotContain("later");
            assertThat(store.months(LIST)).hasSize(4);
        }

        @Test
        @Timeout(60)
        void canAskWhileTheyAreGivenRowsHoweverManyTheyAre() throws Exception {
            InventedMailbox mailbox = new InventedMailbox();
            for (int i = 0; i < 900; i++) {
                mailbox.letter("2011-03-01T08:00:00Z", "m" + i, "", "number " + i * 7919);
            }
            mailbox.importInto(writer, LIST, "s");
            int readers = 16;
            var together = new CountDownLatch(readers);
            try (var workers = Executors.newFixedThreadPool(readers);
                    SqliteStore fresh = SqliteStore.open(folder)) {
                Callable<Integer> reading =
                        () -> {
                            List<Entry> found = new ArrayList<>();
                            together.countDown();
                            together.await();
                            fresh.forEachMessage(
                                    LIST,
                                    message ->
                                            found.add(
                                                    fresh.find(LIST, message.entry().id())
                                                            .orElseThrow()));
                            return found.size();
                        };
                List<Future<Integer>> results = new ArrayList<>();
                for (int i = 0; i < readers; i++) {
                    results.add(workers.submit(reading));
                }
                for (Future<Integer> result : results) {
                    assertThat(result.get()).isEqualTo(900);
                }
            }
        }

        @Test
        void goOnAfterAConsumerThatFails() {
            importGarden();
            for (int i = 0; i < 50; i++) {
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () ->
                                        store.forEachNumber(
                                                LIST,
                                                row -> {
                                                    throw new IllegalArgumentException("no");
                                                }));
                assertThatExceptionOfType(AssertionError.class)
                        .isThrownBy(
                                () ->
                                        store.forEachNumber(
                                                LIST,
                                                row -> {
                                                    throw new AssertionError("no");
                                                }));
            }
            assertThat(store.months(LIST)).hasSize(3);
        }
    }

    @Nested
    class WhatListsShow {
        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void ofASubjectIsShortened(int more) {
            String subject = "s".repeat(Entry.MAX_SHOWN + more);
            new InventedMailbox()
                    .add(
                            "From a@example.org Tue Mar  1 08:00:00 2011",
                            "Message-ID: <a>\nSubject: " + subject + "\n\nx\n")
                    .importInto(writer, LIST, "s");
            String shown = store.find(LIST, new MessageId("a")).orElseThrow().subject();
            assertThat(shown.length()).isEqualTo(Entry.MAX_SHOWN + Math.min(more, 0));
            assertThat(shown.endsWith("…")).isEqualTo(more > 0);
        }
    }

    @Nested
    class Opening {
        private void sql(String sql) throws SQLException {
            try (var connection =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + folder.resolve(SqliteStore.FILE));
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private void assertRefused(String reason) {
            for (Runnable opening :
                    List.<Runnable>of(
                            () -> SqliteStore.open(folder).close(),
                            () -> SqliteWriter.open(folder).close())) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(opening::run)
                        .withMessageContaining(reason)
                        .satisfies(
                                e ->
                                        assertThat(e.getMessage())
                                                .doesNotContain("\n")
                                                .contains(folder.toString()));
            }
        }

        @Test
        void whatIsNotThereSaysSo() {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> SqliteStore.open(folder.resolve("none")))
                    .withMessage("there is no archive in " + folder.resolve("none"));
            assertThat(folder.resolve("none")).doesNotExist();
        }

        @Test
        void anArchiveOfANewerProgramIsRefusedAndLeftAlone() throws SQLException {
            importGarden();
            writer.close();
            sql("PRAGMA user_version = 99");
            assertRefused("was written by a newer Perdure");
            sql("PRAGMA user_version = " + Database.VERSION);
            open();
            assertThat(store.verify()).isEmpty();
        }

        @Test
        void anArchiveOfTheFirstFormIsBroughtToThePresentOne() throws SQLException {
            importGarden();
            List<LedgerRow> before = new ArrayList<>();
            store.forEachLedgerRow(LIST, before::add);
            writer.close();
            for (String sql :
                    List.of(
                            "ALTER TABLE source DROP COLUMN start",
                            "ALTER TABLE source DROP COLUMN bytes",
                            "ALTER TABLE ledger DROP COLUMN span",
                            "ALTER TABLE ledger DROP COLUMN note",
                            "ALTER TABLE source DROP COLUMN mark",
                            "DROP TABLE takedown",
                            "DROP TABLE evidence",
                            "DROP TABLE prediction",
                            "DROP TABLE twin",
                            "DROP TABLE file",
                            "DROP TABLE pair",
                            "DROP TABLE register",
                            "ALTER TABLE ledger DROP COLUMN tree",
                            """
                            CREATE TABLE number_1 (
                              list INTEGER NOT NULL, month INTEGER NOT NULL, number INTEGER NOT NULL,
                              message_id TEXT NOT NULL, key INTEGER NOT NULL, origin TEXT NOT NULL,
                              confidence REAL NOT NULL, PRIMARY KEY (list, month, number)
                            ) WITHOUT ROWID
                            """,
                            "INSERT INTO number_1 SELECT list, month, number, message_id, key, origin,"
                                    + " confidence FROM number",
                            "DROP TABLE number",
                            "ALTER TABLE number_1 RENAME TO number",
                            "DROP TABLE citation",
                            "DROP TABLE uncited",
                            "DROP TABLE guess",
                            "DROP TABLE ruling",
                            "DROP INDEX message_provenance",
                            "ALTER TABLE message DROP COLUMN provenance",
                            "DROP TABLE alias",
                            "DROP INDEX message_same_as",
                            "DROP INDEX message_content",
                            "DROP INDEX message_sent",
                            "ALTER TABLE message DROP COLUMN same_as",
                            "ALTER TABLE message DROP COLUMN content",
                            "DELETE FROM flyway_schema_history WHERE version > '1'",
                            "PRAGMA user_version = 1")) {
                sql(sql);
            }
            open();

            List<LedgerRow> after = new ArrayList<>();
            store.forEachLedgerRow(LIST, after::add);
            assertThat(after)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("span", "note")
                    .isEqualTo(before);
            importGarden();
            assertThat(store.verify()).isEmpty();
        }

        @Test
        void aFileThatIsNoDatabaseIsRefused() throws Exception {
            writer.close();
            for (String name : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(folder.resolve(SqliteStore.FILE + name));
            }
            Files.writeString(folder.resolve(SqliteStore.FILE), "Dear list,\n".repeat(1000));
            assertRefused("is not an archive");
        }

        @Test
        void aDatabaseOfAnotherProgramIsRefused() throws Exception {
            writer.close();
            for (String name : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(folder.resolve(SqliteStore.FILE + name));
            }
            sql("CREATE TABLE recipe (name TEXT)");
            assertRefused("is not an archive");
        }

        @Test
        void aFolderInItsPlaceIsRefused() throws Exception {
            writer.close();
            for (String name : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(folder.resolve(SqliteStore.FILE + name));
            }
            Files.createDirectory(folder.resolve(SqliteStore.FILE));
            assertRefused("cannot be opened");
        }
    }

    @Nested
    class Verifying {
        private List<String> after(String... damage) throws SQLException {
            importGarden();
            assertThat(store.verify()).isEmpty();
            try (var connection =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + folder.resolve(SqliteStore.FILE));
                    var statement = connection.createStatement()) {
                for (String sql : damage) {
                    assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
                }
            }
            return store.verify();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '!',
                quoteCharacter = '~',
                textBlock =
                        """
                        UPDATE raw SET data = zeroblob(20) WHERE key = 1 ! other bytes
                        UPDATE raw SET data = (SELECT data FROM raw WHERE key = 2) WHERE key = 1 ! other bytes
                        UPDATE raw SET size = 3 WHERE key = 1            ! other bytes
                        UPDATE raw SET size = -1 WHERE key = 1           ! other bytes
                        UPDATE raw SET dictionary = 77 WHERE key = 1     ! other bytes
                        UPDATE message SET sha256 = zeroblob(32) WHERE key = 1 ! other bytes
                        DELETE FROM raw WHERE key = 1                    ! has no bytes
                        DELETE FROM message WHERE key = 3                ! names a missing message
                        DELETE FROM change WHERE key = 3                 ! not in the change log
                        UPDATE node SET key = NULL WHERE key = 3         ! in no thread
                        UPDATE node SET key = 4 WHERE key = 3            ! in no thread
                        DELETE FROM number WHERE key = 3                 ! has no number
                        DELETE FROM number WHERE month = 201104 AND number = 0 ! have a gap
                        UPDATE number SET number = 1000000000 WHERE key = 3 ! too large for a path
                        DELETE FROM number WHERE key = 10                ! number 201105/1
                        UPDATE number SET key = 1 WHERE key = 2          ! leads to another message
                        UPDATE number SET key = 3, message_id = 'other' WHERE key = 3 ! leads to another message
                        DELETE FROM ledger WHERE key = 3                 ! not in the ledger
                        UPDATE ledger SET span = span - 1 WHERE key = 3  ! has bytes that the ledger
                        UPDATE source SET bytes = bytes + 1              ! has bytes that the ledger
                        DELETE FROM ledger WHERE key = 4                 ! has bytes that the ledger
                        DELETE FROM list                                 ! names a missing list
                        DELETE FROM source                               ! names a missing source
                        UPDATE node SET parent = NULL WHERE key = 2      ! has another parent
                        UPDATE node SET parent = id, claim = id WHERE key = 2 ! circle
                        DELETE FROM mention                              ! neither its header names
                        """)
        void finds(String damage, String finding) throws SQLException {
            assertThat(after(damage)).anySatisfy(found -> assertThat(found).contains(finding));
        }

        @Test
        void findsNumbersThatWereSwapped() throws SQLException {
            assertThat(
                            after(
                                    "UPDATE number SET number = 100 WHERE month=201103 AND"
                                            + " number=0",
                                    "UPDATE number SET number = 0 WHERE month=201103 AND number=1",
                                    "UPDATE number SET number = 1 WHERE month=201103 AND"
                                            + " number=100"))
                    .anySatisfy(found -> assertThat(found).contains("number 201103/0"))
                    .anySatisfy(found -> assertThat(found).contains("number 201103/1"));
        }

        @Test
        void findsPagesThatWereOverwritten() throws Exception {
            importGarden();
            writer.close();
            Path file = folder.resolve(SqliteStore.FILE);
            byte[] bytes = Files.readAllBytes(file);
            for (int i = bytes.length / 2; i < bytes.length / 2 + 9_000; i++) {
                bytes[i] = 0x55;
            }
            Files.write(file, bytes);

            // Where the pages are those of the schema, it is seen when the archive is opened.
            List<String> found;
            try {
                open();
                found = store.verify();
            } catch (StoreException e) {
                found = List.of(String.valueOf(e.getMessage()));
            }
            assertThat(found).anySatisfy(text -> assertThat(text).contains("is damaged"));
        }
    }
}
