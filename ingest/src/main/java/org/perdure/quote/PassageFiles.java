package org.perdure.quote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perdure.message.ListName;

/**
 * The {@link PassageIndex} of each list of an archive, kept in files, and how far the search for
 * parents has come with it. What {@link #commit} wrote is there after a kill, a power cut too, and
 * nothing else is. One process has it at a time.
 *
 * <p>In memory are some 30 bytes a message, what was added last, and the messages asked for of
 * late.
 */
public final class PassageFiles implements AutoCloseable {
    private static final String MESSAGES = "messages";
    private static final String DIGESTS = "digests";
    private static final String RECENT = "recent-";

    /** Bytes of a message in its file: rank, key, beginning of the digest. */
    private static final int ROW = 3 * Long.BYTES;

    private final Path folder;
    private final FolderLock lock;
    private final FileChannel rows;
    private final FileChannel digestFile;
    private final Ranks ranks = new Ranks();
    private final FileDigests digests;
    private final RunFiles runs;
    private final Postings postings;
    private long[] keys;
    private FilesState state;

    /** Places of messages that went since parents were last looked for. */
    private final List<Integer> removed = new ArrayList<>();

    private PassageFiles(Path folder, FolderLock lock, FilesState state) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.state = state;
        this.rows = channel(folder.resolve(MESSAGES));
        this.digestFile = channel(folder.resolve(DIGESTS));
        long[] offsets = new long[state.messages()];
        this.keys = new long[state.messages()];
        readRows(offsets);
        if (digestFile.size() < state.end()) {
            throw cutShort();
        }
        this.digests = new FileDigests(digestFile, offsets, state.end());
        this.runs = new RunFiles(folder);
        List<PostingRun> opened = state.runs().stream().map(runs::open).toList();
        this.postings = new Postings(ranks, runs, opened, recent());
        for (int message : state.removed()) {
            ranks.remove(message);
            removed.add(message);
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Opens a folder, which is made if it is missing, and emptied if it is of another form.
     *
     * @return nothing if another process, or another thread, has it
     */
    public static Optional<PassageFiles> open(Path folder) throws IOException {
        Optional<FolderLock> lock = FolderLock.take(folder);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        boolean opened = false;
        try {
            PassageFiles files = open(folder, lock.get());
            opened = true;
            return Optional.of(files);
        } finally {
            if (!opened) {
                lock.get().close();
            }
        }
    }

    private static PassageFiles open(Path folder, FolderLock lock) throws IOException {
        FilesState state = FilesState.read(folder).orElse(FilesState.EMPTY);
        try {
            return new PassageFiles(folder, lock, state);
        } catch (IOException | UncheckedIOException damaged) {
            if (state.equals(FilesState.EMPTY)) {
                throw damaged;
            }
            return new PassageFiles(folder, lock, FilesState.EMPTY);
        }
    }

    /** Returns how far in the change log this was committed, 0 if it never was. */
    public static long position(Path folder) throws IOException {
        return FilesState.read(folder).orElse(FilesState.EMPTY).position();
    }

    private void readRows(long[] offsets) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ROW * 4_096);
        int message = 0;
        while (message < offsets.length) {
            bytes.clear().limit(Math.min(bytes.capacity(), ROW * (offsets.length - message)));
            readFully(rows, bytes, (long) ROW * message);
            for (bytes.flip(); bytes.hasRemaining(); message++) {
                ranks.add(bytes.getLong());
                keys[message] = bytes.getLong();
                offsets[message] = bytes.getLong();
            }
        }
    }

    private static void readFully(FileChannel file, ByteBuffer bytes, long from)
            throws IOException {
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw cutShort();
            }
        }
    }

    private static IOException cutShort() {
        return new IOException("a file of the archive was cut short");
    }

    private LongBuffer recent() throws IOException {
        if (state.recent() == 0) {
            return LongBuffer.allocate(0);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(RECENT + state.recent()));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    /** Returns how far in the change log this was committed. */
    public long position() {
        return state.position();
    }

    /** Returns the messages of a list. */
    public PassageIndex index(ListName list) {
        return new PassageIndex(ranks, postings, digests, salt(list));
    }

    private static long salt(ListName list) {
        long hash = 0;
        for (int i = 0; i < list.value().length(); i++) {
            hash = 0x100000001b3L * (hash ^ list.value().charAt(i));
        }
        return hash * 0x9e3779b97f4a7c15L;
    }

    /** Returns how many messages there are, those that went included: places are below this. */
    public int size() {
        return ranks.size();
    }

    /** Returns the key of a message. */
    public long key(int message) {
        return keys[message];
    }

    /** Returns a message, ready to be asked. */
    public Inquiry inquiry(int message) {
        return digests.inquiry(message);
    }

    /** Returns whether a message is there no more. */
    public boolean isRemoved(int message) {
        return ranks.of(message) == Ranks.REMOVED;
    }

    /** Returns of how many messages the parent was looked for. */
    public int asked() {
        return state.asked();
    }

    /** Returns places of messages that went since parents were last looked for. */
    public List<Integer> removed() {
        return List.copyOf(removed);
    }

    /** Returns when a message was written, in seconds since 1970. */
    public long time(int message) {
        return Digest.time(ranks.of(message));
    }

    /** Returns the time of the newest of the first messages. */
    public long newest(int count) {
        return Digest.time(ranks.highest(count));
    }

    /** Adds a message, in place of what it was before if it is known. */
    public void put(ListName list, long key, Inquiry inquiry) {
        remove(list, key);
        if (size() == Postings.MAX_MESSAGES) {
            return; // Millions more than any archive has: they are threaded by their headers.
        }
        PassageIndex index = index(list);
        int message = index.add(inquiry);
        index.addKey(key, message);
        if (message == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(1_024, message + (message >> 1)));
        }
        keys[message] = key;
    }

    /** Removes a message, if it is there. */
    public void remove(ListName list, long key) {
        PassageIndex index = index(list);
        for (int message : index.withKey(key)) {
            if (keys[message] == key) {
                ranks.remove(message);
                removed.add(message);
            }
        }
    }

    /**
     * Returns those messages that may have another parent now that one has come, or gone.
     *
     * @param below only messages at places below this one
     */
    public Set<Integer> affected(ListName list, Inquiry one, int below) {
        return Affected.by(index(list), one, below);
    }

    /** Makes durable what was added and removed. */
    public void commit(long position) throws IOException {
        commit(position, state.asked());
    }

    /**
     * Remembers that the parents of some messages were looked for, and of all that what went may
     * have changed.
     *
     * @param asked how many: the first ones
     */
    public void answered(int asked) throws IOException {
        for (int message : state.removed()) {
            // Not before: who is cut off has to learn of it from the state.
            ByteBuffer row = ByteBuffer.allocate(ROW);
            put(message, row);
            write(rows, row.flip(), (long) ROW * message);
        }
        removed.removeAll(Set.copyOf(state.removed()));
        commit(state.position(), asked);
    }

    private void commit(long position, int asked) throws IOException {
        digests.write();
        digestFile.force(false);
        writeRows();
        rows.force(false);
        runs.force();
        int number = state.recent() + 1;
        writeRecent(number);
        FilesState next =
                new FilesState(
                        position,
                        size(),
                        digests.end(),
                        asked,
                        removed,
                        runs.named(postings.runs()),
                        number);
        next.write(folder);
        state = next;
        runs.clean();
        clean();
    }

    /** Writes the rows of new messages. */
    private void writeRows() throws IOException {
        int from = state.messages();
        ByteBuffer bytes = ByteBuffer.allocate(ROW * (size() - from));
        for (int message = from; message < size(); message++) {
            put(message, bytes);
        }
        write(rows, bytes.flip(), (long) ROW * from);
    }

    private void put(int message, ByteBuffer bytes) {
        bytes.putLong(ranks.of(message)).putLong(keys[message]).putLong(digests.offset(message));
    }

    private static void write(FileChannel file, ByteBuffer bytes, long to) throws IOException {
        long at = to;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    private void writeRecent(int number) throws IOException {
        long[] recent = postings.recent();
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * recent.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(recent);
        try (FileChannel file = channel(folder.resolve(RECENT + number))) {
            file.truncate(0);
            write(file, bytes, 0);
            file.force(false);
        }
    }

    private void clean() throws IOException {
        try (var all = Files.newDirectoryStream(folder, RECENT + "*")) {
            for (Path path : all) {
                if (!path.endsWith(RECENT + state.recent())) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (lock;
                rows) {
            digestFile.close();
        }
    }
}
