package org.perdure.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A link taken apart, after the damage of its way through mail, commit messages and markup has been
 * undone.
 *
 * @param host host name in lower case without {@code www.}; empty for a path on our own server
 * @param path the path as written, but with single slashes; empty or beginning with one
 * @param query the part behind {@code ?}, as written
 * @param fragment the part behind {@code #}, as written
 */
record LinkText(String host, String path, String query, String fragment) {
    /** Longest text that is looked at, in characters. */
    static final int MAX_LENGTH = 8192;

    /** How often a link may be wrapped in another that leads to it. */
    static final int MAX_WRAPPERS = 4;

    private static final String LEADING_MARKS = "<([{\"'`*“‘«";

    /** What ends a sentence, a quotation, a bracket or a quoted-printable line, not a link. */
    private static final String TRAILING_MARKS = ")]}>,.:;'\"*=!?|`\\”’»…";

    private static final List<String> SCHEMES = List.of("https:", "http:");

    /** Reads a link; nothing if it is too long, or neither has a host nor is a path. */
    static Optional<LinkText> read(String link) {
        if (link.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = joined(link);
        for (int wrappers = 0; wrappers <= MAX_WRAPPERS; wrappers++) {
            text = withoutMarks(text);
            Optional<String> inner = LinkWrapper.unwrap(text);
            if (inner.isEmpty()) {
                return split(text);
            }
            text = inner.get();
        }
        return Optional.empty();
    }

    /** Returns a text without line breaks, entities, and marks around it; empty if too long. */
    static String cleaned(String link) {
        return link.length() > MAX_LENGTH ? "" : withoutMarks(joined(link));
    }

    private static String joined(String link) {
        return withoutEntities(withoutLineBreaks(link)).replace("=3D", "=");
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
        return Stream.of(query.split("&"))
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
            boolean softBreak = i + 1 < lines.size() && line.endsWith("=");
            joined.append(line, 0, line.length() - (softBreak ? 1 : 0));
        }
        return joined.toString();
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
                .replace("&#39;", "'")
                .replace("&#38;", "&")
                .replace("&amp;", "&");
    }

    /** Takes off brackets, quotation marks and schemes before the host, and punctuation behind. */
    private static String withoutMarks(String link) {
        String text = link;
        int end = text.length();
        while (end > 0
                && (TRAILING_MARKS.indexOf(text.charAt(end - 1)) >= 0
                        || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        text = withoutLeadingMarks(text.substring(0, end));
        // A scheme may be doubled by hand: http://http://
        int start = 0;
        int scheme = schemeLength(text, start);
        while (scheme > 0) {
            start += scheme;
            while (start < text.length() && text.charAt(start) == '/') {
                start++;
            }
            scheme = schemeLength(text, start);
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
                    || Character.isWhitespace(text.charAt(start))) {
                start++;
            } else {
                more = false;
            }
        }
        return text.substring(start);
    }

    private static int schemeLength(String text, int at) {
        for (String scheme : SCHEMES) {
            if (startsWithIgnoringCase(text, at, scheme)) {
                return scheme.length();
            }
        }
        return 0;
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

    private static Optional<LinkText> split(String text) {
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        String rest = hash < 0 ? text : text.substring(0, hash);
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);

        int hostStart = rest.startsWith("//") ? 2 : 0;
        int slash = rest.indexOf('/', hostStart);
        String host = hostName(rest.substring(hostStart, slash < 0 ? rest.length() : slash));
        if (host.indexOf('.') > 0) {
            String path = slash < 0 ? "" : rest.substring(slash);
            return Optional.of(new LinkText(host, singleSlashes(path), query, fragment));
        }
        if (rest.startsWith("/")) {
            return Optional.of(new LinkText("", singleSlashes(rest), query, fragment));
        }
        return Optional.empty();
    }

    /** Returns a host name in the form in which hosts are compared. */
    static String hostName(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        for (String port : List.of(":80", ":443")) {
            if (host.endsWith(port)) {
                host = host.substring(0, host.length() - port.length());
            }
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.startsWith("www.") ? host.substring(4) : host;
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
