package org.perdure.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.perdure.store.Follower;
import org.perdure.store.Follower.ChangedMessage;

/** Lets a follower work beside the run, a few batches behind it, in a thread of its own. */
final class FollowerThread implements AutoCloseable {
    /** How many batches it may be behind. */
    private static final int MAX_BEHIND = 3;

    private final Follower follower;

    /** How long others' changes may wait for a commit: readers search for what they delivered. */
    private static final Duration HURRY = Duration.ofSeconds(1);

    /** Batches; an empty one is the end. */
    private final BlockingQueue<List<ChangedMessage>> queue = new ArrayBlockingQueue<>(MAX_BEHIND);

    private final Thread thread;
    private volatile boolean hurried;
    private volatile @Nullable Throwable failure;
    private boolean ended;

    FollowerThread(Follower follower) {
        this.follower = follower;
        this.thread = Thread.ofPlatform().name("follower").daemon().start(this::run);
    }

    private void run() {
        int uncommitted = 0;
        long due = 0;
        try {
            for (var batch = take(due); batch == null || !batch.isEmpty(); batch = take(due)) {
                if (batch != null) {
                    follower.apply(batch);
                    uncommitted += batch.size();
                }
                boolean isDue = hurried && System.nanoTime() - due >= 0;
                if (isDue || uncommitted >= CatchUp.COMMIT_EVERY) {
                    hurried = false;
                    follower.commit();
                    uncommitted = 0;
                    due = System.nanoTime() + HURRY.toNanos();
                }
            }
            follower.commit();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            drain();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // Nobody knows this thread.
        }
    }

    /** Returns null if a commit is due before there is a batch. */
    private @Nullable List<ChangedMessage> take(long due) throws InterruptedException {
        return hurried
                ? queue.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)
                : queue.take();
    }

    /** Takes what is still offered, so that the run does not wait for a follower that failed. */
    private void drain() {
        try {
            while (!queue.take().isEmpty()) {
                // Lost to the follower only: it catches up from the change log.
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // As above.
        }
    }

    /** Hands changes on; waits while the follower is too far behind. */
    void offer(List<ChangedMessage> changes) throws InterruptedException {
        if (!changes.isEmpty()) {
            queue.put(changes);
        }
    }

    /** Hands changes on as {@link #offer} does, and lets them be committed soon. */
    void offerInHurry(List<ChangedMessage> changes) throws InterruptedException {
        hurried = true;
        offer(changes);
    }

    /**
     * Waits until everything offered is applied and committed, or the follower has failed. Never
     * cut short: an interrupt in the middle of its writing could damage what it writes, and its
     * owner may close it after this.
     */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                if (!ended) {
                    queue.put(List.of());
                    ended = true;
                }
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns why the follower failed, if it did; to be asked after {@link #close}. */
    @Nullable Throwable failure() {
        return failure;
    }
}
