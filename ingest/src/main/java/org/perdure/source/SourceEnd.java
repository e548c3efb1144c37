package org.perdure.source;

/**
 * The end of a file of a source that was read whole: what all its items must add up to.
 *
 * @param source the file
 * @param start offset of its first item; blank lines may stand before it
 * @param bytes length of the decompressed content
 */
public record SourceEnd(String source, long start, long bytes) implements SourceItem {
    @Override
    public long offset() {
        return bytes;
    }

    @Override
    public int size() {
        return 0;
    }
}
