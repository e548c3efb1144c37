package org.perdure.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a mailbox that lost its beginning from one message, and from text. Such a mailbox begins
 * with the fields of a message, or within one, and separator lines come later.
 *
 * <p>A message may hold such lines too: a mailbox that its author attached or pasted. So a line
 * counts only if it has a date by which mail is filed (the patches of git have none), a blank line
 * before it and a header section behind it; and it does not count within a multipart body.
 */
final class CutMailbox {
    /** How much of a message's header is looked at for its boundary, in characters. */
    private static final int MAX_HEADER_CHARS = 16 << 10;

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "^content-type:[^;\\r\\n]*(?:;[^;\\r\\n]*|;\\r?\\n[ \\t][^;\\r\\n]*){0,8}?"
                            + "boundary\\s{0,8}=\\s{0,8}\"?([^\"\\s;]{1,70})",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private CutMailbox() {}

    /**
     * Returns whether bytes that begin with a message go on as a mailbox does.
     *
     * @param sample the beginning of a file
     */
    static boolean followsMessage(byte[] sample) {
        int separator = findSeparator(sample, sample.length);
        return separator >= 0 && !isWithinParts(sample, separator);
    }

    /**
     * Returns where the first line stands that begins a message for sure, or -1.
     *
     * @param end how much of the bytes is looked at
     */
    static int findSeparator(byte[] bytes, int end) {
        int found = FromLines.indexOfFrom(bytes, 0, end);
        while (found >= 0) {
            if (beginsMessage(bytes, found, end)) {
                return found;
            }
            found = FromLines.indexOfFrom(bytes, found + FromLines.FROM_LENGTH, end);
        }
        return -1;
    }

    private static boolean beginsMessage(byte[] bytes, int line, int end) {
        if (!isBehindBlankLine(bytes, line)) {
            return false;
        }
        int limit = Math.min(end, line + MboxReader.MAX_JUDGED_BYTES);
        int lineEnd = Lines.endOf(bytes, line, limit);
        if (lineEnd == limit
                || SeparatorLine.findFilingDate(Arrays.copyOfRange(bytes, line, lineEnd))
                        .isEmpty()) {
            return false;
        }
        int headerEnd = Math.min(end, lineEnd + 1 + HeaderLines.MAX_SECTION_BYTES);
        byte[] header = Arrays.copyOfRange(bytes, lineEnd + 1, headerEnd);
        return HeaderLines.beginMessage(header, header.length);
    }

    private static boolean isBehindBlankLine(byte[] bytes, int line) {
        if (line < 2 || bytes[line - 1] != '\n') {
            return false;
        }
        int before = bytes[line - 2] == '\r' ? line - 3 : line - 2;
        return before < 0 || bytes[before] == '\n';
    }

    /** Returns whether a place lies in a multipart body that ends behind it, or not at all. */
    private static boolean isWithinParts(byte[] sample, int place) {
        String header =
                new String(
                        sample, 0, Math.min(place, MAX_HEADER_CHARS), StandardCharsets.ISO_8859_1);
        Matcher end = HeaderLines.SECTION_END.matcher(header);
        Matcher boundary = BOUNDARY.matcher(end.find() ? header.substring(0, end.start()) : header);
        if (!boundary.find()) {
            return false;
        }
        String closing = "\n--" + boundary.group(1) + "--";
        return !new String(sample, 0, place, StandardCharsets.ISO_8859_1).contains(closing);
    }
}
