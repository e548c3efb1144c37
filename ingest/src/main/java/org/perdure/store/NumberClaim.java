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

    /**
     * Returns whether it says more than another claim on the same message and place: what anybody
     * saw says more than what the order of the mail here said once, a surer one more than another,
     * and of two that are as sure, the one that is nearer to its source. So which of them is kept
     * does not depend on which came first.
     */
    public boolean isStrongerThan(NumberClaim other) {
        if (origin.isOfThisMail() != other.origin.isOfThisMail()) {
            return other.origin.isOfThisMail();
        }
        return confidence == other.confidence
                ? origin.compareTo(other.origin) > 0
                : confidence > other.confidence;
    }
}
