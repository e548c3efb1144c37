package org.perdure.server;

import java.io.IOException;
import org.perdure.archive.Archive;
import org.perdure.search.SearchIndex;
import org.perdure.search.lucene.LuceneSearchIndex;
import org.perdure.store.ArchiveStore;

/**
 * An archive with what it is made of, open for reading.
 *
 * @param configuration what its operator says
 * @param store the truth
 * @param index full-text search
 * @param archive what readers see
 */
record OpenArchive(
        Configuration configuration, ArchiveStore store, SearchIndex index, Archive archive)
        implements AutoCloseable {
    static OpenArchive open(ArchiveFolder folder) throws IOException {
        Configuration configuration = folder.configurationFile().read();
        ArchiveStore store = folder.openStore();
        SearchIndex index = new LuceneSearchIndex(folder.index());
        return new OpenArchive(
                configuration,
                store,
                index,
                new Archive(store, index, configuration.listsByName()));
    }

    @Override
    public void close() throws IOException {
        try {
            index.close();
        } finally {
            store.close();
        }
    }
}
