package org.perdure.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link taken apart, after the damage of its way through mail, commit messages and markup has been
 * undone.
 *
 * @param host host name in lower case without user and {@code www.}; empty for a path on our own
 *     server
 * @param path the path as written, but with single slashes, and dashes and the like not encoded;
 *     empty or beginning with a slash
 * @param query the part behind {@code ?}, as written
 * @param fragment the part behind {@code #}, as written
 */
record LinkText(String host, String path, String query, String fragment) {
    /** Longest text that is looked at, in characters. */
    static final int MAX_LENGTH = 8192;

    /** How often a link may be wrapped in another that leads to it. */
    static final int MAX_WRAPPERS = 4;

    private static final String LEADING_MARKS = "<([{\"'`*“‘«";

    private static final Pattern PARAMETER_END = Pattern.compile("&|;(?=[a-z_]{1,20}=)");

    private static final Pattern PARAMETER_NAME = Pattern.compile("[?&][a-z_]{1,20}+=$");

    /** As it is, without its colon, with its first letters lost, and made harmless by hand. */
    private static final Pattern SCHEME =
            Pattern.compile("(?:h?t?tps?|hxxps?):|https?(?=//)", Pattern.CASE_INSENSITIVE);

    /** What JSON and LaTeX write with a backslash before it. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\([/_%#&~])");

    /** A fragment behind an index or a thread whose mark a program encoded. */
    private static final Pattern ENCODED_FRAGMENT =
            Pattern.compile(
                    "(/(?:index|date|subject|author|maillist|mail\\d{1,6}|threads?|thrd\\d{1,6})"
                            + "\\.html?)%23(?=(?:msg)?\\d+$)|(/[Tt]/)%23(?=[mr][0-9a-f]{40}$)");

    private static final Pattern NEEDLESSLY_ENCODED =
            Pattern.compile("%(?:2D|5F|7E)", Pattern.CASE_INSENSITIVE);

    /** What says where a line may be broken, and which way it is read. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** What quoted-printable text writes for a dash, a full stop, a slash, an underscore. */
    private static final Pattern QUOTED =
            Pattern.compile("(?<=[a-z0-9])=(2D|2E|2F|5F)(?=[a-z0-9/])");

    /** The same for an at sign before a domain; other archives have numbers behind a sign. */
    private static final Pattern QUOTED_AT =
            Pattern.compile("(?<![?&;/][a-z_]{1,20})=40(?=[a-z][a-z0-9-]*(?:\\.|=2E)[a-z])");

    private static final Pattern AT = Pattern.compile("@|%(?:25)*40");

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private static final Pattern NOT_IN_HOST = Pattern.compile("[^\\p{L}\\p{N}._:-]");

    /** Reads a link; nothing if it is too long, or neither has a host nor is a path. */
    static Optional<LinkText> read(String link) {
        if (link.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = LinkInLine.find(joined(link));
        for (int wrappers = 0; wrappers <= MAX_WRAPPERS; wrappers++) {
            text = withoutMarks(text);
            Optional<String> inner = LinkWrapper.unwrap(text);
            if (inner.isEmpty()) {
                // A path of ours is none in a wrapper.
                boolean wrapped = wrappers > 0;
                return split(text).filter(parts -> !(wrapped && parts.host.isEmpty()));
            }
            text = inner.get();
        }
        return Optional.empty();
    }

    /**
     * Returns the link in a text, without line breaks, entities, and marks around it; empty if too
     * long.
     */
    static String cleaned(String link) {
        return link.length() > MAX_LENGTH ? "" : withoutMarks(LinkInLine.find(joined(link)));
    }

    private static String joined(String link) {
        boolean plain = link.chars().allMatch(c -> c < 128);
        String visible = plain ? link : INVISIBLE.matcher(link).replaceAll("");
        String text = unquoted(withoutEntities(withoutLineBreaks(visible)).replace("=3D", "="));
        return text.indexOf('\\') < 0 ? text : ESCAPED.matcher(text).replaceAll("$1");
    }

    /**
     * Undoes quoted-printable text. Msg-ids have signs of equality before any two characters: what
     * has an at sign as it is was not encoded so.
     */
    static String unquoted(String text) {
        if (text.indexOf('=') < 0 || AT.matcher(text).find()) {
            return text;
        }
        String plain = QUOTED_AT.matcher(text).replaceFirst("@");
        return QUOTED.matcher(plain)
                .replaceAll(match -> PercentEncoding.decode("%" + match.group(1)));
    }

    /** Returns the link as an address, as far as it goes; it has a host. */
    String address() {
        return "http://"
                + host
                + path
                + (query.isEmpty() ? "" : "?" + query)
                + (fragment.isEmpty() ? "" : "#" + fragment);
    }

    /** Returns the parts of the path between slashes, as written, without empty ones. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                segments.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return segments;
    }

    /** Returns the value of a parameter of the query, as written. */
    Optional<String> parameter(String name) {
        return PARAMETER_END
                .splitAsStream(query)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /**
     * Joins what quoted-printable text (RFC 2045, section 6.7) or a mail program broke into lines.
     * A line break written as {@code \n} counts as one: lists of links have one link a line.
     */
    private static String withoutLineBreaks(String link) {
        if (link.indexOf('\n') < 0 && link.indexOf('\r') < 0 && link.indexOf('\\') < 0) {
            return link.strip();
        }
        List<String> lines =
                link.replace("=\\r\\n", "=\n").replace("=\\n", "=\n").strip().lines().toList();
        StringBuilder joined = new StringBuilder(link.length());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (i > 0) {
                line = dropLeading(line, "> \t");
            }
            boolean softBreak =
                    i + 1 < lines.size()
                            && line.endsWith("=")
                            && !isBeforeValue(line, lines.get(i + 1));
            joined.append(line, 0, line.length() - (softBreak ? 1 : 0));
        }
        return joined.toString();
    }

    /**
     * Returns whether a sign at the end of a line stands between the name of a parameter and its
     * value. One that ends a line of quoted-printable text within a name is followed by another.
     */
    private static boolean isBeforeValue(String line, String next) {
        int ampersand = next.indexOf('&');
        int sign = next.indexOf('=');
        return PARAMETER_NAME.matcher(line).find()
                && (sign < 0 || (ampersand >= 0 && ampersand < sign));
    }

    private static String withoutEntities(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        // Markup may have been escaped twice.
        return text.replace("&amp;amp;", "&amp;")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&nbsp;", " ")
                .replace("&#39;", "'")
                .replace("&#38;", "&")
                .replace("&amp;", "&");
    }

    /** Takes off brackets, quotation marks and schemes before the host, and punctuation behind. */
    private static String withoutMarks(String link) {
        String text = link;
        text = withoutLeadingMarks(text.substring(0, TrailingMarks.start(text)));
        // A scheme may be doubled by hand: http://http://
        int start = 0;
        Matcher scheme = SCHEME.matcher(text);
        while (scheme.region(start, text.length()).lookingAt()) {
            start = scheme.end();
            while (start < text.length() && text.charAt(start) == '/') {
                start++;
            }
        }
        return text.substring(start);
    }

    /** Marks and {@code URL:} may stand in any order, with blanks between them. */
    private static String withoutLeadingMarks(String text) {
        int start = 0;
        boolean more = true;
        while (more && start < text.length()) {
            if (startsWithIgnoringCase(text, start, "URL:")) {
                start += "URL:".length();
            } else if (LEADING_MARKS.indexOf(text.charAt(start)) >= 0
                    || TrailingMarks.isBlank(text.charAt(start))) {
                start++;
            } else {
                more = false;
            }
        }
        return text.substring(start);
    }

    private static boolean startsWithIgnoringCase(String text, int at, String prefix) {
        return text.regionMatches(true, at, prefix, 0, prefix.length());
    }

    private static String dropLeading(String text, String marks) {
        int start = 0;
        while (start < text.length() && marks.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    private static Optional<LinkText> split(String link) {
        String text = ENCODED_FRAGMENT.matcher(link).replaceFirst("$1$2#");
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        String rest = hash < 0 ? text : text.substring(0, hash);
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        query = query.indexOf('=') < 0 ? PercentEncoding.decode(query) : query;
        rest = mark < 0 ? rest : rest.substring(0, mark);

        int hostStart = rest.startsWith("//") ? 2 : 0;
        int slash = rest.indexOf('/', hostStart);
        String path = slash < 0 ? "" : rest.substring(slash);
        String authority = lastWord(rest.substring(hostStart, slash < 0 ? rest.length() : slash));
        int at = authority.lastIndexOf('@');
        if (at >= 0 && path.isEmpty()) {
            return Optional.empty(); // A mail address.
        }
        // Browsers take a backslash for a slash, so that the host would be another.
        String host = authority.indexOf('\\') < 0 ? hostName(authority.substring(at + 1)) : "";
        if (host.indexOf('.') > 0 && !NOT_IN_HOST.matcher(host).find()) {
            return Optional.of(new LinkText(host, plain(path), query, fragment));
        }
        if (rest.startsWith("/")) {
            return Optional.of(new LinkText("", plain(rest), query, fragment));
        }
        return Optional.empty();
    }

    /** Before a host without scheme, there may be a label. */
    private static String lastWord(String text) {
        int start = text.length();
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start);
    }

    /** Returns a host name in the form in which hosts are compared. */
    static String hostName(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        // A port says how a host is asked, not what it has.
        host = host.indexOf(':') < 0 ? host : PORT.matcher(host).replaceFirst("");
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /**
     * Some marks mean the same without encoding (RFC 3986, section 2.3). So do letters and digits,
     * but our own paths tell a msg-id from a name by one that is encoded.
     */
    private static String plain(String path) {
        String single = singleSlashes(path);
        return single.indexOf('%') < 0
                ? single
                : NEEDLESSLY_ENCODED
                        .matcher(single)
                        .replaceAll(match -> PercentEncoding.decode(match.group()));
    }

    private static String singleSlashes(String path) {
        if (!path.contains("//")) {
            return path;
        }
        String end = path.endsWith("/") ? "/" : "";
        return "/"
                + String.join(
                        "/",
                        Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList())
                + end;
    }
}
