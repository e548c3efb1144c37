package org.perdure.store;

import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * The names of a message. Thousands exist at once.
 *
 * @param key {@link Entry#key()}
 * @param list its list
 * @param id its msg-id
 */
public record KeyedId(long key, ListName list, MessageId id) {}
