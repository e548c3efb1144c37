package org.perdure.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.ShownAgain;
import org.perdure.store.TakeDown;

/** What an operator takes down, and shows again, in a list. */
public final class TakeDowns {
    private final ArchiveWriter writer;
    private final ListName list;

    public TakeDowns(ArchiveWriter writer, ListName list) {
        this.writer = writer;
        this.list = list;
    }

    /**
     * Takes down messages with all their copies, in one transaction.
     *
     * @return those that were shown until now, as they were named
     */
    public List<MessageId> hide(List<MessageId> ids, String reason, Instant now) {
        return writer.write(
                transaction -> {
                    transaction.addList(list);
                    List<MessageId> hidden = new ArrayList<>();
                    for (MessageId named : ids) {
                        MessageId id = transaction.identities().canonical(list, named);
                        var takeDown = new TakeDown(list, id, now, reason, TakeDown.Who.OPERATOR);
                        if (transaction.hide(takeDown)) {
                            log(transaction, Change.Kind.HIDDEN, list, id);
                            hidden.add(named);
                        }
                    }
                    return hidden;
                });
    }

    /**
     * Takes down again what was taken down in another archive, in one transaction; the messages may
     * come later.
     *
     * @return how many were not taken down until now
     */
    public int restore(List<TakeDown> takeDowns) {
        return writer.write(
                transaction -> {
                    transaction.addList(list);
                    int hidden = 0;
                    for (TakeDown takeDown : takeDowns) {
                        MessageId id = transaction.identities().canonical(list, takeDown.id());
                        if (transaction.hide(takeDown.withId(id))) {
                            log(transaction, Change.Kind.HIDDEN, list, id);
                            hidden++;
                        }
                    }
                    return hidden;
                });
    }

    /**
     * Keeps in mind, in one transaction, what was shown again in another archive, so that what took
     * it down there does not do so here; the messages may come later. One of which this archive has
     * heard stays as it is.
     */
    public void restoreShown(List<ShownAgain> all) {
        writer.write(
                transaction -> {
                    transaction.addList(list);
                    for (ShownAgain shown : all) {
                        TakeDown takeDown = shown.takeDown();
                        MessageId id = transaction.identities().canonical(list, takeDown.id());
                        if (transaction.lifted(list, id).isEmpty()
                                && transaction.hide(takeDown.withId(id))) {
                            transaction.unhide(list, id, shown.since());
                        }
                    }
                    return all;
                });
    }

    /**
     * Shows messages again, in one transaction.
     *
     * @return those that were taken down until now, as they were named
     */
    public List<MessageId> unhide(List<MessageId> ids, Instant now) {
        return writer.write(
                transaction -> {
                    transaction.addList(list);
                    List<MessageId> shown = new ArrayList<>();
                    for (MessageId named : ids) {
                        MessageId id = transaction.identities().canonical(list, named);
                        if (transaction.unhide(list, id, now)) {
                            log(transaction, Change.Kind.UNHIDDEN, list, id);
                            shown.add(named);
                        }
                    }
                    return shown;
                });
    }

    /** Appends to the change log what happened to all messages with a msg-id. */
    static List<Change> log(
            Transaction transaction, Change.Kind kind, ListName list, MessageId id) {
        return transaction.keys(list, id).stream()
                .map(key -> transaction.log(kind, list, key, id))
                .toList();
    }
}
