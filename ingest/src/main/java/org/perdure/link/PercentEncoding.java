package org.perdure.link;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of one segment of a path (RFC 3986, section 2.1), over UTF-8. */
public final class PercentEncoding {
    /**
     * What may stand as it is, beside letters and digits. Left out on purpose: what form decoders
     * change ({@code +}), servers split at ({@code ;}), HTML and quoted-printable text mangle
     * ({@code & =}), and readers of plain text take for the end of a link ({@code ( ) '}).
     */
    private static final String SAFE = "-._~@!$*,:";

    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isLetterOrDigit(b) || SAFE.indexOf((char) b) >= 0) {
                encoded.append((char) b);
            } else {
                append(encoded, b);
            }
        }
        return encoded.toString();
    }

    /** Returns the text with its first character encoded, which must be one of ASCII. */
    static String encodeFirst(String encoded) {
        StringBuilder result = new StringBuilder(encoded.length() + 2);
        append(result, (byte) encoded.charAt(0));
        return result.append(encoded, 1, encoded.length()).toString();
    }

    /**
     * Undoes the encoding. A percent sign without two hexadecimal digits stays; if the result is
     * not UTF-8, the text stays as it was. A {@code +} is a plus sign: msg-ids have many.
     */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? hexDigit(bytes[i + 1]) : -1;
            int low = high >= 0 ? hexDigit(bytes[i + 2]) : -1;
            if (low >= 0) {
                decoded.write(high << 4 | low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notEncodedText) {
            // Percent signs of some other origin.
            return text;
        }
    }

    private static void append(StringBuilder text, byte b) {
        text.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }

    private static int hexDigit(byte b) {
        return b > 0 ? Character.digit((char) b, 16) : -1;
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }
}
