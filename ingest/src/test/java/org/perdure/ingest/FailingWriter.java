package org.perdure.ingest;

import java.util.List;
import java.util.function.Function;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.StoreException;

/** A writer whose disk is full after some transactions; closing leaves the one behind it open. */
final class FailingWriter implements ArchiveWriter {
    private final ArchiveWriter writer;
    private int transactions;

    FailingWriter(ArchiveWriter writer, int transactions) {
        this.writer = writer;
        this.transactions = transactions;
    }

    @Override
    public ArchiveStore store() {
        return writer.store();
    }

    @Override
    public void learn(List<byte[]> samples) {}

    @Override
    public boolean isUntaught() {
        return false;
    }

    @Override
    public Packed pack(byte[] raw) {
        return writer.pack(raw);
    }

    @Override
    public <T> T write(Function<Transaction, T> body) {
        if (transactions-- <= 0) {
            throw new StoreException("no space left");
        }
        return writer.write(body);
    }

    @Override
    public void close() {}
}
