package org.perdure.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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
     * How long to wait between two attempts. The system cannot wake who waits for so long and no
     * longer; writers that give way leave more time than this.
     */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

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
     * @param patience how long to wait while another writer has it
     * @throws StoreException if another writer keeps it, or the folder cannot be written
     */
    static WriterLock take(Path folder, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            do {
                WriterLock taken = tryOnce(real);
                if (taken != null) {
                    return taken;
                }
            } while (System.nanoTime() - end < 0 && pause());
        } catch (IOException e) {
            throw new StoreException("cannot write to " + folder + ": " + reason(e), e);
        }
        throw new StoreException("another process is writing to the archive in " + folder);
    }

    private static @Nullable WriterLock tryOnce(Path real) throws IOException {
        if (!HELD.add(real)) {
            return null;
        }
        FileChannel channel = lock(real);
        return channel == null ? null : new WriterLock(real, channel);
    }

    /** Waits a little; tells whether to go on. */
    private static boolean pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
