package org.perdure.source;

import org.perdure.message.ByteOrderMark;

/** Lines within bytes. A line ends with LF; a CR before that is for the caller to see. */
final class Lines {
    private Lines() {}

    /** Returns the place of the LF that ends the line at a place, or {@code end}. */
    static int endOf(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Returns where the first line that is not blank begins, behind a byte order mark. */
    static int first(byte[] bytes) {
        return first(bytes, bytes.length);
    }

    /** Returns the same of the bytes before {@code end}. */
    static int first(byte[] bytes, int end) {
        int at = ByteOrderMark.length(bytes, 0, end);
        while (at < end && (bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }

    /** Returns how many bytes the blank line at a place has: 0 (there is none), 1 or 2. */
    static int blankLine(byte[] bytes, int start, int end) {
        if (start < end && bytes[start] == '\n') {
            return 1;
        }
        return end - start >= 2 && bytes[start] == '\r' && bytes[start + 1] == '\n' ? 2 : 0;
    }
}
