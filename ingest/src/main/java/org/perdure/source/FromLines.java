package org.perdure.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The one search that cutting and quoting of mailboxes need: where {@code From } stands. */
final class FromLines {
    /** Bytes of {@code From } with its blank. */
    static final int FROM_LENGTH = 5;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long EFFS = 'F' * ONES;

    private FromLines() {}

    /**
     * Returns the first place in {@code [start, end)} where {@code From } stands wholly, or {@code
     * -1}. Whether it begins a line is for the caller to see: {@code F} is thirty times rarer than
     * line ends, so it is cheaper to look for the letter first and at the line end before it after.
     */
    static int indexOfFrom(byte[] bytes, int start, int end) {
        int last = end - FROM_LENGTH;
        int i = start;
        while (i <= last) {
            i = indexOfF(bytes, i, last + 1);
            if (i < 0) {
                return -1;
            }
            if (isFrom(bytes, i, end)) {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** Returns whether {@code From } stands at that place, wholly before {@code end}. */
    static boolean isFrom(byte[] bytes, int at, int end) {
        return end - at >= FROM_LENGTH
                && bytes[at] == 'F'
                && bytes[at + 1] == 'r'
                && bytes[at + 2] == 'o'
                && bytes[at + 3] == 'm'
                && bytes[at + 4] == ' ';
    }

    /** Returns the first {@code F} in {@code [start, end)}, or {@code -1}, eight bytes a step. */
    private static int indexOfF(byte[] bytes, int start, int end) {
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i) ^ EFFS;
            // The lowest set bit marks the first byte that became zero; higher ones may be false.
            long zeros = (word - ONES) & ~word & HIGH_BITS;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; i < end; i++) {
            if (bytes[i] == 'F') {
                return i;
            }
        }
        return -1;
    }
}
