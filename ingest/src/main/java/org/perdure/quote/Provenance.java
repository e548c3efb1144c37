package org.perdure.quote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Finds for what a message quotes who wrote it, and where. Only what authors wrote themselves is
 * searched, so that the answer is never one who quoted it before.
 *
 * <p>Ancestors come first: for each row of quoted words of one level, the one that wrote most of
 * it, then the one that wrote most of the rest, and so on; for what remains, any message of the
 * list. Who is further up than the levels reach is looked at only while something is missing.
 */
public final class Provenance {
    /** Ancestors that are looked at, the parent first. */
    public static final int MAX_ANCESTORS = 12;

    /** Words that may differ within a passage: typing errors, a cut, a word that was joined. */
    static final int MAX_GAP = 5;

    /** Fewer words tell of no ancestor. */
    static final int LEAST_WORDS = LeveledText.SHINGLE;

    /** Fewer words tell of no ancestor either if they are less than half of what is unknown. */
    static final int LEAST_WORDS_AMONG_OTHERS = 8;

    /** Fewer words tell of no message that is not an ancestor. */
    static final int LEAST_WORDS_ANYWHERE = 8;

    /** Share of a row that a message which is no ancestor must have written. */
    static final double LEAST_SHARE_ANYWHERE = .8;

    /** A passage of so many words tells of such a message, whatever stands around it. */
    static final int ENOUGH_WORDS_ANYWHERE = 20;

    /** Share of its words that a passage must have in such a message: else it is a similar one. */
    static final double LEAST_ALIKE_ANYWHERE = .95;

    /** Messages that are compared with a row which no ancestor wrote. */
    static final int BY_VOTES = 5;

    /** Rows of which the source is looked for in the whole list. */
    static final int MAX_SEARCHES = 16;

    /** An ancestor at the distance of the level is preferred to one that wrote as much. */
    private static final double NEARLY_AS_MUCH = .98;

    private final LeveledText text;
    private final Origins origins;
    private final List<Source> ancestors = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();
    private int searches;

    private Provenance(LeveledText text, Origins origins) {
        this.text = text;
        this.origins = origins;
    }

    /** The messages that a passage may have been taken from. */
    interface Origins {
        /** Returns the words of a message. */
        LeveledText text(int message);

        /**
         * Returns some messages that wrote much of a row of words; of equals the first is taken.
         */
        int[] thatWrote(LeveledText quoting, int from, int to);
    }

    /**
     * Traces what a message quotes.
     *
     * @param ancestors which messages it answers, the parent first; asked for as far as needed
     * @return what was found, by place in the message
     */
    static List<Passage> trace(LeveledText text, Iterator<Integer> ancestors, Origins origins) {
        Provenance provenance = new Provenance(text, origins);
        provenance.run(ancestors);
        provenance.passages.sort(Comparator.comparingInt(Passage::from));
        return List.copyOf(provenance.passages);
    }

    private void run(Iterator<Integer> chain) {
        ShingleMap shingles = new ShingleMap(quotedWords());
        int[] numbers = new int[text.words().length];
        Arrays.fill(numbers, -1);
        for (int run = 0; run < text.runs(); run++) {
            if (text.levels()[run] > 0) {
                for (int i = text.starts()[run]; i + LEAST_WORDS <= text.end(run); i++) {
                    numbers[i] = shingles.put(text.shingle(i));
                }
            }
        }
        if (shingles.size() == 0) {
            return;
        }
        boolean[] whole = new boolean[text.runs()];
        while (ancestors.size() < MAX_ANCESTORS && !isSettled(whole) && chain.hasNext()) {
            int message = chain.next();
            Source source = Source.of(message, origins.text(message), shingles, numbers);
            for (int run = 0; run < whole.length; run++) {
                whole[run] |= source.covers(text.starts()[run], text.end(run));
            }
            ancestors.add(source);
        }
        for (int run = 0; run < text.runs(); run++) {
            if (text.levels()[run] > 0) {
                trace(run, shingles, numbers);
            }
        }
    }

    /**
     * Returns whether no further ancestor can have written more, nor be at the distance of a level.
     *
     * @param whole of which rows an ancestor wrote all
     */
    private boolean isSettled(boolean[] whole) {
        for (int run = 0; run < whole.length; run++) {
            int level = text.levels()[run];
            if (level > ancestors.size() || (level > 0 && !whole[run])) {
                return false;
            }
        }
        return true;
    }

    private int quotedWords() {
        int words = 0;
        for (int run = 0; run < text.runs(); run++) {
            words += text.levels()[run] > 0 ? text.end(run) - text.starts()[run] : 0;
        }
        return words;
    }

    private void trace(int run, ShingleMap shingles, int[] numbers) {
        int from = text.starts()[run];
        int to = text.end(run);
        boolean[] known = new boolean[to - from];
        boolean[] taken = new boolean[ancestors.size()];
        for (int best = best(run, known, taken); best >= 0; best = best(run, known, taken)) {
            taken[best] = true;
            take(ancestors.get(best), run, known);
        }
        int start = from;
        while (start < to) {
            int end = start;
            while (end < to && !known[end - from]) {
                end++;
            }
            if (end - start >= LEAST_WORDS_ANYWHERE && searches < MAX_SEARCHES) {
                searches++;
                searchAnywhere(run, start, end, known, shingles, numbers);
            }
            start = end + 1;
        }
    }

    /**
     * Returns the ancestor that wrote most of what is not known of a row, or -1.
     *
     * @param taken those that were taken before
     */
    private int best(int run, boolean[] known, boolean[] taken) {
        int level = text.levels()[run];
        int best = -1;
        int most = LEAST_WORDS - 1;
        int atLevel = 0;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                int words = ancestors.get(i).count(text.starts()[run], text.end(run), known);
                atLevel = i + 1 == level ? words : atLevel;
                if (words > most) {
                    best = i;
                    most = words;
                }
            }
        }
        return best >= 0 && atLevel >= NEARLY_AS_MUCH * most ? level - 1 : best;
    }

    /** Makes passages of what a source wrote of a row and is not known yet: of long ones first. */
    private void take(Source source, int run, boolean[] known) {
        take(source, run, known, LEAST_WORDS_AMONG_OTHERS, 0);
        take(source, run, known, LEAST_WORDS, 0);
    }

    /**
     * @param least words of a passage
     * @param alike the least share of them that stands in the source
     */
    private void take(Source source, int run, boolean[] known, int least, double alike) {
        int from = text.starts()[run];
        int to = text.end(run);
        int i = from;
        while (i < to) {
            if (known[i - from] || !source.begins(i)) {
                i++;
                continue;
            }
            int end = source.endOfPassage(i, to);
            while (i < end && known[i - from]) {
                i++;
            }
            int stop = i;
            while (stop < end && !known[stop - from]) {
                stop++;
            }
            if (stop - i >= least
                    && source.matched(i, stop) >= alike * (stop - i)
                    && (stop - i >= LEAST_WORDS_AMONG_OTHERS
                            || 2 * (stop - i) >= unknown(known, i - from))) {
                Arrays.fill(known, i - from, stop - from, true);
                passages.add(source.passage(i, stop, text.levels()[run]));
            }
            i = Math.max(stop, i + 1);
        }
    }

    /** Returns how many words in a row are not known around one that is not. */
    private static int unknown(boolean[] known, int word) {
        int first = word;
        while (first > 0 && !known[first - 1]) {
            first--;
        }
        int end = word + 1;
        while (end < known.length && !known[end]) {
            end++;
        }
        return end - first;
    }

    private void searchAnywhere(
            int run, int from, int to, boolean[] known, ShingleMap shingles, int[] numbers) {
        Source best = null;
        int most = 0;
        for (int message : origins.thatWrote(text, from, to)) {
            Source source = Source.of(message, origins.text(message), shingles, numbers);
            boolean[] outside = new boolean[to - from];
            int words = source.count(from, to, outside);
            if (words > most) {
                best = source;
                most = words;
            }
        }
        if (best != null && most >= LEAST_WORDS_ANYWHERE) {
            boolean isMost = most >= LEAST_SHARE_ANYWHERE * (to - from);
            int least = isMost ? LEAST_WORDS_ANYWHERE : ENOUGH_WORDS_ANYWHERE;
            take(best, run, known, least, LEAST_ALIKE_ANYWHERE);
        }
    }
}
