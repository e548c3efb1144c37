package org.perdure.text;

import java.util.List;

/** Finds the end of OpenPGP armour (RFC 9580, section 6.2) in the lines of a text. */
final class PgpArmour {
    /** Lines of armour; what goes on longer without an end is text. */
    static final int MAX_LINES = 20_000;

    /** Header lines of a signed text, before its empty line. */
    static final int MAX_HEADER_LINES = 10;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String ESCAPE = "- ";
    private static final String SIGNED = "PGP SIGNED MESSAGE-----";

    private PgpArmour() {}

    /**
     * Returns the index after the last line of the armour that begins at a line; that line's own
     * index if none does, or it never ends. Of a signed text, the armour before it is meant.
     */
    static int end(List<String> lines, int begin) {
        String title = lines.get(begin).stripTrailing().substring(BEGIN.length());
        return title.equals(SIGNED) ? endOfHeader(lines, begin) : endOfArmour(lines, begin, title);
    }

    /** Returns whether a line begins the armour before a signed text. */
    static boolean isSigned(String line) {
        return line.stripTrailing().endsWith(SIGNED);
    }

    /** Undoes the escapes of a signed text (RFC 9580, section 7.2), up to its signature. */
    static void unescape(List<String> lines, int from) {
        for (int i = from; i < lines.size() && !lines.get(i).startsWith(BEGIN); i++) {
            if (lines.get(i).startsWith(ESCAPE)) {
                lines.set(i, lines.get(i).substring(ESCAPE.length()));
            }
        }
    }

    private static int endOfHeader(List<String> lines, int begin) {
        int limit = Math.min(lines.size(), begin + 1 + MAX_HEADER_LINES);
        for (int i = begin + 1; i < limit; i++) {
            if (lines.get(i).isBlank()) {
                return i + 1;
            }
            if (lines.get(i).indexOf(": ") <= 0) {
                return i;
            }
        }
        return begin;
    }

    private static int endOfArmour(List<String> lines, int begin, String title) {
        int limit = Math.min(lines.size(), begin + MAX_LINES);
        for (int i = begin + 1; i < limit; i++) {
            String line = lines.get(i);
            if (line.startsWith(END) && line.stripTrailing().endsWith(title)) {
                return i + 1;
            }
            if (line.indexOf(' ') >= 0 && line.indexOf(": ") < 0) {
                return begin; // Words: whatever this is, it is no armour.
            }
        }
        return begin;
    }
}
