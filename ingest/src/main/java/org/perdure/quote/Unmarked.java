package org.perdure.quote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What somebody quotes without marks: rows of the words of level 0 that stand in another message.
 * Which messages are compared, and whether their authors are others, is up to who asks.
 */
final class Unmarked {
    /** Shorter rows are what two people happen to write. */
    static final int LEAST_WORDS = 12;

    /** Share of the words of a row that stands in the other message. */
    static final double LEAST_SHARE = .8;

    private final LeveledText text;
    private final ShingleMap shingles;
    private final int[] numbers;

    /**
     * @param passedOver words that are not looked for: patches are sent again and again
     */
    Unmarked(LeveledText text, BitSet passedOver) {
        this.text = text;
        this.shingles = new ShingleMap(text.wordsAt(0));
        this.numbers = new int[text.words().length];
        Arrays.fill(numbers, -1);
        for (int run = 0; run < text.runs(); run++) {
            if (text.levels()[run] == 0) {
                for (int i = text.starts()[run]; i + LeveledText.SHINGLE <= text.end(run); i++) {
                    numbers[i] = passedOver.get(i) ? -1 : shingles.put(text.shingle(i));
                }
            }
        }
    }

    /** Returns whether there is too little to be told from chance. */
    boolean isShort() {
        return shingles.size() + LeveledText.SHINGLE - 1 < LEAST_WORDS;
    }

    /**
     * Returns the rows that stand in another message.
     *
     * @param message what the other is called in what is returned
     * @param known words that are not looked for any more; those that are found are added
     */
    List<Passage> in(int message, LeveledText other, boolean[] known) {
        return rows(Source.of(message, other, shingles, numbers, false), known);
    }

    /** Returns how many words stand in another message, whoever wrote them there. */
    int count(LeveledText other) {
        return count(rows(everywhere(other), new boolean[numbers.length]));
    }

    /** Returns how many words stand in what the author of another message wrote. */
    int countOwn(LeveledText other) {
        return count(in(0, other, new boolean[numbers.length]));
    }

    private static int count(List<Passage> rows) {
        return rows.stream().mapToInt(row -> row.to() - row.from()).sum();
    }

    private Source everywhere(LeveledText other) {
        return Source.of(0, other, shingles, numbers, true);
    }

    private List<Passage> rows(Source source, boolean[] known) {
        List<Passage> rows = new ArrayList<>();
        for (int run = 0; run < text.runs(); run++) {
            int end = text.end(run);
            int i = text.starts()[run];
            while (text.levels()[run] == 0 && i < end) {
                if (known[i] || !source.begins(i)) {
                    i++;
                    continue;
                }
                int stop = i + 1;
                int limit = source.endOfPassage(i, end);
                while (stop < limit && !known[stop]) {
                    stop++;
                }
                if (stop - i >= LEAST_WORDS
                        && source.matched(i, stop) >= LEAST_SHARE * (stop - i)) {
                    rows.add(source.passage(i, stop, 0));
                    Arrays.fill(known, i, stop, true);
                }
                i = stop;
            }
        }
        return rows;
    }

    /** Returns the text with its levels as they are if it quotes another message without marks. */
    LeveledText leveledBy(LeveledText other) {
        Source source = everywhere(other);
        byte[] levels = new byte[numbers.length];
        for (int run = 0; run < text.runs(); run++) {
            Arrays.fill(levels, text.starts()[run], text.end(run), text.levels()[run]);
        }
        for (Passage row : rows(source, new boolean[numbers.length])) {
            int level = 1;
            for (int i = row.from(); i < row.to(); i++) {
                int place = source.place(i);
                level = place < 0 ? level : 1 + other.levels()[other.runOf(place)];
                levels[i] = (byte) Math.min(level, Runs.MAX_LEVEL);
            }
        }
        return withLevels(levels);
    }

    /**
     * @param levels of each word
     */
    private LeveledText withLevels(byte[] levels) {
        int[] starts = new int[levels.length];
        byte[] ofRuns = new byte[levels.length];
        int runs = 0;
        int next = 0;
        for (int i = 0; i < levels.length; i++) {
            boolean begins = next < text.runs() && text.starts()[next] == i;
            next += begins ? 1 : 0;
            if (begins || levels[i] != levels[i - 1]) {
                starts[runs] = i;
                ofRuns[runs++] = levels[i];
            }
        }
        return new LeveledText(
                text.words(), Arrays.copyOf(starts, runs), Arrays.copyOf(ofRuns, runs));
    }
}
