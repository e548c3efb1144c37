package org.perdure.link;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links to the archives of others, told by their host. What is on no host that is known here may be
 * a link that {@link ArchivePrograms} knows.
 */
final class ForeignLinks {
    private static final Pattern NUMBER = Pattern.compile("0*(\\d{1,18})");
    static final Pattern MAIL_ARCHIVE_FILE =
            Pattern.compile("msg0*(\\d{1,18})(?:\\.(?:h(?:t(?:ml?)?)?)?)?");
    private static final Pattern MARKMAIL_ID = Pattern.compile("[a-z0-9]{16}");
    private static final Pattern MARKMAIL_SEARCH = Pattern.compile("mid:([a-z0-9]{16})");
    private static final Pattern NABBLE_FILE =
            Pattern.compile(
                    "(.+)-(?:t[dpofs]?|p)(\\d{1,18})(?:[pc](\\d{1,18})?)?(?:i\\d{1,9})?(?:\\.html?)?");
    private static final Pattern NABBLE_ANCHOR = Pattern.compile("a(\\d{1,18})");
    private static final Pattern NUMBER_AND_SLUG = Pattern.compile("(\\d{1,18})(?:-(.*))?");
    private static final Pattern SEARCHED_ID =
            Pattern.compile("(?:m|mid|id|msgid)(?::|%3[Aa])(?:\"|%22)?([^\\s+\"]+?)(?:\"|%22)?");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    static final Pattern MAIL_ARCHIVE_INDEX =
            Pattern.compile("(?:index|maillist|threads|mail\\d+|thrd\\d+)\\.html?");
    private static final Pattern GMANE_NUMBER = Pattern.compile("(?:thread=)?0*(\\d{1,18})");
    private static final Pattern FOCUS = Pattern.compile("focus=0*(\\d{1,18}).*");
    private static final Pattern LKML_NUMBER = Pattern.compile("\\d{1,9}");
    private static final Set<String> PATCHEW_VIEWS = Set.of("mbox", "replies", "info");
    private static final Set<String> PATCHEW_OTHERS = Set.of("logs", "diff", "projects");
    private static final Set<String> LKML_VIEWS = Set.of("headers", "diff", "mbox");

    private ForeignLinks() {}

    static Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        return switch (link.host()) {
            case "lore.kernel.org", "public-inbox.org", "inbox.sourceware.org" ->
                    searched(link).or(() -> publicInbox(path, link.fragment()));
            case "lkml.kernel.org" ->
                    publicInbox(path, link.fragment()).filter(LinkKey.Id.class::isInstance);
            case "download.01.org" -> testRobot(path);
            case "patch.msgid.link", "msgid.link", "mid.gmane.org", "mid.mail-archive.com" ->
                    wholePath(path);
            case "patchew.org" -> searched(link).or(() -> patchew(path));
            case "marc.info", "marc.theaimsgroup.com", "marc.10east.com" -> MarcLinks.find(link);
            case "mail-archive.com" -> MailArchiveLinks.find(link);
            case "go.mail-archive.com" -> MailArchiveLinks.hash(path);
            case "spinics.net", "spinics.com" -> spinics(path);
            case "lkml.org" -> lkml(path);
            case "lwn.net" ->
                    path.size() > 1 && path.getFirst().equals("ml")
                            ? publicInbox(path.subList(1, path.size()), link.fragment())
                            : none();
            case "gossamer-threads.com" -> gossamer(link, path, 1);
            case "lists.archive.carbon60.com" -> gossamer(link, path, 0);
            case "thr3ads.net" -> thr3ads(path);
            case "sourceforge.net" -> SourceForgeLinks.find(link);
            case "lists.sourceforge.net" -> OwnLinks.listPage(path);
            case "w3.org" -> idBehind(path, "mid");
            case "lists.debian.org" -> debian(link, path);
            case "groups.google.com" -> GoogleGroups.find(link);
            case "lists.sr.ht" -> sourceHut(path);
            default -> findByPartOfHost(link, path);
        };
    }

    private static Optional<LinkKey> findByPartOfHost(LinkText link, List<String> path) {
        String host = link.host();
        if (host.startsWith("patchwork.")) {
            return link.parameter("msgid")
                    .flatMap(LinkedId::find)
                    .or(() -> patchwork(host, path, link.parameter("series").orElse("")));
        }
        if (host.endsWith(".gmane.org") || host.endsWith(".gmane.io")) {
            boolean group = path.size() > 1 && path.getFirst().equals("group");
            return gmane(link, group ? path.subList(1, path.size()) : path);
        }
        if (host.equals("markmail.org") || host.endsWith(".markmail.org")) {
            return markmail(link, path);
        }
        if (host.equals("nabble.com") || host.endsWith(".nabble.com")) {
            return nabble(path, link.fragment());
        }
        return ArchivePrograms.find(link);
    }

    private static Optional<LinkKey> none() {
        return Optional.empty();
    }

    private static Optional<LinkKey> external(String scheme, String... parts) {
        return Optional.of(LinkKey.External.of(scheme, parts));
    }

    /** Reads searches for a msg-id: {@code q=m:MSG-ID} of public-inbox, {@code q=id:MSG-ID}. */
    static Optional<LinkKey> searched(LinkText link) {
        return searched(link.parameter("q").orElse(""));
    }

    private static Optional<LinkKey> searched(String query) {
        Matcher id = SEARCHED_ID.matcher(query);
        return id.matches()
                ? LinkedId.find(id.group(1)).filter(LinkKey.Id.class::isInstance)
                : none();
    }

    private static Optional<LinkKey> wholePath(List<String> path) {
        return LinkedId.findInPath(path, "");
    }

    /** Reads a msg-id behind a segment of that name: {@code r/MSG-ID}. */
    private static Optional<LinkKey> idBehind(List<String> path, String name) {
        int from = path.indexOf(name) + 1;
        return from < 1 || from >= path.size()
                ? none()
                : wholePath(path.subList(from, path.size()));
    }

    /** Reads {@code msgid-search/MSG-ID}; the pages are those of MHonArc. */
    private static Optional<LinkKey> debian(LinkText link, List<String> path) {
        boolean search = !path.isEmpty() && path.getFirst().equals("msgid-search");
        return search
                ? link.parameter("m")
                        .flatMap(LinkedId::find)
                        .or(() -> idBehind(path, path.getFirst()))
                : ArchivePrograms.find(link);
    }

    private static Optional<LinkKey> elsewhere(String scheme, String list) {
        return Optional.of(new LinkKey.ListElsewhere(scheme, PercentEncoding.decode(list)));
    }

    /** Reads {@code ~OWNER/LIST} and {@code ~OWNER/LIST/MSG-ID}. */
    private static Optional<LinkKey> sourceHut(List<String> path) {
        return switch (path.size()) {
            case 0, 1 -> none();
            case 2 -> elsewhere("sr.ht", path.get(0) + "/" + path.get(1));
            default -> wholePath(path.subList(2, 3));
        };
    }

    /** Reads {@code lists/LIST} and {@code lists/LIST/msg01234.html}. */
    private static Optional<LinkKey> spinics(List<String> path) {
        if (path.size() < 2 || !path.getFirst().equals("lists")) {
            return none();
        }
        Matcher file = MAIL_ARCHIVE_FILE.matcher(path.getLast());
        if (path.size() > 2 && file.matches()) {
            String list = String.join("/", path.subList(1, path.size() - 1));
            return external("spinics", PercentEncoding.decode(list), file.group(1));
        }
        boolean list =
                path.size() == 2
                        || (path.size() == 3
                                && MAIL_ARCHIVE_INDEX.matcher(path.getLast()).matches());
        return list ? elsewhere("spinics", path.get(1)) : none();
    }

    /** Reads {@code lkml/2011/3/5/123} and {@code lkml/2011/3/5}. */
    private static Optional<LinkKey> lkml(List<String> path) {
        if (path.size() < 4 || !path.getFirst().equals("lkml")) {
            return none();
        }
        int from = LKML_VIEWS.contains(path.get(1)) ? 2 : 1;
        List<String> date = path.subList(from, path.size());
        Optional<LinkKey> day = ArchivePrograms.day("lkml", date);
        if (date.size() < 4 || day.isEmpty() || !LKML_NUMBER.matcher(date.get(3)).matches()) {
            return date.size() == 3 ? day : none();
        }
        return external("lkml", String.join("-", date.subList(0, 3)), date.get(3));
    }

    /** Reads {@code INBOX/MSG-ID/T/#m…}, {@code MSG-ID} and {@code INBOX/}. */
    private static Optional<LinkKey> publicInbox(List<String> path, String fragment) {
        if (path.isEmpty() || path.getFirst().equals("patchwork")) {
            return none();
        }
        if (LinkedId.isWhole(path.getFirst())) {
            return LinkedId.findInPath(path, fragment);
        }
        if (path.size() == 1) {
            return OwnLinks.list(path.getFirst()).map(LinkKey.ListPage::new);
        }
        boolean ofTheInbox = path.get(1).equals("_") || path.get(1).equals("new.atom");
        return ofTheInbox ? none() : LinkedId.findInPath(path.subList(1, path.size()), fragment);
    }

    /**
     * Reads {@code PROJECT/MSG-ID/}, or {@code PROJECT/COVER-ID/PATCH-ID/}, with the name of a view
     * behind. The last msg-id is meant, and no other if that one is cut. Test logs, comparisons of
     * two series and the API are no messages.
     */
    private static Optional<LinkKey> patchew(List<String> path) {
        int end = path.size();
        while (end > 0 && PATCHEW_VIEWS.contains(path.get(end - 1))) {
            end--;
        }
        boolean message =
                end > 1 && PATCHEW_OTHERS.stream().noneMatch(path.subList(0, end)::contains);
        return message ? LinkedId.find(path.get(end - 1)) : none();
    }

    /** Reads {@code project/NAME/patch/MSG-ID} and the older {@code patch/NUMBER}. */
    private static Optional<LinkKey> patchwork(String host, List<String> path, String series) {
        int at = !path.isEmpty() && path.getFirst().equals("project") ? 2 : 0;
        if (path.size() == at + 1 && path.get(at).equals("list")) {
            return patchwork(host, List.of("series", series), "");
        }
        if (path.size() < at + 2) {
            return none();
        }
        String kind = path.get(at);
        if (!List.of("patch", "cover", "series").contains(kind)) {
            return none();
        }
        Matcher number = NUMBER.matcher(path.get(at + 1));
        if (!number.matches()) {
            return patchId(path.subList(at + 1, path.size()));
        }
        // Each installation counts for itself; the kernel's is the one that lists of Linux mean.
        String scheme = host.equals("patchwork.kernel.org") ? "patchwork" : host;
        return external(scheme, kind, number.group(1));
    }

    /** Reads {@code MSG-ID} and {@code msgid/MSG-ID} before the name of a view. */
    private static Optional<LinkKey> patchId(List<String> path) {
        int from = path.getFirst().equals("msgid") ? 1 : 0;
        int at = from;
        while (at < path.size() && !LinkedId.isWhole(path.get(at))) {
            at++;
        }
        int last = at < path.size() ? at : from; // Cut before its at sign, it has one segment.
        return LinkedId.find(String.join("/", path.subList(from, Math.min(last + 1, path.size()))));
    }

    /**
     * Reads {@code 0day-ci/archive/YYYYMMDD/MSG-ID/FILE}: what the kernel's test robot keeps beside
     * a message of its own. It is not the message.
     */
    private static Optional<LinkKey> testRobot(List<String> path) {
        boolean isFile = path.size() == 5 && path.get(1).equals("archive");
        return isFile ? external("0day", PercentEncoding.decode(path.get(3)), path.get(4)) : none();
    }

    /** Reads {@code GROUP/NUMBER}, {@code GROUP/day=YYYYMMDD} and its search for a msg-id. */
    private static Optional<LinkKey> gmane(LinkText link, List<String> path) {
        Optional<String> id = link.parameter("message_id").or(() -> link.parameter("msgid"));
        if (id.isPresent()) {
            return LinkedId.find(id.get());
        }
        if (path.isEmpty() || !path.getFirst().startsWith("gmane.")) {
            return none();
        }
        String group = path.getFirst();
        if (path.size() == 1) {
            return elsewhere("gmane", group);
        }
        if (path.get(1).startsWith("day=")) {
            return day(group, path.get(1).substring("day=".length()));
        }
        // A page of a thread says which of its messages was meant.
        String behind = PercentEncoding.decode(path.size() > 2 ? path.get(2) : link.query());
        Matcher focus = FOCUS.matcher(behind);
        if (focus.matches()) {
            return external("gmane", group, focus.group(1));
        }
        if (link.host().startsWith("download.")) {
            return none(); // A part of the group, from one number to another.
        }
        Matcher number = GMANE_NUMBER.matcher(path.get(1));
        return number.matches() ? external("gmane", group, number.group(1)) : none();
    }

    private static Optional<LinkKey> day(String group, String digits) {
        try {
            LocalDate date = LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(new LinkKey.Day(group, date));
        } catch (DateTimeException notADay) {
            return none();
        }
    }

    /**
     * Reads {@code lists/xen/devel/316247}: the first segments name the list. In a thread, the
     * fragment names one of its messages.
     */
    private static Optional<LinkKey> gossamer(LinkText link, List<String> path, int start) {
        boolean list = path.size() == start + 2;
        if (!list && path.size() != start + 3) {
            return none();
        }
        String name = path.get(start) + "/" + path.get(start + 1);
        if (list) {
            return elsewhere("gossamer", name);
        }
        Matcher anchor = NUMBER.matcher(link.fragment());
        Matcher number = anchor.matches() ? anchor : NUMBER.matcher(path.get(start + 2));
        return number.matches() ? external("gossamer", name, number.group(1)) : none();
    }

    /** Reads {@code xen-devel/2005/03/696793-Words-of-the-subject}. */
    private static Optional<LinkKey> thr3ads(List<String> path) {
        if (path.size() != 4 || !YEAR.matcher(path.get(1)).matches()) {
            return none();
        }
        Matcher last = NUMBER_AND_SLUG.matcher(path.get(3));
        if (!last.matches()) {
            return none();
        }
        String words = last.group(2) == null ? "" : PercentEncoding.decode(last.group(2));
        return ArchivePrograms.month(path.get(1), path.get(2))
                .map(
                        month ->
                                new LinkKey.BySubject(
                                        "thr3ads", path.getFirst(), month, last.group(1), words));
    }

    /**
     * Reads {@code message/ID}, {@code thread/ID}, searches that have a message open, and {@code
     * search/?q=mid:MSG-ID}. Its own names of messages are no msg-ids.
     */
    private static Optional<LinkKey> markmail(LinkText link, List<String> path) {
        Matcher search = MARKMAIL_SEARCH.matcher(PercentEncoding.decode(link.fragment()));
        if (search.find()) {
            return external("markmail", search.group(1));
        }
        if (!path.isEmpty() && path.getFirst().equals("search")) {
            String query = path.size() == 2 ? path.getLast() : "";
            return searched(link).or(() -> searched(query));
        }
        boolean named = path.size() == 2 && List.of("message", "thread").contains(path.getFirst());
        String id = named ? path.get(1).toLowerCase(Locale.ROOT) : "";
        return MARKMAIL_ID.matcher(id).matches() ? external("markmail", id) : none();
    }

    /**
     * Reads {@code Words-of-the-subject-td4415622.html}, and {@code …-tp4415622p4415999.html},
     * where the second number is the message's; and as it wrote them before: {@code …-t123.html},
     * {@code …-tf123.html#a456}, {@code …-p456.html}.
     */
    private static Optional<LinkKey> nabble(List<String> path, String fragment) {
        if (path.isEmpty()) {
            return none();
        }
        Matcher file = NABBLE_FILE.matcher(path.getLast());
        if (!file.matches()) {
            return none();
        }
        Matcher anchor = NABBLE_ANCHOR.matcher(fragment);
        String ofThread = file.group(file.group(3) == null ? 2 : 3);
        String number = anchor.matches() ? anchor.group(1) : ofThread;
        String words = PercentEncoding.decode(file.group(1));
        return Optional.of(new LinkKey.BySubject("nabble", null, null, number, words));
    }
}
