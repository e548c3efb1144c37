package org.perdure.quote;

import java.util.Arrays;

/** The shingles of some words, numbered; told apart by all their 48 bits. */
final class ShingleMap {
    private final long[] keys;
    private final int[] slots;
    private final int mask;
    private int size;

    /**
     * @param capacity how many shingles there may be
     */
    ShingleMap(int capacity) {
        int length = Integer.highestOneBit(Math.max(8, capacity)) * 4;
        keys = new long[length];
        slots = new int[length];
        mask = length - 1;
        Arrays.fill(keys, -1);
    }

    /** Returns the number of a shingle, a new one if it has none. */
    int put(long shingle) {
        int at = find(shingle);
        if (keys[at] < 0) {
            keys[at] = shingle;
            slots[at] = size++;
        }
        return slots[at];
    }

    /** Returns the number of a shingle, or -1. */
    int get(long shingle) {
        int at = find(shingle);
        return keys[at] < 0 ? -1 : slots[at];
    }

    private int find(long shingle) {
        int at = (int) ((shingle * 0x9e3779b97f4a7c15L) >>> 40) & mask;
        while (keys[at] >= 0 && keys[at] != shingle) {
            at = (at + 1) & mask;
        }
        return at;
    }

    int size() {
        return size;
    }
}
