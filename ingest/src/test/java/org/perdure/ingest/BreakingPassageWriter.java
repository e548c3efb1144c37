package org.perdure.ingest;

import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.perdure.message.ListName;
import org.perdure.store.Fingerprinted;
import org.perdure.store.PassageWriter;
import org.perdure.store.Quotation;
import org.perdure.store.StoreException;

/** Writes to a real file until it breaks, as if the process were killed. */
final class BreakingPassageWriter implements PassageWriter {
    private final PassageWriter file;
    private int left;

    /**
     * @param left of how many messages it writes what they quote
     */
    BreakingPassageWriter(PassageWriter file, int left) {
        this.file = file;
        this.left = left;
    }

    @Override
    public void replace(long key, List<Quotation> quotations) {
        if (left-- == 0) {
            throw new StoreException("broken", new IllegalStateException());
        }
        file.replace(key, quotations);
    }

    @Override
    public void write(long position, LongConsumer work) {
        file.write(position, work);
    }

    @Override
    public long newest() {
        return file.newest();
    }

    @Override
    public void keep(List<Fingerprinted> written) {
        file.keep(written);
    }

    @Override
    public void await(List<Fingerprinted> quoted) {
        file.await(quoted);
    }

    @Override
    public Set<Long> awaiting(List<Fingerprinted> written) {
        return file.awaiting(written);
    }

    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return file.snapshot(readings);
    }

    @Override
    public long position() {
        return file.position();
    }

    @Override
    public List<Quotation> quotedBy(long key, int limit) {
        return file.quotedBy(key, limit);
    }

    @Override
    public List<Quotation> quoting(long key, int limit) {
        return file.quoting(key, limit);
    }

    @Override
    public List<Long> thatWrote(ListName list, long[] fingerprints, long time) {
        return file.thatWrote(list, fingerprints, time);
    }

    @Override
    public void close() {
        file.close();
    }
}
