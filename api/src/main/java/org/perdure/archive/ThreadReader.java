package org.perdure.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.ThreadEntry;

/** Reads threads, without the texts of their messages. */
final class ThreadReader {
    private final ArchiveStore store;
    private final Contradictions contradictions;

    ThreadReader(ArchiveStore store, Contradictions contradictions) {
        this.store = store;
        this.contradictions = contradictions;
    }

    /** Returns the thread of a message; nothing if no message of it is shown. */
    Optional<ThreadView> read(MailingList list, Summaries summaries, MessageId id) {
        List<ThreadEntry> stored = store.thread(list.name(), id, Archive.MAX_THREAD + 1);
        boolean truncated = stored.size() > Archive.MAX_THREAD;
        List<ThreadEntry> told = truncated ? stored.subList(0, Archive.MAX_THREAD) : stored;
        Map<MessageId, Summary> shown = new LinkedHashMap<>();
        for (ThreadEntry node : told) {
            Entry entry = node.entry();
            if (entry != null) {
                shown.put(node.id(), summaries.of(entry));
            }
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<Node> nodes = nodes(told, shown);
        Fingerprint fingerprint = new Fingerprint().add(list).add(id);
        for (Node node : nodes) {
            fingerprint
                    .add(node.id())
                    .add(node.parent())
                    .add(node.summary() == null ? 0 : 1)
                    .add(node.quotesInstead());
        }
        String etag = fingerprint.add(truncated ? 1 : 0).etag();
        Summary root = shown.values().iterator().next();
        return Optional.of(new ThreadView(list, id, root, nodes, truncated, etag));
    }

    private List<Node> nodes(List<ThreadEntry> told, Map<MessageId, Summary> shown) {
        Map<MessageId, Integer> depths = new HashMap<>();
        List<Node> nodes = new ArrayList<>(told.size());
        for (ThreadEntry node : told) {
            MessageId parent = node.parent();
            int depth = parent == null ? 0 : depths.getOrDefault(parent, -1) + 1;
            depths.put(node.id(), depth);
            nodes.add(
                    new Node(
                            node.id(),
                            shown.get(node.id()),
                            parent,
                            depth,
                            node.evidence(),
                            node.score(),
                            quotedInstead(node, shown)));
        }
        return List.copyOf(nodes);
    }

    /** Returns the message of a thread that one quotes instead of its parent. */
    private @Nullable Summary quotedInstead(ThreadEntry node, Map<MessageId, Summary> shown) {
        Entry entry = node.entry();
        MessageId parent = node.parent();
        return entry == null || parent == null || !shown.containsKey(parent)
                ? null
                : contradictions
                        .quoted(entry, parent, node.evidence())
                        .map(other -> shown.get(other.id()))
                        .orElse(null);
    }
}
