package org.perdure.store;

import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.thread.Evidence;

/**
 * Whom a message answers, as scripts read it.
 *
 * @param id msg-id of the message
 * @param parent msg-id of the message it answers, if that is in the archive
 * @param dummy msg-id of the message it answers, if that never came
 * @param evidence what says so; absent for a root
 * @param score confidence, 0 to 1
 */
public record Edge(
        MessageId id,
        @Nullable MessageId parent,
        @Nullable MessageId dummy,
        @Nullable Evidence evidence,
        double score) {}
