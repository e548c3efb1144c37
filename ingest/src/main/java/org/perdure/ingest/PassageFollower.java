package org.perdure.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdure.message.ListName;
import org.perdure.mime.MessageParser;
import org.perdure.quote.PassageText;
import org.perdure.quote.PassageText.Excerpt;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.Follower;
import org.perdure.store.PassageWriter;
import org.perdure.store.Quotation;

/**
 * Keeps who wrote what is quoted in step with the change log. The messages that one answers are
 * looked at first, then all of its list by fingerprints.
 *
 * <p>What a message quotes is told from its ancestors and from what was written before it. So it is
 * traced again when a message comes above it, or one that wrote what was looked for among all; in
 * the end it does not matter in which order they came. Each portion is a transaction with its
 * position: after a crash the same goes on, and two that follow at once do no harm.
 */
public final class PassageFollower implements Follower {
    /** Messages above one that are looked at, and below one that are traced again. */
    static final int MAX_DISTANCE = 12;

    /** Messages below one that are traced again; others keep what they have. */
    static final int MAX_BELOW = 2_000;

    /** Passages of one message that are kept: the first ones. */
    static final int MAX_QUOTATIONS = 500;

    /** Words of messages in memory, eight bytes each: most of what is answered is recent. */
    static final int MAX_CACHED_WORDS = 2_000_000;

    /** A source may be so much later than what quotes it: clocks differ. */
    static final int SKEW_SECONDS = 2 * 3_600;

    private final ArchiveStore store;
    private final PassageWriter passages;
    private final MessageParser parser = new MessageParser();
    private final Map<Long, PassageText> recent = new LinkedHashMap<>(64, .75f, true);
    private long cachedWords;
    private long newest;

    /**
     * @param passages is closed with this
     */
    public PassageFollower(ArchiveStore store, PassageWriter passages) {
        this.store = store;
        this.passages = passages;
    }

    @Override
    public long committed() {
        return passages.position();
    }

    @Override
    public void apply(List<ChangedMessage> changes) {
        long last = changes.getLast().change().sequence();
        passages.write(
                last,
                position ->
                        follow(
                                changes.stream()
                                        .filter(one -> one.change().sequence() > position)
                                        .filter(one -> matters(one.change().kind()))
                                        .filter(one -> one.entry().copy() == 0)
                                        .toList()));
    }

    private static boolean matters(Change.Kind kind) {
        return switch (kind) {
            case ADDED, RETHREADED, HIDDEN, UNHIDDEN, REPLACED -> true;
            case NUMBERED, RECEIVED_AGAIN -> false;
        };
    }

    private void follow(List<ChangedMessage> changes) {
        Map<Long, Entry> dirty = new LinkedHashMap<>();
        for (ChangedMessage one : changes) {
            Entry entry = one.entry();
            if (one.change().kind() == Change.Kind.ADDED
                    || one.change().kind() == Change.Kind.REPLACED) {
                PassageText text = PassageText.of(entry.key(), one.message(), entry.arrived());
                forget(entry.key());
                remember(text);
                passages.keep(entry.list(), entry.key(), text.time(), text.fingerprints());
            }
            dirty.put(entry.key(), entry);
        }
        newest = passages.newest();
        for (ChangedMessage one : changes) {
            addTouched(one, dirty);
        }
        dirty.values().forEach(this::trace);
    }

    /** Adds the messages of which something else may be true now. */
    private void addTouched(ChangedMessage one, Map<Long, Entry> dirty) {
        addBelow(one.entry(), dirty);
        PassageText text = text(one.entry());
        for (long key : passages.awaiting(one.entry().list(), text.time(), text.fingerprints())) {
            store.findEntry(key).ifPresent(entry -> dirty.put(key, entry));
        }
        if (one.change().kind() != Change.Kind.ADDED) {
            for (Quotation quotation : passages.quoting(one.entry().key(), MAX_BELOW)) {
                long key = quotation.quoting();
                store.findEntry(key).ifPresent(entry -> dirty.put(key, entry));
            }
        }
    }

    /** What comes later in the log is left out: it will be traced when its turn comes. */
    private void addBelow(Entry entry, Map<Long, Entry> dirty) {
        Deque<Entry> level = new ArrayDeque<>(List.of(entry));
        int count = 0;
        for (int distance = 0; distance < MAX_DISTANCE && !level.isEmpty(); distance++) {
            Deque<Entry> below = new ArrayDeque<>();
            for (Entry above : level) {
                for (Entry reply : store.replies(above)) {
                    if (count < MAX_BELOW && reply.key() <= newest) {
                        dirty.put(reply.key(), reply);
                        below.add(reply);
                        count++;
                    }
                }
            }
            level = below;
        }
    }

    private void trace(Entry entry) {
        PassageText text = text(entry);
        if (!text.quotes()) {
            passages.replace(entry.key(), List.of());
            return;
        }
        List<PassageText> above =
                store.ancestors(entry, MAX_DISTANCE).stream().map(this::text).toList();
        List<Excerpt> excerpts =
                text.trace(above, fingerprints -> search(entry.list(), text, fingerprints));
        passages.replace(
                entry.key(),
                excerpts.stream()
                        .limit(MAX_QUOTATIONS)
                        .map(excerpt -> quotation(entry.key(), excerpt, above))
                        .toList());
    }

    private static Quotation quotation(long key, Excerpt excerpt, List<PassageText> above) {
        return new Quotation(
                key,
                excerpt.firstLine(),
                excerpt.endLine(),
                excerpt.level(),
                excerpt.source().key(),
                excerpt.sourceFirst(),
                excerpt.sourceEnd(),
                excerpt.words(),
                excerpt.share(),
                above.contains(excerpt.source()));
    }

    private List<PassageText> search(ListName list, PassageText quoting, long[] fingerprints) {
        long until = quoting.time() + SKEW_SECONDS;
        passages.await(list, quoting.key(), until, fingerprints);
        List<PassageText> found = new ArrayList<>();
        for (long key : passages.thatWrote(list, fingerprints, until)) {
            if (key != quoting.key()) {
                store.findEntry(key)
                        .filter(entry -> store.findTakeDown(list, entry.id()).isEmpty())
                        .ifPresent(entry -> found.add(text(entry)));
            }
        }
        return found;
    }

    private PassageText text(Entry entry) {
        PassageText known = recent.get(entry.key());
        if (known != null) {
            return known;
        }
        PassageText read =
                PassageText.of(entry.key(), parser.parse(store.raw(entry.key())), entry.arrived());
        remember(read);
        return read;
    }

    private void remember(PassageText text) {
        recent.put(text.key(), text);
        cachedWords += text.size();
        var oldest = recent.values().iterator();
        while (cachedWords > MAX_CACHED_WORDS && recent.size() > 1) {
            cachedWords -= oldest.next().size();
            oldest.remove();
        }
    }

    private void forget(long key) {
        PassageText old = recent.remove(key);
        cachedWords -= old == null ? 0 : old.size();
    }

    /** Nothing to do: each portion is durable when it is applied. */
    @Override
    public void commit() {}

    @Override
    public void close() {
        passages.close();
    }
}
