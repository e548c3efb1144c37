package org.perdure.link;

import java.util.HexFormat;

/** Base 32 (RFC 4648, section 6) of whole hashes. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final int BITS = 5;

    private Base32() {}

    /**
     * Returns the bytes as lower-case hexadecimal digits.
     *
     * @param text a multiple of eight characters of the upper-case alphabet
     */
    static String hex(String text) {
        byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
        int held = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            held = held << BITS | ALPHABET.indexOf(text.charAt(i));
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[next++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return HexFormat.of().formatHex(bytes);
    }
}
