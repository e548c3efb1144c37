package org.perdure.ingest;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.quote.Case;
import org.perdure.quote.Finding;
import org.perdure.quote.PassageIndex;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Edge;
import org.perdure.thread.Evidence;
import org.perdure.thread.ThreadGraph;
import org.perdure.thread.ThreadGraph.Guess;
import org.perdure.thread.Threader;

/**
 * A parent that was inferred, on its way into the threads of a list.
 *
 * @param id msg-id of the message
 * @param parent msg-id of what it answers; absent if nothing was found
 * @param evidence what it was inferred from
 * @param score probability, 0 to 1, in thousandths: more digits say nothing
 */
record Inferred(MessageId id, @Nullable MessageId parent, Evidence evidence, double score) {
    private static final long NO_KEY = -1;
    private static final int THOUSANDTHS = 1_000;

    static Inferred of(MessageId id, Finding finding, PassageIndex index) {
        MessageId parent = finding.missing();
        if (parent == null && finding.isLink()) {
            parent = index.id(finding.parent());
        }
        return new Inferred(
                id,
                finding.isLink() ? parent : null,
                evidence(finding.which()),
                (double) Math.round(finding.score() * THOUSANDTHS) / THOUSANDTHS);
    }

    private static Evidence evidence(Case which) {
        return switch (which) {
            case ATTRIBUTED, MARKED -> Evidence.QUOTATION;
            case UNQUOTED -> Evidence.SUBJECT;
            case OTHER -> Evidence.SERIES;
        };
    }

    /** Returns whether a header says whom a message answers, and that is there. */
    static boolean isAnswered(Edge edge) {
        Evidence evidence = edge.evidence();
        return edge.parent() != null && evidence != null && evidence.isOfHeader();
    }

    /** Returns whether storing this would change nothing that is seen. */
    boolean isShownBy(Edge edge) {
        Evidence known = edge.evidence();
        MessageId shown = edge.parent() == null ? edge.dummy() : edge.parent();
        return parent == null
                ? known == null || !known.isInferred()
                : parent.equals(shown) && evidence == known && score == edge.score();
    }

    /**
     * Lets the message hang under what was inferred, unless its header names one that is there.
     *
     * @return the nodes whose parent changed
     */
    Set<Long> store(Transaction transaction, ListName list) {
        ThreadGraph graph = transaction.threads(list);
        Guess guess = parent == null ? null : new Guess(graph.node(parent), evidence, score);
        Set<Long> changed = new Threader(graph).guess(id, guess);
        log(transaction, list, changed);
        return changed;
    }

    /** Tells followers of nodes that hang elsewhere now. */
    static void log(Transaction transaction, ListName list, Set<Long> nodes) {
        for (long node : nodes) {
            transaction
                    .messageAt(node, NO_KEY)
                    .ifPresent(message -> log(transaction, list, message));
        }
    }

    private static void log(Transaction transaction, ListName list, Placed message) {
        transaction.log(Change.Kind.RETHREADED, list, message.key(), message.id());
    }
}
