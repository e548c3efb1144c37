package org.perdure.mime;

import java.util.Arrays;
import org.perdure.message.Defect;

/**
 * Decodes base64 (RFC 2045, section 6.8) as mail writes it: without padding, with padding in the
 * middle, with characters of no alphabet, and with the plain footer of a list manager after it.
 */
final class Base64Text {
    /** Signs at the beginning of a line that sets a footer apart. */
    private static final int MIN_RULE_CHARS = 8;

    private static final byte[] SEXTETS = sextets();

    private Base64Text() {}

    private static byte[] sextets() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        byte[] sextets = new byte[256];
        Arrays.fill(sextets, (byte) -1);
        for (int i = 0; i < alphabet.length(); i++) {
            sextets[alphabet.charAt(i)] = (byte) i;
        }
        return sextets;
    }

    /**
     * Returns the content. What is no text is decoded in its place, since it can be long: {@code
     * encoded} is changed then.
     *
     * @param isText whether plain text after base64 belongs to the content, and base64 that is none
     *     stays as it is
     */
    static byte[] decode(byte[] encoded, boolean isText, Defects defects) {
        int end = endOfBase64(encoded);
        int tail = isText ? encoded.length - end : 0;
        byte[] out = isText ? new byte[end / 4 * 3 + 3 + tail] : encoded;
        int size = decode(encoded, end, out);
        boolean junk = size < 0;
        size = junk ? -size - 1 : size;
        if (end < encoded.length) {
            defects.add(Defect.Code.BAD_STRUCTURE, "plain text after base64");
        }
        if (junk && isText && hasControls(out, size)) {
            defects.add(Defect.Code.BAD_STRUCTURE, "said to be base64, and is not");
            return encoded;
        }
        if (junk) {
            defects.add(Defect.Code.BAD_STRUCTURE, "characters in base64 that are none of it");
        }
        System.arraycopy(encoded, end, out, size, tail);
        return Arrays.copyOf(out, size + tail);
    }

    /** Returns whether a character is one of base64, padding included. */
    static boolean isOfAlphabet(char c) {
        return c == '=' || (c < SEXTETS.length && SEXTETS[c] >= 0);
    }

    /** Decodes text of an encoded word. */
    static byte[] decode(byte[] encoded) {
        byte[] out = new byte[encoded.length / 4 * 3 + 3];
        int size = decode(encoded, encoded.length, out);
        return Arrays.copyOf(out, size < 0 ? -size - 1 : size);
    }

    /**
     * Skips what is not of the alphabet, and ends with the last whole byte.
     *
     * @return how many bytes were decoded; if anything but blanks was skipped, one more than that
     *     below 0
     */
    private static int decode(byte[] encoded, int end, byte[] out) {
        int size = 0;
        boolean junk = false;
        int bits = 0;
        int count = 0;
        for (int i = 0; i < end; i++) {
            int value = SEXTETS[encoded[i] & 0xff];
            if (value >= 0) {
                bits = (bits << 6 | value) & 0xffffff;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    out[size++] = (byte) (bits >> count);
                }
            } else if (encoded[i] == '=') {
                count = 0;
            } else {
                junk |= encoded[i] < 0 || encoded[i] > ' ';
            }
        }
        return junk ? -size - 1 : size;
    }

    /** Returns the start of the first line of plain text after a line of base64, or the end. */
    private static int endOfBase64(byte[] encoded) {
        boolean seen = false;
        int start = 0;
        while (start < encoded.length) {
            int next = start;
            while (next < encoded.length && encoded[next] != '\n') {
                next++;
            }
            if (seen && isPlain(encoded, start, next)) {
                return start;
            }
            seen |= isBase64(encoded, start, next);
            start = next + 1;
        }
        return encoded.length;
    }

    private static boolean isBase64(byte[] line, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            if (SEXTETS[line[i] & 0xff] < 0 && line[i] != '=' && line[i] != '\r') {
                return false;
            }
            digits += line[i] == '\r' ? 0 : 1;
        }
        return digits > 0 && digits % 4 == 0;
    }

    /** A rule of underscores or hyphens, or words with a blank between them. */
    private static boolean isPlain(byte[] line, int start, int end) {
        int rule = start;
        while (rule < end && (line[rule] == '_' || line[rule] == '-')) {
            rule++;
        }
        if (rule - start >= MIN_RULE_CHARS) {
            return true;
        }
        boolean word = false;
        boolean blank = false;
        for (int i = start; i < end; i++) {
            if (line[i] > ' ' || line[i] < 0) {
                if (word && blank) {
                    return true;
                }
                word = true;
            } else {
                blank |= word && line[i] == ' ';
            }
        }
        return false;
    }

    private static boolean hasControls(byte[] text, int size) {
        for (int i = 0; i < size; i++) {
            byte b = text[i];
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != 0x1b) {
                return true;
            }
        }
        return false;
    }
}
