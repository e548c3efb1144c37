package org.perdure.store;

import java.util.List;
import java.util.function.Supplier;
import org.perdure.message.ListName;

/**
 * Who wrote what is quoted. Derived from the messages, and kept behind the change log: what is not
 * read yet is not found. For use by several threads.
 */
public interface Passages extends AutoCloseable {
    /** Of an archive whose passages nobody has looked for. */
    Passages NONE = new NoPassages();

    /** Runs short readings that see one state of the passages, as {@link ArchiveStore#snapshot}. */
    <T> T snapshot(Supplier<T> readings);

    /** Returns the sequence of the last change that was looked at. */
    long position();

    /** Returns the highest key of which something is kept: messages above it are not read yet. */
    long newest();

    /** Returns what a message quotes, in its order. */
    List<Quotation> quotedBy(long key, int limit);

    /** Returns who quotes a message, by place there. */
    List<Quotation> quoting(long key, int limit);

    /**
     * Returns the keys of the messages of a list that wrote something, the likeliest five, the
     * oldest first.
     *
     * @param time only of what was written until then, in seconds since 1970
     */
    List<Long> thatWrote(ListName list, long[] fingerprints, long time);

    @Override
    void close();
}
