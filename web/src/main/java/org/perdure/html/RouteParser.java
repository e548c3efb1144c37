package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.perdure.html.Route.View;
import org.perdure.link.ArchivePath;
import org.perdure.link.AuthorPath;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * The grammar of the paths of the pages.
 *
 * <p>Works on the path as it came, percent signs and all, because a msg-id may hold a slash, which
 * then stands as {@code %2F}. Three spaces share the root: the pages of this service ({@code
 * /search}), the published MHonArc space with and without {@code /archives/html}, and msg-ids
 * within a list as public-inbox has them. What is spelled otherwise but can only mean one thing is
 * {@link Route.Moved}; leading zeros are part of a number's spelling, so {@code msg123.html} is
 * nothing.
 */
final class RouteParser {
    /** Longest path that is looked at, in characters; a msg-id of 998 characters fits, encoded. */
    static final int MAX_PATH = 4_096;

    private static final String PUBLISHED = "archives/html/";
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
    private static final Pattern MESSAGE_FILE = Pattern.compile("msg(\\d{5}|[1-9]\\d{5,8})\\.html");
    private static final Pattern LATER_PAGE =
            Pattern.compile("(mail|thrd)([2-9]|[1-9]\\d{1,3})\\.html");

    /** What MHonArc calls attachments: by a rule of its own, or by their own names. */
    private static final Pattern MONTH_FILE =
            Pattern.compile(
                    "(?!msg[^/]*\\.html?)(?:msg\\d{5,9}/)?[A-Za-z0-9_][A-Za-z0-9_+-]*(?:\\.[A-Za-z0-9_+-]+)+");

    private static final Pattern OTHER_SPELLING =
            Pattern.compile(
                    "(?i)(msg\\d+|index|maillist|threads|mail\\d+|thrd\\d+)(\\.html?)?[)\\]}>,.:;'\"*=]*");
    private static final Pattern LIST_FEED = Pattern.compile("new\\.(atom|json)");
    private static final Pattern AUTHOR = Pattern.compile(AuthorPath.AUTHORS + "/([^/]+)/?");
    private static final Pattern THREAD_FEED = Pattern.compile("t\\.(atom|json)");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)*)-(.+)");
    private static final Pattern OLD_LIST_PAGE =
            Pattern.compile(
                    "(?i)(?:(?:cgi-bin/)?mailman/(?:listinfo|options|subscribe|private|roster)(?:\\.cgi)?"
                            + "|lists/listinfo)/([^/]+)/?");

    /** What stands above the months of a list. */
    private static final Pattern LIST_INDEX =
            Pattern.compile("(?i)(?:index|maillist|threads|mail\\d{1,4}|thrd\\d{1,4})\\.html?");

    private static final Pattern OLD_SCRIPT =
            Pattern.compile("(?i)(?:archives/)?cgi-bin/(?:extract-)?mesg\\.cgi");
    private static final Pattern OLD_SEARCH =
            Pattern.compile("(?i)(?:archives/)?cgi-bin/namazu\\.cgi");
    private static final String SHORT_MAILBOXES = "mbox/";
    private static final String MAILBOXES = PUBLISHED + "mbox/";
    private static final Pattern MAILBOX =
            Pattern.compile(MAILBOXES + "([^/]+)-(\\d{4})-(\\d{2})(\\.mbox)?(\\.gz)?");
    private static final Pattern MONTH_MAILBOX = Pattern.compile("(\\d{4})-(\\d{2})\\.mbox\\.gz");

    /** Beside letters and digits, what stands for itself in a segment of a path. */
    private static final String LITERAL = "-._~!$&'()*+,;=:@";

    private RouteParser() {}

    /**
     * Reads a path.
     *
     * @param rawPath the path as in the request line, percent-encoded, with or without the slash it
     *     begins with
     */
    static Route parse(String rawPath) {
        if (rawPath.length() > MAX_PATH) {
            return new Route.Nowhere("That address is too long.");
        }
        if (rawPath.contains("//")) {
            return new Route.Moved(("/" + rawPath).replaceAll("/{2,}", "/"));
        }
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        if (path.regionMatches(true, 0, PUBLISHED, 0, PUBLISHED.length())
                && !path.startsWith(PUBLISHED)) {
            return new Route.Moved("/" + PUBLISHED + path.substring(PUBLISHED.length()));
        }
        if (path.isEmpty()) {
            return new Route.Front();
        }
        Matcher sitemap = FixedNames.SITEMAP.matcher(path);
        if (sitemap.matches()) {
            String number = sitemap.group(1);
            return new Route.Sitemap(number == null ? -1 : Integer.parseInt(number));
        }
        Matcher listPage = OLD_LIST_PAGE.matcher(path);
        if (listPage.matches()) {
            return new Route.Moved("/" + listPage.group(1).toLowerCase(Locale.ROOT) + "/");
        }
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        String lower = first.toLowerCase(Locale.ROOT);
        if (!FixedNames.ALL.contains(lower)) {
            return parseList(path, "", false);
        }
        return lower.equals(first)
                ? parseFixed(path)
                : new Route.Moved("/" + lower + path.substring(first.length()));
    }

    private static Route parseFixed(String path) {
        return switch (path) {
            case "robots.txt", "favicon.svg" -> new Route.StaticFile(path);
            case "favicon.ico" -> new Route.Moved("/favicon.svg");
            case "api" -> new Route.Moved(AboutPage.PATH);
            case "api/" -> new Route.About();
            case "search" -> new Route.Search();
            case "search/" -> new Route.Moved("/search");
            case "resolve" -> new Route.Resolve();
            case "resolve/" -> new Route.Moved("/resolve");
            case "archives",
                    "archives/",
                    "archives/html",
                    "archives/html/",
                    "archives/html/index.html",
                    "mailman/listinfo",
                    "mailman/listinfo/",
                    "cgi-bin/mailman/listinfo",
                    "cgi-bin/mailman/listinfo/" ->
                    new Route.Moved("/");
            case "archives/html/mbox", "mbox", "mbox/" -> new Route.Moved("/" + MAILBOXES);
            case MAILBOXES -> new Route.Mailboxes();
            default -> parseFolder(path);
        };
    }

    private static Route parseFolder(String path) {
        if (path.startsWith("static/")) {
            return new Route.StaticFile(path.substring("static/".length()));
        }
        if (path.startsWith("problems/")) {
            return new Route.Problem(path.substring("problems/".length()));
        }
        if (OLD_SCRIPT.matcher(path).matches()) {
            return new Route.MesgCgi();
        }
        if (OLD_SEARCH.matcher(path).matches()) {
            return new Route.NamazuCgi();
        }
        if (path.startsWith(SHORT_MAILBOXES)) {
            // The frozen hosts have all without the first folders.
            return MAILBOX.matcher(PUBLISHED + path).matches()
                    ? new Route.Moved("/" + PUBLISHED + path)
                    : new Route.Nowhere("There is no such mailbox.");
        }
        Matcher mailbox = MAILBOX.matcher(path);
        if (mailbox.matches()) {
            String name = mailbox.group(1);
            String lower = name.toLowerCase(Locale.ROOT);
            if (ListName.isValid(lower)) {
                return lower.equals(name)
                        ? mailbox(mailbox)
                        : new Route.Moved("/" + path.replace("/" + name + "-", "/" + lower + "-"));
            }
        }
        return path.startsWith(PUBLISHED)
                ? parseList(path, PUBLISHED, true)
                : new Route.Nowhere("There is nothing at this address.");
    }

    private static Route mailbox(Matcher file) {
        ListName list = new ListName(file.group(1));
        boolean compressed = file.group(5) != null;
        if (file.group(4) != null) {
            String plain = file.group(2) + "-" + file.group(3) + (compressed ? ".gz" : "");
            return new Route.Moved("/" + MAILBOXES + list + "-" + plain);
        }
        return month(file.group(2), file.group(3))
                .<Route>map(month -> new Route.MonthMbox(list, month, compressed))
                .orElseGet(() -> new Route.Nowhere("There is no such month."));
    }

    private static Optional<YearMonth> month(String year, String month) {
        int number = Integer.parseInt(month);
        return Integer.parseInt(year) < 1 || number < 1 || number > 12
                ? Optional.empty()
                : Optional.of(YearMonth.of(Integer.parseInt(year), number));
    }

    private static Route parseList(String path, String prefix, boolean published) {
        int end = path.indexOf('/', prefix.length());
        String name = path.substring(prefix.length(), end < 0 ? path.length() : end);
        if (!ListName.isValid(name)) {
            String lower = name.toLowerCase(Locale.ROOT);
            return ListName.isValid(lower)
                    ? new Route.Moved(
                            "/" + prefix + lower + path.substring(prefix.length() + name.length()))
                    : new Route.Nowhere("There is nothing at this address.");
        }
        if (end < 0) {
            return new Route.Moved("/" + name + "/");
        }
        ListName list = new ListName(name);
        String rest = path.substring(end + 1);
        if (rest.isEmpty()) {
            return published ? new Route.Moved("/" + name + "/") : new Route.ListHome(list);
        }
        int slash = rest.indexOf('/');
        String first = slash < 0 ? rest : rest.substring(0, slash);
        Matcher month = MONTH.matcher(first);
        if (month.matches()) {
            return slash < 0
                    ? new Route.Moved("/" + path + "/")
                    : parseMonth(
                            list,
                            month,
                            "/" + path.substring(0, end + 1) + first + "/",
                            rest.substring(slash + 1),
                            published);
        }
        if (published) {
            return LIST_INDEX.matcher(rest).matches()
                    ? new Route.Moved("/" + name + "/")
                    : new Route.Nowhere(
                            "There is no page of that name in the archive of this list.");
        }
        if (rest.equals("index.html")) {
            return new Route.Moved("/" + name + "/");
        }
        Matcher mailbox = MONTH_MAILBOX.matcher(rest);
        Optional<YearMonth> boxed =
                mailbox.matches() ? month(mailbox.group(1), mailbox.group(2)) : Optional.empty();
        return boxed.<Route>map(at -> new Route.MonthMbox(list, at, true))
                .orElseGet(() -> parseMessage(list, rest));
    }

    private static Route parseMonth(
            ListName list, Matcher month, String folder, String file, boolean published) {
        return month(month.group(1), month.group(2))
                .map(
                        at ->
                                parseFile(list, at, file)
                                        .or(() -> ownFile(list, at, file, published))
                                        .orElseGet(() -> respell(list, at, folder, file)))
                .orElseGet(() -> new Route.Nowhere("There is no month " + month.group() + "."));
    }

    private static Optional<Route> parseFile(ListName list, YearMonth month, String file) {
        Matcher message = MESSAGE_FILE.matcher(file);
        if (message.matches()) {
            return Optional.of(new Route.Numbered(list, month, Integer.parseInt(message.group(1))));
        }
        Matcher later = LATER_PAGE.matcher(file);
        if (later.matches()) {
            return Optional.of(
                    new Route.Month(
                            list, month, later.group(1).equals("mail") ? View.DATE : View.THREAD));
        }
        return switch (file) {
            case "", "index.html", "maillist.html" ->
                    Optional.of(new Route.Month(list, month, View.DATE));
            case "threads.html" -> Optional.of(new Route.Month(list, month, View.THREAD));
            default -> Optional.empty();
        };
    }

    /** Reads the names of pages that were never published: there, attachments may have them. */
    private static Optional<Route> ownFile(
            ListName list, YearMonth month, String file, boolean published) {
        return Stream.of(View.values())
                .filter(view -> !published && !view.isPublished() && view.file().equals(file))
                .<Route>map(view -> new Route.Month(list, month, view))
                .findFirst();
    }

    private static Route respell(ListName list, YearMonth month, String folder, String file) {
        String name = decode(file);
        Matcher other = OTHER_SPELLING.matcher(name);
        boolean page = other.matches();
        if (page) {
            String clean = other.group(1).toLowerCase(Locale.ROOT) + ".html";
            if (parseFile(list, month, clean).isPresent()) {
                return new Route.Moved(folder + clean);
            }
        }
        return !page && MONTH_FILE.matcher(name).matches()
                ? new Route.MonthFile(list, month, name)
                : new Route.Nowhere("There is no page of that name in this month.");
    }

    private static Route parseMessage(ListName list, String rest) {
        return switch (rest) {
            case ArchivePath.COVERAGE, ArchivePath.ATTACHMENTS ->
                    new Route.Moved("/" + list + "/" + rest + "/");
            case ArchivePath.COVERAGE + "/" -> new Route.Coverage(list);
            case ArchivePath.ATTACHMENTS + "/" -> new Route.Attachments(list);
            case MailboxDownloads.ALL -> new Route.ListMbox(list);
            case MailboxDownloads.CHECKSUMS -> new Route.Checksums(list);
            default -> parseNamed(list, rest);
        };
    }

    private static Route parseNamed(ListName list, String rest) {
        Matcher author = AUTHOR.matcher(rest);
        if (author.matches() && AuthorPath.isName(decode(author.group(1)))) {
            return rest.endsWith("/")
                    ? new Route.Author(list, decode(author.group(1)))
                    : new Route.Moved("/" + list + "/" + rest + "/");
        }
        Matcher feed = LIST_FEED.matcher(rest);
        if (feed.matches()) {
            return new Route.ListFeed(list, format(feed));
        }
        if (rest.endsWith("/")) {
            String inner = rest.substring(0, rest.length() - 1);
            int slash = inner.lastIndexOf('/');
            return slash >= 0 && isOfThread(inner.substring(slash + 1))
                    ? of(list, inner.substring(0, slash), rest.substring(slash + 1))
                    : of(list, inner, "");
        }
        int slash = rest.lastIndexOf('/');
        String last = rest.substring(slash + 1);
        if (slash > 0 && isOfThread(last)) {
            return moved(list, decode(rest.substring(0, slash)), last + "/");
        }
        if (slash > 0
                && (last.equals("raw")
                        || last.equals("html")
                        || last.equals("t.mbox.gz")
                        || last.equals("series.mbox")
                        || THREAD_FEED.matcher(last).matches()
                        || PART.matcher(last).matches())) {
            return of(list, rest.substring(0, slash), last);
        }
        return moved(list, decode(rest), "");
    }

    private static Feed.Format format(Matcher feed) {
        return feed.group(1).equals("atom") ? Feed.Format.ATOM : Feed.Format.JSON;
    }

    private static boolean isOfThread(String segment) {
        return switch (segment) {
            case "t", "T", "conversation", "series", "interdiff" -> true;
            default -> false;
        };
    }

    /** Leads to the one spelling of the path of what belongs to a message. */
    private static Route moved(ListName list, String text, String leaf) {
        String id = isBracketed(text) ? text.substring(1, text.length() - 1) : text;
        return new Route.Moved(ArchivePath.messagePath(list, new MessageId(id)) + leaf);
    }

    private static boolean isBracketed(String text) {
        return text.length() > 2 && text.startsWith("<") && text.endsWith(">");
    }

    private static Route of(ListName list, String rawId, String leaf) {
        String text = decode(rawId);
        if (isBracketed(text)) {
            return moved(list, text, PART.matcher(leaf).matches() ? encode(decode(leaf)) : leaf);
        }
        if (text.isEmpty()) {
            return new Route.Nowhere("There is nothing at this address.");
        }
        MessageId id = new MessageId(text);
        return switch (leaf) {
            case "" -> new Route.Message(list, id);
            case "t/" -> new Route.NestedThread(list, id);
            case "T/" -> new Route.FlatThread(list, id);
            case "conversation/" -> new Route.Conversation(list, id);
            case "series/" -> new Route.Series(list, id);
            case "interdiff/" -> new Route.Interdiff(list, id);
            case "series.mbox" -> new Route.SeriesMbox(list, id);
            case "raw" -> new Route.Raw(list, id);
            case "html" -> new Route.Html(list, id);
            case "t.mbox.gz" -> new Route.ThreadMbox(list, id);
            case "t.atom" -> new Route.ThreadFeed(list, id, Feed.Format.ATOM);
            case "t.json" -> new Route.ThreadFeed(list, id, Feed.Format.JSON);
            default -> part(list, id, leaf);
        };
    }

    private static Route part(ListName list, MessageId id, String leaf) {
        Matcher part = PART.matcher(leaf);
        if (!part.matches()) {
            throw new IllegalArgumentException("not an attachment: " + leaf);
        }
        return new Route.Part(list, id, part.group(1), decode(part.group(2)));
    }

    /**
     * Undoes percent encoding, as UTF-8. A percent sign without two hexadecimal digits stands for
     * itself, and a plus sign always does.
     */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Percent-encodes what may not stand in a segment of a path (RFC 3986, section 3.3): for names
     * of files. The segment of a msg-id is spelled by {@link ArchivePath}.
     */
    static String encode(String text) {
        // As a whole segment, one or two dots would mean a folder.
        boolean dots = text.equals(".") || text.equals("..");
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && !dots && (Character.isLetterOrDigit(c) || LITERAL.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
