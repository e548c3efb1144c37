package org.perdure.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.source.MessageSource;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Follower;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/** Mail that comes in while an import runs. */
@Timeout(120)
class GivingWayTest {
    private static final ListName LIST = new ListName("garden");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final Postmark postmark = new Postmark(() -> Instant.parse("2011-03-31T23:59:59Z"));

    private DeliveryQueue queue() {
        return new DeliveryQueue(
                () -> SqliteWriter.open(folder, PATIENCE),
                list -> FilingRules.of(NoArchivePolicy.IGNORE),
                added -> {});
    }

    /** A reply to a message of the mailbox, with its own msg-id, or the next one's. */
    private Delivery letter(int number) {
        String id = number % 3 == 0 ? "m" + (number + 900) : "letter" + number;
        String text =
                "From: Cyd <cyd@example.org>\nMessage-ID: <%s@example.org>\nReferences: <m%d@example.org>\n\nHi\n"
                        .formatted(id, number * 31);
        return postmark.mark(LIST, "lmtp", "cyd@example.org", text.getBytes(UTF_8));
    }

    @Test
    void anImportLetsOthersWriteBetweenItsBatches() throws IOException {
        int letters = 12;
        var follower = new RecordingFollower();
        List<Receipt> receipts = new ArrayList<>();
        try (SqliteWriter writer = SqliteWriter.openForRun(folder, Duration.ZERO);
                DeliveryQueue queue = queue()) {
            // A letter after each portion that is durable, so that the run is never over before.
            Progress delivering =
                    (bytes, report) -> {
                        if (receipts.size() < letters) {
                            Delivery letter = letter(receipts.size());
                            receipts.add(queue.deliver(letter).getNow(null));
                        }
                    };
            MessageSource source = LongMailbox.of(4_000, 3).reader("s");
            ImportReport report =
                    new ImportRun(writer, LIST, List.of(follower), delivering).run(source, () -> 0);
            assertThat(report.read()).isEqualTo(4_000);
            List<String> delivered = new ArrayList<>();
            writer.giveWay(); // For the last one.
            writer.store()
                    .forEachLedgerRow(
                            LIST,
                            row -> {
                                if (row.source().startsWith("lmtp:")) {
                                    delivered.add(row.source());
                                }
                            });
            assertThat(delivered).hasSizeGreaterThan(letters / 2);
            assertThat(writer.store().verify()).isEmpty();
            assertThat(follower.sequences())
                    .as("what others stored reaches the followers, in its place")
                    .isEqualTo(
                            LongStream.rangeClosed(1, follower.sequences().size())
                                    .boxed()
                                    .toList());
            assertThat(new CatchUp(writer.store()).run(follower)).isLessThan(20);
        }
    }

    @Test
    void anImportLetsOthersWriteWhileAFollowerIsBehind() throws IOException {
        var follower = new RecordingFollower();
        List<CompletableFuture<Receipt>> receipts = new CopyOnWriteArrayList<>();
        try (SqliteWriter writer = SqliteWriter.openForRun(folder, Duration.ZERO);
                DeliveryQueue queue = queue()) {
            // Mail comes when several batches are stored, and the follower goes on when it is
            // filed.
            Follower stuck =
                    new WaitingFollower(follower, () -> receipts.forEach(CompletableFuture::join));
            Progress delivering =
                    (bytes, report) -> {
                        if (receipts.size() < 3) {
                            receipts.add(queue.deliver(letter(receipts.size())));
                        }
                    };
            MessageSource source = LongMailbox.of(4_000, 3).reader("s");
            new ImportRun(writer, LIST, List.of(stuck), delivering).run(source, () -> 0);
            assertThat(writer.store().verify()).isEmpty();
            assertThat(follower.sequences())
                    .isEqualTo(
                            LongStream.rangeClosed(1, writer.store().lastSequence())
                                    .boxed()
                                    .toList());
        }
        assertThat(receipts)
                .extracting(CompletableFuture::join)
                .hasOnlyElementsOfType(Receipt.Filed.class);
    }

    /** Waits before it takes anything. */
    private record WaitingFollower(RecordingFollower follower, Runnable waiting)
            implements Follower {
        @Override
        public long committed() {
            return follower.committed();
        }

        @Override
        public void apply(List<ChangedMessage> changes) throws IOException {
            waiting.run();
            follower.apply(changes);
        }

        @Override
        public void commit() {
            follower.commit();
        }

        @Override
        public void close() {
            follower.close();
        }
    }

    @Test
    void anImportLetsOthersWriteWhileItsSourceIsSilent() throws Exception {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            new ImportRun(writer, LIST, List.of(), (bytes, report) -> {})
                    .run(LongMailbox.of(1_000, 4).reader("s"), () -> 0);
        }
        CountDownLatch end = new CountDownLatch(1);
        var follower = new RecordingFollower();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread importing =
                Thread.ofVirtual().unstarted(() -> importFrom(new Silent(end), follower));
        importing.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        importing.start();
        try (DeliveryQueue queue = queue()) {
            for (int i = 0; i < 5; i++) {
                assertThat(queue.deliver(letter(i)).join()).isInstanceOf(Receipt.Filed.class);
                assertThat(importing.isAlive()).isTrue();
            }
        }
        try (ArchiveStore store = SqliteStore.open(folder)) {
            // Or the test ends at its timeout: readers search for it though the source is silent.
            while (follower.committed < store.lastSequence()) {
                Thread.sleep(20);
            }
        }
        end.countDown();
        importing.join();
        assertThat(failure.get()).isNull();
    }

    private void importFrom(MessageSource source, RecordingFollower follower) {
        try (SqliteWriter writer = SqliteWriter.openForRun(folder, PATIENCE)) {
            new ImportRun(writer, LIST, List.of(follower), (bytes, report) -> {})
                    .run(source, () -> 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anImportDoesNotGiveWayToAnother() throws InterruptedException {
        Thread second;
        try (SqliteWriter first = SqliteWriter.openForRun(folder, Duration.ZERO)) {
            second =
                    Thread.ofVirtual()
                            .start(() -> SqliteWriter.openForRun(folder, PATIENCE).close());
            for (int i = 0; i < 20; i++) {
                assertThat(first.giveWay()).isFalse();
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(
                                () -> SqliteWriter.openForRun(folder, Duration.ofMillis(5)).close())
                        .withMessage("another process is writing to the archive in " + folder);
            }
            assertThat(second.isAlive()).isTrue();
        }
        second.join();
    }

    /** A source that has nothing until it ends. */
    private record Silent(CountDownLatch end) implements MessageSource {
        @Override
        public @Nullable SourceItem next() throws IOException {
            try {
                end.await();
                return null;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {}
    }
}
