package org.perdure.archive;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Masks UTF-7 (RFC 2152) where it stands. A character is a byte, or sixteen bits among the digits
 * of a run in base 64; a masked one becomes an {@code x} in the same bits. Takes time in proportion
 * to the text, and memory for {@link Reading#TOO_MANY} characters at most.
 */
final class Utf7Reading {
    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final int DIGIT_BITS = 6;
    private static final int CHARACTER_BITS = 16;

    /** In place of the bits before it, of a character that is a byte. */
    private static final byte PLAIN = -1;

    private final CodedText source;
    private final byte[] text;
    private final UnaryOperator<String> masking;
    private final StringBuilder characters = new StringBuilder();

    /** Where each character begins. */
    private int[] places = new int[128];

    /** How many bits of the digit there are those of the character before. */
    private byte[] before = new byte[128];

    private Utf7Reading(CodedText source, UnaryOperator<String> masking) {
        this.source = source;
        this.text = source.text();
        this.masking = masking;
    }

    /** Masks a text. */
    static void mask(CodedText source, UnaryOperator<String> masking) {
        new Utf7Reading(source, masking).run();
    }

    private void run() {
        int at = 0;
        while (at < text.length) {
            if (text[at] != '+') {
                add((char) (text[at] & 0xff), at, PLAIN);
                at++;
                continue;
            }
            int end = runEnd(at + 1);
            boolean plus = end == at + 1; // "+-" stands for a plus sign.
            if (plus) {
                add('+', at, PLAIN);
            } else {
                shifted(at + 1, end);
            }
            at = end < text.length && text[end] == '-' ? end + 1 : end;
        }
        flush();
    }

    private int runEnd(int from) {
        int at = from;
        while (at < text.length && DIGITS.indexOf(text[at]) >= 0) {
            at++;
        }
        return at;
    }

    /** Reads a run; bits at its end that are no character are none. */
    private void shifted(int from, int to) {
        int bits = 0;
        int count = 0;
        for (int at = from; at < to; at++) {
            bits = bits << DIGIT_BITS | DIGITS.indexOf(text[at]);
            count += DIGIT_BITS;
            if (count >= CHARACTER_BITS) {
                count -= CHARACTER_BITS;
                int start = (at - from + 1) * DIGIT_BITS - count - CHARACTER_BITS;
                add((char) (bits >> count), from + start / DIGIT_BITS, (byte) (start % DIGIT_BITS));
                bits &= (1 << count) - 1;
            }
        }
    }

    private void add(char c, int place, byte bitsBefore) {
        int length = characters.length();
        // A line that begins with a blank may go on with the one before.
        boolean isNewLine = c > ' ' && length > 0 && characters.charAt(length - 1) == '\n';
        if (length >= Reading.TOO_MANY || (length >= Reading.MANY && isNewLine)) {
            flush();
            length = 0;
        }
        if (length == places.length) {
            places = Arrays.copyOf(places, 2 * length);
            before = Arrays.copyOf(before, 2 * length);
        }
        places[length] = place;
        before[length] = bitsBefore;
        characters.append(c);
    }

    private void flush() {
        String read = characters.toString();
        String masked = masking.apply(read);
        for (int i = 0; i < read.length(); i++) {
            if (read.charAt(i) != masked.charAt(i)) {
                cross(i);
            }
        }
        characters.setLength(0);
    }

    private void cross(int index) {
        if (before[index] == PLAIN) {
            source.put(places[index], (byte) 'x');
            return;
        }
        for (int i = 0; i < CHARACTER_BITS; i++) {
            int at = before[index] + i;
            put(
                    places[index] + at / DIGIT_BITS,
                    1 << (DIGIT_BITS - 1 - at % DIGIT_BITS),
                    ('x' >> (CHARACTER_BITS - 1 - i) & 1) != 0);
        }
    }

    private void put(int place, int bit, boolean isSet) {
        int digit = DIGITS.indexOf(text[place]);
        source.put(place, (byte) DIGITS.charAt(isSet ? digit | bit : digit & ~bit));
    }
}
