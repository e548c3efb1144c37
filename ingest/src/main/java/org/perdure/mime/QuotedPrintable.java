package org.perdure.mime;

import java.util.Arrays;

/**
 * Decodes quoted-printable (RFC 2045, section 6.7). Signs that begin no escape stand for
 * themselves; blanks at the end of a line were added on the way and are none.
 */
final class QuotedPrintable {
    private QuotedPrintable() {}

    static byte[] decode(byte[] encoded) {
        byte[] out = new byte[encoded.length];
        int size = 0;
        int start = 0;
        while (start < encoded.length) {
            int next = start;
            while (next < encoded.length && encoded[next] != '\n') {
                next++;
            }
            int end = next;
            while (end > start && isBlank(encoded[end - 1])) {
                end--;
            }
            boolean soft = end > start && encoded[end - 1] == '=';
            size = line(encoded, start, soft ? end - 1 : end, out, size);
            if (!soft && next < encoded.length) {
                if (next > start && encoded[next - 1] == '\r') {
                    out[size++] = '\r';
                }
                out[size++] = '\n';
            }
            start = next + 1;
        }
        return Arrays.copyOf(out, size);
    }

    private static int line(byte[] encoded, int start, int end, byte[] out, int written) {
        int size = written;
        for (int i = start; i < end; i++) {
            int value = encoded[i] == '=' && i + 2 < end ? octet(encoded, i + 1) : -1;
            if (value >= 0) {
                out[size++] = (byte) value;
                i += 2;
            } else {
                out[size++] = encoded[i];
            }
        }
        return size;
    }

    private static int octet(byte[] encoded, int at) {
        int high = Character.digit(encoded[at], 16);
        int low = Character.digit(encoded[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
