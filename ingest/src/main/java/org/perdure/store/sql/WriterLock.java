package org.perdure.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.perdure.store.StoreException;

/**
 * The right to write to an archive, held by one writer in all processes. The operating system takes
 * it back when the process dies.
 */
final class WriterLock implements AutoCloseable {
    private static final String FILE = "archive.lock";

    /**
     * Folders locked by this process. Asked before the file is opened: POSIX drops all locks of a
     * process on a file when it closes any of its handles, so that even a refused second attempt
     * would take the lock away from the first.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private WriterLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder, which is made if it is missing.
     *
     * @throws StoreException if another writer has it, or the folder cannot be written
     */
    static WriterLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (HELD.add(real)) {
                FileChannel channel = lock(real);
                if (channel != null) {
                    return new WriterLock(real, channel);
                }
            }
        } catch (IOException e) {
            throw new StoreException("cannot write to " + folder + ": " + reason(e), e);
        }
        throw new StoreException("another process is writing to the archive in " + folder);
    }

    private static @Nullable FileChannel lock(Path real) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel =
                    FileChannel.open(
                            real.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            return locked ? channel : null;
        } finally {
            if (!locked) {
                HELD.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot release the lock: " + e.getMessage(), e);
        } finally {
            HELD.remove(folder);
        }
    }
}
