package org.perdure.source;

/**
 * How a mailbox hides lines of a message that look like separator lines.
 *
 * <p>The dialects differ only in which {@code >} belong to the mailbox and are taken off. A file
 * does not say which one it is in, so {@link #MBOXRD} is assumed unless the caller knows better:
 * public-inbox and all present tools write it, it alone can be undone without loss, and on an mboxo
 * file it errs only where a sender's own line began with {@code >>From }.
 */
public enum MboxDialect {
    /** A line of one or more {@code >} and {@code From } loses one {@code >}. */
    MBOXRD,
    /** Exactly {@code >From } loses its {@code >}; lines with more keep them all. */
    MBOXO
}
