package org.perdure.thread;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/**
 * The nodes of the threads of one list, kept by whoever stores them. A node stands for a msg-id: a
 * message that is present, or a dummy (RFC 5256) that present messages name.
 *
 * <p>Each node has at most one <em>claim</em>, the parent that its evidence names, and at most one
 * <em>parent</em>, which is the claim unless that would close a cycle.
 */
public interface ThreadGraph {
    /** Returns the node of a msg-id, making a dummy when there is none. */
    long node(MessageId id);

    /** Returns whether the message of a node is in the archive. */
    boolean isPresent(long node);

    /** Returns the place of a node in an order that depends on nothing but its message. */
    Rank rank(long node);

    /** Keeps which nodes the header of a message names. */
    void putMentions(long node, Mentions mentions);

    /** Forgets which nodes the header of a message names. */
    void dropMentions(long node);

    /** Returns which nodes the header of a present message names. */
    Mentions mentions(long node);

    /** Returns the present messages whose headers name a node, in any order. */
    List<Long> mentionedBy(long node);

    /** Returns the parent that was inferred for a message, absent if none was. */
    @Nullable Guess guess(long node);

    /** Keeps or forgets the parent that was inferred for a message. */
    void setGuess(long node, @Nullable Guess guess);

    /** Returns where an operator put a message, absent if no operator did. */
    @Nullable Place ruled(long node);

    /** Returns present messages that an operator put under a node, now or once, in any order. */
    List<Long> ruledUnder(long parent);

    /** Returns the claim of a node, absent if nothing names a parent for it. */
    @Nullable Claim claim(long node);

    /** Replaces the claim of a node; its parent stays as it is until {@link #setParent}. */
    void setClaim(long node, @Nullable Claim claim);

    /**
     * Makes the claim of a node its parent, or takes its parent away.
     *
     * @return whether that changed its parent
     */
    boolean setParent(long node, boolean asClaimed);

    /**
     * Returns the nodes on the circle of claims through a node, each once, empty if there is none.
     * A chain of claims may be as long as senders like: this must not cost more than a moment.
     */
    List<Long> circle(long node);

    /**
     * The nodes that the header of a message names.
     *
     * @param inReplyTo those in In-Reply-To, in the order written
     * @param references those in References, oldest first
     */
    record Mentions(List<Long> inReplyTo, List<Long> references) {
        public Mentions {
            inReplyTo = List.copyOf(inReplyTo);
            references = List.copyOf(references);
        }
    }

    /**
     * A parent that was inferred from what a message says.
     *
     * @param parent its node
     * @param evidence what it was inferred from
     * @param score probability, 0 to 1
     */
    record Guess(long parent, Evidence evidence, double score) {
        /** From here on, a guess is believed though the header names a message that never came. */
        public static final double SURE = .7;
    }

    /**
     * Where an operator put a message.
     *
     * @param parent the node of what it answers; absent if it begins a thread
     */
    record Place(@Nullable Long parent) {
        /** At the beginning of a thread. */
        public static final Place ROOT = new Place(null);
    }

    /**
     * A parent that evidence names.
     *
     * @param parent its node
     * @param evidence what names it
     * @param score confidence, 0 to 1
     * @param by the message whose header says so: the node itself, or for a dummy the earliest
     *     message that names it after another
     */
    record Claim(long parent, Evidence evidence, double score, long by) {}

    /**
     * An order of messages: by time, ties by msg-id.
     *
     * @param time seconds since the epoch
     * @param id msg-id
     */
    record Rank(long time, MessageId id) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }
}
