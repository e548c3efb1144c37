package org.perdure.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Citation;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.mime.MessageParser;
import org.perdure.source.NumberEvidence;
import org.perdure.source.RawMessage;
import org.perdure.source.SeparatorLine;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;
import org.perdure.thread.Threader;

/**
 * Puts items into their place, one at a time, in the order of the source: tells copies from
 * duplicates, stores, threads, numbers, and accounts for each.
 */
final class Filing {
    private static final MessageParser PARSER = new MessageParser();

    private final Transaction transaction;
    private final ListName list;
    private final Instant now;
    private final Likeness likeness;
    private final FilesOfMessage files;
    private final Identification identification;
    private final SourceFiling sources;
    private final Folders folders;

    /**
     * @param now when the run began: the last resort for a message without any date
     * @param packer compresses bytes
     * @param folders which folder holds what
     */
    Filing(
            Transaction transaction,
            ListName list,
            Instant now,
            Function<byte[], Packed> packer,
            Folders folders) {
        this.folders = folders;
        this.transaction = transaction;
        this.list = list;
        this.now = now;
        this.likeness = new Likeness(transaction, list);
        this.files = new FilesOfMessage(transaction, list, packer);
        this.identification = new Identification(this, transaction, list);
        this.sources = new SourceFiling(transaction, list);
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
        /** Returns whether the item, or a message of its msg-id, was taken down with it. */
        boolean isHidden() {
            return changes.stream().anyMatch(change -> change.kind() == Change.Kind.HIDDEN);
        }

        static Filed as(@Nullable Outcome outcome, List<Change> changes) {
            return new Filed(outcome, false, null, null, 0, changes);
        }
    }

    Filed file(Prepared prepared) {
        return switch (prepared) {
            case Parsed parsed -> file(parsed, null);
            case Prepared.Page page ->
                    new PageFiling(this, transaction, list, files, folders).file(page);
            case Prepared.Numbers numbers -> file(numbers);
            case Prepared.Refused refused -> sources.refuse(refused.item(), refused.account());
            case Prepared.Withheld withheld -> file(withheld.parsed(), withheld);
            case Prepared.Withdrawn withdrawn -> sources.withdraw(withdrawn);
            case Prepared.Mark mark -> sources.mark(mark.item());
            case Prepared.Grown grown -> sources.grow(grown);
            case Prepared.Renamed renamed -> sources.rename(renamed);
            case Prepared.End end -> sources.close(end.item());
        };
    }

    private Filed file(Prepared.Numbers numbers) {
        NumberEvidence item = numbers.item();
        List<NumberClaim> claims =
                item.claims().stream()
                        .map(PageFiling::claim)
                        .map(claim -> folders.placed(claim, item.source(), item.archiver()))
                        .toList();
        List<Change> changes = new ArrayList<>();
        logNumbered(transaction.numbering().claim(list, claims, null), -1, changes);
        boolean isFile = item.size() > 0 && !numbers.known();
        if (isFile) {
            int size = item.size();
            transaction
                    .ledger()
                    .account(
                            list,
                            new Accounted(
                                    item.source(),
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

    private Filed file(Parsed received, Prepared.@Nullable Withheld withheld) {
        Parsed parsed = received;
        List<Change> changes = new ArrayList<>();
        Optional<Held> same = likeness.sameBytes(parsed.message(), parsed.sha256());
        if (same.isEmpty()) {
            parsed = identification.settle(received, Provenance.RECEIVED, changes);
            if (!parsed.equals(received)) {
                same = likeness.sameBytes(parsed.message(), parsed.sha256());
            }
        }
        if (same.isPresent()) {
            return account(parsed, same.get(), Outcome.DUPLICATE, changes);
        }
        Optional<Held> worse = likeness.worse(parsed.message(), Provenance.RECEIVED);
        Optional<Held> other = worse.isPresent() ? Optional.empty() : storeAgain(parsed, changes);
        if (other.isPresent()) {
            return account(parsed, other.get(), Outcome.SAME_CONTENT, changes);
        }
        // Else anybody could hide a message by sending another one under its msg-id.
        boolean hides = withheld != null && !isKnown(parsed.message().id());
        if (withheld != null && !hides && worse.isEmpty() && !isHidden(parsed.message().id())) {
            return sources.refuse(withheld.refusal(), parsed.account());
        }
        Entry entry =
                worse.isPresent()
                        ? replace(parsed, worse.get(), Provenance.RECEIVED, changes)
                        : store(parsed, Provenance.RECEIVED, changes);
        if (withheld != null && hides) {
            changes.addAll(sources.withhold(entry.id(), withheld.reason(), now));
        }
        Place place = place(parsed, entry.id(), entry.key(), changes);
        Outcome outcome = entry.copy() == 0 ? Outcome.STORED : Outcome.COPY;
        account(parsed, entry.key(), outcome, place);
        Entry numbered = place.isNew ? entry.withNumber(place.number) : entry;
        return new Filed(outcome, place.isNew, numbered, entry.key(), 0, changes);
    }

    private boolean isKnown(MessageId id) {
        return transaction.copies(list, id) > 0;
    }

    private boolean isHidden(MessageId id) {
        return transaction.isHidden(list, id);
    }

    /**
     * Accounts for what is no message of its own, and gives its message the number it stands for.
     */
    private Filed account(Parsed parsed, Held held, Outcome outcome, List<Change> changes) {
        long message = held.message();
        Place place = place(parsed, held.id(), message, changes);
        if (place.isNew) {
            changes.add(transaction.log(Change.Kind.NUMBERED, list, message, held.id()));
        }
        account(parsed, held.key(), outcome, place);
        return new Filed(outcome, place.isNew, null, message, 0, changes);
    }

    private void account(Parsed parsed, long key, Outcome outcome, Place place) {
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
                                outcome,
                                key,
                                place.number,
                                codes(parsed.message())));
    }

    /** Returns the codes of the defects of a message, each once. */
    static String codes(Message message) {
        return message.defects().stream()
                .map(defect -> defect.code().name())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    Likeness likeness() {
        return likeness;
    }

    Identification identification() {
        return identification;
    }

    /** Stores a message whose content is not there under its msg-id. */
    Entry store(Parsed parsed, Provenance provenance, List<Change> changes) {
        Message message = parsed.message();
        int copy = transaction.copies(list, message.id());
        Entry entry = append(parsed, copy, null);
        if (provenance != Provenance.RECEIVED) {
            transaction.renditions().putProvenance(entry.key(), provenance);
        }
        likeness.remember(message, entry.key());
        ArchiveFields.pairs(message).forEach(transaction::pair);
        transaction.cite(entry.key(), parsed.citations());
        log(Change.Kind.ADDED, entry, changes);
        if (copy == 0) {
            // Further copies are not threaded: their msg-id stands in the thread already.
            logRethreaded(
                    new Threader(transaction.threads(list)).add(message), entry.key(), changes);
        } else {
            identification.remember(parsed, entry.key());
        }
        return entry;
    }

    /**
     * Stores the bytes of a message whose content is there: as another source of it.
     *
     * @return the bytes as stored; nothing if the content is not there
     */
    private Optional<Held> storeAgain(Parsed parsed, List<Change> changes) {
        Message message = parsed.message();
        int copy = transaction.copies(list, message.id());
        Optional<Held> there = copy == 0 ? Optional.empty() : identification.sameContent(parsed);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        long first = there.get().message();
        Entry entry = append(parsed, copy, first);
        changes.add(transaction.log(Change.Kind.RECEIVED_AGAIN, list, first, message.id()));
        return Optional.of(
                new Held(
                        entry.key(),
                        message.id(),
                        copy,
                        there.get().sent(),
                        Provenance.RECEIVED,
                        first));
    }

    private Entry append(Parsed parsed, int copy, @Nullable Long sameAs) {
        return transaction.append(
                list,
                parsed.message(),
                copy,
                sameAs,
                arrival(parsed),
                parsed.raw().separator(),
                parsed.sha256(),
                parsed.packed());
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
        transaction.uncite(entry.key(), Citation.in(PARSER.parse(old).body().text()));
        transaction.cite(entry.key(), parsed.citations());
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

    void logRethreaded(Set<Long> nodes, long key, List<Change> changes) {
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
        Folders.Filed folder = folders.filed(parsed.message(), filed.orElse(now));
        transaction.numbering().count(list, folder.folder(), id);
        return place(folder.folder(), folder.origin(), id, key, changes);
    }

    /** Finds the number of a message in a folder, or gives it one: what was seen comes first. */
    Place place(Folder folder, Origin origin, MessageId id, long key, List<Change> changes) {
        Optional<MessageNumber> present = transaction.numbering().find(list, folder, id);
        Set<Folder> settled = settle(id, key, changes);
        if (present.isPresent()) {
            return new Place(present.get(), false);
        }
        // Where months are cut by another clock, what waits for the message waits beside its month.
        Optional<MessageNumber> seen =
                transaction
                        .numbering()
                        .find(list, folder, id)
                        .or(() -> transaction.numbering().seenBeside(list, folder, key));
        return seen.map(number -> new Place(number, settled.contains(number.folder())))
                .orElseGet(
                        () ->
                                new Place(
                                        transaction
                                                .numbering()
                                                .assign(list, folder, id, key, origin),
                                        true));
    }

    /**
     * Gives a message the numbers that were seen of it before it came, in each folder in which it
     * has none: as it has them if they are seen later. Returns these folders.
     */
    private Set<Folder> settle(MessageId id, long key, List<Change> changes) {
        Map<Folder, List<NumberClaim>> waiting = new TreeMap<>();
        for (NumberClaim claim : transaction.numbering().waiting(list, id)) {
            Folder.parse(claim.place().folder())
                    .ifPresent(
                            folder ->
                                    waiting.computeIfAbsent(folder, any -> new ArrayList<>())
                                            .add(claim));
        }
        waiting.keySet()
                .removeIf(folder -> transaction.numbering().find(list, folder, id).isPresent());
        waiting.values()
                .forEach(
                        claims ->
                                logNumbered(
                                        transaction.numbering().claim(list, claims, key),
                                        key,
                                        changes));
        return waiting.keySet();
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
