package org.perdure.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * A stored message without its bytes: what lists, indexes and threads show of it. Thousands exist
 * at once.
 *
 * @param key identifies it in its store; grows in the order of storing, never used again
 * @param list the list it was sent to
 * @param id its msg-id
 * @param copy 0 for the first message with its msg-id in the list, 1 and up for further ones with
 *     other bytes
 * @param subject the decoded Subject, possibly empty
 * @param author what to call its author, possibly empty
 * @param sent the time in its Date field, if possible
 * @param arrived the time that orders it among others: see {@code Message.arrived()}, else when it
 *     was filed
 * @param number the first number it got in the published space; none for a further copy in the
 *     month of the first
 * @param sameAs the message of which this is another source: the same content in other bytes;
 *     absent for a message of its own
 */
public record Entry(
        long key,
        ListName list,
        MessageId id,
        int copy,
        String subject,
        String author,
        @Nullable OffsetDateTime sent,
        Instant arrived,
        @Nullable MessageNumber number,
        @Nullable Long sameAs) {
    /**
     * Longest subject and longest name of an author in lists of messages, in characters: a list is
     * in memory whole, and senders choose. The message itself has all of it.
     */
    public static final int MAX_SHOWN = 1_000;

    /** Returns a subject, or the name of an author, as lists of messages show it. */
    public static String shown(String text) {
        if (text.length() <= MAX_SHOWN) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(MAX_SHOWN - 2))
                        ? MAX_SHOWN - 2
                        : MAX_SHOWN - 1;
        return text.substring(0, end) + "…";
    }

    /** Returns the same message with a number. */
    public Entry withNumber(MessageNumber first) {
        return new Entry(key, list, id, copy, subject, author, sent, arrived, first, sameAs);
    }
}
