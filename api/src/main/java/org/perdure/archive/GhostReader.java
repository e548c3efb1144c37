package org.perdure.archive;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.MessageId;
import org.perdure.store.Entry;
import org.perdure.store.Passages;
import org.perdure.store.Quotation;
import org.perdure.text.Block;
import org.perdure.thread.Evidence;

/**
 * Says what replies quote of messages that never came: lines that they quote themselves (level 1),
 * and that nobody wrote who is here. Only of replies whose header names the message that is
 * missing.
 */
final class GhostReader {
    /** Of how many messages of a thread that never came it is said. */
    static final int MAX_GHOSTS = 50;

    /** How many replies to one of them are read. */
    static final int MAX_REPLIES = 20;

    private final Passages passages;
    private final Predicate<MessageId> isTakenDown;
    private final Function<MessageId, Optional<Entry>> entries;
    private final Function<Entry, MessageView> reader;

    /**
     * @param isTakenDown what was taken down is no ghost: nothing of it is put together again
     * @param entries finds messages of the list
     * @param reader reads them
     */
    GhostReader(
            Passages passages,
            Predicate<MessageId> isTakenDown,
            Function<MessageId, Optional<Entry>> entries,
            Function<Entry, MessageView> reader) {
        this.passages = passages;
        this.isTakenDown = isTakenDown;
        this.entries = entries;
        this.reader = reader;
    }

    /** Returns the ghosts of a thread, in its order. */
    Ghosts read(ThreadView thread) {
        Map<MessageId, List<Node>> replies = new HashMap<>();
        List<Ghost> ghosts = new ArrayList<>();
        for (Node node : thread.nodes()) {
            if (node.summary() == null) {
                replies.put(node.id(), new ArrayList<>());
            }
            List<Node> siblings = node.parent() == null ? null : replies.get(node.parent());
            if (siblings != null && isNamedByHeader(node)) {
                siblings.add(node);
            }
        }
        MessageId before = null;
        for (Node node : thread.nodes().reversed()) {
            before = node.summary() == null ? before : node.id();
            if (before != null && replies.containsKey(node.id())) {
                ghosts.add(new Ghost(node.id(), before, List.of()));
            }
        }
        return Ghosts.of(
                ghosts.reversed().stream()
                        .filter(ghost -> !isTakenDown.test(ghost.id()))
                        .limit(MAX_GHOSTS)
                        .map(ghost -> read(ghost, replies.getOrDefault(ghost.id(), List.of())))
                        .toList());
    }

    private static boolean isNamedByHeader(Node node) {
        Evidence evidence = node.evidence();
        return node.summary() != null && evidence != null && evidence.isOfHeader();
    }

    private Ghost read(Ghost ghost, List<Node> replies) {
        Fragments fragments = new Fragments();
        long newest = passages.newest();
        replies.stream()
                .limit(MAX_REPLIES)
                .flatMap(reply -> entries.apply(reply.id()).stream())
                .filter(entry -> entry.key() <= newest) // Else nobody looked for what it quotes.
                .forEach(entry -> add(reader.apply(entry), entry.key(), fragments));
        return new Ghost(ghost.id(), ghost.before(), fragments.all());
    }

    private void add(MessageView reply, long key, Fragments fragments) {
        BitSet known = new BitSet();
        for (Quotation quotation : passages.quotedBy(key, QuoteReader.MAX_QUOTES)) {
            known.set(quotation.firstLine(), quotation.endLine());
        }
        fragments.begin();
        int next = -1;
        for (Block block : reply.blocks()) {
            if (block.level() != 1 || !block.kind().isText()) {
                continue;
            }
            for (int i = 0; i < block.lines().size(); i++) {
                int line = block.segment().firstLine() + i;
                if (line != next) {
                    fragments.gap();
                }
                if (!known.get(line)) {
                    fragments.add(block.lines().get(i), reply.summary());
                    next = line + 1;
                }
            }
        }
    }
}
