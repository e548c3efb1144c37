package org.perdure.quote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs of postings, each in a file that is seen as memory: the postings, then the directory. A file
 * is never changed once its run is kept.
 */
final class RunFiles implements Postings.Shelf {
    private static final String PREFIX = "run-";

    private final Path folder;
    private final Map<PostingRun, Named> files = new HashMap<>();
    private int last;

    /** Those that were made since {@link #force}. */
    private final List<MappedByteBuffer> unforced = new ArrayList<>();

    /** The room that was given last, and is to be kept. */
    private @Nullable MappedByteBuffer room;

    RunFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * A file with a run.
     *
     * @param number in its name
     * @param size how many postings it has
     * @param capacity how many there is room for before the directory
     */
    record Named(int number, int size, int capacity) {
        int length() {
            return Long.BYTES * capacity + Integer.BYTES * PostingRun.directorySize(capacity);
        }

        LongBuffer postings(MappedByteBuffer map) {
            return map.slice(0, Long.BYTES * capacity)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .limit(size);
        }

        IntBuffer directory(MappedByteBuffer map) {
            int from = Long.BYTES * capacity;
            return map.slice(from, map.limit() - from)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer()
                    .limit(PostingRun.directorySize(size));
        }
    }

    /** Opens a run that was kept. */
    PostingRun open(Named named) {
        MappedByteBuffer map = map(named, MapMode.READ_ONLY);
        PostingRun run = new PostingRun(named.postings(map), named.directory(map));
        files.put(run, named);
        last = Math.max(last, named.number());
        return run;
    }

    private MappedByteBuffer map(Named named, MapMode mode) {
        boolean isNew = mode.equals(MapMode.READ_WRITE);
        try (FileChannel channel =
                isNew
                        ? FileChannel.open(
                                path(named.number()),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE)
                        : FileChannel.open(path(named.number()))) {
            if (!isNew && channel.size() < named.length()) {
                throw new IOException("a file of the archive was cut short");
            }
            return channel.map(mode, 0, named.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(int number) {
        return folder.resolve(PREFIX + number);
    }

    @Override
    public LongBuffer room(int size) {
        Named named = new Named(++last, size, size);
        MappedByteBuffer map = map(named, MapMode.READ_WRITE);
        room = map;
        return named.postings(map);
    }

    @Override
    public PostingRun keep(LongBuffer filled) {
        Named named = new Named(last, filled.limit(), filled.capacity());
        MappedByteBuffer map = Objects.requireNonNull(room);
        IntBuffer directory = named.directory(map);
        PostingRun.fill(directory, filled);
        PostingRun run = new PostingRun(filled, directory);
        files.put(run, named);
        unforced.add(map);
        return run;
    }

    @Override
    public void drop(PostingRun run) {
        files.remove(run);
    }

    /** Makes sure that all runs are on the disk. */
    void force() {
        unforced.forEach(MappedByteBuffer::force);
        unforced.clear();
    }

    /** Returns the files of runs. */
    List<Named> named(List<PostingRun> runs) {
        return runs.stream().map(files::get).toList();
    }

    /** Deletes the files of runs that are no more. */
    void clean() throws IOException {
        List<Path> kept = files.values().stream().map(named -> path(named.number())).toList();
        try (var all = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path path : all) {
                if (!kept.contains(path)) {
                    Files.delete(path);
                }
            }
        }
    }
}
