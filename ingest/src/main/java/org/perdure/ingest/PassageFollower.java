package org.perdure.ingest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.mime.MessageParser;
import org.perdure.quote.PassageText;
import org.perdure.quote.PassageText.Excerpt;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.Fingerprinted;
import org.perdure.store.Follower;
import org.perdure.store.PassageWriter;
import org.perdure.store.Quotation;

/**
 * Keeps who wrote what is quoted in step with the change log. The messages that one answers are
 * looked at first, then all of its list by fingerprints.
 *
 * <p>What a message quotes is told from its ancestors and from what was written before it. So it is
 * traced again when a message comes above it, or one that wrote what was looked for among all; in
 * the end it does not matter in which order they came. Each batch is a transaction with its
 * position: after a crash the same goes on, and two that follow at once do no harm.
 */
public final class PassageFollower implements Follower {
    /** Changes that are followed in one transaction: most of its cost is that of its pages. */
    static final int BATCH = 2_000;

    /** Messages above one that are looked at, and below one that are traced again. */
    static final int MAX_DISTANCE = 12;

    /** Messages below one, or that quote it, that are traced again; others keep what they have. */
    static final int MAX_TOUCHED = 2_000;

    /** Passages of one message that are kept: the first ones. */
    static final int MAX_QUOTATIONS = 500;

    /** Words of messages in memory, eight bytes each: most of what is answered is recent. */
    static final int MAX_CACHED_WORDS = 2_000_000;

    /** Words of a batch, eight bytes each: it ends earlier when messages are long. */
    static final int MAX_BATCH_WORDS = 2_000_000;

    /** A source may be so much later than what quotes it: clocks differ. */
    static final int SKEW_SECONDS = 2 * 3_600;

    private final ArchiveStore store;
    private final PassageWriter passages;
    private final MessageParser parser = new MessageParser();
    private final Map<Long, PassageText> recent = new LinkedHashMap<>(64, .75f, true);
    private final List<Pending> pending = new ArrayList<>();
    private long pendingWords;
    private long applied;
    private long cachedWords;

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

    /** What is still to be followed of a change; the text if it may say something new. */
    private record Pending(Change change, Entry entry, @Nullable PassageText text) {
        Change.Kind kind() {
            return change.kind();
        }
    }

    @Override
    public void apply(List<ChangedMessage> changes) {
        for (ChangedMessage one : changes) {
            if (one.change().kind() == Change.Kind.REPLACED) {
                forget(one.entry().key());
            }
        }
        for (ChangedMessage one : changes) {
            Change.Kind kind = one.change().kind();
            if (matters(kind) && one.entry().copy() == 0) {
                PassageText text = maySaySomethingNew(kind) ? text(one) : null;
                pending.add(new Pending(one.change(), one.entry(), text));
                pendingWords += text == null ? 0 : text.size();
            }
        }
        applied = changes.getLast().change().sequence();
        if (pending.size() >= BATCH || pendingWords >= MAX_BATCH_WORDS) {
            commit();
        }
    }

    private static boolean matters(Change.Kind kind) {
        return switch (kind) {
            case ADDED, RETHREADED, HIDDEN, UNHIDDEN, REPLACED -> true;
            case NUMBERED, RECEIVED_AGAIN -> false;
        };
    }

    private static boolean maySaySomethingNew(Change.Kind kind) {
        return kind != Change.Kind.RETHREADED && kind != Change.Kind.HIDDEN;
    }

    @Override
    public void commit() {
        passages.write(
                applied,
                position ->
                        follow(
                                pending.stream()
                                        .filter(one -> one.change().sequence() > position)
                                        .toList()));
        pending.clear();
        pendingWords = 0;
    }

    private void follow(List<Pending> changes) {
        Map<Long, Entry> dirty = new LinkedHashMap<>();
        List<Fingerprinted> written = new ArrayList<>();
        for (Pending one : changes) {
            PassageText text = one.text();
            dirty.put(one.entry().key(), one.entry());
            if (text != null) {
                written.add(
                        new Fingerprinted(
                                one.entry().list(), text.key(), text.time(), text.fingerprints()));
            }
        }
        passages.keep(written);
        long newest = passages.newest();
        changes.stream().flatMapToLong(one -> touched(one, newest)).forEach(key -> add(key, dirty));
        passages.awaiting(written).forEach(key -> add(key, dirty));
        List<Fingerprinted> awaited = new ArrayList<>();
        dirty.values().forEach(entry -> trace(entry, awaited));
        passages.await(awaited);
    }

    /**
     * Returns the messages of which something else may be true now. What comes later in the log is
     * left out: it will be traced when its turn comes.
     */
    private LongStream touched(Pending one, long newest) {
        Entry entry = one.entry();
        LongStream below =
                store.descendants(entry, MAX_DISTANCE, newest, MAX_TOUCHED).stream()
                        .mapToLong(Long::longValue);
        return one.kind() == Change.Kind.ADDED
                ? below
                : LongStream.concat(
                        below,
                        passages.quoting(entry.key(), MAX_TOUCHED).stream()
                                .mapToLong(Quotation::quoting));
    }

    private void add(long key, Map<Long, Entry> dirty) {
        if (!dirty.containsKey(key)) {
            store.findEntry(key).ifPresent(entry -> dirty.put(key, entry));
        }
    }

    /**
     * @param awaited is added what was looked for among all messages
     */
    private void trace(Entry entry, List<Fingerprinted> awaited) {
        PassageText text = text(entry);
        List<Excerpt> excerpts =
                text.mayQuote()
                        ? text.trace(
                                above(entry),
                                fingerprints -> search(entry.list(), text, fingerprints, awaited))
                        : List.of();
        passages.replace(
                entry.key(),
                excerpts.stream()
                        .limit(MAX_QUOTATIONS)
                        .map(excerpt -> quotation(entry.key(), excerpt))
                        .toList());
    }

    /** Returns the messages above one, each read when it is asked for: often the first is all. */
    private Iterator<PassageText> above(Entry entry) {
        return store.ancestors(entry, MAX_DISTANCE).stream().map(this::text).iterator();
    }

    private static Quotation quotation(long key, Excerpt excerpt) {
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
                excerpt.answered());
    }

    private List<PassageText> search(
            ListName list, PassageText quoting, long[] fingerprints, List<Fingerprinted> awaited) {
        long until = quoting.time() + SKEW_SECONDS;
        awaited.add(new Fingerprinted(list, quoting.key(), until, fingerprints));
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

    private PassageText text(ChangedMessage one) {
        PassageText known = recent.get(one.entry().key());
        return known == null ? remember(one.entry(), one.message()) : known;
    }

    private PassageText text(Entry entry) {
        PassageText known = recent.get(entry.key());
        return known == null ? remember(entry, parser.parse(store.raw(entry.key()))) : known;
    }

    private PassageText remember(Entry entry, Message message) {
        PassageText text = PassageText.of(entry.key(), message, entry.arrived());
        recent.put(text.key(), text);
        cachedWords += text.size();
        var oldest = recent.values().iterator();
        while (cachedWords > MAX_CACHED_WORDS && recent.size() > 1) {
            cachedWords -= oldest.next().size();
            oldest.remove();
        }
        return text;
    }

    private void forget(long key) {
        PassageText old = recent.remove(key);
        cachedWords -= old == null ? 0 : old.size();
    }

    @Override
    public void close() {
        passages.close();
    }
}
