package org.perdure.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.quote.Naming;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.Passages;
import org.perdure.store.Quotation;
import org.perdure.thread.Evidence;

/**
 * Messages whose headers name one message, and whose quotations are from another of the same
 * thread, which no introduction puts right. The place in the thread is that of the header; readers
 * are told of the other.
 */
public final class Contradictions {
    /** How many words it must quote: fewer may stand in many messages. */
    static final int MIN_WORDS = 12;

    /** How much of what it quotes itself must be from the other message. */
    static final double MOST = .9;

    private final ArchiveStore store;
    private final Passages passages;

    public Contradictions(ArchiveStore store, Passages passages) {
        this.store = store;
        this.passages = passages;
    }

    /**
     * Returns the message that one quotes instead of the one that its header names; nothing if
     * there is no such contradiction, or nobody looked for what it quotes yet.
     *
     * @param edge whom it answers
     */
    public Optional<Entry> find(ListName list, Edge edge) {
        return isOfHeader(edge.evidence()) // Else there is nothing to look for.
                ? store.find(list, edge.id()).flatMap(entry -> find(entry, edge, quotedBy(entry)))
                : Optional.empty();
    }

    /**
     * Returns what {@link #find(ListName, Edge)} does.
     *
     * @param quoted what it quotes
     */
    Optional<Entry> find(Entry entry, Edge edge, List<Quotation> quoted) {
        return quoted(entry, edge.parent(), edge.evidence(), () -> quoted)
                .filter(other -> isInThread(other, edge.id()));
    }

    private List<Quotation> quotedBy(Entry entry) {
        return passages.quotedBy(entry.key(), QuoteReader.MAX_QUOTES);
    }

    private static boolean isOfHeader(@Nullable Evidence evidence) {
        return evidence != null && evidence.isOfHeader();
    }

    private boolean isInThread(Entry entry, MessageId other) {
        return store.thread(entry.list(), entry.id(), Archive.MAX_THREAD).stream()
                .anyMatch(node -> node.id().equals(other));
    }

    /**
     * Returns the message that one quotes instead of another, whether or not it is in its thread.
     *
     * @param parent what it answers
     */
    Optional<Entry> quoted(Entry entry, @Nullable MessageId parent, @Nullable Evidence evidence) {
        return quoted(entry, parent, evidence, () -> quotedBy(entry));
    }

    private Optional<Entry> quoted(
            Entry entry,
            @Nullable MessageId parent,
            @Nullable Evidence evidence,
            Supplier<List<Quotation>> quotations) {
        if (parent == null || !isOfHeader(evidence)) {
            return Optional.empty(); // There is nothing to look for.
        }
        Optional<Long> most = most(quotations.get());
        return most.flatMap(store::findEntry)
                .filter(other -> !other.id().equals(parent))
                .filter(other -> store.findTakeDown(other.list(), other.id()).isEmpty())
                .filter(_ -> !names(entry, parent));
    }

    /** Many quote a message that is itself quoted without marks in what they answer, and say so. */
    private boolean names(Entry entry, MessageId parent) {
        return store.find(entry.list(), parent)
                .map(
                        other ->
                                Naming.names(
                                        read(entry), entry.arrived(), read(other), other.arrived()))
                .orElse(false);
    }

    private Message read(Entry entry) {
        return new MessageParser().parse(store.raw(entry.key()));
    }

    /** Returns the message of which nearly all is that somebody quotes himself. */
    private static Optional<Long> most(List<Quotation> quotations) {
        Map<Long, Integer> words = new HashMap<>();
        int all = 0;
        for (Quotation quotation : quotations) {
            if (quotation.level() == 1) {
                words.merge(quotation.source(), quotation.words(), Integer::sum);
                all += quotation.words();
            }
        }
        int least = (int) Math.ceil(MOST * all);
        return all < MIN_WORDS
                ? Optional.empty()
                : words.entrySet().stream()
                        .filter(source -> source.getValue() >= least)
                        .map(Map.Entry::getKey)
                        .findFirst();
    }
}
