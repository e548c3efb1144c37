package org.perdure.message;

/**
 * The byte order mark of UTF-8. Editors put one before a mailbox or a message that they save; it is
 * no part of the first line.
 */
public final class ByteOrderMark {
    /** How many bytes it has. */
    public static final int BYTES = 3;

    private ByteOrderMark() {}

    /** Returns how many bytes the mark at a place has: 0 (there is none) or {@value #BYTES}. */
    public static int length(byte[] bytes, int at, int end) {
        boolean mark =
                end - at >= BYTES
                        && bytes[at] == (byte) 0xef
                        && bytes[at + 1] == (byte) 0xbb
                        && bytes[at + 2] == (byte) 0xbf;
        return mark ? BYTES : 0;
    }
}
