package org.perdure.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Defect;

/**
 * Decodes encoded words (RFC 2047) as mail writes them: in quotes, in the middle of words, with
 * blanks inside, cut in the middle of a character. Costs time by the length of the text.
 */
final class EncodedWords {
    /** Characters of a charset name, language included. */
    private static final int MAX_CHARSET_CHARS = 60;

    /** Characters of base64 that a word which is cut has at the least: what one byte takes. */
    private static final int MIN_CUT_CHARS = 2;

    private final String text;
    private final Defects defects;
    private final StringBuilder out = new StringBuilder();

    /** Bytes of adjacent words of one charset: a character may be cut between two of them. */
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private String pendingCharset = "";

    /** Set when no word ends in the rest of the text: looking again and again costs its square. */
    private boolean noEndAhead;

    private EncodedWords(String text, Defects defects) {
        this.text = text;
        this.defects = defects;
    }

    /** Returns a text with its encoded words decoded and control characters made blanks. */
    static String decode(String text, Defects defects) {
        if (!text.contains("=?")) {
            return withoutControls(text);
        }
        return withoutControls(new EncodedWords(text, defects).run());
    }

    private String run() {
        int plain = 0;
        int position = 0;
        while (true) {
            int begin = text.indexOf("=?", position);
            if (begin < 0) {
                break;
            }
            Word word = wordAt(begin);
            if (word == null) {
                position = begin + 2;
                continue;
            }
            plain(plain, begin);
            if (!word.charset.equalsIgnoreCase(pendingCharset)) {
                flush();
                pendingCharset = word.charset;
            }
            pending.writeBytes(word.bytes);
            position = word.end;
            plain = position;
        }
        flush();
        out.append(text, plain, text.length());
        return out.toString();
    }

    /** Appends the text between words; blanks between two words are none (section 6.2). */
    private void plain(int from, int to) {
        boolean betweenWords = !pendingCharset.isEmpty() && isBlank(from, to);
        if (!betweenWords) {
            flush();
            out.append(text, from, to);
        }
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    private void flush() {
        if (pendingCharset.isEmpty()) {
            return;
        }
        byte[] bytes = pending.toByteArray();
        TextDecoder.Decoded decoded = TextDecoder.decode(bytes, 0, bytes.length, pendingCharset);
        if (!decoded.asLabelled()) {
            defects.add(
                    Defect.Code.BAD_CHARSET,
                    decoded.decision(pendingCharset + " in a header field"));
        }
        out.append(decoded.text());
        pending.reset();
        pendingCharset = "";
    }

    /**
     * An encoded word.
     *
     * @param end index after it
     */
    private record Word(String charset, byte[] bytes, int end) {}

    private @Nullable Word wordAt(int begin) {
        int first =
                text.indexOf('?', begin + 2, Math.min(text.length(), begin + MAX_CHARSET_CHARS));
        if (first <= begin + 2 || first + 2 >= text.length() || text.charAt(first + 2) != '?') {
            return null;
        }
        char encoding = Character.toUpperCase(text.charAt(first + 1));
        if (encoding != 'B' && encoding != 'Q') {
            return null;
        }
        if (encoding == 'B') {
            int cut = cutAt(first + 3);
            if (cut >= 0) {
                defects.add(Defect.Code.BAD_STRUCTURE, "an encoded word in a header field is cut");
                return word(begin, first, encoding, cut, cut);
            }
        }
        int end = noEndAhead ? -1 : text.indexOf("?=", first + 3);
        if (end < 0) {
            noEndAhead = true;
            return null;
        }
        if (encoding == 'Q' && hexByte(text, end + 2) >= 0) {
            end = realEnd(end);
        }
        return word(begin, first, encoding, end, end + 2);
    }

    /**
     * Returns where a word in base64 ends that is cut: at the end of the text, without or within
     * its end, or before the next word. Of any other, returns -1.
     */
    private int cutAt(int start) {
        int end = start;
        while (end < text.length() && Base64Text.isOfAlphabet(text.charAt(end))) {
            end++;
        }
        if (end - start < MIN_CUT_CHARS) {
            return -1;
        }
        int next = end;
        if (next + 1 == text.length() && text.charAt(next) == '?') {
            next++;
        }
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        return next == text.length() || (next > end && text.startsWith("=?", next)) ? next : -1;
    }

    private Word word(int begin, int first, char encoding, int encodedEnd, int end) {
        String encoded = text.substring(first + 3, encodedEnd);
        return new Word(
                text.substring(begin + 2, first).toLowerCase(Locale.ROOT),
                encoding == 'B'
                        ? Base64Text.decode(encoded.getBytes(StandardCharsets.UTF_8))
                        : quotedPrintable(encoded),
                end);
    }

    /** A question mark that was not encoded, before a byte that was, is no end of a word. */
    private int realEnd(int end) {
        for (int i = end + 4; i < text.length() && text.charAt(i) > ' '; i++) {
            if (text.startsWith("=?", i)) {
                break;
            }
            if (text.startsWith("?=", i)) {
                return i;
            }
        }
        return end;
    }

    private static byte[] quotedPrintable(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int value = c == '=' ? hexByte(encoded, i + 1) : -1;
            if (value >= 0) {
                bytes.write(value);
                i += 2;
            } else if (c == '_') {
                bytes.write(' ');
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Returns the byte written as two hexadecimal digits, or -1. */
    static int hexByte(String text, int at) {
        if (at + 1 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static String withoutControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }
}
