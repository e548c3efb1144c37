package org.perdure.ingest;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.source.SeparatorLine;
import org.perdure.store.ArchiveWriter.Stored;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Entry;
import org.perdure.store.Follower.ChangedMessage;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.thread.Threader;

/**
 * Puts messages into their place, one at a time, in the order of the source: tells copies from
 * duplicates, stores, threads, numbers, and accounts for each.
 */
final class Filing {
    private final Transaction transaction;
    private final ListName list;
    private final String source;
    private final Instant now;

    /**
     * @param now when the run began: the last resort for a message without any date
     */
    Filing(Transaction transaction, ListName list, String source, Instant now) {
        this.transaction = transaction;
        this.list = list;
        this.source = source;
        this.now = now;
    }

    /**
     * What became of a message.
     *
     * @param outcome as in the ledger
     * @param numbered whether it was given a number
     * @param changes what followers must be told
     */
    record Filed(Outcome outcome, boolean numbered, List<ChangedMessage> changes) {}

    Filed file(Parsed parsed) {
        Message message = parsed.message();
        List<Stored> copies = transaction.copies(list, message.id());
        String sha256 = parsed.account().sha256();
        @Nullable Stored same = null;
        for (Stored copy : copies) {
            if (copy.sha256().equals(sha256)) {
                same = copy;
            }
        }
        Outcome outcome;
        long key;
        List<ChangedMessage> changes = new ArrayList<>();
        if (same != null) {
            outcome = Outcome.DUPLICATE;
            key = same.key();
        } else {
            outcome = copies.isEmpty() ? Outcome.STORED : Outcome.COPY;
            key = store(parsed, copies.size(), changes);
        }
        Place place = place(parsed, key);
        transaction.account(
                list, source, parsed.account(), parsed.raw().length(), outcome, key, place.number);
        return new Filed(outcome, place.isNew, changes);
    }

    private long store(Parsed parsed, int copy, List<ChangedMessage> changes) {
        Message message = parsed.message();
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
        if (copy == 0) {
            thread(message);
        }
        // Last, so that a follower that has it has all that came of it.
        changes.add(new ChangedMessage(transaction.added(entry), entry, message));
        return entry.key();
    }

    /** Further copies are not threaded: their msg-id stands in the thread already. */
    private void thread(Message message) {
        var threads = transaction.threads(list);
        Set<Long> changed = new Threader(threads).add(message);
        long own = threads.node(message.id());
        for (long node : changed) {
            if (node != own) {
                transaction.rethreaded(list, node);
            }
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

    private static Optional<Instant> separatorDate(Parsed parsed) {
        return SeparatorLine.findDate(parsed.raw().separator());
    }
}
