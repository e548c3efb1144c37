package org.perdure.store;

import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.perdure.message.ListName;

/** Writes passages, in transactions. For one thread; others may write at the same time. */
public interface PassageWriter extends Passages {
    /**
     * Does something in one transaction.
     *
     * @param work is given the position so far, which others may have moved
     * @param position the position afterwards, unless it is further already
     */
    void write(long position, LongConsumer work);

    /** Returns the highest key of which something is kept: messages above it are not read yet. */
    long newest();

    /** Keeps what messages wrote; twice does no harm. */
    void keep(List<Written> written);

    /** Puts what a message quotes in the place of what was known of that. */
    void replace(long key, List<Quotation> quotations);

    /**
     * Remembers that a message quotes what was looked for among all messages.
     *
     * @param time what was written until then may be the source
     */
    void await(ListName list, long key, long time, long[] fingerprints);

    /** Returns messages that quote something like this, as far as it was looked for. */
    Set<Long> awaiting(List<Written> written);
}
