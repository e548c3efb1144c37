package org.perdure.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perdure.message.ListName;
import org.perdure.query.Query;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.Question.Sort;
import org.perdure.store.ArchiveStore;
import org.perdure.store.NumberRow;

/** Compares store, change log, addresses and index of an archive. */
final class Verification {
    private final OpenArchive open;
    private final List<String> differences = new ArrayList<>();

    Verification(OpenArchive open) {
        this.open = open;
    }

    /** Returns what differs, a sentence each; empty if nothing does. Reads every message. */
    List<String> differences() throws IOException {
        ArchiveStore store = open.store();
        differences.addAll(store.verify());
        for (ListName list : store.lists()) {
            compareAddresses(store, list);
            compareIndex(store, list);
        }
        long applied = open.index().applied();
        if (applied != store.lastSequence()) {
            differences.add(
                    "The search index has applied change %d of %d; serve or reindex brings it up to date."
                            .formatted(applied, store.lastSequence()));
        }
        return List.copyOf(differences);
    }

    /** Every address leads to the message that it was given to. */
    private void compareAddresses(ArchiveStore store, ListName list) {
        store.forEachNumber(list, row -> compareAddress(store, list, row));
    }

    private void compareAddress(ArchiveStore store, ListName list, NumberRow row) {
        boolean leads =
                store.findNumber(list, row.number().month(), row.number().number())
                        .filter(entry -> entry.id().equals(row.id()))
                        .isPresent();
        if (!leads) {
            differences.add("%s %s does not lead to <%s>.".formatted(list, row.number(), row.id()));
        }
    }

    private void compareIndex(ArchiveStore store, ListName list) throws IOException {
        long[] stored = {0};
        store.forEachMessage(list, message -> stored[0]++);
        Page page = open.index().search(new Question(new Query.All(), list, Sort.NEWEST, 1, null));
        if (page.total().exact() && page.total().value() != stored[0]) {
            differences.add(
                    "The search index has %d messages of %s, the store has %d; reindex repairs that."
                            .formatted(page.total().value(), list, stored[0]));
        }
    }
}
