package org.perdure.archive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.MessageId;
import org.perdure.text.Block;

/** Reads a thread as one text. For one thread of an archive, once. */
final class ConversationReader {
    /** How many messages are told. */
    static final int MAX_MESSAGES = 300;

    /** How long it may be when one more message is added, in characters. */
    static final long MAX_CHARS = 2_000_000;

    /** In how many turns it may be cut when one more message is added. */
    static final int MAX_TURNS = 3_000;

    private final ThreadView thread;
    private final Map<MessageId, Node> nodes = new HashMap<>();
    private final Conversation conversation = new Conversation();
    private final Set<MessageId> told = new HashSet<>();
    private final Map<String, MailLink> links = new HashMap<>();
    private final Fingerprint fingerprint = new Fingerprint();
    private long chars;

    ConversationReader(ThreadView thread) {
        this.thread = thread;
        thread.nodes().forEach(node -> nodes.put(node.id(), node));
    }

    /**
     * @param ghosts those of the thread that never came
     * @param messages those of the thread that are shown, in its order
     * @param quotes says what a message quotes
     */
    ConversationView read(
            Ghosts ghosts, Iterable<MessageView> messages, Function<Summary, List<Quote>> quotes) {
        fingerprint.add(thread.etag()).add(ghosts.etag());
        boolean truncated = thread.truncated();
        for (MessageView message : messages) {
            if (isFull()) {
                truncated = true;
                break;
            }
            add(message, quotes.apply(message.summary()));
        }
        return new ConversationView(
                thread.list(),
                thread.root(),
                conversation.pieces(),
                Ghosts.of(
                        ghosts.all().stream()
                                .filter(ghost -> told.contains(ghost.before()))
                                .toList()),
                links,
                truncated,
                fingerprint.add(truncated ? 1 : 0).etag());
    }

    private boolean isFull() {
        return told.size() >= MAX_MESSAGES || chars > MAX_CHARS || conversation.size() > MAX_TURNS;
    }

    private void add(MessageView message, List<Quote> quotes) {
        MessageId id = message.summary().id();
        List<Block> blocks = CopiedLines.asQuoted(message.blocks(), quotes);
        conversation.add(message.summary(), nearestTold(id), blocks, quotes);
        fingerprint.add(message.etag()).addAll(quotes);
        chars += message.blocks().stream().mapToLong(ConversationReader::chars).sum();
        links.putAll(message.links());
        told.add(id);
    }

    /** Returns the nearest message above one that is told; each node comes after its parent. */
    private @Nullable MessageId nearestTold(MessageId id) {
        MessageId at = above(id);
        while (at != null && !told.contains(at)) {
            at = above(at);
        }
        return at;
    }

    private @Nullable MessageId above(MessageId id) {
        Node node = nodes.get(id);
        return node == null ? null : node.parent();
    }

    private static long chars(Block block) {
        return block.lines().stream().mapToLong(line -> line.length() + 1).sum();
    }
}
