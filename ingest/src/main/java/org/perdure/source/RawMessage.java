package org.perdure.source;

/**
 * A message as bytes, cut from its source. A few hundred exist at once.
 *
 * @param offset place of the separator line in the (decompressed) source, in bytes
 * @param length bytes it takes in the source, from the line after the separator to the blank line
 *     that ends it, which is not counted
 * @param separator the separator line (RFC 4155), without line end; empty if the source has none
 * @param bytes the raw message: the source's own quoting of {@code From } lines undone, everything
 *     else as it stood. The array is not copied: nobody may change it.
 * @param truncated whether the message, or its separator, was longer than the reader's limit, so
 *     that only its beginning is here; {@code length} is that of the whole
 */
public record RawMessage(
        long offset, long length, byte[] separator, byte[] bytes, boolean truncated) {
    /** A whole message. */
    public RawMessage(long offset, long length, byte[] separator, byte[] bytes) {
        this(offset, length, separator, bytes, false);
    }
}
