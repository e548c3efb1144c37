package org.perdure.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.perdure.ingest.CatchUp;
import org.perdure.ingest.PassageFollower;
import org.perdure.message.ListName;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.IndexInUseException;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.sql.SqlitePassageWriter;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an archive: {@code perdure.yaml}, {@code archive.db}, {@code passages.db}, {@code
 * index/} and {@code inference/}.
 *
 * @param path the folder
 */
record ArchiveFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveFolder.class);

    /**
     * How long to wait for others that are writing: a service lets go after a second, an import
     * after each batch if it is not an import that waits.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Returns what the operator says of the archive. */
    ConfigurationFile configurationFile() {
        requireFolder();
        return new ConfigurationFile(path.resolve("perdure.yaml"));
    }

    /** Returns the search index. */
    IndexFolder index() {
        return new IndexFolder(path.resolve("index"));
    }

    /** Returns where passages are kept by which parents are inferred. */
    Path inference() {
        return path.resolve("inference");
    }

    /**
     * Makes sure that there is an archive.
     *
     * @throws Failure if there is none
     */
    void requireArchive() {
        requireFolder();
        // What cannot be looked at may be one: opening it says why it cannot be read.
        if (Files.notExists(path.resolve(SqliteStore.FILE))) {
            throw new Failure(
                    path
                            + " is not an archive; one is made by: perdure import --archive "
                            + path
                            + " --list NAME SOURCE");
        }
    }

    private void requireFolder() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Failure(path + " is a file; an archive is a folder");
        }
    }

    /** Returns whether there is an archive. */
    boolean exists() {
        return Files.exists(path.resolve(SqliteStore.FILE));
    }

    /** Opens the store for reading. */
    ArchiveStore openStore() {
        return SqliteStore.open(path);
    }

    /**
     * Opens the store for writing; it is made if need be. Waits for others that are writing, for
     * {@link #PATIENCE} at the most.
     */
    ArchiveWriter openWriter() throws IOException {
        requireFolder();
        Files.createDirectories(path);
        return SqliteWriter.open(path, PATIENCE);
    }

    /**
     * Opens the store for writing as {@link #openWriter} does, for an import: there is one at a
     * time, and it gives way to mail that comes in meanwhile.
     */
    ArchiveWriter openImport() throws IOException {
        requireFolder();
        Files.createDirectories(path);
        return SqliteWriter.openForRun(path, PATIENCE);
    }

    /**
     * Makes sure that there is an archive, for a command that can begin one: it is enough that its
     * lists are described.
     *
     * @throws Failure if there is none, and no {@code perdure.yaml} either
     */
    void begin() throws IOException {
        boolean described = !configurationFile().read().lists().isEmpty();
        if (described && !exists()) {
            openWriter().close();
        }
        requireArchive();
    }

    /** Where a service of this archive takes mail from commands on the same machine. */
    Path socket() {
        return path.resolve("archive.sock");
    }

    /** Opens the archive for readers. */
    OpenArchive open() throws IOException {
        return OpenArchive.open(this);
    }

    /** Brings the search index up to date, unless a service does that. */
    void updateIndex(ArchiveStore store) throws IOException {
        try (LuceneFollower follower = LuceneFollower.open(index().forWriting(), 1)) {
            new CatchUp(store).run(follower);
        } catch (IndexInUseException e) {
            LOG.info("the search index is left to another process", e);
        }
    }

    /** Finds who wrote what is quoted in messages that came since that was done last. */
    void updatePassages(ArchiveStore store) throws IOException {
        try (PassageFollower follower =
                new PassageFollower(store, SqlitePassageWriter.open(path))) {
            new CatchUp(store).run(follower);
        }
    }

    /** Returns the complaint that a store has no such list. */
    static Failure unknownList(ListName list, ArchiveStore store) {
        String known =
                store.lists().stream().map(ListName::value).collect(Collectors.joining(", "));
        return new Failure(
                "there is no list “"
                        + list
                        + "” in this archive"
                        + (known.isEmpty() ? "" : "; it has " + known));
    }

    /** Returns the folder. */
    @Override
    public String toString() {
        return path.toString();
    }
}
