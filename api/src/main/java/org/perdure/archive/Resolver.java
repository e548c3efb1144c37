package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.link.ArchivePath;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * Says where old links lead in this archive. It knows the lists that there were when it was made.
 *
 * <p>An answer is exact only if the link names one message or page and nothing else: never by a
 * guess. What a link says in part, such as the second in which a message came to another archive,
 * gives candidates.
 */
public final class Resolver {
    /** How many candidates are named. */
    public static final int MAX_CANDIDATES = 20;

    /** How far apart the clocks of two archives may be, with the way of the mail between them. */
    private static final Duration MARC_TOLERANCE = Duration.ofMinutes(10);

    /** Digits of a marc.info number that are not the time. */
    private static final int MARC_SERIAL_DIGITS = 5;

    /** Longest number that is a time in seconds. */
    private static final int MAX_TIME_DIGITS = 11;

    private final Archive archive;
    private final LinkParser parser;
    private final List<ListName> lists;

    public Resolver(Archive archive) {
        this.archive = archive;
        this.parser = new LinkParser(archive.describedLists());
        this.lists = archive.listNames();
    }

    /** Returns where a link leads; every text has an answer. */
    public Answer resolve(String link) {
        return parser.parse(link)
                .map(key -> resolve(link, key))
                .orElseGet(
                        () ->
                                nothing(
                                        link,
                                        null,
                                        Status.FOREIGN,
                                        "This is not a link to a mail archive that we know."));
    }

    private Answer resolve(String link, LinkKey key) {
        return switch (key) {
            case LinkKey.Numbered number -> number(link, number);
            case LinkKey.Id id -> id(link, id);
            case LinkKey.Month month -> month(link, month);
            case LinkKey.ListPage page -> listPage(link, page);
            case LinkKey.Marc marc -> marc(link, marc);
            case LinkKey.IdPrefix cut ->
                    nothing(link, key, Status.UNKNOWN, "The Message-ID in the link is cut.");
            case LinkKey.AttachmentFile file -> file(link, file);
            case LinkKey.MonthMailbox mailbox ->
                    nothing(
                            link,
                            key,
                            Status.UNKNOWN,
                            "The mailboxes of months are not kept here.");
            case LinkKey.MarcThread thread -> elsewhere(link, key);
            case LinkKey.Day day -> elsewhere(link, key);
            case LinkKey.Search search ->
                    nothing(link, key, Status.FOREIGN, "This is a search in another archive.");
            case LinkKey.External external -> elsewhere(link, key);
        };
    }

    private static Answer elsewhere(String link, LinkKey key) {
        return nothing(
                link,
                key,
                Status.FOREIGN,
                "The numbers of that archive cannot be turned into messages of this one.");
    }

    private Answer number(String link, LinkKey.Numbered key) {
        if (!archive.hasList(key.list())) {
            return noList(link, key, key.list());
        }
        return archive.findSummary(key.list(), key.number().month(), key.number().number())
                .map(summary -> exact(link, key, summary))
                .or(
                        () ->
                                archive.findTakeDown(key.list(), key.number())
                                        .map(since -> gone(link, key, since)))
                .orElseGet(
                        () ->
                                nothing(
                                        link,
                                        key,
                                        Status.UNKNOWN,
                                        "No message has this number in "
                                                + key.number().month()
                                                + " of "
                                                + key.list()
                                                + "."));
    }

    /** The first reading that any list knows is the one that was meant. */
    private Answer id(String link, LinkKey.Id key) {
        for (MessageId id : key.readings()) {
            List<Summary> found =
                    lists.stream().flatMap(list -> archive.findSummary(list, id).stream()).toList();
            if (!found.isEmpty()) {
                List<Summary> meant = inNamedList(link, found);
                return meant.size() == 1
                        ? inThread(link, key, meant.getFirst())
                        : candidates(
                                link, key, "The message was sent to more than one list.", meant);
            }
        }
        return key.readings().stream()
                .flatMap(
                        id ->
                                lists.stream()
                                        .flatMap(list -> archive.findTakeDown(list, id).stream()))
                .findFirst()
                .map(since -> gone(link, key, since))
                .orElseGet(
                        () ->
                                nothing(
                                        link,
                                        key,
                                        Status.UNKNOWN,
                                        "No message with this Message-ID is in this archive."));
    }

    private static Answer gone(String link, LinkKey key, Instant since) {
        LocalDate day = LocalDate.ofInstant(since, ZoneOffset.UTC);
        return nothing(link, key, Status.GONE, "The message was taken down on " + day + ".");
    }

    /** Of messages that went to several lists, returns that in a list which the link names. */
    private static List<Summary> inNamedList(String link, List<Summary> found) {
        Set<String> segments = new LinkedHashSet<>(List.of(link.split("[/?&=]", -1)));
        List<Summary> named =
                found.stream().filter(one -> segments.contains(one.list().value())).toList();
        return named.isEmpty() ? found : named;
    }

    /** The fragment of a public-inbox link may name another message of the thread. */
    private Answer inThread(String link, LinkKey.Id key, Summary summary) {
        String anchor = key.anchor();
        if (anchor == null || anchor.equals(sha1(summary.id()))) {
            return exact(link, key, summary);
        }
        return archive.thread(summary.list(), summary.id()).nodes().stream()
                .map(ThreadView.Node::summary)
                .filter(Objects::nonNull)
                .filter(node -> anchor.equals(sha1(node.id())))
                .findFirst()
                .map(node -> exact(link, key, node))
                .orElseGet(
                        () ->
                                candidates(
                                        link,
                                        key,
                                        "The link is to a message of this thread that is not here.",
                                        List.of(summary)));
    }

    private static String sha1(MessageId id) {
        try {
            byte[] bytes = id.value().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    private Answer month(String link, LinkKey.Month key) {
        if (!archive.hasList(key.list())) {
            return noList(link, key, key.list());
        }
        if (!archive.hasMonth(key.list(), key.month())) {
            return nothing(
                    link,
                    key,
                    Status.UNKNOWN,
                    "There is no mail of " + key.month() + " in " + key.list() + ".");
        }
        String path =
                "/" + key.list() + "/" + key.month() + (key.byThread() ? "/threads.html" : "/");
        return page(link, key, path);
    }

    private Answer file(String link, LinkKey.AttachmentFile key) {
        return archive.hasList(key.list()) && archive.hasFile(key.list(), key.month(), key.name())
                ? page(link, key, ArchivePath.filePath(key.list(), key.month(), key.name()))
                : nothing(
                        link,
                        key,
                        Status.UNKNOWN,
                        "No page of this archive has an attachment of this name.");
    }

    private Answer listPage(String link, LinkKey.ListPage key) {
        return archive.hasList(key.list())
                ? page(link, key, "/" + key.list() + "/")
                : noList(link, key, key.list());
    }

    /** A number of marc.info begins with the second in which the message came there. */
    private Answer marc(String link, LinkKey.Marc key) {
        int timeDigits = key.digits().length() - MARC_SERIAL_DIGITS;
        if (!ListName.isValid(key.group())
                || !archive.hasList(new ListName(key.group()))
                || timeDigits < 1
                || timeDigits > MAX_TIME_DIGITS) {
            return elsewhere(link, key);
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(key.digits().substring(0, timeDigits)));
        List<Summary> near = arrivedNear(new ListName(key.group()), time);
        return near.isEmpty()
                ? nothing(
                        link,
                        key,
                        Status.UNKNOWN,
                        "No message came within ten minutes of the time in the link.")
                : candidates(
                        link,
                        key,
                        "The link says when the message came, within minutes, and no more.",
                        near);
    }

    private List<Summary> arrivedNear(ListName list, Instant time) {
        Instant first = time.minus(MARC_TOLERANCE);
        Instant last = time.plus(MARC_TOLERANCE);
        return Stream.of(first, last)
                .map(MessageNumber::monthOf)
                .distinct()
                .flatMap(month -> archive.arrivedBetween(list, month, first, last).stream())
                .sorted(Comparator.comparing(one -> distance(one, time)))
                .limit(MAX_CANDIDATES)
                .toList();
    }

    private static Duration distance(Summary summary, Instant time) {
        return Duration.between(summary.arrived(), time).abs();
    }

    private static Answer noList(String link, LinkKey key, ListName list) {
        return nothing(link, key, Status.UNKNOWN, "The list " + list + " is not in this archive.");
    }

    private static Answer exact(String link, LinkKey key, Summary summary) {
        return new Answer(
                link,
                key.toString(),
                Status.EXACT,
                summary.path(),
                summary.id().value(),
                "",
                List.of());
    }

    private static Answer page(String link, LinkKey key, String path) {
        return new Answer(link, key.toString(), Status.EXACT, path, null, "", List.of());
    }

    private static Answer candidates(
            String link, LinkKey key, String reason, List<Summary> candidates) {
        return new Answer(link, key.toString(), Status.CANDIDATES, null, null, reason, candidates);
    }

    private static Answer nothing(
            String link, @Nullable LinkKey key, Status status, String reason) {
        String text = Optional.ofNullable(key).map(LinkKey::toString).orElse(null);
        return new Answer(link, text, status, null, null, reason, List.of());
    }

    /** How much is known of where a link leads. Names in lower case are published: stable. */
    public enum Status {
        /** To this one message or page, for sure. */
        EXACT,
        /** To one of several. */
        CANDIDATES,
        /** To a message that was taken down. */
        GONE,
        /** To a message, list or month that is not in this archive, as far as can be told. */
        UNKNOWN,
        /** To something of another archive that nothing here stands for, or not to mail at all. */
        FOREIGN
    }

    /**
     * Where a link leads.
     *
     * @param link the link as asked
     * @param key what the link names, as in {@code num xen-devel 2011-03 1142}; absent if it is no
     *     link that is understood
     * @param status how much is known
     * @param path path in this archive, if exact
     * @param messageId msg-id without brackets, if the link leads to exactly one message
     * @param reason why, in words; empty if exact
     * @param candidates the messages it may lead to, likeliest first, at most {@value
     *     #MAX_CANDIDATES}; else empty
     */
    public record Answer(
            String link,
            @Nullable String key,
            Status status,
            @Nullable String path,
            @Nullable String messageId,
            String reason,
            List<Summary> candidates) {
        public Answer {
            candidates = List.copyOf(candidates);
        }
    }
}
