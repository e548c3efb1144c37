package org.perdure.search.lucene;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A generation of the index, open for reading as it was at a commit.
 *
 * @param path its folder
 * @param identity what tells the folder from another of the same name, where the system has that
 * @param reader the commit; closed when the last search in it ends
 * @param position how far it has followed the change log
 */
record Generation(Path path, @Nullable Object identity, DirectoryReader reader, Position position)
        implements Closeable {
    /**
     * Opens the last commit of a generation; none if nobody has written to it yet.
     *
     * @throws UnusableIndexException if it is damaged or of another version
     */
    static Optional<Generation> open(Path path) throws IOException {
        Directory directory = FSDirectory.open(path);
        try {
            return Optional.of(of(path, DirectoryReader.open(directory)));
        } catch (IndexNotFoundException e) {
            if (isUntouched(directory)) {
                return Optional.empty();
            }
            throw Position.unreadable(path, e);
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | EOFException
                | NoSuchFileException
                | IllegalArgumentException e) { // The last: a codec that this version lacks.
            throw Position.unreadable(path, e);
        }
    }

    private static boolean isUntouched(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                return false;
            }
        }
        return true;
    }

    private static Generation of(Path path, DirectoryReader reader) throws IOException {
        try {
            Position position = Position.read(reader.getIndexCommit().getUserData(), path);
            return new Generation(path, identity(path), reader, position);
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Returns whether a folder is still this generation. */
    boolean isAt(Path other) throws IOException {
        return path.equals(other) && Objects.equals(identity, identity(other));
    }

    /** Returns the generation as it is now, if there was a commit; this one stays open. */
    Optional<Generation> refreshed() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader);
        return newer == null ? Optional.empty() : Optional.of(of(path, newer));
    }

    /** Lets go of the reader; searches that hold it go on. */
    @Override
    public void close() throws IOException {
        reader.decRef();
    }
}
