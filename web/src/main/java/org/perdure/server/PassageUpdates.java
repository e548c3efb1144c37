package org.perdure.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.CatchUp;
import org.perdure.ingest.Inference;
import org.perdure.ingest.PassageFollower;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Passages;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqlitePassageWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what new mail answers, where its header does not say it, and for who wrote what it
 * quotes, while the archive is served. Others may do the same meanwhile: what one has done the
 * other passes over.
 */
final class PassageUpdates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PassageUpdates.class);

    /** How long to wait between two looks at the change log. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long the portion at hand may take when we are told to stop. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ArchiveStore store;
    private final Passages passages;
    private final ArchiveFolder folder;
    private final CatchUp catchUp;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Inference running;

    /**
     * @param passages what is known so far, as readers see it
     * @param folder where it is written
     */
    PassageUpdates(ArchiveStore store, Passages passages, ArchiveFolder folder) {
        this.store = store;
        this.passages = passages;
        this.folder = folder;
        this.catchUp = new CatchUp(store);
        this.thread = Thread.ofPlatform().daemon().name("passages").unstarted(this::follow);
    }

    void start() {
        thread.start();
    }

    private void follow() {
        String problem = "";
        try {
            do {
                String now = step();
                if (!now.isEmpty() && !now.equals(problem)) {
                    LOG.warn("passages are not brought up to date: {}", now);
                }
                problem = now;
            } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what keeps either from being up to date; empty if both are. */
    private String step() {
        String parents = attempt(this::infer);
        String quoted = attempt(this::catchUp);
        return parents.isEmpty() ? quoted : parents;
    }

    /** What is done in one step. */
    private interface Work {
        void run() throws IOException;
    }

    /** Returns what keeps something from being done; empty if it was. */
    private static String attempt(Work work) {
        try {
            work.run();
            return "";
        } catch (IOException | StoreException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            // The edge of one step: a failure of one must not end all later ones in silence.
            LOG.error("bringing passages up to date failed", e);
            return "an unexpected failure";
        }
    }

    private void infer() throws IOException {
        if (Inference.position(folder.inference()) >= store.lastSequence()) {
            return;
        }
        Optional<Inference> free = Inference.open(store, folder.inference());
        if (free.isPresent()) { // Else an import does it.
            try (Inference inference = free.get()) {
                running = inference;
                inference.catchUp(catchUp, this::write);
            }
        }
    }

    private int write(Function<Transaction, Integer> body) throws IOException {
        try (ArchiveWriter writer = folder.openWriter()) {
            return writer.write(body);
        }
    }

    private void catchUp() throws IOException {
        if (passages.position() >= store.lastSequence()) {
            return;
        }
        try (PassageFollower follower =
                new PassageFollower(store, SqlitePassageWriter.open(folder.path()))) {
            catchUp.run(follower);
        }
    }

    /** Stops after the portion at hand. */
    @Override
    public void close() {
        stop.countDown();
        catchUp.stop();
        Inference inference = running;
        if (inference != null) {
            inference.stop();
        }
        try {
            thread.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
