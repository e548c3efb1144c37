package org.perdure.quote;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Postings in the order of their keys, never changed. A directory by the upper bits of the key
 * leads to within some dozens of a key, however many there are.
 */
final class PostingRun {
    private static final int PER_ENTRY_BITS = 6;

    private final LongBuffer postings;
    private final int[] directory;
    private final int shift;

    private PostingRun(LongBuffer postings, int[] directory, int shift) {
        this.postings = postings;
        this.directory = directory;
        this.shift = shift;
    }

    /**
     * @param postings sorted, as numbers without sign
     */
    static PostingRun of(LongBuffer postings) {
        int size = postings.limit();
        int bits =
                Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(1, size >> PER_ENTRY_BITS)));
        int shift = 63 - bits;
        int[] directory = new int[(1 << bits) + 1];
        for (int i = 0; i < size; i++) {
            directory[(int) (postings.get(i) >>> shift) + 1] = i + 1;
        }
        for (int i = 1; i < directory.length; i++) {
            directory[i] = Math.max(directory[i], directory[i - 1]);
        }
        return new PostingRun(postings, directory, shift);
    }

    int size() {
        return postings.limit();
    }

    long bytes() {
        return 8L * size() + 4L * directory.length;
    }

    /** Adds the postings whose keys have these upper bits. */
    void collect(long prefix, PostingList list) {
        int entry = (int) (prefix << Postings.KEY_SHIFT >>> shift);
        int low = directory[entry];
        int high = directory[entry + 1];
        int end = high;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (postings.get(middle) >>> Postings.KEY_SHIFT < prefix) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        while (low < end && postings.get(low) >>> Postings.KEY_SHIFT == prefix) {
            list.add(postings.get(low++));
        }
    }

    /** Returns one run of two; of a key that is too frequent, the lowest ranks remain. */
    static PostingRun merge(PostingRun first, PostingRun second, Ranks ranks) {
        long[] merged = new long[first.size() + second.size()];
        int size = 0;
        int i = 0;
        int j = 0;
        int keyStart = 0;
        while (i < first.size() || j < second.size()) {
            boolean fromFirst =
                    j == second.size()
                            || (i < first.size()
                                    && Long.compareUnsigned(
                                                    first.postings.get(i), second.postings.get(j))
                                            < 0);
            long posting = fromFirst ? first.postings.get(i++) : second.postings.get(j++);
            boolean sameKey =
                    size > keyStart
                            && merged[keyStart] >>> Postings.KEY_SHIFT
                                    == posting >>> Postings.KEY_SHIFT;
            if (!sameKey) {
                size = trim(merged, keyStart, size, ranks);
                keyStart = size;
            }
            merged[size++] = posting;
        }
        size = trim(merged, keyStart, size, ranks);
        return of(LongBuffer.wrap(Arrays.copyOf(merged, size)));
    }

    /** Keeps the lowest ranks of a key; returns where the next key begins. */
    private static int trim(long[] merged, int from, int to, Ranks ranks) {
        if (to - from <= Postings.LONGEST) {
            return to;
        }
        PostingList list = new PostingList(ranks, Long.MAX_VALUE);
        for (int i = from; i < to; i++) {
            list.add(merged[i]);
        }
        list.sort();
        for (int i = 0; i < Postings.LONGEST; i++) {
            merged[from + i] = list.posting(i);
        }
        Arrays.sort(merged, from, from + Postings.LONGEST);
        return from + Postings.LONGEST;
    }
}
