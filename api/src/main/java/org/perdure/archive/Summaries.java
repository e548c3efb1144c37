package org.perdure.archive;

import java.util.List;
import org.perdure.store.Entry;

/** Makes summaries of the messages of one list, masked by its policy. */
final class Summaries {
    private final Masking masking;

    Summaries(Masking masking) {
        this.masking = masking;
    }

    Summary of(Entry entry) {
        return new Summary(
                entry.list(),
                entry.id(),
                entry.copy(),
                masking.text(entry.subject()),
                masking.text(entry.author()),
                entry.sent(),
                entry.arrived(),
                entry.number(),
                CanonicalPath.of(entry.list(), entry.id(), entry.copy()));
    }

    List<Summary> of(List<Entry> entries) {
        return entries.stream().map(this::of).toList();
    }
}
