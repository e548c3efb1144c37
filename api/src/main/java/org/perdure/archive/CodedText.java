package org.perdure.archive;

import java.util.Arrays;
import java.util.List;

/**
 * Text within bytes, in the encoding of a mail part, which can be changed where it stands: a byte
 * of the text by another, so that nothing else moves.
 */
abstract sealed class CodedText {
    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final byte[] text;

    private CodedText(byte[] text) {
        this.text = text;
    }

    /** Returns the text; not to be changed. */
    final byte[] text() {
        return text;
    }

    /** Puts a byte in the place of a byte of the text. */
    final void put(int index, byte value) {
        write(index, value);
        text[index] = value;
    }

    /** Changes the text to another of its length. */
    final void put(byte[] changed) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] != changed[i]) {
                put(i, changed[i]);
            }
        }
    }

    abstract void write(int index, byte value);

    /** Reads text that stands for itself. */
    static CodedText plain(byte[] bytes, int from, int to) {
        return new Plain(bytes, from, to);
    }

    /** Reads quoted-printable text (RFC 2045, section 6.7). */
    static CodedText quotedPrintable(byte[] bytes, int from, int to) {
        return Quoted.read(bytes, from, to, '=', true, ' ');
    }

    /** Reads the Q encoding of a field (RFC 2047, section 4.2). */
    static CodedText q(byte[] bytes, int from, int to) {
        return Quoted.read(bytes, from, to, '=', false, '_');
    }

    /** Reads percent encoding (RFC 2231, section 4). */
    static CodedText percent(byte[] bytes, int from, int to) {
        return Quoted.read(bytes, from, to, '%', false, ' ');
    }

    /** Reads a field as one line: line ends are none of it, a tab is a blank. */
    static CodedText unfolded(byte[] bytes, int from, int to) {
        return without("\r\n", bytes, from, to);
    }

    /** Reads a quoted string (RFC 5322, section 3.2.4): backslashes are none of it. */
    static CodedText unquoted(byte[] bytes, int from, int to) {
        return without("\\", bytes, from, to);
    }

    private static CodedText without(String left, byte[] bytes, int from, int to) {
        int[] places = new int[to - from];
        byte[] text = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            if (left.indexOf(bytes[at]) < 0) {
                places[length] = at;
                text[length++] = bytes[at] == '\t' ? (byte) ' ' : bytes[at];
            }
        }
        return new Quoted(bytes, '\0', Arrays.copyOf(places, length), Arrays.copyOf(text, length));
    }

    /**
     * Reads base 64 (RFC 2045, section 6.8); what is none of its characters is passed over, and a
     * padding ends a group wherever it stands.
     */
    static CodedText base64(byte[] bytes, int from, int to) {
        SixBits.Reader reader = new SixBits.Reader(bytes, from, to, BASE64);
        for (int at = from; at < to; at++) {
            if (bytes[at] == '=') {
                reader.endGroup();
            } else {
                int digit = BASE64.indexOf(bytes[at]);
                if (digit >= 0) {
                    reader.take(digit, at, Integer.MAX_VALUE);
                }
            }
        }
        return reader.text();
    }

    /** Reads the files in uuencode that stand in a text, one after the other, without its rest. */
    static CodedText uuencoded(byte[] bytes, int from, int to) {
        SixBits.Reader reader = new SixBits.Reader(bytes, from, to, SixBits.UUENCODE);
        boolean inFile = false;
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            boolean begins = startsWith(bytes, at, end, "begin ");
            inFile = begins || (inFile && !startsWith(bytes, at, end, "end"));
            if (inFile && !begins) {
                line(reader, bytes, at, end);
            }
            at = end + 1;
        }
        return reader.text();
    }

    private static void line(SixBits.Reader reader, byte[] bytes, int from, int end) {
        int length = from < end ? bytes[from] - ' ' & 63 : 0;
        reader.endGroup();
        int limit = reader.length() + length;
        for (int at = from + 1; at < end; at++) {
            reader.take(bytes[at] - ' ' & 63, at, limit);
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (from + i >= to || bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns texts as one. */
    static CodedText joined(List<CodedText> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Joined(parts);
    }

    private static final class Plain extends CodedText {
        private final byte[] bytes;
        private final int start;

        Plain(byte[] bytes, int from, int to) {
            super(Arrays.copyOfRange(bytes, from, to));
            this.bytes = bytes;
            this.start = from;
        }

        @Override
        void write(int index, byte value) {
            bytes[start + index] = value;
        }
    }

    /** Bytes of which some are written as two hexadecimal digits behind a mark. */
    private static final class Quoted extends CodedText {
        private static final String DIGITS = "0123456789ABCDEF";

        private final byte[] bytes;
        private final char mark;

        /** Where each byte stands; the complement of it if it is written as digits. */
        private final int[] places;

        private Quoted(byte[] bytes, char mark, int[] places, byte[] text) {
            super(text);
            this.bytes = bytes;
            this.mark = mark;
            this.places = places;
        }

        /**
         * @param lines whether a mark at the end of a line joins it to the next
         * @param blank what stands for a blank
         */
        static Quoted read(byte[] bytes, int from, int to, char mark, boolean lines, char blank) {
            int[] places = new int[to - from];
            byte[] text = new byte[to - from];
            int length = 0;
            int at = from;
            while (at < to) {
                boolean marked = bytes[at] == mark;
                int softEnd = marked && lines ? softBreakEnd(bytes, at + 1, to) : at;
                if (softEnd > at) {
                    at = softEnd;
                    continue;
                }
                int value = marked && at + 2 < to ? hex(bytes, at + 1) : -1;
                places[length] = value < 0 ? at : ~at;
                byte plain = bytes[at] == blank ? (byte) ' ' : bytes[at];
                text[length++] = value < 0 ? plain : (byte) value;
                at += value < 0 ? 1 : 3;
            }
            return new Quoted(
                    bytes, mark, Arrays.copyOf(places, length), Arrays.copyOf(text, length));
        }

        /** Returns what follows a line end behind the mark; the mark's place if there is none. */
        private static int softBreakEnd(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
                at++;
            }
            return at < to && bytes[at] == '\n' ? at + 1 : from - 1;
        }

        private static int hex(byte[] bytes, int at) {
            int high = Character.digit(bytes[at], 16);
            int low = Character.digit(bytes[at + 1], 16);
            return high < 0 || low < 0 ? -1 : high << 4 | low;
        }

        @Override
        void write(int index, byte value) {
            int at = places[index];
            if (at >= 0) {
                bytes[at] = value == mark ? (byte) 'x' : value;
            } else {
                bytes[~at + 1] = (byte) DIGITS.charAt(value >> 4 & 15);
                bytes[~at + 2] = (byte) DIGITS.charAt(value & 15);
            }
        }
    }

    /** Bytes that are written as digits of six bits, each in two neighbours. */
    private static final class SixBits extends CodedText {
        static final String UUENCODE =
                "`!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";

        private final byte[] bytes;
        private final String alphabet;
        private final int[] first;
        private final int[] second;

        /** How many bits of a byte are the last of its first digit: 6, 4 or 2. */
        private final byte[] inFirst;

        private SixBits(Reader reader) {
            super(Arrays.copyOf(reader.text, reader.length));
            this.bytes = reader.bytes;
            this.alphabet = reader.alphabet;
            this.first = reader.first;
            this.second = reader.second;
            this.inFirst = reader.inFirst;
        }

        /** Puts digits together, one after the other. */
        private static final class Reader {
            private final byte[] bytes;
            private final String alphabet;
            private final byte[] text;
            private final int[] first;
            private final int[] second;
            private final byte[] inFirst;
            private int length;
            private int before;
            private int placeBefore;

            /** Bits of the digit before that are not used yet. */
            private int left;

            Reader(byte[] bytes, int from, int to, String alphabet) {
                int most = (int) ((to - from) * 3L / 4);
                this.bytes = bytes;
                this.alphabet = alphabet;
                this.text = new byte[most];
                this.first = new int[most];
                this.second = new int[most];
                this.inFirst = new byte[most];
            }

            int length() {
                return length;
            }

            void endGroup() {
                left = 0;
            }

            void take(int digit, int place, int limit) {
                if (left > 0 && length < limit) {
                    text[length] = (byte) (before << (8 - left) | digit >> (left - 2));
                    first[length] = placeBefore;
                    second[length] = place;
                    inFirst[length++] = (byte) left;
                }
                left = left == 0 ? 6 : left - 2;
                before = digit;
                placeBefore = place;
            }

            SixBits text() {
                return new SixBits(this);
            }
        }

        @Override
        void write(int index, byte value) {
            int bits = inFirst[index];
            int low = (1 << bits) - 1;
            change(first[index], low, (value & 0xff) >> (8 - bits));
            int high = 63 & ~((1 << (bits - 2)) - 1);
            change(second[index], high, value << (bits - 2));
        }

        private void change(int place, int mask, int value) {
            int digit = Math.max(0, alphabet.indexOf(bytes[place])); // A blank is a 0, too.
            bytes[place] = (byte) alphabet.charAt((digit & ~mask) | (value & mask));
        }
    }

    private static final class Joined extends CodedText {
        private final List<CodedText> parts;

        /** Where each part begins. */
        private final int[] starts;

        Joined(List<CodedText> parts) {
            super(all(parts));
            this.parts = List.copyOf(parts);
            this.starts = new int[parts.size()];
            int start = 0;
            for (int i = 0; i < starts.length; i++) {
                starts[i] = start;
                start += parts.get(i).text.length;
            }
        }

        private static byte[] all(List<CodedText> parts) {
            byte[] all = new byte[parts.stream().mapToInt(part -> part.text.length).sum()];
            int length = 0;
            for (CodedText part : parts) {
                System.arraycopy(part.text, 0, all, length, part.text.length);
                length += part.text.length;
            }
            return all;
        }

        @Override
        void write(int index, byte value) {
            int found = Arrays.binarySearch(starts, index);
            int part = found >= 0 ? lastAt(found) : -found - 2;
            parts.get(part).put(index - starts[part], value);
        }

        /** Of parts that begin at one place, all but the last are empty. */
        private int lastAt(int found) {
            int last = found;
            while (last + 1 < starts.length && starts[last + 1] == starts[found]) {
                last++;
            }
            return last;
        }
    }
}
