package org.perdure.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.MessageId;
import org.perdure.source.MboxWriter;
import org.perdure.source.MessageSource;
import org.perdure.source.RawMessage;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Change;
import org.perdure.store.Follower.ChangedMessage;
import org.perdure.store.LedgerRow;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

@Timeout(60)
class DeliveryQueueTest {
    private static final ListName LIST = new ListName("garden");
    private static final Instant NOW = Instant.parse("2026-03-31T23:59:59Z");
    private static final YearMonth MONTH = YearMonth.of(2026, 3);

    @TempDir private Path folder;
    private final Postmark postmark = new Postmark(() -> NOW);
    private final AtomicInteger transactions = new AtomicInteger();
    private final List<ChangedMessage> added = new CopyOnWriteArrayList<>();

    private NoArchivePolicy policy = NoArchivePolicy.IGNORE;

    private Delivery letter(String id, String body) {
        String text =
                "From: Ada <ada@example.org>\nDate: Tue, 1 Mar 2011 10:00:00 +0000\nMessage-ID: <"
                        + id
                        + ">\n\n"
                        + body
                        + "\n";
        return postmark.mark(LIST, "lmtp", "ada@example.org", text.getBytes(UTF_8));
    }

    private void count(List<ChangedMessage> filed) {
        transactions.incrementAndGet();
        added.addAll(filed);
    }

    private DeliveryQueue queue() {
        return new DeliveryQueue(
                () -> SqliteWriter.open(folder), list -> FilingRules.of(policy), this::count);
    }

    /** Lets the queue wait for its writer until all deliveries are in the row. */
    private List<Receipt> deliverTogether(List<Delivery> deliveries) {
        CountDownLatch together = new CountDownLatch(1);
        try (DeliveryQueue queue =
                new DeliveryQueue(
                        () -> {
                            await(together);
                            return SqliteWriter.open(folder);
                        },
                        list -> FilingRules.of(policy),
                        this::count)) {
            List<CompletableFuture<Receipt>> receipts =
                    deliveries.stream().map(queue::deliver).toList();
            together.countDown();
            return receipts.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<LedgerRow> ledger() {
        try (ArchiveStore store = SqliteStore.open(folder)) {
            List<LedgerRow> rows = new ArrayList<>();
            store.forEachLedgerRow(LIST, rows::add);
            assertThat(store.verify()).isEmpty();
            return rows;
        }
    }

    @Nested
    class AMessage {
        @Test
        void isFiledUnderTheMonthOfItsDelivery() {
            try (DeliveryQueue queue = queue()) {
                assertThat(queue.deliver(letter("1@ada", "a")).join())
                        .isEqualTo(
                                new Receipt.Filed(
                                        Outcome.STORED,
                                        new MessageId("1@ada"),
                                        "/garden/1@ada/",
                                        new MessageNumber(MONTH, 0)));
                assertThat(queue.deliver(letter("2@ada", "b")).join())
                        .isEqualTo(
                                new Receipt.Filed(
                                        Outcome.STORED,
                                        new MessageId("2@ada"),
                                        "/garden/2@ada/",
                                        new MessageNumber(MONTH, 1)));
            }
        }

        @Test
        void isHandedOnOnceAsItStandsInTheChangeLog() {
            try (DeliveryQueue queue = queue()) {
                queue.deliver(letter("1@ada", "a")).join();
                queue.deliver(letter("2@ada", "b")).join();
                queue.deliver(letter("2@ada", "b")).join();
            }
            assertThat(added)
                    .extracting(message -> message.message().id().value())
                    .containsExactly("1@ada", "2@ada");
            try (SqliteStore store = SqliteStore.open(folder)) {
                List<Change> log =
                        store.changes(0, 10).stream()
                                .filter(change -> change.kind() == Change.Kind.ADDED)
                                .toList();
                assertThat(added).extracting(ChangedMessage::change).isEqualTo(log);
                assertThat(added)
                        .extracting(message -> message.entry().key())
                        .isEqualTo(log.stream().map(Change::key).toList());
            }
        }

        @Test
        void thatIsHiddenIsNotHandedOn() {
            try (DeliveryQueue queue = queue()) {
                queue.deliver(letter("1@ada", "a")).join();
                try (SqliteWriter writer = SqliteWriter.open(folder, Duration.ofSeconds(30))) {
                    new TakeDowns(writer, LIST).hide(List.of(new MessageId("1@ada")), "", NOW);
                }
                queue.deliver(letter("1@ada", "another copy")).join();
            }
            assertThat(added).hasSize(1);
        }

        @Test
        void thatCameBeforeIsToldFromOneThatDidNot() {
            try (DeliveryQueue queue = queue()) {
                queue.deliver(letter("1@ada", "a")).join();
                assertThat(queue.deliver(letter("1@ada", "other")).join())
                        .isEqualTo(
                                new Receipt.Filed(
                                        Outcome.COPY,
                                        new MessageId("1@ada"),
                                        "/garden/1@ada/?copy=1",
                                        null));
                assertThat(queue.deliver(letter("1@ada", "other")).join())
                        .isEqualTo(
                                new Receipt.Filed(
                                        Outcome.DUPLICATE,
                                        new MessageId("1@ada"),
                                        "/garden/1@ada/?copy=1",
                                        null));
            }
            assertThat(ledger()).extracting(LedgerRow::outcome).hasSize(3);
        }

        @Test
        void whoseAuthorWantsNoArchiveIsAccountedForAsByAnImport() throws IOException {
            policy = NoArchivePolicy.HONOUR;
            Delivery letter =
                    postmark.mark(
                            LIST,
                            "lmtp",
                            "ada@example.org",
                            "Message-ID: <1@ada>\nX-No-Archive: Yes\n\nHush.\n".getBytes(UTF_8));
            assertThat(deliverTogether(List.of(letter("0@ada", "a"), letter, letter("2@ada", "b"))))
                    .satisfiesExactly(
                            first -> assertThat(first).isInstanceOf(Receipt.Filed.class),
                            second ->
                                    assertThat(second)
                                            .isEqualTo(
                                                    new Receipt.Declined(
                                                            new MessageId("1@ada"),
                                                            "the list honours its author's wish"
                                                                    + " to be in no archive"
                                                                    + " (X-No-Archive)")),
                            third -> assertThat(third).isInstanceOf(Receipt.Filed.class));
            List<LedgerRow> rows = ledger();
            assertThat(rows).extracting(LedgerRow::outcome).contains(Outcome.REJECTED);
            LedgerRow delivered =
                    rows.stream()
                            .filter(row -> row.outcome() == Outcome.REJECTED)
                            .findFirst()
                            .orElseThrow();
            try (SqliteWriter writer = SqliteWriter.open(folder)) {
                new ImportRun(
                                writer,
                                LIST,
                                List.of(),
                                (bytes, report) -> {},
                                FilingRules.of(policy))
                        .run(new OneItem(letter.raw()), () -> 0);
            }
            assertThat(ledger()).as("an import knows it").isEqualTo(rows);
            assertThat(delivered.note())
                    .isEqualTo("its author wants no archive: X-No-Archive: Yes");
            assertThat(delivered.number()).isNull();
        }

        @Test
        void comesOutOfAnExportAsAMailboxWouldHaveIt() throws IOException {
            Delivery letter = letter("1@ada", "From here\nto there");
            try (DeliveryQueue queue = queue()) {
                queue.deliver(letter).join();
            }
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ByteArrayOutputStream exported = new ByteArrayOutputStream();
            try (ArchiveStore store = SqliteStore.open(folder);
                    MboxWriter mailbox = new MboxWriter(exported)) {
                new MboxWriter(expected).write(letter.raw());
                store.forEachMessage(
                        LIST,
                        message -> {
                            try {
                                mailbox.write(message.separator(), message.raw());
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
            }
            assertThat(exported.toString(UTF_8)).isEqualTo(expected.toString(UTF_8));
            assertThat(expected.toString(UTF_8))
                    .startsWith("From ada@example.org Tue Mar 31 23:59:59 2026\n")
                    .contains("\n>From here\n");
        }
    }

    @Nested
    class Messages {
        @Test
        void thatWaitTogetherGoIntoOneTransaction() {
            List<Delivery> letters = new ArrayList<>();
            for (int i = 0; i < DeliveryQueue.MAX_BATCH; i++) {
                letters.add(letter(i + "@ada", "a"));
            }
            assertThat(deliverTogether(letters))
                    .allSatisfy(receipt -> assertThat(receipt).isInstanceOf(Receipt.Filed.class));
            // The first may have gone alone, before the others came.
            assertThat(transactions.get()).isBetween(1, 2);
            assertThat(ledger()).hasSize(DeliveryQueue.MAX_BATCH);
        }

        @Test
        void beyondABatchGoIntoTheNext() {
            List<Delivery> letters = new ArrayList<>();
            for (int i = 0; i <= 2 * DeliveryQueue.MAX_BATCH; i++) {
                letters.add(letter(i + "@ada", "a"));
            }
            deliverTogether(letters);
            assertThat(transactions.get()).isEqualTo(3);
        }

        @Test
        void thatAreLongDoNotShareATransaction() {
            String half = "a".repeat((int) DeliveryQueue.MAX_BATCH_BYTES / 2);
            deliverTogether(List.of(letter("1@ada", half), letter("2@ada", half)));
            assertThat(transactions.get()).isEqualTo(2);
        }

        @Test
        void areTakenUpToALimit() {
            CountDownLatch free = new CountDownLatch(1);
            CountDownLatch opening = new CountDownLatch(1);
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            try (DeliveryQueue queue =
                    new DeliveryQueue(
                            () -> {
                                opening.countDown();
                                await(free);
                                return SqliteWriter.open(folder);
                            },
                            list -> FilingRules.of(policy),
                            added -> {})) {
                for (int i = 0; i < DeliveryQueue.MAX_WAITING; i++) {
                    receipts.add(queue.deliver(letter(i + "@ada", "a")));
                }
                await(opening);
                assertThat(queue.deliver(letter("more@ada", "a")))
                        .isCompletedWithValueMatching(Receipt.Deferred.class::isInstance);
                assertThat(receipts).noneMatch(CompletableFuture::isDone);
                free.countDown();
            }
            assertThat(ledger()).hasSize(DeliveryQueue.MAX_WAITING);
        }

        @Test
        void thatWaitWhenTheQueueIsClosedAreFiled() {
            DeliveryQueue queue = queue();
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                receipts.add(queue.deliver(letter(i + "@ada", "a")));
            }
            queue.close();
            assertThat(receipts)
                    .allSatisfy(
                            receipt ->
                                    assertThat(receipt.join()).isInstanceOf(Receipt.Filed.class));
            assertThat(queue.deliver(letter("late@ada", "a")).join())
                    .isInstanceOf(Receipt.Deferred.class);
        }
    }

    @Nested
    class TheArchive {
        @Test
        void isFreeForOthersBetweenMessages() {
            try (DeliveryQueue queue = queue()) {
                for (int i = 0; i < 5; i++) {
                    queue.deliver(letter(i + "@ada", "a")).join();
                    try (ArchiveWriter other = SqliteWriter.open(folder, Duration.ofSeconds(20))) {
                        assertThat(other.store().hasList(LIST)).isTrue();
                    }
                }
            }
        }

        @Test
        void thatOthersWriteToTakesNothingAndTakesItLater() {
            try (DeliveryQueue queue = queue()) {
                try (ArchiveWriter other = SqliteWriter.open(folder)) {
                    assertThat(other.store().lists()).isEmpty();
                    assertThat(queue.deliver(letter("1@ada", "a")).join())
                            .isInstanceOf(Receipt.Deferred.class);
                }
                assertThat(queue.deliver(letter("1@ada", "a")).join())
                        .isInstanceOf(Receipt.Filed.class);
            }
            assertThat(ledger()).hasSize(1);
        }

        @Test
        void thatOthersWriteToForAWhileIsWaitedFor() {
            SqliteWriter other = SqliteWriter.open(folder);
            CountDownLatch waiting = new CountDownLatch(1);
            try (DeliveryQueue queue =
                    new DeliveryQueue(
                            () -> {
                                waiting.countDown();
                                return SqliteWriter.open(folder, Duration.ofSeconds(30));
                            },
                            list -> FilingRules.of(policy),
                            added -> {})) {
                CompletableFuture<Receipt> receipt = queue.deliver(letter("1@ada", "a"));
                await(waiting);
                assertThat(receipt).isNotDone();
                other.close();
                assertThat(receipt.join()).isInstanceOf(Receipt.Filed.class);
            }
        }

        @Test
        void withoutRoomTakesNothing() {
            try (SqliteWriter real = SqliteWriter.open(folder);
                    DeliveryQueue queue =
                            new DeliveryQueue(
                                    () -> new FailingWriter(real, 0),
                                    list -> FilingRules.of(policy),
                                    added -> {})) {
                assertThat(queue.deliver(letter("1@ada", "a")).join())
                        .isInstanceOf(Receipt.Deferred.class);
            }
        }

        @Test
        void thatCannotBeOpenedTakesNothing() {
            List<Exception> failures =
                    List.of(
                            new IOException("gone"),
                            new StoreException("damaged"),
                            new IllegalStateException("a bug"));
            AtomicInteger next = new AtomicInteger();
            try (DeliveryQueue queue =
                    new DeliveryQueue(
                            () -> {
                                switch (failures.get(next.getAndIncrement())) {
                                    case IOException e -> throw e;
                                    case RuntimeException e -> throw e;
                                    case Exception e -> throw new AssertionError(e);
                                }
                            },
                            list -> FilingRules.of(policy),
                            added -> {})) {
                for (Exception failure : failures) {
                    assertThat(queue.deliver(letter("1@ada", "a")).join())
                            .as(failure.toString())
                            .isInstanceOf(Receipt.Deferred.class);
                }
            }
        }
    }

    /** A message that our own mistake keeps from being filed must not keep others out. */
    @Test
    @SuppressWarnings("NullAway")
    void aMessageThatCannotBeFiledDoesNotKeepOthersOut() {
        Delivery good = letter("1@ada", "a");
        RawMessage raw = good.raw();
        // What no source gives stands for a bug that one message meets.
        Delivery bad =
                new Delivery(
                        LIST,
                        new RawMessage(
                                raw.source(),
                                1,
                                raw.length(),
                                raw.span(),
                                null,
                                raw.bytes(),
                                false));
        List<Receipt> receipts = deliverTogether(List.of(good, bad, letter("2@ada", "b")));
        assertThat(receipts.get(0)).isInstanceOf(Receipt.Filed.class);
        assertThat(receipts.get(1)).isInstanceOf(Receipt.Deferred.class);
        assertThat(receipts.get(2)).isInstanceOf(Receipt.Filed.class);
    }

    /** A source of one item. */
    private static final class OneItem implements MessageSource {
        private @Nullable SourceItem item;

        OneItem(SourceItem item) {
            this.item = item;
        }

        @Override
        public @Nullable SourceItem next() {
            SourceItem next = item;
            item = null;
            return next;
        }

        @Override
        public void close() {}
    }
}
