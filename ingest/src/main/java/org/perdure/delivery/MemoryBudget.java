package org.perdure.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory messages that are coming in may take together, in bytes: many senders of long
 * messages at once must not use up the heap of a service. Safe for any number of threads.
 */
public final class MemoryBudget {
    /** For a service: two of the longest messages, beside what it takes to file one. */
    public static final long STANDARD_BYTES = 2L * Inbox.MAX_MESSAGE_BYTES;

    private final AtomicLong left;

    public MemoryBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** Takes some; returns false, and takes nothing, if there is not enough left. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        give(bytes);
        return false;
    }

    /** Gives back what was taken. */
    void give(long bytes) {
        left.addAndGet(bytes);
    }

    /** Returns how much is left. */
    long left() {
        return left.get();
    }
}
