package org.perdure.source;

/** One thing that a source holds. A source gives its items in their order. */
public sealed interface SourceItem
        permits RawMessage, Rejected, Removed, Rendition, NumberEvidence, SourceEnd, SourceMark {
    /** Returns what the ledger calls the file, or whatever else, that the item stands in. */
    String source();

    /** Returns where in it the item begins, in bytes of the decompressed content. */
    long offset();

    /** Returns how many bytes of memory it takes. */
    int size();
}
