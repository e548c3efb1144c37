package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.thread.Evidence;

/**
 * A thread, across months.
 *
 * @param list the list
 * @param asked msg-id of the message by which it was asked for
 * @param root its root message, or its first message when the root never came
 * @param nodes in reading order: each after its parent
 * @param truncated whether it has more than {@link Archive#MAX_THREAD} nodes, of which the rest is
 *     left out
 * @param etag changes when anything here does; without quotes
 */
public record ThreadView(
        MailingList list,
        MessageId asked,
        Summary root,
        List<Node> nodes,
        boolean truncated,
        String etag) {
    /**
     * A node of a thread.
     *
     * @param id msg-id
     * @param summary the message; absent for one that others name and that never came
     * @param parent msg-id of the node above it, absent at the root
     * @param depth how many nodes are above it
     * @param evidence what the edge to its parent rests on
     * @param score confidence in that edge, 0 to 1
     * @param quotesInstead the message of this thread that it quotes, though its header names its
     *     parent; mostly absent
     */
    public record Node(
            MessageId id,
            @Nullable Summary summary,
            @Nullable MessageId parent,
            int depth,
            @Nullable Evidence evidence,
            double score,
            @Nullable Summary quotesInstead) {
        /** A node of which nothing else is to be said. */
        public Node(
                MessageId id,
                @Nullable Summary summary,
                @Nullable MessageId parent,
                int depth,
                @Nullable Evidence evidence,
                double score) {
            this(id, summary, parent, depth, evidence, score, null);
        }
    }
}
