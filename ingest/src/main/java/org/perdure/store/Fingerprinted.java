package org.perdure.store;

import org.perdure.message.ListName;

/**
 * Fingerprints of what a message wrote, or of what it quotes.
 *
 * @param list the list of the message
 * @param key its key
 * @param time when it was written; of what it quotes, when that may have been written at the
 *     latest; in seconds since 1970
 * @param fingerprints each once
 */
public record Fingerprinted(ListName list, long key, long time, long[] fingerprints) {}
