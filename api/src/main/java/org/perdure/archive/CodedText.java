package org.perdure.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text within bytes, in the encoding of a mail part, which can be changed where it stands: a byte
 * of the text by another, so that nothing else moves.
 */
final class CodedText {
    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** How a character of base 64 counts that is none. */
    private static final int NO_DIGIT = -1;

    private final byte[] bytes;
    private final byte[] text;
    private final int start;
    private final int @Nullable [] places;
    private final boolean base64;

    private CodedText(
            byte[] bytes, byte[] text, int start, int @Nullable [] places, boolean base64) {
        this.bytes = bytes;
        this.text = text;
        this.start = start;
        this.places = places;
        this.base64 = base64;
    }

    private int place(int index) {
        return places == null ? start + index : places[index];
    }

    /** Reads text that stands for itself. */
    static CodedText plain(byte[] bytes, int from, int to) {
        return new CodedText(bytes, Arrays.copyOfRange(bytes, from, to), from, null, false);
    }

    /**
     * Reads quoted-printable text (RFC 2045, section 6.7), the Q encoding of fields, or, with
     * another mark, percent encoding.
     *
     * @param mark what stands before two hexadecimal digits
     */
    static CodedText quoted(byte[] bytes, int from, int to, char mark) {
        byte[] text = new byte[to - from];
        int[] places = new int[to - from];
        int length = 0;
        int at = from;
        while (at < to) {
            int end = bytes[at] == mark ? softBreakEnd(bytes, at + 1, to) : at;
            if (end > at) {
                at = end;
                continue;
            }
            int value = bytes[at] == mark && at + 2 < to ? hex(bytes, at + 1) : -1;
            places[length] = at;
            text[length++] = value < 0 ? bytes[at] : (byte) value;
            at += value < 0 ? 1 : 3;
        }
        return new CodedText(
                bytes, Arrays.copyOf(text, length), from, Arrays.copyOf(places, length), false);
    }

    /** Returns what follows a line end behind the mark; the mark's place if there is none. */
    private static int softBreakEnd(byte[] bytes, int from, int to) {
        int at = from;
        if (at < to && bytes[at] == '\r') {
            at++;
        }
        return at < to && bytes[at] == '\n' ? at + 1 : from - 1;
    }

    private static int hex(byte[] bytes, int at) {
        int high = Character.digit(bytes[at], 16);
        int low = Character.digit(bytes[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Reads base 64 (RFC 2045, section 6.8); what is none of its characters is passed over. */
    static CodedText base64(byte[] bytes, int from, int to) {
        int[] places = new int[to - from];
        int digits = 0;
        for (int at = from; at < to; at++) {
            if (BASE64.indexOf(bytes[at]) != NO_DIGIT) {
                places[digits++] = at;
            }
        }
        byte[] text = new byte[digits * 6 / 8];
        for (int i = 0; i < text.length; i++) {
            int bit = i * 8;
            int first = BASE64.indexOf(bytes[places[bit / 6]]);
            int second = BASE64.indexOf(bytes[places[bit / 6 + 1]]);
            text[i] = (byte) ((first << 6 | second) >> (4 - bit % 6));
        }
        return new CodedText(bytes, text, from, Arrays.copyOf(places, digits), true);
    }

    /** Returns the text; not to be changed. */
    byte[] text() {
        return text;
    }

    /** Puts an {@code x} in the place of a byte of the text. */
    void cross(int index) {
        if (base64) {
            crossBase64(index);
            return;
        }
        int at = place(index);
        if (text[index] == bytes[at]) {
            bytes[at] = 'x';
        } else {
            bytes[at + 1] = '7';
            bytes[at + 2] = '8';
        }
    }

    private void crossBase64(int index) {
        for (int i = 0; i < 8; i++) {
            int bit = index * 8 + i;
            int at = place(bit / 6);
            int mask = 1 << (5 - bit % 6);
            int digit = BASE64.indexOf(bytes[at]);
            boolean set = ('x' >> (7 - i) & 1) == 1;
            bytes[at] = (byte) BASE64.charAt(set ? digit | mask : digit & ~mask);
        }
    }

    /** Returns the encoded words of a field (RFC 2047), each as text. */
    static List<CodedText> words(byte[] bytes, int from, int to) {
        List<CodedText> words = new ArrayList<>();
        int at = from;
        while (at < to) {
            int start = find(bytes, at, to, '=', '?');
            int charsetEnd = start < 0 ? -1 : next(bytes, start + 2, to);
            int encodingEnd = charsetEnd < 0 ? -1 : next(bytes, charsetEnd + 1, to);
            int end = encodingEnd < 0 ? -1 : find(bytes, encodingEnd + 1, to, '?', '=');
            if (end < 0) {
                return words;
            }
            CodedText word = word(bytes, bytes[charsetEnd + 1], encodingEnd + 1, end);
            if (word != null && encodingEnd == charsetEnd + 2) {
                words.add(word);
                at = end + 2;
            } else {
                at = start + 2;
            }
        }
        return words;
    }

    private static @Nullable CodedText word(byte[] bytes, byte encoding, int from, int to) {
        return switch (encoding) {
            case 'B', 'b' -> base64(bytes, from, to);
            case 'Q', 'q' -> quoted(bytes, from, to, '=');
            default -> null;
        };
    }

    private static int next(byte[] bytes, int from, int to) {
        for (int at = from; at < to && bytes[at] != '\n'; at++) {
            if (bytes[at] == '?') {
                return at;
            }
        }
        return -1;
    }

    private static int find(byte[] bytes, int from, int to, char first, char second) {
        for (int at = from; at + 1 < to; at++) {
            if (bytes[at] == first && bytes[at + 1] == second) {
                return at;
            }
        }
        return -1;
    }
}
