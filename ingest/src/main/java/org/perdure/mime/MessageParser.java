package org.perdure.mime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Body;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;

/**
 * Reads messages (RFC 5322, RFC 2045 to 2049) as they are found in archives of thirty years.
 *
 * <p>Never throws, whatever the bytes. One instance serves any number of threads. A message costs
 * time by its length: ten kilobytes a fraction of a tenth of a millisecond.
 */
public final class MessageParser {
    private final Walk walk;

    /** Makes a parser; it costs nothing. */
    public MessageParser() {
        this(
                (raw, header, defects, visitor) ->
                        new PartWalker(raw, header, defects, visitor).walk());
    }

    MessageParser(Walk walk) {
        this.walk = walk;
    }

    /** Shows the parts of a message; a test breaks it. */
    interface Walk {
        void run(byte[] raw, HeaderSection header, Defects defects, PartWalker.Visitor visitor);
    }

    /**
     * Returns the message. If the bytes break the parser, a message with the defect {@code
     * UNPARSABLE} and what could be saved.
     *
     * @param raw the message, header section first, without separator line
     */
    public Message parse(byte[] raw) {
        HeaderSection header = HeaderSection.of(raw);
        try {
            return read(raw, header);
        } catch (RuntimeException e) {
            return salvage(raw, header, e);
        }
    }

    /**
     * Returns a part of a message.
     *
     * @param raw the message
     * @param part its place in the MIME tree: {@code Attachment.part()}
     */
    public Optional<PartContent> findPart(byte[] raw, String part) {
        Defects defects = new Defects();
        List<PartContent> found = new ArrayList<>(1);
        PartWalker.Visitor visitor =
                leaf -> {
                    if (!leaf.path().equals(part)) {
                        return true;
                    }
                    byte[] content = leaf.read(raw.length).bytes();
                    found.add(
                            new PartContent(
                                    leaf.mediaType(),
                                    leaf.charset(),
                                    leaf.fileName(defects),
                                    content));
                    return false;
                };
        try {
            walk.run(raw, HeaderSection.of(raw), defects, visitor);
        } catch (RuntimeException e) {
            // The parser breaks on these bytes, as it did when they came: parse() says so.
            return Optional.empty();
        }
        return found.stream().findFirst();
    }

    private Message read(byte[] raw, HeaderSection header) {
        Defects defects = new Defects();
        MessageId id = MessageIds.own(header, defects);
        List<HeaderField> fields = fields(header, defects);
        List<Mailbox> from =
                MaskedMailbox.find(header.text("From"), defects)
                        .map(List::of)
                        .orElseGet(() -> firstMailboxes(header, "From", defects));
        List<Mailbox> to = allMailboxes(header, "To", defects);
        List<Mailbox> cc = allMailboxes(header, "Cc", defects);
        OffsetDateTime sent = sent(header, defects);
        BodyReader reader = new BodyReader(defects);
        walk.run(raw, header, defects, reader);
        Body body = reader.body();
        return new Message(
                id,
                EncodedWords.decode(header.text("Subject"), defects),
                from,
                to,
                cc,
                sent,
                received(header),
                MessageIds.inReplyTo(header, id, people(from, to, cc)),
                MessageIds.references(header, id, defects),
                fields,
                body,
                reader.attachments(),
                defects.toList());
    }

    private static List<HeaderField> fields(HeaderSection header, Defects defects) {
        if (header.badLines() > 0) {
            defects.add(
                    Defect.Code.BAD_HEADER_LINE, header.badLines() + " lines that are no field");
        }
        if (header.truncated()) {
            defects.add(Defect.Code.LIMIT_REACHED, "the header section is too long");
        }
        List<HeaderField> fields = new ArrayList<>(header.fields().size());
        for (RawField field : header.fields()) {
            if (field.hasRawBytes()) {
                defects.add(Defect.Code.RAW_HEADER_BYTES, field.name());
            }
            fields.add(
                    new HeaderField(field.name(), EncodedWords.decode(field.unfolded(), defects)));
        }
        return fields;
    }

    private static List<Mailbox> firstMailboxes(
            HeaderSection header, String name, Defects defects) {
        return MailboxParser.parse(header.text(name), defects);
    }

    private static List<Mailbox> allMailboxes(HeaderSection header, String name, Defects defects) {
        List<Mailbox> mailboxes = new ArrayList<>();
        for (RawField field : header.fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                mailboxes.addAll(MailboxParser.parse(field.unfolded(), defects));
            }
        }
        return mailboxes;
    }

    private static Set<Mailbox> people(List<Mailbox> from, List<Mailbox> to, List<Mailbox> cc) {
        Set<Mailbox> people = new LinkedHashSet<>(from);
        people.addAll(to);
        people.addAll(cc);
        return people;
    }

    private static @Nullable OffsetDateTime sent(HeaderSection header, Defects defects) {
        String date = header.text("Date");
        if (date.isEmpty()) {
            defects.add(Defect.Code.MISSING_DATE, "no Date");
            return null;
        }
        OffsetDateTime sent = DateParser.parse(date);
        if (sent == null) {
            defects.add(Defect.Code.BAD_DATE, date);
        }
        return sent;
    }

    /** The time stands after the last semicolon (RFC 5321, section 4.4). */
    private static @Nullable Instant received(HeaderSection header) {
        String received = header.text("Received");
        int semicolon = received.lastIndexOf(';');
        OffsetDateTime time =
                semicolon < 0 ? null : DateParser.parse(received.substring(semicolon + 1));
        return time == null ? null : time.toInstant();
    }

    /** Makes a message by means that cannot break: no MIME, no encoded words. */
    private static Message salvage(byte[] raw, HeaderSection header, RuntimeException reason) {
        Defects defects = new Defects();
        MessageId id = MessageIds.own(header, defects);
        defects.add(Defect.Code.UNPARSABLE, reason.toString());
        List<HeaderField> fields = new ArrayList<>();
        for (RawField field : header.fields()) {
            fields.add(new HeaderField(field.name(), latin1(field)));
        }
        String from = latin1(header.find("From"));
        int length = Math.min(raw.length - header.bodyStart(), BodyReader.MAX_BODY_CHARS);
        String text = new String(raw, header.bodyStart(), length, StandardCharsets.ISO_8859_1);
        return new Message(
                id,
                latin1(header.find("Subject")),
                from.isEmpty() ? List.of() : List.of(new Mailbox(null, from)),
                List.of(),
                List.of(),
                DateParser.parse(header.text("Date")),
                received(header),
                List.of(),
                MessageIds.references(header, id, defects),
                fields,
                new Body(BodyReader.normalised(text), StandardCharsets.ISO_8859_1.name(), false),
                List.of(),
                defects.toList());
    }

    private static String latin1(@Nullable RawField field) {
        return field == null
                ? ""
                : RawField.unfold(
                        new String(
                                field.raw(),
                                field.start(),
                                field.end() - field.start(),
                                StandardCharsets.ISO_8859_1));
    }
}
