package org.perdure.link;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.link.PublishedPlace.Scheme;

/**
 * Links to archives that a program made, on whatever host it runs: the form of the path tells the
 * program.
 *
 * <p>The forms are those of MHonArc, mharc, Pipermail, Hypermail, Sympa, mod_mbox, HyperKitty, Pony
 * Mail and public-inbox. They are tried from the most telling to the least.
 */
final class ArchivePrograms {
    /** The end may be cut. */
    private static final Pattern MHONARC_FILE =
            Pattern.compile("msg(\\d{5}|[1-9]\\d{5,8})(?:\\.(?:h(?:t(?:ml?)?)?)?)?");

    private static final Pattern ANCHOR = Pattern.compile("\\d{5}|[1-9]\\d{5,8}");
    private static final Pattern MHONARC_INDEX =
            Pattern.compile("(?:index|maillist|mail\\d{1,6}|threads?|thrd\\d{1,6}|date)\\.html?");
    private static final Pattern YEAR = Pattern.compile("19[7-9]\\d|[2-9]\\d{3}");
    private static final Pattern MONTH = Pattern.compile("0?[1-9]|1[0-2]");
    private static final Pattern DAY = Pattern.compile("0?[1-9]|[12]\\d|3[01]");

    private static final Pattern PIPERMAIL_FILE = Pattern.compile("(\\d{6,9})(?:\\.html?)?");
    private static final Pattern PIPERMAIL_INDEX =
            Pattern.compile("(?:index|thread|date|subject|author)\\.html?");
    private static final Pattern PIPERMAIL_ANCHOR = Pattern.compile("\\d{1,9}");

    /** Volumes (ARCHIVE_PERIOD of Mailman 2) that nothing else is called. */
    private static final Pattern TELLING_VOLUME =
            Pattern.compile("\\d{4}-[A-Z][a-z]{2,8}|\\d{4}q[1-4]|Week-of-Mon-\\d{8}");

    /** And those that stand for many things elsewhere. */
    private static final Pattern PLAIN_VOLUME = Pattern.compile("\\d{4}(?:\\d{4})?");

    private static final Set<String> PIPERMAIL_FOLDERS =
            Set.of("pipermail", "archives", "archive", "private", "mailman");

    private static final Pattern PIPERMAIL_TEXT =
            Pattern.compile("(\\d{4}-[A-Z][a-z]{2,8})\\.txt(?:\\.gz)?");

    private static final Pattern HYPERMAIL_FILE =
            Pattern.compile("(\\d{4,9}|[0-9a-f]{16})(?:\\.html?)?");
    private static final Pattern W3C_FOLDER =
            Pattern.compile("(\\d{4})([A-Z][a-z]{2})(?:[A-Z][a-z]{2})?");

    private static final Pattern MOD_MBOX_FOLDER = Pattern.compile("(\\d{4})(\\d{2})\\.mbox");
    private static final Set<String> MOD_MBOX_VIEWS = Set.of("browser", "date", "thread", "author");

    private static final Set<String> HYPERKITTY_MESSAGES = Set.of("message", "thread", "email");
    private static final Pattern MAILMAN_HASH = Pattern.compile("(?i)[a-z2-7]{32}");

    private ArchivePrograms() {}

    static Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return mharc(link, path)
                .or(() -> sympa(path))
                .or(() -> modMbox(path))
                .or(() -> hyperKitty(link, path))
                .or(() -> mhonarc(link, path))
                .or(() -> hypermail(link, path))
                .or(() -> pipermail(link, path))
                .or(() -> PonyMail.find(link, path))
                .or(() -> publicInbox(link, path));
    }

    /** Reads {@code mesg.cgi?a=LIST&i=MSG-ID}. */
    private static Optional<LinkKey> mharc(LinkText link, List<String> path) {
        return OwnLinks.MESSAGE_PROGRAMS.contains(path.getLast())
                ? link.parameter("i").flatMap(LinkedId::find)
                : Optional.empty();
    }

    /**
     * Reads {@code arcsearch_id/LIST/YYYY-MM/MSG-ID}; the pages of Sympa are those of MHonArc, and
     * {@code arc/LIST} is its page of a list.
     */
    private static Optional<LinkKey> sympa(List<String> path) {
        int search = path.indexOf("arcsearch_id");
        if (search >= 0 && path.size() > search + 3) {
            return LinkedId.find(String.join("/", path.subList(search + 3, path.size())));
        }
        int size = path.size();
        boolean list =
                size > 2
                        && path.get(size - 2).equals("arc")
                        && Set.of("sympa", "wws").contains(path.get(size - 3));
        return list ? elsewhere("sympa", path.getLast()) : Optional.empty();
    }

    /** Reads {@code LIST/YYYYMM.mbox/%3CMSG-ID%3E} and the views of a month beside messages. */
    private static Optional<LinkKey> modMbox(List<String> path) {
        for (int i = 1; i < path.size(); i++) {
            Matcher folder = MOD_MBOX_FOLDER.matcher(path.get(i));
            if (!folder.matches()) {
                continue;
            }
            List<String> below = path.subList(i + 1, path.size());
            if (below.isEmpty() || MOD_MBOX_VIEWS.contains(below.getFirst())) {
                String list = path.get(i - 1);
                return month(folder.group(1), folder.group(2))
                        .map(month -> new LinkKey.MonthElsewhere("mod-mbox", list, month));
            }
            boolean view = below.size() > 1 && Set.of("raw", "ajax").contains(below.getFirst());
            return bracketed(view ? below.subList(1, below.size()) : below)
                    .filter(LinkKey.Id.class::isInstance);
        }
        int size = path.size();
        return size > 1 && path.get(size - 2).equals("mod_mbox")
                ? elsewhere("mod-mbox", path.getLast())
                : Optional.empty();
    }

    /** Reads a msg-id to the bracket behind it; what follows is a part of the message. */
    private static Optional<LinkKey> bracketed(List<String> path) {
        int end = 0;
        while (end < path.size() && !LinkedId.decodedTwice(path.get(end)).endsWith(">")) {
            end++;
        }
        return LinkedId.findInPath(path.subList(0, Math.min(end + 1, path.size())), "");
    }

    /**
     * Reads {@code list/ADDRESS/message/HASH/}, {@code …/thread/HASH/#HASH} and what lies beside
     * them: months, days, the list itself.
     */
    private static Optional<LinkKey> hyperKitty(LinkText link, List<String> path) {
        for (int i = 0; i + 1 < path.size(); i++) {
            String segment = path.get(i);
            boolean message = HYPERKITTY_MESSAGES.contains(segment);
            if (message && i > 0 && isMailmanHash(path.get(i + 1))) {
                // In a thread, the fragment names one of its messages.
                boolean named = isMailmanHash(link.fragment());
                return mailmanHash(
                        "hyperkitty",
                        PercentEncoding.decode(path.get(i - 1)),
                        named ? link.fragment() : path.get(i + 1));
            }
        }
        int list = path.indexOf("list");
        String address =
                list >= 0 && list + 1 < path.size()
                        ? PercentEncoding.decode(path.get(list + 1))
                        : "";
        return address.indexOf('@') > 0
                ? hyperKittyList(address, path.subList(list + 2, path.size()))
                : Optional.empty();
    }

    private static Optional<LinkKey> hyperKittyList(String address, List<String> below) {
        if (below.isEmpty() || below.getFirst().equals("latest")) {
            return elsewhere("hyperkitty", address);
        }
        boolean dated =
                below.size() > 1
                        && YEAR.matcher(below.get(0)).matches()
                        && MONTH.matcher(below.get(1)).matches();
        if (!dated) {
            return Optional.empty();
        }
        return below.size() == 2
                ? month(below.get(0), below.get(1))
                        .map(month -> new LinkKey.MonthElsewhere("hyperkitty", address, month))
                : day(address, below);
    }

    /** Returns whether a text has the form of a hash of {@link #mailmanHash}. */
    static boolean isMailmanHash(String text) {
        return MAILMAN_HASH.matcher(text).matches();
    }

    /** Reads the hash that Mailman 3 makes: SHA-1 of the msg-id in base 32 (RFC 4648). */
    static Optional<LinkKey> mailmanHash(String scheme, String list, String hash) {
        String upper = hash.toUpperCase(Locale.ROOT);
        List<String> parts = list.isEmpty() ? List.of(upper) : List.of(list, upper);
        return Optional.of(new LinkKey.Hashed(scheme, parts, Base32.hex(upper), false));
    }

    /**
     * Reads {@code LIST/FOLDER/msg00123.html} and {@code LIST/FOLDER/threads.html#00123}, where the
     * folder is a month in one of the ways in which months are written, one of them in two
     * segments.
     */
    private static Optional<LinkKey> mhonarc(LinkText link, List<String> path) {
        String file = path.getLast().toLowerCase(Locale.ROOT);
        Matcher message = MHONARC_FILE.matcher(file);
        boolean isMessage = message.matches();
        if (!isMessage && !MHONARC_INDEX.matcher(file).matches()) {
            return Optional.empty();
        }
        List<String> above = path.subList(0, path.size() - 1);
        int folders = 1;
        Optional<YearMonth> month = Optional.empty();
        if (above.size() > 1) {
            // Indexes in a folder with a month's name are Pipermail's more often.
            month = isMessage ? folderMonth(above.getLast()) : OwnLinks.month(above.getLast());
        }
        if (month.isEmpty() && above.size() > 2) {
            folders = 2;
            month = twoSegments(above.get(above.size() - 2), above.getLast());
        }
        if (month.isEmpty()) {
            return Optional.empty();
        }
        YearMonth at = month.get();
        String list = PercentEncoding.decode(above.get(above.size() - folders - 1));
        if (isMessage) {
            return placed(link, list, at, message.group(1));
        }
        if (ANCHOR.matcher(link.fragment()).matches()) {
            return placed(link, list, at, link.fragment());
        }
        // Months of blogs look alike; a file that MHonArc names so does not.
        return !file.startsWith("index") && !file.startsWith("date")
                ? Optional.of(new LinkKey.MonthElsewhere("mhonarc", at(link, list), at))
                : Optional.empty();
    }

    private static Optional<LinkKey> placed(
            LinkText link, String list, YearMonth month, String digits) {
        PublishedPlace place = PublishedPlace.mhonarc(month, Integer.parseInt(digits));
        return Optional.of(new LinkKey.Placed(link.host(), list, place));
    }

    /** Reads {@code 2011-03} and {@code 2011-March}. */
    private static Optional<YearMonth> folderMonth(String folder) {
        Optional<YearMonth> month = OwnLinks.month(folder);
        return month.isPresent() || folder.length() < 6 || folder.charAt(4) != '-'
                ? month
                : EnglishMonths.find(folder.substring(5))
                        .flatMap(name -> month(folder.substring(0, 4), name));
    }

    /** Reads {@code 2011/03}, as Debian has it; one digit is a blog's. */
    private static Optional<YearMonth> twoSegments(String year, String month) {
        return month.length() == 2 ? month(year, month) : Optional.empty();
    }

    static Optional<YearMonth> month(String year, String month) {
        return YEAR.matcher(year).matches() && MONTH.matcher(month).matches()
                ? Optional.of(YearMonth.of(Integer.parseInt(year), Integer.parseInt(month)))
                : Optional.empty();
    }

    /** Reads year, month and day of a path, with or without leading zeros. */
    static Optional<LinkKey> day(String group, List<String> date) {
        if (date.size() < 3
                || month(date.get(0), date.get(1)).isEmpty()
                || !DAY.matcher(date.get(2)).matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day =
                    month(date.get(0), date.get(1))
                            .orElseThrow()
                            .atDay(Integer.parseInt(date.get(2)));
            return Optional.of(new LinkKey.Day(group, day));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /**
     * Reads {@code hypermail/LIST/FOLDER/0012.html}, and W3C's {@code
     * Archives/Public/LIST/2011Mar/0012.html}.
     */
    private static Optional<LinkKey> hypermail(LinkText link, List<String> path) {
        int at = path.indexOf("hypermail");
        boolean w3c = at < 0 && link.host().equals("lists.w3.org");
        if (w3c) {
            at = 1;
        }
        if (at < 0 || path.size() < at + 3) {
            return Optional.empty();
        }
        List<String> below = path.subList(at + 1, path.size());
        Matcher file = HYPERMAIL_FILE.matcher(below.getLast());
        if (file.matches()) {
            boolean folder = below.size() > 2;
            int lists = below.size() - (folder ? 2 : 1);
            return external(
                    "hypermail",
                    at(link, String.join("/", below.subList(0, lists))),
                    folder ? below.get(lists) : "*",
                    withoutZeros(file.group(1)));
        }
        Matcher month = W3C_FOLDER.matcher(below.get(1));
        return w3c && month.matches()
                ? EnglishMonths.find(month.group(2))
                        .flatMap(name -> month(month.group(1), name))
                        .map(m -> new LinkKey.MonthElsewhere("w3c", below.getFirst(), m))
                : Optional.empty();
    }

    private static String withoutZeros(String digits) {
        // Names of sixteen characters are hashes.
        return digits.length() == 16 ? digits : Integer.toString(Integer.parseInt(digits));
    }

    /**
     * Reads {@code pipermail/LIST/VOLUME/000123.html}, where the word is often another or missing,
     * {@code VOLUME/date.html#123}, a volume, and the page of a list.
     */
    private static Optional<LinkKey> pipermail(LinkText link, List<String> path) {
        int size = path.size();
        boolean word = path.contains("pipermail");
        Matcher text = PIPERMAIL_TEXT.matcher(path.getLast());
        if (size > 1 && text.matches()) {
            return volume(link, path.get(size - 2), text.group(1));
        }
        Matcher file = PIPERMAIL_FILE.matcher(path.getLast());
        if (size > 2 && file.matches() && isVolume(path, size - 2)) {
            return pipermail(link, path, size - 2, file.group(1));
        }
        boolean index = PIPERMAIL_INDEX.matcher(path.getLast()).matches();
        int at = index ? size - 2 : size - 1;
        if (at > 0 && isVolume(path, at)) {
            return index && PIPERMAIL_ANCHOR.matcher(link.fragment()).matches()
                    ? pipermail(link, path, at, link.fragment())
                    : volume(link, path.get(at - 1), path.get(at));
        }
        return word && size > 1 && path.get(size - 2).equals("pipermail")
                ? elsewhere("pipermail", at(link, PercentEncoding.decode(path.getLast())))
                : Optional.empty();
    }

    private static boolean isVolume(List<String> path, int at) {
        String name = path.get(at);
        if (TELLING_VOLUME.matcher(name).matches()) {
            return name.charAt(4) != '-'
                    || !Character.isDigit(name.charAt(0))
                    || EnglishMonths.find(name.substring(5)).isPresent();
        }
        return at > 1
                && PLAIN_VOLUME.matcher(name).matches()
                && PIPERMAIL_FOLDERS.contains(path.get(at - 2));
    }

    private static Optional<LinkKey> pipermail(
            LinkText link, List<String> path, int volume, String digits) {
        return Optional.of(
                new LinkKey.Placed(
                        link.host(),
                        PercentEncoding.decode(path.get(volume - 1)),
                        new PublishedPlace(
                                Scheme.PIPERMAIL, path.get(volume), Integer.parseInt(digits))));
    }

    private static Optional<LinkKey> volume(LinkText link, String list, String volume) {
        String name = at(link, PercentEncoding.decode(list));
        return folderMonth(volume)
                .<LinkKey>map(month -> new LinkKey.MonthElsewhere("pipermail", name, month))
                .or(() -> elsewhere("pipermail", name));
    }

    /**
     * Reads {@code INBOX/MSG-ID/}, {@code INBOX/MSG-ID/VIEW} and {@code INBOX/MSG-ID/2-NAME}. Mail
     * addresses stand in paths too, and names of users begin with {@code @}: what is neither before
     * a view of public-inbox nor made up like a msg-id is none.
     */
    private static Optional<LinkKey> publicInbox(LinkText link, List<String> path) {
        int at = 0;
        while (at < path.size() && !LinkedId.isWhole(path.get(at))) {
            at++;
        }
        List<String> below = path.subList(Math.min(at + 1, path.size()), path.size());
        boolean view = !below.isEmpty() && below.stream().allMatch(LinkedId::isView);
        boolean last = below.isEmpty() && link.path().endsWith("/");
        boolean attachment = below.size() == 1 && LinkedId.isAttachment(below.getFirst());
        if (at < 1 || at == path.size() || !(view || last || attachment)) {
            return Optional.empty();
        }
        String id = LinkedId.decodedTwice(path.get(at));
        boolean whole = id.indexOf('@') > 0 && !id.endsWith("@") && id.indexOf(' ') < 0;
        return whole && (view || LinkedId.looksMade(id))
                ? LinkedId.findInPath(path.subList(at, path.size()), link.fragment())
                : Optional.empty();
    }

    private static String at(LinkText link, String list) {
        return link.host().isEmpty() ? list : link.host() + "/" + list;
    }

    private static Optional<LinkKey> elsewhere(String scheme, String list) {
        return Optional.of(new LinkKey.ListElsewhere(scheme, list));
    }

    private static Optional<LinkKey> external(String scheme, String... parts) {
        return Optional.of(LinkKey.External.of(scheme, parts));
    }
}
