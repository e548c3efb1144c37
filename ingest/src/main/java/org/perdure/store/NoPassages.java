package org.perdure.store;

import java.util.List;
import java.util.function.Supplier;
import org.perdure.message.ListName;

/** Knows nothing. */
final class NoPassages implements Passages {
    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return readings.get();
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public List<Quotation> quotedBy(long key, int limit) {
        return List.of();
    }

    @Override
    public List<Quotation> quoting(long key, int limit) {
        return List.of();
    }

    @Override
    public long newest() {
        return 0;
    }

    @Override
    public List<Long> thatWrote(ListName list, long[] fingerprints, long time) {
        return List.of();
    }

    @Override
    public void close() {}
}
