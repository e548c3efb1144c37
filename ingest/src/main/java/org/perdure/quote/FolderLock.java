package org.perdure.quote;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to a folder, which one has in all processes, and in all threads of this one. */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "lock";

    /**
     * Folders held by this process. Asked before the file is opened: POSIX drops all locks of a
     * process on a file when it closes any of its handles.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the right to a folder, which is made if it is missing; nothing if another has it. */
    static Optional<FolderLock> take(Path folder) throws IOException {
        Path held = Files.createDirectories(folder).toRealPath();
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            FileChannel channel =
                    FileChannel.open(
                            held.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                taken = channel.tryLock() != null;
                return taken ? Optional.of(new FolderLock(held, channel)) : Optional.empty();
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } finally {
            if (!taken) {
                HELD.remove(held);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
