package org.perdure.quote;

import java.util.Arrays;

/**
 * The words of a message, 16 bits of the hash of each, cut into runs of one level. Three in a row
 * tell a place in a mail as well as whole hashes would.
 *
 * @param words the words of all runs
 * @param starts first word of each run
 * @param levels level of each run
 */
record LeveledText(short[] words, int[] starts, byte[] levels) {
    /** Words that are compared at once. */
    static final int SHINGLE = 3;

    static LeveledText of(Runs runs) {
        short[] words = new short[runs.words().size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = (short) runs.words().hash(i);
        }
        int[] starts = new int[runs.size()];
        byte[] levels = new byte[runs.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = runs.start(i);
            levels[i] = (byte) runs.level(i);
        }
        return new LeveledText(words, starts, levels);
    }

    int runs() {
        return starts.length;
    }

    /** Returns the word behind the last of a run. */
    int end(int run) {
        return run + 1 < starts.length ? starts[run + 1] : words.length;
    }

    /** Returns the run that a word is in. */
    int runOf(int word) {
        int found = Arrays.binarySearch(starts, word);
        return found >= 0 ? found : -found - 2;
    }

    /** Returns how many words stand at a level. */
    int wordsAt(int level) {
        int count = 0;
        for (int run = 0; run < starts.length; run++) {
            count += levels[run] == level ? end(run) - starts[run] : 0;
        }
        return count;
    }

    /** Returns the shingle that begins at a word. */
    long shingle(int word) {
        return shingle(words[word], words[word + 1], words[word + 2]);
    }

    static long shingle(short first, short second, short third) {
        return (first & 0xffffL) << 32 | (second & 0xffffL) << 16 | (third & 0xffffL);
    }
}
