package org.perdure.store;

import org.perdure.link.PublishedPlace;
import org.perdure.message.MessageId;

/**
 * What some source says: that a message was published at a place. Claims may contradict each other.
 *
 * @param place the place
 * @param id msg-id of the message
 * @param origin who says so
 * @param confidence how sure that is, 0 to 1
 */
public record NumberClaim(
        PublishedPlace place, MessageId id, NumberRow.Origin origin, double confidence) {
    /** A claim that is as sure as what its origin says. */
    public NumberClaim(PublishedPlace place, MessageId id, NumberRow.Origin origin) {
        this(place, id, origin, origin.confidence());
    }
}
