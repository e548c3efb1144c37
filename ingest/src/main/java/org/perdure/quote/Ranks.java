package org.perdure.quote;

import java.util.Arrays;

/** The place of each message of an index in an order that depends on the messages alone. */
final class Ranks {
    /** The rank of what is no longer there: nothing looks so far ahead. */
    static final long GONE = Long.MAX_VALUE;

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

    void drop(int message) {
        ranks[message] = GONE;
    }

    int size() {
        return size;
    }
}
