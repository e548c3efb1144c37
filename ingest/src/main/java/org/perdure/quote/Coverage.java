package org.perdure.quote;

import java.util.Arrays;

/**
 * How much of what a message quotes stands in another, and at which level. In the parent of a
 * message stands what it quotes at one level less: its text at level 0, what it quoted at 1. That
 * tells it from another answer to the same message, which shares as much.
 */
final class Coverage {
    private static final int SHINGLE = LeveledText.SHINGLE;

    private final LeveledText text;
    private final ShingleMap shingles;

    /** Number of the shingle at each word, -1 where none begins. */
    private final int[] numbers;

    private final int[] masks;

    /** Numbers of shingles that stand at level 1. */
    private final boolean[] isFirstLevel;

    private final int quotedWords;
    private final int firstLevelWords;

    Coverage(LeveledText text) {
        this.text = text;
        int quoted = 0;
        int atFirst = 0;
        for (int run = 0; run < text.runs(); run++) {
            int length = text.end(run) - text.starts()[run];
            if (text.levels()[run] > 0 && length >= SHINGLE) {
                quoted += length;
                atFirst += text.levels()[run] == 1 ? length : 0;
            }
        }
        quotedWords = quoted;
        firstLevelWords = atFirst;
        shingles = new ShingleMap(quoted);
        numbers = new int[text.words().length];
        Arrays.fill(numbers, -1);
        isFirstLevel = new boolean[quoted + 1];
        for (int run = 0; run < text.runs(); run++) {
            if (text.levels()[run] > 0) {
                for (int i = text.starts()[run]; i + SHINGLE <= text.end(run); i++) {
                    numbers[i] = shingles.put(text.shingle(i));
                    isFirstLevel[numbers[i]] |= text.levels()[run] == 1;
                }
            }
        }
        masks = new int[shingles.size()];
    }

    /** Returns how many words are quoted, but for lines of one or two that stand alone. */
    int quotedWords() {
        return quotedWords;
    }

    /** Returns how many of these are quoted at level 1. */
    int firstLevelWords() {
        return firstLevelWords;
    }

    /**
     * What a candidate covers, in words.
     *
     * @param first of level 1, found at its level 0
     * @param shifted of all levels, found there at one level less
     * @param any of all levels, found at any
     * @param longest the longest row that is found at one level less
     * @param share how much of what the candidate's author wrote is quoted at level 1, 0 to 1
     */
    record Covered(int first, int shifted, int any, int longest, double share) {}

    Covered of(LeveledText candidate) {
        Arrays.fill(masks, 0);
        int authored = 0;
        int taken = 0;
        for (int run = 0; run < candidate.runs(); run++) {
            int level = candidate.levels()[run];
            int end = candidate.end(run);
            int uncountedFrom = candidate.starts()[run];
            authored += level == 0 ? end - candidate.starts()[run] : 0;
            for (int i = candidate.starts()[run]; i + SHINGLE <= end; i++) {
                int number = shingles.get(candidate.shingle(i));
                if (number >= 0) {
                    masks[number] |= 1 << level;
                    if (level == 0 && isFirstLevel[number]) {
                        taken += i + SHINGLE - Math.max(i, uncountedFrom);
                        uncountedFrom = i + SHINGLE;
                    }
                }
            }
        }
        return count(authored == 0 ? 0 : (double) taken / authored);
    }

    private Covered count(double share) {
        int first = 0;
        int shifted = 0;
        int any = 0;
        int longest = 0;
        for (int run = 0; run < text.runs(); run++) {
            int level = text.levels()[run];
            if (level == 0) {
                continue;
            }
            int wanted = 1 << (level - 1);
            int shiftedTo = text.starts()[run];
            int anyTo = text.starts()[run];
            int row = 0;
            for (int i = text.starts()[run]; i + SHINGLE <= text.end(run); i++) {
                int mask = masks[numbers[i]];
                if (mask != 0) {
                    any += i + SHINGLE - Math.max(i, anyTo);
                    anyTo = i + SHINGLE;
                }
                if ((mask & wanted) != 0) {
                    int fresh = i + SHINGLE - Math.max(i, shiftedTo);
                    row = shiftedTo > i ? row + fresh : SHINGLE;
                    longest = Math.max(longest, row);
                    shifted += fresh;
                    first += level == 1 ? fresh : 0;
                    shiftedTo = i + SHINGLE;
                }
            }
        }
        return new Covered(first, shifted, any, longest, share);
    }
}
