package org.perdure.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.source.MessageSource;
import org.perdure.source.RawMessage;
import org.perdure.source.Rendition;
import org.perdure.source.SourceItem;

/** Takes items from a source by the batch: what one transaction stores. */
final class BatchReader {
    /** Enough that a commit to disk does not count, few enough to lose little time after a kill. */
    private static final int MAX_ITEMS = 250;

    /** Bounds the memory: some batches are in work at once. */
    private static final int MAX_BYTES = 4 << 20;

    private final MessageSource source;
    private final Deque<List<SourceItem>> ahead = new ArrayDeque<>();
    private @Nullable Exception failure;

    BatchReader(MessageSource source) {
        this.source = source;
    }

    /**
     * Returns the next batch, empty at the end of the source.
     *
     * @throws IOException if the source fails; all messages before have been returned then
     */
    List<SourceItem> next() throws IOException {
        List<SourceItem> batch = ahead.isEmpty() ? read() : ahead.poll();
        if (!batch.isEmpty()) {
            return batch;
        }
        ImportRun.rethrow(failure);
        return batch;
    }

    /**
     * Returns messages that the next calls of {@link #next} will return: so many batches as it
     * takes to have that many messages, or that many bytes.
     */
    List<byte[]> peek(int messages, long bytes) {
        List<byte[]> peeked = new ArrayList<>();
        long read = 0;
        while (peeked.size() < messages && read < bytes) {
            List<SourceItem> batch = read();
            if (batch.isEmpty()) {
                break;
            }
            ahead.add(batch);
            for (SourceItem item : batch) {
                if (item instanceof RawMessage raw) {
                    peeked.add(raw.bytes());
                } else if (item instanceof Rendition rendition) {
                    peeked.add(rendition.message());
                }
                read += item.size();
            }
        }
        return peeked;
    }

    private List<SourceItem> read() {
        List<SourceItem> batch = new ArrayList<>();
        long bytes = 0;
        while (failure == null && batch.size() < MAX_ITEMS && bytes < MAX_BYTES) {
            try {
                SourceItem item = source.next();
                if (item == null) {
                    break;
                }
                batch.add(item);
                bytes += item.size();
            } catch (IOException | RuntimeException e) {
                // Unchecked too: decompressors throw it at damaged data. Thrown when what came
                // before it has been returned.
                failure = e;
            }
        }
        return batch;
    }
}
