package org.perdure.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Function;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;

/** Fails with one message, as with a mistake of ours. */
record Poisoned(ArchiveWriter writer) implements ArchiveWriter {
    @Override
    public ArchiveStore store() {
        return writer.store();
    }

    @Override
    public void learn(List<byte[]> samples) {
        writer.learn(samples);
    }

    @Override
    public boolean isUntaught() {
        return writer.isUntaught();
    }

    @Override
    public Packed pack(byte[] raw) {
        if (new String(raw, UTF_8).contains("poison")) {
            throw new IllegalStateException("poison");
        }
        return writer.pack(raw);
    }

    @Override
    public <T> T write(Function<Transaction, T> body) {
        return writer.write(body);
    }

    @Override
    public void close() {
        writer.close();
    }
}
