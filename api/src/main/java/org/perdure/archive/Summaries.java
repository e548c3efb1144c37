package org.perdure.archive;

import java.util.List;
import org.perdure.link.ArchivePath;
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
                path(entry));
    }

    /** Returns the path of a message's page; further copies are told by a query. */
    private static String path(Entry entry) {
        String path = ArchivePath.messagePath(entry.list(), entry.id());
        return entry.copy() == 0 ? path : path + "?copy=" + entry.copy();
    }

    List<Summary> of(List<Entry> entries) {
        return entries.stream().map(this::of).toList();
    }
}
