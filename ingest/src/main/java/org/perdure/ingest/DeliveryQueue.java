package org.perdure.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.Receipt;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Follower.ChangedMessage;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox of a service: messages wait in a row for one thread that files them. Those that wait
 * together go into one transaction.
 *
 * <p>The right to write to the archive is taken for as long as there is something to write, and for
 * {@link #MAX_HOLD} at the most: then it is let go for {@link #GIVE_WAY}, so that an import from
 * the command line gets its turn. Who opens the writer waits for it as long as is good for senders;
 * when it cannot be had, all that wait are told to come again.
 */
public final class DeliveryQueue implements Inbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

    /** How many messages may wait; their bytes are bounded where they come in. */
    static final int MAX_WAITING = 1_000;

    /** How many messages go into one transaction. */
    static final int MAX_BATCH = 250;

    /** Bounds the memory and the length of a transaction; a longer message goes alone. */
    static final long MAX_BATCH_BYTES = 4 << 20;

    /** After so many messages that cannot be filed, it is not for the messages. */
    private static final int MAX_FAILURES = 2;

    private static final Duration MAX_HOLD = Duration.ofSeconds(1);
    private static final Duration GIVE_WAY = Duration.ofMillis(50);

    private static final Receipt FULL = new Receipt.Deferred("too many messages are waiting");
    private static final Receipt NOT_WRITABLE =
            new Receipt.Deferred("the archive cannot be written to just now");
    private static final Receipt STOPPING = new Receipt.Deferred("the service is stopping");

    private final Opening writers;
    private final Function<ListName, FilingRules> rules;
    private final Consumer<List<ChangedMessage>> filed;
    private final Thread thread;
    private final Deque<Waiting> row = new ArrayDeque<>();
    private boolean stopped;

    /** Opens the archive for writing; may wait for other writers. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Returns a writer, to be closed by the caller.
         *
         * @throws StoreException if there is none to be had
         */
        ArchiveWriter open() throws IOException;
    }

    private record Waiting(Delivery delivery, CompletableFuture<Receipt> receipt) {}

    /**
     * Begins to work.
     *
     * @param rules says of each list how its mail is filed
     * @param filed is given what each transaction added to the archive, in the thread of the queue
     */
    public DeliveryQueue(
            Opening writers,
            Function<ListName, FilingRules> rules,
            Consumer<List<ChangedMessage>> filed) {
        this.writers = writers;
        this.rules = rules;
        this.filed = filed;
        this.thread = Thread.ofPlatform().name("deliveries").daemon().start(this::run);
    }

    @Override
    public CompletableFuture<Receipt> deliver(Delivery delivery) {
        synchronized (row) {
            if (stopped) {
                return CompletableFuture.completedFuture(STOPPING);
            }
            if (row.size() >= MAX_WAITING) {
                return CompletableFuture.completedFuture(FULL);
            }
            Waiting waiting = new Waiting(delivery, new CompletableFuture<>());
            row.add(waiting);
            row.notifyAll();
            return waiting.receipt;
        }
    }

    private void run() {
        try {
            while (awaitMail()) {
                fileWhatWaits();
                Thread.sleep(GIVE_WAY);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // Nobody knows this thread.
        }
    }

    /** Waits for a message; returns false when there is none and will be none. */
    private boolean awaitMail() throws InterruptedException {
        synchronized (row) {
            while (row.isEmpty() && !stopped) {
                row.wait();
            }
            return !row.isEmpty();
        }
    }

    /** Files messages with one writer, until none waits or it is time to give way. */
    private void fileWhatWaits() {
        long end = System.nanoTime() + MAX_HOLD.toNanos();
        try (ArchiveWriter writer = writers.open()) {
            DeliveryRun run = new DeliveryRun(writer, rules);
            List<Waiting> batch = takeBatch();
            while (!batch.isEmpty()) {
                file(run, batch);
                batch = System.nanoTime() - end < 0 ? takeBatch() : List.of();
            }
        } catch (IOException | RuntimeException | Error e) {
            // The edge: what one message or one disk does must not end the service. All that wait
            // have waited as long as the others.
            tell(e);
            takeAll().forEach(waiting -> waiting.receipt.complete(NOT_WRITABLE));
        }
    }

    /** Files messages together if that can be done, else one by one. */
    private void file(DeliveryRun run, List<Waiting> batch) {
        if (!fileTogether(run, batch) && batch.size() > 1) {
            fileAlone(run, batch);
        }
        // If they have no receipt by now, they get none but this.
        batch.forEach(waiting -> waiting.receipt.complete(NOT_WRITABLE));
    }

    private boolean fileTogether(DeliveryRun run, List<Waiting> batch) {
        try {
            DeliveryRun.Result result = run.file(batch.stream().map(Waiting::delivery).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).receipt.complete(result.receipts().get(i));
            }
            filed.accept(result.added());
            return true;
        } catch (RuntimeException | Error e) {
            // The edge: neither a disk nor our own mistake ends the service.
            tell(e);
            return false;
        }
    }

    /** One message that we cannot file must not keep the others out; a disk that is full does. */
    private void fileAlone(DeliveryRun run, List<Waiting> batch) {
        int failures = 0;
        for (Waiting waiting : batch) {
            failures = fileTogether(run, List.of(waiting)) ? 0 : failures + 1;
            if (failures >= MAX_FAILURES) {
                return;
            }
        }
    }

    private static void tell(Throwable e) {
        if (e instanceof StoreException || e instanceof IOException) {
            LOG.warn("messages are sent back to wait: {}", e.getMessage());
        } else {
            LOG.error("a message could not be filed, {}", UUID.randomUUID(), e);
        }
    }

    private List<Waiting> takeBatch() {
        synchronized (row) {
            List<Waiting> batch = new ArrayList<>();
            long bytes = 0;
            while (!row.isEmpty() && batch.size() < MAX_BATCH) {
                bytes += row.element().delivery.raw().size();
                if (bytes > MAX_BATCH_BYTES && !batch.isEmpty()) {
                    break;
                }
                batch.add(row.remove());
            }
            return batch;
        }
    }

    private List<Waiting> takeAll() {
        synchronized (row) {
            List<Waiting> all = List.copyOf(row);
            row.clear();
            return all;
        }
    }

    /** Takes no more, and returns when all that waited have their receipt. */
    @Override
    public void close() {
        synchronized (row) {
            stopped = true;
            row.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
