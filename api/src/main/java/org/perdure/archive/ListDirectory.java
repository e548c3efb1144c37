package org.perdure.archive;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.perdure.link.LinkParser;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;

/** Which of our lists is meant by a name, address or group of another archive. */
final class ListDirectory {
    private static final String GMANE = "gmane.";
    private static final String GOOGLE_HOST = "@googlegroups.com";

    private final List<MailingList> lists;
    private final List<ListName> withMail;
    private final Set<String> today;
    private final LinkParser parser;

    /**
     * @param lists what is known of all lists
     * @param withMail the lists that have mail
     * @param hosts hosts of the archive, beside those of its lists
     */
    ListDirectory(Collection<MailingList> lists, List<ListName> withMail, Set<String> hosts) {
        this.lists = List.copyOf(lists);
        this.withMail = List.copyOf(withMail);
        this.today = Set.copyOf(hosts);
        this.parser = new LinkParser(lists, hosts);
    }

    /** Returns the same lists of an archive with other hosts. */
    ListDirectory at(Set<String> hosts) {
        return new ListDirectory(lists, withMail, hosts);
    }

    /** Returns what tells links to these lists. */
    LinkParser parser() {
        return parser;
    }

    /**
     * One of our lists.
     *
     * @param list its name; it has mail
     * @param sure whether it is meant for sure: by an address or host that its operator gave
     */
    record Meant(ListName list, boolean sure) {}

    List<MailingList> lists() {
        return lists;
    }

    /** Returns the names of the lists with mail, sorted. */
    List<ListName> withMail() {
        return withMail;
    }

    boolean has(ListName list) {
        return withMail.contains(list);
    }

    /**
     * Returns the list that another archive calls so: by an address, else by its name.
     *
     * @param text an address, a name, a group such as {@code gmane.comp.fern.devel}, or any of them
     *     behind a host and a slash
     */
    Optional<Meant> find(String text) {
        int slash = text.lastIndexOf('/');
        String name = text.substring(slash + 1).toLowerCase(Locale.ROOT);
        String host = text.substring(0, Math.max(0, slash)).toLowerCase(Locale.ROOT);
        Optional<Meant> byAddress = byAddress(name).or(() -> byAddress(name + GOOGLE_HOST));
        if (byAddress.isPresent()) {
            return byAddress;
        }
        return lists.stream()
                .filter(list -> has(list.name()) && isCalled(list, name))
                .findFirst()
                .map(list -> new Meant(list.name(), list.hosts().contains(host)));
    }

    /**
     * Returns the list of a page of Pipermail: for sure if the host is one of the list's, if it is
     * our own, or if nobody has said which hosts the list has.
     */
    Optional<Meant> findAt(String host, String text) {
        return find(text)
                .map(
                        meant -> {
                            Set<String> hosts = hosts(meant.list());
                            boolean sure =
                                    host.isEmpty() || hosts.isEmpty() || hosts.contains(host);
                            return new Meant(meant.list(), meant.sure() || sure);
                        });
    }

    /**
     * Returns whether a link to a page of a list may be to an old archive of it: it has hosts, and
     * the link is not to one under which only we are known.
     *
     * @param host of the link; empty if it has none
     */
    boolean isElsewhere(ListName list, String host) {
        Set<String> old = hosts(list);
        return !old.isEmpty() && (old.contains(host) || !today.contains(host));
    }

    /** Returns whether anybody has said which hosts a list has. */
    boolean hasHosts(ListName list) {
        return !hosts(list).isEmpty();
    }

    private Set<String> hosts(ListName name) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .findFirst()
                .map(list -> Set.copyOf(list.hosts()))
                .orElse(Set.of());
    }

    private Optional<Meant> byAddress(String address) {
        return lists.stream()
                .filter(list -> has(list.name()))
                .filter(list -> list.addresses().stream().anyMatch(address::equalsIgnoreCase))
                .findFirst()
                .map(list -> new Meant(list.name(), true));
    }

    private static boolean isCalled(MailingList list, String name) {
        String own = list.name().value();
        if (name.startsWith(GMANE)) {
            // Gmane's names end like those of lists, in words between dots.
            return name.endsWith("." + own.replace('-', '.'));
        }
        int at = name.indexOf('@');
        // Some archives write the words of a name with dots.
        String local = at < 0 ? name : name.substring(0, at);
        return local.equals(own)
                || local.replace('.', '-').equals(own)
                || list.addresses().stream()
                        .anyMatch(
                                address ->
                                        address.toLowerCase(Locale.ROOT).startsWith(local + "@"));
    }
}
