package org.perdure.mime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Body;
import org.perdure.message.Clocks;
import org.perdure.message.Defect;
import org.perdure.message.EnclosedMessage;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Sha256;

/**
 * Reads messages (RFC 5322, RFC 2045 to 2049) as they are found in archives of thirty years.
 *
 * <p>Never throws, whatever the bytes. One instance serves any number of threads. A message costs
 * time by its length: ten kilobytes a fraction of a tenth of a millisecond.
 */
public final class MessageParser {
    /** Messages within a message that are kept as such; further ones are attachments only. */
    static final int MAX_ENCLOSED = 500;

    /**
     * How deep a message that is taken apart can stand within others. Of one a step deeper the
     * whole body, with all that stands in it, is kept as one text.
     */
    static final int MAX_ENCLOSED_DEPTH = 8;

    private final Walk walk;

    /** Makes a parser; it costs nothing. */
    public MessageParser() {
        this(
                (raw, header, prefix, defects, visitor) ->
                        new PartWalker(raw, header, prefix, defects, visitor).walk());
    }

    MessageParser(Walk walk) {
        this.walk = walk;
    }

    /** Shows the parts of a message; a test breaks it. */
    interface Walk {
        void run(
                byte[] raw,
                HeaderSection header,
                String prefix,
                Defects defects,
                PartWalker.Visitor visitor);
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
        try {
            return new PartFinder(walk, part).find(raw);
        } catch (RuntimeException e) {
            // The parser breaks on these bytes, as it did when they came: parse() says so.
            return Optional.empty();
        }
    }

    /**
     * Returns the patch in a message, as git reads it; what cannot be read is left out.
     *
     * @param raw the message
     */
    public PatchContent readPatch(byte[] raw) {
        PatchReader reader = new PatchReader();
        try {
            walk.run(raw, HeaderSection.of(raw), "", new Defects(), reader);
        } catch (RuntimeException e) {
            // As above: what was read until then is told.
            return reader.content();
        }
        return reader.content();
    }

    /**
     * Returns a SHA-256 of what the parts of a message hold, decoded, without what mailboxes and
     * mail servers change: transfer encodings, line ends, {@code >} before {@code From }, blank
     * lines at the end. Of bytes that break the parser it is that of all of them.
     *
     * @param raw the message; its header counts only as far as it describes the parts
     */
    public byte[] digestParts(byte[] raw) {
        PartDigest digest = new PartDigest();
        try {
            walk.run(raw, HeaderSection.of(raw), "", new Defects(), digest);
        } catch (RuntimeException e) {
            // As above.
            return Sha256.of(raw);
        }
        return digest.digest();
    }

    /**
     * Returns the HTML of a message: its first part of that type that is not attached, else one
     * that is, decoded.
     *
     * @param raw the message
     */
    public Optional<String> findHtml(byte[] raw) {
        HtmlFinder finder = new HtmlFinder();
        try {
            walk.run(raw, HeaderSection.of(raw), "", new Defects(), finder);
        } catch (RuntimeException e) {
            // As above.
            return Optional.empty();
        }
        return Optional.ofNullable(finder.html);
    }

    /** Prefers what is not attached. */
    private static final class HtmlFinder implements PartWalker.Visitor {
        private @Nullable String html;

        @Override
        public boolean visit(Leaf leaf) throws IOException {
            if (!leaf.mediaType().equals("text/html") || (leaf.isAttached() && html != null)) {
                return true;
            }
            byte[] content = leaf.read(new Defects());
            int length = Math.min(content.length, BodyReader.MAX_HTML_BYTES);
            html = BodyReader.decodeHtml(Arrays.copyOf(content, length), leaf.charset()).text();
            return leaf.isAttached();
        }

        @Override
        public void restart() {
            html = null;
        }
    }

    private Message read(byte[] raw, HeaderSection header) {
        Defects defects = new Defects();
        Deque<Waiting> waiting = new ArrayDeque<>();
        Message message = read(raw, header, new Waiting("", raw, 0), defects, waiting);
        return waiting.isEmpty()
                ? message
                : message.withEnclosed(enclosed(waiting, defects), defects.toList());
    }

    /**
     * A message within the message that is still to be taken apart.
     *
     * @param part its place
     * @param depth how many messages stand around it
     */
    private record Waiting(String part, byte[] raw, int depth) {
        /** Returns whether its body is to be kept as one text. */
        boolean isTooDeep() {
            return depth > MAX_ENCLOSED_DEPTH;
        }
    }

    private List<EnclosedMessage> enclosed(Deque<Waiting> waiting, Defects outer) {
        List<EnclosedMessage> enclosed = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Waiting next = waiting.pop();
            boolean full = enclosed.size() == MAX_ENCLOSED;
            if (next.isTooDeep() || full) {
                outer.add(
                        Defect.Code.LIMIT_REACHED,
                        "messages within the message, more than %d or %d deep"
                                .formatted(MAX_ENCLOSED, MAX_ENCLOSED_DEPTH));
            }
            if (full) {
                continue;
            }
            HeaderSection header = HeaderSection.of(next.raw());
            enclosed.add(
                    new EnclosedMessage(
                            next.part(), read(next.raw(), header, next, new Defects(), waiting)));
        }
        return enclosed;
    }

    /** Reads one message, and leaves those within it for later. */
    private Message read(
            byte[] raw,
            HeaderSection header,
            Waiting place,
            Defects defects,
            Deque<Waiting> waiting) {
        MessageId id = MessageIds.own(header, defects);
        List<HeaderField> fields = fields(header, defects);
        List<Mailbox> from =
                MaskedMailbox.find(header.text("From"), defects)
                        .map(List::of)
                        .orElseGet(() -> firstMailboxes(header, "From", defects));
        List<Mailbox> to = allMailboxes(header, "To", defects);
        List<Mailbox> cc = allMailboxes(header, "Cc", defects);
        OffsetDateTime sent = sent(header, defects);
        Instant received = received(header);
        if (sent != null && received != null && Clocks.contradict(sent.toInstant(), received)) {
            defects.add(Defect.Code.WRONG_DATE, sent + ", arrived " + received);
        }
        String prefix = place.part().isEmpty() ? "" : place.part() + ".";
        BodyReader reader = new BodyReader(defects);
        if (place.isTooDeep()) {
            reader.addFlat(raw, header);
        } else {
            walk.run(raw, header, prefix, defects, reader);
        }
        for (BodyReader.Inner inner : reader.messages().reversed()) {
            waiting.push(new Waiting(inner.part(), inner.bytes(), place.depth() + 1));
        }
        Body body = reader.body();
        return new Message(
                id,
                EncodedWords.decode(header.text("Subject"), defects),
                from,
                to,
                cc,
                sent,
                received,
                MessageIds.inReplyTo(header, id, people(from, to, cc)),
                MessageIds.references(header, id, defects),
                fields,
                body,
                reader.attachments(),
                reader.patches(),
                List.of(),
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
                complain(field, header, defects);
            }
            fields.add(
                    new HeaderField(
                            field.name(), EncodedWords.decode(header.text(field), defects)));
        }
        return fields;
    }

    private static void complain(RawField field, HeaderSection header, Defects defects) {
        TextDecoder.Decoded decoded = field.decoded(header.textCharset());
        if (!decoded.asLabelled()) { // US-ASCII is what the label of a header says.
            defects.add(
                    Defect.Code.RAW_HEADER_BYTES,
                    field.name() + ", read as " + decoded.charset() + " (" + decoded.how() + ")");
        }
    }

    private static List<Mailbox> firstMailboxes(
            HeaderSection header, String name, Defects defects) {
        return MailboxParser.parse(header.text(name), defects);
    }

    private static List<Mailbox> allMailboxes(HeaderSection header, String name, Defects defects) {
        List<Mailbox> mailboxes = new ArrayList<>();
        for (RawField field : header.fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                mailboxes.addAll(MailboxParser.parse(header.text(field), defects));
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
