package org.perdure.quote;

import org.perdure.message.MessageId;

/**
 * What a message is compared by: a few bytes for each of its words. An index keeps one for each
 * message of a list.
 *
 * @param id its msg-id
 * @param time seconds since the epoch: when it was sent, else when it arrived
 * @param zone minutes east of Greenwich in its Date field
 * @param author who wrote it
 * @param subject its Subject
 * @param recipients hashes of the addresses in To and Cc, those in To first
 * @param text its words by level
 */
record Digest(
        MessageId id,
        long time,
        int zone,
        Person author,
        Subject subject,
        int[] recipients,
        LeveledText text) {

    /** Addresses that are looked at. */
    static final int MAX_RECIPIENTS = 60;

    /** Returns a place among messages that depends on this one alone: by time, ties by msg-id. */
    long rank() {
        long hash = (id.value().hashCode() * 0x9e3779b97f4a7c15L) >>> 36;
        return (time << 28) | hash;
    }

    /** Returns the time of a rank. */
    static long time(long rank) {
        return rank >> 28;
    }

    /** Returns the lowest rank of a time. */
    static long rank(long time) {
        return time << 28;
    }
}
