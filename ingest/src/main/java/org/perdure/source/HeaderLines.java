package org.perdure.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Tells a header section (RFC 5322, section 2.2) from other text. */
final class HeaderLines {
    /** Longest name of a field that is taken for one; the longest in use has half as many. */
    private static final int MAX_NAME_BYTES = 76;

    /** How many lines are looked at for a field that only mail has. */
    private static final int MAX_LINES = 200;

    /** Fields of which every message has one. Other texts have lines like {@code Note: ...} too. */
    private static final Set<String> KNOWN =
            Set.of(
                    "from",
                    "date",
                    "received",
                    "message-id",
                    "return-path",
                    "delivered-to",
                    "mime-version",
                    "in-reply-to",
                    "references",
                    "subject",
                    "to",
                    "cc",
                    "x-mailer",
                    "sender",
                    "reply-to",
                    "list-id");

    private HeaderLines() {}

    /** Returns how long the field name is that a line begins with; 0 if there is none. */
    static int nameLength(byte[] bytes, int line, int end) {
        int at = line;
        int limit = Math.min(end, line + MAX_NAME_BYTES);
        while (at < limit && bytes[at] > ' ' && bytes[at] < 127 && bytes[at] != ':') {
            at++;
        }
        int length = at - line;
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at < limit && bytes[at] == ':' ? length : 0;
    }

    /**
     * Returns whether bytes begin as a message does, a byte order mark and blank lines aside: with
     * a field, and with one that mail has before the first line that is none.
     */
    static boolean beginMessage(byte[] bytes, int end) {
        int line = Lines.first(bytes, end);
        for (int i = 0; i < MAX_LINES && line < end; i++) {
            boolean continued = i > 0 && (bytes[line] == ' ' || bytes[line] == '\t');
            int name = nameLength(bytes, line, end);
            if (!continued && name == 0) {
                return false;
            }
            if (!continued && KNOWN.contains(lowerCase(bytes, line, name))) {
                return true;
            }
            line = Lines.endOf(bytes, line, end) + 1;
        }
        return false;
    }

    private static String lowerCase(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
    }
}
