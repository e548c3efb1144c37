package org.perdure.archive;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * A message as a line of a list of messages. What the list's masking policy hides is hidden here
 * already.
 *
 * @param list its list
 * @param id its msg-id
 * @param copy 0, or which further copy with this msg-id
 * @param subject the decoded Subject, possibly empty
 * @param author what to call its author, possibly empty
 * @param sent the time in its Date field, if possible
 * @param arrived the time that orders it
 * @param number its first number in the published space, if it has one
 * @param path its canonical path, such as {@code /xen-devel/1234@example.org/}
 */
public record Summary(
        ListName list,
        MessageId id,
        int copy,
        String subject,
        String author,
        @Nullable OffsetDateTime sent,
        Instant arrived,
        @Nullable MessageNumber number,
        String path) {
    /** Returns the same at another of its numbers. */
    Summary at(MessageNumber other) {
        return new Summary(list, id, copy, subject, author, sent, arrived, other, path);
    }
}
