package org.perdure.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * Where git, which reads patches from mail ({@code git am}), begins and ends a commit message, and
 * how trailers are added to one.
 */
public final class CommitText {
    /** The least number of characters of a line of scissors. */
    private static final int MIN_SCISSORS = 8;

    /** Fields that stand for those of the header when a body begins with them. */
    private static final List<String> IN_BODY = List.of("From:", "Date:", "Subject:", ">From ");

    private CommitText() {}

    /**
     * Returns where the patch begins in a text, the line {@code ---} and what stands below it
     * included: behind the end of the text if there is none.
     */
    public static int breakAt(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = endOf(text, at);
            if (isBreak(text.substring(at, Math.min(end, at + Trailer.MAX_CHARS)))) {
                return at;
            }
            at = end + 1;
        }
        return text.length();
    }

    private static int endOf(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static boolean isBreak(String line) {
        if (line.startsWith("diff -") || line.startsWith("Index: ")) {
            return true;
        }
        boolean named = line.startsWith("--- ") && line.length() > 4 && line.charAt(4) > ' ';
        return named || (line.startsWith("---") && line.substring(3).isBlank());
    }

    /**
     * Returns a text without what stands above its last line of scissors: {@code -- >8 --}, as
     * those who send a patch within a discussion cut it off.
     *
     * @param text what stands before the patch
     */
    public static String belowScissors(String text) {
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            int end = endOf(text, at);
            if (end - at <= Trailer.MAX_CHARS && isScissors(text.substring(at, end))) {
                from = Math.min(text.length(), end + 1);
            }
            at = end + 1;
        }
        return text.substring(from);
    }

    /** Git's rule: scissors and dashes are a third of the line at least, and few gaps are among. */
    static boolean isScissors(String line) {
        String text = line.strip();
        int dashes = 0;
        int gaps = 0;
        boolean scissors = false;
        boolean within = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean cut = isCut(text, i);
            if (c <= ' ') {
                gaps += within ? 1 : 0;
                dashes += within ? 1 : 0;
            } else if (cut) {
                scissors = true;
                within = true;
                dashes += 2;
                i++;
            } else {
                within = c == '-';
                dashes += within ? 1 : 0;
            }
        }
        return scissors
                && text.length() >= MIN_SCISSORS
                && text.length() < 3 * dashes
                && 2 * gaps < dashes;
    }

    private static boolean isCut(String text, int at) {
        return text.startsWith(">8", at)
                || text.startsWith("8<", at)
                || text.startsWith(">%", at)
                || text.startsWith("%<", at);
    }

    /** Returns the lines of a commit message: without the fields and blank lines around it. */
    static List<String> lines(String prose) {
        List<String> lines = new ArrayList<>(prose.lines().toList());
        boolean fields = true;
        while (!lines.isEmpty() && fields) {
            String first = lines.getFirst();
            fields = first.isBlank() || IN_BODY.stream().anyMatch(first::startsWith);
            if (fields) {
                lines.removeFirst();
            }
        }
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        return lines;
    }

    /**
     * Returns a commit message with trailers below those that it has.
     *
     * @param prose what stands before the patch
     */
    public static String withTrailers(String prose, List<Trailer> trailers) {
        if (trailers.isEmpty()) {
            return prose;
        }
        String kept = prose.stripTrailing();
        StringBuilder text = new StringBuilder(kept).append('\n');
        if (!endsInTrailers(kept)) {
            text.append('\n');
        }
        for (Trailer trailer : trailers) {
            text.append(trailer.line()).append('\n');
        }
        return text.toString();
    }

    private static boolean endsInTrailers(String text) {
        int blank = text.lastIndexOf("\n\n");
        List<String> last = text.substring(blank < 0 ? 0 : blank + 2).lines().toList();
        boolean fields = blank < 0 && IN_BODY.stream().anyMatch(text::startsWith);
        return !fields
                && last.stream().anyMatch(CommitText::isTrailer)
                && last.stream().allMatch(line -> isTrailer(line) || isContinued(line));
    }

    /** Git knows more of them than stand for a patch: {@code Fixes:}, {@code Link:}. */
    private static boolean isTrailer(String line) {
        int colon = line.indexOf(": ");
        return colon > 0
                && colon <= Trailer.MAX_KEY
                && line.substring(0, colon)
                        .chars()
                        .allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    private static boolean isContinued(String line) {
        return line.startsWith(" ")
                || line.startsWith("\t")
                || line.startsWith("[")
                || line.startsWith("(cherry picked");
    }
}
