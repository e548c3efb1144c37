package org.perdure.source.html;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Text as header fields may hold it: RFC 2047 for bodies, RFC 2231 for parameters. */
final class EncodedText {
    /**
     * Characters of text in one encoded word: with four bytes each it stays below 75 (RFC 2047).
     */
    private static final int WORD_CHARS = 10;

    private EncodedText() {}

    /** Returns text whose words beyond ASCII are encoded, all others as they were. */
    static String encode(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        StringBuilder run = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!isAscii(word)) {
                run.append(run.isEmpty() ? "" : " ").append(word);
                continue;
            }
            flush(run, out);
            out.append(out.isEmpty() ? "" : " ").append(word);
        }
        flush(run, out);
        return out.toString();
    }

    private static void flush(StringBuilder run, StringBuilder out) {
        int[] points = run.codePoints().toArray();
        for (int i = 0; i < points.length; i += WORD_CHARS) {
            int count = Math.min(WORD_CHARS, points.length - i);
            byte[] utf8 = new String(points, i, count).getBytes(StandardCharsets.UTF_8);
            out.append(out.isEmpty() ? "" : " ")
                    .append("=?utf-8?B?")
                    .append(Base64.getEncoder().encodeToString(utf8))
                    .append("?=");
        }
        run.setLength(0);
    }

    /** Returns a parameter, quoted, or percent-encoded if it is beyond ASCII. */
    static String parameter(String name, String value) {
        String clean = value.replaceAll("[\\p{Cntrl}]+", " ");
        if (isAscii(clean)) {
            return name + "=\"" + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        StringBuilder out = new StringBuilder(name).append("*=utf-8''");
        for (byte b : clean.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
