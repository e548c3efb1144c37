package org.perdure.quote;

import java.util.Arrays;

/** The messages of one key up to a rank, by rank. Used again for the next key. */
final class PostingList {
    private final Ranks ranks;
    private final long latest;
    private long[] postings = new long[64];
    private long[] order = new long[64];
    private int size;

    /**
     * @param latest the highest rank that counts
     */
    PostingList(Ranks ranks, long latest) {
        this.ranks = ranks;
        this.latest = latest;
    }

    void clear() {
        size = 0;
    }

    void add(long posting) {
        long rank = ranks.of(Postings.message(posting));
        if (rank > latest) {
            return;
        }
        if (size == postings.length) {
            postings = Arrays.copyOf(postings, 2 * size);
            order = Arrays.copyOf(order, 2 * size);
        }
        postings[size] = posting;
        order[size++] = rank;
    }

    /** Reverses the order of the last ones. */
    void reverse(int from) {
        for (int i = from, j = size - 1; i < j; i++, j--) {
            long posting = postings[i];
            postings[i] = postings[j];
            postings[j] = posting;
            long rank = order[i];
            order[i] = order[j];
            order[j] = rank;
        }
    }

    /** Sorts by rank and leaves out what is beyond the longest list. Mail comes nearly sorted. */
    void sort() {
        for (int i = 1; i < size; i++) {
            long rank = order[i];
            long posting = postings[i];
            int j = i - 1;
            while (j >= 0 && order[j] > rank) {
                order[j + 1] = order[j];
                postings[j + 1] = postings[j];
                j--;
            }
            order[j + 1] = rank;
            postings[j + 1] = posting;
        }
        size = Math.min(size, Postings.LONGEST);
    }

    int size() {
        return size;
    }

    long posting(int i) {
        return postings[i];
    }

    int message(int i) {
        return Postings.message(postings[i]);
    }

    int level(int i) {
        return Postings.level(postings[i]);
    }
}
