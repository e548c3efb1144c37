package org.perdure.quote;

import java.util.Arrays;

/** The place of each message of an index in an order that depends on the messages alone. */
final class Ranks {
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

    int size() {
        return size;
    }
}
