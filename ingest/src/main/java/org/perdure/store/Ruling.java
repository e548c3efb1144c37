package org.perdure.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * What an operator said of the place of a message in its thread. The last one of a message counts,
 * before all that its header names and that it quotes.
 *
 * @param list in which list
 * @param id the message; it may come later
 * @param kind what was said
 * @param parent what it answers, given for {@link Kind#ATTACH} alone; it may come later
 * @param since when it was said, in whole seconds
 * @param reason why, for the operator's eyes; may be empty
 */
public record Ruling(
        ListName list,
        MessageId id,
        Kind kind,
        @Nullable MessageId parent,
        Instant since,
        String reason) {
    public Ruling {
        if ((kind == Kind.ATTACH) != (parent != null)) {
            throw new IllegalArgumentException("a parent belongs to what is attached");
        }
    }

    /** What can be said. Names are stored: stable. */
    public enum Kind {
        /** It answers a message. */
        ATTACH,
        /** It begins a thread. */
        DETACH,
        /** What it says itself counts again. */
        RELEASE
    }

    /** Returns whether another one says the same of the same message. */
    public boolean saysSameAs(Ruling other) {
        return list.equals(other.list)
                && id.equals(other.id)
                && kind == other.kind
                && Objects.equals(parent, other.parent);
    }

    /** Returns the same of other msg-ids. */
    public Ruling withIds(MessageId otherId, @Nullable MessageId otherParent) {
        return new Ruling(list, otherId, kind, otherParent, since, reason);
    }
}
