package org.perdure.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.perdure.archive.Archive;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.search.lucene.LuceneSearchIndex;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Passages;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqlitePassages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An archive with what it is made of, open for reading.
 *
 * @param configuration what its operator says
 * @param store the truth
 * @param index full-text search, as far as it is built
 * @param needed the sequence of the change that must be in the index before the archive searches it
 * @param passages who wrote what is quoted, as far as it was looked for
 * @param archive what readers see
 */
record OpenArchive(
        Configuration configuration,
        ArchiveStore store,
        LuceneSearchIndex index,
        long needed,
        Passages passages,
        Archive archive)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenArchive.class);

    static OpenArchive open(ArchiveFolder folder) throws IOException {
        Configuration configuration = folder.configurationFile().read();
        ArchiveStore store = folder.openStore();
        LuceneSearchIndex index = new LuceneSearchIndex(folder.index());
        long needed = store.lastSequence();
        return of(configuration, store, index, needed, passages(folder));
    }

    private static OpenArchive of(
            Configuration configuration,
            ArchiveStore store,
            LuceneSearchIndex index,
            long needed,
            Passages passages)
            throws IOException {
        Archive archive =
                new Archive(
                        store,
                        new AwaitedIndex(index, needed),
                        passages,
                        lists(configuration),
                        hosts(configuration));
        return new OpenArchive(configuration, store, index, needed, passages, archive);
    }

    /**
     * Returns the same archive as its operator wants it seen now: made of the same parts, which are
     * to be closed once.
     */
    OpenArchive with(Configuration other) throws IOException {
        return of(other, store, index, needed, passages);
    }

    /** Passages are made of the archive, which is read without them where they cannot be. */
    private static Passages passages(ArchiveFolder folder) {
        try {
            return SqlitePassages.open(folder.path());
        } catch (StoreException e) {
            LOG.warn(
                    "who wrote what is quoted is not told: {}; if {} is damaged, delete it, and the"
                            + " service makes it anew when it starts",
                    e.getMessage(),
                    folder.path().resolve(SqlitePassages.FILE));
            return Passages.NONE;
        }
    }

    /** Links to the lists that this program knows are understood, whether or not they are here. */
    private static Map<ListName, MailingList> lists(Configuration configuration)
            throws IOException {
        Map<ListName, MailingList> lists = new HashMap<>();
        for (ListName name : ConfigurationFile.PROFILES) {
            lists.put(name, ConfigurationFile.profile(name));
        }
        lists.putAll(configuration.listsByName());
        return lists;
    }

    private static Set<String> hosts(Configuration configuration) {
        String base = configuration.server().publicBase();
        return base.isEmpty() ? Set.of() : Set.of(base.substring(base.indexOf("://") + 3));
    }

    @Override
    public void close() throws IOException {
        try {
            index.close();
        } finally {
            passages.close();
            store.close();
        }
    }
}
