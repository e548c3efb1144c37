package org.perdure.search.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.perdure.store.Follower.ChangedMessage;

/**
 * Messages that came just now, in memory, to be searched beside an index that does not hold them
 * yet: that is written by another process perhaps, and committed when its writer likes.
 *
 * <p>Holds no more than {@link #MAX_MESSAGES}, and begins none when it has {@link #MAX_BYTES}: what
 * comes beyond that is found when the index holds it. Safe for any number of threads.
 */
final class RecentMail implements Closeable {
    /** How many messages are held. */
    static final int MAX_MESSAGES = 2_000;

    /** Heap for their documents, in bytes; the last that is begun may exceed it. */
    static final long MAX_BYTES = 16L << 20;

    /** What a document takes besides its text: fields, a segment of its own. */
    private static final long BYTES_A_MESSAGE = 4 << 10;

    /** By their place in the change log. */
    private final NavigableMap<Long, Recent> recent = new TreeMap<>();

    private IndexWriter writer;
    private DirectoryReader reader;
    private long bytes;

    /**
     * A message that is held.
     *
     * @param bytes what it counts for
     */
    private record Recent(long key, long bytes) {}

    RecentMail() {
        try {
            writer = emptyWriter();
            reader = DirectoryReader.open(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail so.
        }
    }

    private static IndexWriter emptyWriter() throws IOException {
        return new IndexWriter(
                new ByteBuffersDirectory(), new IndexWriterConfig(Fields.analyzer()));
    }

    /** Lucene closes a writer that runs out of heap: what it held is found in the index later. */
    private void beginAnewIfClosed() throws IOException {
        if (!writer.isOpen()) {
            reader.close();
            recent.clear();
            bytes = 0;
            writer = emptyWriter();
            reader = DirectoryReader.open(writer);
        }
    }

    /** Takes messages that were added to the archive, each with its place in the change log. */
    synchronized void add(List<ChangedMessage> added) throws IOException {
        beginAnewIfClosed();
        for (ChangedMessage message : added) {
            if (recent.size() >= MAX_MESSAGES || bytes >= MAX_BYTES) {
                return;
            }
            long key = message.entry().key();
            writer.updateDocument(term(key), MailDocument.of(message));
            long size = BYTES_A_MESSAGE + 2L * message.message().body().text().length();
            Recent before = recent.put(message.change().sequence(), new Recent(key, size));
            bytes += before == null ? size : size - before.bytes();
        }
    }

    /**
     * Returns what an index lacks, and forgets what it holds. The reader stays open until another
     * is returned; who uses it for longer takes hold of it before.
     *
     * @param applied the sequence of the last change in the index
     */
    synchronized Beside beside(long applied) throws IOException {
        beginAnewIfClosed();
        forget(applied);
        DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            reader.close();
            reader = newer;
        }
        long highest = recent.values().stream().mapToLong(Recent::key).max().orElse(0);
        return new Beside(reader, highest);
    }

    /**
     * What an index lacks.
     *
     * @param reader its messages
     * @param highestKey of all of them, 0 if there are none
     */
    record Beside(DirectoryReader reader, long highestKey) {}

    private void forget(long applied) throws IOException {
        NavigableMap<Long, Recent> held = recent.headMap(applied, true);
        if (held.isEmpty()) {
            return;
        }
        if (held.size() == recent.size()) {
            writer.deleteAll();
        } else {
            writer.deleteDocuments(
                    held.values().stream()
                            .map(message -> term(message.key()))
                            .toArray(Term[]::new));
        }
        bytes -= held.values().stream().mapToLong(Recent::bytes).sum();
        held.clear();
    }

    private static Term term(long key) {
        return new Term(Fields.KEY.label(), Long.toString(key));
    }

    @Override
    public synchronized void close() throws IOException {
        reader.close();
        writer.rollback();
    }
}
