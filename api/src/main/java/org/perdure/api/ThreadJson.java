package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Ghosts;
import org.perdure.archive.ThreadView;
import org.perdure.archive.ThreadView.Node;

/**
 * A thread, across months.
 *
 * @param list its list
 * @param asked Message-ID by which it was asked for
 * @param root its root, or its first message when the root never came
 * @param nodes in reading order: each after its parent
 * @param truncated whether the thread is longer than this
 */
record ThreadJson(
        String list, String asked, SummaryJson root, List<NodeJson> nodes, boolean truncated) {
    /**
     * A node of a thread.
     *
     * @param messageId its Message-ID
     * @param parent Message-ID of the node above it, absent at the root
     * @param depth how many nodes are above it
     * @param evidence what the edge to its parent rests on, such as {@code in-reply-to}
     * @param score confidence in that edge, 0 to 1
     * @param quotesInstead Message-ID of the message of this thread that it quotes, though its
     *     header names its parent; mostly absent
     * @param message the message; absent for one that others name and that never came
     * @param fragments what replies quote of one that never came, in its order
     */
    record NodeJson(
            String messageId,
            @Nullable String parent,
            int depth,
            @Nullable String evidence,
            double score,
            @Nullable String quotesInstead,
            @Nullable SummaryJson message,
            List<FragmentJson> fragments) {
        static NodeJson of(Node node, List<FragmentJson> fragments) {
            return new NodeJson(
                    node.id().value(),
                    node.parent() == null ? null : node.parent().value(),
                    node.depth(),
                    node.evidence() == null ? null : Names.hyphenated(node.evidence()),
                    node.score(),
                    node.quotesInstead() == null ? null : node.quotesInstead().id().value(),
                    node.summary() == null ? null : SummaryJson.of(node.summary()),
                    fragments);
        }
    }

    static ThreadJson of(ThreadView view, Ghosts ghosts) {
        return new ThreadJson(
                view.list().name().value(),
                view.asked().value(),
                SummaryJson.of(view.root()),
                view.nodes().stream()
                        .map(node -> NodeJson.of(node, fragments(node, ghosts)))
                        .toList(),
                view.truncated());
    }

    private static List<FragmentJson> fragments(Node node, Ghosts ghosts) {
        return node.summary() == null
                ? ghosts.find(node.id()).map(FragmentJson::of).orElse(List.of())
                : List.of();
    }
}
