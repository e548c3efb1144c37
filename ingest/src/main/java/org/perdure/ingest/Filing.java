package org.perdure.ingest;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.source.RawMessage;
import org.perdure.source.Rejected;
import org.perdure.source.SeparatorLine;
import org.perdure.source.SourceEnd;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.thread.Threader;

/**
 * Puts items into their place, one at a time, in the order of the source: tells copies from
 * duplicates, stores, threads, numbers, and accounts for each.
 */
final class Filing {
    private final Transaction transaction;
    private final ListName list;
    private final Instant now;

    /**
     * @param now when the run began: the last resort for a message without any date
     */
    Filing(Transaction transaction, ListName list, Instant now) {
        this.transaction = transaction;
        this.list = list;
        this.now = now;
    }

    /**
     * What became of an item.
     *
     * @param outcome as in the ledger; absent for the end of a file
     * @param numbered whether it was given a number
     * @param entry the message, if it was stored
     * @param changes what was appended to the change log
     */
    record Filed(
            @Nullable Outcome outcome,
            boolean numbered,
            @Nullable Entry entry,
            List<Change> changes) {}

    Filed file(Prepared prepared) {
        return switch (prepared) {
            case Parsed parsed -> file(parsed);
            case Prepared.Refused refused -> refuse(refused.item(), refused.account());
            case Prepared.End end -> close(end.item());
        };
    }

    private Filed close(SourceEnd end) {
        transaction.close(list, end.source(), end.start(), end.bytes());
        return new Filed(null, false, null, List.of());
    }

    private Filed refuse(Rejected item, Account account) {
        transaction.account(
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
        return new Filed(Outcome.REJECTED, false, null, List.of());
    }

    private Filed file(Parsed parsed) {
        Message message = parsed.message();
        Optional<Long> same = transaction.findCopy(list, message.id(), parsed.sha256());
        List<Change> changes = new ArrayList<>();
        @Nullable Entry entry = same.isPresent() ? null : store(parsed, changes);
        long key = entry == null ? same.orElseThrow() : entry.key();
        Place place = place(parsed, key);
        if (entry == null && place.isNew) {
            changes.add(transaction.log(Change.Kind.NUMBERED, list, key, parsed.message().id()));
        }
        RawMessage raw = parsed.raw();
        transaction.account(
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
        return new Filed(outcome(entry), place.isNew, numbered, changes);
    }

    /** Returns the codes of the defects of a message, each once. */
    private static String codes(Message message) {
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

    private Entry store(Parsed parsed, List<Change> changes) {
        Message message = parsed.message();
        int copy = transaction.copies(list, message.id());
        Instant arrived = message.arrived().or(() -> separatorDate(parsed)).orElse(now);
        Entry entry =
                transaction.append(
                        list,
                        message,
                        copy,
                        arrived,
                        parsed.raw().separator(),
                        parsed.sha256(),
                        parsed.packed());
        changes.add(transaction.log(Change.Kind.ADDED, list, entry.key(), entry.id()));
        if (copy == 0) {
            thread(message, entry.key(), changes);
        }
        return entry;
    }

    /** Further copies are not threaded: their msg-id stands in the thread already. */
    private void thread(Message arrived, long key, List<Change> changes) {
        Set<Long> changed = new Threader(transaction.threads(list)).add(arrived);
        for (long node : changed) {
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

    /**
     * @param number the number of the msg-id in the month, or in any other if it has no date
     * @param isNew whether it was given just now
     */
    private record Place(MessageNumber number, boolean isNew) {}

    private Place place(Parsed parsed, long key) {
        MessageId id = parsed.message().id();
        Optional<Instant> filed = separatorDate(parsed).or(() -> parsed.message().arrived());
        if (filed.isEmpty()) {
            // Dated by the clock, it would get another number in every month it is imported.
            Optional<MessageNumber> any = transaction.anyNumber(list, id);
            if (any.isPresent()) {
                return new Place(any.get(), false);
            }
        }
        YearMonth month = MessageNumber.monthOf(filed.orElse(now));
        return transaction
                .number(list, month, id)
                .map(number -> new Place(number, false))
                .orElseGet(() -> new Place(transaction.assignNumber(list, month, id, key), true));
    }

    /**
     * Returns the date of the separator line. That of 1970 is none: public-inbox and {@link
     * org.perdure.source.MboxWriter} write it where they do not know one.
     */
    private static Optional<Instant> separatorDate(Parsed parsed) {
        return SeparatorLine.findDate(parsed.raw().separator())
                .filter(date -> !date.equals(Instant.EPOCH));
    }
}
