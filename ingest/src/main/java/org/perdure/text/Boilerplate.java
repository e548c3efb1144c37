package org.perdure.text;

import java.util.function.LongConsumer;

/**
 * Marks boilerplate among what the author of a message wrote.
 *
 * <p>Lines are compared by their words: letters and digits, in lower case.
 */
public final class Boilerplate {
    /** Words of a line that is looked at. */
    static final int MIN_WORDS = 3;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Lines lines;
    private final Draft draft;

    Boilerplate(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void mark(BoilerplateLines known) {
        for (int line = 0; line < lines.count(); line++) {
            if (draft.kind(line) == Kind.AUTHORED) {
                long hash = hash(lines.text(), lines.content(line), lines.end(line));
                if (hash != 0 && known.contains(hash)) {
                    draft.set(line, Kind.BOILERPLATE, 0);
                }
            }
        }
    }

    /** Gives the hashes of the lines that the author of a message wrote, with repetitions. */
    static void each(Segmentation message, LongConsumer hashes) {
        for (Segment segment : message.segments()) {
            if (segment.level() == 0
                    && (segment.kind() == Kind.AUTHORED || segment.kind() == Kind.BOILERPLATE)) {
                for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                    long hash =
                            hash(message.text(), message.contentStart(line), message.lineEnd(line));
                    if (hash != 0) {
                        hashes.accept(hash);
                    }
                }
            }
        }
    }

    /** Returns what stands for a piece of text; 0 if it has too few words to say anything. */
    public static long hash(CharSequence text, int from, int to) {
        long hash = FNV_OFFSET;
        int words = 0;
        boolean inWord = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean isWord = Character.isLetterOrDigit(c);
            if (isWord && !inWord) {
                words++;
                hash = (hash ^ ' ') * FNV_PRIME;
            }
            if (isWord) {
                hash = (hash ^ Character.toLowerCase(c)) * FNV_PRIME;
            }
            inWord = isWord;
        }
        return words < MIN_WORDS ? 0 : hash == 0 ? 1 : hash;
    }
}
