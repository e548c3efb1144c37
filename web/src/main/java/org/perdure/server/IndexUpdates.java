package org.perdure.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.perdure.ingest.CatchUp;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.search.lucene.LuceneSearchIndex;
import org.perdure.search.lucene.UnusableIndexException;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Follower.ChangedMessage;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the search index in step with the change log while the archive is served. The index is
 * opened for writing only while it is behind, so that an import in another process can write it
 * too; when that has it, we look again later. An index that cannot be used is built anew.
 */
final class IndexUpdates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexUpdates.class);

    /** How long to wait between two looks at the change log, for what other processes store. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** The least time between two looks: opening the index costs more than a message in it. */
    private static final Duration REST = Duration.ofMillis(100);

    /** How long the batch at hand may take when we are told to stop. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** An index that stays behind for so long is worth a warning. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ArchiveStore store;
    private final LuceneSearchIndex index;
    private final IndexFolder folder;
    private final CatchUp catchUp;
    private final Semaphore calls = new Semaphore(0);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    IndexUpdates(ArchiveStore store, LuceneSearchIndex index, IndexFolder folder) {
        this.store = store;
        this.index = index;
        this.folder = folder;
        this.catchUp = new CatchUp(store);
        this.thread = Thread.ofPlatform().daemon().name("index-updates").unstarted(this::follow);
    }

    void start() {
        thread.start();
    }

    private void follow() {
        long failingSince = 0;
        try {
            do {
                String problem = step();
                long now = System.nanoTime();
                if (problem.isEmpty()) {
                    failingSince = 0;
                } else if (failingSince == 0) {
                    failingSince = now;
                    LOG.info("the search index is not brought up to date: {}", problem);
                } else if (now - failingSince > PATIENCE.toNanos()) {
                    failingSince = now;
                    LOG.warn("the search index has been behind for long: {}", problem);
                }
            } while (!stop.await(REST.toMillis(), TimeUnit.MILLISECONDS) && awaitCall());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the next look follow at once. Any thread. */
    void look() {
        calls.release();
    }

    /**
     * Lets searches find messages that were just added to the archive, whoever writes the index,
     * and the next look follow at once. Any thread.
     */
    void add(List<ChangedMessage> added) {
        try {
            index.addRecent(added);
        } catch (IOException e) {
            LOG.warn("new mail is found when the index holds it: {}", e.getMessage());
        }
        look();
    }

    private boolean awaitCall() throws InterruptedException {
        if (calls.tryAcquire(PAUSE.minus(REST).toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
        return stop.getCount() > 0;
    }

    /** Returns what keeps the index from being up to date; empty if it is. */
    private String step() {
        try {
            try {
                catchUp();
            } catch (UnusableIndexException expected) { // Logged by what follows.
                folder.renew();
                catchUp();
            }
            return "";
        } catch (IOException | StoreException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            // The edge of one step: a failure of one must not end all later ones in silence.
            LOG.error("bringing the search index up to date failed", e);
            return "an unexpected failure";
        }
    }

    private void catchUp() throws IOException {
        if (index.applied() < store.lastSequence()) {
            try (LuceneFollower follower = LuceneFollower.openBriefly(folder.forWriting())) {
                catchUp.run(follower);
            }
        }
    }

    /** Stops after the batch at hand. */
    @Override
    public void close() {
        stop.countDown();
        calls.release();
        catchUp.stop();
        try {
            thread.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
