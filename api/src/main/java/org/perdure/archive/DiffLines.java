package org.perdure.archive;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the lines of a unified diff from text, one line after the other.
 *
 * <p>A hunk begins with {@code @@ -a,b +c,d @@} and holds as many lines as that says: {@code b} of
 * them context or {@code -}, {@code d} of them context or {@code +}. A line that cannot be in a
 * hunk ends it early, because people cut what they quote; the text of a reply between two pieces of
 * a quoted hunk does not, for it is at another quote depth, and depths are counted apart. The file
 * names above the hunks, {@code ---} and {@code +++}, belong to the diff.
 */
final class DiffLines {
    /** How many quote depths are told apart; deeper ones are text. */
    static final int MAX_DEPTH = 32;

    /** Longest number in a hunk's first line that is one, in digits. */
    private static final int MAX_DIGITS = 8;

    private final Map<Integer, Hunk> hunks = new HashMap<>();

    /** What is left of a hunk. */
    private record Hunk(int indent, int removed, int added) {
        boolean isOpen() {
            return removed > 0 || added > 0;
        }
    }

    /** Returns whether a line, the next at its quote depth, is part of a diff. */
    boolean next(int depth, String line) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        Hunk begun = hunk(line);
        if (begun != null) {
            hunks.put(depth, begun);
            return true;
        }
        Hunk open = hunks.get(depth);
        if (open == null || !open.isOpen()) {
            return isFileName(line);
        }
        Hunk rest = after(open, line);
        if (rest == null) {
            hunks.remove(depth);
            return isFileName(line);
        }
        hunks.put(depth, rest);
        return true;
    }

    private static boolean isFileName(String line) {
        return line.startsWith("--- a/")
                || line.startsWith("+++ b/")
                || line.startsWith("diff --git a/");
    }

    /** Returns what is left after a line; null if the line cannot be in the hunk. */
    private static @Nullable Hunk after(Hunk hunk, String line) {
        char sign = line.length() > hunk.indent() ? line.charAt(hunk.indent()) : ' ';
        int removed = hunk.removed() - (sign == '+' ? 0 : 1);
        int added = hunk.added() - (sign == '-' ? 0 : 1);
        return switch (sign) {
            case '\\' -> hunk;
            case ' ', '\t', '-', '+' ->
                    removed < 0 || added < 0 ? null : new Hunk(hunk.indent(), removed, added);
            default -> null;
        };
    }

    /** Returns the hunk that a line begins; null if it begins none. */
    private static @Nullable Hunk hunk(String line) {
        // Quoted lines may have kept the blank after their quote mark.
        int indent = line.startsWith(" ") ? 1 : 0;
        if (!line.startsWith("@@ -", indent)) {
            return null;
        }
        int plus = line.indexOf(" +", indent + 4);
        int end = plus < 0 ? -1 : line.indexOf(" @@", plus + 2);
        if (end < 0) {
            return null;
        }
        int removed = count(line.substring(indent + 4, plus));
        int added = count(line.substring(plus + 2, end));
        return removed < 0 || added < 0 ? null : new Hunk(indent, removed, added);
    }

    /** Returns the count in {@code start,count}, 1 if there is none; -1 if it is no range. */
    private static int count(String range) {
        int comma = range.indexOf(',');
        String start = comma < 0 ? range : range.substring(0, comma);
        String count = comma < 0 ? "1" : range.substring(comma + 1);
        return isNumber(start) && isNumber(count) ? Integer.parseInt(count) : -1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
