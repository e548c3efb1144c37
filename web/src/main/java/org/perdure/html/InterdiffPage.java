package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.perdure.archive.InterdiffView;
import org.perdure.archive.InterdiffView.Numbered;
import org.perdure.archive.InterdiffView.Row;
import org.perdure.archive.SeriesView.Version;

/**
 * What is different between two versions of a series.
 *
 * @param chrome what stands around it
 * @param view the versions
 */
public record InterdiffPage(Chrome chrome, InterdiffView view) implements HtmlPage {
    /** Returns the heading. */
    public String heading() {
        return SeriesPage.title(view.after().head());
    }

    /** Returns a patch by which a row is called: the later one, if it is there. */
    public static Numbered shown(Row row) {
        Numbered after = row.after();
        return after == null ? Objects.requireNonNull(row.before()) : after;
    }

    /** Returns the title of a row. */
    public static String title(Row row) {
        return SeriesPage.title(shown(row).summary());
    }

    /** Returns such as {@code changed}. */
    public static String change(Row row) {
        return row.change().name().toLowerCase(Locale.ROOT);
    }

    /** Returns such as {@code 3/7, was 2/6}. */
    public String place(Row row) {
        Numbered before = row.before();
        Numbered after = row.after();
        if (after == null) {
            return before == null ? "" : "was " + place(before, view.before());
        }
        String place = place(after, view.after());
        if (before == null) {
            return place;
        }
        String was = place(before, view.before());
        return place.equals(was) ? place : place + ", was " + was;
    }

    private static String place(Numbered numbered, Version version) {
        return numbered.number() + "/" + version.total();
    }

    /** Returns versions with which the later one can be compared, other than the one that is. */
    public List<Version> others() {
        return view
                .versions()
                .subList(0, Math.max(0, view.versions().indexOf(view.after())))
                .stream()
                .filter(version -> !version.equals(view.before()))
                .toList();
    }

    /** Returns where it is compared with another version. */
    public String since(Version version) {
        Version last =
                others().reversed().stream()
                        .filter(other -> other.number() == version.number())
                        .findFirst()
                        .orElse(version);
        boolean told = version.equals(last) && version.number() != view.before().number();
        String since =
                told
                        ? Integer.toString(version.number())
                        : RouteParser.encode(version.head().id().value());
        return chrome.canonical() + "?since=" + since;
    }

    /** Returns the lines of a difference, each set off by its sign. */
    public static List<Run> lines(Row row) {
        List<Run> runs = new ArrayList<>();
        for (String line : row.difference()) {
            String text = runs.isEmpty() ? line : "\n" + line;
            runs.add(
                    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                        case '+' -> Run.marked(text, "added");
                        case '-' -> Run.marked(text, "removed");
                        case '@' -> Run.marked(text, "hunk");
                        default -> Run.plain(text);
                    });
        }
        return runs;
    }
}
