package org.perdure.html;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perdure.archive.Archive;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.MonthView;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException.UnknownMessage;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;

/**
 * Says that there is nothing at an old address, and what is near: messages with the next numbers,
 * and what another tree has at the same place.
 *
 * @param site what is said of the archive
 * @param archive the archive
 */
record MissingPlace(Site site, Archive archive) {
    /**
     * Returns a page for a number that no message has.
     *
     * @param answer what is known of it otherwise
     * @throws UnknownPage if there is no mail of that month at all
     */
    ErrorPage number(Route.Numbered route, UnknownMessage unknown, LinkAnswer answer) {
        MessageNumber number = route.number();
        List<Link> months = months(route.list(), number.month());
        // Throws where there is neither this folder nor another one.
        List<Numbered> near =
                months.isEmpty() || archive.hasFolder(route.list(), number.folder())
                        ? nearest(archive.month(route.list(), number.folder()), number.number())
                        : List.of();
        boolean guessed = !answer.candidates().isEmpty();
        String more = guessed ? answer.reason() : "It may be a gap in the old numbering.";
        return page(route.list(), number.folder(), unknown.getMessage() + " " + more, near, months)
                .with(answer.candidates());
    }

    /**
     * Returns a page for a folder without mail.
     *
     * @throws UnknownPage if no other tree has mail of that month either
     */
    ErrorPage month(Route.Month route, UnknownPage unknown) {
        List<Link> months = months(route.list(), route.folder().month());
        if (months.isEmpty()) {
            throw unknown;
        }
        String tree = archive.trees(route.list()).nameOf(route.folder());
        return page(
                route.list(),
                route.folder(),
                unknown.getMessage() + " It is not known what was in the tree " + tree + ".",
                List.of(),
                months);
    }

    /**
     * Returns a page for an attachment that is not known by its name.
     *
     * @throws UnknownPage if there is no mail of that month at all
     */
    ErrorPage file(Route.MonthFile route, UnknownPage unknown) {
        ListName list = route.list();
        List<Link> months = months(list, route.month());
        if (months.isEmpty()) {
            throw unknown;
        }
        List<Link> links = new ArrayList<>();
        for (String name : archive.filesLike(list, route.month(), route.name())) {
            String path = ArchivePath.filePath(list, route.month(), name);
            links.add(new Link("Another of that month: " + name, path));
        }
        links.addAll(months);
        return page(
                list,
                Folder.of(route.month()),
                String.valueOf(unknown.getMessage()),
                List.of(),
                links);
    }

    private ErrorPage page(
            ListName list, Folder folder, String text, List<Numbered> near, List<Link> links) {
        Chrome chrome =
                new Chrome(
                        site,
                        "Not found",
                        "",
                        false,
                        archive.describe(list),
                        "",
                        PageResource.crumbs(list, folder, shown(list)),
                        StaticFiles.STYLESHEET,
                        null);
        return new ErrorPage(
                chrome,
                404,
                text,
                near,
                Stream.concat(links.stream(), Stream.of(new Link("Search", "/search"))).toList());
    }

    private ShownFolders shown(ListName list) {
        return new ShownFolders(site, archive.trees(list));
    }

    private List<Link> months(ListName list, YearMonth month) {
        Trees trees = archive.trees(list);
        List<Folder> folders = trees.folders(month);
        return folders.stream()
                .filter(folder -> archive.hasFolder(list, folder))
                .map(
                        folder ->
                                new Link(
                                        "All of "
                                                + Dates.month(month)
                                                + (folders.size() > 1
                                                        ? ", tree " + trees.nameOf(folder)
                                                        : ""),
                                        Links.month(list, month) + shown(list).query(folder)))
                .toList();
    }

    private static List<Numbered> nearest(MonthView month, int number) {
        Comparator<MonthView.Row> order = Comparator.comparingInt(MonthView.Row::number);
        Optional<MonthView.Row> below =
                month.byDate().stream().filter(row -> row.number() < number).max(order);
        Optional<MonthView.Row> above =
                month.byDate().stream().filter(row -> row.number() > number).min(order);
        return Stream.of(below, above)
                .flatMap(Optional::stream)
                .map(
                        row ->
                                new Numbered(
                                        new MessageNumber(month.folder(), row.number()),
                                        row.summary()))
                .toList();
    }
}
