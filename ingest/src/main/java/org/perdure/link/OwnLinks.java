package org.perdure.link;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.message.ListName;
import org.perdure.message.Tree;

/**
 * Links to the archive itself: the MHonArc pages as they were published, the programs beside them,
 * and the paths of today.
 */
final class OwnLinks {
    private static final Pattern MONTH =
            Pattern.compile("(?:19[7-9]\\d|[2-9]\\d{3})-(?:0[1-9]|1[0-2])");

    /** Five digits; more only where five do not do. The end may be cut. */
    private static final Pattern MESSAGE_FILE =
            Pattern.compile("msg(\\d{5}|[1-9]\\d{5,8})(?:\\.(?:h(?:t(?:ml?)?)?)?)?");

    /** Behind it may stand what was meant to stand before the fragment. */
    private static final Pattern MESSAGE_ANCHOR =
            Pattern.compile("(?:msg)?(\\d{5}|[1-9]\\d{5,8})(?:[/?#&].*)?", Pattern.DOTALL);

    private static final Pattern DATE_INDEX =
            Pattern.compile("(?:index|maillist|date|mail\\d{1,6})(?:\\.html?)?");
    private static final Pattern THREAD_INDEX =
            Pattern.compile("(?:threads?|thrd\\d{1,6})(?:\\.html?)?");
    private static final Pattern MAILBOX_FILE =
            Pattern.compile("(.+?)-(\\d{4}-\\d{2})(?:\\.mbox)?(?:\\.gz)?");

    private static final Pattern MONTH_MAILBOX = Pattern.compile("(\\d{4}-\\d{2})\\.mbox\\.gz");

    static final Set<String> MESSAGE_PROGRAMS = Set.of("mesg.cgi", "extract-mesg.cgi");

    private static final Set<String> LIST_PAGES = Set.of("listinfo", "options");
    private static final Set<String> MORE_LIST_PAGES =
            Set.of("listinfo.cgi", "subscribe", "private", "roster", "admin", "admindb");

    private final Set<ListName> lists;

    /**
     * @param lists the lists that the archive has: paths that begin with the name of one are ours
     */
    OwnLinks(Set<ListName> lists) {
        this.lists = lists;
    }

    Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (path.size() > 2 && path.get(0).equals("archives") && path.get(1).equals("html")) {
            List<String> below = path.subList(2, path.size());
            return below.getFirst().equals("mbox") ? mailbox(below, link) : folder(below, link);
        }
        if (path.size() > 1 && month(path.get(1)).isPresent()) {
            return folder(path, link);
        }
        if (path.getFirst().equals("mbox")) {
            return mailbox(path, link);
        }
        Optional<LinkKey> canonical = canonical(path, link);
        return canonical.isPresent() ? canonical : program(path, link);
    }

    /** Reads the programs that stood beside the pages: mharc's and Mailman's. */
    private static Optional<LinkKey> program(List<String> path, LinkText link) {
        String last = path.getLast();
        if (MESSAGE_PROGRAMS.contains(last)) {
            return link.parameter("i").flatMap(LinkedId::find);
        }
        if (last.equals("namazu.cgi")) {
            return Optional.of(search(link));
        }
        return listPage(path);
    }

    /** Returns the query, or host and path where there is none. */
    static LinkKey search(LinkText link) {
        String page = link.host() + link.path();
        return new LinkKey.Search(link.query().isEmpty() ? page : link.query());
    }

    /** Returns the list of Mailman's pages about it: {@code …/listinfo/xen-devel}. */
    static Optional<LinkKey> listPage(List<String> path) {
        int at = path.size() - 2;
        boolean page =
                at >= 0
                        && (LIST_PAGES.contains(path.get(at))
                                || (path.contains("mailman")
                                        && MORE_LIST_PAGES.contains(path.get(at))));
        return page ? list(path.getLast()).map(LinkKey.ListPage::new) : Optional.empty();
    }

    static Optional<ListName> list(String segment) {
        String name = PercentEncoding.decode(segment).toLowerCase(Locale.ROOT);
        return ListName.isValid(name) ? Optional.of(new ListName(name)) : Optional.empty();
    }

    static Optional<YearMonth> month(String segment) {
        Matcher month = MONTH.matcher(segment);
        return month.matches() ? Optional.of(YearMonth.parse(segment)) : Optional.empty();
    }

    /** Reads {@code mbox} and {@code mbox/LIST-YYYY-MM}. */
    private static Optional<LinkKey> mailbox(List<String> path, LinkText link) {
        if (path.size() == 1) {
            return Optional.of(new LinkKey.MonthMailbox(null, null, ""));
        }
        Matcher file = MAILBOX_FILE.matcher(path.get(1));
        if (path.size() > 2 || !file.matches()) {
            return Optional.empty();
        }
        return list(file.group(1))
                .flatMap(
                        list ->
                                month(file.group(2))
                                        .map(
                                                month ->
                                                        new LinkKey.MonthMailbox(
                                                                list,
                                                                folder(month, link),
                                                                link.host())));
    }

    /** Reads {@code LIST}, {@code LIST/YYYY-MM} and what lies in a month's folder. */
    private static Optional<LinkKey> folder(List<String> path, LinkText link) {
        Optional<ListName> list = list(path.getFirst());
        if (list.isEmpty() || path.size() == 1) {
            return list.map(LinkKey.ListPage::new);
        }
        Optional<YearMonth> month = month(path.get(1));
        if (month.isEmpty()) {
            boolean index = path.size() == 2 && isListIndex(path.get(1));
            return index ? list.map(LinkKey.ListPage::new) : Optional.empty();
        }
        if (path.size() == 2) {
            return Optional.of(index(list.get(), month.get(), false, link));
        }
        return file(list.get(), month.get(), path.subList(2, path.size()), link);
    }

    /** Above its months, a list has an index, whatever it is called. */
    private static boolean isListIndex(String segment) {
        String file = segment.toLowerCase(Locale.ROOT);
        return file.indexOf('.') > 0
                && (DATE_INDEX.matcher(file).matches() || THREAD_INDEX.matcher(file).matches());
    }

    private static Optional<LinkKey> file(
            ListName list, YearMonth month, List<String> path, LinkText link) {
        String name = PercentEncoding.decode(String.join("/", path));
        String lower = name.toLowerCase(Locale.ROOT);
        Matcher message = MESSAGE_FILE.matcher(lower);
        if (message.matches()) {
            return Optional.of(number(list, month, message.group(1), link));
        }
        if (DATE_INDEX.matcher(lower).matches()) {
            return Optional.of(index(list, month, false, link));
        }
        if (THREAD_INDEX.matcher(lower).matches()) {
            return Optional.of(index(list, month, true, link));
        }
        return isAttachment(name)
                ? Optional.of(new LinkKey.AttachmentFile(list, month, name))
                : Optional.empty();
    }

    /** An index names a message by its fragment: {@code threads.html#00635}. */
    private static LinkKey index(ListName list, YearMonth month, boolean byThread, LinkText link) {
        Matcher anchor = MESSAGE_ANCHOR.matcher(link.fragment());
        return anchor.matches()
                ? number(list, month, anchor.group(1), link)
                : new LinkKey.Month(list, folder(month, link), byThread, link.host());
    }

    private static LinkKey number(ListName list, YearMonth month, String digits, LinkText link) {
        return new LinkKey.Numbered(
                list,
                new MessageNumber(folder(month, link), Integer.parseInt(digits)),
                link.host());
    }

    /** Returns the folder of a month in the tree that a link names, else the main one. */
    static Folder folder(YearMonth month, LinkText link) {
        return new Folder(link.parameter("tree").filter(Tree::isName).orElse(""), month);
    }

    /**
     * Returns whether a name can be that of a file beside the pages, or in the folder of a message.
     * It comes from outside: it must not lead out of the folder.
     */
    private static boolean isAttachment(String name) {
        int slash = name.indexOf('/');
        String folder = slash < 0 ? "" : name.substring(0, slash);
        String file = name.substring(slash + 1);
        return (slash < 0 || MESSAGE_FILE.matcher(folder).matches())
                && file.indexOf('.') > 0
                && !file.endsWith(".")
                && !file.matches("(?i)msg\\d.*")
                && file.chars().noneMatch(c -> c < ' ' || c == 127 || c == '/' || c == '\\');
    }

    /** Reads {@code LIST/}, {@code LIST/?q=…} and {@code LIST/MSG-ID/}. */
    private Optional<LinkKey> canonical(List<String> path, LinkText link) {
        Optional<ListName> list = list(path.getFirst()).filter(lists::contains);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        if (path.size() > 1) {
            boolean index = path.size() == 2 && path.get(1).equalsIgnoreCase("index.html");
            if (index && !link.path().endsWith("/")) { // A msg-id has a slash behind it.
                return list.map(LinkKey.ListPage::new);
            }
            Matcher mailbox = MONTH_MAILBOX.matcher(path.get(1));
            return path.size() == 2 && mailbox.matches()
                    ? month(mailbox.group(1))
                            .map(
                                    at ->
                                            new LinkKey.MonthMailbox(
                                                    list.get(), folder(at, link), link.host()))
                    : LinkedId.findInOwnPath(path.subList(1, path.size()));
        }
        return link.parameter("q").isPresent()
                ? Optional.of(search(link))
                : list.map(LinkKey.ListPage::new);
    }
}
