package org.perdure.ingest;

import java.util.List;
import java.util.stream.IntStream;
import org.perdure.link.Citation;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveWriter;

/** Looks at the links of messages that were stored before links were. Can be cut off anywhere. */
public final class OverdueCitations {
    private static final int BATCH = 250;

    private final ArchiveWriter writer;
    private final MessageParser parser = new MessageParser();

    public OverdueCitations(ArchiveWriter writer) {
        this.writer = writer;
    }

    /** Looks at all of them; returns how many there were. */
    public long run() {
        long all = 0;
        int batch = next();
        while (batch > 0) {
            all += batch;
            writer.giveWay();
            batch = next();
        }
        return all;
    }

    private int next() {
        return writer.write(
                transaction -> {
                    List<Long> keys = transaction.takeUncited(BATCH);
                    List<List<String>> citations =
                            keys.parallelStream().map(this::citations).toList();
                    IntStream.range(0, keys.size())
                            .forEach(i -> transaction.cite(keys.get(i), citations.get(i)));
                    return keys.size();
                });
    }

    private List<String> citations(long key) {
        return Citation.in(parser.parse(writer.store().raw(key)).body().text());
    }
}
