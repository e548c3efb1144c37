package org.perdure.store;

import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.MessageId;

/**
 * What became of one separator line of one source: the account of an import.
 *
 * @param source name of the source, such as a path
 * @param offset place of the separator line in the (decompressed) source, in bytes
 * @param length bytes of the message as stored in the source, separator line left out
 * @param sha256 lower-case hexadecimal SHA-256 of the raw message
 * @param outcome what became of it
 * @param id its msg-id
 * @param number the number it has in the month of its separator line, if it has one
 */
public record LedgerRow(
        String source,
        long offset,
        long length,
        String sha256,
        Outcome outcome,
        MessageId id,
        @Nullable MessageNumber number) {
    /** What can become of a message of a source. Names are stored and exported: stable. */
    public enum Outcome {
        /** The first with its msg-id. */
        STORED,
        /** Its msg-id was there with other content: kept as a further copy. */
        COPY,
        /** The same bytes were there already. */
        DUPLICATE
    }
}
