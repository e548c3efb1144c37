package org.perdure.source;

/**
 * How a mailbox hides lines of a message that look like separator lines.
 *
 * <p>A file does not say which one it is in: {@link DialectChoice} tells it from the file's
 * beginning.
 */
public enum MboxDialect {
    /** A line of one or more {@code >} and {@code From } loses one {@code >}. */
    MBOXRD(true, false),
    /** Exactly {@code >From } loses its {@code >}; lines with more keep them all. */
    MBOXO(true, false),
    /** As {@link #MBOXO}, and the field Content-Length says where a message ends. */
    MBOXCL(true, true),
    /** Nothing is hidden; the field Content-Length says where a message ends. */
    MBOXCL2(false, true),
    /** Nothing is hidden: only lines that {@linkplain SeparatorLine are separator lines} cut. */
    UNQUOTED(false, false);

    private final boolean quoted;
    private final boolean counted;

    MboxDialect(boolean quoted, boolean counted) {
        this.quoted = quoted;
        this.counted = counted;
    }

    /** Returns whether messages have no line that begins with {@code From }: each one cuts. */
    boolean quoted() {
        return quoted;
    }

    /** Returns whether Content-Length counts, where it leads to a separator line or to the end. */
    boolean counted() {
        return counted;
    }
}
