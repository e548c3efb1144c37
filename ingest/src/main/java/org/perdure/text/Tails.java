package org.perdure.text;

import java.util.Locale;
import java.util.Set;

/**
 * Lines that lost quote marks on their way: the end of a line that a program wrapped, or a line
 * that another did not mark. Such a line stands alone between two of one greater depth and goes on
 * with the sentence of the one above.
 */
final class Tails {
    /** Characters of a line, marks included, that may have been wrapped. */
    static final int MIN_WRAPPED_CHARS = 60;

    /** Words that people answer with who begin small. */
    private static final Set<String> ANSWERS =
            Set.of(
                    "yes", "yep", "yup", "yeah", "no", "nope", "nah", "ok", "okay", "done", "right",
                    "sure", "agreed", "true", "ack", "acked", "ditto", "fixed", "will", "exactly",
                    "correct", "thanks", "thx", "same", "i", "it's", "that's", "hm", "hmm", "ah",
                    "oh", "why", "what", "how", "not", "never", "maybe", "good", "nice", "indeed",
                    "please", "see", "sorry", "well", "ja", "nein", "oui", "non");

    private final Lines lines;
    private final Draft draft;

    Tails(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    /** Gives such lines the level of the lines around them. */
    void repair() {
        int repaired = -2;
        for (int line = 1; line < lines.count(); line++) {
            boolean follows = repaired == line - 2;
            if (lines.depth(line) < lines.depth(line - 1) && isTail(line, follows)) {
                Kind kind = draft.kind(line - 1);
                draft.set(line, kind, draft.level(line - 1));
                repaired = line;
            }
        }
    }

    /**
     * @param follows whether the line two above is one already: then nothing need stand below
     */
    private boolean isTail(int line, boolean follows) {
        int above = line - 1;
        if (lines.isBlank(line)
                || lines.isBlank(above)
                || !isText(draft.kind(line))
                || !isText(draft.kind(above))) {
            return false;
        }
        boolean between =
                line + 1 < lines.count()
                        && !lines.isBlank(line + 1)
                        && lines.depth(line + 1) == lines.depth(above)
                        && isText(draft.kind(line + 1));
        boolean last = follows && (line + 1 == lines.count() || lines.isBlank(line + 1));
        int length = lines.end(above) - lines.start(above);
        return (between || last)
                && length >= MIN_WRAPPED_CHARS
                && lines.end(line) - lines.content(line) <= length
                && goesOn(above, line);
    }

    private static boolean isText(Kind kind) {
        return kind.isText();
    }

    private boolean goesOn(int above, int line) {
        String text = lines.text();
        char end = text.charAt(lines.strippedEnd(above) - 1);
        char first = text.charAt(lines.strippedStart(line));
        boolean goesOn = Character.isLowerCase(first) || Character.isDigit(first) || first == '<';
        return goesOn && ".?!:;".indexOf(end) < 0 && !ANSWERS.contains(firstWord(line));
    }

    private String firstWord(int line) {
        int start = lines.strippedStart(line);
        int end = start;
        while (end < lines.end(line)
                && (Character.isLetter(lines.text().charAt(end))
                        || lines.text().charAt(end) == '\'')) {
            end++;
        }
        return lines.text().substring(start, end).toLowerCase(Locale.ROOT);
    }
}
