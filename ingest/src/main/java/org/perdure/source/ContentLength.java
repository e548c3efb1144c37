package org.perdure.source;

/**
 * What the field Content-Length in the header section of a message in a mailbox says: how many
 * bytes its body has.
 *
 * @param body where the body begins
 * @param length the number that stands in the field; not negative
 */
record ContentLength(int body, long length) {
    /** How much of a header section is looked at. */
    static final int MAX_HEADER_BYTES = 64 << 10;

    private static final byte[] NAME = {
        'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'
    };

    /** A longer number is no length of anything. */
    private static final int MAX_DIGITS = 18;

    private static final int NOTHING = -1;

    /** Stands for a message without the field, or without the end of a header section. */
    static final ContentLength NONE = new ContentLength(0, NOTHING);

    boolean isNone() {
        return length == NOTHING;
    }

    /**
     * Reads a header section; of several fields the first counts.
     *
     * @param start where it begins
     * @param end where what is known of the mailbox ends
     */
    static ContentLength find(byte[] bytes, int start, int end) {
        int limit = Math.min(end, start + MAX_HEADER_BYTES);
        long length = NOTHING;
        int line = start;
        while (line < limit) {
            int lineEnd = Lines.endOf(bytes, line, limit);
            if (lineEnd == limit || FromLines.isFrom(bytes, line, limit)) {
                return NONE;
            }
            if (lineEnd == line || (lineEnd == line + 1 && bytes[line] == '\r')) {
                return length == NOTHING ? NONE : new ContentLength(lineEnd + 1, length);
            }
            if (length == NOTHING) {
                length = valueOf(bytes, line, lineEnd);
            }
            line = lineEnd + 1;
        }
        return NONE;
    }

    /** Returns the number in a line that is this field, else -1. */
    private static long valueOf(byte[] bytes, int line, int lineEnd) {
        if (lineEnd - line <= NAME.length) {
            return NOTHING;
        }
        for (int i = 0; i < NAME.length; i++) {
            // Lower case; of the signs in the name none changes by it.
            if ((bytes[line + i] | 0x20) != NAME[i]) {
                return NOTHING;
            }
        }
        int at = line + NAME.length;
        while (at < lineEnd && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        long value = 0;
        int digits = 0;
        for (; at < lineEnd && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = 10 * value + (bytes[at] - '0');
            if (++digits > MAX_DIGITS) {
                return NOTHING;
            }
        }
        boolean alone = at == lineEnd || (at == lineEnd - 1 && bytes[at] == '\r');
        return digits > 0 && alone ? value : NOTHING;
    }

    /**
     * Returns whether a message may end at a place: a separator line, with at most one blank line
     * before it, or the end of the file is there.
     *
     * @param at the place; a line must end before it
     * @param end where what is known of the mailbox ends
     * @param whole whether the mailbox itself ends there
     */
    static boolean leadsToSeparator(byte[] bytes, int at, int end, boolean whole) {
        if (at >= end) {
            return whole && at == end;
        }
        if (at == 0 || bytes[at - 1] != '\n') {
            return false;
        }
        int next = at + Lines.blankLine(bytes, at, end);
        return next == end ? whole : FromLines.isFrom(bytes, next, end);
    }
}
