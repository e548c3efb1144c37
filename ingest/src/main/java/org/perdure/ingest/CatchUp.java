package org.perdure.ingest;

import java.io.IOException;
import java.util.List;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Follower;
import org.perdure.store.Follower.ChangedMessage;

/** Brings a follower up to date from the change log: after a crash, or after a rebuild began. */
public final class CatchUp {
    /** How many changes may have to be applied again after a crash. */
    static final int COMMIT_EVERY = 20_000;

    private final ArchiveStore store;
    private final MessageParser parser = new MessageParser();
    private volatile boolean stopped;

    public CatchUp(ArchiveStore store) {
        this.store = store;
    }

    /**
     * Lets {@link #run} end after the messages at hand, with all it did committed. Any thread. An
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
        return run(follower, () -> {});
    }

    /**
     * Applies and commits all changes that the follower lacks, unless told to {@link #stop}.
     *
     * @param between is run after each portion
     * @return how many changes were applied
     */
    long run(Follower follower, Runnable between) throws IOException {
        long position = follower.committed();
        long applied = 0;
        long uncommitted = 0;
        while (!stopped) {
            List<ChangedMessage> portion = readAfter(position);
            if (portion.isEmpty()) {
                break;
            }
            follower.apply(portion);
            position = portion.getLast().change().sequence();
            applied += portion.size();
            uncommitted += portion.size();
            if (uncommitted >= COMMIT_EVERY) {
                follower.commit();
                uncommitted = 0;
            }
            between.run();
        }
        if (uncommitted > 0) {
            follower.commit();
        }
        return applied;
    }

    /** Reads changes after one, as many as a follower takes at a time; empty if there are none. */
    List<ChangedMessage> readAfter(long position) {
        Portion portion = new Portion();
        for (Change change : store.changes(position, Portion.MAX_MESSAGES)) {
            portion.add(read(change));
            if (portion.isFull()) {
                break;
            }
        }
        return portion.take();
    }

    /** Reads the message that a change is about. */
    ChangedMessage read(Change change) {
        byte[] raw = store.raw(change.key());
        return new ChangedMessage(
                change, store.findEntry(change.key()).orElseThrow(), parser.parse(raw), raw.length);
    }
}
