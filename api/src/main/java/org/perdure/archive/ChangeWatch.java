package org.perdure.archive;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.perdure.message.ArchiveException.Busy;

/**
 * Lets those who follow the change log wait until there is more in it, whichever process writes it.
 * One of those who wait looks at the log for all, and hands that on when it goes; where nobody
 * waits, nobody looks. Safe for any number of threads, of which {@link #MAX_WATCHERS} may wait.
 */
public final class ChangeWatch implements AutoCloseable {
    /** How many may wait at once. */
    public static final int MAX_WATCHERS = 1_000;

    /** The time between two looks. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LongSupplier last;
    private final Semaphore places = new Semaphore(MAX_WATCHERS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long seen;
    private boolean looking;
    private boolean closed;

    /**
     * @param last gives the sequence of the newest change
     */
    ChangeWatch(LongSupplier last) {
        this.last = last;
    }

    /** The place of one who waits. For one thread; to be closed. */
    public interface Watcher extends AutoCloseable {
        /**
         * Waits until there is a change after a sequence, at most for a time.
         *
         * @return whether there is one; else the time is over, or the service stops
         */
        boolean await(long after, Duration longest);

        /** Returns whether waiting is worth while: not when the service stops. */
        boolean isOpen();

        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @throws Busy if all are taken
     */
    public Watcher watch() {
        if (!places.tryAcquire()) {
            throw new Busy("Too many others wait for changes just now");
        }
        return new Place();
    }

    private final class Place implements Watcher {
        private boolean given;

        @Override
        public boolean await(long after, Duration longest) {
            try {
                return awaitChange(after, System.nanoTime() + longest.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public boolean isOpen() {
            lock.lock();
            try {
                return !closed;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            if (!given) {
                given = true;
                places.release();
            }
        }
    }

    private boolean awaitChange(long after, long end) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && seen <= after) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (looking) {
                    changed.awaitNanos(left);
                } else {
                    lookUntil(after, end);
                }
            }
            return !closed;
        } finally {
            if (!looking) {
                changed.signal(); // Another looks now, if one waits.
            }
            lock.unlock();
        }
    }

    /** Looks at the log for all who wait. */
    private void lookUntil(long after, long end) throws InterruptedException {
        looking = true;
        try {
            while (true) {
                look();
                long left = end - System.nanoTime();
                if (closed || seen > after || left <= 0) {
                    return;
                }
                changed.awaitNanos(Math.min(PAUSE.toNanos(), left));
            }
        } finally {
            looking = false;
        }
    }

    private void look() {
        long now;
        lock.unlock(); // Nobody waits for a disk to be told that the service stops.
        try {
            now = last.getAsLong();
        } finally {
            lock.lock();
        }
        if (now > seen) {
            seen = now;
            changed.signalAll();
        }
    }

    /** Returns how many places are left. */
    int placesLeft() {
        return places.availablePermits();
    }

    /** Lets all who wait go, since the service stops. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
