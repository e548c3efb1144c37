package org.perdure.ingest;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.source.MessageSource;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Follower;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An import of one source into one list.
 *
 * <p>A thread reads batches of items; several threads parse and compress them; the calling thread
 * numbers, threads and stores them in the order of the source, one transaction a batch, and lets
 * others write between two of them; a thread for each follower applies them. What the ledger knows
 * already is skipped before it is parsed, so that a run that was cut off goes on where it stopped,
 * and a second run changes nothing.
 *
 * <p>Memory does not grow with the source: some ten batches exist at once, fewer if they are large.
 */
public final class ImportRun {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);

    /** The storing thread cannot keep more of them busy, and each has a batch in memory. */
    private static final int MAX_WORKERS = 6;

    private static final int WORKERS =
            Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
    private static final int MAX_AHEAD = WORKERS + 2;

    /** Raw mail of all batches at once, in KiB: what is made of it takes several times as much. */
    static final int MAX_KIB_AHEAD = 96 << 10;

    /** After how many items of a transaction to look whether others wait to write. */
    static final int LOOK_EVERY = 25;

    /** How many messages to learn compression from. */
    private static final int SAMPLES = 2_000;

    /** How many bytes of messages are enough to learn from. */
    private static final long SAMPLE_BYTES = 12 << 20;

    private final ArchiveWriter writer;
    private final ListName list;
    private final List<Follower> followers;
    private final Progress progress;
    private final CatchUp catchUp;
    private final InstantSource clock;
    private final FilingRules rules;
    private volatile boolean stopped;
    private @Nullable Consumer<String> mistakes;

    /** Whether an item was passed over: what marks say would keep it from being read again. */
    private boolean passedOver;

    /**
     * @param followers are brought up to date first, then kept so; not closed
     */
    public ImportRun(
            ArchiveWriter writer, ListName list, List<Follower> followers, Progress progress) {
        this(writer, list, followers, progress, FilingRules.of(NoArchivePolicy.IGNORE));
    }

    /**
     * @param followers are brought up to date first, then kept so; not closed
     * @param rules how the mail is filed
     */
    public ImportRun(
            ArchiveWriter writer,
            ListName list,
            List<Follower> followers,
            Progress progress,
            FilingRules rules) {
        this(writer, list, followers, progress, InstantSource.system(), rules);
    }

    /**
     * @param clock dates messages that have no date at all
     */
    ImportRun(
            ArchiveWriter writer,
            ListName list,
            List<Follower> followers,
            Progress progress,
            InstantSource clock) {
        this(writer, list, followers, progress, clock, FilingRules.of(NoArchivePolicy.IGNORE));
    }

    private ImportRun(
            ArchiveWriter writer,
            ListName list,
            List<Follower> followers,
            Progress progress,
            InstantSource clock,
            FilingRules rules) {
        this.writer = writer;
        this.list = list;
        this.followers = List.copyOf(followers);
        this.progress = progress;
        this.catchUp = new CatchUp(writer.store());
        this.clock = clock;
        this.rules = rules;
    }

    /**
     * Lets {@link #run} end after the batches in work, as if the source ended there. Any thread.
     */
    public void stop() {
        stopped = true;
        catchUp.stop();
    }

    /**
     * Lets {@link #run} pass over an item that this program has a mistake with, instead of ending
     * with an exception. It stands in no ledger, so that the next run tries it again.
     *
     * @param mistakes takes a line for each, in any thread
     */
    public void passOverMistakes(Consumer<String> mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Imports a source.
     *
     * @param source what to read; not closed
     * @param bytesRead tells how far reading has come
     * @throws IOException if the source or a follower fails; everything before is stored
     * @throws org.perdure.store.StoreException if the disk fails; everything reported is stored
     */
    public ImportReport run(MessageSource source, LongSupplier bytesRead) throws IOException {
        writer.giveWay(); // Opening a follower may have taken long.
        for (Follower follower : followers) {
            catchUp.run(follower, writer::giveWay);
        }
        for (Follower follower : followers) {
            catchUp.run(follower); // What others stored while one of them caught up.
        }
        if (stopped) {
            return ImportReport.NOTHING; // A follower may lack changes: nothing may be skipped.
        }
        BatchReader batches = new BatchReader(source);
        if (writer.isUntaught()) {
            writer.learn(batches.peek(SAMPLES, SAMPLE_BYTES));
        }
        Followers handedOn = new Followers(writer, catchUp, followers);
        ImportReport report;
        try {
            report = run(batches, bytesRead, handedOn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the import was interrupted", e);
        } finally {
            // In each case: what is stored must reach them, and they must be at rest after this.
            handedOn.close();
        }
        handedOn.rethrowFailure();
        return report;
    }

    private ImportReport run(BatchReader batches, LongSupplier bytesRead, Followers handedOn)
            throws IOException, InterruptedException {
        var counts = new ImportReport.Counts();
        Instant now = clock.instant();
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
                Pipeline pipeline = new Pipeline(batches, workers, handedOn::giveWay)) {
            for (Batch batch = pipeline.next(); batch != null; batch = pipeline.next()) {
                store(batch, now, counts, handedOn);
                pipeline.release(batch);
                progress.at(bytesRead.getAsLong(), counts.report());
                handedOn.giveWay();
            }
        }
        return counts.report();
    }

    /** Throws what failed in another thread; does nothing if nothing did. */
    static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Stores a batch in one transaction, or in several if others wait to write. */
    private void store(Batch batch, Instant now, ImportReport.Counts counts, Followers handedOn)
            throws InterruptedException {
        counts.addKnown(batch.known);
        passedOver |= batch.passedOver;
        List<Prepared> left = passedOver ? withoutMarks(batch.items) : batch.items;
        while (!left.isEmpty()) {
            List<Prepared> items = left;
            List<Filing.Filed> filed = writer.write(transaction -> file(transaction, items, now));
            for (int i = 0; i < filed.size(); i++) {
                counts.add(filed.get(i), items.get(i));
            }
            handedOn.offer(filed, items);
            left = items.subList(filed.size(), items.size());
            if (!left.isEmpty()) {
                handedOn.giveWay();
            }
        }
    }

    private static List<Prepared> withoutMarks(List<Prepared> items) {
        return items.stream().filter(item -> !(item instanceof Prepared.Mark)).toList();
    }

    /** Files all items, or the first of them, at least one, if others wait to write. */
    private List<Filing.Filed> file(Transaction transaction, List<Prepared> items, Instant now) {
        transaction.addList(list);
        var filing = new Filing(transaction, list, now, writer::pack, rules.folders());
        List<Filing.Filed> filed = new ArrayList<>();
        for (Prepared item : items) {
            filed.add(filing.file(item));
            if (filed.size() % LOOK_EVERY == 0 && writer.isAwaited()) {
                break;
            }
        }
        return filed;
    }

    /**
     * What is filed together.
     *
     * @param items those to be filed
     * @param known how many others the ledger had already
     * @param kib how much of {@link #MAX_KIB_AHEAD} it takes
     * @param passedOver whether an item is missing, because of our own mistake
     */
    private record Batch(List<Prepared> items, int known, int kib, boolean passedOver) {}

    /** What is done while there is nothing to store. */
    private interface Idleness {
        void pass() throws InterruptedException;
    }

    /** The reading thread and the parsing threads; gives batches in the order of the source. */
    private final class Pipeline implements AutoCloseable {
        private static final Future<Batch> NONE =
                new FutureTask<>(() -> new Batch(List.of(), 0, 0, false));

        /** How long to wait for the source before asking whether the run was stopped. */
        private static final long PATIENCE_MILLIS = 200;

        private static final long MAX_PATIENCE_MILLIS = 5_000;

        private final BatchReader reader;
        private final ExecutorService workers;
        private final Idleness idleness;
        private final BlockingQueue<Future<Batch>> queue = new ArrayBlockingQueue<>(MAX_AHEAD);
        private final Semaphore room = new Semaphore(MAX_KIB_AHEAD);
        private final Thread thread;
        private volatile @Nullable Throwable failure;

        Pipeline(BatchReader reader, ExecutorService workers, Idleness idleness) {
            this.reader = reader;
            this.workers = workers;
            this.idleness = idleness;
            this.thread = Thread.ofPlatform().name("reader").daemon().start(this::read);
        }

        private void read() {
            try {
                try {
                    while (!stopped) {
                        List<SourceItem> batch = reader.next();
                        if (batch.isEmpty()) {
                            break;
                        }
                        int kib = kib(batch);
                        room.acquire(kib);
                        queue.put(workers.submit(() -> prepare(batch, kib)));
                    }
                } catch (IOException | RuntimeException | Error e) {
                    failure = e; // Whatever it is: the run waits for this thread.
                }
                queue.put(NONE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Closed: nobody waits for more.
            }
        }

        private static int kib(List<SourceItem> batch) {
            long bytes = batch.stream().mapToLong(SourceItem::size).sum();
            return (int) Math.min(1 + (bytes >> 10), MAX_KIB_AHEAD);
        }

        /** Makes room for batches to come. */
        void release(Batch stored) {
            room.release(stored.kib);
        }

        private Batch prepare(List<SourceItem> batch, int kib) {
            var preparation =
                    new Preparation(
                            writer, new KnownItems(writer.store(), list, batch), rules.noArchive());
            boolean passedOver = false;
            for (SourceItem item : batch) {
                passedOver |= !add(item, preparation);
            }
            return new Batch(preparation.items(), preparation.known(), kib, passedOver);
        }

        /** Returns whether an item could be prepared. */
        private boolean add(SourceItem item, Preparation preparation) {
            try {
                preparation.add(item);
                return true;
            } catch (StoreException e) {
                throw e; // No item is to blame.
            } catch (RuntimeException | StackOverflowError e) {
                if (mistakes == null) {
                    throw e;
                }
                UUID number = UUID.randomUUID();
                LOG.error("{} at {} cannot be read, {}", item.source(), item.offset(), number, e);
                mistakes.accept(
                        "%s: what is at byte %d cannot be read, because of a mistake in this program"
                                        .formatted(item.source(), item.offset())
                                + " (%s); the next import tries it again".formatted(number));
                return false;
            }
        }

        /**
         * Returns the next batch, or null after the last.
         *
         * @throws IOException if the source failed; all batches before have been returned
         */
        @Nullable Batch next() throws IOException, InterruptedException {
            Future<Batch> batch = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            while (batch == null) {
                if (stopped) {
                    return null; // The source gives nothing and does not end: a pipe.
                }
                idleness.pass();
                batch = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (batch == NONE) {
                rethrow(failure);
                return null;
            }
            try {
                return batch.get();
            } catch (ExecutionException e) {
                rethrow(e.getCause());
                throw new AssertionError("a failure without a cause", e);
            }
        }

        /** Waits until the source is no longer read, for its owner may close it after this. */
        @Override
        public void close() {
            thread.interrupt();
            boolean interrupted = Thread.interrupted();
            try {
                // With a limit: nothing wakes a thread that reads from a silent pipe.
                thread.join(MAX_PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            workers.shutdownNow();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
