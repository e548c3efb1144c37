package org.perdure.html;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MonthView;
import org.perdure.archive.MonthView.Row;
import org.perdure.html.Route.View;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;

/** The page of a month, in one of its orders. */
public final class MonthPage implements HtmlPage {
    /** The deepest indentation; what is deeper stands below it. */
    static final int MAX_STYLED_DEPTH = 12;

    private final Chrome chrome;
    private final MonthView view;
    private final View order;

    MonthPage(Chrome chrome, MonthView view, View order) {
        this.chrome = chrome;
        this.view = view;
        this.order = order;
    }

    @Override
    public Chrome chrome() {
        return chrome;
    }

    /** Returns the month. */
    public MonthView view() {
        return view;
    }

    /** Returns whether it is in order of threads. */
    public boolean isByThread() {
        return order == View.THREAD;
    }

    /** Returns its orders; the present one leads nowhere. */
    public List<Link> orders() {
        return Stream.of(View.values())
                .map(other -> new Link("By " + other.label().toLowerCase(Locale.ROOT), path(other)))
                .toList();
    }

    private @Nullable String path(View other) {
        if (other == order) {
            return null;
        }
        // In the published space there are two of them.
        String folder = other.isPublished() ? "" : Links.month(view.list().name(), view.month());
        return folder + (other == View.DATE ? "index.html" : other.file()) + query();
    }

    /** Returns the messages of each author or of each subject, if that is the order. */
    public List<MonthGroup> groups() {
        return switch (order) {
            case DATE, THREAD -> List.of();
            case AUTHOR -> MonthGroup.byAuthor(view, chrome.site());
            case SUBJECT -> MonthGroup.bySubject(view);
        };
    }

    /** Returns whether it is in order of authors. */
    public boolean isByAuthor() {
        return order == View.AUTHOR;
    }

    /** Returns the months beside it, and the same month in other trees. */
    public List<Link> navigation() {
        ShownFolders shown = shown();
        Folder folder = view.folder();
        List<Link> links = new ArrayList<>();
        Optional<Folder> before = view.calendar().before(folder, shown::has);
        links.add(
                before.map(month -> link("← " + Dates.month(month.month()), month, "p"))
                        .orElse(new Link("Previous month", null)));
        Optional<Folder> after = view.calendar().after(folder, shown::has);
        links.add(
                after.map(month -> link(Dates.month(month.month()) + " →", month, "n"))
                        .orElse(new Link("Next month", null)));
        for (Folder other : view.calendar().beside(folder, shown::has)) {
            links.add(link("Tree " + shown.trees().nameOf(other), other, null));
        }
        return links;
    }

    private Link link(String label, Folder to, @Nullable String key) {
        return new Link(label, "../" + to.month() + "/" + order.file() + shown().query(to), key);
    }

    private ShownFolders shown() {
        return ShownFolders.of(chrome, view.list());
    }

    /** Returns the days with mail and their messages, in order of arrival. */
    public List<Day> days() {
        List<Day> days = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        LocalDate day = null;
        for (Row row : view.byDate()) {
            LocalDate rowDay = Dates.dayOf(row.summary().arrived());
            if (day != null && !rowDay.equals(day)) {
                days.add(new Day(day, List.copyOf(rows)));
                rows.clear();
            }
            day = rowDay;
            rows.add(row);
        }
        if (day != null) {
            days.add(new Day(day, rows));
        }
        return days;
    }

    /** Returns its mailbox. */
    public String mailbox() {
        return Links.list(view.list().name()) + view.month() + ".mbox.gz" + query();
    }

    /** Returns what keeps links in this tree; empty if its month has no other. */
    public String query() {
        return shown().query(view.folder());
    }

    /** Returns the anchor of a row. */
    public String anchor(Row row) {
        return new MessageNumber(view.month(), row.number()).digits();
    }

    /** Returns the page of a row. */
    public String href(Row row) {
        return new MessageNumber(view.folder(), row.number()).fileName() + query();
    }

    /** Returns the indentation of a row, from 0 to {@value #MAX_STYLED_DEPTH}. */
    public static int indentation(int depth) {
        return Math.min(depth, MAX_STYLED_DEPTH);
    }

    /**
     * A day with mail.
     *
     * @param day the day, in UTC
     * @param rows its messages
     */
    public record Day(LocalDate day, List<Row> rows) {}
}
