package org.perdure.link;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
    private static final Pattern MARC_DIGITS = Pattern.compile("(\\d{10,18}).*", Pattern.DOTALL);
    private static final Pattern MAIL_ARCHIVE_FILE =
            Pattern.compile("msg0*(\\d{1,18})(?:\\.(?:h(?:t(?:ml?)?)?)?)?");
    private static final Pattern MARKMAIL_ID = Pattern.compile("[a-z0-9]{16}");
    private static final Pattern MARKMAIL_SEARCH = Pattern.compile("mid:([a-z0-9]{16})");
    private static final Pattern NABBLE_FILE =
            Pattern.compile("(.+)-t[dp](\\d{1,18})(?:p\\d+)?(?:\\.html?)?");
    private static final Pattern NUMBER_AND_SLUG = Pattern.compile("(\\d{1,18})(?:-(.*))?");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern GO_HASH = Pattern.compile("[A-Za-z0-9_-]{27}=?");
    private static final Pattern MAILMAN_HASH = Pattern.compile("[A-Z2-7]{32}");
    private static final Pattern MAIL_ARCHIVE_INDEX =
            Pattern.compile("(?:index|maillist|threads|mail\\d+|thrd\\d+)\\.html?");
    private static final Pattern FOCUS = Pattern.compile("focus=0*(\\d{1,18}).*");
    private static final Pattern YEAR_AND_MONTH = Pattern.compile("(\\d{4})(\\d{2})");
    private static final Pattern LKML_NUMBER = Pattern.compile("\\d{1,9}");
    private static final Set<String> PATCHEW_VIEWS = Set.of("mbox", "replies", "info");
    private static final Set<String> PATCHEW_OTHERS = Set.of("logs", "diff", "projects");
    private static final Set<String> LKML_VIEWS = Set.of("headers", "diff", "mbox");

    private ForeignLinks() {}

    static Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        return switch (link.host()) {
            case "lore.kernel.org", "public-inbox.org", "inbox.sourceware.org" ->
                    publicInbox(path, link.fragment());
            case "lkml.kernel.org" ->
                    publicInbox(path, link.fragment()).filter(LinkKey.Id.class::isInstance);
            case "download.01.org" -> testRobot(path);
            case "patch.msgid.link", "msgid.link", "mid.gmane.org", "mid.mail-archive.com" ->
                    wholePath(path);
            case "patchew.org" -> patchew(path);
            case "marc.info", "marc.theaimsgroup.com" -> marc(link);
            case "mail-archive.com" -> mailArchive(path, link);
            case "go.mail-archive.com" -> goMailArchive(path);
            case "spinics.net", "spinics.com" -> spinics(path);
            case "lkml.org" -> lkml(path);
            case "lwn.net" ->
                    path.size() > 1 && path.getFirst().equals("ml")
                            ? publicInbox(path.subList(1, path.size()), link.fragment())
                            : none();
            case "gossamer-threads.com" -> gossamer(path, 1);
            case "lists.archive.carbon60.com" -> gossamer(path, 0);
            case "thr3ads.net" -> thr3ads(path);
            case "lists.sourceforge.net" -> OwnLinks.listPage(path);
            case "w3.org" -> idBehind(path, "mid");
            case "groups.google.com" -> GoogleGroups.find(link);
            case "lists.sr.ht" -> sourceHut(path);
            default -> findByPartOfHost(link, path);
        };
    }

    private static Optional<LinkKey> findByPartOfHost(LinkText link, List<String> path) {
        String host = link.host();
        if (host.startsWith("patchwork.")) {
            return patchwork(host, path);
        }
        if (host.endsWith(".gmane.org") || host.endsWith(".gmane.io")) {
            return gmane(link, path);
        }
        if (host.equals("markmail.org") || host.endsWith(".markmail.org")) {
            return markmail(link, path);
        }
        if (host.endsWith(".nabble.com")) {
            return nabble(path);
        }
        return ArchivePrograms.find(link);
    }

    private static Optional<LinkKey> none() {
        return Optional.empty();
    }

    private static Optional<LinkKey> external(String scheme, String... parts) {
        return Optional.of(LinkKey.External.of(scheme, parts));
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
        if (PercentEncoding.decode(path.getFirst()).indexOf('@') >= 0) {
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
    private static Optional<LinkKey> patchwork(String host, List<String> path) {
        int at = !path.isEmpty() && path.getFirst().equals("project") ? 2 : 0;
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
        while (at < path.size() && PercentEncoding.decode(path.get(at)).indexOf('@') < 0) {
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

    private static Optional<LinkKey> marc(LinkText link) {
        Optional<String> id = link.parameter("i");
        if (id.isPresent()) {
            return LinkedId.find(id.get());
        }
        Optional<String> message = link.parameter("m").flatMap(ForeignLinks::marcDigits);
        if (message.isPresent()) {
            String group = link.parameter("l").map(PercentEncoding::decode).orElse("");
            return Optional.of(new LinkKey.Marc(group.isEmpty() ? "*" : group, message.get()));
        }
        Optional<String> thread = link.parameter("t").flatMap(ForeignLinks::marcDigits);
        return thread.isPresent()
                ? thread.map(LinkKey.MarcThread::new)
                : link.parameter("l").flatMap(group -> marcList(group, link));
    }

    /** Reads {@code l=LIST} and its months, {@code l=LIST&r=1&b=YYYYMM}. */
    private static Optional<LinkKey> marcList(String group, LinkText link) {
        if (link.parameter("m").isPresent() || link.parameter("s").isPresent()) {
            return none();
        }
        Matcher month = YEAR_AND_MONTH.matcher(link.parameter("b").orElse(""));
        return month.matches()
                ? ArchivePrograms.month(month.group(1), month.group(2))
                        .map(at -> new LinkKey.MonthElsewhere("marc", group, at))
                : elsewhere("marc", group);
    }

    private static Optional<String> marcDigits(String value) {
        Matcher digits = MARC_DIGITS.matcher(value);
        return digits.matches() ? Optional.of(digits.group(1)) : Optional.empty();
    }

    /** Reads {@code ADDRESS/msg01234.html} and searches, of which one kind is for a msg-id. */
    private static Optional<LinkKey> mailArchive(List<String> path, LinkText link) {
        if (path.size() == 1 && path.getFirst().equals("search")) {
            return link.parameter("l").equals(Optional.of("mid"))
                    ? link.parameter("q").flatMap(LinkedId::find)
                    : Optional.of(OwnLinks.search(link));
        }
        boolean list =
                path.size() == 1
                        || (path.size() == 2 && MAIL_ARCHIVE_INDEX.matcher(path.get(1)).matches());
        if (list && PercentEncoding.decode(path.getFirst()).indexOf('@') > 0) {
            return elsewhere("mail-archive", path.getFirst());
        }
        if (path.size() != 2) {
            return none();
        }
        Matcher file = MAIL_ARCHIVE_FILE.matcher(path.get(1));
        return file.matches()
                ? external("mail-archive", PercentEncoding.decode(path.get(0)), file.group(1))
                : none();
    }

    /** Reads the hash of msg-id and address, and Mailman's, which came later. */
    private static Optional<LinkKey> goMailArchive(List<String> path) {
        if (path.size() != 1) {
            return none();
        }
        String hash = path.getFirst();
        if (MAILMAN_HASH.matcher(hash).matches()) {
            return ArchivePrograms.mailmanHash("go-mail-archive", "", hash);
        }
        if (!GO_HASH.matcher(hash).matches()) {
            return none();
        }
        byte[] sha1 = Base64.getUrlDecoder().decode(hash);
        return Optional.of(
                new LinkKey.Hashed(
                        "go-mail-archive", List.of(hash), HexFormat.of().formatHex(sha1), true));
    }

    /** Reads {@code GROUP/NUMBER}, {@code GROUP/day=YYYYMMDD} and its search for a msg-id. */
    private static Optional<LinkKey> gmane(LinkText link, List<String> path) {
        Optional<String> id = link.parameter("message_id");
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
        Matcher focus = FOCUS.matcher(path.size() > 2 ? path.get(2) : link.query());
        if (focus.matches()) {
            return external("gmane", group, focus.group(1));
        }
        Matcher number = NUMBER.matcher(path.get(1));
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

    /** Reads {@code lists/xen/devel/316247}: the first segments name the list. */
    private static Optional<LinkKey> gossamer(List<String> path, int start) {
        if (path.size() != start + 3) {
            return none();
        }
        Matcher number = NUMBER.matcher(path.get(start + 2));
        String list = path.get(start) + "/" + path.get(start + 1);
        return number.matches() ? external("gossamer", list, number.group(1)) : none();
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
        return OwnLinks.month(path.get(1) + "-" + path.get(2))
                .map(
                        month ->
                                new LinkKey.BySubject(
                                        "thr3ads", path.getFirst(), month, last.group(1), words));
    }

    /** Reads {@code message/ID}, {@code thread/ID} and searches that have a message open. */
    private static Optional<LinkKey> markmail(LinkText link, List<String> path) {
        Matcher search = MARKMAIL_SEARCH.matcher(link.fragment());
        if (search.find()) {
            return external("markmail", search.group(1));
        }
        boolean id =
                path.size() == 2
                        && List.of("message", "thread").contains(path.getFirst())
                        && MARKMAIL_ID.matcher(path.get(1)).matches();
        return id ? external("markmail", path.get(1)) : none();
    }

    /** Reads {@code Words-of-the-subject-td4415622.html}. */
    private static Optional<LinkKey> nabble(List<String> path) {
        if (path.isEmpty()) {
            return none();
        }
        Matcher file = NABBLE_FILE.matcher(path.getLast());
        return file.matches()
                ? Optional.of(
                        new LinkKey.BySubject(
                                "nabble",
                                null,
                                null,
                                file.group(2),
                                PercentEncoding.decode(file.group(1))))
                : none();
    }
}
