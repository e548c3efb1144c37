package org.perdure.link;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;

/**
 * Tells what a link to a mail archive, of any scheme, leads to.
 *
 * <p>The text may be as people find it: without scheme, with punctuation, brackets or an HTML
 * entity from around it, broken by quoted-printable text, wrapped by a mail gateway. A link to our
 * own pages is one that has one of the configured hosts, or none and a path; on every such host the
 * MHonArc pages of any list are recognised, for a host had more lists than an archive may keep.
 *
 * <p>The answer is about the text alone: it does not say that there is such a message. Immutable,
 * for use by any number of threads. Time is proportional to the length of the text, of which
 * {@value LinkText#MAX_LENGTH} characters are looked at most.
 */
public final class LinkParser {
    private static final String MID_SCHEME = "mid:";

    /** A path has single slashes only. */
    private static final Pattern ANOTHER = Pattern.compile("https?:/", Pattern.CASE_INSENSITIVE);

    private final Set<String> hosts;
    private final Set<ListName> names;
    private final OwnLinks ownLinks;

    /**
     * @param lists the lists of the archive, with the hosts under which they were published
     */
    public LinkParser(Collection<MailingList> lists) {
        this(lists, Set.of());
    }

    /**
     * @param lists the lists of the archive, with the hosts under which they were published
     * @param moreHosts further hosts of the archive, those under which it is known today
     */
    public LinkParser(Collection<MailingList> lists, Set<String> moreHosts) {
        this.hosts =
                Stream.concat(
                                lists.stream().flatMap(list -> list.hosts().stream()),
                                moreHosts.stream())
                        .map(LinkText::hostName)
                        .collect(Collectors.toUnmodifiableSet());
        this.names = lists.stream().map(MailingList::name).collect(Collectors.toUnmodifiableSet());
        this.ownLinks = new OwnLinks(names);
    }

    /** Returns what the link says, or nothing if it is none that we know. */
    public Optional<LinkKey> parse(String link) {
        String text = LinkText.cleaned(link);
        if (text.regionMatches(true, 0, MID_SCHEME, 0, MID_SCHEME.length())) {
            return parseMid(text.substring(MID_SCHEME.length()));
        }
        Optional<LinkKey> news = NewsLinks.find(link);
        return news.isPresent() ? news : LinkText.read(link).flatMap(this::find);
    }

    /**
     * Returns what somebody asks for who may type a link, or a msg-id alone, or a number with its
     * month and, if the archive has several, its list.
     */
    public Optional<LinkKey> parseTyped(String text) {
        Optional<LinkKey> link = parse(text);
        return link.isPresent() ? link : TypedReference.find(text, names, this::parse);
    }

    /** Returns whether a link is to one of our hosts, or to a path on any host. */
    public boolean isOwn(String link) {
        return LinkText.read(link).filter(this::isOwn).isPresent();
    }

    private Optional<LinkKey> find(LinkText link) {
        if (ANOTHER.matcher(link.path()).find() || link.fragment().contains("://")) {
            return Optional.empty(); // Two links without a blank between them: either may be meant.
        }
        if (!isOwn(link)) {
            return ForeignLinks.find(link);
        }
        Optional<LinkKey> program = ArchivePrograms.find(link);
        if (program.isPresent()
                && program.get() instanceof LinkKey.Placed placed
                && placed.place().scheme() == Scheme.MHONARC) {
            return asOwn(placed, link);
        }
        Optional<LinkKey> own = ownLinks.find(link);
        return own.isPresent() ? own : program;
    }

    private boolean isOwn(LinkText link) {
        return link.host().isEmpty() || hosts.contains(link.host());
    }

    /** A number of MHonArc on our own hosts is of our space, in whatever form its month stands. */
    private static Optional<LinkKey> asOwn(LinkKey.Placed placed, LinkText link) {
        PublishedPlace place = placed.place();
        return OwnLinks.list(placed.list())
                .map(
                        list ->
                                new LinkKey.Numbered(
                                        list,
                                        new MessageNumber(
                                                OwnLinks.folder(
                                                        YearMonth.parse(place.folder()), link),
                                                place.number()),
                                        link.host()));
    }

    /**
     * Returns the address in a link, free of the damage around it, where the link has a host: for
     * those who look for it elsewhere.
     */
    public static Optional<String> address(String link) {
        return LinkText.read(link).filter(parts -> !parts.host().isEmpty()).map(LinkText::address);
    }

    /** Reads the URL of a message (RFC 2392): the msg-id, percent-encoded once. */
    private static Optional<LinkKey> parseMid(String encoded) {
        // As if the scheme had hosts.
        int start = encoded.startsWith("//") ? 2 : 0;
        // A slash divides the msg-id from the content-id of a part.
        int slash = encoded.indexOf('/', start);
        String id =
                LinkedId.withoutBrackets(
                        PercentEncoding.decode(
                                encoded.substring(start, slash < 0 ? encoded.length() : slash)));
        return id.isEmpty() ? Optional.empty() : Optional.of(new LinkKey.Id(new MessageId(id)));
    }
}
