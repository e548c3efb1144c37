package org.perdure.source;

/** Lines within bytes. A line ends with LF; a CR before that is for the caller to see. */
final class Lines {
    static final int BYTE_ORDER_MARK_BYTES = 3;

    private Lines() {}

    /** Returns the place of the LF that ends the line at a place, or {@code end}. */
    static int endOf(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /**
     * Returns how many bytes the UTF-8 byte order mark at a place has: 0 (there is none) or 3.
     * Editors put one before a mailbox that they save; it is no part of the first line.
     */
    static int byteOrderMark(byte[] bytes, int at, int end) {
        boolean mark =
                end - at >= BYTE_ORDER_MARK_BYTES
                        && bytes[at] == (byte) 0xef
                        && bytes[at + 1] == (byte) 0xbb
                        && bytes[at + 2] == (byte) 0xbf;
        return mark ? BYTE_ORDER_MARK_BYTES : 0;
    }

    /** Returns where the first line that is not blank begins, behind a byte order mark. */
    static int first(byte[] bytes) {
        int at = byteOrderMark(bytes, 0, bytes.length);
        while (at < bytes.length && (bytes[at] == '\n' || bytes[at] == '\r')) {
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
