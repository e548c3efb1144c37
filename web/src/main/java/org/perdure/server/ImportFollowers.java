package org.perdure.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.CatchUp;
import org.perdure.ingest.Inference;
import org.perdure.search.lucene.IndexInUseException;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Follower;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept in step with the archive while an import runs: the search index, and the passages by
 * which parents are inferred. What a service is bringing up to date just now is left to it; it will
 * do so with what comes in, too.
 */
final class ImportFollowers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportFollowers.class);

    private final List<Follower> all = new ArrayList<>();
    private @Nullable Inference inference;

    private ImportFollowers() {}

    static ImportFollowers open(ArchiveFolder folder, ArchiveStore store) throws IOException {
        ImportFollowers opened = new ImportFollowers();
        boolean complete = false;
        try {
            opened.openAll(folder, store);
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                opened.close();
            }
        }
    }

    private void openAll(ArchiveFolder folder, ArchiveStore store) throws IOException {
        try {
            int processors = Runtime.getRuntime().availableProcessors();
            all.add(LuceneFollower.open(folder.index(), processors));
        } catch (IndexInUseException e) {
            LOG.info("the search index is left to another process", e);
        }
        Optional<Inference> free = Inference.open(store, folder.inference());
        free.ifPresent(all::add);
        inference = free.orElse(null);
    }

    List<Follower> all() {
        return all;
    }

    /** Looks for parents of what came in, and hands on what that changed. */
    void infer(ArchiveWriter writer) throws IOException {
        if (inference == null) {
            return;
        }
        int moved =
                inference.run(
                        body -> {
                            int changed = writer.write(body);
                            writer.giveWay();
                            return changed;
                        });
        if (moved > 0) {
            for (Follower follower : all) {
                new CatchUp(writer.store()).run(follower);
            }
        }
    }

    /** Lets {@link #infer} end early. Any thread. */
    void stop() {
        Inference running = inference;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Follower follower : all) {
            try {
                follower.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
