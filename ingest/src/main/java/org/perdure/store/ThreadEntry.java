package org.perdure.store;

import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.thread.Evidence;

/**
 * A node of a thread: a message, or a dummy (RFC 5256) for one that others name and that never
 * came.
 *
 * @param id its msg-id
 * @param entry the message; absent for a dummy
 * @param parent msg-id of the node above it, which may be a dummy; absent at the root
 * @param evidence what the edge to the parent rests on, absent at the root
 * @param score confidence in that edge, 0 to 1
 */
public record ThreadEntry(
        MessageId id,
        @Nullable Entry entry,
        @Nullable MessageId parent,
        @Nullable Evidence evidence,
        double score) {}
