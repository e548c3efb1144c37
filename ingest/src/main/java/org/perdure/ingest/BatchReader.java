package org.perdure.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;

/** Takes messages from a source by the batch: what one transaction stores. */
final class BatchReader {
    /** Enough that a commit to disk does not count, few enough to lose little time after a kill. */
    private static final int MAX_MESSAGES = 250;

    /** Bounds the memory: some batches are in work at once. */
    private static final int MAX_BYTES = 4 << 20;

    private final MboxReader reader;
    private final Deque<List<RawMessage>> ahead = new ArrayDeque<>();
    private @Nullable Exception failure;

    BatchReader(MboxReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the next batch, empty at the end of the source.
     *
     * @throws IOException if the source fails; all messages before have been returned then
     */
    List<RawMessage> next() throws IOException {
        List<RawMessage> batch = ahead.isEmpty() ? read() : ahead.poll();
        if (!batch.isEmpty()) {
            return batch;
        }
        return switch (failure) {
            case null -> batch;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        };
    }

    /**
     * Returns messages that the next calls of {@link #next} will return: so many batches as it
     * takes to have that many messages, or that many bytes.
     */
    List<RawMessage> peek(int messages, long bytes) {
        List<RawMessage> peeked = new ArrayList<>();
        long read = 0;
        while (peeked.size() < messages && read < bytes) {
            List<RawMessage> batch = read();
            if (batch.isEmpty()) {
                break;
            }
            ahead.add(batch);
            peeked.addAll(batch);
            read += batch.stream().mapToLong(raw -> raw.bytes().length).sum();
        }
        return peeked;
    }

    private List<RawMessage> read() {
        List<RawMessage> batch = new ArrayList<>();
        long bytes = 0;
        while (failure == null && batch.size() < MAX_MESSAGES && bytes < MAX_BYTES) {
            try {
                RawMessage raw = reader.next();
                if (raw == null) {
                    break;
                }
                batch.add(raw);
                bytes += raw.bytes().length;
            } catch (IOException | RuntimeException e) {
                // Unchecked too: decompressors throw it at damaged data. Thrown when what came
                // before it has been returned.
                failure = e;
            }
        }
        return batch;
    }
}
