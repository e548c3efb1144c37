package org.perdure.ingest;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.perdure.store.Follower;
import org.perdure.store.Follower.ChangedMessage;

/** Lets a follower work beside the run, a few batches behind it, in a thread of its own. */
final class FollowerThread implements AutoCloseable {
    /** How many batches it may be behind. */
    private static final int MAX_BEHIND = 3;

    private final Follower follower;

    /** Batches; an empty one is the end. */
    private final BlockingQueue<List<ChangedMessage>> queue = new ArrayBlockingQueue<>(MAX_BEHIND);

    private final Thread thread;
    private volatile @Nullable Throwable failure;

    FollowerThread(Follower follower) {
        this.follower = follower;
        this.thread = Thread.ofPlatform().name("follower").daemon().start(this::run);
    }

    private void run() {
        int uncommitted = 0;
        try {
            for (var batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                follower.apply(batch);
                uncommitted += batch.size();
                if (uncommitted >= CatchUp.COMMIT_EVERY) {
                    follower.commit();
                    uncommitted = 0;
                }
            }
            follower.commit();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes what is still offered, so that the run does not wait for a follower that failed. */
    private void drain() {
        try {
            while (!queue.take().isEmpty()) {
                // Lost to the follower only: it catches up from the change log.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands changes on; waits while the follower is too far behind. */
    void offer(List<ChangedMessage> changes) throws InterruptedException {
        if (!changes.isEmpty()) {
            queue.put(changes);
        }
    }

    /**
     * Waits until everything offered is applied and committed.
     *
     * @throws IOException if the follower failed: what is stored is safe, and the next run catches
     *     up
     */
    void finish() throws IOException, InterruptedException {
        queue.put(List.of());
        thread.join();
        ImportRun.rethrow(failure);
    }

    /**
     * Waits until the follower is no longer in use; what it has not begun is left to the next catch
     * up. Does not interrupt it: an interrupt closes the files it is writing.
     */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            queue.clear();
            queue.add(List.of()); // There is room: nobody else offers.
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // Told to whoever comes next.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
