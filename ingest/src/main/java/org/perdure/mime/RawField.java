package org.perdure.mime;

import java.nio.charset.StandardCharsets;

/**
 * A header field as bytes.
 *
 * @param raw the bytes that hold it; not copied
 * @param name the field name as written, without blanks
 * @param start index of the byte after the colon
 * @param end index after its last byte, line end included
 */
record RawField(byte[] raw, String name, int start, int end) {
    /** Returns whether the body has bytes outside ASCII. */
    boolean hasRawBytes() {
        for (int i = start; i < end; i++) {
            if (raw[i] < 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the body with its line ends, bytes outside ASCII decoded by guess. */
    String folded() {
        return hasRawBytes()
                ? TextDecoder.guess(raw, start, end - start).text()
                : new String(raw, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Returns the body without line ends and outer blanks. */
    String unfolded() {
        return unfold(folded());
    }

    /** Returns a text without line ends and outer blanks. */
    static String unfold(String folded) {
        String trimmed = folded.strip();
        if (trimmed.indexOf('\n') < 0 && trimmed.indexOf('\r') < 0 && trimmed.indexOf('\t') < 0) {
            return trimmed;
        }
        StringBuilder out = new StringBuilder(trimmed.length());
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c == '\t') {
                out.append(' ');
            } else if (c != '\n' && c != '\r') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
