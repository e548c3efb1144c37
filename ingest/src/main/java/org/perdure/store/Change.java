package org.perdure.store;

import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * A row of the change log.
 *
 * @param sequence grows with every change, never used again
 * @param kind what happened
 * @param list in which list
 * @param key to which message: {@link Entry#key()}
 * @param id its msg-id
 */
public record Change(long sequence, Kind kind, ListName list, long key, MessageId id) {
    /** What can happen to a message. Names are stored and published: stable. */
    public enum Kind {
        /** It came into the archive. */
        ADDED,
        /** Its parent changed after it came. */
        RETHREADED,
        /** It got a number in one more month, or another number. */
        NUMBERED,
        /** It is shown no more. */
        HIDDEN,
        /** It is shown again. */
        UNHIDDEN,
        /** Better bytes of it took the place of those that were there. */
        REPLACED,
        /** The same content came again, in other bytes. */
        RECEIVED_AGAIN
    }
}
