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

    /** How often it commits for those in a hurry: a commit takes as long as several batches. */
    private static final Duration COMMIT_PAUSE = Duration.ofSeconds(1);

    private static final Offered END = new Offered(List.of(), false);

    private final Follower follower;
    private final BlockingQueue<Offered> queue = new ArrayBlockingQueue<>(MAX_BEHIND);
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private boolean ended;

    FollowerThread(Follower follower) {
        this.follower = follower;
        this.thread = Thread.ofPlatform().name("follower").daemon().start(this::run);
    }

    /**
     * A batch; an empty one is the end.
     *
     * @param hurried whether somebody waits for it to be committed
     */
    private record Offered(List<ChangedMessage> changes, boolean hurried) {
        boolean isEnd() {
            return changes.isEmpty();
        }
    }

    private void run() {
        int uncommitted = 0;
        boolean hurried = false;
        long due = System.nanoTime();
        Offered batch = null;
        try {
            batch = take(hurried, due);
            while (batch == null || !batch.isEnd()) {
                if (batch != null) {
                    follower.apply(batch.changes);
                    uncommitted += batch.changes.size();
                    hurried |= batch.hurried;
                }
                boolean isDue = hurried && System.nanoTime() - due >= 0;
                if (isDue || uncommitted >= CatchUp.COMMIT_EVERY) {
                    follower.commit();
                    uncommitted = 0;
                    hurried = false;
                    due = System.nanoTime() + COMMIT_PAUSE.toNanos();
                }
                batch = take(hurried, due);
            }
            follower.commit();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            if (batch == null || !batch.isEnd()) {
                drain(); // Else the last commit failed, and nothing more comes.
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // Nobody knows this thread.
        }
    }

    /** Returns null if a commit is due before there is a batch. */
    private @Nullable Offered take(boolean hurried, long due) throws InterruptedException {
        return hurried
                ? queue.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)
                : queue.take();
    }

    /** Takes what is still offered, so that the run does not wait for a follower that failed. */
    private void drain() {
        try {
            while (!queue.take().isEnd()) {
                // Lost to the follower only: it catches up from the change log.
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // As above.
        }
    }

    /**
     * Hands changes on; waits while the follower is too far behind.
     *
     * @param hurried whether they are committed soon after they are applied: readers search for
     *     what they delivered
     * @param patience how long to wait
     * @return whether they were handed on
     */
    boolean offer(List<ChangedMessage> changes, boolean hurried, Duration patience)
            throws InterruptedException {
        return changes.isEmpty()
                || queue.offer(
                        new Offered(changes, hurried), patience.toNanos(), TimeUnit.NANOSECONDS);
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
                    queue.put(END);
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
