package org.perdure.store;

import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Writes passages, in transactions. For one thread; others may write at the same time. */
public interface PassageWriter extends Passages {
    /**
     * Does something in one transaction.
     *
     * @param work is given the position so far, which others may have moved
     * @param position the position afterwards, unless it is further already
     */
    void write(long position, LongConsumer work);

    /** Keeps what messages wrote; twice does no harm. */
    void keep(List<Fingerprinted> written);

    /** Puts what a message quotes in the place of what was known of that. */
    void replace(long key, List<Quotation> quotations);

    /** Remembers what messages quote of which the source was looked for among all messages. */
    void await(List<Fingerprinted> quoted);

    /** Returns messages of which such a source may be among what was written. */
    Set<Long> awaiting(List<Fingerprinted> written);
}
