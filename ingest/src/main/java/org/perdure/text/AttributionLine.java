package org.perdure.text;

import java.util.Locale;
import java.util.Set;

/** Tells by its words whether a line introduces a quotation; English only. */
final class AttributionLine {
    private static final Set<String> VERBS =
            Set.of("wrote", "writes", "write", "said", "says", "asked", "typed");

    private static final Set<String> BEGINNINGS =
            Set.of(
                    "on",
                    "at",
                    "in",
                    "quoting",
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                    "mon",
                    "tue",
                    "wed",
                    "thu",
                    "fri",
                    "sat",
                    "sun");

    /** Characters of a line that is looked at; a longer one is a paragraph. */
    private static final int MAX_LINE_CHARS = 400;

    private AttributionLine() {}

    /** Returns whether the line ends like {@code wrote:}. */
    static boolean ends(String line) {
        String text = line.strip();
        if (text.length() > MAX_LINE_CHARS || !text.endsWith(":")) {
            return false;
        }
        String words = text.substring(0, text.length() - 1).stripTrailing();
        return VERBS.contains(lastWord(words).toLowerCase(Locale.ROOT));
    }

    /** Returns whether the line begins like {@code On Monday}, or with a number. */
    static boolean begins(String line) {
        String text = line.strip();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return BEGINNINGS.contains(text.substring(0, end).toLowerCase(Locale.ROOT))
                || (!text.isEmpty() && Character.isDigit(text.charAt(0)));
    }

    /** Returns whether the line is the end of a name that stands in the line before. */
    static boolean lacksName(String line) {
        String text = line.strip();
        return text.startsWith("<") || text.startsWith("(") || text.indexOf(' ') < 0;
    }

    private static String lastWord(String text) {
        int start = text.length();
        while (start > 0 && text.charAt(start - 1) > ' ' && text.charAt(start - 1) != '>') {
            start--;
        }
        return text.substring(start);
    }
}
