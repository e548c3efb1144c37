package org.perdure.quote;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The words of a text as hashes. A word is a row of letters, digits and {@code _}, small and
 * without accents; an ideograph is a word of its own. Quote marks, punctuation and line ends are no
 * part of it, so that wrapping a text anew changes none.
 */
final class Words {
    /** Up to here, letters are looked up without their accents. */
    private static final char[] FOLDED = folded(0x250);

    private int[] hashes;
    private int[] starts;
    private int[] ends;
    private int size;

    Words() {
        this(64);
    }

    private Words(int capacity) {
        hashes = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** Returns the words of a whole text. */
    static Words of(CharSequence text) {
        Words words = new Words(16);
        words.add(text, 0, text.length(), Integer.MAX_VALUE);
        return words;
    }

    /**
     * Adds the words of a part of a text.
     *
     * @param limit how many words there may be in all; further ones are left out
     */
    void add(CharSequence text, int from, int to, int limit) {
        int i = from;
        while (i < to && size < limit) {
            char first = plain(text.charAt(i));
            if (!isWord(first)) {
                i++;
                continue;
            }
            int start = i;
            int hash = step(SEED, first);
            i++;
            if (!isIdeograph(first)) {
                while (i < to) {
                    char c = plain(text.charAt(i));
                    if (!isMark(c)) {
                        if (!isWord(c) || isIdeograph(c)) {
                            break;
                        }
                        hash = step(hash, c);
                    }
                    i++;
                }
            }
            append(mix(hash), start, i);
        }
    }

    private static final int SEED = 0x811c9dc5;

    private static int step(int hash, char c) {
        return (hash ^ c) * 0x01000193;
    }

    private static int mix(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        return mixed ^ (mixed >>> 13);
    }

    private void append(int hash, int start, int end) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        hashes[size] = hash;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    int size() {
        return size;
    }

    int hash(int word) {
        return hashes[word];
    }

    /** Returns the offset of the first character of a word. */
    int start(int word) {
        return starts[word];
    }

    /** Returns the offset behind the last character of a word. */
    int end(int word) {
        return ends[word];
    }

    /** Returns the hashes, in order. */
    int[] hashes() {
        return Arrays.copyOf(hashes, size);
    }

    private static char plain(char c) {
        return c < FOLDED.length ? FOLDED[c] : Character.toLowerCase(c);
    }

    private static boolean isWord(char c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    /** Accents that stand alone behind their letter. */
    private static boolean isMark(char c) {
        return c >= 0x300 && c < 0x370;
    }

    private static boolean isIdeograph(char c) {
        return c >= 0x2e80 && (Character.isIdeographic(c) || (c >= 0x3040 && c < 0x3100));
    }

    private static char[] folded(int count) {
        char[] folded = new char[count];
        for (char c = 0; c < count; c++) {
            String apart = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
            char letter = Character.isLetter(c) ? apart.charAt(0) : c;
            folded[c] = Character.toLowerCase(letter);
        }
        return folded;
    }
}
