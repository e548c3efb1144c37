package org.perdure.server;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.perdure.lmtp.Recipients;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.store.ArchiveStore;

/**
 * Which addresses belong to the lists of an archive: those in {@code perdure.yaml}, and the name of
 * a list before any domain, because the mail server in front has decided already that it is ours.
 */
final class ListAddresses implements Recipients {
    private final Map<String, ListName> byAddress = new HashMap<>();
    private final List<MailingList> described;
    private final ArchiveStore store;

    ListAddresses(Configuration configuration, ArchiveStore store) {
        this.described = configuration.lists();
        this.store = store;
        for (MailingList list : described) {
            for (String address : list.addresses()) {
                byAddress.putIfAbsent(address.toLowerCase(Locale.ROOT), list.name());
            }
        }
    }

    @Override
    public Optional<ListName> find(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        ListName named = byAddress.get(lower);
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
        return described.stream().anyMatch(known -> known.name().equals(list))
                || store.hasList(list);
    }
}
