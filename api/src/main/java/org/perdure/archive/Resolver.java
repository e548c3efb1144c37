package org.perdure.archive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.perdure.archive.LinkAnswer.Asked;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;

/**
 * Says where old links lead in this archive. It knows the lists that there were when it was made;
 * made for one batch of links, for use by one thread.
 *
 * <p>An answer is exact only if the link names one message or page and nothing else: never by a
 * guess. What a link says in part, such as the second in which a message came to another archive,
 * gives candidates. No answer leads away from this archive.
 */
public final class Resolver {
    /** How many candidates are named. */
    public static final int MAX_CANDIDATES = 20;

    /** How many links of a batch a processor has at least: what they share is read by each. */
    static final int MIN_PART = 500;

    private final ListDirectory lists;
    private final LinkParser parser;
    private final IdResolver ids;
    private final NumberResolver numbers;
    private final PlaceResolver places;
    private final PairResolver pairs;
    private final GuessResolver guesses;

    public Resolver(Archive archive) {
        this(archive, archive.directory(), new AtomicInteger());
    }

    /**
     * Returns where the links of a batch lead, in their order; a large one takes all processors.
     */
    public static List<LinkAnswer> resolveAll(Archive archive, List<String> links) {
        AtomicInteger searches = new AtomicInteger();
        int parts = Math.min(processors(), 1 + links.size() / MIN_PART);
        int length = Math.max(1, (links.size() + parts - 1) / parts);
        return IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> part(links, part * length, length))
                .flatMap(part -> resolvePart(archive, part, searches).stream())
                .toList();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static List<String> part(List<String> links, int start, int length) {
        int from = Math.min(start, links.size());
        return links.subList(from, Math.min(from + length, links.size()));
    }

    private static List<LinkAnswer> resolvePart(
            Archive archive, List<String> links, AtomicInteger searches) {
        return links.stream()
                .map(new Resolver(archive, archive.directory(), searches)::resolve)
                .toList();
    }

    /**
     * @param hosts hosts of the archive, beside those of its lists
     */
    Resolver(Archive archive, Set<String> hosts) {
        this(archive, archive.directory().at(hosts), new AtomicInteger());
    }

    private Resolver(Archive archive, ListDirectory lists, AtomicInteger searches) {
        this.lists = lists;
        MessageFinder finder = archive.finder();
        this.parser = lists.parser();
        this.ids = new IdResolver(finder, lists);
        this.numbers = new NumberResolver(archive, finder, lists);
        this.places = new PlaceResolver(archive, finder, lists);
        this.pairs = new PairResolver(finder, lists);
        this.guesses = new GuessResolver(archive, lists, searches);
    }

    /** Returns where a link leads, or what is typed instead of one; every text has an answer. */
    public LinkAnswer resolve(String link) {
        Optional<LinkKey> key = parser.parseTyped(link);
        if (key.isEmpty()) {
            return new Asked(link, null)
                    .foreign("This is not a link to a mail archive that we know.");
        }
        Asked asked = new Asked(link, key.get());
        LinkAnswer answer = known(asked, key.get()).orElseGet(() -> answer(asked, key.get()));
        boolean found = answer.status() == Status.EXACT || answer.status() == Status.GONE;
        return found ? answer : LinkParser.address(link).map(answer::withWayback).orElse(answer);
    }

    /**
     * Returns where a link leads as far as that can be told from what it names, at the cost of a
     * few look-ups: what would have to be searched for has candidates that are not named. Empty for
     * what is no link to mail.
     */
    Optional<LinkAnswer> resolveSurely(String link) {
        return parser.parse(link)
                .map(
                        key -> {
                            Asked asked = new Asked(link, key);
                            return known(asked, key).orElseGet(() -> surely(asked, key));
                        });
    }

    private LinkAnswer surely(Asked asked, LinkKey key) {
        return switch (key) {
            case LinkKey.Marc marc -> unsought(asked, marc.group());
            case LinkKey.BySubject subject when subject.list() != null ->
                    unsought(asked, subject.list());
            case LinkKey.MarcThread thread -> asked.foreign("");
            case LinkKey.BySubject subject -> asked.foreign("");
            default -> answer(asked, key);
        };
    }

    private LinkAnswer unsought(Asked asked, String list) {
        return lists.find(list).isPresent()
                ? asked.candidates("", 0, List.of())
                : asked.foreign("");
    }

    /** What somebody has said comes before what would have to be guessed. */
    private Optional<LinkAnswer> known(Asked asked, LinkKey key) {
        return key.isOfOthers() ? pairs.find(asked, key) : Optional.empty();
    }

    /** Returns what reads links as this does. */
    LinkParser parser() {
        return parser;
    }

    /**
     * Returns whether a link is to one of our hosts, and to a list that is here if it names one.
     */
    boolean isOurs(String link) {
        Optional<LinkKey> key = parser.parse(link);
        return key.isPresent() && parser.isOwn(link) && isHere(key.get());
    }

    private boolean isHere(LinkKey key) {
        return switch (key) {
            case LinkKey.Numbered number -> lists.has(number.list());
            case LinkKey.Month month -> lists.has(month.list());
            case LinkKey.AttachmentFile file -> lists.has(file.list());
            case LinkKey.ListPage page -> lists.has(page.list());
            case LinkKey.MonthMailbox mailbox ->
                    mailbox.list() != null && lists.has(mailbox.list());
            case LinkKey.Id id -> true;
            case LinkKey.IdPrefix cut -> true;
            case LinkKey.Placed placed -> lists.find(placed.list()).isPresent();
            case LinkKey.Hashed hashed -> true;
            case LinkKey.ListElsewhere list -> false;
            case LinkKey.MonthElsewhere month -> false;
            case LinkKey.Day day -> false;
            case LinkKey.Marc marc -> false;
            case LinkKey.MarcThread thread -> false;
            case LinkKey.BySubject subject -> false;
            case LinkKey.Search search -> false;
            case LinkKey.External external -> false;
        };
    }

    private LinkAnswer answer(Asked asked, LinkKey key) {
        return switch (key) {
            case LinkKey.Numbered number -> numbers.number(asked, number);
            case LinkKey.Id id -> ids.id(asked, id);
            case LinkKey.IdPrefix cut -> ids.prefix(asked, cut);
            case LinkKey.Hashed hash -> ids.hashed(asked, hash);
            case LinkKey.Month month -> places.month(asked, month);
            case LinkKey.ListPage page -> places.listPage(asked, page);
            case LinkKey.AttachmentFile file -> places.file(asked, file);
            case LinkKey.MonthMailbox mailbox -> places.mailbox(asked, mailbox);
            case LinkKey.Placed placed -> places.placed(asked, placed);
            case LinkKey.ListElsewhere list -> places.listElsewhere(asked, list);
            case LinkKey.MonthElsewhere month -> places.monthElsewhere(asked, month);
            case LinkKey.Day day -> places.day(asked, day);
            case LinkKey.Marc marc -> guesses.marc(asked, marc);
            case LinkKey.MarcThread thread -> guesses.marcThread(asked, thread);
            case LinkKey.BySubject subject -> guesses.subject(asked, subject);
            case LinkKey.Search search -> asked.foreign("This is a search in another archive.");
            case LinkKey.External external -> guesses.number(asked, external);
        };
    }
}
