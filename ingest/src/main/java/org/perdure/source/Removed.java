package org.perdure.source;

import java.time.Instant;

/**
 * A source says that a message, which it gave before, is to be shown no more.
 *
 * @param source where it says so
 * @param offset where in it, in bytes of the decompressed content
 * @param bytes the message, or its beginning if it is very long. The array is not copied: nobody
 *     may change it.
 * @param since when the source removed it
 */
public record Removed(String source, long offset, byte[] bytes, Instant since)
        implements SourceItem {
    @Override
    public int size() {
        return bytes.length;
    }
}
