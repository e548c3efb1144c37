package org.perdure.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.prober.CharsetProber;
import org.mozilla.universalchardet.prober.CharsetProber.ProbingState;
import org.mozilla.universalchardet.prober.Latin1Prober;
import org.mozilla.universalchardet.prober.MBCSGroupProber;
import org.mozilla.universalchardet.prober.SBCSGroupProber;

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

    private static final Charset ISO_2022_JP = Charset.forName("x-windows-iso2022jp");
    private static final Charset ISO_2022_KR = Charset.forName("ISO-2022-KR");
    private static final byte ESCAPE = 0x1b;
    private static final byte FIRST_LEAD_BYTE = (byte) 0xc2;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** What the detector must be sure of, at the least. */
    private static final double MIN_CONFIDENCE = 0.2;

    /** The upper half of windows-1252. */
    private static final String WESTERN = upperHalf();

    private TextDecoder() {}

    /**
     * A decoded text.
     *
     * @param text the text
     * @param charset name of what it was decoded with
     * @param how how that was decided, and how sure it is, such as {@code detected, confidence
     *     0.87}; empty if it is what the label says
     */
    record Decoded(String text, String charset, String how) {
        static Decoded of(String text, Charset charset, String how) {
            return new Decoded(text, charset.name(), how);
        }

        /** Returns whether it was decoded with what the label says, and all of it was right. */
        boolean asLabelled() {
            return how.isEmpty();
        }

        /** Returns the decision as the detail of a defect. */
        String decision(@Nullable String label) {
            String said = label == null || label.isEmpty() ? "no charset" : label;
            return said + ", read as " + charset + " (" + how + ")";
        }
    }

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
        if (labelled == null) {
            Decoded seven = SevenBits.decode(bytes, offset, length, label);
            if (seven != null) {
                return seven;
            }
        }
        if (ascii && (labelled == null || CharsetNames.extendsAscii(labelled))) {
            String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            Decoded escaped =
                    text.indexOf(ESCAPE) < 0 ? null : shifted(text, bytes, offset, length);
            if (escaped != null) {
                return escaped;
            }
            return labelled == null
                    ? Decoded.of(text, StandardCharsets.US_ASCII, "all of it is ASCII")
                    : Decoded.of(text, labelled, "");
        }
        if (labelled != null
                && CharsetNames.isUtf16(labelled)
                && isNoUtf16(bytes, offset, length)) {
            labelled = null;
        }
        if (labelled != null) {
            String text = strictly(bytes, offset, length, labelled);
            if (text != null) {
                return Decoded.of(withoutMark(text), labelled, "");
            }
        }
        return fallback(bytes, offset, length, labelled, ascii);
    }

    /** Returns text whose escapes tell its charset, or null. */
    private static @Nullable Decoded shifted(String ascii, byte[] bytes, int offset, int length) {
        int first = ascii.indexOf(ESCAPE);
        boolean korean = ascii.startsWith("$)", first + 1);
        boolean known = ascii.startsWith("$", first + 1) || ascii.startsWith("(J", first + 1);
        Charset charset = korean ? ISO_2022_KR : ISO_2022_JP;
        String text = known ? strictly(bytes, offset, length, charset) : null;
        return text == null ? null : Decoded.of(text, charset, "by its escapes");
    }

    /** There is no text in UTF-16 without line ends and blanks, and these have a byte of zero. */
    private static boolean isNoUtf16(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return strictly(bytes, offset, length, StandardCharsets.UTF_8) != null;
    }

    /** A byte order mark is no text. */
    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Decoded fallback(
            byte[] bytes, int offset, int length, @Nullable Charset labelled, boolean ascii) {
        if (ascii && labelled != null) { // Escapes, of which one is broken.
            return Decoded.of(
                    loosely(bytes, offset, length, labelled), labelled, "with broken characters");
        }
        String utf8 = strictly(bytes, offset, length, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return Decoded.of(withoutMark(utf8), StandardCharsets.UTF_8, "all of it fits");
        }
        if (labelled != null && labelled.equals(StandardCharsets.UTF_8)) {
            Decoded mixed = mostlyUtf8(bytes, offset, length);
            if (mixed != null) {
                return mixed;
            }
        }
        if (labelled != null && labelled.equals(StandardCharsets.ISO_8859_1)) {
            return Decoded.of(
                    loosely(bytes, offset, length, WINDOWS_1252), WINDOWS_1252, "its superset");
        }
        if (labelled != null && CharsetNames.isMultiByte(labelled)) {
            // One broken character does not make Japanese text Western.
            return Decoded.of(
                    loosely(bytes, offset, length, labelled), labelled, "with broken characters");
        }
        Guess guess = detect(bytes, offset, length);
        if (guess != null) {
            String text = strictly(bytes, offset, length, guess.charset());
            if (text != null) {
                return Decoded.of(text, guess.charset(), guess.how());
            }
        }
        return Decoded.of(
                loosely(bytes, offset, length, WINDOWS_1252), WINDOWS_1252, "nothing better known");
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
        String text = out.flip().toString();
        return !charset.equals(StandardCharsets.UTF_8) && hasHalves(text) ? null : text;
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
        String text = out.flip().toString();
        return hasHalves(text) ? SevenBits.wellFormed(text) : text;
    }

    /** The JDK takes halves of characters for characters in UTF-32; they cannot be stored. */
    private static boolean hasHalves(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int c = text.codePointAt(i);
                if (c <= Character.MAX_SURROGATE) {
                    return true;
                }
                i++;
            }
        }
        return false;
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
     * fit. A patch to a file in another charset makes such text. A character cut by the end is
     * shown as none.
     */
    private static @Nullable Decoded mostlyUtf8(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(length + 16);
        int strays = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            boolean atEnd = in.remaining() == result.length();
            if (atEnd && in.get(in.position()) >= FIRST_LEAD_BYTE) {
                out.put('\ufffd');
                strays++;
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
        return others < strays
                ? null
                : Decoded.of(
                        withoutMark(text),
                        StandardCharsets.UTF_8,
                        strays == 1 ? "but for 1 byte" : "but for " + strays + " bytes");
    }

    /** What the detector takes bytes for. */
    private record Guess(Charset charset, double confidence) {
        String how() {
            return String.format(Locale.ROOT, "detected, confidence %.2f", confidence);
        }
    }

    private static @Nullable Guess detect(byte[] bytes, int offset, int length) {
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
        Guess best = null;
        for (CharsetProber prober :
                List.of(new MBCSGroupProber(), new SBCSGroupProber(), new Latin1Prober())) {
            ProbingState state = prober.handleData(bytes, offset, shown);
            Charset charset = CharsetNames.find(Objects.toString(prober.getCharSetName(), ""));
            double confidence = prober.getConfidence();
            if (charset != null
                    && state != ProbingState.NOT_ME
                    && confidence > (best == null ? MIN_CONFIDENCE : best.confidence())) {
                best = new Guess(charset, confidence);
            }
        }
        return best;
    }
}
