package org.perdure.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message (RFC 5322) whose bytes have been understood. One exists for each worker of an import,
 * and one for each page being made.
 *
 * @param id its msg-id by MHonArc's rule: the first Message-ID, else Msg-ID, else Content-ID, else
 *     a synthetic one
 * @param subject the decoded Subject, empty if there is none
 * @param from the authors
 * @param to the primary recipients
 * @param cc the other recipients
 * @param sent the time in the Date field, if that is a possible date; it may be wrong
 * @param received the time in the topmost Received field, if there is one
 * @param inReplyTo the msg-ids in In-Reply-To, in the order written; phrases and addresses left out
 * @param references the msg-ids in References, oldest first
 * @param header all fields, in the order received
 * @param body the text
 * @param attachments the other parts, in the order received
 * @param patches texts of attached patches, in the order received, up to a limit in all
 * @param enclosed the messages within it, in order; each stands among the attachments as well
 * @param defects what is wrong with it
 */
public record Message(
        MessageId id,
        String subject,
        List<Mailbox> from,
        List<Mailbox> to,
        List<Mailbox> cc,
        @Nullable OffsetDateTime sent,
        @Nullable Instant received,
        List<MessageId> inReplyTo,
        List<MessageId> references,
        List<HeaderField> header,
        Body body,
        List<Attachment> attachments,
        List<String> patches,
        List<EnclosedMessage> enclosed,
        List<Defect> defects) {
    public Message {
        from = List.copyOf(from);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        header = List.copyOf(header);
        attachments = List.copyOf(attachments);
        patches = List.copyOf(patches);
        enclosed = List.copyOf(enclosed);
        defects = List.copyOf(defects);
    }

    /** Makes a message without attached patches and messages within it. */
    public Message(
            MessageId id,
            String subject,
            List<Mailbox> from,
            List<Mailbox> to,
            List<Mailbox> cc,
            @Nullable OffsetDateTime sent,
            @Nullable Instant received,
            List<MessageId> inReplyTo,
            List<MessageId> references,
            List<HeaderField> header,
            Body body,
            List<Attachment> attachments,
            List<Defect> defects) {
        this(
                id,
                subject,
                from,
                to,
                cc,
                sent,
                received,
                inReplyTo,
                references,
                header,
                body,
                attachments,
                List.of(),
                List.of(),
                defects);
    }

    /** Returns the same message with texts of attached patches. */
    public Message withPatches(List<String> texts) {
        return with(id, texts, enclosed, defects);
    }

    /** Returns the same message with one more defect. */
    public Message withDefect(Defect defect) {
        List<Defect> more = new ArrayList<>(defects);
        more.add(defect);
        return withEnclosed(enclosed, more);
    }

    /** Returns the same message with other messages within it, and other defects. */
    public Message withEnclosed(List<EnclosedMessage> messages, List<Defect> found) {
        return with(id, patches, messages, found);
    }

    /** Returns the same message under another msg-id. */
    public Message withId(MessageId other) {
        return with(other, patches, enclosed, defects);
    }

    private Message with(
            MessageId other,
            List<String> texts,
            List<EnclosedMessage> messages,
            List<Defect> found) {
        return new Message(
                other,
                subject,
                from,
                to,
                cc,
                sent,
                received,
                inReplyTo,
                references,
                header,
                body,
                attachments,
                texts,
                messages,
                found);
    }

    /** Returns what to call the author: the first display name of From, else its address. */
    public String author() {
        return from.isEmpty() ? "" : from.getFirst().displayName();
    }

    /**
     * Returns the time that orders the message among those of its month: arrival at the archiving
     * host, else the Date, as MHonArc's date index does.
     */
    public Optional<Instant> arrived() {
        if (received != null) {
            return Optional.of(received);
        }
        return sent == null ? Optional.empty() : Optional.of(sent.toInstant());
    }
}
