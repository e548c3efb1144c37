package org.perdure.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Ruling;
import org.perdure.store.Ruling.Kind;
import org.perdure.thread.ThreadGraph;
import org.perdure.thread.ThreadGraph.Claim;
import org.perdure.thread.Threader;

/** Lets an operator put messages of a list where they belong in its threads. */
public final class Ruler {
    private final ArchiveWriter writer;
    private final ListName list;

    public Ruler(ArchiveWriter writer, ListName list) {
        this.writer = writer;
        this.list = list;
    }

    /** What became of a message that was to be attached. */
    public enum Outcome {
        /** It hangs there now. */
        DONE,
        /** The same was said before. */
        SAID_BEFORE,
        /** Refused: what it was to hang under hangs under it, or is it. */
        BELOW_ITSELF
    }

    /**
     * Puts a message under another.
     *
     * @param reason why, for the operator's eyes
     */
    public Outcome attach(MessageId id, MessageId parent, String reason, Instant now) {
        return writer.write(
                transaction -> {
                    MessageId child = transaction.identities().canonical(list, id);
                    MessageId above = transaction.identities().canonical(list, parent);
                    if (isBelow(transaction.threads(list), above, child)) {
                        return Outcome.BELOW_ITSELF;
                    }
                    Ruling ruling = new Ruling(list, child, Kind.ATTACH, above, now, reason);
                    return keep(transaction, ruling) ? Outcome.DONE : Outcome.SAID_BEFORE;
                });
    }

    /**
     * Makes messages beginnings of threads, in one transaction.
     *
     * @return those of which that was not said before, as they were named
     */
    public List<MessageId> detach(List<MessageId> ids, String reason, Instant now) {
        return keepEach(ids, id -> new Ruling(list, id, Kind.DETACH, null, now, reason));
    }

    /**
     * Lets what messages say themselves count again, in one transaction.
     *
     * @return those of which something else was said, as they were named
     */
    public List<MessageId> release(List<MessageId> ids, String reason, Instant now) {
        return keepEach(ids, id -> new Ruling(list, id, Kind.RELEASE, null, now, reason));
    }

    /**
     * Says again what was said in another archive, in one transaction; the messages may come later.
     * Of a message whose last word there is the same as here, nothing; of others all, as if it had
     * been said after what was said here.
     *
     * @return of how many messages something was said
     */
    public int restore(List<Ruling> rulings) {
        return writer.write(
                transaction -> {
                    transaction.addList(list);
                    Map<MessageId, List<Ruling>> byMessage = new LinkedHashMap<>();
                    for (Ruling ruling : rulings) {
                        Ruling known = canonical(transaction, ruling);
                        byMessage.computeIfAbsent(known.id(), id -> new ArrayList<>()).add(known);
                    }
                    int kept = 0;
                    for (List<Ruling> all : byMessage.values()) {
                        if (isNew(transaction, all.getLast())) {
                            all.forEach(ruling -> keep(transaction, ruling));
                            kept++;
                        }
                    }
                    return kept;
                });
    }

    private Ruling canonical(Transaction transaction, Ruling ruling) {
        MessageId parent = ruling.parent();
        return ruling.withIds(
                transaction.identities().canonical(list, ruling.id()),
                parent == null ? null : transaction.identities().canonical(list, parent));
    }

    private List<MessageId> keepEach(List<MessageId> ids, Function<MessageId, Ruling> ruling) {
        return writer.write(
                transaction -> {
                    List<MessageId> kept = new ArrayList<>();
                    for (MessageId named : ids) {
                        MessageId id = transaction.identities().canonical(list, named);
                        if (keep(transaction, ruling.apply(id))) {
                            kept.add(named);
                        }
                    }
                    return kept;
                });
    }

    /** To release what nobody put anywhere is nothing new. */
    private boolean isNew(Transaction transaction, Ruling ruling) {
        return transaction
                .rulings()
                .last(list, ruling.id())
                .map(last -> !last.saysSameAs(ruling))
                .orElse(ruling.kind() != Kind.RELEASE);
    }

    private boolean keep(Transaction transaction, Ruling ruling) {
        if (!isNew(transaction, ruling)) {
            return false;
        }
        transaction.rulings().add(ruling);
        Set<Long> moved = new Threader(transaction.threads(list)).rule(ruling.id());
        Inferred.log(transaction, list, moved);
        return true;
    }

    private static boolean isBelow(ThreadGraph graph, MessageId id, MessageId above) {
        long top = graph.node(above);
        Set<Long> way = new HashSet<>();
        long at = graph.node(id);
        while (at != top && way.add(at)) {
            Claim claim = graph.claim(at);
            if (claim == null) {
                return false;
            }
            at = claim.parent();
        }
        return at == top;
    }
}
