package org.perdure.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdure.store.Change;
import org.perdure.store.Follower;

/** A follower that remembers what it was given, and can fail. */
final class RecordingFollower implements Follower {
    final List<ChangedMessage> applied = new ArrayList<>();
    volatile long committed;
    int commits;

    /** How many more times {@link #apply} works. */
    int patience = Integer.MAX_VALUE;

    private long position;
    private volatile boolean inUse;

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public void apply(List<ChangedMessage> changes) throws IOException {
        inUse = true;
        if (patience-- <= 0) {
            throw new IOException("the follower is tired");
        }
        if (Thread.interrupted()) {
            throw new IOException("interrupted in the middle of its work");
        }
        applied.addAll(changes);
        position = changes.getLast().change().sequence();
        inUse = false;
    }

    @Override
    public void commit() {
        commits++;
        committed = position;
    }

    @Override
    public void close() {
        if (inUse) {
            throw new IllegalStateException("closed while in use");
        }
    }

    /** Returns the sequences it was given. */
    List<Long> sequences() {
        return applied.stream().map(ChangedMessage::change).map(Change::sequence).toList();
    }
}
