package org.perdure.source;

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
 */
public record RawMessage(
        String source,
        long offset,
        long length,
        long span,
        byte[] separator,
        byte[] bytes,
        boolean truncated)
        implements SourceItem {
    private static final byte[] NO_SEPARATOR = {};

    /** Returns a message that is a file of its own. */
    public static RawMessage ofFile(String source, byte[] bytes) {
        return new RawMessage(source, 0, bytes.length, bytes.length, NO_SEPARATOR, bytes, false);
    }

    @Override
    public int size() {
        return bytes.length;
    }
}
