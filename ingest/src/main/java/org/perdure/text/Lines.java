package org.perdure.text;

import java.util.Arrays;

/**
 * The lines of a text: where each begins, how many quote marks it has, and what is behind them.
 *
 * <p>A line is quoted if {@code >} stands within its first four characters; more quote marks may
 * follow, each after two blanks at the most, so that {@code >>}, {@code > >} and {@code > >} with
 * two blanks are all of depth 2. No-break spaces count as blanks, and characters without width as
 * nothing.
 */
final class Lines {
    private static final int MAX_BLANKS_BEFORE_FIRST_MARK = 3;
    private static final int MAX_BLANKS_BEFORE_MARK = 2;

    /** Marks that GNU programs put before the line that names an author: {@code >>>>> "AQ" ==}. */
    private static final int GNU_MARKS = 5;

    private final String text;
    private final Initials initials;
    private final int count;

    /** Where each line begins; the last is where a further one would. */
    private final int[] starts;

    private final int[] contents;
    private final byte[] depths;
    private final boolean[] blank;

    private Lines(String text, Initials initials, int[] starts, int count) {
        this.text = text;
        this.initials = initials;
        this.count = count;
        this.starts = starts;
        this.contents = new int[count];
        this.depths = new byte[count];
        this.blank = new boolean[count];
        for (int line = 0; line < count; line++) {
            mark(line);
        }
    }

    /** Returns the lines of a text; the last needs no end. */
    static Lines of(String text) {
        int[] starts = new int[Math.max(16, text.length() / 32)];
        int count = 0;
        int start = 0;
        Initials.Finder finder = new Initials.Finder(text);
        while (start < text.length()) {
            if (count + 1 >= starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[count++] = start;
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            finder.look(start, end);
            start = end + 1;
        }
        starts[count] = start;
        return new Lines(text, finder.found(), starts, count);
    }

    String text() {
        return text;
    }

    int count() {
        return count;
    }

    int start(int line) {
        return starts[line];
    }

    int end(int line) {
        return starts[line + 1] - 1;
    }

    int content(int line) {
        return contents[line];
    }

    int depth(int line) {
        return depths[line];
    }

    /** Returns whether nothing stands behind the quote marks. */
    boolean isBlank(int line) {
        return blank[line];
    }

    /** Returns the character at a place behind the quote marks; a line feed beyond the end. */
    char at(int line, int index) {
        int place = contents[line] + index;
        return place < end(line) ? text.charAt(place) : '\n';
    }

    boolean startsWith(int line, String prefix) {
        return contents[line] + prefix.length() <= end(line)
                && text.startsWith(prefix, contents[line]);
    }

    /** Returns the place behind the last character that is no blank. */
    int strippedEnd(int line) {
        int end = end(line);
        while (end > contents[line] && Chars.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Returns the place of the first character behind the quote marks that is no blank. */
    int strippedStart(int line) {
        int start = contents[line];
        int end = end(line);
        while (start < end && Chars.isSpace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Returns what stands behind the quote marks, without blanks around it. */
    String stripped(int line) {
        int start = strippedStart(line);
        return text.substring(start, Math.max(start, strippedEnd(line)));
    }

    /** Returns whether a line is this, but for blanks at its end. */
    boolean is(int line, String content) {
        return startsWith(line, content) && strippedEnd(line) <= contents[line] + content.length();
    }

    /** Returns the next line that is not blank, at most so many lines further on; else -1. */
    int nextWithText(int line, int most) {
        int last = Math.min(count - 1, line + most);
        for (int next = line + 1; next <= last; next++) {
            if (!blank[next]) {
                return next;
            }
        }
        return -1;
    }

    /** Moves the place at which the text of a line begins further on. */
    void skip(int line, int characters) {
        contents[line] += characters;
    }

    /** Takes marks beyond a depth for text: a patch may hold them. */
    void limit(int line, int depth) {
        int place = starts[line];
        for (int i = 0; i < depth; i++) {
            place = afterMark(place, end(line), i == 0);
        }
        set(line, depth, place);
    }

    /**
     * Returns whether a blank stands before the mark that follows the first so many, other than the
     * blank that belongs to these.
     */
    boolean isIndentedBehind(int line, int depth) {
        int place = starts[line];
        for (int i = 0; i < depth; i++) {
            place = afterMark(place, end(line), i == 0);
        }
        int first = depth == 0 ? place : place + 1;
        return place < end(line)
                && first < end(line)
                && text.charAt(place) == ' '
                && text.charAt(first) == ' ';
    }

    private void mark(int line) {
        int end = end(line);
        int place = starts[line];
        int depth = 0;
        int next = afterMark(place, end, true);
        while (next >= 0 && depth < Segmenter.MAX_DEPTH) {
            place = next;
            depth++;
            next = afterMark(place, end, false);
        }
        if (depth >= GNU_MARKS && isGnuAttribution(place, end)) {
            depth -= GNU_MARKS;
            place -= GNU_MARKS;
        }
        set(line, depth, place);
    }

    private void set(int line, int depth, int place) {
        depths[line] = (byte) depth;
        int end = end(line);
        boolean skips = depth > 0 && place < end && Chars.isBlank(text.charAt(place));
        contents[line] = skips ? place + 1 : place;
        int i = contents[line];
        while (i < end && Chars.isSpace(text.charAt(i))) {
            i++;
        }
        blank[line] = i == end;
    }

    private boolean isGnuAttribution(int place, int end) {
        int quote = place + 1;
        return quote < end
                && text.charAt(quote) == '"'
                && text.startsWith(">>>>>", place - GNU_MARKS)
                && Chars.indexOf(text, "\" == ", quote, end) >= 0;
    }

    /** Returns the place after the next mark, or -1. */
    private int afterMark(int from, int end, boolean first) {
        int most = first ? MAX_BLANKS_BEFORE_FIRST_MARK : MAX_BLANKS_BEFORE_MARK;
        int blanks = 0;
        int i = from;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '>') {
                return i + 1;
            }
            if (Chars.isBlank(c)) {
                if (++blanks > most) {
                    return -1;
                }
            } else if (!Chars.isInvisible(c)) {
                return initials.isEmpty() ? -1 : initials.afterMark(text, i, end);
            }
            i++;
        }
        return -1;
    }
}
