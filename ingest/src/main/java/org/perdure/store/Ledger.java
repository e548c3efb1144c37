package org.perdure.store;

import org.perdure.message.ListName;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;

/** The account of sources, in a transaction: what each holds, and what became of it. */
public interface Ledger {
    /** Adds a row to the ledger, unless there is one of the same source, place and bytes. */
    void account(ListName list, Accounted row);

    /** Changes how many bytes of a source an item of the ledger accounts for. */
    void grow(ListName list, String source, Account account, long span);

    /** Gives a source another name, unless there is one of that name. */
    void rename(ListName list, String former, String source);

    /**
     * Keeps how long a file is that was read whole.
     *
     * @param start offset of its first item
     * @param bytes its length, decompressed
     */
    void close(ListName list, String source, long start, long bytes);

    /** Keeps how far a source has been read, in place of the mark before. */
    void mark(ListName list, String source, String mark);
}
