package org.perdure.search;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;
import org.perdure.message.Body;
import org.perdure.message.HeaderField;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.Follower.ChangedMessage;

/**
 * An invented message on its way to the index.
 *
 * @param key its key, which is also the sequence of its change
 * @param list its list
 * @param id its msg-id
 * @param subject its subject
 * @param from its author
 * @param sent when it was sent and arrived
 * @param text its body
 * @param attachments its other parts
 * @param references what it answers
 */
public record Mail(
        long key,
        String list,
        String id,
        String subject,
        Mailbox from,
        @Nullable Instant sent,
        String text,
        List<Attachment> attachments,
        List<MessageId> references) {
    /** The first second of the invented archive. */
    public static final Instant START = Instant.parse("2011-03-01T00:00:00Z");

    private static final Mailbox ADA = new Mailbox("Ada Quill", "ada.quill@example.org");

    /** A message of Ada, sent {@code key} minutes after the start. */
    public static Mail of(long key, String subject, String text) {
        Instant sent = START.plusSeconds(60 * key);
        String id = key + "@example.org";
        return new Mail(key, "xen-devel", id, subject, ADA, sent, text, List.of(), List.of());
    }

    public Mail in(String other) {
        return new Mail(key, other, id, subject, from, sent, text, attachments, references);
    }

    public Mail by(String name, String address) {
        Mailbox author = new Mailbox(name, address);
        return new Mail(key, list, id, subject, author, sent, text, attachments, references);
    }

    public Mail withId(String other) {
        return new Mail(key, list, other, subject, from, sent, text, attachments, references);
    }

    public Mail at(@Nullable String time) {
        Instant other = time == null ? null : Instant.parse(time);
        return new Mail(key, list, id, subject, from, other, text, attachments, references);
    }

    public Mail with(@Nullable String fileName, String mediaType) {
        List<Attachment> parts = List.of(new Attachment("2", fileName, mediaType, 100));
        return new Mail(key, list, id, subject, from, sent, text, parts, references);
    }

    public Mail answering(String other) {
        List<MessageId> parent = List.of(new MessageId(other));
        return new Mail(key, list, id, subject, from, sent, text, attachments, parent);
    }

    /** The row of the change log that says that it came. */
    public ChangedMessage added() {
        return changed(key, Change.Kind.ADDED);
    }

    /** The same with a patch attached. */
    public ChangedMessage addedWithPatch(String patch) {
        ChangedMessage added = added();
        return new ChangedMessage(
                added.change(),
                added.entry(),
                added.message().withPatches(List.of(patch)),
                added.bytes());
    }

    /** A row of the change log about it. */
    public ChangedMessage changed(long sequence, Change.Kind kind) {
        ListName name = new ListName(list);
        MessageId messageId = new MessageId(id);
        OffsetDateTime date = sent == null ? null : sent.atOffset(ZoneOffset.UTC);
        String listId = "About it <" + list + ".lists.example.org>";
        Message message =
                new Message(
                        messageId,
                        subject,
                        List.of(from),
                        List.of(new Mailbox(null, list + "@lists.example.org")),
                        List.of(new Mailbox("Bo Reed", "bo@example.com")),
                        date,
                        null,
                        references,
                        references,
                        List.of(new HeaderField("List-Id", listId)),
                        new Body(text, "UTF-8", false),
                        attachments,
                        List.of());
        Instant arrived = sent == null ? START : sent;
        Entry entry =
                new Entry(
                        key,
                        name,
                        messageId,
                        0,
                        subject,
                        message.author(),
                        date,
                        arrived,
                        null,
                        null);
        return new ChangedMessage(
                new Change(sequence, kind, name, key, messageId), entry, message, 1_000 * key);
    }
}
