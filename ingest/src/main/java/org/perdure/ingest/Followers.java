package org.perdure.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.Follower;
import org.perdure.store.Follower.ChangedMessage;

/**
 * The followers of a run, each in a thread of its own. They are given what the run stores and what
 * others store meanwhile, in the order of the change log. Who waits for a follower that is behind
 * lets others write: that can take longer than a transaction.
 */
final class Followers implements AutoCloseable {
    /** How long to wait for a follower before looking whether others wait to write. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ArchiveWriter writer;
    private final CatchUp catchUp;
    private final List<FollowerThread> threads;
    private long handedOn;
    private boolean othersWrote;

    /**
     * @param followers have been given the whole change log; not closed
     */
    Followers(ArchiveWriter writer, CatchUp catchUp, List<Follower> followers) {
        this.writer = writer;
        this.catchUp = catchUp;
        this.threads = followers.stream().map(FollowerThread::new).toList();
        this.handedOn = writer.store().lastSequence();
    }

    /** Hands on what a transaction filed, in portions: one message may have moved many. */
    void offer(List<Filing.Filed> filed, List<Prepared> items) throws InterruptedException {
        if (threads.isEmpty()) {
            return;
        }
        Portion portion = new Portion();
        for (int i = 0; i < filed.size(); i++) {
            for (Change change : filed.get(i).changes()) {
                portion.add(changed(change, filed.get(i).entry(), items.get(i)));
                if (portion.isFull()) {
                    offer(portion.take(), false);
                }
            }
        }
        offer(portion.take(), false);
    }

    private ChangedMessage changed(Change change, @Nullable Entry entry, Prepared item) {
        Parsed brought = item.brought();
        return entry == null || brought == null || change.key() != entry.key()
                ? catchUp.read(change)
                : new ChangedMessage(
                        change, entry, brought.message(), brought.raw().bytes().length);
    }

    private void offer(List<ChangedMessage> portion, boolean hurried) throws InterruptedException {
        if (portion.isEmpty()) {
            return;
        }
        for (FollowerThread thread : threads) {
            while (!thread.offer(portion, hurried, LOOK_AGAIN)) {
                othersWrote |= writer.giveWay();
            }
        }
        handedOn = portion.getLast().change().sequence();
    }

    /** Lets others write, and hands on what they stored, now or while we waited for a follower. */
    void giveWay() throws InterruptedException {
        othersWrote |= writer.giveWay();
        if (!othersWrote || threads.isEmpty()) {
            return;
        }
        othersWrote = false;
        List<ChangedMessage> portion = catchUp.readAfter(handedOn);
        while (!portion.isEmpty()) {
            offer(portion, true);
            portion = catchUp.readAfter(handedOn);
        }
    }

    /** Waits until all that was offered is applied and committed, or a follower has failed. */
    @Override
    public void close() {
        threads.forEach(FollowerThread::close);
    }

    /** Throws why a follower failed, if one did; to be called after {@link #close}. */
    void rethrowFailure() throws IOException {
        for (FollowerThread thread : threads) {
            ImportRun.rethrow(thread.failure());
        }
    }
}
