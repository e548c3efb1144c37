package org.perdure.search.lucene;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.perdure.message.Attachment;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.store.Entry;
import org.perdure.text.Block;
import org.perdure.text.Segmenter;

/**
 * Makes the document of a message.
 *
 * <p>Fields of words are added even where they are empty: the norms of a field that every document
 * has lie in a plain array, and those of any other are looked for with each word that is written.
 */
final class MailDocument {
    /** How much of each kind of text is searched, in characters; what is beyond is not found. */
    static final int MAX_TEXT = 2_000_000;

    /** How much of what the author wrote can be highlighted, in characters. */
    static final int MAX_HIGHLIGHTED = 200_000;

    /** How many msg-ids that it refers to are searched. */
    static final int MAX_REFERENCES = 1_000;

    /** How many media types of attachments are searched. */
    static final int MAX_MEDIA_TYPES = 100;

    private final Document document = new Document();
    private final StringBuilder own = new StringBuilder();
    private final StringBuilder quoted = new StringBuilder();
    private boolean hasPatch;

    private MailDocument() {}

    static Document of(Entry entry, Message message) {
        MailDocument mail = new MailDocument();
        mail.addIdentity(entry);
        mail.addThreading(message);
        mail.addPeople(message);
        mail.addBody(message.body().text());
        message.enclosed().forEach(enclosed -> mail.addEnclosed(enclosed.message()));
        mail.addTexts();
        mail.addAttachments(message);
        return mail.document;
    }

    private void addIdentity(Entry entry) {
        Fields.KEY.add(document, entry.key());
        Fields.LIST.add(document, entry.list().value());
        Fields.ID.add(document, Fields.exact(entry.id().value()));
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
        references.stream()
                .limit(MAX_REFERENCES)
                .forEach(id -> Fields.REFERENCES.add(document, id));
        Fields.IS.add(document, references.isEmpty() ? "root" : "reply");
        for (HeaderField field : message.header()) {
            if (field.is("List-Id")) {
                Fields.LIST_ID.add(document, Fields.exact(listId(field.body())));
                return;
            }
        }
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

    private void addBody(String text) {
        for (Block block : Segmenter.blocks(text)) {
            boolean isOwn = block.level() == 0 && block.depth() == 0;
            switch (block.kind()) {
                case AUTHORED, QUOTED, SIGNATURE -> addLines(isOwn ? own : quoted, block.lines());
                case PATCH -> {
                    addLines(isOwn ? own : quoted, block.lines());
                    hasPatch |= isOwn && isPatch(block.lines());
                }
                case ATTRIBUTION, HEADER_BLOCK -> addLines(quoted, block.lines());
                case FOOTER, BOILERPLATE, ELISION, ARMOUR -> {} // Words of nobody.
            }
        }
    }

    /** What others wrote is found as if it were quoted. */
    private void addEnclosed(Message message) {
        addLines(quoted, List.of(message.subject()));
        addLines(quoted, message.body().text().lines().toList());
    }

    private void addTexts() {
        String written = own.toString();
        Fields.OWN.add(document, written);
        Fields.QUOTED.add(document, quoted.toString());
        if (!written.isEmpty()) {
            Fields.STORED_TEXT.add(
                    document, written.substring(0, Math.min(written.length(), MAX_HIGHLIGHTED)));
        }
    }

    private static void addLines(StringBuilder text, List<String> lines) {
        for (String line : lines) {
            int room = MAX_TEXT - text.length() - 1;
            if (room <= 0) {
                return;
            }
            text.append(line, 0, Math.min(line.length(), room)).append('\n');
        }
        if (!text.isEmpty()) {
            text.setCharAt(text.length() - 1, MailTokenizer.BLOCK_END);
        }
    }

    /** Whether lines hold a unified diff: the two lines that name its files, or git's own. */
    private static boolean isPatch(List<String> lines) {
        boolean afterOld = false;
        for (String line : lines) {
            if ((afterOld && line.startsWith("+++ ")) || line.startsWith("diff --git ")) {
                return true;
            }
            afterOld = line.startsWith("--- ");
        }
        return false;
    }

    private void addAttachments(Message message) {
        List<Attachment> attachments = new ArrayList<>(message.attachments());
        message.enclosed().forEach(inner -> attachments.addAll(inner.message().attachments()));
        StringBuilder names = new StringBuilder();
        for (Attachment attachment : attachments) {
            String name = attachment.fileName() == null ? "" : attachment.fileName();
            names.append(name).append(MailTokenizer.BLOCK_END);
            hasPatch |= isPatch(name, attachment.mediaType());
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

    private static boolean isPatch(String fileName, String mediaType) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".patch")
                || name.endsWith(".diff")
                || mediaType.equals("text/x-patch")
                || mediaType.equals("text/x-diff");
    }

    /** Not the signatures of OpenPGP and S/MIME, and not the text once more as HTML. */
    private static boolean isOfInterest(Attachment attachment) {
        return !attachment.mediaType().endsWith("-signature")
                && (attachment.fileName() != null || !attachment.mediaType().equals("text/html"));
    }

    private static String limited(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
