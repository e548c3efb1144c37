package org.perdure.text;

import java.util.Locale;
import java.util.Set;

/** Lines that say only that something was left out: {@code [...]}, {@code <snip>}. */
final class Elisions {
    /** Characters of such a line. */
    static final int MAX_CHARS = 40;

    private static final Set<String> WORDS =
            Set.of(
                    "snip",
                    "snipped",
                    "snipping",
                    "snippage",
                    "snap",
                    "schnipp",
                    "cut",
                    "trim",
                    "trimmed",
                    "skip",
                    "skipped",
                    "elided",
                    "deleted",
                    "omitted",
                    "gekürzt",
                    "coupé",
                    "recortado",
                    "klip");

    private Elisions() {}

    static boolean is(Lines lines, int line) {
        int start = lines.strippedStart(line);
        int end = lines.strippedEnd(line);
        if (end - start < 3 && (end - start < 1 || lines.text().charAt(start) != '…')) {
            return false;
        }
        if (end - start > MAX_CHARS || !isAround(lines.text().charAt(start))) {
            return end - start <= MAX_CHARS && isBare(lines.text(), start, end);
        }
        String text = lines.text();
        boolean dots = false;
        while (start < end && isAround(text.charAt(start))) {
            dots |= isDots(text, start, end);
            start++;
        }
        boolean closed = end > start && isAround(text.charAt(end - 1));
        while (end > start && isAround(text.charAt(end - 1))) {
            end--;
        }
        return start == end ? dots : closed && isNote(text.substring(start, end));
    }

    /** Such as {@code snip...}: a word alone, with dots or without. */
    private static boolean isBare(String text, int start, int end) {
        char first = text.charAt(start);
        if (first != 's' && first != 'S') {
            return false;
        }
        int last = end;
        while (last > start && (text.charAt(last - 1) == '.' || text.charAt(last - 1) == '…')) {
            last--;
        }
        String word = text.substring(start, last).toLowerCase(Locale.ROOT);
        return word.equals("snip") || word.equals("snipped");
    }

    private static boolean isNote(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        int space = words.indexOf(' ');
        return WORDS.contains(space < 0 ? words : words.substring(0, space))
                || words.startsWith("... ");
    }

    private static boolean isDots(String text, int at, int end) {
        return text.charAt(at) == '…'
                || (at + 2 <= end && text.startsWith("..", at))
                || (at + 3 <= end && text.startsWith(". .", at));
    }

    private static boolean isAround(char c) {
        return switch (c) {
            case '[', ']', '<', '>', '(', ')', '{', '}', '-', '*', '.', '…', '/', '\\', '=', '~' ->
                    true;
            default -> Chars.isSpace(c);
        };
    }
}
