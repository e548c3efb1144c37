package org.perdure.source;

/**
 * Something in a source that looked like mail and is none. The ledger lists it, with the reason.
 *
 * @param source the file it stands in
 * @param offset where, in bytes of the decompressed content
 * @param span bytes of the source that nothing else accounts for; 0 for a line that belongs to the
 *     message around it
 * @param bytes what was rejected, or its beginning. The array is not copied: nobody may change it.
 * @param reason why, for the operator's eyes
 */
public record Rejected(String source, long offset, long span, byte[] bytes, String reason)
        implements SourceItem {
    @Override
    public int size() {
        return bytes.length;
    }
}
