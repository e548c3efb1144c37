package org.perdure.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.perdure.store.StoreException;

/**
 * A right that one writer has in all processes, held by a lock on a file. The operating system
 * takes it back when the process dies.
 *
 * <p>Who waits for it says so by a lock on another byte of the file, so that the holder can see it
 * and give way.
 */
final class WriterLock implements AutoCloseable {
    /** Held while something is written. */
    static final String WRITING = "archive.lock";

    /** Held by an import for all of its run, though it gives way to others within it. */
    static final String RUN = "import.lock";

    /** Bytes of the file: they need not exist to be locked. */
    private static final long RIGHT = 0;

    private static final long WISH = 1;

    /**
     * How long to wait between two attempts. The system cannot wake who waits for so long and no
     * longer; writers that give way leave more time than this.
     */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /**
     * Files opened by this process. Asked before the file is opened: POSIX drops all locks of a
     * process on a file when it closes any of its handles, so that even a refused second attempt
     * would take the lock away from the first.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** How many within this process wait for a file. */
    private static final Map<Path, Integer> WAITING = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;
    private boolean closed;

    private WriterLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a lock of a folder, which is made if it is missing.
     *
     * @param name {@link #WRITING} or {@link #RUN}
     * @param patience how long to wait while another writer has it
     * @throws StoreException if another writer keeps it, or the folder cannot be written
     */
    static WriterLock take(Path folder, String name, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            Files.createDirectories(folder);
            Path file = folder.toRealPath().resolve(name);
            WAITING.merge(file, 1, Integer::sum);
            try {
                do {
                    if (HELD.add(file)) {
                        WriterLock taken = open(file, end);
                        if (taken != null) {
                            return taken;
                        }
                        break;
                    }
                } while (System.nanoTime() - end < 0 && pause());
            } finally {
                WAITING.computeIfPresent(file, (each, count) -> count > 1 ? count - 1 : null);
            }
        } catch (IOException e) {
            throw new StoreException("cannot write to " + folder + ": " + reason(e), e);
        }
        throw new StoreException("another process is writing to the archive in " + folder);
    }

    /** Waits for other processes. */
    private static @Nullable WriterLock open(Path file, long end) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock wish = null;
            do {
                locked = channel.tryLock(RIGHT, 1, false) != null;
                if (!locked && wish == null) {
                    wish = channel.tryLock(WISH, 1, false); // Another may have said it already.
                }
            } while (!locked && System.nanoTime() - end < 0 && pause());
            if (wish != null) {
                wish.release();
            }
            return locked ? new WriterLock(file, channel) : null;
        } finally {
            if (!locked) {
                try {
                    if (channel != null) {
                        channel.close();
                    }
                } finally {
                    HELD.remove(file);
                }
            }
        }
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

    /** Returns whether somebody waits for this, in any process. */
    boolean isWanted() {
        if (WAITING.containsKey(file)) {
            return true;
        }
        try (FileLock wish = channel.tryLock(WISH, 1, false)) {
            return wish == null;
        } catch (IOException e) {
            throw new StoreException("cannot look at the lock: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : String.valueOf(e.getMessage());
    }

    /** Gives it back; does nothing if that was done. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot release the lock: " + e.getMessage(), e);
        } finally {
            HELD.remove(file);
        }
    }
}
