package org.perdure.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A source that was read as a mailbox, but does not begin with a separator line. */
public final class NotAnMboxException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How much of the first line is shown. */
    private static final int MAX_SHOWN_BYTES = 40;

    /**
     * @param source name of the source, as the operator gave it
     * @param beginning its first bytes
     */
    NotAnMboxException(String source, byte[] beginning) {
        super(
                "not an mbox: "
                        + source
                        + " begins with “"
                        + firstLine(beginning)
                        + "” instead of a separator line");
    }

    /**
     * Returns the first line that is not blank, cut, with what a terminal would obey or mangle
     * shown as dots.
     */
    static String firstLine(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).stripLeading();
        int end = text.indexOf('\n');
        text = text.substring(0, end < 0 ? text.length() : end).stripTrailing();
        String shown = text.substring(0, Math.min(text.length(), MAX_SHOWN_BYTES));
        StringBuilder line = new StringBuilder();
        shown.chars().forEach(c -> line.append(c >= ' ' && c < 127 ? (char) c : '.'));
        return shown.length() < text.length() ? line + "…" : line.toString();
    }
}
