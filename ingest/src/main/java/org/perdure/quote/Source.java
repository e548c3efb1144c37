package org.perdure.quote;

import java.util.Arrays;

/** Where the quoted words of one message stand in what the author of another wrote. */
final class Source {
    private static final int SHINGLE = LeveledText.SHINGLE;
    private static final int NOWHERE = -1;

    /** Places of a shingle that occurs often which are compared: the first ones. */
    static final int MAX_TRIED = 32;

    /** Words behind a shingle that are compared. */
    private static final int MAX_AHEAD = 16;

    private final int message;

    /** For each word of the quoting message, where the shingle that begins there stands. */
    private final int[] places;

    private Source(int message, int[] places) {
        this.message = message;
        this.places = places;
    }

    /**
     * @param shingles those of the quoting message
     * @param numbers the number of the shingle at each of its words, -1 where none begins
     */
    static Source of(int message, LeveledText source, ShingleMap shingles, int[] numbers) {
        return of(message, source, shingles, numbers, false);
    }

    /**
     * @param numbers as above
     * @param anyLevel whether what the source quotes counts as well
     */
    static Source of(
            int message, LeveledText source, ShingleMap shingles, int[] numbers, boolean anyLevel) {
        Occurrences occurrences = new Occurrences(source, shingles, anyLevel);
        int[] places = new int[numbers.length];
        int last = NOWHERE; // The last word that was found, and where.
        int place = NOWHERE;
        for (int i = 0; i < numbers.length; i++) {
            places[i] = occurrences.place(numbers, i, place < 0 ? place : place + i - last);
            if (places[i] >= 0) {
                last = i;
                place = places[i];
            }
        }
        return new Source(message, places);
    }

    /** Where each shingle of the quoting message stands in the source. */
    private static final class Occurrences {
        private final int[] first;
        private final int[] next;

        /** The number of the shingle at each word of the source. */
        private final int[] numbers;

        Occurrences(LeveledText source, ShingleMap shingles, boolean anyLevel) {
            first = new int[shingles.size()];
            next = new int[source.words().length];
            numbers = new int[source.words().length];
            Arrays.fill(first, NOWHERE);
            Arrays.fill(numbers, NOWHERE);
            for (int run = source.runs() - 1; run >= 0; run--) {
                if (anyLevel || source.levels()[run] == 0) {
                    for (int i = source.end(run) - SHINGLE; i >= source.starts()[run]; i--) {
                        add(i, shingles.get(source.shingle(i)));
                    }
                }
            }
        }

        private void add(int place, int number) {
            numbers[place] = number;
            if (number >= 0) {
                next[place] = first[number];
                first[number] = place;
            }
        }

        /**
         * Returns where the shingle at a word stands: where the words before it let expect it, or
         * else where most of the words behind it stand, too.
         *
         * @param quoted the numbers at the words of the quoting message
         */
        int place(int[] quoted, int word, int expected) {
            int number = quoted[word];
            if (number < 0) {
                return NOWHERE;
            }
            if (expected >= 0 && expected < numbers.length && numbers[expected] == number) {
                return expected;
            }
            int best = first[number];
            int longest = 0;
            int tried = 0;
            for (int at = best; at >= 0 && tried < MAX_TRIED; at = next[at]) {
                int length = length(quoted, word, at);
                if (length > longest) {
                    best = at;
                    longest = length;
                }
                tried++;
            }
            return best;
        }

        private int length(int[] quoted, int word, int at) {
            int most = Math.min(MAX_AHEAD, Math.min(quoted.length - word, numbers.length - at));
            int length = 0;
            while (length < most
                    && quoted[word + length] >= 0
                    && quoted[word + length] == numbers[at + length]) {
                length++;
            }
            return length;
        }
    }

    /** Returns where the shingle that begins at a word stands, -1 if nowhere. */
    int place(int word) {
        return places[word];
    }

    /** Returns whether a shingle that the source has begins at a word. */
    boolean begins(int word) {
        return places[word] >= 0;
    }

    /** Returns how many words of a row stand in the source, but for those that are known. */
    int count(int from, int to, boolean[] known) {
        int words = 0;
        int covered = from;
        for (int i = from; i + SHINGLE <= to; i++) {
            if (places[i] >= 0) {
                for (int word = Math.max(i, covered); word < i + SHINGLE; word++) {
                    words += known[word - from] ? 0 : 1;
                }
                covered = i + SHINGLE;
            }
        }
        return words;
    }

    /** Returns whether no shingle of a row has all its words missing in the source. */
    boolean covers(int from, int to) {
        int covered = from;
        for (int i = from; i + SHINGLE <= to; i++) {
            if (places[i] >= 0) {
                if (i - covered >= SHINGLE) {
                    return false;
                }
                covered = i + SHINGLE;
            }
        }
        return to - covered < SHINGLE;
    }

    /** Returns how many words from one on, up to another, stand in the source. */
    int matched(int from, int to) {
        int words = 0;
        int covered = from;
        for (int i = Math.max(0, from - SHINGLE + 1); i < to; i++) {
            if (places[i] >= 0) {
                int end = Math.min(to, i + SHINGLE);
                words += Math.max(0, end - Math.max(i, covered));
                covered = Math.max(covered, end);
            }
        }
        return words;
    }

    /** Returns the word behind the passage that begins at one, with small gaps within. */
    int endOfPassage(int begin, int limit) {
        int end = begin + SHINGLE;
        int place = places[begin];
        int at = begin;
        for (int i = begin + 1; i + SHINGLE <= limit && i <= end + Provenance.MAX_GAP; i++) {
            if (places[i] >= 0) {
                int ahead = places[i] - place - (i - at);
                if (places[i] <= place || Math.abs(ahead) > Provenance.MAX_GAP) {
                    break;
                }
                place = places[i];
                at = i;
                end = i + SHINGLE;
            }
        }
        return end;
    }

    /** Returns the passage of these words: from the first row of three within it to the last. */
    Passage passage(int from, int to, int level) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = from; i < to; i++) {
            if (places[i] >= 0 && (i + SHINGLE <= to || most == 0)) {
                least = Math.min(least, places[i]);
                most = Math.max(most, places[i] + Math.min(SHINGLE, to - i));
            }
        }
        return new Passage(
                from, to, level, message, Math.min(least, most), most, matched(from, to));
    }
}
