package org.perdure.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Sha256;
import org.perdure.mime.MessageParser;

/**
 * What a message is to its readers, whatever way it came: author, recipients, date, subject, what
 * it answers, and all its parts, decoded. A moment is the same in any zone. What each server on the
 * way adds (Received, Return-Path, signatures, fields of lists) and its msg-id do not count.
 */
final class SameContent {
    private final MessageParser parser;

    SameContent(MessageParser parser) {
        this.parser = parser;
    }

    /** Returns a SHA-256 of it. */
    byte[] digest(Message message, byte[] raw) {
        MessageDigest digest = Sha256.digest();
        addAll(digest, message.from());
        addAll(digest, message.to());
        addAll(digest, message.cc());
        add(digest, message.subject());
        OffsetDateTime sent = message.sent();
        add(digest, sent == null ? "" : sent.toInstant().toString());
        add(digest, ids(message.inReplyTo()));
        add(digest, ids(message.references()));
        digest.update(parser.digestParts(raw));
        return digest.digest();
    }

    /** Returns a SHA-256 of that of a message which is there as bytes only. */
    byte[] digest(byte[] raw) {
        return digest(parser.parse(raw), raw);
    }

    private static void addAll(MessageDigest digest, List<Mailbox> mailboxes) {
        for (Mailbox mailbox : mailboxes) {
            String name = mailbox.name();
            add(digest, name == null ? "" : name);
            add(digest, mailbox.address().toLowerCase(Locale.ROOT));
        }
        add(digest, "");
    }

    private static String ids(List<MessageId> ids) {
        return String.join("> <", ids.stream().map(MessageId::value).toList());
    }

    /** Adds text; how much of a blank there is depends on who folded the field. */
    private static void add(MessageDigest digest, String text) {
        String words = text.strip().replaceAll("\\s+", " ");
        digest.update(words.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
