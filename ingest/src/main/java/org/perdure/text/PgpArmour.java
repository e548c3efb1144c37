package org.perdure.text;

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
    static int end(Lines lines, int begin) {
        if (lines.depth(begin) > 0 || !lines.startsWith(begin, "-----BEGIN PGP ")) {
            return begin;
        }
        String title = lines.stripped(begin).substring(BEGIN.length());
        return title.equals(SIGNED) ? endOfHeader(lines, begin) : endOfArmour(lines, begin, title);
    }

    /** Undoes the escapes of a signed text (RFC 9580, section 7.2), up to its signature. */
    static void unescape(Lines lines, int begin, int from) {
        if (!lines.stripped(begin).endsWith(SIGNED)) {
            return;
        }
        for (int i = from; i < lines.count() && !lines.startsWith(i, BEGIN); i++) {
            if (lines.depth(i) == 0 && lines.startsWith(i, ESCAPE)) {
                lines.skip(i, ESCAPE.length());
            }
        }
    }

    private static int endOfHeader(Lines lines, int begin) {
        int limit = Math.min(lines.count(), begin + 1 + MAX_HEADER_LINES);
        for (int i = begin + 1; i < limit; i++) {
            if (lines.isBlank(i)) {
                return i + 1;
            }
            if (Chars.indexOf(lines.text(), ": ", lines.content(i) + 1, lines.end(i)) < 0) {
                return i;
            }
        }
        return begin;
    }

    private static int endOfArmour(Lines lines, int begin, String title) {
        int limit = Math.min(lines.count(), begin + MAX_LINES);
        String text = lines.text();
        for (int i = begin + 1; i < limit; i++) {
            if (lines.startsWith(i, END) && lines.stripped(i).endsWith(title)) {
                return i + 1;
            }
            if (Chars.indexOf(text, " ", lines.content(i), lines.end(i)) >= 0
                    && Chars.indexOf(text, ": ", lines.content(i), lines.end(i)) < 0) {
                return begin; // Words: whatever this is, it is no armour.
            }
        }
        return begin;
    }
}
