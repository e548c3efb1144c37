package org.perdure.api;

import java.util.List;
import org.perdure.store.Change;

/**
 * What happened in the archive.
 *
 * @param changes oldest first
 * @param next what to ask for as {@code since} to go on
 * @param last sequence of the newest change of the archive
 */
record ChangesJson(List<ChangeJson> changes, long next, long last) {
    /**
     * A change.
     *
     * @param sequence grows with every change, never used again; numbers may be left out
     * @param kind {@code added}, {@code rethreaded}, {@code numbered}, {@code hidden}, {@code
     *     unhidden}, {@code replaced} or {@code received-again}
     * @param list in which list
     * @param messageId to which message
     */
    record ChangeJson(long sequence, String kind, String list, String messageId) {
        static ChangeJson of(Change change) {
            return new ChangeJson(
                    change.sequence(),
                    Names.hyphenated(change.kind()),
                    change.list().value(),
                    change.id().value());
        }
    }

    static ChangesJson of(List<Change> changes, long since, long last) {
        return new ChangesJson(
                changes.stream().map(ChangeJson::of).toList(),
                changes.isEmpty() ? since : changes.getLast().sequence(),
                last);
    }
}
