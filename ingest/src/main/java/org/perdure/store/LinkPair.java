package org.perdure.store;

import org.perdure.message.MessageId;

/**
 * A link of another archive and the message at it. Pairs may contradict each other.
 *
 * @param link what the link says, as {@code LinkKey} prints it
 * @param id msg-id of the message, which need not be here
 * @param origin who says so
 */
public record LinkPair(String link, MessageId id, Origin origin) {
    /** Who says so. Names are stored: stable. */
    public enum Origin {
        /** A field of the message's own header, which anybody can write. */
        HEADER,
        /** The operator of this archive. */
        OPERATOR
    }
}
