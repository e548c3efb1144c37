package org.perdure.ingest;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Identities;
import org.perdure.thread.Threader;

/**
 * Tells which message a new one is, though the two have other bytes.
 *
 * <p>A message that came without a msg-id, and one that says exactly the same, are one: servers add
 * msg-ids, and synthetic ones hang on every byte of the header. Both were sent in the same second
 * with the same subject, so that few have to be compared; one without a date, an author or any
 * content says too little to be told by it. Two messages with msg-ids of their own are never one.
 */
final class Identification {
    /** Messages of one second and subject that one is compared with. */
    static final int MAX_COMPARED = 20;

    private final Filing filing;
    private final Transaction transaction;
    private final Identities identities;
    private final ListName list;
    private final MessageParser parser = new MessageParser();
    private final SameContent contents = new SameContent(parser);

    Identification(Filing filing, Transaction transaction, ListName list) {
        this.filing = filing;
        this.transaction = transaction;
        this.identities = transaction.identities();
        this.list = list;
    }

    /**
     * Returns the message under the msg-id by which it is known. That is its own, if it has one: a
     * message that was known by a synthetic one until now is renamed.
     */
    Parsed settle(Parsed parsed, Provenance provenance, List<Change> changes) {
        Message message = parsed.message();
        MessageId id = message.id();
        MessageId known = identities.canonical(list, id);
        if (!known.equals(id)) {
            return parsed.withId(known);
        }
        if (transaction.copies(list, id) > 0) {
            return parsed;
        }
        Optional<Held> twin = twin(parsed, provenance);
        if (twin.isEmpty()) {
            return parsed;
        }
        if (id.isSynthetic()) {
            alias(id, twin.get(), changes);
            return parsed.withId(twin.get().id());
        }
        rename(twin.get(), id, changes);
        return parsed;
    }

    private Optional<Held> twin(Parsed parsed, Provenance provenance) {
        Message message = parsed.message();
        OffsetDateTime sent = message.sent();
        if (sent == null || message.from().isEmpty() || isEmpty(message)) {
            return Optional.empty();
        }
        boolean onlySynthetic = !message.id().isSynthetic();
        return identities
                .sent(list, sent.toInstant(), message.subject(), onlySynthetic, MAX_COMPARED)
                .stream()
                .sorted(Comparator.comparing(held -> held.id().isSynthetic()))
                .filter(held -> isSame(parsed, provenance, held))
                .findFirst();
    }

    private static boolean isEmpty(Message message) {
        return message.body().text().isBlank() && message.attachments().isEmpty();
    }

    /** Pages mask addresses and lose header fields, so that less can be compared. */
    private boolean isSame(Parsed parsed, Provenance provenance, Held held) {
        if (provenance == Provenance.RECEIVED && held.provenance() == Provenance.RECEIVED) {
            return Arrays.equals(content(parsed), content(held.key()));
        }
        Message other = parser.parse(transaction.renditions().raw(held.key()));
        return Arrays.equals(
                SaidTheSame.fingerprint(parsed.message()), SaidTheSame.fingerprint(other));
    }

    /** Keeps what a further copy says, to be compared with those that come later. */
    void remember(Parsed parsed, long key) {
        identities.putContent(key, content(parsed));
    }

    private byte[] content(Parsed parsed) {
        return contents.digest(parsed.message(), parsed.raw().bytes());
    }

    private byte[] content(long key) {
        Optional<byte[]> kept = identities.content(key);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] content = contents.digest(transaction.renditions().raw(key));
        identities.putContent(key, content);
        return content;
    }

    /** Returns the message with the same msg-id and the same content, if there is one. */
    Optional<Held> sameContent(Parsed parsed) {
        MessageId id = parsed.message().id();
        for (long key : identities.withoutContent(list, id)) {
            content(key); // Of the first, and of those whose digest a migration took away.
        }
        return identities.find(list, id, content(parsed));
    }

    /** Lets a synthetic msg-id lead to a message, and what was said of it be said of that. */
    void alias(MessageId synthetic, Held held, List<Change> changes) {
        boolean wasHidden = transaction.isHidden(list, held.id());
        identities.addAlias(list, synthetic, held.key());
        filing.logRethreaded(new Threader(transaction.threads(list)).rule(held.id()), -1, changes);
        follow(held, held.id(), wasHidden, changes);
    }

    private void rename(Held held, MessageId id, List<Change> changes) {
        boolean wasHidden = transaction.isHidden(list, held.id());
        identities.rename(list, held.id(), id, held.key());
        Message message = parser.parse(transaction.renditions().raw(held.key())).withId(id);
        for (long key : transaction.keys(list, id)) {
            changes.add(transaction.log(Change.Kind.REPLACED, list, key, id));
            if (wasHidden) {
                changes.add(transaction.log(Change.Kind.HIDDEN, list, key, id));
            }
        }
        filing.logRethreaded(
                new Threader(transaction.threads(list)).rename(held.id(), message),
                held.key(),
                changes);
        follow(held, id, wasHidden, changes);
    }

    private void follow(Held held, MessageId id, boolean wasHidden, List<Change> changes) {
        if (!wasHidden && transaction.isHidden(list, id)) {
            changes.addAll(TakeDowns.log(transaction, Change.Kind.HIDDEN, list, id));
        }
        filing.logNumbered(
                transaction
                        .numbering()
                        .claim(list, transaction.numbering().claims(list, id), held.key()),
                -1,
                changes);
    }
}
