package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text.
 *
 * @param text plain text, not escaped
 * @param href the address it names, if it is one: {@code http}, {@code https} or {@code ftp}
 * @param mark how it is set off from the text around it: a class of the style sheet, if it is
 */
public record Run(String text, @Nullable String href, @Nullable String mark) {
    /** Longest address that becomes a link, in characters; a longer one stays text. */
    static final int MAX_ADDRESS = 2_000;

    private static final List<String> SCHEMES = List.of("https", "http", "ftp");

    /** Characters that end an address wherever they stand. */
    private static final String ENDS = "<>\"`{}|\\^";

    /** Characters that belong to the sentence around an address when they stand at its end. */
    private static final String TRAILING = ".,:;!?'*_";

    static Run plain(String text) {
        return new Run(text, null, null);
    }

    static Run marked(String text, String mark) {
        return new Run(text, null, mark);
    }

    /** Cuts a text at its addresses; the texts of the pieces joined are the text. */
    static List<Run> linked(String text) {
        List<Run> runs = new ArrayList<>();
        int done = 0;
        int at = text.indexOf("://");
        while (at >= 0) {
            int start = schemeStart(text, at, done);
            int end = start < 0 ? -1 : addressEnd(text, at + 3);
            if (end > at + 3 && end - start <= MAX_ADDRESS) {
                if (start > done) {
                    runs.add(plain(text.substring(done, start)));
                }
                String address = text.substring(start, end);
                runs.add(new Run(address, address, null));
                done = end;
                at = text.indexOf("://", end);
            } else {
                at = text.indexOf("://", Math.max(at + 3, end));
            }
        }
        if (done < text.length()) {
            runs.add(plain(text.substring(done)));
        }
        return runs;
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
