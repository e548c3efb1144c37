package org.perdure.store;

import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.MessageId;

/**
 * What became of one item of one source: the account of an import.
 *
 * @param source name of the file, or of whatever else was read
 * @param offset place of the item in the (decompressed) source, in bytes; in a mailbox that of the
 *     separator line
 * @param length bytes of the message as stored in the source, separator line left out
 * @param span bytes of the source that the row accounts for, separator line and blank line
 *     included: the rows of a file that was read whole stand end to end
 * @param sha256 lower-case hexadecimal SHA-256 of the raw message, or of what was rejected
 * @param outcome what became of it
 * @param id its msg-id; absent if it was rejected, or removed before it came, and for files that
 *     speak of many messages
 * @param number the number it has in the month of its separator line, if it has one
 * @param note the codes of its defects, a blank between; if it was rejected, why
 */
public record LedgerRow(
        String source,
        long offset,
        long length,
        long span,
        String sha256,
        Outcome outcome,
        @Nullable MessageId id,
        @Nullable MessageNumber number,
        String note) {
    /** What can become of an item of a source. Names are stored and exported: stable. */
    public enum Outcome {
        /** The first with its msg-id. */
        STORED,
        /** Its msg-id was there with other content: kept as a further copy. */
        COPY,
        /** Its content was there in other bytes: kept as another source of the same message. */
        SAME_CONTENT,
        /** The same bytes were there already. */
        DUPLICATE,
        /** It is no mail. */
        REJECTED,
        /** The source removed a message that it, or another, gave or may still give. */
        REMOVED,
        /** A page from which a message was built, because there is no mail of it. */
        RECONSTRUCTED,
        /** A page or file that says something of a message that is there already. */
        EVIDENCE
    }
}
