package org.perdure.store;

import java.util.Collection;
import java.util.List;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** Where messages are named: in the links of other messages, and at other archives. */
public interface Citations {
    /** A store that knows nothing of it. */
    Citations NONE =
            new Citations() {
                @Override
                public List<Cited> citing(MessageId id, Collection<String> targets, int limit) {
                    return List.of();
                }

                @Override
                public boolean areOverdue() {
                    return false;
                }

                @Override
                public List<MessageId> aliases(long key) {
                    return List.of();
                }

                @Override
                public List<LinkPair> pairs(MessageId id) {
                    return List.of();
                }

                @Override
                public List<NumberClaim> claims(ListName list, MessageId id) {
                    return List.of();
                }
            };

    /**
     * A message with a link.
     *
     * @param entry the message; it is shown
     * @param target what the link names
     */
    record Cited(Entry entry, String target) {}

    /**
     * Returns messages with links that may name a message, those that arrived last first: that have
     * one of the targets, or the msg-id or a beginning of it of at least {@link #MIN_CUT}
     * characters. A message stands there once for each such link.
     *
     * @param limit how many at the most
     */
    List<Cited> citing(MessageId id, Collection<String> targets, int limit);

    /** How much of a msg-id has to be left for it to be looked for. */
    int MIN_CUT = 14;

    /** Returns whether there are messages whose links were never looked at. */
    boolean areOverdue();

    /** Returns the synthetic msg-ids that lead to a message which is known by another. */
    List<MessageId> aliases(long key);

    /** Returns the links of other archives that are said to lead to a msg-id, by their text. */
    List<LinkPair> pairs(MessageId id);

    /** Returns the places that pages of Pipermail show a message at, by folder and number. */
    List<NumberClaim> claims(ListName list, MessageId id);
}
