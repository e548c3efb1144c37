package org.perdure.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.perdure.message.ListName;
import org.perdure.quote.Inquiry;
import org.perdure.quote.Model;
import org.perdure.quote.ParentFinder;
import org.perdure.quote.PassageFiles;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.Follower;

/**
 * Infers the parents of messages whose headers name none that is there, as they come: the same that
 * {@link Rethreading} infers for a list as a whole, from passages that are kept in files.
 *
 * <p>It follows the change log, which costs the words of each message; {@link #run} then looks for
 * parents: of what is new, and of what is older and would have looked up what is new. So in the end
 * it does not matter in which order messages came. After a crash the same goes on; looking for a
 * parent twice does no harm.
 */
public final class Inference implements Follower {
    /** Messages of one transaction: others who write need not wait long. */
    static final int PER_TRANSACTION = 250;

    /** Messages after which it is remembered that their parents were looked for. */
    static final int REMEMBER_EVERY = 5_000;

    /** A parent may be so much later than what answers it: clocks differ. */
    private static final int SKEW_SECONDS = 2 * 3_600;

    private final ArchiveStore store;
    private final PassageFiles files;
    private final Map<ListName, ParentFinder> finders = new HashMap<>();
    private long applied;
    private volatile boolean stopped;

    private Inference(ArchiveStore store, PassageFiles files) {
        this.store = store;
        this.files = files;
        this.applied = files.position();
    }

    /**
     * Opens the passages of an archive, which are made if need be.
     *
     * @param folder where they are
     * @return nothing if another process, or another thread, has them
     */
    public static Optional<Inference> open(ArchiveStore store, Path folder) throws IOException {
        return PassageFiles.open(folder).map(files -> new Inference(store, files));
    }

    /** Returns how far in the change log the passages in a folder came, 0 if there are none. */
    public static long position(Path folder) throws IOException {
        return PassageFiles.position(folder);
    }

    /** Runs a transaction, soon. */
    @FunctionalInterface
    public interface Storing {
        /**
         * @return what the body returns
         */
        int write(Function<Transaction, Integer> body) throws IOException;
    }

    @Override
    public long committed() {
        return files.position();
    }

    @Override
    public void apply(List<ChangedMessage> changes) {
        for (ChangedMessage one : changes) {
            if (one.entry().copy() == 0) { // Else its msg-id is there already.
                apply(one);
            }
        }
        applied = changes.getLast().change().sequence();
    }

    private void apply(ChangedMessage one) {
        Entry entry = one.entry();
        switch (one.change().kind()) {
            case ADDED, UNHIDDEN -> put(one);
            case REPLACED -> {
                if (store.findTakeDown(entry.list(), entry.id()).isEmpty()) {
                    put(one);
                }
            }
            case HIDDEN -> files.remove(entry.list(), entry.key());
            case RETHREADED, NUMBERED, RECEIVED_AGAIN -> {} // Say nothing of what it says.
        }
    }

    private void put(ChangedMessage one) {
        Entry entry = one.entry();
        files.put(
                entry.list(),
                entry.key(),
                Inquiry.of(one.message().withId(entry.id()), one.text(), entry.arrived()));
    }

    @Override
    public void commit() throws IOException {
        files.commit(applied);
    }

    /** Lets {@link #run} end after the messages at hand. Any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Follows the change log to its end, and looks for parents of what is new.
     *
     * @return how many messages hang elsewhere now
     */
    public int catchUp(CatchUp log, Storing storing) throws IOException {
        log.run(this);
        return run(storing);
    }

    /**
     * Looks for parents of what was committed since the last run, and stores them.
     *
     * @return how many messages hang elsewhere now
     */
    public int run(Storing storing) throws IOException {
        int before = files.asked();
        int moved = 0;
        Asking asking = new Asking();
        for (int message : files.removed()) {
            addAffected(message, before, asking);
        }
        long newest = files.newest(before) + SKEW_SECONDS;
        int remembered = before;
        for (int message = before; message < files.size() && !stopped; message++) {
            if (!files.isRemoved(message)) {
                asking.add(message);
                if (files.time(message) <= newest) {
                    addAffected(message, before, asking);
                }
            }
            if (asking.size() >= PER_TRANSACTION) {
                moved += ask(asking.take(), storing);
                if (message + 1 - remembered >= REMEMBER_EVERY) {
                    remembered = message + 1;
                    files.answered(remembered);
                }
            }
        }
        moved += stopped ? 0 : ask(asking.take(), storing);
        if (!stopped && (files.asked() < files.size() || !files.removed().isEmpty())) {
            files.answered(files.size());
        }
        return moved;
    }

    /** Messages to be asked, each once in a run: all that it may find is there from the start. */
    private static final class Asking {
        private final BitSet ever = new BitSet();
        private final List<Integer> next = new ArrayList<>();

        void add(int message) {
            if (!ever.get(message)) {
                ever.set(message);
                next.add(message);
            }
        }

        int size() {
            return next.size();
        }

        List<Integer> take() {
            List<Integer> taken = List.copyOf(next);
            next.clear();
            return taken;
        }
    }

    private void addAffected(int message, int below, Asking asking) {
        Optional<Entry> entry = store.findEntry(files.key(message));
        if (entry.isPresent()) {
            files.affected(entry.get().list(), files.inquiry(message), below).forEach(asking::add);
        }
    }

    private int ask(Collection<Integer> messages, Storing storing) throws IOException {
        List<Found> found = new ArrayList<>();
        for (int message : messages) {
            store.findEntry(files.key(message)).ifPresent(entry -> ask(message, entry, found));
        }
        return found.isEmpty() ? 0 : storing.write(transaction -> store(transaction, found));
    }

    /** What was inferred for a message of a list. */
    private record Found(ListName list, Inferred inferred) {}

    private void ask(int message, Entry entry, List<Found> found) {
        Edge edge = store.findEdge(entry).orElse(new Edge(entry.id(), null, null, null, 0));
        if (Inferred.isAnswered(edge)) {
            return;
        }
        ParentFinder finder = finders.computeIfAbsent(entry.list(), this::finder);
        Inferred inferred =
                Inferred.of(
                        entry.id(), finder.find(files.inquiry(message)), files.index(entry.list()));
        if (!inferred.isShownBy(edge)) {
            found.add(new Found(entry.list(), inferred));
        }
    }

    private ParentFinder finder(ListName list) {
        return new ParentFinder(files.index(list), Model.shipped());
    }

    private static int store(Transaction transaction, List<Found> found) {
        int moved = 0;
        for (Found one : found) {
            moved += one.inferred().store(transaction, one.list()).isEmpty() ? 0 : 1;
        }
        return moved;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
