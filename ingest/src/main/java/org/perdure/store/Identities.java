package org.perdure.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Held;

/**
 * Which messages are one, in a transaction. A message that came without a msg-id has a synthetic
 * one; when it is known by another, both lead to it: the synthetic one is an alias.
 */
public interface Identities {
    /** Returns the msg-id that a message is known by: another than its own if that is an alias. */
    MessageId canonical(ListName list, MessageId id);

    /**
     * Returns the messages that were sent in a second with a subject, oldest first; further copies
     * left out.
     *
     * @param subject in full
     * @param onlySynthetic whether those with msg-ids of their own are left out too
     * @param limit how many at the most
     */
    List<Held> sent(
            ListName list, Instant second, String subject, boolean onlySynthetic, int limit);

    /** Returns the keys of messages with a msg-id of whose content no digest is kept. */
    List<Long> withoutContent(ListName list, MessageId id);

    /** Returns the digest of what a message says, if it was kept. */
    Optional<byte[]> content(long key);

    /** Keeps the digest of what a message says. */
    void putContent(long key, byte[] content);

    /** Returns the oldest message with a msg-id whose digest was kept and is this one. */
    Optional<Held> find(ListName list, MessageId id, byte[] content);

    /** Lets a synthetic msg-id that no message has lead to a message. */
    void addAlias(ListName list, MessageId alias, long key);

    /**
     * Gives all messages with a synthetic msg-id another one, which no message has; the first
     * becomes an alias. Numbers, take-downs and what was claimed for it follow. It is not in the
     * change log yet, and not threaded: see {@link org.perdure.thread.Threader#rename}.
     *
     * @param key the first message with the synthetic one
     */
    void rename(ListName list, MessageId synthetic, MessageId id, long key);
}
