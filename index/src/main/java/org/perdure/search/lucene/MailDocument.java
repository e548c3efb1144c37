package org.perdure.search.lucene;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.perdure.message.Attachment;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.store.Entry;
import org.perdure.store.Follower.ChangedMessage;
import org.perdure.text.PatchFiles;
import org.perdure.text.Segmenter;

/**
 * Makes the document of a message.
 *
 * <p>Fields of words are added even where they are empty: the norms of a field that every document
 * has lie in a plain array, and those of any other are looked for with each word that is written.
 */
final class MailDocument {
    /** How much of what the author wrote can be highlighted, in characters. */
    static final int MAX_HIGHLIGHTED = 200_000;

    /** How many msg-ids that it refers to are searched. */
    static final int MAX_REFERENCES = 1_000;

    /** How many media types of attachments are searched. */
    static final int MAX_MEDIA_TYPES = 100;

    private final Document document = new Document();
    private final MailText text = new MailText();

    private MailDocument() {}

    static Document of(ChangedMessage changed) {
        Entry entry = changed.entry();
        Message message = changed.message();
        MailDocument mail = new MailDocument();
        mail.addIdentity(entry);
        Fields.SIZE.add(mail.document, changed.bytes());
        mail.addThreading(message);
        mail.addList(entry, message);
        mail.addPeople(message);
        mail.text.add(changed.text());
        message.patches().forEach(patch -> mail.text.add(Segmenter.segment(patch)));
        message.enclosed().forEach(enclosed -> mail.addEnclosed(enclosed.message()));
        mail.addTexts();
        mail.addPatches();
        mail.addAttachments(message);
        return mail.document;
    }

    private void addIdentity(Entry entry) {
        Fields.KEY.add(document, entry.key());
        Fields.LIST.add(document, entry.list().value());
        Fields.ID.add(document, Fields.exact(entry.id().value()));
        Fields.ID_HASH.add(document, Fields.hash(entry.id().value()));
        Fields.ID_WORDS.add(document, limited(entry.id().value()));
        Fields.STORED_ID.add(document, entry.id().value());
        Fields.COPY.add(document, entry.copy());
        Fields.ARRIVED.add(document, entry.arrived().getEpochSecond());
        OffsetDateTime sent = entry.sent();
        if (sent != null) {
            Fields.SENT.add(document, sent.toEpochSecond());
        }
        Fields.SUBJECT.add(document, limited(entry.subject()));
        Fields.AUTHOR.add(document, entry.author());
    }

    /** What its header says; where the message hangs is known to the store alone, and changes. */
    private void addThreading(Message message) {
        Set<String> references = new LinkedHashSet<>();
        message.references().forEach(id -> references.add(Fields.exact(id.value())));
        message.inReplyTo().forEach(id -> references.add(Fields.exact(id.value())));
        references.stream().limit(MAX_REFERENCES).forEach(this::addReference);
        Fields.IS.add(document, references.isEmpty() ? "root" : "reply");
    }

    private void addList(Entry entry, Message message) {
        String words = entry.list().value();
        for (HeaderField field : message.header()) {
            if (field.is("List-Id")) {
                String id = Fields.exact(listId(field.body()));
                Fields.LIST_ID.add(document, id);
                words += MailTokenizer.BLOCK_END + id;
                break;
            }
        }
        Fields.LIST_WORDS.add(document, words);
    }

    private void addReference(String id) {
        Fields.REFERENCES.add(document, id);
        Fields.REFERENCE_HASHES.add(document, Fields.hash(id));
    }

    /** RFC 2919: a phrase may stand before the angle brackets. */
    private static String listId(String body) {
        int start = body.lastIndexOf('<');
        int end = body.indexOf('>', start + 1);
        return body.substring(start + 1, end < 0 ? body.length() : end).strip();
    }

    private void addPeople(Message message) {
        addMailboxes(Fields.FROM, message.from());
        addMailboxes(Fields.TO, message.to());
        addMailboxes(Fields.CC, message.cc());
    }

    private void addMailboxes(Fields field, List<Mailbox> mailboxes) {
        StringBuilder people = new StringBuilder();
        for (Mailbox mailbox : mailboxes) {
            if (mailbox.name() != null) {
                people.append(mailbox.name()).append(' ');
            }
            people.append(mailbox.address()).append(MailTokenizer.BLOCK_END);
        }
        field.add(document, limited(people.toString()));
    }

    private void addEnclosed(Message message) {
        text.addQuoted(message.subject());
        text.addQuoted(message.body().text());
        message.patches().forEach(text::addQuoted);
    }

    private void addTexts() {
        String own = text.own();
        Fields.OWN.add(document, text.marked());
        Fields.QUOTED.add(document, text.quoted());
        if (!own.isEmpty()) {
            Fields.STORED_TEXT.add(
                    document, own.substring(0, Math.min(own.length(), MAX_HIGHLIGHTED)));
        }
    }

    private void addPatches() {
        PatchFiles files = text.files();
        String names = String.join(String.valueOf(MailTokenizer.BLOCK_END), files.names());
        Fields.FILE.add(document, limited(names));
        files.before().forEach(blob -> Fields.BLOB_BEFORE.add(document, blob));
        files.after().forEach(blob -> Fields.BLOB_AFTER.add(document, blob));
        text.patchId().ifPresent(id -> Fields.PATCH_ID.add(document, id));
    }

    private void addAttachments(Message message) {
        List<Attachment> attachments = new ArrayList<>(message.attachments());
        message.enclosed().forEach(inner -> attachments.addAll(inner.message().attachments()));
        StringBuilder names = new StringBuilder();
        boolean hasPatch = text.hasPatch();
        for (Attachment attachment : attachments) {
            String name = attachment.fileName() == null ? "" : attachment.fileName();
            names.append(name).append(MailTokenizer.BLOCK_END);
            hasPatch |= Attachment.isPatch(attachment.fileName(), attachment.mediaType());
        }
        attachments.stream()
                .map(attachment -> Fields.exact(attachment.mediaType()))
                .distinct()
                .limit(MAX_MEDIA_TYPES)
                .forEach(type -> Fields.MEDIA_TYPE.add(document, type));
        if (attachments.stream().anyMatch(MailDocument::isOfInterest)) {
            Fields.HAS.add(document, "attachment");
        }
        if (hasPatch) {
            Fields.HAS.add(document, "patch");
        }
        Fields.ATTACHMENT.add(document, limited(names.toString()));
    }

    /** Not the signatures of OpenPGP and S/MIME, and not the text once more as HTML. */
    private static boolean isOfInterest(Attachment attachment) {
        return !attachment.mediaType().endsWith("-signature")
                && (attachment.fileName() != null || !attachment.mediaType().equals("text/html"));
    }

    private static String limited(String text) {
        return text.length() <= MailText.MAX_TEXT ? text : text.substring(0, MailText.MAX_TEXT);
    }
}
