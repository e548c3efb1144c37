package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.perdure.source.InventedInbox.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.source.InventedInbox;
import org.perdure.source.PublicInboxSource;
import org.perdure.source.TrackedSource;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Change;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow;
import org.perdure.store.MonthCount;
import org.perdure.store.TakeDown;
import org.perdure.store.ThreadEntry;
import org.perdure.store.sql.SqliteWriter;

/** Repositories of public-inboxes on their way into an archive, and what is taken down in it. */
@Timeout(60)
class TakeDownsTest {
    private static final ListName LIST = new ListName("fern-devel");
    private static final YearMonth MARCH = YearMonth.of(2011, 3);
    private static final String T1 = "2011-03-01T08:00:00Z";
    private static final String T2 = "2011-03-02T08:00:00Z";
    private static final String T3 = "2011-03-03T08:00:00Z";
    private static final String A = letter("a", "", "one");
    private static final String B = letter("b", "a", "two");
    private static final String C = letter("c", "b", "three");
    private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir private Path folder;
    private ArchiveWriter writer;
    private ArchiveStore store;
    private InventedInbox inbox;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
        inbox = new InventedInbox(folder.resolve("0.git"));
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private ImportReport run() throws IOException {
        try (TrackedSource source =
                PublicInboxSource.open(inbox.folder(), name -> store.findMark(LIST, name))) {
            return new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                    .run(source, source::bytesRead);
        }
    }

    private ImportReport run(InventedMailbox mailbox) throws IOException {
        return new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                .run(mailbox.reader("s"), () -> 0);
    }

    private List<String> hide(String... ids) {
        return words(new TakeDowns(writer, LIST).hide(ids(ids), "asked to", NOW));
    }

    private List<String> unhide(Instant now, String... ids) {
        return words(new TakeDowns(writer, LIST).unhide(ids(ids), now));
    }

    private static List<MessageId> ids(String... ids) {
        return List.of(ids).stream().map(MessageId::new).toList();
    }

    private static List<String> words(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).toList();
    }

    private List<String> newest() {
        return store.newest(LIST, 10).stream().map(entry -> entry.id().value()).sorted().toList();
    }

    private List<String> changes() {
        return store.changes(0, 100).stream().map(c -> c.kind() + " " + c.id()).toList();
    }

    private Entry entry(String id) {
        return store.find(LIST, new MessageId(id)).orElseThrow();
    }

    private List<String> thread(String id) {
        return store.thread(LIST, new MessageId(id), 100).stream()
                .map(node -> node.id() + (node.entry() == null ? "?" : ""))
                .toList();
    }

    private void addThree() throws IOException {
        inbox.add(T1, A);
        inbox.add(T2, B);
        inbox.add(T3, C);
        run();
    }

    @Nested
    class ARepository {
        @Test
        void isFiledByTheTimeOfItsCommits() throws IOException {
            inbox.add("2012-05-06T07:08:09Z", A);
            assertThat(run())
                    .isEqualTo(
                            new ImportReport(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, Map.of(), Map.of()));
            assertThat(entry("a").number()).hasToString("2012-05/00000");
            assertThat(entry("a").arrived()).isEqualTo(Instant.parse("2011-03-04T10:00:00Z"));
        }

        @Test
        void datesAMessageThatHasNoDate() throws IOException {
            inbox.add("2012-05-06T07:08:09Z", "Message-ID: <a>\n\ntext\n");
            run();
            assertThat(entry("a").arrived()).isEqualTo(Instant.parse("2012-05-06T07:08:09Z"));
        }

        @Test
        void isReadOnceAndThenOnlyWhatIsNew() throws IOException {
            addThree();
            assertThat(run()).isEqualTo(ImportReport.NOTHING);
            inbox.add(T3, letter("d", "", "four"));
            assertThat(run().read()).isEqualTo(1);
            assertThat(run()).isEqualTo(ImportReport.NOTHING);
        }

        @Test
        void thatWasRewrittenAddsNothingTwice() throws IOException {
            addThree();
            Contents before = Contents.of(store, LIST);
            inbox.rewind(null);
            inbox.add(T1, A);
            inbox.add(T3, C);
            assertThat(run())
                    .isEqualTo(
                            new ImportReport(0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, Map.of(), Map.of()));
            Contents after = Contents.of(store, LIST);
            assertThat(after.messages()).isEqualTo(before.messages());
            assertThat(after.numbers()).isEqualTo(before.numbers());
            assertThat(after.changes()).isEqualTo(before.changes());
            assertThat(run()).isEqualTo(ImportReport.NOTHING);
        }

        @Test
        void thatIsDamagedKeepsWhatStandsBeforeAndGoesOnWhenItIsRepaired() throws IOException {
            inbox.add(T1, A);
            inbox.add(T2, B);
            Path object = inbox.object(InventedInbox.blob(B));
            byte[] sound = Files.readAllBytes(object);
            assertThat(object.toFile().setWritable(true)).isTrue();
            Files.write(object, new byte[] {1});
            assertThatIOException().isThrownBy(() -> run()).withMessageContaining("cannot be read");
            assertThat(newest()).containsExactly("a");
            Files.write(object, sound);
            assertThat(run())
                    .isEqualTo(
                            new ImportReport(1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, Map.of(), Map.of()));
        }

        @Test
        void takesDownWhatItRemoves() throws IOException {
            inbox.add(T1, A);
            inbox.add(T2, B);
            String commit = inbox.remove(T3, A);
            ImportReport report = run();
            assertThat(report)
                    .isEqualTo(
                            new ImportReport(2, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, Map.of(), Map.of()));
            assertThat(report.read()).isEqualTo(3);
            assertThat(store.takeDowns(LIST))
                    .containsExactly(
                            new TakeDown(
                                    LIST,
                                    new MessageId("a"),
                                    Instant.parse(T3),
                                    "",
                                    TakeDown.Who.SOURCE));
            assertThat(changes()).containsExactly("ADDED a", "ADDED b", "HIDDEN a");
            List<LedgerRow> rows = Contents.ledger(store, LIST);
            assertThat(rows.getLast().source()).isEqualTo(inbox.folder() + "#" + commit);
            assertThat(rows.getLast().outcome()).isEqualTo(LedgerRow.Outcome.REMOVED);
            assertThat(rows.getLast().id()).isEqualTo(new MessageId("a"));
        }

        @Test
        void takesDownWhatComesLater() throws IOException {
            inbox.remove(T1, A);
            run();
            assertThat(run(new InventedMailbox().letter(T1, "a", "", "other")).stored()).isOne();
            assertThat(newest()).isEmpty();
            assertThat(changes()).containsExactly("ADDED a", "HIDDEN a");
        }

        @Test
        void doesNotOverruleTheOperatorWhenItIsReadAgain() throws IOException {
            inbox.add(T1, A);
            inbox.remove(T2, A);
            run();
            unhide(NOW, "a");
            inbox.rewind(null);
            inbox.add(T1, A);
            inbox.remove(T3, A);
            assertThat(run().removed()).isOne();
            assertThat(newest()).containsExactly("a");
            assertThat(Contents.ledger(store, LIST).getLast().note())
                    .isEqualTo("shown again by the operator");
            inbox.remove("2021-01-01T00:00:00Z", A);
            run();
            assertThat(newest()).isEmpty();
        }
    }

    @Nested
    class WhatIsTakenDown {
        @Test
        void isListedNowhereAndKeepsItsPlace() throws IOException {
            addThree();
            byte[] raw = store.raw(entry("b").key());
            assertThat(hide("b")).containsExactly("b");
            assertThat(newest()).containsExactly("a", "c");
            assertThat(store.months(LIST)).containsExactly(new MonthCount(MARCH, 2));
            assertThat(store.month(LIST, MARCH))
                    .extracting(row -> row.number() + " " + row.entry().id() + " " + row.parent())
                    .containsExactly("0 a null", "2 c 0");
            assertThat(thread("a")).containsExactly("a", "b?", "c");
            assertThat(store.replies(entry("a"))).isEmpty();
            assertThat(store.ancestors(entry("c"), 10))
                    .extracting(Entry::id)
                    .containsExactly(new MessageId("a"));
            assertThat(store.findEdge(entry("c")).map(Edge::dummy)).contains(new MessageId("b"));
            List<String> edges = new ArrayList<>();
            store.forEachEdge(LIST, e -> edges.add(e.id() + " " + e.parent() + " " + e.dummy()));
            assertThat(edges).containsExactly("a null null", "c null b");
            List<String> exported = new ArrayList<>();
            store.forEachMessage(LIST, message -> exported.add(message.entry().id().value()));
            assertThat(exported).containsExactly("a", "c");
            assertThat(store.findNumber(LIST, MARCH, 1)).contains(entry("b"));
            assertThat(store.raw(entry("b").key())).isEqualTo(raw);
        }

        @Test
        void leavesAnEndOfAThreadOut() throws IOException {
            addThree();
            hide("c");
            assertThat(thread("a")).containsExactly("a", "b");
        }

        @Test
        void mayBeAWholeMonth() throws IOException {
            addThree();
            hide("a", "b", "c");
            assertThat(store.months(LIST)).isEmpty();
            assertThat(thread("a")).isEmpty();
        }

        @Test
        void staysSoWhenItIsImportedAgain() throws IOException {
            addThree();
            hide("b");
            run(new InventedMailbox().letter(T2, "b", "a", "the same, changed"));
            run(new InventedMailbox().letter("2011-04-01T08:00:00Z", "b", "a", "once more"));
            assertThat(newest()).containsExactly("a", "c");
            assertThat(store.months(LIST)).containsExactly(new MonthCount(MARCH, 2));
            assertThat(store.copies(LIST, new MessageId("b"))).hasSize(3);
        }

        @Test
        void isToldToFollowersOnceForEachCopy() throws IOException {
            run(new InventedMailbox().letter(T1, "a", "", "one").letter(T1, "a", "", "other"));
            hide("a");
            assertThat(hide("a")).isEmpty();
            unhide(NOW, "a");
            assertThat(unhide(NOW, "a")).isEmpty();
            assertThat(store.changes(0, 100))
                    .extracting(change -> change.kind() + " " + change.key())
                    .containsExactly(
                            "ADDED 1",
                            "ADDED 2",
                            "HIDDEN 1",
                            "HIDDEN 2",
                            "UNHIDDEN 1",
                            "UNHIDDEN 2");
        }

        @Test
        void isAsBeforeWhenItIsShownAgain() throws IOException {
            addThree();
            List<ThreadEntry> before = store.thread(LIST, new MessageId("a"), 10);
            hide("b");
            assertThat(unhide(NOW, "b")).containsExactly("b");
            assertThat(store.thread(LIST, new MessageId("a"), 10)).isEqualTo(before);
            assertThat(store.months(LIST)).containsExactly(new MonthCount(MARCH, 3));
            assertThat(store.findTakeDown(LIST, new MessageId("b"))).isEmpty();
            hide("b");
            assertThat(store.findTakeDown(LIST, new MessageId("b")))
                    .map(TakeDown::reason)
                    .contains("asked to");
        }
    }

    @Nested
    class Verification {
        @Test
        void findsATakeDownThatTheChangeLogLacks() throws IOException {
            addThree();
            writer.write(
                    transaction ->
                            transaction.hide(
                                    new TakeDown(
                                            LIST,
                                            new MessageId("b"),
                                            NOW,
                                            "",
                                            TakeDown.Who.OPERATOR)));
            assertThat(store.verify())
                    .containsExactly(
                            "message b is taken down, or shown again, but not so in the change log");
            writer.write(
                    transaction ->
                            transaction.log(
                                    Change.Kind.HIDDEN,
                                    LIST,
                                    entry("b").key(),
                                    new MessageId("b")));
        }
    }
}
