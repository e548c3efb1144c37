package org.perdure.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Bytes to text, whatever their charset is said to be.
 *
 * <p>The label is believed if its charset is known and the bytes fit. Else they are UTF-8 if they
 * can be; else what the detector takes them for, if there is enough to go by; else windows-1252,
 * into which everything fits.
 */
final class TextDecoder {
    /** Bytes shown to the detector. */
    static final int MAX_GUESS_BYTES = 64 * 1024;

    /** Bytes outside ASCII below which a guess is worse than none. */
    static final int MIN_GUESS_BYTES = 16;

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** The upper half of windows-1252. */
    private static final String WESTERN = upperHalf();

    private TextDecoder() {}

    /**
     * A decoded text.
     *
     * @param text the text
     * @param charset what it was decoded with
     * @param asLabelled whether that is what the label says
     */
    record Decoded(String text, Charset charset, boolean asLabelled) {}

    /** Decodes bytes without label. */
    static Decoded guess(byte[] bytes, int offset, int length) {
        return decode(bytes, offset, length, null);
    }

    /**
     * Decodes bytes.
     *
     * @param label the name of the charset as sent, if any; US-ASCII is meant without
     */
    static Decoded decode(byte[] bytes, int offset, int length, @Nullable String label) {
        Charset labelled = label == null ? StandardCharsets.US_ASCII : CharsetNames.find(label);
        boolean ascii = isAscii(bytes, offset, length);
        if (ascii && (labelled == null || CharsetNames.extendsAscii(labelled))) {
            String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            return labelled == null
                    ? new Decoded(text, StandardCharsets.US_ASCII, false)
                    : new Decoded(text, labelled, true);
        }
        if (labelled != null) {
            String text = strictly(bytes, offset, length, labelled);
            if (text != null) {
                return new Decoded(text, labelled, true);
            }
        }
        return fallback(bytes, offset, length, labelled);
    }

    private static Decoded fallback(
            byte[] bytes, int offset, int length, @Nullable Charset labelled) {
        String utf8 = strictly(bytes, offset, length, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return new Decoded(utf8, StandardCharsets.UTF_8, false);
        }
        if (labelled != null && labelled.equals(StandardCharsets.UTF_8)) {
            String mixed = mostlyUtf8(bytes, offset, length);
            if (mixed != null) {
                return new Decoded(mixed, StandardCharsets.UTF_8, false);
            }
        }
        if (labelled != null && CharsetNames.isMultiByte(labelled)) {
            // One broken character does not make Japanese text Western.
            return new Decoded(loosely(bytes, offset, length, labelled), labelled, false);
        }
        Charset guessed = detect(bytes, offset, length);
        if (guessed != null) {
            String text = strictly(bytes, offset, length, guessed);
            if (text != null) {
                return new Decoded(text, guessed, false);
            }
        }
        return new Decoded(loosely(bytes, offset, length, WINDOWS_1252), WINDOWS_1252, false);
    }

    private static String upperHalf() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (128 + i);
        }
        return new String(bytes, WINDOWS_1252);
    }

    static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text, or null if a byte does not fit. */
    private static @Nullable String strictly(
            byte[] bytes, int offset, int length, Charset charset) {
        if (charset.equals(StandardCharsets.ISO_8859_1)) {
            return hasC1(bytes, offset, length)
                    ? null
                    : new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer out = CharBuffer.allocate(capacity(decoder, length));
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, offset, length), out, true);
        if (result.isError() || decoder.flush(out).isError()) {
            return null;
        }
        return out.flip().toString();
    }

    private static int capacity(CharsetDecoder decoder, int length) {
        return (int) Math.ceil((double) decoder.maxCharsPerByte() * length) + 16;
    }

    private static String loosely(byte[] bytes, int offset, int length, Charset charset) {
        CharsetDecoder decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer out = CharBuffer.allocate(capacity(decoder, length));
        decoder.decode(ByteBuffer.wrap(bytes, offset, length), out, true);
        decoder.flush(out);
        return out.flip().toString();
    }

    /** ISO-8859-1 has control characters there that no mail means: it is windows-1252. */
    private static boolean hasC1(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < (byte) 0xa0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns UTF-8 with each byte that does not fit taken as windows-1252, or null if most do not
     * fit. A patch to a file in another charset makes such text.
     */
    private static @Nullable String mostlyUtf8(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(length + 16);
        int strays = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            for (int i = 0; i < result.length(); i++) {
                byte stray = in.get();
                out.put(stray < 0 ? WESTERN.charAt(stray & 0x7f) : (char) stray);
                strays++;
            }
            decoder.reset();
        }
        String text = out.flip().toString();
        long others = text.chars().filter(c -> c > 0x7f).count() - strays;
        return others >= strays ? text : null;
    }

    private static @Nullable Charset detect(byte[] bytes, int offset, int length) {
        int shown = Math.min(length, MAX_GUESS_BYTES);
        int beyondAscii = 0;
        for (int i = offset; i < offset + shown; i++) {
            if (bytes[i] < 0) {
                beyondAscii++;
            }
        }
        if (beyondAscii < MIN_GUESS_BYTES) {
            return null;
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, offset, shown);
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        return name == null ? null : CharsetNames.find(name);
    }
}
