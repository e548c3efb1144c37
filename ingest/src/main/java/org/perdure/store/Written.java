package org.perdure.store;

import org.perdure.message.ListName;

/**
 * What the author of a message wrote, to be found again.
 *
 * @param list the list of the message
 * @param key its key
 * @param time when it was written, in seconds since 1970
 * @param fingerprints each once
 */
public record Written(ListName list, long key, long time, long[] fingerprints) {}
