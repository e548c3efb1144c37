package org.perdure.html;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.MonthView;
import org.perdure.link.MessageNumber;
import org.perdure.message.ArchiveException;

/**
 * Says that no message has a number, and which have the nearest ones.
 *
 * @param site the archive
 * @param month the folder that lacks the number
 */
record MissingNumber(Site site, MonthView month) {
    ErrorPage page(int number, ArchiveException.UnknownMessage unknown) {
        String folder = Links.month(month.list().name(), month.month());
        Chrome chrome =
                new Chrome(
                        site,
                        "Not found",
                        "",
                        false,
                        month.list(),
                        "",
                        PageResource.crumbs(month.list().name(), month.month()),
                        StaticFiles.STYLESHEET);
        String text = unknown.getMessage();
        return new ErrorPage(
                chrome,
                404,
                (text == null ? "" : text + " ") + "It may be a gap in the old numbering.",
                nearest(number),
                List.of(
                        new Link(
                                "All of " + Dates.month(month.month()),
                                folder + month.folder().query()),
                        new Link("Search", "/search")));
    }

    private List<Numbered> nearest(int number) {
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
