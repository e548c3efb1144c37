package org.perdure.link;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to news servers (RFC 5538): {@code news:MSG-ID}, {@code nntp://HOST/GROUP/NUMBER}. */
final class NewsLinks {
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:s?news|nntps?):(.*)");
    private static final Pattern GROUP =
            Pattern.compile("[a-z0-9][a-z0-9+_-]*(?:\\.[a-z0-9+_-]+)+");
    private static final Pattern NUMBER = Pattern.compile("0*(\\d{1,18})");

    private NewsLinks() {}

    static Optional<LinkKey> find(String link) {
        if (link.length() > LinkText.MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher scheme = SCHEME.matcher(LinkText.cleaned(link));
        return scheme.matches() ? read(scheme.group(1)) : Optional.empty();
    }

    private static Optional<LinkKey> read(String text) {
        if (!text.startsWith("//")) {
            return named("", text);
        }
        int slash = text.indexOf('/', 2);
        if (slash < 0) {
            return Optional.empty();
        }
        String authority = text.substring(2, slash);
        String host = LinkText.hostName(authority.substring(authority.lastIndexOf('@') + 1));
        String rest = text.substring(slash + 1);
        List<String> path = new LinkText("", rest, "", "").segments();
        Matcher number = NUMBER.matcher(path.size() == 2 ? path.get(1) : "");
        return number.matches() && isGroup(path.get(0))
                ? Optional.of(article(host, path.get(0), number.group(1)))
                : named(host, rest);
    }

    private static Optional<LinkKey> named(String host, String text) {
        if (text.indexOf('@') >= 0 || text.toLowerCase(Locale.ROOT).contains("%40")) {
            return LinkedId.find(text);
        }
        String group = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return isGroup(group)
                ? Optional.of(new LinkKey.ListElsewhere(scheme(host, group), group))
                : Optional.empty();
    }

    private static LinkKey article(String host, String group, String number) {
        String scheme = scheme(host, group);
        // Each server counts for itself.
        return scheme.equals("gmane")
                ? LinkKey.External.of(scheme, group, number)
                : LinkKey.External.of(scheme, host + "/" + group, number);
    }

    private static String scheme(String host, String group) {
        boolean gmane = host.endsWith(".gmane.org") || host.endsWith(".gmane.io");
        return gmane || group.startsWith("gmane.") ? "gmane" : "nntp";
    }

    private static boolean isGroup(String text) {
        return GROUP.matcher(text).matches();
    }
}
