package org.perdure.archive;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.text.Block;

/**
 * A message within a message, as the page of the outer one shows it.
 *
 * @param part its place, as in {@link Attachment#part}
 * @param subject its subject, possibly empty
 * @param from authors
 * @param to primary recipients
 * @param sent the time in its Date field, if possible
 * @param header all header fields
 * @param blocks its body
 * @param attachments its other parts; their places are those in the outermost message
 * @param archived the message with its msg-id in the same list, if there is one
 */
public record EnclosedView(
        String part,
        String subject,
        List<Mailbox> from,
        List<Mailbox> to,
        @Nullable OffsetDateTime sent,
        List<HeaderField> header,
        List<Block> blocks,
        List<Attachment> attachments,
        @Nullable Summary archived) {}
