package org.perdure.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Receipt;
import org.perdure.ingest.Filing.Filed;
import org.perdure.link.ArchivePath;
import org.perdure.message.HeaderField;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.NoArchive;
import org.perdure.message.Sha256;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change.Kind;
import org.perdure.store.Entry;
import org.perdure.store.Follower.ChangedMessage;
import org.perdure.store.LedgerRow.Outcome;

/** Files messages that came in together, in one transaction, as an import would. */
public final class DeliveryRun {
    private final ArchiveWriter writer;
    private final Function<ListName, FilingRules> rules;
    private final MessageParser parser = new MessageParser();

    /**
     * @param rules says of each list how its mail is filed
     */
    public DeliveryRun(ArchiveWriter writer, Function<ListName, FilingRules> rules) {
        this.writer = writer;
        this.rules = rules;
    }

    /**
     * A message on its way.
     *
     * @param parsed what came
     * @param prepared what is to be filed: that, or that it was turned away
     */
    private record Letter(ListName list, Parsed parsed, Prepared prepared) {}

    /**
     * What became of a message.
     *
     * @param key of the message, or of the same one that was there already
     * @param added the message, if it was not there and is shown
     */
    private record Kept(Outcome outcome, long key, Optional<ChangedMessage> added) {}

    /**
     * What became of messages.
     *
     * @param receipts one for each, in their order, never {@link Receipt.Deferred}; all of it is
     *     durable
     * @param added the messages that the archive has since, as they stand in the change log
     */
    public record Result(List<Receipt> receipts, List<ChangedMessage> added) {
        public Result {
            receipts = List.copyOf(receipts);
            added = List.copyOf(added);
        }
    }

    /**
     * Files messages.
     *
     * @throws org.perdure.store.StoreException if the disk fails; none of them is stored
     */
    public Result file(List<Delivery> deliveries) {
        List<Letter> letters = deliveries.stream().map(this::letter).toList();
        Instant now = Instant.now();
        List<Optional<Kept>> kept =
                writer.write(
                        transaction ->
                                letters.stream()
                                        .map(letter -> file(transaction, letter, now))
                                        .toList());
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            Letter letter = letters.get(i);
            receipts.add(kept.get(i).map(this::receipt).orElseGet(() -> declined(letter)));
        }
        List<ChangedMessage> added =
                kept.stream().flatMap(Optional::stream).flatMap(k -> k.added.stream()).toList();
        return new Result(receipts, added);
    }

    private Letter letter(Delivery delivery) {
        byte[] sha256 = Sha256.of(delivery.raw().bytes());
        Parsed parsed = Parsed.of(delivery.raw(), sha256, parser, writer);
        ListName list = delivery.list();
        return new Letter(list, parsed, parsed.asAsked(rules.apply(list).noArchive()));
    }

    /** Returns nothing if the message was turned away. */
    private Optional<Kept> file(Transaction transaction, Letter letter, Instant now) {
        transaction.addList(letter.list);
        Folders folders = rules.apply(letter.list).folders();
        Filed filed =
                new Filing(transaction, letter.list, now, writer::pack, folders)
                        .file(letter.prepared);
        Outcome outcome = filed.outcome();
        if (outcome == null || outcome == Outcome.REJECTED) {
            return Optional.empty();
        }
        return Optional.ofNullable(filed.key())
                .map(key -> new Kept(outcome, key, added(filed, letter.parsed)));
    }

    private static Optional<ChangedMessage> added(Filed filed, Parsed parsed) {
        Entry entry = filed.entry();
        return entry == null || filed.isHidden()
                ? Optional.empty()
                : filed.changes().stream()
                        .filter(change -> change.kind() == Kind.ADDED)
                        .filter(change -> change.key() == entry.key())
                        .map(
                                change ->
                                        new ChangedMessage(
                                                change,
                                                entry,
                                                parsed.message(),
                                                parsed.raw().bytes().length))
                        .findFirst();
    }

    private static Receipt declined(Letter letter) {
        MessageId id = letter.parsed.message().id();
        if (letter.prepared instanceof Prepared.Withheld withheld) {
            return new Receipt.Declined(id, withheld.refusal().reason());
        }
        String field = NoArchive.find(letter.parsed.message()).map(HeaderField::name).orElseThrow();
        return new Receipt.Declined(
                id, "the list honours its author's wish to be in no archive (" + field + ")");
    }

    private Receipt receipt(Kept kept) {
        Entry entry = writer.store().findEntry(kept.key).orElseThrow();
        String page = ArchivePath.messagePath(entry.list(), entry.id());
        return new Receipt.Filed(
                kept.outcome,
                entry.id(),
                entry.copy() == 0 ? page : page + "?copy=" + entry.copy(),
                entry.number());
    }
}
