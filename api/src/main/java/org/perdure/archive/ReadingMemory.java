package org.perdure.archive;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.perdure.message.ArchiveException.Busy;

/**
 * How much memory messages that are being read may take together: many readers of long ones at once
 * must not use up the heap. Who comes when there is not enough left waits for a while, and is then
 * told to come again. Safe for any number of threads.
 *
 * <p>Short messages take what is left past long ones that wait, so that pages go on being answered.
 */
final class ReadingMemory {
    /** For a service: one of the longest messages while it is read, and another on its way out. */
    static final int STANDARD_KIB = 256 << 10;

    /**
     * What reading takes for each byte of a message: its bytes, and those of a part that are
     * gathered and put together. That its compressed bytes are there too is over before.
     */
    static final int FACTOR = 3;

    /** Up to this size, messages are not counted: nearly all are. */
    static final int MAX_UNCOUNTED_BYTES = 64 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int allKib;
    private final Duration patience;
    private final Semaphore leftKib;

    ReadingMemory() {
        this(STANDARD_KIB, PATIENCE);
    }

    /**
     * @param patience how long to wait until there is enough left
     */
    ReadingMemory(int allKib, Duration patience) {
        this.allKib = allKib;
        this.patience = patience;
        this.leftKib = new Semaphore(allKib);
    }

    /**
     * Borrows what reading a message takes; waits until that much is left.
     *
     * @throws Busy if others take it for too long
     */
    Loan borrow(long messageBytes) {
        if (messageBytes <= MAX_UNCOUNTED_BYTES) {
            return new Borrowed(0);
        }
        int kib = kib(FACTOR * messageBytes);
        try {
            if (!leftKib.tryAcquire(kib, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        return new Borrowed(kib);
    }

    private int kib(long bytes) {
        return (int) Math.min(1 + (bytes >> 10), allKib);
    }

    /** Returns how much is left, in KiB. */
    int leftKib() {
        return leftKib.availablePermits();
    }

    private final class Borrowed implements Loan {
        private final AtomicInteger held;

        Borrowed(int held) {
            this.held = new AtomicInteger(held);
        }

        @Override
        public void keep(long bytes) {
            int now = held.get();
            int kept = bytes == 0 ? 0 : Math.min(kib(bytes), now);
            held.set(kept);
            leftKib.release(now - kept);
        }

        @Override
        public void close() {
            leftKib.release(held.getAndSet(0));
        }
    }
}
