package org.perdure.link;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to archives that Pony Mail shows. */
final class PonyMail {
    private static final Set<String> HOSTS = Set.of("lists.apache.org", "mail-archives.apache.org");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{18,96}");

    /** {@code ?dev@example.org}, or {@code ?dev@example.org:2018-3}. */
    private static final Pattern LIST =
            Pattern.compile("([^@:&=]{1,100}@[^@:&=]{1,200})(?::(\\d{4})-(\\d{1,2})(?:\\D.*)?)?.*");

    private PonyMail() {}

    /**
     * Reads {@code thread/ID}, {@code thread.html/ID@LIST} and {@code list.html?ADDRESS}; the first
     * is found in other programs too, and read on the hosts that are known.
     */
    static Optional<LinkKey> find(LinkText link, List<String> path) {
        String last = path.getLast();
        if (last.equals("list.html") || last.equals("list")) {
            return list(link);
        }
        if (path.size() < 2) {
            return Optional.empty();
        }
        String kind = path.get(path.size() - 2);
        boolean known = HOSTS.contains(link.host());
        if (!kind.equals("thread.html") && !(kind.equals("thread") && known)) {
            return Optional.empty();
        }
        String name = PercentEncoding.decode(PercentEncoding.decode(last));
        if (name.startsWith("<") && name.indexOf('@') > 0) {
            return LinkedId.find(last);
        }
        // Behind the id may stand the list, in brackets; the id alone names the message.
        int at = name.indexOf('@');
        String id = at < 0 ? name : name.substring(0, at);
        return ID.matcher(id).matches()
                ? Optional.of(LinkKey.External.of("ponymail", id))
                : Optional.empty();
    }

    private static Optional<LinkKey> list(LinkText link) {
        Matcher list = LIST.matcher(PercentEncoding.decode(link.query()));
        if (!list.matches()) {
            return Optional.empty();
        }
        String address = list.group(1);
        return list.group(2) == null
                ? Optional.of(new LinkKey.ListElsewhere("ponymail", address))
                : ArchivePrograms.month(list.group(2), list.group(3))
                        .map(month -> new LinkKey.MonthElsewhere("ponymail", address, month));
    }
}
