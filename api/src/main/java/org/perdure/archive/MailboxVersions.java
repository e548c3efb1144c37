package org.perdure.archive;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.NumberRow;

/**
 * When the mailbox of a month may have changed last. Mail that comes changes the months in which it
 * has a number, and that of its arrival, where a further copy without a number stands; any other
 * change of what is shown may be in any month of its list. Safe for any number of threads.
 */
final class MailboxVersions {
    /** How many changes are read one by one; after more of them everything is taken as changed. */
    static final int MAX_CATCH_UP = 1_000;

    private final ArchiveStore store;
    private final Map<ListMonth, Long> months = new HashMap<>();
    private final Map<ListName, Long> lists = new HashMap<>();
    private long all;
    private long read;

    private record ListMonth(ListName list, YearMonth month) {}

    MailboxVersions(ArchiveStore store) {
        this.store = store;
        this.read = store.lastSequence();
        this.all = read;
    }

    /** Returns a number that is another after each change of a month's mail. */
    synchronized long of(ListName list, YearMonth month) {
        catchUp();
        return Math.max(
                all,
                Math.max(
                        lists.getOrDefault(list, 0L),
                        months.getOrDefault(new ListMonth(list, month), 0L)));
    }

    private void catchUp() {
        long last = store.lastSequence();
        if (last < read || last - read > MAX_CATCH_UP) {
            // A sequence that fell is another archive in the place of the one before.
            months.clear();
            lists.clear();
            all = last;
            read = last;
        }
        if (last > read) {
            for (Change change : store.changes(read, MAX_CATCH_UP)) {
                touch(change);
                read = change.sequence();
            }
        }
    }

    private void touch(Change change) {
        switch (change.kind()) {
            case RETHREADED -> {
                // The same mail, in the same order.
            }
            case HIDDEN, UNHIDDEN, NUMBERED, REPLACED ->
                    lists.put(change.list(), change.sequence());
            case ADDED, RECEIVED_AGAIN -> touchMonths(change);
        }
    }

    private void touchMonths(Change change) {
        Optional<Entry> entry = store.findEntry(change.key());
        if (entry.isEmpty()) {
            lists.put(change.list(), change.sequence());
            return;
        }
        YearMonth arrived = YearMonth.from(entry.get().arrived().atOffset(ZoneOffset.UTC));
        months.put(new ListMonth(change.list(), arrived), change.sequence());
        for (NumberRow row : store.numbers(entry.get())) {
            ListMonth filed = new ListMonth(change.list(), row.number().month());
            months.put(filed, change.sequence());
        }
    }
}
