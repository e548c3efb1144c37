package org.perdure.link;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to the archives of others, told by their host, and to programs told by their paths. */
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
    private static final Pattern PIPERMAIL_FILE = Pattern.compile("0*(\\d{1,18})\\.html?");
    private static final Pattern HYPERKITTY_HASH = Pattern.compile("[A-Z2-7]{32}");
    private static final Pattern GO_HASH = Pattern.compile("[A-Za-z0-9_-]{27}=?");

    private ForeignLinks() {}

    static Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        return switch (link.host()) {
            case "lore.kernel.org", "public-inbox.org", "inbox.sourceware.org" ->
                    publicInbox(path, link.fragment());
            case "lkml.kernel.org" -> idBehind(path, "r");
            case "patch.msgid.link", "msgid.link", "mid.gmane.org", "mid.mail-archive.com" ->
                    wholePath(path);
            case "patchew.org" -> patchew(path);
            case "marc.info", "marc.theaimsgroup.com" -> marc(link);
            case "mail-archive.com" -> mailArchive(path, link);
            case "go.mail-archive.com" -> goMailArchive(path);
            case "gossamer-threads.com" -> gossamer(path, 1);
            case "lists.archive.carbon60.com" -> gossamer(path, 0);
            case "thr3ads.net" -> thr3ads(path);
            case "lists.sourceforge.net" -> OwnLinks.listPage(path);
            case "w3.org" -> idBehind(path, "mid");
            case "groups.google.com" -> idBehind(path, "msgid");
            case "lists.sr.ht" -> path.size() < 3 ? none() : wholePath(path.subList(2, 3));
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
        return findByProgram(host, path);
    }

    /** Recognises archive programs wherever they run: Sympa, mod_mbox, HyperKitty, Pipermail. */
    private static Optional<LinkKey> findByProgram(String host, List<String> path) {
        for (int i = 0; i + 1 < path.size(); i++) {
            String segment = path.get(i);
            List<String> below = path.subList(i + 1, path.size());
            if (segment.equals("arcsearch_id") && below.size() > 2) {
                return LinkedId.find(String.join("/", below.subList(2, below.size())));
            }
            if (segment.endsWith(".mbox")) {
                Optional<LinkKey> id = wholePath(below).filter(LinkKey.Id.class::isInstance);
                if (id.isPresent()) {
                    return id;
                }
            }
            if (segment.equals("pipermail") && below.size() == 3) {
                Matcher file = PIPERMAIL_FILE.matcher(below.get(2));
                return file.matches()
                        ? external(
                                "pipermail", host + "/" + below.get(0), below.get(1), file.group(1))
                        : none();
            }
            boolean hash = i > 0 && HYPERKITTY_HASH.matcher(below.getFirst()).matches();
            if (hash && (segment.equals("message") || segment.equals("thread"))) {
                String list = PercentEncoding.decode(path.get(i - 1));
                return external("hyperkitty", list, below.getFirst());
            }
        }
        return none();
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

    /**
     * Reads a msg-id behind a segment of that name: {@code r/MSG-ID}, {@code msgid/GROUP/MSG-ID}.
     */
    private static Optional<LinkKey> idBehind(List<String> path, String name) {
        int at = path.indexOf(name);
        int from = at + (name.equals("msgid") ? 2 : 1);
        return at < 0 || from >= path.size() ? none() : wholePath(path.subList(from, path.size()));
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

    /** Reads {@code PROJECT/MSG-ID/}, or {@code PROJECT/COVER-ID/PATCH-ID/}. */
    private static Optional<LinkKey> patchew(List<String> path) {
        if (path.size() < 2) {
            return none();
        }
        List<String> ids = path.subList(1, path.size());
        return ids.stream()
                .filter(segment -> PercentEncoding.decode(segment).indexOf('@') >= 0)
                .reduce((first, second) -> second)
                .flatMap(LinkedId::find);
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
            return LinkedId.find(path.get(at + 1));
        }
        // Each installation counts for itself; the kernel's is the one that lists of Linux mean.
        String scheme = host.equals("patchwork.kernel.org") ? "patchwork" : host;
        return external(scheme, kind, number.group(1));
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
        return link.parameter("t").flatMap(ForeignLinks::marcDigits).map(LinkKey.MarcThread::new);
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
        if (path.size() != 2) {
            return none();
        }
        Matcher file = MAIL_ARCHIVE_FILE.matcher(path.get(1));
        return file.matches()
                ? external("mail-archive", PercentEncoding.decode(path.get(0)), file.group(1))
                : none();
    }

    private static Optional<LinkKey> goMailArchive(List<String> path) {
        return path.size() == 1 && GO_HASH.matcher(path.getFirst()).matches()
                ? external("go-mail-archive", path.getFirst())
                : none();
    }

    /** Reads {@code GROUP/NUMBER}, {@code GROUP/day=YYYYMMDD} and its search for a msg-id. */
    private static Optional<LinkKey> gmane(LinkText link, List<String> path) {
        Optional<String> id = link.parameter("message_id");
        if (id.isPresent()) {
            return LinkedId.find(id.get());
        }
        if (path.size() < 2 || !path.getFirst().startsWith("gmane.")) {
            return none();
        }
        String group = path.getFirst();
        if (path.get(1).startsWith("day=")) {
            return day(group, path.get(1).substring("day=".length()));
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
        String slug = last.group(2);
        return OwnLinks.month(path.get(1) + "-" + path.get(2))
                .flatMap(
                        month ->
                                slug == null || slug.isEmpty()
                                        ? external(
                                                "thr3ads",
                                                path.getFirst(),
                                                month.toString(),
                                                last.group(1))
                                        : external(
                                                "thr3ads",
                                                path.getFirst(),
                                                month.toString(),
                                                last.group(1),
                                                slug));
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
        return file.matches() ? external("nabble", file.group(2), file.group(1)) : none();
    }
}
