package org.perdure.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.MonthCount;
import org.perdure.store.NumberRow;

/**
 * Months that were asked for lately, never older than the store.
 *
 * <p>Before each answer the change log is read on from where it was read last. A value is good as
 * long as no later change touched its month: mail that is added touches the months it is filed in;
 * a message that gets another parent, comes after its answers, or is taken down touches all months
 * of its list, for its answers in any month may now have another ancestor there; so does one that
 * gets another number, for it may have left a month.
 */
final class MonthCache {
    /** How many rows are kept for the pages of months: about 50 MB. */
    static final long MAX_ROWS = 100_000;

    /** How many messages' places are kept: about 40 MB. */
    static final long MAX_PLACES = 1_500_000;

    /** How many changes are read one by one; after more of them everything is taken as changed. */
    static final int MAX_CATCH_UP = 200;

    private final ArchiveStore store;
    private final Function<ListName, Summaries> summaries;
    private final Map<Key, Long> monthsTouched = new ConcurrentHashMap<>();
    private final Map<ListName, Long> listsTouched = new ConcurrentHashMap<>();
    private volatile long allTouched;
    private volatile long read;

    private final Cache<Key, Loaded<Month>> months =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_ROWS)
                    .weigher((Key key, Loaded<Month> loaded) -> loaded.value().byDate().size() + 1)
                    .build();
    private final Cache<Key, Loaded<MonthOrder>> orders =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_PLACES)
                    .weigher((Key key, Loaded<MonthOrder> loaded) -> loaded.value().size() + 1)
                    .build();

    private final Map<ListName, Loaded<List<MonthCount>>> counts = new ConcurrentHashMap<>();

    private record Key(ListName list, Folder folder) {}

    /**
     * A value and the sequence of the last change that it is sure to know.
     *
     * @param <T> type of the value
     */
    private record Loaded<T>(long sequence, T value) {}

    MonthCache(ArchiveStore store, Function<ListName, Summaries> summaries) {
        this.store = store;
        this.summaries = summaries;
        this.read = store.lastSequence();
    }

    /** Returns a month, empty if there is no mail in it. */
    Month month(ListName list, Folder folder) {
        return get(months, new Key(list, folder), this::load);
    }

    /** Returns how much mail the folders of a list hold, as of the newest change. */
    List<MonthCount> counts(ListName list) {
        catchUp();
        long sequence = read;
        Loaded<List<MonthCount>> found = counts.get(list);
        if (found == null || found.sequence() != sequence) {
            // To count takes milliseconds, which a list that nothing changes needs once.
            found = new Loaded<>(sequence, store.months(list));
            counts.put(list, found);
        }
        return found.value();
    }

    /** Returns the order of a month. */
    MonthOrder order(ListName list, Folder folder) {
        return get(
                orders,
                new Key(list, folder),
                key -> {
                    Loaded<Month> cached = months.getIfPresent(key);
                    return new MonthOrder(
                            cached != null && isGood(key, cached) ? cached.value() : load(key));
                });
    }

    private Month load(Key key) {
        return Month.of(store.month(key.list(), key.folder()), summaries.apply(key.list()));
    }

    private <T> T get(Cache<Key, Loaded<T>> cache, Key key, Function<Key, T> loader) {
        catchUp();
        Loaded<T> found = cache.getIfPresent(key);
        if (found == null || !isGood(key, found)) {
            // One thread loads, the others wait for it.
            found =
                    cache.asMap()
                            .compute(
                                    key,
                                    (k, present) -> {
                                        if (present != null && isGood(k, present)) {
                                            return present;
                                        }
                                        long sequence = read;
                                        return new Loaded<>(sequence, loader.apply(k));
                                    });
        }
        return found.value();
    }

    private boolean isGood(Key key, Loaded<?> loaded) {
        long sequence = loaded.sequence();
        return sequence >= allTouched
                && sequence >= listsTouched.getOrDefault(key.list(), 0L)
                && sequence >= monthsTouched.getOrDefault(key, 0L);
    }

    private void catchUp() {
        long last = store.lastSequence();
        if (last == read) {
            return;
        }
        synchronized (this) {
            // Another thread may have read on meanwhile, further than what was seen above.
            last = store.lastSequence();
            if (last < read || last - read > MAX_CATCH_UP) {
                // A sequence that fell is another archive in the place of the one before.
                months.invalidateAll();
                orders.invalidateAll();
                monthsTouched.clear();
                listsTouched.clear();
                allTouched = last;
                read = last;
                return;
            }
            for (Change change : store.changes(read, MAX_CATCH_UP)) {
                touch(change);
                read = change.sequence();
            }
        }
    }

    private void touch(Change change) {
        Optional<Entry> entry = store.findEntry(change.key());
        // Below it may hang messages of any month, under dummies too.
        boolean late = entry.isPresent() && store.isParent(entry.get());
        boolean wide =
                switch (change.kind()) {
                    // A number may have been in a month that nothing names any more.
                    case RETHREADED, HIDDEN, UNHIDDEN, NUMBERED -> true;
                    case ADDED, REPLACED -> late;
                    case RECEIVED_AGAIN -> false;
                };
        if (wide) {
            listsTouched.put(change.list(), change.sequence());
            return;
        }
        for (NumberRow row : entry.map(store::numbers).orElse(List.of())) {
            monthsTouched.put(new Key(change.list(), row.number().folder()), change.sequence());
        }
    }
}
