package org.perdure.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perdure.archive.LinkAnswer.Asked;
import org.perdure.archive.MessageFinder.Found;
import org.perdure.archive.MessageFinder.Numbered;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.LinkKey;
import org.perdure.link.MessageNumber;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.store.NumberRow;
import org.perdure.store.NumberRow.Origin;

/** Answers links to numbers of the published space. */
final class NumberResolver {
    private static final String ONLY_HERE =
            "The old number of this message is not known; it has this one here.";

    private static final String BY_ARRIVAL =
            "This message has the number by the order in which the mail came here; the old archive"
                    + " may have had another there.";

    private static final String BETWEEN =
            "Which message had this number is not known. These came between those at the nearest"
                    + " numbers that are known.";

    private static final String NO_LONGER =
            "By the order of the mail this message had the number, until other evidence"
                    + " gave it another.";

    private static final String ANOTHER_BY_ORDER =
            "One message has this number as a guess, and the order of the mail gives it to another.";

    /** How far the order of the old archive can be from that of arrival. */
    private static final Duration ORDER_SLACK = Duration.ofMinutes(1);

    private final Archive archive;
    private final MessageFinder finder;
    private final ListDirectory lists;

    NumberResolver(Archive archive, MessageFinder finder, ListDirectory lists) {
        this.archive = archive;
        this.finder = finder;
        this.lists = lists;
    }

    LinkAnswer number(Asked asked, LinkKey.Numbered key) {
        if (!lists.has(key.list())) {
            return PlaceResolver.noList(asked, key.list().value());
        }
        Trees trees = archive.trees(key.list());
        MessageNumber number = key.number();
        if (PlaceResolver.isUnknown(trees, number.folder())) {
            return PlaceResolver.noTree(asked, number.folder());
        }
        Optional<Folder> folder = PlaceResolver.told(trees, number.folder(), key.host());
        return folder.isPresent()
                ? number(asked, key, new MessageNumber(folder.get(), number.number()))
                : ambiguous(asked, key, trees);
    }

    /** Two trees have this month, and nothing tells which of them is meant. */
    private LinkAnswer ambiguous(Asked asked, LinkKey.Numbered key, Trees trees) {
        ListName list = key.list();
        MessageNumber number = key.number();
        List<Folder> with = new ArrayList<>();
        List<Summary> all = new ArrayList<>();
        for (Folder folder : trees.folders(number.month())) {
            MessageNumber there = new MessageNumber(folder, number.number());
            for (Summary summary : finder.byNumber(list, there).found().shown()) {
                if (all.stream().noneMatch(one -> one.path().equals(summary.path()))) {
                    all.add(summary.at(there));
                    with.add(folder);
                }
            }
        }
        if (all.size() > 1) {
            return asked.several(
                    "The archive of this month was published twice, each with its own numbers.",
                    all);
        }
        Folder only = with.isEmpty() ? Folder.of(number.month()) : with.getFirst();
        return number(asked, key, new MessageNumber(only, number.number()));
    }

    private LinkAnswer number(Asked asked, LinkKey.Numbered key, MessageNumber number) {
        ListName list = key.list();
        Numbered numbered = finder.byNumber(list, number);
        Found found = numbered.found();
        if (!found.shown().isEmpty()) {
            double confidence = numbered.confidence();
            if (!NumberRow.isLikely(confidence, lists.isElsewhere(list, key.host()))) {
                return unsure(asked, list, number, numbered);
            }
            return asked.message(found.shown().getFirst(), confidence, basis(numbered));
        }
        if (found.gone() != null) {
            return asked.gone(found.gone());
        }
        List<Summary> others =
                archive.trees(list).folders(number.month()).stream()
                        .map(folder -> new MessageNumber(folder, number.number()))
                        .filter(other -> !other.equals(number))
                        .flatMap(other -> finder.byNumber(list, other).found().shown().stream())
                        .toList();
        List<Summary> between = others.isEmpty() ? between(list, number) : List.of();
        if (!between.isEmpty()) {
            return between(asked, between);
        }
        return others.isEmpty()
                ? asked.unknown(
                        "No message has this number in " + number.month() + " of " + list + ".",
                        near(list, number))
                : asked.candidates(
                        "The archive of this month was published twice. This message has the number"
                                + " in the other tree.",
                        PlaceResolver.SAME_SPACE,
                        others);
    }

    /**
     * Answers for a number of which it is a guess that this message had it: with it and all others
     * that may have had it.
     */
    private LinkAnswer unsure(Asked asked, ListName list, MessageNumber number, Numbered numbered) {
        List<Summary> shown = numbered.found().shown();
        List<Summary> between = between(list, number);
        if (!between.isEmpty()) {
            return between(asked, union(between, shown));
        }
        List<Summary> all = union(shown, finder.predictedAt(list, number));
        // Each is as likely as the one alone.
        double any = Math.min(1, numbered.confidence() * all.size());
        return all.size() > shown.size()
                ? asked.candidates(ANOTHER_BY_ORDER, any, all)
                : asked.candidates(guess(numbered), numbered.confidence(), shown);
    }

    /** Returns the pages of the numbers beside one that none has, and that of its month. */
    private List<String> near(ListName list, MessageNumber number) {
        Folder folder = number.folder();
        Trees trees = archive.trees(list);
        List<Integer> beside = archive.numbersBeside(list, number);
        return beside.isEmpty()
                ? List.of()
                : Stream.concat(
                                beside.stream()
                                        .map(next -> new MessageNumber(folder, next))
                                        .map(
                                                next ->
                                                        ArchivePath.legacyPath(list, next)
                                                                + trees.query(folder)),
                                Stream.of(
                                        PlaceResolver.monthPath(list, folder.month())
                                                + trees.query(folder)))
                        .toList();
    }

    private static LinkAnswer between(Asked asked, List<Summary> candidates) {
        return asked.candidates(BETWEEN, Math.min(0.5, 1.0 / candidates.size()), candidates);
    }

    private static List<Summary> union(List<Summary> one, List<Summary> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /**
     * Returns the messages that came between those whose numbers were seen beside a number, and
     * whose own was not.
     */
    private List<Summary> between(ListName list, MessageNumber number) {
        if (!number.folder().isMain()) {
            return List.of();
        }
        return finder.between(list, number).stream()
                .flatMap(
                        span ->
                                archive
                                        .arrivedBetween(
                                                list,
                                                number.month(),
                                                span.first().minus(ORDER_SLACK),
                                                span.last().plus(ORDER_SLACK))
                                        .stream())
                .filter(
                        summary ->
                                summary.number() == null || !finder.isSeen(list, summary.number()))
                .toList();
    }

    private static String guess(Numbered numbered) {
        if (numbered.withdrawn()) {
            return NO_LONGER;
        }
        if (numbered.origin() == Origin.PAGE_OF_SOME_TREE) {
            return basis(numbered);
        }
        return NumberRow.isLikely(numbered.confidence(), false) ? BY_ARRIVAL : ONLY_HERE;
    }

    /** Returns how a number is known that no page and no database of the old archive says. */
    private static String basis(Numbered numbered) {
        if (numbered.confidence() >= 1) {
            return "";
        }
        return switch (numbered.origin()) {
            case MHONARC_PAGE, MHONARC_DB, PIPERMAIL_PAGE -> "";
            case KNOWN_PAIR ->
                    "The number is known from a link, not from a page of the old archive.";
            case PAGE_OF_SOME_TREE ->
                    "A page of the old archive says so; of which host, is not known, and others may"
                            + " have had another message there.";
            case CARRIED_OVER ->
                    "Another archive had computed the number; it is not from a page of the old"
                            + " archive.";
            case MBOX_ORDER, ARRIVAL_ORDER, APPENDED ->
                    "The number is from the order of the mailbox, not from a page of the old archive.";
        };
    }
}
