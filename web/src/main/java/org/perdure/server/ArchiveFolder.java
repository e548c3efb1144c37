package org.perdure.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.perdure.message.ListName;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/**
 * The folder of an archive: {@code perdure.yaml}, {@code archive.db} and {@code index/}.
 *
 * @param path the folder
 */
record ArchiveFolder(Path path) {
    /** Returns what the operator says of the archive. */
    ConfigurationFile configurationFile() {
        return new ConfigurationFile(path.resolve("perdure.yaml"));
    }

    /** Returns the search index. */
    IndexFolder index() {
        return new IndexFolder(path.resolve("index"));
    }

    /**
     * Makes sure that there is an archive.
     *
     * @throws Failure if there is none
     */
    void requireArchive() {
        if (!Files.exists(path.resolve(SqliteStore.FILE))) {
            throw new Failure(
                    path
                            + " is not an archive; one is made by: perdure import --archive "
                            + path
                            + " --list NAME SOURCE");
        }
    }

    /** Opens the store for reading. */
    ArchiveStore openStore() {
        return SqliteStore.open(path);
    }

    /** Opens the store for writing; it is made if need be. */
    ArchiveWriter openWriter() throws IOException {
        Files.createDirectories(path);
        return SqliteWriter.open(path);
    }

    /** Opens the archive for readers. */
    OpenArchive open() throws IOException {
        return OpenArchive.open(this);
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
