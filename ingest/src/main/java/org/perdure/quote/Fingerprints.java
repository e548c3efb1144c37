package org.perdure.quote;

import java.util.Arrays;

/**
 * Fingerprints of a row of words by winnowing (Schleimer, Wilkerson and Aiken 2003): hashes of
 * {@value #SHINGLE} words, of which each window of {@value #WINDOW} gives its least. What two texts
 * share is found if it is at least {@code SHINGLE + WINDOW - 1} words long.
 */
final class Fingerprints {
    /** Words of a fingerprint. */
    static final int SHINGLE = 5;

    /** Neighbouring fingerprints of which at least one is kept. */
    static final int WINDOW = 4;

    /** A row that is shorter gives all its fingerprints: answers quote short lines. */
    static final int SHORT_ROW = 8;

    /** A row that is shorter gives none. */
    static final int SHORTEST_ROW = 3;

    private final int windowSize;
    private long[] values = new long[64];
    private int size;

    private Fingerprints(int windowSize) {
        this.windowSize = windowSize;
    }

    /** Returns the fingerprints of all runs of a level, each once, sorted. */
    static long[] of(LeveledText text, int level) {
        Fingerprints fingerprints = new Fingerprints(WINDOW);
        for (int run = 0; run < text.runs(); run++) {
            if (text.levels()[run] == level) {
                fingerprints.add(text.words(), text.starts()[run], text.end(run));
            }
        }
        return fingerprints.distinct();
    }

    /** Returns the fingerprints of a row of words, each once, sorted. */
    static long[] of(LeveledText text, int from, int to) {
        Fingerprints fingerprints = new Fingerprints(WINDOW);
        fingerprints.add(text.words(), from, to);
        return fingerprints.distinct();
    }

    /**
     * Returns the fingerprints of all runs of the author that are not short, each once, sorted.
     *
     * @param window neighbouring fingerprints of which at least one is kept
     */
    static long[] authored(LeveledText text, int window) {
        Fingerprints fingerprints = new Fingerprints(window);
        for (int run = 0; run < text.runs(); run++) {
            int from = text.starts()[run];
            if (text.levels()[run] == 0 && text.end(run) - from >= SHORT_ROW) {
                fingerprints.add(text.words(), from, text.end(run));
            }
        }
        return fingerprints.distinct();
    }

    /**
     * Returns the fingerprints of a row of words, each once, sorted.
     *
     * @param window neighbouring fingerprints of which at least one is kept
     */
    static long[] of(LeveledText text, int from, int to, int window) {
        Fingerprints fingerprints = new Fingerprints(window);
        fingerprints.add(text.words(), from, to);
        return fingerprints.distinct();
    }

    /** Adds the fingerprints of a row of words. */
    private void add(short[] words, int from, int to) {
        int count = to - from;
        if (count < SHORTEST_ROW) {
            return;
        }
        if (count < SHINGLE) {
            append(hash(words, from, to) ^ count);
            return;
        }
        int shingles = count - SHINGLE + 1;
        int window = count < SHORT_ROW ? 1 : windowSize;
        long[] recent = new long[window];
        int last = -1;
        for (int i = 0; i < shingles; i++) {
            recent[i % window] = hash(words, from + i, from + i + SHINGLE);
            if (i >= window - 1) {
                int least = leastOf(recent, i, window);
                if (least != last) {
                    append(recent[least % window]);
                    last = least;
                }
            }
        }
        if (shingles < window) {
            append(recent[leastOf(recent, shingles - 1, shingles) % window]);
        }
    }

    /** Returns the place of the least of the last values; of several, the last. */
    private static int leastOf(long[] recent, int end, int window) {
        int least = end;
        for (int i = end - 1; i > end - window; i--) {
            if (recent[i % recent.length] < recent[least % recent.length]) {
                least = i;
            }
        }
        return least;
    }

    private static long hash(short[] words, int from, int to) {
        long hash = 0x9e3779b97f4a7c15L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (words[i] & 0xffff)) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private void append(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** Returns the fingerprints added so far, each once, sorted. */
    private long[] distinct() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, kept);
    }
}
