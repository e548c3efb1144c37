package org.perdure.mime;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A header field as bytes.
 *
 * @param raw the bytes that hold it; not copied
 * @param name the field name as written, without blanks
 * @param start index of the byte after the colon
 * @param end index after its last byte, line end included
 * @param hasRawBytes whether the body has bytes outside ASCII, or escapes to them
 */
record RawField(byte[] raw, String name, int start, int end, boolean hasRawBytes) {
    private static final byte ESCAPE = 0x1b;

    static RawField of(byte[] raw, String name, int start, int end) {
        return new RawField(raw, name, start, end, hasRawBytes(raw, start, end));
    }

    private static boolean hasRawBytes(byte[] raw, int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw[i] < 0 || raw[i] == ESCAPE) {
                return true;
            }
        }
        return false;
    }

    /**
     * Decodes the body with its line ends: as UTF-8 if it can be, else with the charset of the text
     * below it, else by guess.
     *
     * @param label the charset of the text below, if it says
     */
    TextDecoder.Decoded decoded(@Nullable String label) {
        TextDecoder.Decoded guess = TextDecoder.guess(raw, start, end - start);
        if (label == null || !hasRawBytes || guess.charset().equals("UTF-8")) {
            return guess;
        }
        TextDecoder.Decoded likeText = TextDecoder.decode(raw, start, end - start, label);
        return likeText.asLabelled()
                ? new TextDecoder.Decoded(likeText.text(), likeText.charset(), "as the text")
                : guess;
    }

    /**
     * Returns the body without line ends and outer blanks.
     *
     * @param label the charset of the text below, if it says
     */
    String unfolded(@Nullable String label) {
        return unfold(
                hasRawBytes
                        ? decoded(label).text()
                        : new String(raw, start, end - start, StandardCharsets.ISO_8859_1));
    }

    /** Returns a text without line ends and outer blanks. */
    static String unfold(String folded) {
        return folded.strip().replace("\r", "").replace("\n", "").replace('\t', ' ');
    }
}
