package org.perdure.quote;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Postings in the order of their keys, never changed. A directory by the upper bits of the key
 * leads to within some dozens of a key, however many there are.
 */
final class PostingRun {
    private static final int PER_ENTRY_BITS = 6;

    private final LongBuffer postings;
    private final IntBuffer directory;
    private final int shift;

    /**
     * @param postings sorted, as numbers without sign
     * @param directory as {@link #fill} makes it
     */
    PostingRun(LongBuffer postings, IntBuffer directory) {
        this.postings = postings;
        this.directory = directory;
        this.shift = 63 - directoryBits(postings.limit());
    }

    /**
     * @param postings sorted, as numbers without sign
     */
    static PostingRun of(LongBuffer postings) {
        IntBuffer directory = IntBuffer.allocate(directorySize(postings.limit()));
        fill(directory, postings);
        return new PostingRun(postings, directory);
    }

    /** Returns how many entries the directory of a run has. */
    static int directorySize(int size) {
        return (1 << directoryBits(size)) + 1;
    }

    private static int directoryBits(int size) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(1, size >> PER_ENTRY_BITS)));
    }

    /** Makes a directory: where the postings of each entry end. */
    static void fill(IntBuffer directory, LongBuffer postings) {
        int size = postings.limit();
        int shift = 63 - directoryBits(size);
        int entry = 0;
        directory.put(0, 0);
        for (int i = 0; i < size; i++) {
            int its = (int) (postings.get(i) >>> shift) + 1;
            while (entry < its) {
                directory.put(++entry, i);
            }
            directory.put(entry, i + 1);
        }
        while (entry < directory.limit() - 1) {
            directory.put(++entry, size);
        }
    }

    int size() {
        return postings.limit();
    }

    long bytes() {
        return 8L * size() + 4L * directory.limit();
    }

    /** Adds the postings whose keys have these upper bits. */
    void collect(long prefix, PostingList list) {
        int entry = (int) (prefix << Postings.KEY_SHIFT >>> shift);
        int low = directory.get(entry);
        int high = directory.get(entry + 1);
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

    /**
     * Puts the postings of two runs into one; of a key that is too frequent, the lowest ranks
     * remain.
     *
     * @param merged has room for both; its limit is set behind the last posting
     */
    static void merge(PostingRun first, PostingRun second, Ranks ranks, LongBuffer merged) {
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
                            && merged.get(keyStart) >>> Postings.KEY_SHIFT
                                    == posting >>> Postings.KEY_SHIFT;
            if (!sameKey) {
                size = trim(merged, keyStart, size, ranks);
                keyStart = size;
            }
            merged.put(size++, posting);
        }
        merged.limit(trim(merged, keyStart, size, ranks));
    }

    /** Keeps the lowest ranks of a key; returns where the next key begins. */
    private static int trim(LongBuffer merged, int from, int to, Ranks ranks) {
        if (to - from <= Postings.LONGEST) {
            return to;
        }
        PostingList list = new PostingList(ranks, Long.MAX_VALUE);
        for (int i = from; i < to; i++) {
            list.add(merged.get(i));
        }
        list.sort();
        long[] kept = new long[Postings.LONGEST];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = list.posting(i);
        }
        Arrays.sort(kept);
        merged.put(from, kept);
        return from + kept.length;
    }
}
