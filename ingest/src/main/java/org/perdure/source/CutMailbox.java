package org.perdure.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a mailbox that lost its beginning from one message, and from text. Such a mailbox begins
 * with the fields of a message, or within one, and separator lines come later.
 *
 * <p>A message may hold such lines too: a mailbox that its author attached or pasted. So a line
 * counts only if it has a date by which mail is filed (the patches of git have none) and a header
 * section behind it; one alone only behind a blank line; and none within a multipart body that goes
 * on behind it.
 */
final class CutMailbox {
    /** How many separator lines without blank lines before them are no accident. */
    static final int MIN_UNSPACED = 3;

    /** How many separator lines a text has at least that is taken for mail where it was found. */
    static final int MIN_BEHIND_TEXT = 2;

    /** How much of a header section is looked at, in bytes. */
    private static final int MAX_HEADER_BYTES = 16 << 10;

    /** How much of what stands before a separator line is looked at to tell text, in bytes. */
    private static final int MAX_TEXT_BYTES = 4 << 10;

    /** The empty line behind a header section. */
    private static final Pattern SECTION_END = Pattern.compile("\\n\\r?\\n");

    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]+");
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "(?im)^content-type:[^\\n]{0,2000}?\\bboundary\\s*=\\s*"
                            + "(?:\"([^\"\\n]{1,200})\"|([^\"\\s;]{1,200}))");

    private CutMailbox() {}

    /** What comes behind the message that a file begins with. */
    enum Rest {
        /** Nothing that looks like another message. */
        NOTHING,
        /** Lines that look like separator lines, within the message. */
        WITHIN,
        /** Lines that look like separator lines, and may be some. */
        UNCLEAR,
        /** Other messages. */
        MESSAGES
    }

    /**
     * Tells what follows the message that bytes begin with.
     *
     * @param bytes the beginning of a file
     */
    static Rest behindMessage(byte[] bytes) {
        int separator = findSeparator(bytes, 0);
        int unspaced = separator < 0 ? findUnspaced(bytes, 0) : separator;
        if (unspaced < 0) {
            return Rest.NOTHING;
        }
        if (isWithinParts(bytes, unspaced)) {
            return Rest.WITHIN;
        }
        return separator >= 0 || countUnspaced(bytes, unspaced) >= MIN_UNSPACED
                ? Rest.MESSAGES
                : Rest.UNCLEAR;
    }

    /**
     * Returns whether bytes that begin with no message are the rest of one, and others follow.
     *
     * @param bytes the beginning of a file
     * @param separators how many separator lines there must be
     */
    static boolean followsText(byte[] bytes, int separators) {
        int first = findSeparator(bytes, 0);
        int count = 0;
        for (int at = first; at >= 0 && count < separators; at = findSeparator(bytes, at + 1)) {
            count++;
        }
        return count == separators && isText(bytes, Math.min(first, MAX_TEXT_BYTES));
    }

    /** Bytes of programs and pictures are mostly no text; a letter may have some that are not. */
    private static boolean isText(byte[] bytes, int end) {
        int controls = 0;
        for (int i = 0; i < end; i++) {
            byte b = bytes[i];
            controls += b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' ? 1 : 0;
        }
        return controls * 4 < end;
    }

    /** Returns where the next line behind a blank line stands that begins a message, or -1. */
    static int findSeparator(byte[] bytes, int from) {
        int found = findUnspaced(bytes, from);
        while (found >= 0 && !isBehindBlankLine(bytes, found)) {
            found = findUnspaced(bytes, found + 1);
        }
        return found;
    }

    /** Returns where the next line stands that begins a message, or -1. */
    private static int findUnspaced(byte[] bytes, int from) {
        int found = FromLines.indexOfFrom(bytes, from, bytes.length);
        while (found >= 0 && !beginsMessage(bytes, found)) {
            found = FromLines.indexOfFrom(bytes, found + FromLines.FROM_LENGTH, bytes.length);
        }
        return found;
    }

    private static int countUnspaced(byte[] bytes, int first) {
        int count = 0;
        for (int at = first; at >= 0 && count < MIN_UNSPACED; at = findUnspaced(bytes, at + 1)) {
            count++;
        }
        return count;
    }

    private static boolean beginsMessage(byte[] bytes, int line) {
        if (line == 0 || bytes[line - 1] != '\n') {
            return false;
        }
        int limit = Math.min(bytes.length, line + MboxReader.MAX_JUDGED_BYTES);
        int lineEnd = Lines.endOf(bytes, line, limit);
        if (lineEnd == limit
                || SeparatorLine.findFilingDate(Arrays.copyOfRange(bytes, line, lineEnd))
                        .isEmpty()) {
            return false;
        }
        int headerEnd = Math.min(bytes.length, lineEnd + 1 + MAX_HEADER_BYTES);
        byte[] header = Arrays.copyOfRange(bytes, lineEnd + 1, headerEnd);
        return HeaderLines.beginMessage(header, header.length);
    }

    private static boolean isBehindBlankLine(byte[] bytes, int line) {
        int before = line >= 2 && bytes[line - 2] == '\r' ? line - 3 : line - 2;
        return before < 0 || bytes[before] == '\n';
    }

    /** Returns whether a place lies in a multipart body: a boundary line comes behind it. */
    private static boolean isWithinParts(byte[] bytes, int place) {
        int end = Math.min(place, MAX_HEADER_BYTES);
        String start = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        Matcher section = SECTION_END.matcher(start);
        String header = section.find() ? start.substring(0, section.start()) : start;
        Matcher boundary = BOUNDARY.matcher(FOLD.matcher(header).replaceAll(" "));
        if (!boundary.find()) {
            return false;
        }
        String name = Objects.requireNonNullElse(boundary.group(1), boundary.group(2));
        String before = new String(bytes, 0, place, StandardCharsets.ISO_8859_1);
        return !before.contains("\n--" + name + "--")
                && new String(bytes, place, bytes.length - place, StandardCharsets.ISO_8859_1)
                        .contains("\n--" + name);
    }
}
