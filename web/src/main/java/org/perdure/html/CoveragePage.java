package org.perdure.html;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.CoverageView;
import org.perdure.archive.CoverageView.Row;
import org.perdure.link.Folder;

/**
 * How sure the old numbers of a list are, month by month.
 *
 * @param chrome what stands around it
 * @param view what is known
 */
public record CoveragePage(Chrome chrome, CoverageView view) implements HtmlPage {
    /** Returns the folders, the newest month first. */
    public List<Row> rows() {
        return view.rows().stream()
                .sorted(
                        Comparator.comparing((Row row) -> row.folder().folder().month())
                                .reversed()
                                .thenComparing(row -> row.folder().folder().tree()))
                .toList();
    }

    /** Returns whether the list was published in more than one tree. */
    public boolean hasTrees() {
        return view.rows().stream().anyMatch(row -> !row.tree().isEmpty());
    }

    /** Returns the page of a folder; absent if it is not shown here. */
    public @Nullable String href(Row row) {
        Folder folder = row.folder().folder();
        ShownFolders shown = ShownFolders.of(chrome, view.list());
        return shown.has(folder)
                ? Links.month(view.list().name(), folder.month()) + shown.query(folder)
                : null;
    }

    /** Returns where the numbers of a folder come from. */
    public static String sources(Row row) {
        return row.folder().sources().stream()
                .map(origin -> origin.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
