package org.perdure.ingest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.Transaction;

/**
 * Tells which message of the archive a new one is, if the two have other bytes.
 *
 * <p>Pages and mail are the same message if they have the same msg-id and were sent in the same
 * second: senders do use a msg-id twice. Without an own msg-id they are the same if they say the
 * same: {@link SaidTheSame}.
 */
final class Likeness {
    private final Transaction transaction;
    private final ListName list;

    Likeness(Transaction transaction, ListName list) {
        this.transaction = transaction;
        this.list = list;
    }

    /** Returns the message with these very bytes, be they another source of it. */
    Optional<Held> sameBytes(Message message, byte[] sha256) {
        Optional<Held> same = transaction.findCopy(list, message.id(), sha256);
        if (same.isPresent() || !message.id().isSynthetic()) {
            return same;
        }
        // It may stand under the id that a page of it has.
        return transaction.renditions().twins(list, SaidTheSame.fingerprint(message)).stream()
                .filter(
                        twin ->
                                transaction
                                        .findCopy(list, twin.id(), sha256)
                                        .filter(found -> found.key() == twin.key())
                                        .isPresent())
                .findFirst();
    }

    /** Returns the message in the archive that this one shows, of whatever provenance. */
    Optional<Held> find(Message message) {
        return candidates(message).stream().findFirst();
    }

    /** Returns the message in the archive whose bytes this one should take the place of. */
    Optional<Held> worse(Message message, Provenance provenance) {
        return !transaction.renditions().exist(list)
                ? Optional.empty()
                : candidates(message).stream()
                        .filter(held -> provenance.isBetterThan(held.provenance()))
                        .findFirst();
    }

    private List<Held> candidates(Message message) {
        List<Held> held = new ArrayList<>(transaction.renditions().held(list, message.id()));
        held.removeIf(one -> !sentTogether(one.sent(), message.sent()));
        if (held.isEmpty() && message.id().isSynthetic()) {
            held.addAll(transaction.renditions().twins(list, SaidTheSame.fingerprint(message)));
        }
        return held;
    }

    private static boolean sentTogether(@Nullable Instant one, @Nullable OffsetDateTime other) {
        return one == null || other == null || one.getEpochSecond() == other.toEpochSecond();
    }

    /** Keeps what it takes to find a message without an own msg-id again. */
    void remember(Message message, long key) {
        if (message.id().isSynthetic()) {
            transaction.renditions().putTwin(list, SaidTheSame.fingerprint(message), key);
        }
    }
}
