package org.perdure.source;

/**
 * In which dialect a mailbox was read, and why.
 *
 * @param source the mailbox
 * @param dialect what was chosen
 * @param reason why, for the operator's eyes
 * @param ignoredLengths how many messages had a Content-Length that counts in the dialect, but led
 *     to no separator line
 */
public record DialectChoice(String source, MboxDialect dialect, String reason, int ignoredLengths) {
    /** How much of a mailbox is looked at to tell its dialect, in bytes. */
    static final int SAMPLE_BYTES = 4 << 20;

    DialectChoice withIgnoredLengths(int count) {
        return new DialectChoice(source, dialect, reason, count);
    }
}
