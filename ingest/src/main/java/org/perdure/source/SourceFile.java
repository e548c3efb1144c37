package org.perdure.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file, or standard input, opened for reading: decompressed if it is compressed, with its name
 * and how far reading has come.
 *
 * <p>Compression (gzip, bzip2, xz, zstd; several streams behind each other count as one) is told by
 * the first bytes, not by the name. When compressed data ends early or is damaged, all that could
 * be decompressed is delivered before the {@link IOException}. All errors name the file and are one
 * line for the operator.
 *
 * <p>The stream is for one thread; {@link #bytesRead} may be asked by any.
 */
public final class SourceFile implements Closeable {
    /** What stands for standard input instead of a path. */
    public static final String STANDARD_INPUT = "-";

    private final String name;
    private final OptionalLong size;
    private final CountedStream counted;
    private final DecompressedStream stream;

    private SourceFile(String name, OptionalLong size, InputStream bytes) throws IOException {
        this.name = name;
        this.size = size;
        this.counted = new CountedStream(bytes);
        this.stream = DecompressedStream.open(name, counted);
    }

    /**
     * Opens a file.
     *
     * @param path the path, or {@code -} for standard input
     * @param standardInput what to read for {@code -}
     * @throws IOException if there is no such file, it is a directory, it may not be read, or its
     *     first bytes cannot be decompressed
     */
    public static SourceFile open(String path, InputStream standardInput) throws IOException {
        if (path.equals(STANDARD_INPUT)) {
            return new SourceFile("standard input", OptionalLong.empty(), standardInput);
        }
        try {
            return open(path, Path.of(path));
        } catch (InvalidPathException e) {
            throw new IOException(path + ": not a path: " + e.getReason(), e);
        }
    }

    /** Opens a file; errors as for {@link #open(String, InputStream)}. */
    public static SourceFile open(Path path) throws IOException {
        return open(path.toString(), path);
    }

    /**
     * Opens a file; errors as for {@link #open(String, InputStream)}.
     *
     * @param name what to call it
     * @param links whether to follow a link
     */
    static SourceFile open(String name, Path path, LinkOption... links) throws IOException {
        InputStream bytes = stored(name, path, links);
        try {
            // A pipe or a device has no size.
            OptionalLong size =
                    Files.isRegularFile(path)
                            ? OptionalLong.of(Files.size(path))
                            : OptionalLong.empty();
            return new SourceFile(name, size, bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Opens a file as it is stored; errors as for {@link #open(String, InputStream)}. */
    static InputStream stored(String name, Path path, LinkOption... links) throws IOException {
        try {
            if (Files.isDirectory(path)) {
                throw new IOException(name + ": is a directory, not a mailbox");
            }
            return Files.newInputStream(path, links);
        } catch (NoSuchFileException e) {
            throw new IOException(name + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(name + ": permission denied", e);
        } catch (FileSystemException e) {
            throw new IOException(name + ": cannot be opened: " + e.getReason(), e);
        }
    }

    /**
     * Returns what it is called, in errors and in the ledger: a path, or {@code standard input}.
     */
    public String name() {
        return name;
    }

    /** Returns the decompressed content. It needs no buffering; closing it closes the file. */
    public InputStream stream() {
        return stream;
    }

    /** Returns the size of the content, if nothing has to be decompressed to know it. */
    OptionalLong contentSize() {
        return stream.isCompressed() ? OptionalLong.empty() : size;
    }

    /** Returns how many bytes of the file, as it is stored, have been read so far. */
    public long bytesRead() {
        return counted.bytesRead();
    }

    /** Returns the size of the file, as it is stored, in bytes; nothing for standard input. */
    public OptionalLong size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
