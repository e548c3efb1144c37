package org.perdure.archive;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.LinkPair;
import org.perdure.store.NumberRow;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.PublishedFile;
import org.perdure.store.TakeDown;

/**
 * Finds messages by what links say of them. Made for one batch of links, for use by one thread:
 * once many have been asked for, it keeps what is taken down.
 */
final class MessageFinder {
    /** How many msg-ids with the same beginning are looked at. */
    static final int MAX_BEGINNINGS = 200;

    /** From how many questions on all take-downs are read at once. */
    private static final int MANY = 100;

    /** How sure a number is at which a message was seen that has another in the same month. */
    private static final double SECOND_PAGE = 0.6;

    /** How sure a number is that was given by rule, until something seen contradicted it. */
    private static final double WITHDRAWN = 0.2;

    private final ArchiveStore store;
    private final Function<ListName, Summaries> summaries;
    private final Hashes hashes;
    private final Map<ListName, Map<MessageId, Instant>> takeDowns = new HashMap<>();
    private final Set<InFolder> unseen = new HashSet<>();
    private int asked;

    MessageFinder(ArchiveStore store, Function<ListName, Summaries> summaries, Hashes hashes) {
        this.store = store;
        this.summaries = summaries;
        this.hashes = hashes;
    }

    /** The indexes of hashes, which live as long as their archive. */
    static final class Hashes {
        private final ArchiveStore store;
        private final IdHashes ofIds;
        private final Map<Address, IdHashes> withAddress = new ConcurrentHashMap<>();

        private record Address(ListName list, String address) {}

        Hashes(ArchiveStore store) {
            this.store = store;
            this.ofIds = IdHashes.ofIds(store);
        }

        private List<Entry> find(String sha1) {
            return ofIds.find(sha1);
        }

        private List<Entry> find(ListName list, String address, String sha1) {
            return withAddress
                    .computeIfAbsent(
                            new Address(list, address),
                            key -> IdHashes.withAddress(store, list, address))
                    .find(sha1);
        }
    }

    /**
     * Messages that were found.
     *
     * @param shown those that are shown
     * @param gone when the first of the others was taken down, if there is one
     */
    record Found(List<Summary> shown, @Nullable Instant gone) {
        Found {
            shown = List.copyOf(shown);
        }

        boolean isEmpty() {
            return shown.isEmpty() && gone == null;
        }
    }

    /**
     * A message at a number.
     *
     * @param found it
     * @param confidence how sure the number is, 0 to 1
     * @param origin how it is known
     * @param withdrawn whether it had the number by rule, until something seen contradicted that
     */
    record Numbered(Found found, double confidence, Origin origin, boolean withdrawn) {}

    private Found found(List<Entry> entries) {
        List<Summary> shown = new ArrayList<>();
        Instant gone = null;
        for (Entry entry : entries) {
            Optional<Instant> since = takenDown(entry.list(), entry.id());
            if (since.isEmpty()) {
                shown.add(summaries.apply(entry.list()).of(entry));
            } else if (gone == null) {
                gone = since.get();
            }
        }
        return new Found(shown, gone);
    }

    private Optional<Instant> takenDown(ListName list, MessageId id) {
        asked++;
        if (asked < MANY) {
            return store.findTakeDown(list, id).map(TakeDown::since);
        }
        return Optional.ofNullable(
                takeDowns
                        .computeIfAbsent(
                                list,
                                name ->
                                        store.takeDowns(name).stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                TakeDown::id, TakeDown::since)))
                        .get(id));
    }

    /** Finds a message by its whole msg-id; a taken-down one need never have come. */
    Found byId(List<ListName> lists, MessageId id) {
        Found found = found(lists.stream().flatMap(list -> store.find(list, id).stream()).toList());
        if (!found.isEmpty()) {
            return found;
        }
        Optional<Instant> gone =
                lists.stream().flatMap(list -> takenDown(list, id).stream()).findFirst();
        return new Found(List.of(), gone.orElse(null));
    }

    /** Finds messages by the beginning of their msg-ids. */
    Found byBeginning(List<ListName> lists, String prefix, int limit) {
        return found(beginning(lists, prefix).limit(limit).toList());
    }

    /**
     * Finds messages by what is left of their masked msg-ids.
     *
     * @param local what stands before the first {@code @}
     * @param domain length of what stands behind it, in characters; -1 if not known
     */
    Found byLocalPart(List<ListName> lists, String local, int domain) {
        int length = local.length() + 1 + domain;
        return found(
                beginning(lists, local + "@")
                        .filter(entry -> domain < 0 || entry.id().value().length() == length)
                        .toList());
    }

    private Stream<Entry> beginning(List<ListName> lists, String prefix) {
        return lists.stream()
                .flatMap(list -> store.idsBeginning(list, prefix, MAX_BEGINNINGS).stream());
    }

    /** Finds messages by the SHA-1 of their msg-ids, in hexadecimal digits. */
    Found byHash(String sha1) {
        return found(hashes.find(sha1));
    }

    /** Finds messages of a list by the SHA-1 of their msg-ids with an address behind. */
    Found byHashWithAddress(ListName list, String address, String sha1) {
        return found(hashes.find(list, address, sha1));
    }

    /** Finds the message at a number of the published space. */
    Numbered byNumber(ListName list, MessageNumber number) {
        Optional<Entry> entry = store.findNumber(list, number);
        Optional<NumberRow> row =
                entry.stream()
                        .flatMap(found -> store.numbers(found).stream())
                        .filter(of -> of.number().equals(number))
                        .findFirst();
        double confidence = row.map(NumberRow::confidence).orElse(SECOND_PAGE);
        Origin origin = row.map(NumberRow::origin).orElse(Origin.KNOWN_PAIR);
        return entry.map(at -> new Numbered(found(List.of(at)), confidence, origin, false))
                .orElseGet(() -> nobodyAt(list, number));
    }

    private Numbered nobodyAt(ListName list, MessageNumber number) {
        PublishedPlace place = PublishedPlace.mhonarc(number.folder(), number.number());
        // What was taken down before it came here keeps its number too.
        Optional<Instant> gone = store.findTakeDown(list, place).map(TakeDown::since);
        return gone.isPresent()
                ? new Numbered(new Found(List.of(), gone.get()), 1, Origin.KNOWN_PAIR, false)
                : new Numbered(
                        found(store.claimants(list, place)), WITHDRAWN, Origin.APPENDED, true);
    }

    /**
     * Returns when the messages at the nearest numbers that were seen below and above one came, if
     * there are both.
     */
    Optional<Span> between(ListName list, MessageNumber number) {
        if (unseen.contains(new InFolder(list, number.folder()))) {
            return Optional.empty();
        }
        List<Entry> beside = store.knownBeside(list, number);
        if (beside.isEmpty()) {
            unseen.add(new InFolder(list, number.folder()));
        }
        return beside.size() < 2
                ? Optional.empty()
                : Optional.of(new Span(beside.getFirst().arrived(), beside.getLast().arrived()));
    }

    private record InFolder(ListName list, Folder folder) {}

    /** From one time to another. */
    record Span(Instant first, Instant last) {}

    /** Returns the messages to which the order of the mail gives a number, whoever has it. */
    List<Summary> predictedAt(ListName list, MessageNumber number) {
        return found(store.predictedAt(list, number)).shown();
    }

    /** Returns whether a message has a number that was not computed. */
    boolean isSeen(ListName list, MessageNumber number) {
        return !byNumber(list, number).origin().isPredicted();
    }

    /**
     * Returns what is known of a link of another archive.
     *
     * @param key as {@link org.perdure.link.LinkKey} prints it
     */
    List<LinkPair> pairs(String key) {
        return store.pairs(key);
    }

    /** Finds a file that stood beside the pages of a month. */
    Optional<PublishedFile> file(ListName list, YearMonth month, String name) {
        return store.findFile(list, month, name);
    }

    /** Returns when the message to which a file belongs was taken down, if it was. */
    Optional<Instant> takenDown(ListName list, PublishedFile file) {
        return takenDown(list, file.entry().id());
    }

    /** Finds the messages for which a place is claimed. */
    Found byPlace(ListName list, PublishedPlace place) {
        return found(store.claimants(list, place));
    }
}
