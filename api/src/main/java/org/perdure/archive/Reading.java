package org.perdure.archive;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.perdure.mime.CharacterReferences;

/**
 * Characters as a reader sees them, each with the bytes of a text that make it: those of a
 * character in UTF-8, or a character reference of HTML. Bytes that are no UTF-8 stand for a letter
 * each, whatever the charset.
 */
final class Reading {
    /** Characters beyond which a reading that may be cut is, at a blank or anywhere. */
    static final int MANY = 1 << 16;

    static final int TOO_MANY = 1 << 20;

    private static final byte ESCAPE = 0x1b;
    private static final int ESCAPE_BYTES = 3;
    private static final char LETTER = '\u00fc';

    private final CodedText source;
    private final StringBuilder characters = new StringBuilder();
    private int[] from = new int[128];
    private int[] to = new int[128];

    Reading(CodedText source) {
        this.source = source;
    }

    /** Returns a reading of some of a text. */
    static Reading of(CodedText source, int from, int to) {
        Reading reading = new Reading(source);
        reading.read(from, to);
        return reading;
    }

    /** Returns what has been read. */
    String text() {
        return characters.toString();
    }

    /** Returns whether it is time to cut: its places take more memory than its characters. */
    boolean isLong() {
        int length = characters.length();
        return length >= TOO_MANY || (length >= MANY && characters.charAt(length - 1) <= ' ');
    }

    /** Returns whether it is to be cut wherever it is. */
    boolean isTooLong() {
        return characters.length() >= TOO_MANY;
    }

    /** Forgets what has been read. */
    void clear() {
        characters.setLength(0);
    }

    void read(int begin, int end) {
        int at = begin;
        while (at < end) {
            at = readCharacter(at, end);
        }
    }

    /** Reads a character; returns where the next one begins. */
    int readCharacter(int at, int end) {
        byte[] text = source.text();
        int length = text[at] >= 0 ? 1 : utf8Length(text, at, end);
        if (length == 1) {
            add(text[at] < 0 ? LETTER : (char) text[at], at, at + 1);
            return at + 1;
        }
        int c = text[at] & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            c = c << 6 | (text[at + i] & 0x3f);
        }
        addCodePoint(c, at, at + length);
        return at + length;
    }

    private void addCodePoint(int c, int begin, int end) {
        if (!Character.isValidCodePoint(c)) {
            add(LETTER, begin, end);
            return;
        }
        for (char half : Character.toChars(c)) {
            add(half, begin, end);
        }
    }

    /** Returns how many bytes a character has that begins there; 1 if none in UTF-8 does. */
    private static int utf8Length(byte[] text, int at, int end) {
        int lead = text[at] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || at + length > end) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((text[at + i] & 0xc0) != 0x80) {
                return 1;
            }
        }
        return length;
    }

    /** Reads an ampersand, or the character reference that it begins; returns what follows it. */
    int readReference(int at, int end) {
        CharacterReferences.Found found = CharacterReferences.find(source.text(), at, end);
        if (found == null) {
            add('&', at, at + 1);
            return at + 1;
        }
        found.characters().chars().forEach(c -> add((char) c, at, found.end()));
        return found.end();
    }

    /** Reads all of a text in a charset; what does not fit is passed over. */
    static Reading in(Charset charset, CodedText source) {
        Reading reading = new Reading(source);
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(source.text());
        CharBuffer out = CharBuffer.allocate(2);
        while (in.hasRemaining()) {
            int begin = in.position();
            boolean broken = decodeOne(decoder, in, out);
            int end = in.position();
            for (char c : Arrays.copyOf(out.array(), out.position())) {
                reading.add(c, begin, end);
            }
            if (broken || end == begin) {
                in.position(begin + 1);
            }
        }
        return reading;
    }

    /** Decodes one character, of one half or of two; returns whether it is broken. */
    private static boolean decodeOne(CharsetDecoder decoder, ByteBuffer in, CharBuffer out) {
        out.clear().limit(1);
        boolean broken = decoder.decode(in, out, true).isError();
        if (out.position() == 0 && !broken) {
            out.limit(2);
            broken = decoder.decode(in, out, true).isError();
        }
        return broken && out.position() == 0;
    }

    void add(char c, int begin, int end) {
        int length = characters.length();
        if (length == from.length) {
            from = Arrays.copyOf(from, 2 * length);
            to = Arrays.copyOf(to, 2 * length);
        }
        from[length] = begin;
        to[length] = end;
        characters.append(c);
    }

    /** Crosses out what a masking crosses out. */
    void mask(UnaryOperator<String> masking) {
        mask(text(), masking);
    }

    /**
     * @param text what has been read
     */
    void mask(String text, UnaryOperator<String> masking) {
        String masked = masking.apply(text);
        if (masked.equals(text)) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != masked.charAt(i)) {
                cross(from[i], to[i]);
            }
        }
    }

    /** In charsets of wide characters, those of ASCII are one byte among such as are zero. */
    private void cross(int begin, int end) {
        // An escape to another charset stays, or what follows would be none.
        boolean escape = source.text()[begin] == ESCAPE && end - begin > ESCAPE_BYTES;
        for (int i = escape ? begin + ESCAPE_BYTES : begin; i < end; i++) {
            if (source.text()[i] != 0) {
                source.put(i, (byte) 'x');
            }
        }
    }
}
