package org.perdure.html;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.CopiedLines;
import org.perdure.archive.EnclosedView;
import org.perdure.archive.MailLink;
import org.perdure.archive.Mentions.Alias;
import org.perdure.archive.MessageView;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.MessageView.OtherSource;
import org.perdure.archive.QuotesView;
import org.perdure.archive.Summary;
import org.perdure.html.Route.View;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PartPath;
import org.perdure.message.Attachment;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.store.Edge;
import org.perdure.store.NumberRow;
import org.perdure.text.Block;

/** The page of a message: all that a MHonArc page had, and what came since. */
public final class MessagePage implements HtmlPage {
    private static final double SURE = 0.95;
    private static final double DOUBTFUL = 0.3;

    /** Times that are closer than this are shown once. */
    static final Duration SAME_TIME = Duration.ofMinutes(1);

    private final Chrome chrome;
    private final MessageView view;
    private final Links links;
    private final QuotesView quotes;
    private final boolean isOwn;
    private final List<Entry> references;
    private final List<Entry> followUps;

    /**
     * @param quotes what the message quotes, and who quotes it
     */
    MessagePage(Chrome chrome, MessageView view, Links links, QuotesView quotes) {
        this(chrome, view, links, quotes, false);
    }

    private MessagePage(
            Chrome chrome, MessageView view, Links links, QuotesView quotes, boolean isOwn) {
        this.chrome = chrome;
        this.view = view;
        this.links = links;
        this.quotes = quotes;
        this.isOwn = isOwn;
        Set<String> anchors = new HashSet<>();
        this.references = entries(view.ancestors().reversed(), anchors);
        this.followUps = entries(view.replies(), anchors);
    }

    /** Returns the page without what the message quotes. */
    MessagePage inOwnWords() {
        return new MessagePage(chrome.inIndexes(false), view, links, quotes, true);
    }

    private List<Entry> entries(List<Summary> summaries, Set<String> anchors) {
        List<Entry> entries = new ArrayList<>();
        for (Summary summary : summaries) {
            MessageNumber number = summary.number();
            String anchor =
                    number != null && number.folder().equals(view.folder())
                            ? number.digits()
                            : null;
            entries.add(
                    new Entry(
                            anchor != null && anchors.add(anchor) ? anchor : null,
                            links.to(summary),
                            summary));
        }
        return List.copyOf(entries);
    }

    @Override
    public Chrome chrome() {
        return chrome;
    }

    /** Returns the message. */
    public MessageView view() {
        return view;
    }

    /** Returns the heading. */
    public String heading() {
        return subject(view.summary());
    }

    /** Returns the subject of a message, or words where it has none. */
    public static String subject(Summary summary) {
        return summary.subject().isBlank() ? "(no subject)" : summary.subject();
    }

    /** Returns in a word each what the message is. */
    public List<Link> badges() {
        return Badges.of(view, chrome.site());
    }

    /** Returns what stands about it in its thread; empty if nothing does. */
    public List<Outline.Line> outline() {
        return Outline.of(view, links::to);
    }

    /** Returns the row of labels above the message, as MHonArc has it. */
    public List<Link> topNavigation() {
        MessageView.Neighbours beside = view.neighbours();
        return List.of(
                new Link("Date Prev", href(beside.previousByDate()), "k"),
                new Link("Date Next", href(beside.nextByDate()), "j"),
                new Link("Thread Prev", href(beside.previousByThread()), "p"),
                new Link("Thread Next", href(beside.nextByThread()), "n"),
                new Link("Date Index", dateIndex()),
                new Link("Thread Index", threadIndex()));
    }

    /** Returns the neighbours below the message, each with its subject. */
    public List<Neighbour> bottomNavigation() {
        MessageView.Neighbours beside = view.neighbours();
        List<Neighbour> there = new ArrayList<>();
        add(there, "Prev by Date", beside.previousByDate());
        add(there, "Next by Date", beside.nextByDate());
        add(there, "Previous by thread", beside.previousByThread());
        add(there, "Next by thread", beside.nextByThread());
        return there;
    }

    private void add(List<Neighbour> there, String label, @Nullable Numbered numbered) {
        if (numbered != null) {
            there.add(new Neighbour(label, links.to(numbered), numbered.summary()));
        }
    }

    private @Nullable String href(@Nullable Numbered numbered) {
        return numbered == null ? null : links.to(numbered);
    }

    /** Returns the date index of its month at it; absent if it is in none that is shown. */
    public @Nullable String dateIndex() {
        return index(View.DATE);
    }

    /** Returns the thread index of its month at it; absent if it is in none that is shown. */
    public @Nullable String threadIndex() {
        return index(View.THREAD);
    }

    private @Nullable String index(View order) {
        Folder here = view.folder();
        if (here == null) {
            return null;
        }
        if (links.shown().has(here)) {
            return links.toMonth(here, order, digits(here));
        }
        // The other server of that month may have archived it too.
        return view.numbers().stream()
                .map(MessageNumber::folder)
                .filter(links.shown()::has)
                .findFirst()
                .map(folder -> links.toMonth(folder, order, digits(folder)))
                .orElse(null);
    }

    private String digits(Folder folder) {
        return view.numbers().stream()
                .filter(number -> number.folder().equals(folder))
                .map(MessageNumber::digits)
                .findFirst()
                .orElse("");
    }

    /** Returns what a reader must know of how the message came; absent if it came as mail. */
    public @Nullable String provenance() {
        return switch (view.provenance()) {
            case RECEIVED -> null;
            case MHONARC_PAGE, PIPERMAIL_PAGE ->
                    "This message was reconstructed from a page of the old archive, for no mail of"
                            + " it is left. Addresses may be masked, and parts may be missing.";
            case PIPERMAIL_TEXT ->
                    "This message was taken from a text file of the old archive, for no mail of it"
                            + " is left. Addresses are masked, and attachments are missing.";
        };
    }

    /** Returns that another message may have had the address of the page, if that is so. */
    public @Nullable String guess() {
        if (view.list().hosts().isEmpty()) {
            return null;
        }
        return view.published().stream()
                .filter(published -> published.number().folder().equals(links.folder()))
                .filter(published -> !NumberRow.isLikely(published.confidence(), true))
                .findFirst()
                .map(
                        published ->
                                "The old archive may have had another message at this address."
                                        + " This one has its number "
                                        + basis(published)
                                        + ".")
                .orElse(null);
    }

    /** Returns the messages it answers, the oldest first. */
    public List<Entry> references() {
        return references;
    }

    /** Returns why it stands where it does in its thread, if its header does not say so. */
    public @Nullable String reason() {
        Edge edge = view.edge();
        return edge == null ? null : Reason.of(edge.evidence(), edge.score());
    }

    /** Returns what it quotes of its thread instead of what its header names, if it does. */
    public @Nullable Summary quotesInstead() {
        return quotes.quotesInstead();
    }

    /** Returns where another message is. */
    public String hrefOf(Summary other) {
        return links.to(other);
    }

    /** Returns the messages that answer it. */
    public List<Entry> followUps() {
        return followUps;
    }

    /**
     * Returns the date it was sent, as a reader writes dates; the field itself if it is no date.
     */
    public String date() {
        if (view.summary().sent() != null) {
            return Dates.sent(view.summary().sent());
        }
        return view.header().stream()
                .filter(field -> field.is("Date"))
                .map(HeaderField::body)
                .findFirst()
                .orElse("");
    }

    /** Returns its primary recipients. */
    public Recipients to() {
        return Recipients.of(view.to());
    }

    /** Returns its other recipients. */
    public Recipients cc() {
        return Recipients.of(view.cc());
    }

    /** Returns mailboxes as one line. */
    public static String line(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(MessagePage::line).collect(Collectors.joining(", "));
    }

    private static String line(Mailbox mailbox) {
        if (mailbox.name() == null || mailbox.name().isBlank()) {
            return mailbox.address();
        }
        return mailbox.address().isEmpty()
                ? mailbox.name()
                : mailbox.name() + " <" + mailbox.address() + ">";
    }

    /** Returns the body. */
    public List<BodyBlock> body() {
        return BodyBlock.of(view.blocks(), view.links());
    }

    /**
     * Returns the body with what is known of its quotations, and the files that its patches change.
     */
    public ChangedFiles.Found text() {
        return ChangedFiles.in(
                isOwn
                        ? OwnWords.of(view.blocks(), view.links(), quotes.quotes())
                        : QuotedBody.of(
                                view.blocks(), view.links(), quotes, Anchors.onPages(links::to)));
    }

    /** Returns the attachments. */
    public List<Enclosed> attachments() {
        return Enclosed.of(view);
    }

    /** Returns the messages within it. */
    public List<Inner> enclosed() {
        return view.enclosed().stream()
                .map(inner -> new Inner(view.summary(), inner, view.links()))
                .toList();
    }

    /** Returns whether it arrived at another time than it says that it was sent. */
    public boolean isArrivalTold() {
        OffsetDateTime sent = view.summary().sent();
        return sent == null
                || Duration.between(sent.toInstant(), view.summary().arrived())
                                .abs()
                                .compareTo(SAME_TIME)
                        >= 0;
    }

    /** Returns when it arrived, as a reader writes dates. */
    public String arrived() {
        return Dates.sent(view.summary().arrived().atOffset(ZoneOffset.UTC));
    }

    /** Returns the path of its HTML. */
    public String html() {
        return Links.folderOf(view.summary()) + "html" + Links.copyOf(view.summary());
    }

    /** Returns the path of the canonical page. */
    public String permalink() {
        return view.summary().path();
    }

    /** Returns the path of its outline among its thread. */
    public String nestedThread() {
        return Links.folderOf(view.summary()) + "t/#" + ThreadPage.anchor(view.summary().id());
    }

    /** Returns the path of the texts of its thread. */
    public String flatThread() {
        return Links.folderOf(view.summary()) + "T/#" + ThreadPage.anchor(view.summary().id());
    }

    /** Returns the path of its thread as one text. */
    public String conversation() {
        return Links.folderOf(view.summary())
                + "conversation/#"
                + ThreadPage.anchor(view.summary().id());
    }

    /** Returns the path of the message as received. */
    public String raw() {
        return Links.folderOf(view.summary()) + "raw" + Links.copyOf(view.summary());
    }

    /** Returns the page of its author; absent in a copy, and where no name is known. */
    public @Nullable String authorPage() {
        return Links.author(view.summary(), chrome.site());
    }

    /** Returns the address of its page as MHonArc shows it; absent in a copy of files. */
    public @Nullable String oldLook() {
        return chrome.site().isCopy() ? null : Look.MHONARC.in(query());
    }

    /**
     * Returns the address of its page without what it quotes, or of that page the one with it;
     * absent in a copy of files, and if nothing is quoted.
     */
    public @Nullable Link otherWords() {
        List<Block> blocks = CopiedLines.asQuoted(view.blocks(), quotes.quotes());
        if (chrome.site().isCopy() || blocks.stream().noneMatch(b -> b.level() > 0)) {
            return null;
        }
        return isOwn
                ? new Link("With quotations", view.summary().path())
                : new Link("Without quotations", Look.OWN.in(query()));
    }

    /** Returns what chooses the message at the address of the page. */
    private String query() {
        return links.folder() == null
                ? Links.copyOf(view.summary())
                : links.shown().query(links.folder());
    }

    /** Returns the address by which a mail program answers it; absent if there is none. */
    public @Nullable String reply() {
        return ReplyLink.of(view.list(), view.summary(), view.from());
    }

    /** Returns how it is cited. */
    public HowToCite cite() {
        boolean hasAddress = !chrome.site().base().isEmpty();
        return new HowToCite(view.summary(), hasAddress ? chrome.canonicalAddress() : "");
    }

    /** Returns the path of its thread as a mailbox. */
    public String mbox() {
        return Links.folderOf(view.summary()) + "t.mbox.gz";
    }

    /** Returns the other addresses of the message. */
    public List<Known> aliases() {
        return view.mentions().aliases().stream().map(this::known).toList();
    }

    private Known known(Alias alias) {
        String hosts = alias.hosts().isEmpty() ? "" : "on " + String.join(", ", alias.hosts());
        return switch (alias.kind()) {
            case PUBLISHED -> published(alias, hosts);
            case PIPERMAIL -> new Known(alias.text(), null, hosts);
            case KNOWN -> new Known(alias.text(), null, "at another archive");
            case CLAIMED ->
                    new Known(alias.text(), null, "at another archive, as the message says");
        };
    }

    /** A number, or the msg-id that a page without one was given. */
    private Known published(Alias alias, String hosts) {
        return view.published().stream()
                .filter(
                        published ->
                                ArchivePath.legacyPath(view.list().name(), published.number())
                                        .equals(alias.text()))
                .findFirst()
                .map(
                        published ->
                                new Known(
                                        alias.text(),
                                        links.toPublished(published.number()),
                                        joined(sure(published), hosts)))
                .orElseGet(() -> new Known(alias.text(), alias.text(), hosts));
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    /** Returns other messages of which old pages say that they were at one of its numbers. */
    public List<Summary> rivals() {
        return view.published().stream()
                .flatMap(published -> published.rivals().stream())
                .distinct()
                .toList();
    }

    /** Returns the messages whose links lead here. */
    public List<Summary> citedBy() {
        return view.mentions().citedBy();
    }

    /** Returns how a number of the message is known. */
    private static String sure(MessageView.Published published) {
        String tree = published.tree().isEmpty() ? "" : "tree " + published.tree() + ", ";
        return tree + basis(published);
    }

    private static String basis(MessageView.Published published) {
        return switch (published.origin()) {
            case MHONARC_PAGE, PIPERMAIL_PAGE -> "seen on the old page";
            case MHONARC_DB -> "seen in the old database";
            case PAGE_OF_SOME_TREE -> "from an old page, of which host is not known";
            case KNOWN_PAIR -> "known from a link";
            case MBOX_ORDER -> "by the order of the mailbox" + doubt(published.confidence());
            case ARRIVAL_ORDER -> "by the order of arrival" + doubt(published.confidence());
            case APPENDED -> "after all that the old pages have";
            case CARRIED_OVER -> "as another archive had it" + doubt(published.confidence());
        };
    }

    /** Old pages beside a number by rule may have shown whether the rule holds there. */
    private static String doubt(double confidence) {
        if (confidence > SURE) {
            return ", as old pages beside it confirm";
        }
        return confidence < DOUBTFUL ? ", which old pages beside it contradict" : "";
    }

    /** Returns the copies: messages with its msg-id and other content, itself included. */
    public List<Link> copies() {
        return view.copies().stream()
                .map(
                        copy ->
                                new Link(
                                        "Copy "
                                                + (copy.copy() + 1)
                                                + ", arrived "
                                                + Dates.minute(copy.arrived())
                                                + " UTC",
                                        copy.copy() == view.summary().copy() ? null : copy.path()))
                .toList();
    }

    /** Returns how else the message came. */
    public List<OtherSource> otherSources() {
        return view.otherSources();
    }

    /** Says of another source of the message when it arrived. */
    public static String arrived(OtherSource source) {
        return "arrived " + Dates.minute(source.arrived()) + " UTC";
    }

    /** Says of another source of the message what is not the same. */
    public static String difference(OtherSource source) {
        return source.differing().isEmpty()
                ? "the header is the same"
                : "other " + String.join(", ", source.differing());
    }

    /**
     * A line of the follow-ups or references.
     *
     * @param anchor its number in the month of the page, unless the page has it already
     * @param href its page
     * @param summary the message
     */
    public record Entry(@Nullable String anchor, String href, Summary summary) {}

    /**
     * Another address of the message.
     *
     * @param text the address
     * @param href where it leads, if it is served here
     * @param note where it is one, possibly empty
     */
    public record Known(String text, @Nullable String href, String note) {}

    /**
     * A message beside this one.
     *
     * @param label in which order it is beside
     * @param href its page
     * @param summary the message
     */
    public record Neighbour(String label, String href, Summary summary) {}

    /**
     * A message within the message.
     *
     * @param outer the message around it
     * @param view what it holds
     * @param links where addresses lead in this archive
     */
    public record Inner(Summary outer, EnclosedView view, Map<String, MailLink> links) {
        /** Returns its anchor on the page, such as {@code part-2.1}. */
        public String anchor() {
            return "part-" + view.part();
        }

        /** Returns its subject, or words where it has none. */
        public String subject() {
            return view.subject().isBlank() ? "(no subject)" : view.subject();
        }

        /** Returns when it was sent, as a reader writes dates. */
        public @Nullable String date() {
            return view.sent() == null ? null : Dates.sent(view.sent());
        }

        /** Returns its body. */
        public List<BodyBlock> body() {
            return BodyBlock.of(view.blocks(), links);
        }

        /** Returns its attachments. */
        public List<Enclosed> attachments() {
            return view.attachments().stream().map(part -> Enclosed.of(outer, part)).toList();
        }
    }

    /**
     * An attachment with its address.
     *
     * @param href where its bytes are
     * @param name a name for readers
     * @param attachment what it is
     * @param isPicture whether a browser may show it in place
     */
    public record Enclosed(String href, String name, Attachment attachment, boolean isPicture) {
        static List<Enclosed> of(MessageView view) {
            return view.attachments().stream().map(a -> of(view.summary(), a)).toList();
        }

        static Enclosed of(Summary summary, Attachment attachment) {
            String name = attachment.fileName();
            return new Enclosed(
                    PartPath.of(summary.list(), summary.id(), summary.copy(), attachment),
                    name == null || name.isBlank() ? PartPath.nameOf(attachment) : name,
                    attachment,
                    attachment.mediaType().startsWith("image/") && FileNames.isShown(attachment));
        }

        /** Returns its size, such as {@code 12 kB}. */
        public String size() {
            return FileNames.size(attachment.size());
        }
    }
}
