package org.perdure.archive;

import java.util.Arrays;

/**
 * Numbers by numbers, 16 bytes for each: two arrays sorted by the first, and behind them what was
 * added since. Not safe for several threads.
 *
 * <p>What was added is sorted by its digits (least significant first) when something is asked, so
 * that the time is proportional to the number of entries whatever they are.
 */
final class LongMultimap {
    /** How many entries are searched one by one before they are sorted in. */
    static final int MAX_TAIL = 1_024;

    private static final int DIGIT_BITS = 16;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private long[] keys = {};
    private long[] values = {};
    private long[] tailKeys = new long[MAX_TAIL];
    private long[] tailValues = new long[MAX_TAIL];
    private int tail;

    /** Returns how many entries there are. */
    int size() {
        return keys.length + tail;
    }

    void add(long key, long value) {
        if (tail == tailKeys.length) {
            int larger = tail + (tail >> 1);
            tailKeys = Arrays.copyOf(tailKeys, larger);
            tailValues = Arrays.copyOf(tailValues, larger);
        }
        tailKeys[tail] = key;
        tailValues[tail] = value;
        tail++;
    }

    /** Returns the values of a key, oldest first. */
    long[] get(long key) {
        if (tail > MAX_TAIL) {
            settle();
        }
        int start = lowerBound(key);
        int end = start;
        while (end < keys.length && keys[end] == key) {
            end++;
        }
        long[] found = Arrays.copyOfRange(values, start, end);
        for (int i = 0; i < tail; i++) {
            if (tailKeys[i] == key) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = tailValues[i];
            }
        }
        return found;
    }

    private int lowerBound(long key) {
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(keys[middle], key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void settle() {
        sortTail();
        if (keys.length == 0) {
            keys = Arrays.copyOf(tailKeys, tail);
            values = Arrays.copyOf(tailValues, tail);
        } else {
            merge();
        }
        tailKeys = new long[MAX_TAIL];
        tailValues = new long[MAX_TAIL];
        tail = 0;
    }

    private void sortTail() {
        long[] fromKeys = tailKeys;
        long[] fromValues = tailValues;
        long[] toKeys = new long[tail];
        long[] toValues = new long[tail];
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
            int[] places = new int[DIGITS + 1];
            for (int i = 0; i < tail; i++) {
                places[digit(fromKeys[i], shift) + 1]++;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                places[digit + 1] += places[digit];
            }
            for (int i = 0; i < tail; i++) {
                int place = places[digit(fromKeys[i], shift)]++;
                toKeys[place] = fromKeys[i];
                toValues[place] = fromValues[i];
            }
            long[] spareKeys = fromKeys;
            long[] spareValues = fromValues;
            fromKeys = toKeys;
            fromValues = toValues;
            toKeys = spareKeys;
            toValues = spareValues;
        }
        tailKeys = fromKeys;
        tailValues = fromValues;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }

    private void merge() {
        int length = keys.length + tail;
        long[] mergedKeys = new long[length];
        long[] mergedValues = new long[length];
        int old = 0;
        int added = 0;
        for (int i = 0; i < length; i++) {
            boolean takeOld =
                    added == tail
                            || (old < keys.length
                                    && Long.compareUnsigned(keys[old], tailKeys[added]) <= 0);
            mergedKeys[i] = takeOld ? keys[old] : tailKeys[added];
            mergedValues[i] = takeOld ? values[old++] : tailValues[added++];
        }
        keys = mergedKeys;
        values = mergedValues;
    }
}
