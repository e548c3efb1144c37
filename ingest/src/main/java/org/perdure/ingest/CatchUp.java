package org.perdure.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Follower;
import org.perdure.store.Follower.ChangedMessage;

/** Brings a follower up to date from the change log: after a crash, or after a rebuild began. */
public final class CatchUp {
    /** How many messages are in memory at once, at the most. */
    private static final int BATCH = 200;

    /** How many bytes of messages are in memory at once, but for one message. */
    private static final long MAX_BYTES = 4 << 20;

    /** How many changes may have to be applied again after a crash. */
    static final int COMMIT_EVERY = 20_000;

    private final ArchiveStore store;
    private final MessageParser parser = new MessageParser();
    private volatile boolean stopped;

    public CatchUp(ArchiveStore store) {
        this.store = store;
    }

    /**
     * Lets {@link #run} end after the batch at hand, with all it did committed. Any thread. An
     * interrupt would not do: it closes the files that a follower is writing.
     */
    public void stop() {
        stopped = true;
    }

    /**
     * Applies and commits all changes that the follower lacks, unless told to {@link #stop}.
     *
     * @return how many changes were applied
     */
    public long run(Follower follower) throws IOException {
        long position = follower.committed();
        long applied = 0;
        long uncommitted = 0;
        while (!stopped) {
            List<Change> changes = store.changes(position, BATCH);
            if (changes.isEmpty()) {
                break;
            }
            apply(changes, follower);
            position = changes.getLast().sequence();
            applied += changes.size();
            uncommitted += changes.size();
            if (uncommitted >= COMMIT_EVERY) {
                follower.commit();
                uncommitted = 0;
            }
        }
        if (uncommitted > 0) {
            follower.commit();
        }
        return applied;
    }

    private void apply(List<Change> changes, Follower follower) throws IOException {
        List<ChangedMessage> messages = new ArrayList<>();
        long bytes = 0;
        for (Change change : changes) {
            byte[] raw = store.raw(change.key());
            messages.add(read(change, raw));
            bytes += raw.length;
            if (bytes >= MAX_BYTES) {
                follower.apply(messages);
                messages = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!messages.isEmpty()) {
            follower.apply(messages);
        }
    }

    /** Reads the message that a change is about. */
    ChangedMessage read(Change change) {
        return read(change, store.raw(change.key()));
    }

    private ChangedMessage read(Change change, byte[] raw) {
        return new ChangedMessage(
                change, store.findEntry(change.key()).orElseThrow(), parser.parse(raw));
    }
}
