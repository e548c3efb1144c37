package org.perdure.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses ({@code http}, {@code https}, {@code ftp}) in plain text. Takes time in
 * proportion to the text.
 */
public final class TextLinks {
    /** Longest address that is one, in characters; a longer one stays text. */
    public static final int MAX_ADDRESS = 2_000;

    private static final List<String> SCHEMES = List.of("https", "http", "ftp");

    /** Characters that end an address wherever they stand. */
    private static final String ENDS = "<>\"`{}|\\^";

    /** Characters that belong to the sentence around an address when they stand at its end. */
    private static final String TRAILING = ".,:;!?'*_";

    /** What mail programs put before the lines that they quote. */
    private static final String MARKS = "> \t|";

    private TextLinks() {}

    /**
     * An address in a text.
     *
     * @param start where it begins
     * @param end where it ends
     * @param address the text between
     * @param rest what may belong to it at the beginning of the next line, without quote marks; if
     *     nothing may, absent
     * @param restEnd where that ends
     */
    public record Found(int start, int end, String address, @Nullable String rest, int restEnd) {
        /** Returns address and rest, with the line break between them. */
        public String broken() {
            return address + "\n" + rest;
        }
    }

    /** Returns the addresses of a text, from left to right. */
    public static List<Found> find(String text) {
        List<Found> found = new ArrayList<>();
        int done = 0;
        int at = text.indexOf("://");
        while (at >= 0) {
            int start = schemeStart(text, at, done);
            int end = start < 0 ? -1 : addressEnd(text, at + 3);
            if (end > at + 3 && end - start <= MAX_ADDRESS) {
                found.add(found(text, start, end));
                done = end;
                at = text.indexOf("://", end);
            } else {
                at = text.indexOf("://", Math.max(at + 3, end));
            }
        }
        return found;
    }

    private static Found found(String text, int start, int end) {
        String address = text.substring(start, end);
        // A mail program broke the line here, or the sentence ends with it.
        if (end + 1 >= text.length() || text.charAt(end) != '\n') {
            return new Found(start, end, address, null, end);
        }
        int from = end + 1;
        while (from < text.length() && MARKS.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int restEnd = addressEnd(text, from);
        boolean fits =
                !isAddress(text, from)
                        && restEnd > from
                        && restEnd - from + address.length() <= MAX_ADDRESS;
        return fits
                ? new Found(start, end, address, text.substring(from, restEnd), restEnd)
                : new Found(start, end, address, null, end);
    }

    private static boolean isAddress(String text, int at) {
        return SCHEMES.stream()
                .map(scheme -> scheme + "://")
                .anyMatch(begin -> text.regionMatches(true, at, begin, 0, begin.length()));
    }

    private static int schemeStart(String text, int colon, int from) {
        for (String scheme : SCHEMES) {
            int start = colon - scheme.length();
            if (start >= from
                    && text.regionMatches(true, start, scheme, 0, scheme.length())
                    && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))) {
                return start;
            }
        }
        return -1;
    }

    private static int addressEnd(String text, int from) {
        int end = from;
        int open = 0;
        int openSquare = 0;
        while (end < text.length() && continues(text.charAt(end))) {
            char c = text.charAt(end);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            openSquare += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (open < 0 || openSquare < 0) {
                break;
            }
            end++;
        }
        while (end > from && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean continues(char c) {
        return c > ' '
                && c != 0x7f
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT
                && ENDS.indexOf(c) < 0;
    }
}
