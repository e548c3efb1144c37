package org.perdure.link;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links to the archives of SourceForge, which number the messages of all lists together; the page
 * of a thread has the msg-id of its first message instead.
 */
final class SourceForgeLinks {
    private static final String SCHEME = "sourceforge";
    private static final Pattern NUMBER = Pattern.compile("(?:msg)?0*(\\d{1,18})");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})(\\d{2})");

    private SourceForgeLinks() {}

    /** Reads {@code p/PROJECT/mailman/…} and the older {@code mailarchive/…}. */
    static Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (path.getFirst().equals("mailarchive")) {
            return old(link);
        }
        return path.size() > 3 && path.get(2).equals("mailman")
                ? present(path.subList(3, path.size()), link)
                : OwnLinks.listPage(path);
    }

    /**
     * Reads {@code message/NUMBER}, {@code LIST/thread/MSG-ID/#msgNUMBER} and {@code LIST/}, which
     * may have a month in its query.
     */
    private static Optional<LinkKey> present(List<String> path, LinkText link) {
        Optional<LinkKey> named = number(link.fragment());
        if (path.size() > 1 && path.getFirst().equals("message")) {
            return number(path.get(1));
        }
        if (path.size() > 2 && path.get(1).equals("thread")) {
            List<String> id = path.subList(2, path.size());
            return named.isPresent() ? named : LinkedId.findInPath(id, "");
        }
        return path.size() == 1 ? list(path.getFirst(), link.parameter("viewmonth")) : named;
    }

    /** Reads {@code message.php?msg_id=NUMBER} and {@code forum.php?forum_name=LIST}. */
    private static Optional<LinkKey> old(LinkText link) {
        Optional<String> id = link.parameter("msg_name");
        Optional<String> number = link.parameter("msg_id");
        if (id.isPresent()) {
            return LinkedId.find(id.get());
        }
        return number.isPresent()
                ? number.flatMap(SourceForgeLinks::number)
                : link.parameter("forum_name").flatMap(list -> list(list, Optional.empty()));
    }

    private static Optional<LinkKey> list(String name, Optional<String> month) {
        String list = PercentEncoding.decode(name);
        Matcher digits = MONTH.matcher(month.orElse(""));
        return digits.matches()
                ? ArchivePrograms.month(digits.group(1), digits.group(2))
                        .map(at -> new LinkKey.MonthElsewhere(SCHEME, list, at))
                : Optional.of(new LinkKey.ListElsewhere(SCHEME, list));
    }

    private static Optional<LinkKey> number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.matches()
                ? Optional.of(LinkKey.External.of(SCHEME, number.group(1)))
                : Optional.empty();
    }
}
