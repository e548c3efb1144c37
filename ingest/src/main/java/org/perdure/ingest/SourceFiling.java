package org.perdure.ingest;

import java.time.Instant;
import java.util.List;
import org.perdure.ingest.Filing.Filed;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.source.Rejected;
import org.perdure.source.Removed;
import org.perdure.source.SourceEnd;
import org.perdure.source.SourceMark;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.TakeDown;
import org.perdure.store.TakeDown.Who;

/** Files what a source says besides its messages: ends, marks, what is no mail, what it removed. */
final class SourceFiling {
    private final Transaction transaction;
    private final ListName list;

    SourceFiling(Transaction transaction, ListName list) {
        this.transaction = transaction;
        this.list = list;
    }

    Filed close(SourceEnd end) {
        transaction.ledger().close(list, end.source(), end.start(), end.bytes());
        return Filed.as(null, List.of());
    }

    Filed mark(SourceMark mark) {
        transaction.ledger().mark(list, mark.source(), mark.mark());
        return Filed.as(null, List.of());
    }

    Filed withdraw(Prepared.Withdrawn withdrawn) {
        Removed item = withdrawn.item();
        MessageId id = transaction.identities().canonical(list, withdrawn.id());
        // The operator has the last word on what was removed before he showed it again; else each
        // repository that is read from its beginning once more would undo it.
        boolean overruled =
                transaction
                        .lifted(list, id)
                        .filter(time -> !item.since().isAfter(time))
                        .isPresent();
        List<Change> changes = List.of();
        if (!overruled && transaction.hide(new TakeDown(list, id, item.since(), "", Who.SOURCE))) {
            changes = TakeDowns.log(transaction, Change.Kind.HIDDEN, list, id);
        }
        List<Long> keys = transaction.keys(list, id);
        transaction
                .ledger()
                .account(
                        list,
                        new Accounted(
                                item.source(),
                                withdrawn.account(),
                                item.size(),
                                item.size(),
                                Outcome.REMOVED,
                                keys.isEmpty() ? null : keys.getFirst(),
                                null,
                                overruled ? "shown again by the operator" : ""));
        return Filed.as(Outcome.REMOVED, changes);
    }

    /** Hides a message whose author wants no archive, unless the operator showed it again. */
    List<Change> withhold(MessageId id, String reason, Instant now) {
        boolean hidden =
                transaction.lifted(list, id).isEmpty()
                        && transaction.hide(new TakeDown(list, id, now, reason, Who.AUTHOR));
        return hidden ? TakeDowns.log(transaction, Change.Kind.HIDDEN, list, id) : List.of();
    }

    Filed grow(Prepared.Grown grown) {
        transaction.ledger().grow(list, grown.source(), grown.account(), grown.span());
        return Filed.as(null, List.of());
    }

    Filed rename(Prepared.Renamed renamed) {
        transaction.ledger().rename(list, renamed.former(), renamed.source());
        return Filed.as(null, List.of());
    }

    Filed refuse(Rejected item, Account account) {
        transaction
                .ledger()
                .account(
                        list,
                        new Accounted(
                                item.source(),
                                account,
                                item.size(),
                                item.span(),
                                Outcome.REJECTED,
                                null,
                                null,
                                item.reason()));
        return Filed.as(Outcome.REJECTED, List.of());
    }
}
