package org.perdure.store;

import org.perdure.link.PublishedPlace;
import org.perdure.message.MessageId;

/**
 * What some source says: that a message was published at a place. Claims may contradict each other.
 *
 * @param place the place
 * @param id msg-id of the message
 * @param origin who says so
 */
public record NumberClaim(PublishedPlace place, MessageId id, NumberRow.Origin origin) {}
