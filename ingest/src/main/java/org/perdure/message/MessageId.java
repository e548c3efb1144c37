package org.perdure.message;

/**
 * A msg-id (RFC 5322, section 3.6.4) without its angle brackets. Compared by case, as published
 * links do.
 *
 * @param value the text between the brackets as the sender wrote it, never empty; it may hold any
 *     character, slashes, blanks and percent signs included
 */
public record MessageId(String value) implements Comparable<MessageId> {
    /** Right side of the ids that MHonArc gives to messages that came without one. */
    public static final String SYNTHETIC_SUFFIX = "@NO-ID-FOUND.mhonarc.org";

    public MessageId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the msg-id is empty");
        }
    }

    /**
     * Returns the id that MHonArc gives to a message without one ({@code lib/mhamain.pl}).
     *
     * @param headerMd5 lower-case hexadecimal MD5 of the raw header section
     */
    public static MessageId synthetic(String headerMd5) {
        return new MessageId(headerMd5 + SYNTHETIC_SUFFIX);
    }

    /** Returns whether the id was made for a message that came without one. */
    public boolean isSynthetic() {
        return value.endsWith(SYNTHETIC_SUFFIX);
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    /** Returns the id without brackets. */
    @Override
    public String toString() {
        return value;
    }
}
