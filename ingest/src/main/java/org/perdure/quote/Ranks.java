package org.perdure.quote;

import java.util.Arrays;

/** The place of each message of an index in an order that depends on the messages alone. */
final class Ranks {
    /** The rank of what does not count any more: beyond all that is asked for. */
    static final long REMOVED = Long.MAX_VALUE;

    private long[] ranks = new long[1_024];
    private int size;

    int add(long rank) {
        if (size == ranks.length) {
            ranks = Arrays.copyOf(ranks, size + (size >> 1));
        }
        ranks[size] = rank;
        return size++;
    }

    long of(int message) {
        return ranks[message];
    }

    /** Lets a message not count any more. */
    void remove(int message) {
        ranks[message] = REMOVED;
    }

    /** Returns the highest of the first ranks but for what was removed, 0 if there is none. */
    long highest(int count) {
        long highest = 0;
        for (int i = 0; i < count; i++) {
            highest = ranks[i] == REMOVED ? highest : Math.max(highest, ranks[i]);
        }
        return highest;
    }

    int size() {
        return size;
    }
}
