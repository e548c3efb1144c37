package org.perdure.source;

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

    /** Returns how many bytes the blank line at a place has: 0 (there is none), 1 or 2. */
    static int blankLine(byte[] bytes, int start, int end) {
        if (start < end && bytes[start] == '\n') {
            return 1;
        }
        return end - start >= 2 && bytes[start] == '\r' && bytes[start + 1] == '\n' ? 2 : 0;
    }
}
