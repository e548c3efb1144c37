package org.perdure.thread;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.thread.ThreadGraph.Claim;
import org.perdure.thread.ThreadGraph.Guess;
import org.perdure.thread.ThreadGraph.Mentions;
import org.perdure.thread.ThreadGraph.Place;

/**
 * Finds parents from header fields and from what was inferred, one message at a time, in any order
 * of arrival.
 *
 * <p>The method is that of Zawinski and RFC 5256 (REFERENCES), cut so that the result is a function
 * of the set of messages:
 *
 * <ol>
 *   <li>A message claims as its parent what an operator said; else the first msg-id of In-Reply-To
 *       that is present, else the last of References if that is present, else what was inferred, if
 *       that is sure or it names none, else the dummy it names first. In-Reply-To comes first
 *       because the order of References is wrong in the wild and In-Reply-To seldom is.
 *   <li>A dummy claims the msg-id that stands before its own in the References of the earliest
 *       message that names both: so replies to a message that never came hang under what it
 *       answered. Of a long field the last {@value #MAX_CHAIN} msg-ids say so.
 *   <li>Claims of which each node has one can close circles. Each circle is opened at its earliest
 *       message, which becomes a root.
 * </ol>
 *
 * <p>When a message arrives, only what names it or is named by it can change, so the cost of an
 * arrival is bounded by the number of these, not by the size of the archive.
 */
public final class Threader {
    /**
     * How many of the msg-ids that a message names lead from dummy to dummy: the last, which are
     * nearest to it. Real threads are a few dozen deep.
     */
    static final int MAX_CHAIN = 100;

    private static final double CERTAIN = 1.0;

    private final ThreadGraph graph;

    public Threader(ThreadGraph graph) {
        this.graph = graph;
    }

    /**
     * Threads a message whose node has just become present.
     *
     * @return the nodes whose parent changed, dummies included, and its own if it has one
     */
    public Set<Long> add(Message message) {
        long node = graph.node(message.id());
        Mentions mentions =
                new Mentions(others(node, message.inReplyTo()), others(node, message.references()));
        graph.putMentions(node, mentions);

        Set<Long> changed = new LinkedHashSet<>();
        claim(node, claimOf(node, mentions), changed);
        claimForDummies(node, mentions, changed);
        for (long child : graph.mentionedBy(node)) {
            claim(child, claimOf(child, graph.mentions(child)), changed);
        }
        return changed;
    }

    /**
     * Threads a message anew that is present already, and whose header or rank has changed.
     *
     * @return as for {@link #add}
     */
    public Set<Long> replace(Message message) {
        long node = graph.node(message.id());
        Set<Long> named = new LinkedHashSet<>();
        Mentions old = graph.mentions(node);
        named.addAll(old.references());
        named.addAll(old.inReplyTo());
        graph.dropMentions(node);
        Set<Long> changed = add(message);
        Mentions present = graph.mentions(node);
        named.addAll(present.references());
        named.addAll(present.inReplyTo());
        claimForDummies(named, changed);
        // Its circle, if it is on one, opens at the earliest, which may be another now.
        closeCircle(node, changed);
        openCircle(node, changed);
        return changed;
    }

    /**
     * Threads a message anew whose msg-id was another until now: the node of that is a dummy, the
     * one of its msg-id has become present.
     *
     * @return as for {@link #add}
     */
    public Set<Long> rename(MessageId former, Message message) {
        long node = graph.node(former);
        Mentions old = graph.mentions(node);
        graph.dropMentions(node);
        Set<Long> changed = new LinkedHashSet<>();
        claim(node, claimOfDummy(node), changed);
        for (long child : graph.mentionedBy(node)) {
            claim(child, claimOf(child, graph.mentions(child)), changed);
        }
        changed.addAll(add(message));
        changed.addAll(rule(message.id()));
        Set<Long> named = new LinkedHashSet<>(old.references());
        named.addAll(old.inReplyTo());
        claimForDummies(named, changed);
        return changed;
    }

    /** Lets those of some nodes that are dummies claim what the messages that name them say. */
    private void claimForDummies(Set<Long> nodes, Set<Long> changed) {
        for (long node : nodes) {
            if (!graph.isPresent(node)) {
                claim(node, claimOfDummy(node), changed);
            }
        }
    }

    /**
     * Lets a present message hang under a parent that was inferred, unless its header names one
     * that is there.
     *
     * @param guess what was inferred; absent if nothing was
     * @return as for {@link #add}
     */
    public Set<Long> guess(MessageId id, @Nullable Guess guess) {
        long node = graph.node(id);
        Set<Long> changed = new LinkedHashSet<>();
        if (!Objects.equals(guess, graph.guess(node))) {
            graph.setGuess(node, guess);
            claim(node, claimOf(node, graph.mentions(node)), changed);
        }
        return changed;
    }

    /**
     * Threads a message anew, and what an operator put under it, when an operator said something
     * else of it than before, or that was said of another msg-id until now.
     *
     * @return as for {@link #add}
     */
    public Set<Long> rule(MessageId id) {
        long node = graph.node(id);
        Set<Long> changed = new LinkedHashSet<>();
        if (graph.isPresent(node)) {
            claim(node, claimOf(node, graph.mentions(node)), changed);
        }
        for (long child : graph.ruledUnder(node)) {
            claim(child, claimOf(child, graph.mentions(child)), changed);
        }
        return changed;
    }

    /** Returns the claim that the messages which name a dummy make for it, if one does. */
    private @Nullable Claim claimOfDummy(long dummy) {
        @Nullable Claim best = null;
        for (long by : graph.mentionedBy(dummy)) {
            List<Long> chain = chain(graph.mentions(by));
            for (int i = Math.max(1, chain.size() - MAX_CHAIN); i < chain.size(); i++) {
                boolean earlier =
                        best == null || graph.rank(by).compareTo(graph.rank(best.by())) < 0;
                if (chain.get(i) == dummy && chain.get(i - 1) != dummy && earlier) {
                    best = new Claim(chain.get(i - 1), Evidence.REFERENCES, CERTAIN, by);
                }
            }
        }
        return best;
    }

    /** Returns the nodes of msg-ids, without that of the message itself: nobody answers himself. */
    private List<Long> others(long node, List<MessageId> ids) {
        List<Long> nodes = new ArrayList<>(ids.size());
        for (MessageId id : ids) {
            long other = graph.node(id);
            if (other != node) {
                nodes.add(other);
            }
        }
        return nodes;
    }

    private @Nullable Claim claimOf(long node, Mentions mentions) {
        Place place = graph.ruled(node);
        if (place == null) {
            return ownClaimOf(node, mentions);
        }
        Long parent = place.parent();
        return parent == null ? null : new Claim(parent, Evidence.OPERATOR, CERTAIN, node);
    }

    /** Returns what a message claims that no operator put anywhere. */
    private @Nullable Claim ownClaimOf(long node, Mentions mentions) {
        for (long named : mentions.inReplyTo()) {
            if (graph.isPresent(named)) {
                return new Claim(named, Evidence.IN_REPLY_TO, CERTAIN, node);
            }
        }
        List<Long> references = mentions.references();
        Long last = references.isEmpty() ? null : references.getLast();
        if (last != null && graph.isPresent(last)) {
            return new Claim(last, Evidence.REFERENCES, CERTAIN, node);
        }
        Guess guess = graph.guess(node);
        boolean isNamed = last != null || !mentions.inReplyTo().isEmpty();
        if (guess != null && guess.parent() != node && (!isNamed || guess.score() >= Guess.SURE)) {
            return new Claim(guess.parent(), guess.evidence(), guess.score(), node);
        }
        if (!mentions.inReplyTo().isEmpty()) {
            return new Claim(mentions.inReplyTo().getFirst(), Evidence.IN_REPLY_TO, CERTAIN, node);
        }
        return last == null ? null : new Claim(last, Evidence.REFERENCES, CERTAIN, node);
    }

    /** Lets dummies that a message names hang under what it names before them. */
    private void claimForDummies(long by, Mentions mentions, Set<Long> changed) {
        List<Long> chain = chain(mentions);
        for (int i = Math.max(1, chain.size() - MAX_CHAIN); i < chain.size(); i++) {
            long dummy = chain.get(i);
            long before = chain.get(i - 1);
            if (before == dummy || graph.isPresent(dummy)) {
                continue;
            }
            Claim old = graph.claim(dummy);
            if (old == null || graph.rank(by).compareTo(graph.rank(old.by())) < 0) {
                claim(dummy, new Claim(before, Evidence.REFERENCES, CERTAIN, by), changed);
            }
        }
    }

    private static List<Long> chain(Mentions mentions) {
        List<Long> chain = new ArrayList<>(mentions.references());
        if (!mentions.inReplyTo().isEmpty() && !chain.contains(mentions.inReplyTo().getFirst())) {
            chain.add(mentions.inReplyTo().getFirst());
        }
        return chain;
    }

    private void claim(long node, @Nullable Claim claim, Set<Long> changed) {
        Claim old = graph.claim(node);
        if (Objects.equals(old, claim)) {
            return;
        }
        if (old != null && claim != null && leadsTheSameWay(node, old, claim)) {
            graph.setClaim(node, claim);
            return;
        }
        closeCircle(node, changed);
        graph.setClaim(node, claim);
        setParent(node, claim != null, changed);
        openCircle(node, changed);
    }

    /**
     * Returns whether a claim changes no circle: it has the same parent, and the rank of the node
     * stays, as it does unless a dummy became a message. Saves the way around for each msg-id of a
     * long References field that an earlier message repeats.
     */
    private static boolean leadsTheSameWay(long node, Claim old, Claim claim) {
        return old.parent() == claim.parent() && (old.by() == node) == (claim.by() == node);
    }

    /** Undoes the opening of the circle that a node is on, since that circle is about to end. */
    private void closeCircle(long node, Set<Long> changed) {
        for (long member : graph.circle(node)) {
            setParent(member, true, changed);
        }
    }

    private void openCircle(long node, Set<Long> changed) {
        List<Long> circle = graph.circle(node);
        if (circle.isEmpty()) {
            return;
        }
        long earliest = circle.getFirst();
        for (long member : circle) {
            if (graph.rank(member).compareTo(graph.rank(earliest)) < 0) {
                earliest = member;
            }
        }
        setParent(earliest, false, changed);
    }

    private void setParent(long node, boolean asClaimed, Set<Long> changed) {
        if (graph.setParent(node, asClaimed)) {
            changed.add(node);
        }
    }
}
