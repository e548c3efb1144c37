package org.perdure.archive;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perdure.archive.LinkAnswer.Asked;
import org.perdure.archive.ListDirectory.Meant;
import org.perdure.archive.MessageFinder.Found;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.LinkKey;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.store.PublishedFile;

/** Answers links to places: numbers, months, lists, files, ours and those of other archives. */
final class PlaceResolver {
    /** How sure it is that a list of another archive is ours because it is called like it. */
    static final double SAME_NAME = 0.5;

    /** The same for a number in a space that may be ours. */
    static final double SAME_SPACE = 0.3;

    private static final String ONLY_ELSEWHERE =
            "The archive of this month was published twice. Only the other tree is here.";

    private final Archive archive;
    private final MessageFinder finder;
    private final ListDirectory lists;

    PlaceResolver(Archive archive, MessageFinder finder, ListDirectory lists) {
        this.archive = archive;
        this.finder = finder;
        this.lists = lists;
    }

    /** Returns whether a link names a tree that its list has not. */
    static boolean isUnknown(Trees trees, Folder named) {
        return !named.isMain() && trees.find(named.tree()).isEmpty();
    }

    static LinkAnswer noTree(Asked asked, Folder named) {
        return asked.unknown("There is no tree “" + named.tree() + "”.");
    }

    /** Returns the folder that a link means, by the tree that it names, else by its host. */
    static Optional<Folder> told(Trees trees, Folder named, String host) {
        return named.isMain()
                ? trees.at(host, named.month())
                : Optional.of(trees.folder(named.tree(), named.month()));
    }

    /** Answers a number of Pipermail, or of MHonArc on a host that is not ours. */
    LinkAnswer placed(Asked asked, LinkKey.Placed key) {
        Optional<Meant> meant = lists.findAt(key.host(), key.list());
        if (meant.isEmpty()) {
            return asked.foreign("The list " + key.list() + " is not in this archive.");
        }
        ListName list = meant.get().list();
        return switch (key.place().scheme()) {
            case PIPERMAIL -> pipermail(asked, key.place(), list, meant.get().sure());
            case MHONARC -> mhonarcElsewhere(asked, key.place(), list);
        };
    }

    private LinkAnswer pipermail(Asked asked, PublishedPlace place, ListName list, boolean sure) {
        Found found = finder.byPlace(list, place);
        List<Summary> shown = found.shown();
        if (found.isEmpty()) {
            return asked.unknown(
                    "No page with this number is known: it takes the pages of the old archive.");
        }
        if (shown.isEmpty()) {
            return Optional.ofNullable(found.gone())
                    .map(asked::gone)
                    .orElseGet(() -> asked.unknown("No page with this number is known."));
        }
        if (!sure) {
            return asked.candidates(
                    "A list of this name was archived under other host names, with this number.",
                    SAME_NAME,
                    shown);
        }
        return shown.size() == 1 && found.gone() == null
                ? asked.message(shown.getFirst())
                : asked.several("More than one message is said to have had this number.", shown);
    }

    private LinkAnswer mhonarcElsewhere(Asked asked, PublishedPlace place, ListName list) {
        if (lists.hasHosts(list)) {
            return asked.foreign(
                    "The numbers of MHonArc on that host are not those of this archive.");
        }
        MessageNumber number = new MessageNumber(YearMonth.parse(place.folder()), place.number());
        Found found = finder.byNumber(list, number).found();
        return found.shown().isEmpty()
                ? asked.unknown("No message has this number in " + number.month() + ".")
                : asked.candidates(
                        "This message has the number here; whether on that host too is not known.",
                        SAME_SPACE,
                        found.shown());
    }

    LinkAnswer month(Asked asked, LinkKey.Month key) {
        if (!lists.has(key.list())) {
            return noList(asked, key.list().value());
        }
        Trees trees = archive.trees(key.list());
        if (isUnknown(trees, key.folder())) {
            return noTree(asked, key.folder());
        }
        Folder meant = told(trees, key.folder(), key.host()).orElse(key.folder());
        if (archive.hasFolder(key.list(), meant)) {
            return asked.page(path(key, meant, trees));
        }
        List<String> others =
                archive.foldersWithMail(key.list(), meant.month()).stream()
                        .map(folder -> path(key, folder, trees))
                        .toList();
        return others.isEmpty()
                ? noMonth(asked, key.list(), meant.month())
                : asked.pages(ONLY_ELSEWHERE, SAME_SPACE, others);
    }

    private static String path(LinkKey.Month key, Folder folder, Trees trees) {
        return monthPath(key.list(), folder.month())
                + (key.byThread() ? "threads.html" : "")
                + trees.query(folder);
    }

    private static LinkAnswer noMonth(Asked asked, ListName list, YearMonth month) {
        return asked.unknown("There is no mail of " + month + " in " + list + ".");
    }

    static String monthPath(ListName list, YearMonth month) {
        return "/" + list + "/" + month + "/";
    }

    LinkAnswer file(Asked asked, LinkKey.AttachmentFile key) {
        if (!lists.has(key.list())) {
            return noFile(asked, List.of());
        }
        Optional<PublishedFile> file = finder.file(key.list(), key.month(), key.name());
        Optional<Instant> gone = file.flatMap(found -> finder.takenDown(key.list(), found));
        if (gone.isPresent()) {
            return asked.gone(gone.get());
        }
        return file.filter(PublishedFile::isHere).isPresent()
                ? asked.page(ArchivePath.filePath(key.list(), key.month(), key.name()))
                : noFile(asked, near(key));
    }

    private static LinkAnswer noFile(Asked asked, List<String> near) {
        return asked.unknown("No page of this archive has an attachment of this name.", near);
    }

    /** Returns the attachments of the same kind in that month, and its page. */
    private List<String> near(LinkKey.AttachmentFile key) {
        ListName list = key.list();
        if (!archive.hasMonth(list, key.month())) {
            return List.of();
        }
        return Stream.concat(
                        archive.filesLike(list, key.month(), key.name()).stream()
                                .map(name -> ArchivePath.filePath(list, key.month(), name)),
                        Stream.of(monthPath(list, key.month())))
                .toList();
    }

    LinkAnswer listPage(Asked asked, LinkKey.ListPage key) {
        return lists.has(key.list())
                ? asked.page("/" + key.list() + "/")
                : noList(asked, key.list().value());
    }

    LinkAnswer mailbox(Asked asked, LinkKey.MonthMailbox key) {
        ListName list = key.list();
        Folder named = key.folder();
        if (list == null || named == null) {
            return asked.page(ArchivePath.MAILBOXES);
        }
        if (!lists.has(list)) {
            return noList(asked, list.value());
        }
        Trees trees = archive.trees(list);
        if (isUnknown(trees, named)) {
            return noTree(asked, named);
        }
        String path = ArchivePath.mailboxPath(list, named.month());
        Folder meant = told(trees, named, key.host()).orElse(named);
        List<Folder> folders = archive.foldersWithMail(list, named.month());
        if (folders.isEmpty()) {
            return noMonth(asked, list, named.month());
        }
        return folders.contains(meant)
                ? asked.page(path + trees.query(meant))
                : asked.pages(ONLY_ELSEWHERE, SAME_SPACE, paths(path, folders));
    }

    /** Answers with a page of a month; where only another tree has it, with that as a guess. */
    private LinkAnswer inMonth(Asked asked, ListName list, YearMonth month, String path) {
        List<Folder> folders = archive.foldersWithMail(list, month);
        if (folders.isEmpty()) {
            return noMonth(asked, list, month);
        }
        return folders.getFirst().isMain()
                ? asked.page(path)
                : asked.pages(ONLY_ELSEWHERE, SAME_SPACE, paths(path, folders));
    }

    private static List<String> paths(String path, List<Folder> folders) {
        return folders.stream().map(folder -> path + folder.query()).toList();
    }

    LinkAnswer listElsewhere(Asked asked, LinkKey.ListElsewhere key) {
        return lists.find(key.list())
                .map(
                        meant -> {
                            String path = "/" + meant.list() + "/";
                            return meant.sure()
                                    ? asked.page(path)
                                    : asked.pages(sameName(), SAME_NAME, List.of(path));
                        })
                .orElseGet(() -> notOurs(asked, key.list()));
    }

    LinkAnswer monthElsewhere(Asked asked, LinkKey.MonthElsewhere key) {
        return lists.find(key.list())
                .map(meant -> monthElsewhere(asked, meant, key.month()))
                .orElseGet(() -> notOurs(asked, key.list()));
    }

    private LinkAnswer monthElsewhere(Asked asked, Meant meant, YearMonth month) {
        ListName list = meant.list();
        if (meant.sure()) {
            return inMonth(asked, list, month, monthPath(list, month));
        }
        List<Folder> folders = archive.foldersWithMail(list, month);
        return folders.isEmpty()
                ? noMonth(asked, list, month)
                : asked.pages(sameName(), SAME_NAME, paths(monthPath(list, month), folders));
    }

    /** A day has no page here; its month has. */
    LinkAnswer day(Asked asked, LinkKey.Day key) {
        Optional<Meant> meant = lists.find(key.group());
        if (meant.isEmpty()) {
            return notOurs(asked, key.group());
        }
        YearMonth month = YearMonth.from(key.date());
        ListName list = meant.get().list();
        List<Folder> folders = archive.foldersWithMail(list, month);
        return folders.isEmpty()
                ? noMonth(asked, list, month)
                : asked.pages(
                        "The link is to a day, which is in this month.",
                        meant.get().sure() ? 1 : SAME_NAME,
                        paths(monthPath(list, month), folders));
    }

    private static String sameName() {
        return "A list of this archive is called like the one in the link.";
    }

    private static LinkAnswer notOurs(Asked asked, String list) {
        return asked.foreign("The list " + list + " is not in this archive, by any of its names.");
    }

    static LinkAnswer noList(Asked asked, String list) {
        return asked.unknown("The list " + list + " is not in this archive.");
    }
}
