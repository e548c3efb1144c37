package org.perdure.thread;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/** A graph in memory, whose parents can be asked for by msg-id. */
final class InMemoryThreadGraph implements ThreadGraph {
    private final Map<MessageId, Long> nodes = new HashMap<>();
    private final List<Node> byNumber = new ArrayList<>();

    private static final class Node {
        final MessageId id;
        final List<Long> mentionedBy = new ArrayList<>();
        @Nullable Long arrived;
        Mentions mentions = new Mentions(List.of(), List.of());
        @Nullable Guess guess;
        @Nullable Place place;
        @Nullable Claim claim;
        @Nullable Long parent;
        int claims;

        Node(MessageId id) {
            this.id = id;
        }
    }

    /** Makes the message of a node present. */
    void fill(MessageId id, long arrived) {
        get(node(id)).arrived = arrived;
    }

    /** Returns the msg-id of the parent of a node. */
    @Nullable MessageId parent(MessageId id) {
        Long parent = get(node(id)).parent;
        return parent == null ? null : get(parent).id;
    }

    @Nullable Claim claimOf(MessageId id) {
        return claim(node(id));
    }

    /** Returns the msg-ids of all nodes. */
    List<MessageId> ids() {
        return byNumber.stream().map(node -> node.id).toList();
    }

    private Node get(long node) {
        return byNumber.get((int) node);
    }

    @Override
    public long node(MessageId id) {
        return nodes.computeIfAbsent(
                id,
                key -> {
                    byNumber.add(new Node(key));
                    return (long) byNumber.size() - 1;
                });
    }

    @Override
    public boolean isPresent(long node) {
        return get(node).arrived != null;
    }

    @Override
    public Rank rank(long node) {
        Long arrived = get(node).arrived;
        return new Rank(arrived == null ? Long.MAX_VALUE : arrived, get(node).id);
    }

    @Override
    public void putMentions(long node, Mentions mentions) {
        get(node).mentions = mentions;
        List<Long> named = new ArrayList<>(mentions.references());
        named.addAll(mentions.inReplyTo());
        named.stream().distinct().forEach(other -> get(other).mentionedBy.add(node));
    }

    @Override
    public void dropMentions(long node) {
        byNumber.forEach(other -> other.mentionedBy.remove(node));
        get(node).mentions = new Mentions(List.of(), List.of());
    }

    @Override
    public Mentions mentions(long node) {
        return get(node).mentions;
    }

    @Override
    public List<Long> mentionedBy(long node) {
        return List.copyOf(get(node).mentionedBy);
    }

    @Override
    public @Nullable Guess guess(long node) {
        return get(node).guess;
    }

    @Override
    public void setGuess(long node, @Nullable Guess guess) {
        get(node).guess = guess;
    }

    /** Puts a message somewhere, or nowhere. */
    void put(long node, @Nullable Place place) {
        get(node).place = place;
    }

    @Override
    public @Nullable Place ruled(long node) {
        return get(node).place;
    }

    @Override
    public List<Long> ruledUnder(long parent) {
        return LongStream.range(0, byNumber.size())
                .filter(node -> isPresent(node) && new Place(parent).equals(get(node).place))
                .boxed()
                .toList();
    }

    @Override
    public @Nullable Claim claim(long node) {
        return get(node).claim;
    }

    @Override
    public void setClaim(long node, @Nullable Claim claim) {
        Claim old = get(node).claim;
        if (old != null) {
            get(old.parent()).claims--;
        }
        if (claim != null) {
            get(claim.parent()).claims++;
        }
        get(node).claim = claim;
    }

    @Override
    public boolean setParent(long node, boolean asClaimed) {
        Claim claim = get(node).claim;
        Long old = get(node).parent;
        get(node).parent = asClaimed && claim != null ? claim.parent() : null;
        return !Objects.equals(old, get(node).parent);
    }

    @Override
    public List<Long> circle(long node) {
        if (get(node).claims == 0) {
            return List.of();
        }
        Set<Long> way = new LinkedHashSet<>();
        Claim claim = claim(node);
        while (claim != null && way.add(claim.parent())) {
            claim = claim(claim.parent());
        }
        return way.contains(node) ? List.copyOf(way) : List.of();
    }
}
