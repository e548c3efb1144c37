package org.perdure.link;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Links to Google Groups. Of the many forms that there were, one names the message by its msg-id;
 * the others have a name of Google's for the thread, and one for the message.
 */
final class GoogleGroups {
    private static final String SCHEME = "google";
    private static final Set<String> THREAD_PAGES = Set.of("browse_thread", "browse_frm");

    private GoogleGroups() {}

    static Optional<LinkKey> find(LinkText link) {
        String bang = link.fragment();
        if (bang.startsWith("!")) {
            return shortForm(split(bang.substring(1)));
        }
        Optional<String> from =
                link.parameter("fromgroups").filter(value -> value.startsWith("#!"));
        List<String> path = withoutAccount(link.segments());
        if (from.isPresent()) {
            return shortForm(split(from.get().substring(2)));
        }
        if (path.size() < 2) {
            return Optional.empty();
        }
        List<String> below = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case "d" -> shortForm(below);
            case "g" -> present(below);
            case "group" -> old(below, link);
            default -> Optional.empty();
        };
    }

    private static List<String> split(String path) {
        return new LinkText("", path, "", "").segments();
    }

    /** Takes {@code u/0} and {@code a/DOMAIN} off, which say who reads. */
    private static List<String> withoutAccount(List<String> path) {
        List<String> rest = path;
        while (rest.size() > 2 && Set.of("u", "a").contains(rest.getFirst())) {
            rest = rest.subList(2, rest.size());
        }
        return rest;
    }

    /** Reads {@code msgid/G/MSG-ID}, {@code msg/G/T/M}, {@code topic/G/T} and {@code forum/G}. */
    private static Optional<LinkKey> shortForm(List<String> path) {
        if (path.size() < 2) {
            return Optional.empty();
        }
        List<String> below = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case "msgid" ->
                    below.size() < 2
                            ? Optional.empty()
                            : LinkedId.findInPath(below.subList(1, below.size()), "");
            case "msg", "topic" -> message(below);
            case "forum" -> group(below.getFirst());
            default -> Optional.empty();
        };
    }

    /** Reads {@code G}, {@code G/c/T} and {@code G/c/T/m/M}. */
    private static Optional<LinkKey> present(List<String> path) {
        String group = path.getFirst();
        if (path.size() == 1) {
            return group(group);
        }
        if (path.size() < 3 || !path.get(1).equals("c")) {
            return Optional.empty();
        }
        boolean message = path.size() > 4 && path.get(3).equals("m");
        return message
                ? message(List.of(group, path.get(2), path.get(4)))
                : message(List.of(group, path.get(2)));
    }

    /**
     * Reads {@code G}, {@code G/msg/ID} and {@code G/browse_thread/thread/ID}, whose fragment may
     * name a message of the thread.
     */
    private static Optional<LinkKey> old(List<String> path, LinkText link) {
        String group = path.getFirst();
        if (path.size() == 1 || path.get(1).equals("topics")) {
            return group(group);
        }
        if (path.get(1).equals("msg") && path.size() > 2) {
            return message(List.of(group, "*", path.get(2)));
        }
        if (THREAD_PAGES.contains(path.get(1)) && path.size() > 3 && path.get(2).equals("thread")) {
            return link.fragment().isEmpty()
                    ? message(List.of(group, path.get(3)))
                    : message(List.of(group, path.get(3), link.fragment()));
        }
        return Optional.empty();
    }

    private static Optional<LinkKey> message(List<String> parts) {
        List<String> named = parts.stream().map(PercentEncoding::decode).limit(3).toList();
        return named.size() < 2
                ? Optional.empty()
                : Optional.of(new LinkKey.External(SCHEME, named));
    }

    private static Optional<LinkKey> group(String name) {
        return Optional.of(new LinkKey.ListElsewhere(SCHEME, PercentEncoding.decode(name)));
    }
}
