package org.perdure.server;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perdure.lmtp.Recipients;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.store.ArchiveStore;

/**
 * Which addresses belong to the lists of an archive: those in {@code perdure.yaml}, and the name of
 * a list before any domain, because the mail server in front has decided already that it is ours.
 */
final class ListAddresses implements Recipients {
    private final ArchiveStore store;
    private volatile Described described;

    ListAddresses(Configuration configuration, ArchiveStore store) {
        this.described = Described.of(configuration);
        this.store = store;
    }

    /** What is said of lists. */
    private record Described(Map<String, ListName> byAddress, Set<ListName> names) {
        static Described of(Configuration configuration) {
            Map<String, ListName> byAddress = new HashMap<>();
            for (MailingList list : configuration.lists()) {
                for (String address : list.addresses()) {
                    byAddress.putIfAbsent(address.toLowerCase(Locale.ROOT), list.name());
                }
            }
            return new Described(
                    Map.copyOf(byAddress), Set.copyOf(configuration.listsByName().keySet()));
        }
    }

    /** Goes by what is said of lists now. */
    void describe(Configuration configuration) {
        described = Described.of(configuration);
    }

    @Override
    public Optional<ListName> find(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        ListName named = described.byAddress.get(lower);
        if (named != null) {
            return Optional.of(named);
        }
        int at = lower.lastIndexOf('@');
        String localPart = at < 0 ? lower : lower.substring(0, at);
        return ListName.isValid(localPart)
                ? Optional.of(new ListName(localPart)).filter(this::takes)
                : Optional.empty();
    }

    /** Returns whether there is such a list: described, or with mail in it. */
    boolean takes(ListName list) {
        return described.names.contains(list) || store.hasList(list);
    }
}
