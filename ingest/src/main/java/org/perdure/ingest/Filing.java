package org.perdure.ingest;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.RawMessage;
import org.perdure.source.Rejected;
import org.perdure.source.Removed;
import org.perdure.source.SeparatorLine;
import org.perdure.source.SourceEnd;
import org.perdure.source.SourceMark;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.NumberClaim;
import org.perdure.store.TakeDown;
import org.perdure.store.TakeDown.Who;
import org.perdure.thread.Threader;

/**
 * Puts items into their place, one at a time, in the order of the source: tells copies from
 * duplicates, stores, threads, numbers, and accounts for each.
 */
final class Filing {
    private final Transaction transaction;
    private final ListName list;
    private final Instant now;
    private final Likeness likeness;
    private final FilesOfMessage files;

    /**
     * @param now when the run began: the last resort for a message without any date
     * @param packer compresses bytes
     */
    Filing(Transaction transaction, ListName list, Instant now, Function<byte[], Packed> packer) {
        this.transaction = transaction;
        this.list = list;
        this.now = now;
        this.likeness = new Likeness(transaction, list);
        this.files = new FilesOfMessage(transaction, list, packer);
    }

    /**
     * What became of an item.
     *
     * @param outcome as in the ledger; absent for what has no row of its own
     * @param numbered whether it was given a number
     * @param entry the message, if it was stored
     * @param key of the message, stored now or before; absent if there is none
     * @param files how many files beside it have rows in the ledger
     * @param changes what was appended to the change log
     */
    record Filed(
            @Nullable Outcome outcome,
            boolean numbered,
            @Nullable Entry entry,
            @Nullable Long key,
            int files,
            List<Change> changes) {
        static Filed as(@Nullable Outcome outcome, List<Change> changes) {
            return new Filed(outcome, false, null, null, 0, changes);
        }
    }

    Filed file(Prepared prepared) {
        return switch (prepared) {
            case Parsed parsed -> file(parsed);
            case Prepared.Page page -> new PageFiling(this, transaction, list, files).file(page);
            case Prepared.Numbers numbers -> file(numbers);
            case Prepared.Refused refused -> refuse(refused.item(), refused.account());
            case Prepared.Withdrawn withdrawn -> withdraw(withdrawn);
            case Prepared.Mark mark -> mark(mark.item());
            case Prepared.Grown grown -> grow(grown);
            case Prepared.End end -> close(end.item());
        };
    }

    private Filed close(SourceEnd end) {
        transaction.ledger().close(list, end.source(), end.start(), end.bytes());
        return Filed.as(null, List.of());
    }

    private Filed mark(SourceMark mark) {
        transaction.ledger().mark(list, mark.source(), mark.mark());
        return Filed.as(null, List.of());
    }

    private Filed withdraw(Prepared.Withdrawn withdrawn) {
        Removed item = withdrawn.item();
        MessageId id = withdrawn.id();
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

    private Filed grow(Prepared.Grown grown) {
        transaction.ledger().grow(list, grown.source(), grown.account(), grown.span());
        return Filed.as(null, List.of());
    }

    private Filed refuse(Rejected item, Account account) {
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

    private Filed file(Prepared.Numbers numbers) {
        List<NumberClaim> claims = numbers.item().claims().stream().map(PageFiling::claim).toList();
        List<Change> changes = new ArrayList<>();
        logNumbered(transaction.numbering().claim(list, claims, null), -1, changes);
        boolean isFile = numbers.item().size() > 0 && !numbers.known();
        if (isFile) {
            int size = numbers.item().size();
            transaction
                    .ledger()
                    .account(
                            list,
                            new Accounted(
                                    numbers.item().source(),
                                    numbers.account(),
                                    size,
                                    size,
                                    Outcome.EVIDENCE,
                                    null,
                                    null,
                                    "numbers of " + claims.size() + " pages"));
        }
        return Filed.as(isFile ? Outcome.EVIDENCE : null, changes);
    }

    private Filed file(Parsed parsed) {
        Message message = parsed.message();
        Optional<Held> same = likeness.sameBytes(message, parsed.sha256());
        Optional<Held> worse =
                same.isPresent() ? Optional.empty() : likeness.worse(message, Provenance.RECEIVED);
        List<Change> changes = new ArrayList<>();
        @Nullable Entry entry = null;
        if (same.isEmpty()) {
            entry =
                    worse.isPresent()
                            ? replace(parsed, worse.get(), Provenance.RECEIVED, changes)
                            : store(parsed, Provenance.RECEIVED, changes);
        }
        long key = entry == null ? same.orElseThrow().key() : entry.key();
        MessageId id = entry == null ? same.orElseThrow().id() : entry.id();
        Place place = place(parsed, id, key, changes);
        if (entry == null && place.isNew) {
            changes.add(transaction.log(Change.Kind.NUMBERED, list, key, id));
        }
        RawMessage raw = parsed.raw();
        transaction
                .ledger()
                .account(
                        list,
                        new Accounted(
                                raw.source(),
                                parsed.account(),
                                raw.length(),
                                raw.span(),
                                outcome(entry),
                                key,
                                place.number,
                                codes(message)));
        @Nullable Entry numbered =
                entry == null || !place.isNew ? entry : entry.withNumber(place.number);
        return new Filed(outcome(entry), place.isNew, numbered, key, 0, changes);
    }

    /** Returns the codes of the defects of a message, each once. */
    static String codes(Message message) {
        return message.defects().stream()
                .map(defect -> defect.code().name())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Outcome outcome(@Nullable Entry stored) {
        if (stored == null) {
            return Outcome.DUPLICATE;
        }
        return stored.copy() == 0 ? Outcome.STORED : Outcome.COPY;
    }

    Likeness likeness() {
        return likeness;
    }

    Entry store(Parsed parsed, Provenance provenance, List<Change> changes) {
        Message message = parsed.message();
        int copy = transaction.copies(list, message.id());

        Entry entry =
                transaction.append(
                        list,
                        message,
                        copy,
                        arrival(parsed),
                        parsed.raw().separator(),
                        parsed.sha256(),
                        parsed.packed());
        if (provenance != Provenance.RECEIVED) {
            transaction.renditions().putProvenance(entry.key(), provenance);
        }
        likeness.remember(message, entry.key());
        ArchiveFields.pairs(message).forEach(transaction::pair);
        log(Change.Kind.ADDED, entry, changes);
        if (copy == 0) {
            // Further copies are not threaded: their msg-id stands in the thread already.
            logRethreaded(
                    new Threader(transaction.threads(list)).add(message), entry.key(), changes);
        }
        return entry;
    }

    /** Puts better bytes in the place of others; the msg-id stays, and the numbers with it. */
    Entry replace(Parsed parsed, Held held, Provenance provenance, List<Change> changes) {
        Message message = parsed.message().withId(held.id());
        byte[] old = transaction.renditions().raw(held.key());
        Entry entry =
                transaction
                        .renditions()
                        .replace(
                                held,
                                list,
                                message,
                                arrival(parsed),
                                parsed.raw().separator(),
                                parsed.sha256(),
                                parsed.packed(),
                                provenance);
        likeness.remember(message, entry.key());
        ArchiveFields.pairs(message).forEach(transaction::pair);
        files.moveTo(entry.key(), old, parsed.raw().bytes());
        log(Change.Kind.REPLACED, entry, changes);
        if (held.copy() == 0) {
            logRethreaded(
                    new Threader(transaction.threads(list)).replace(message), entry.key(), changes);
        }
        return entry;
    }

    /** Tells followers of a message; of one that is taken down, that it is not to be shown. */
    private void log(Change.Kind kind, Entry entry, List<Change> changes) {
        changes.add(transaction.log(kind, list, entry.key(), entry.id()));
        if (transaction.isHidden(list, entry.id())) {
            changes.add(transaction.log(Change.Kind.HIDDEN, list, entry.key(), entry.id()));
        }
    }

    private Instant arrival(Parsed parsed) {
        return arrived(parsed).or(() -> filingDate(parsed)).orElse(now);
    }

    private void logRethreaded(Set<Long> nodes, long key, List<Change> changes) {
        for (long node : nodes) {
            transaction
                    .messageAt(node, key)
                    .ifPresent(
                            message ->
                                    changes.add(
                                            transaction.log(
                                                    Change.Kind.RETHREADED,
                                                    list,
                                                    message.key(),
                                                    message.id())));
        }
    }

    /** Tells followers of messages whose numbers changed, but for one that they hear of anyway. */
    void logNumbered(List<Placed> moved, long except, List<Change> changes) {
        for (Placed message : moved) {
            if (message.key() != except) {
                changes.add(
                        transaction.log(Change.Kind.NUMBERED, list, message.key(), message.id()));
            }
        }
    }

    /**
     * @param number the number of the msg-id in the month, or in any other if it has no date
     * @param isNew whether it was given just now
     */
    record Place(MessageNumber number, boolean isNew) {}

    /** Finds the number of a message by its date, or gives it one. */
    Place place(Parsed parsed, MessageId id, long key, List<Change> changes) {
        Optional<Instant> filed = filingDate(parsed).or(() -> arrived(parsed));
        if (filed.isEmpty()) {
            // Dated by the clock, it would get another number in every month it is imported.
            Optional<MessageNumber> any = transaction.numbering().findAny(list, id);
            if (any.isPresent()) {
                return new Place(any.get(), false);
            }
        }
        return place(MessageNumber.monthOf(filed.orElse(now)), id, key, changes);
    }

    /** Finds the number of a message in a month, or gives it one: what was seen comes first. */
    Place place(YearMonth month, MessageId id, long key, List<Change> changes) {
        Optional<MessageNumber> present = transaction.numbering().find(list, month, id);
        if (present.isPresent()) {
            return new Place(present.get(), false);
        }
        List<NumberClaim> seen =
                transaction.numbering().claims(list, Scheme.MHONARC, month.toString(), id);
        if (!seen.isEmpty()) {
            logNumbered(transaction.numbering().claim(list, seen, key), key, changes);
            present = transaction.numbering().find(list, month, id);
            if (present.isPresent()) {
                return new Place(present.get(), true);
            }
        }
        return transaction
                .numbering()
                .exactBeside(list, month, key)
                .map(number -> new Place(number, false))
                .orElseGet(
                        () ->
                                new Place(
                                        transaction.numbering().assign(list, month, id, key),
                                        true));
    }

    /** Returns when the source says that the message came to it. */
    private static Optional<Instant> filingDate(Parsed parsed) {
        return Optional.ofNullable(parsed.raw().filed())
                .or(() -> SeparatorLine.findFilingDate(parsed.raw().separator()));
    }

    /**
     * Returns when the message arrived, or was sent if it does not say; nothing if it says that it
     * was sent well after it came here.
     */
    private Optional<Instant> arrived(Parsed parsed) {
        Message message = parsed.message();
        boolean isWrong = message.received() == null && parsed.isDateWrong(now);
        return isWrong ? Optional.empty() : message.arrived();
    }
}
