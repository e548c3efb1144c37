package org.perdure.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perdure.message.ListName;
import org.perdure.query.Query;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.Question.Sort;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.NumberRow;

/** Compares store, change log, addresses and index of an archive. */
final class Verification {
    /** How many changes are read at once. */
    private static final int CHANGES = 10_000;

    private final OpenArchive open;
    private final List<String> differences = new ArrayList<>();
    private long changesBehind;

    Verification(OpenArchive open) {
        this.open = open;
    }

    /** Returns what differs, a sentence each; empty if nothing does. Reads every message. */
    List<String> differences() throws IOException {
        ArchiveStore store = open.store();
        differences.addAll(store.verify());
        for (ListName list : store.lists()) {
            compareAddresses(store, list);
        }
        long applied = open.index().applied();
        compareIndex(store, applied);
        long behind = store.lastSequence() - applied;
        if (behind < 0) {
            differences.add(
                    "The search index has applied change %d of %d; reindex repairs that."
                            .formatted(applied, store.lastSequence()));
        }
        changesBehind = Math.max(0, behind);
        return List.copyOf(differences);
    }

    /**
     * Returns how many changes the index lacked when {@link #differences} was asked for. It is no
     * difference: a service applies them, or the next import, as after a kill.
     */
    long changesBehind() {
        return changesBehind;
    }

    /** Every address leads to the message that it was given to. */
    private void compareAddresses(ArchiveStore store, ListName list) {
        store.forEachNumber(list, row -> compareAddress(store, list, row));
    }

    private void compareAddress(ArchiveStore store, ListName list, NumberRow row) {
        boolean leads =
                store.findNumber(list, row.number())
                        .filter(entry -> entry.id().equals(row.id()))
                        .isPresent();
        if (!leads) {
            differences.add("%s %s does not lead to <%s>.".formatted(list, row.number(), row.id()));
        }
    }

    /**
     * The index has as many messages of each list as were to be seen after the last change that it
     * has applied.
     */
    private void compareIndex(ArchiveStore store, long applied) throws IOException {
        Map<ListName, Long> shown = shown(store, applied);
        for (ListName list : store.lists()) {
            long stored = shown.getOrDefault(list, 0L);
            Page page =
                    open.index().search(new Question(new Query.All(), list, Sort.NEWEST, 1, null));
            if (page.total().exact() && page.total().value() != stored) {
                differences.add(
                        "The search index has %d messages of %s, the store shows %d; reindex repairs that."
                                .formatted(page.total().value(), list, stored));
            }
        }
    }

    private static Map<ListName, Long> shown(ArchiveStore store, long last) {
        Map<ListName, Long> shown = new HashMap<>();
        Set<Long> hidden = new HashSet<>();
        long position = 0;
        List<Change> changes = store.changes(position, CHANGES);
        while (!changes.isEmpty()) {
            for (Change change : changes) {
                if (change.sequence() > last) {
                    return shown;
                }
                int difference =
                        switch (change.kind()) {
                            case ADDED -> 1;
                            case HIDDEN -> hidden.add(change.key()) ? -1 : 0;
                            case UNHIDDEN -> hidden.remove(change.key()) ? 1 : 0;
                            case RETHREADED, NUMBERED, REPLACED, RECEIVED_AGAIN -> 0;
                        };
                shown.merge(change.list(), (long) difference, Long::sum);
            }
            position = changes.getLast().sequence();
            changes = store.changes(position, CHANGES);
        }
        return shown;
    }
}
