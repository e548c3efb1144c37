package org.perdure.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as bytes, cut from its source. A few hundred exist at once.
 *
 * @param source what the ledger calls the file it stands in
 * @param offset place of the separator line in the (decompressed) source, in bytes
 * @param length bytes it takes in the source, from the line after the separator to the blank line
 *     that ends it, which is not counted
 * @param span bytes of the source that it takes with its separator line and the blank line after it
 * @param separator the separator line (RFC 4155), without line end; empty if the source has none
 * @param bytes the raw message: the source's own quoting of {@code From } lines undone, everything
 *     else as it stood. The array is not copied: nobody may change it.
 * @param truncated whether the message, or its separator, was longer than the reader's limit, so
 *     that only its beginning is here; {@code length} is that of the whole
 * @param filed when the source says that the message came to it; absent where a separator line says
 *     so, or nothing does
 */
public record RawMessage(
        String source,
        long offset,
        long length,
        long span,
        byte[] separator,
        byte[] bytes,
        boolean truncated,
        @Nullable Instant filed)
        implements SourceItem {
    private static final byte[] NO_SEPARATOR = {};

    /** Makes a message of a source that says when it came in the separator line, or nowhere. */
    public RawMessage(
            String source,
            long offset,
            long length,
            long span,
            byte[] separator,
            byte[] bytes,
            boolean truncated) {
        this(source, offset, length, span, separator, bytes, truncated, null);
    }

    /** Returns a message that is a file of its own. */
    public static RawMessage ofFile(String source, byte[] bytes) {
        return ofFile(source, bytes, bytes.length, null);
    }

    /**
     * Returns a message that is a file of its own.
     *
     * @param bytes the file, or its beginning if it is longer than the reader's limit
     * @param length bytes of the whole file
     * @param filed when it came there, if that is known
     */
    public static RawMessage ofFile(
            String source, byte[] bytes, long length, @Nullable Instant filed) {
        boolean truncated = bytes.length < length;
        return new RawMessage(source, 0, length, length, NO_SEPARATOR, bytes, truncated, filed);
    }

    /** Returns the same behind another separator line. */
    RawMessage withSeparator(byte[] line) {
        return new RawMessage(source, offset, length, span, line, bytes, truncated, filed);
    }

    @Override
    public int size() {
        return bytes.length;
    }
}
