package org.perdure.search.lucene;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.perdure.store.Follower;

/**
 * Writes the index as the change log grows. One writer of a generation exists at a time, in all
 * processes; it takes about {@value #BUFFER_MEGABYTES} MB of heap beside the messages it is given.
 *
 * <p>The sequence of the last change stands in each commit of the index, so that index and position
 * cannot disagree. What was not committed is gone after a crash and after {@link #close()}.
 *
 * <p>Keys grow in the order of storing, so a message whose key is above all in the index is new and
 * is simply added; only one below may be there already and replaces itself.
 *
 * <p>If the index is rebuilt by another process meanwhile, what is applied here still goes to the
 * generation that was opened, which nobody reads any more. Nothing is lost by that: the position in
 * the new generation says what it lacks, and the next follower opened there is given it.
 */
public final class LuceneFollower implements Follower {
    /** Heap for documents that are not written yet. */
    private static final int BUFFER_MEGABYTES = 64;

    /** Larger segments than this are made by imports and rebuilds only. */
    private static final int BRIEF_MERGE_MEGABYTES = 16;

    /** How many documents a thread takes at a time. */
    private static final int SHARE = 8;

    private final Path generation;
    private final Directory directory;
    private final IndexWriter writer;
    private final int threads;
    private final ExecutorService workers;
    private Position committed;
    private Position applied;
    private boolean broken;

    private LuceneFollower(
            Path generation, Directory directory, IndexWriter writer, Position start, int threads) {
        this.generation = generation;
        this.directory = directory;
        this.writer = writer;
        this.committed = start;
        this.applied = start;
        this.threads = threads;
        this.workers =
                Executors.newFixedThreadPool(
                        Math.max(1, threads - 1),
                        Thread.ofPlatform().daemon().name("indexer-", 1).factory());
    }

    /**
     * Opens a generation to write to it, {@link IndexFolder#forWriting()} or one being rebuilt.
     *
     * @param threads how many make documents at once, the caller's included, at least 1
     * @throws IndexInUseException if another writer has it
     * @throws UnusableIndexException if it is damaged or of another version
     */
    public static LuceneFollower open(Path generation, int threads) throws IOException {
        return open(generation, threads, config());
    }

    /**
     * Opens the current generation of an index to write to it, as {@link #open(Path, int)} does;
     * one that cannot be used is replaced by an empty one before.
     */
    public static LuceneFollower open(IndexFolder index, int threads) throws IOException {
        try {
            return open(index.forWriting(), threads);
        } catch (UnusableIndexException expected) { // Logged by what follows.
            index.renew();
            return open(index.forWriting(), threads);
        }
    }

    /**
     * Opens a generation to write to it for a moment, as {@link #open} does. Only small segments
     * are merged: a long merge would be given up when the follower is closed, and be begun anew by
     * the next.
     */
    public static LuceneFollower openBriefly(Path generation) throws IOException {
        TieredMergePolicy small = new TieredMergePolicy();
        small.setMaxMergedSegmentMB(BRIEF_MERGE_MEGABYTES);
        return open(generation, 1, config().setMergePolicy(small));
    }

    private static LuceneFollower open(Path generation, int threads, IndexWriterConfig config)
            throws IOException {
        Directory directory = FSDirectory.open(generation);
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, config);
            LuceneFollower follower =
                    new LuceneFollower(
                            generation, directory, writer, start(writer, generation), threads);
            writer = null;
            return follower;
        } catch (LockObtainFailedException e) {
            throw new IndexInUseException(generation, e);
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | EOFException
                | NoSuchFileException
                | IllegalArgumentException e) { // The last: a codec that this version lacks.
            throw Position.unreadable(generation, e);
        } finally {
            if (writer != null) {
                writer.rollback();
            }
        }
    }

    private static Position start(IndexWriter writer, Path generation) throws IOException {
        if (DirectoryReader.indexExists(writer.getDirectory())) {
            Map<String, String> data = new HashMap<>();
            writer.getLiveCommitData().forEach(item -> data.put(item.getKey(), item.getValue()));
            return Position.read(data, generation);
        }
        commit(writer, Position.START); // So that readers find an empty index.
        return Position.START;
    }

    private static IndexWriterConfig config() {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(4, 1);
        return new IndexWriterConfig(Fields.analyzer())
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(merges)
                // Half a batch must not become durable: it would be added again.
                .setCommitOnClose(false);
    }

    @Override
    public long committed() {
        return committed.sequence();
    }

    /** Returns the sequence of the last change applied, committed or not. */
    public long applied() {
        return applied.sequence();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Messages that came are indexed, and deleted when they are taken down. That a message got
     * another parent changes nothing: where it stands in its thread is read from the store, not
     * searched.
     */
    @Override
    public void apply(List<ChangedMessage> changes) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        if (broken) {
            throw new IOException("The search index in " + generation + " could not be written.");
        }
        broken = true;
        long highestKey = applied.highestKey();
        // By key: only the last that happened to a message counts.
        Map<Long, ChangedMessage> added = new LinkedHashMap<>();
        Map<Long, ChangedMessage> repeated = new LinkedHashMap<>();
        Set<Long> removed = new LinkedHashSet<>();
        for (ChangedMessage change : changes) {
            long key = change.change().key();
            switch (change.change().kind()) {
                case ADDED -> {
                    (key > highestKey ? added : repeated).put(key, change);
                    removed.remove(key);
                    highestKey = Math.max(highestKey, key);
                }
                case HIDDEN -> {
                    added.remove(key);
                    repeated.remove(key);
                    removed.add(key);
                }
                case UNHIDDEN, REPLACED -> {
                    repeated.put(key, change);
                    removed.remove(key);
                }
                case RETHREADED, NUMBERED, RECEIVED_AGAIN -> {} // No field holds what they change.
            }
        }
        try {
            addAll(List.copyOf(added.values()));
            for (Map.Entry<Long, ChangedMessage> change : repeated.entrySet()) {
                writer.updateDocument(term(change.getKey()), document(change.getValue()));
            }
            for (long key : removed) {
                writer.deleteDocuments(term(key));
            }
        } catch (AlreadyClosedException e) { // Writing failed before, perhaps in a merge.
            throw cannotBeWritten(e);
        }
        applied = new Position(changes.getLast().change().sequence(), highestKey);
        broken = false;
    }

    private static Term term(long key) {
        return new Term(Fields.KEY.label(), Long.toString(key));
    }

    /** Adds messages that are not in the index, in any order. */
    private void addAll(List<ChangedMessage> added) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> helpers = new ArrayList<>();
        for (int i = 1; i < threads && i * SHARE < added.size(); i++) {
            helpers.add(
                    workers.submit(
                            () -> {
                                addShares(added, next);
                                return null;
                            }));
        }
        try {
            addShares(added, next);
        } finally {
            next.set(added.size()); // If we failed, the others need not go on.
            await(helpers);
        }
    }

    private void addShares(List<ChangedMessage> added, AtomicInteger next) throws IOException {
        for (int from = next.getAndAdd(SHARE); from < added.size(); from = next.getAndAdd(SHARE)) {
            for (ChangedMessage change :
                    added.subList(from, Math.min(added.size(), from + SHARE))) {
                writer.addDocument(document(change));
            }
        }
    }

    private static void await(List<Future<?>> helpers) throws IOException {
        for (Future<?> helper : helpers) {
            try {
                helper.get();
            } catch (ExecutionException e) {
                rethrow(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while indexing", e);
            }
        }
    }

    private static void rethrow(ExecutionException e) throws IOException {
        Throwable cause = e.getCause();
        if (cause instanceof IOException failed) {
            throw failed;
        }
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        throw new AssertionError("a helper failed", e);
    }

    private static Document document(ChangedMessage change) {
        return MailDocument.of(change);
    }

    @Override
    public void commit() throws IOException {
        if (broken) {
            throw new IOException("The search index in " + generation + " could not be written.");
        }
        if (applied.equals(committed)) {
            return;
        }
        try {
            commit(writer, applied);
        } catch (AlreadyClosedException e) { // As in apply().
            throw cannotBeWritten(e);
        }
        committed = applied;
    }

    private IOException cannotBeWritten(AlreadyClosedException e) {
        return new IOException("The search index in " + generation + " cannot be written.", e);
    }

    private static void commit(IndexWriter writer, Position position) throws IOException {
        writer.setLiveCommitData(position.toCommit().entrySet());
        writer.commit();
    }

    /** Closes the index; what was not committed is gone. */
    @Override
    public void close() throws IOException {
        workers.shutdown();
        try {
            writer.rollback();
        } finally {
            directory.close();
        }
    }
}
