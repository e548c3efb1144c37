package org.perdure.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.perdure.store.Change;
import org.perdure.store.Follower;

/**
 * A follower that writes changes to a file, one line each, and survives its process being killed:
 * beside it stands how much of the file counts. Commits often, to be killed in the middle of it.
 */
final class LogFollower implements Follower {
    private static final int COMMIT_EVERY = 3;

    private final Path log;
    private final Path position;
    private final FileChannel channel;
    private long sequence;
    private int applied;

    LogFollower(Path folder) throws IOException {
        log = folder.resolve("log");
        position = folder.resolve("position");
        channel = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long length = 0;
        if (Files.exists(position)) {
            String[] numbers = Files.readString(position).split(" ");
            sequence = Long.parseLong(numbers[0]);
            length = Long.parseLong(numbers[1]);
        }
        channel.truncate(length).position(length);
    }

    /** Returns the line of a change. */
    static String line(Change change) {
        return change.sequence() + " " + change.kind() + " " + change.key() + " " + change.id();
    }

    @Override
    public long committed() {
        return sequence;
    }

    @Override
    public void apply(List<ChangedMessage> changes) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (ChangedMessage changed : changes) {
            lines.append(line(changed.change())).append('\n');
            if (!changed.message().id().equals(changed.change().id())) {
                throw new IOException("another message than the change is about: " + changed);
            }
        }
        channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
        sequence = changes.getLast().change().sequence();
        if (++applied % COMMIT_EVERY == 0) {
            commit();
        }
    }

    @Override
    public void commit() throws IOException {
        channel.force(true);
        Path next = position.resolveSibling("position.next");
        Files.writeString(next, sequence + " " + channel.position());
        Files.move(next, position, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
