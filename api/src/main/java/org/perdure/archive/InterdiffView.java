package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.SeriesView.Version;
import org.perdure.message.MailingList;
import org.perdure.patch.SeriesComparison.Change;

/**
 * What is different between two versions of a series. What the list's masking policy hides is
 * hidden here already.
 *
 * @param list the list
 * @param versions all versions in order
 * @param before the earlier one
 * @param after the later one
 * @param rows the patches of the later one by number, then those that it dropped
 * @param etag changes when anything here does; without quotes
 */
public record InterdiffView(
        MailingList list,
        List<Version> versions,
        Version before,
        Version after,
        List<Row> rows,
        String etag) {
    /** How many lines of differences are shown, of all patches together. */
    public static final int MAX_LINES = 10_000;

    public InterdiffView {
        versions = List.copyOf(versions);
        rows = List.copyOf(rows);
    }

    /**
     * A patch.
     *
     * @param change what became of it
     * @param before it in the earlier version, if it is there
     * @param after it in the later version, if it is there
     * @param difference the difference of the two patches as hunks of a unified diff, of which each
     *     line is a sign and a line of a patch
     * @param cut whether there is more of the difference than that
     */
    public record Row(
            Change change,
            @Nullable Numbered before,
            @Nullable Numbered after,
            List<String> difference,
            boolean cut) {
        public Row {
            difference = List.copyOf(difference);
        }
    }

    /**
     * A patch of a version.
     *
     * @param number its place, from 1
     * @param summary the message
     */
    public record Numbered(int number, Summary summary) {}
}
