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
    /** How many messages are in memory at once. */
    private static final int BATCH = 200;

    /** How many changes may have to be applied again after a crash. */
    static final int COMMIT_EVERY = 20_000;

    private final ArchiveStore store;
    private final MessageParser parser = new MessageParser();

    public CatchUp(ArchiveStore store) {
        this.store = store;
    }

    /**
     * Applies and commits all changes that the follower lacks. Stops early, with all of it
     * committed, when the thread is interrupted.
     *
     * @return how many changes were applied
     */
    public long run(Follower follower) throws IOException {
        long position = follower.committed();
        long applied = 0;
        long uncommitted = 0;
        while (!Thread.currentThread().isInterrupted()) {
            List<Change> changes = store.changes(position, BATCH);
            if (changes.isEmpty()) {
                break;
            }
            follower.apply(read(changes));
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

    private List<ChangedMessage> read(List<Change> changes) {
        List<ChangedMessage> messages = new ArrayList<>(changes.size());
        for (Change change : changes) {
            messages.add(read(change));
        }
        return messages;
    }

    /** Reads the message that a change is about. */
    ChangedMessage read(Change change) {
        return new ChangedMessage(
                change,
                store.findEntry(change.key()).orElseThrow(),
                parser.parse(store.raw(change.key())));
    }
}
