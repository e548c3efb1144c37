package org.perdure.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.perdure.archive.Mentions.Alias;
import org.perdure.archive.Mentions.Kind;
import org.perdure.link.ArchivePath;
import org.perdure.link.Citation;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Citations;
import org.perdure.store.Citations.Cited;
import org.perdure.store.Entry;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;
import org.perdure.store.NumberClaim;

/** Finds the other addresses of a message, and who cites it by any of them. */
final class MentionReader {
    private final ArchiveStore store;
    private final Function<ListName, Summaries> summaries;

    MentionReader(ArchiveStore store, Function<ListName, Summaries> summaries) {
        this.store = store;
        this.summaries = summaries;
    }

    Mentions of(Entry entry, List<MessageNumber> numbers, MailingList list, Masking masking) {
        Citations citations = store.citations();
        List<NumberClaim> pipermail = citations.claims(entry.list(), entry.id());
        List<LinkPair> pairs = citations.pairs(entry.id());
        List<MessageId> synthetic = citations.aliases(entry.key());
        return new Mentions(
                aliases(entry, numbers, synthetic, pipermail, pairs, list, masking),
                citedBy(entry, numbers, synthetic, pipermail, pairs, list));
    }

    private static List<Alias> aliases(
            Entry entry,
            List<MessageNumber> numbers,
            List<MessageId> synthetic,
            List<NumberClaim> pipermail,
            List<LinkPair> pairs,
            MailingList list,
            Masking masking) {
        List<Alias> aliases = new ArrayList<>();
        Trees trees = Trees.of(list);
        for (MessageNumber number : numbers) {
            String path = ArchivePath.legacyPath(entry.list(), number);
            List<String> hosts =
                    list.hosts().stream().filter(host -> isAt(host, number, trees)).toList();
            aliases.add(new Alias(Kind.PUBLISHED, path, hosts));
        }
        for (MessageId id : synthetic) {
            String path = ArchivePath.messagePath(entry.list(), id);
            aliases.add(new Alias(Kind.PUBLISHED, path, List.of()));
        }
        for (NumberClaim claim : pipermail) {
            String path =
                    String.format(
                            Locale.ROOT,
                            "/pipermail/%s/%s/%06d.html",
                            entry.list(),
                            claim.place().folder(),
                            claim.place().number());
            aliases.add(new Alias(Kind.PIPERMAIL, path, list.hosts()));
        }
        for (LinkPair pair : pairs) {
            Kind kind = pair.origin() == Origin.OPERATOR ? Kind.KNOWN : Kind.CLAIMED;
            // Its sender may have written any address into it.
            String link = masking.text(pair.link());
            aliases.add(new Alias(kind, link, List.of()));
        }
        return aliases;
    }

    private List<Summary> citedBy(
            Entry entry,
            List<MessageNumber> numbers,
            List<MessageId> synthetic,
            List<NumberClaim> pipermail,
            List<LinkPair> pairs,
            MailingList list) {
        Set<String> targets = new LinkedHashSet<>();
        addHashes(entry.id(), list, targets);
        for (MessageId id : synthetic) {
            targets.add(Citation.ofId(id.value()));
            addHashes(id, list, targets);
        }
        Trees trees = Trees.of(list);
        for (String host : list.hosts()) {
            for (MessageNumber number : numbers) {
                // A link names a month; which folder that is, its host says.
                if (isAt(host, number, trees)) {
                    Folder named = Folder.of(number.month());
                    targets.add(at(host, entry, PublishedPlace.mhonarc(named, number.number())));
                }
            }
            pipermail.forEach(claim -> targets.add(at(host, entry, claim.place())));
        }
        for (LinkPair pair : pairs) {
            if (pair.origin() == Origin.OPERATOR) {
                targets.add(pair.link());
            }
        }
        Map<Long, Entry> citing = new LinkedHashMap<>();
        for (Cited cited : citing(entry, targets)) {
            if (cited.entry().key() != entry.key()) {
                citing.putIfAbsent(cited.entry().key(), cited.entry());
            }
        }
        return citing.values().stream()
                .limit(Mentions.MAX_CITED)
                .map(each -> summaries.apply(each.list()).of(each))
                .toList();
    }

    /** Asks whose msg-id a masked one is only if there is such a link: there hardly ever is. */
    private List<Cited> citing(Entry entry, Set<String> targets) {
        String masked = Citation.ofMasked(entry.id());
        Set<String> all = new LinkedHashSet<>(targets);
        all.add(masked);
        List<Cited> found = store.citations().citing(entry.id(), all, 2 * Mentions.MAX_CITED);
        boolean sure =
                found.stream().noneMatch(cited -> cited.target().equals(masked)) || isAlone(entry);
        return sure ? found : store.citations().citing(entry.id(), targets, 2 * Mentions.MAX_CITED);
    }

    private static void addHashes(MessageId id, MailingList list, Set<String> targets) {
        targets.add(Citation.ofSha1(IdHashes.sha1(id.value())));
        for (String address : list.addresses()) {
            targets.add(Citation.withAddress(IdHashes.sha1(id.value() + address)));
        }
    }

    /** Returns whether a number was published on a host: it is of the tree that the host means. */
    private static boolean isAt(String host, MessageNumber number, Trees trees) {
        return trees.at(host, number.month()).filter(number.folder()::equals).isPresent();
    }

    private static String at(String host, Entry entry, PublishedPlace place) {
        return Citation.at(host, entry.list().value(), place);
    }

    /** Returns whether no other msg-id of the list would be masked alike. */
    private boolean isAlone(Entry entry) {
        String id = entry.id().value();
        int at = id.indexOf('@');
        return at > 0
                && store
                                .idsBeginning(
                                        entry.list(),
                                        id.substring(0, at + 1),
                                        MessageFinder.MAX_BEGINNINGS)
                                .stream()
                                .filter(other -> other.id().value().length() == id.length())
                                .count()
                        == 1;
    }
}
