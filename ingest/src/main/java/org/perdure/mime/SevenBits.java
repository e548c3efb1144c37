package org.perdure.mime;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Charsets of seven bits that the JDK lacks: UTF-7 (RFC 2152) and HZ (RFC 1843). */
final class SevenBits {
    private static final Charset GB18030 = Charset.forName("GB18030");

    private SevenBits() {}

    /**
     * Returns the text and whether all of it was right; null if the label is of no such charset.
     */
    static TextDecoder.@Nullable Decoded decode(
            byte[] bytes, int offset, int length, @Nullable String label) {
        if (label == null) {
            return null;
        }
        if (CharsetNames.isUtf7(label)) {
            return utf7(bytes, offset, length);
        }
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "hz-gb-2312", "hz", "hz-gb2312", "x-hz" -> hz(bytes, offset, length);
            default -> null;
        };
    }

    /** What begins no character is left out; so are bits at the end of a run, which are none. */
    private static TextDecoder.Decoded utf7(byte[] bytes, int offset, int length) {
        StringBuilder out = new StringBuilder(length);
        boolean broken = false;
        boolean shifted = false;
        int bits = 0;
        int count = 0;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            int c = bytes[i] & 0xff;
            int sextet = shifted ? "+/".indexOf(c) >= 0 ? c == '+' ? 62 : 63 : digit(c) : -1;
            if (sextet >= 0) {
                bits = bits << 6 | sextet;
                count += 6;
                if (count >= 16) {
                    count -= 16;
                    out.append((char) (bits >> count));
                    bits &= (1 << count) - 1;
                }
                continue;
            }
            if (shifted) {
                broken |= count >= 6 || bits != 0;
                shifted = false;
                if (c == '-') {
                    continue;
                }
            }
            if (c == '+' && i + 1 < end && bytes[i + 1] == '-') {
                out.append('+');
                i++;
            } else if (c == '+' && i + 1 < end && isSextet(bytes[i + 1] & 0xff)) {
                shifted = true;
                bits = 0;
                count = 0;
            } else {
                broken |= c == '+' || c > 0x7f;
                out.append((char) c);
            }
        }
        broken |= shifted && (count >= 6 || bits != 0);
        return new TextDecoder.Decoded(
                wellFormed(out), "UTF-7", broken ? "with broken shifts" : "");
    }

    private static boolean isSextet(int c) {
        return c == '+' || c == '/' || digit(c) >= 0;
    }

    private static int digit(int c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        return c >= '0' && c <= '9' ? c - '0' + 52 : -1;
    }

    /** Half a character is none. */
    static String wellFormed(CharSequence text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** In HZ, two-byte characters stand between <code>~{</code> and <code>~}</code>. */
    private static TextDecoder.Decoded hz(byte[] bytes, int offset, int length) {
        byte[] out = new byte[length];
        int size = 0;
        boolean chinese = false;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte b = bytes[i];
            byte next = i + 1 < end ? bytes[i + 1] : 0;
            if (b == '\n') {
                chinese = false; // Each line begins in ASCII.
                out[size++] = b;
            } else if (b == '~' && (next == '{' || next == '}' || next == '\n')) {
                chinese = next == '{';
                i++;
            } else if (b == '~' && next == '~' && !chinese) {
                out[size++] = b;
                i++;
            } else if (chinese && b > ' ' && next > ' ') {
                out[size++] = (byte) (b | 0x80);
                out[size++] = (byte) (next | 0x80);
                i++;
            } else {
                out[size++] = b;
            }
        }
        byte[] gb = Arrays.copyOf(out, size);
        TextDecoder.Decoded decoded = TextDecoder.decode(gb, 0, size, GB18030.name());
        return new TextDecoder.Decoded(decoded.text(), "HZ-GB-2312", decoded.how());
    }
}
