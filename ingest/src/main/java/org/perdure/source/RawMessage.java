package org.perdure.source;

/**
 * A message as bytes, cut from its source. A few hundred exist at once.
 *
 * @param offset place of the separator line in the (decompressed) source, in bytes
 * @param length bytes it takes in the source, from the line after the separator to the blank line
 *     that ends it
 * @param separator the separator line (RFC 4155), without line end; empty if the source has none
 * @param bytes the raw message: the source's own quoting of {@code From } lines undone, everything
 *     else as it stood. The array is not copied: nobody may change it.
 */
public record RawMessage(long offset, long length, byte[] separator, byte[] bytes) {}
