package org.perdure.quote;

import java.util.Arrays;

/** Where the quoted words of one message stand in what the author of another wrote. */
final class Source {
    private static final int SHINGLE = LeveledText.SHINGLE;
    private static final int NOWHERE = -1;

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
        int[] first = new int[shingles.size()];
        Arrays.fill(first, NOWHERE);
        int[] itsNumbers = new int[source.words().length];
        Arrays.fill(itsNumbers, NOWHERE);
        for (int run = 0; run < source.runs(); run++) {
            if (source.levels()[run] == 0) {
                for (int i = source.starts()[run]; i + SHINGLE <= source.end(run); i++) {
                    int number = shingles.get(source.shingle(i));
                    itsNumbers[i] = number;
                    if (number >= 0 && first[number] == NOWHERE) {
                        first[number] = i;
                    }
                }
            }
        }
        int[] places = new int[numbers.length];
        int expected = NOWHERE;
        for (int i = 0; i < numbers.length; i++) {
            int number = numbers[i];
            boolean goesOn =
                    number >= 0
                            && expected >= 0
                            && expected < itsNumbers.length
                            && itsNumbers[expected] == number;
            places[i] = number < 0 ? NOWHERE : goesOn ? expected : first[number];
            expected = places[i] < 0 ? NOWHERE : places[i] + 1;
        }
        return new Source(message, places);
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

    /** Returns the passage of these words. */
    Passage passage(int from, int to, int level) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = from; i < to; i++) {
            if (places[i] >= 0) {
                least = Math.min(least, places[i]);
                most = Math.max(most, places[i] + Math.min(SHINGLE, to - i));
            }
        }
        return new Passage(
                from, to, level, message, Math.min(least, most), most, matched(from, to));
    }
}
