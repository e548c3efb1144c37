package org.perdure.archive;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView.Neighbours;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.MessageView.OtherSource;
import org.perdure.archive.MessageView.Published;
import org.perdure.archive.MonthOrder.Beside;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.Trees;
import org.perdure.message.Attachment;
import org.perdure.message.Clocks;
import org.perdure.message.Defect;
import org.perdure.message.EnclosedMessage;
import org.perdure.message.HeaderField;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.mime.MessageParser;
import org.perdure.mime.PartContent;
import org.perdure.quote.PassageText;
import org.perdure.source.MboxReader;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.PublishedFile;
import org.perdure.text.Block;
import org.perdure.text.Segmenter;

/** Makes the views of messages: reads the bytes, parses them, masks, and asks what is around. */
final class MessageReader {
    private final ArchiveStore store;
    private final MonthCache months;
    private final MentionReader mentions;
    private final int longest;
    private final MessageParser parser = new MessageParser();
    private final ReadingMemory memory;

    MessageReader(ArchiveStore store, MonthCache months, Function<ListName, Summaries> summaries) {
        this(store, months, summaries, MboxReader.MAX_MESSAGE_BYTES, new ReadingMemory());
    }

    /**
     * @param longest bytes that a message must have at least to be one that was cut
     * @param memory what messages may take while they are read
     */
    MessageReader(
            ArchiveStore store,
            MonthCache months,
            Function<ListName, Summaries> summaries,
            int longest,
            ReadingMemory memory) {
        this.store = store;
        this.months = months;
        this.mentions = new MentionReader(store, summaries);
        this.longest = longest;
        this.memory = memory;
    }

    /** What is around a message. */
    private record Around(
            List<Published> published,
            List<Summary> copies,
            List<OtherSource> otherSources,
            List<Summary> ancestors,
            List<Summary> siblings,
            List<Summary> replies,
            @Nullable Edge edge,
            Neighbours neighbours,
            Mentions mentions) {}

    /**
     * Returns a message and what is around it.
     *
     * @param asked the number it was asked for by, if it was
     * @param links finds where the links in its text lead
     */
    MessageView whole(
            Entry entry,
            @Nullable MessageNumber asked,
            MailingList list,
            Masking masking,
            MailLinks links) {
        Message message = read(entry);
        List<Published> published = published(entry, list, new Summaries(masking));
        List<MessageNumber> numbers = published.stream().map(Published::number).toList();
        // The number of a second page leads here, but has no place in its month.
        MessageNumber number = numbers.contains(asked) ? asked : entry.number();
        Beside beside =
                number == null
                        ? Beside.NONE
                        : months.order(entry.list(), number.folder()).beside(number.number());
        Around around =
                store.snapshot(
                        () -> around(entry, message, published, number, beside, list, masking));
        return view(entry, number, message, around, list, masking, links);
    }

    private Around around(
            Entry entry,
            Message message,
            List<Published> published,
            @Nullable MessageNumber number,
            Beside beside,
            MailingList list,
            Masking masking) {
        Summaries summaries = new Summaries(masking);
        List<Entry> sources = store.copies(entry.list(), entry.id());
        List<Entry> copies = sources.stream().filter(one -> one.sameAs() == null).toList();
        List<MessageNumber> numbers = published.stream().map(Published::number).toList();
        List<Entry> ancestors = store.ancestors(entry, Archive.MAX_ANCESTORS);
        return new Around(
                published,
                copies.size() < 2 ? List.of() : summaries.of(copies),
                sources.size() < 2 ? List.of() : otherSources(entry, message, sources, summaries),
                summaries.of(ancestors),
                ancestors.isEmpty() ? List.of() : summaries.of(store.replies(ancestors.getFirst())),
                summaries.of(store.replies(entry)),
                store.findEdge(entry).orElse(null),
                number == null
                        ? Neighbours.NONE
                        : neighbours(entry.list(), number.folder(), beside, summaries),
                mentions.of(entry, numbers, list, masking));
    }

    /** Returns how else the message came of which an entry is one source. */
    private List<OtherSource> otherSources(
            Entry entry, Message message, List<Entry> sources, Summaries summaries) {
        return sources.stream()
                .filter(other -> other.key() != entry.key() && first(other) == first(entry))
                .limit(Archive.MAX_SOURCES)
                .map(
                        other -> {
                            Message same = parser.parse(store.raw(other.key()));
                            Summary summary = summaries.of(other);
                            return new OtherSource(
                                    other.copy(),
                                    other.arrived(),
                                    summary.path(),
                                    HeaderDifference.names(message.header(), same.header()));
                        })
                .toList();
    }

    private static long first(Entry entry) {
        Long sameAs = entry.sameAs();
        return sameAs == null ? entry.key() : sameAs;
    }

    private List<Published> published(Entry entry, MailingList list, Summaries summaries) {
        Trees trees = Trees.of(list);
        return store.numbers(entry).stream()
                .map(
                        row ->
                                new Published(
                                        row.number(),
                                        trees.nameOf(row.number().folder()),
                                        row.origin(),
                                        row.confidence(),
                                        rivals(entry, row.number(), summaries)))
                .toList();
    }

    /** Returns the others of which it is said that they were at a number. */
    private List<Summary> rivals(Entry entry, MessageNumber number, Summaries summaries) {
        return store
                .seenAt(entry.list(), PublishedPlace.mhonarc(number.folder(), number.number()))
                .stream()
                .filter(other -> !other.id().equals(entry.id()))
                .filter(other -> store.findTakeDown(other.list(), other.id()).isEmpty())
                .map(summaries::of)
                .toList();
    }

    /** Returns a message without what is around it. */
    MessageView alone(Entry entry, MailingList list, Masking masking, MailLinks links) {
        Message message = read(entry);
        MessageNumber number = entry.number();
        Around nothing =
                new Around(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        Neighbours.NONE,
                        Mentions.NONE);
        return view(entry, number, message, nothing, list, masking, links);
    }

    /** Asks the store only of messages that may have been cut: nearly all are far shorter. */
    Message read(Entry entry) {
        try (Loan _ = borrow(entry)) {
            byte[] raw = store.raw(entry.key());
            Message message = parser.parse(raw);
            return raw.length >= longest && store.isCut(entry)
                    ? message.withDefect(
                            new Defect(
                                    Defect.Code.LIMIT_REACHED,
                                    "longer than %d bytes; the rest was not kept"
                                            .formatted(raw.length)))
                    : message;
        }
    }

    /** Returns the words of a message, to be compared. */
    PassageText words(Entry entry) {
        return PassageText.of(entry.key(), read(entry), entry.arrived());
    }

    private Loan borrow(Entry entry) {
        return memory.borrow(store.size(entry.key()));
    }

    /** Hiding addresses takes more than reading. */
    private Loan borrow(Entry entry, Masking masking) {
        long size = store.size(entry.key());
        return memory.borrow(masking.isEverywhere() ? RawMasking.FACTOR * size : size);
    }

    /** Returns a message as the list shows it to anybody. */
    RawView raw(Entry entry, Masking masking) {
        Loan loan = borrow(entry, masking);
        return loan.handOver(
                () -> {
                    byte[] raw = shown(entry, masking);
                    loan.keep(raw.length);
                    return new RawView(raw, loan);
                });
    }

    private byte[] shown(Entry entry, Masking masking) {
        byte[] raw = store.raw(entry.key());
        return masking.isEverywhere() ? RawMasking.message(raw, masking, named(raw)) : raw;
    }

    private Set<MessageId> named(byte[] raw) {
        Message message = parser.parse(raw);
        Set<MessageId> named = new HashSet<>(message.inReplyTo());
        message.enclosed().forEach(inner -> named.addAll(inner.message().inReplyTo()));
        return named;
    }

    /** Returns an attachment with its content. */
    Optional<AttachmentView> attachment(Entry entry, String part, Masking masking) {
        String etag =
                new Fingerprint()
                        .add(entry.key())
                        .add(store.provenance(entry).name())
                        .add(part)
                        .add(masking.isEverywhere() ? 1 : 0)
                        .etag();
        Loan loan = borrow(entry, masking);
        return loan.handOver(
                () -> {
                    Optional<PartContent> found = parser.findPart(shown(entry, masking), part);
                    loan.keep(found.map(of -> of.content().length).orElse(0));
                    return found.map(
                            of ->
                                    new AttachmentView(
                                            attachment(part, of),
                                            content(of, masking),
                                            etag,
                                            loan));
                });
    }

    /** What stood in a file within a part, as Exchange packs them, is not masked in there. */
    private static byte[] content(PartContent of, Masking masking) {
        return masking.isEverywhere()
                ? RawMasking.content(of.content(), of.mediaType(), masking)
                : of.content();
    }

    private static Attachment attachment(String part, PartContent of) {
        return new Attachment(part, of.fileName(), of.mediaType(), of.content().length);
    }

    /** Returns a file that stood beside the pages of a month. */
    Optional<AttachmentView> file(PublishedFile file, String name, Masking masking) {
        byte[] data = file.data();
        String part = file.part();
        if (data != null) {
            String etag =
                    new Fingerprint().add(file.entry().key()).add(name).add(data.length).etag();
            Attachment attachment =
                    new Attachment("1", name, FileTypes.mediaType(name), data.length);
            boolean hidden = masking.isEverywhere();
            return Optional.of(
                    new AttachmentView(
                            attachment,
                            hidden
                                    ? RawMasking.content(data, attachment.mediaType(), masking)
                                    : data,
                            hidden ? etag + "x" : etag,
                            memory.borrow(0)));
        }
        return part == null ? Optional.empty() : attachment(file.entry(), part, masking);
    }

    private MessageView view(
            Entry entry,
            @Nullable MessageNumber number,
            Message message,
            Around around,
            MailingList list,
            Masking masking,
            MailLinks mailLinks) {
        Set<MessageId> named = new HashSet<>(message.inReplyTo());
        List<Mailbox> from = message.from().stream().map(masking::mailbox).toList();
        List<Mailbox> to = message.to().stream().map(masking::mailbox).toList();
        List<Mailbox> cc = message.cc().stream().map(masking::mailbox).toList();
        List<HeaderField> header =
                message.header().stream().map(field -> masking.field(field, named)).toList();
        List<Attachment> attachments =
                message.attachments().stream().map(masking::attachment).toList();
        List<Defect> defects = defects(message, entry).stream().map(masking::defect).toList();
        List<EnclosedView> enclosed =
                message.enclosed().stream()
                        .map(inner -> enclosed(inner, entry.list(), masking))
                        .toList();
        List<Block> blocks = masking.blocks(Segmenter.blocks(message.body().text()));
        Map<String, MailLink> links = new TreeMap<>();
        mailLinks.find(blocks, links);
        enclosed.forEach(inner -> mailLinks.find(inner.blocks(), links));
        return new MessageView(
                entry.key(),
                list,
                new Summaries(masking).of(entry),
                number == null ? null : number.folder(),
                from,
                to,
                cc,
                header,
                blocks,
                attachments,
                enclosed,
                defects,
                around.published(),
                around.copies(),
                around.otherSources(),
                around.ancestors(),
                around.siblings(),
                around.replies(),
                around.edge(),
                provenance(entry, message),
                around.neighbours(),
                around.mentions(),
                Collections.unmodifiableMap(links));
    }

    /** When it was filed says more than the message alone: the separator line may have told. */
    private static List<Defect> defects(Message message, Entry entry) {
        OffsetDateTime sent = message.sent();
        boolean told =
                sent == null
                        || message.received() != null
                        || !Clocks.isTooLate(sent.toInstant(), entry.arrived());
        return told
                ? message.defects()
                : message.withDefect(
                                new Defect(
                                        Defect.Code.WRONG_DATE,
                                        sent + ", arrived " + entry.arrived()))
                        .defects();
    }

    private EnclosedView enclosed(EnclosedMessage inner, ListName list, Masking masking) {
        Message message = inner.message();
        Set<MessageId> named = new HashSet<>(message.inReplyTo());
        Summary archived =
                message.id().isSynthetic()
                        ? null
                        : store.find(list, message.id())
                                .map(entry -> new Summaries(masking).of(entry))
                                .orElse(null);
        return new EnclosedView(
                inner.part(),
                masking.text(message.subject()),
                message.from().stream().map(masking::mailbox).toList(),
                message.to().stream().map(masking::mailbox).toList(),
                message.sent(),
                message.header().stream().map(field -> masking.field(field, named)).toList(),
                masking.blocks(Segmenter.blocks(message.body().text())),
                message.attachments().stream().map(masking::attachment).toList(),
                archived);
    }

    /** Returns the HTML of a message, as sent. */
    Optional<String> html(Entry entry) {
        try (Loan _ = borrow(entry)) {
            return parser.findHtml(store.raw(entry.key()));
        }
    }

    /** Asks the store only where the header gives reason to: nearly all mail came as mail. */
    private Provenance provenance(Entry entry, Message message) {
        boolean says =
                message.header().stream().anyMatch(field -> field.is(Provenance.FIELD))
                        || message.defects().stream()
                                .anyMatch(defect -> defect.code() == Defect.Code.MASKED_ADDRESS);
        return says ? store.provenance(entry) : Provenance.RECEIVED;
    }

    private Neighbours neighbours(
            ListName list, Folder folder, Beside beside, Summaries summaries) {
        Map<Integer, Numbered> found = new HashMap<>();
        return new Neighbours(
                numbered(list, folder, beside.previousByDate(), summaries, found),
                numbered(list, folder, beside.nextByDate(), summaries, found),
                numbered(list, folder, beside.previousByThread(), summaries, found),
                numbered(list, folder, beside.nextByThread(), summaries, found));
    }

    /** Asks once for a message that is beside another by date and in its thread: most are. */
    private @Nullable Numbered numbered(
            ListName list,
            Folder folder,
            @Nullable Integer number,
            Summaries summaries,
            Map<Integer, Numbered> found) {
        return number == null
                ? null
                : found.computeIfAbsent(
                        number,
                        _ -> {
                            MessageNumber at = new MessageNumber(folder, number);
                            return store.findNumber(list, at)
                                    .map(entry -> new Numbered(at, summaries.of(entry)))
                                    .orElse(null);
                        });
    }
}
