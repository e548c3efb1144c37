package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.api.SeriesJson.VersionJson;
import org.perdure.archive.InterdiffView;

/**
 * What is different between two versions of a series of patches.
 *
 * @param list its list
 * @param before the earlier version
 * @param after the later version
 * @param patches the patches of the later one by number, then those that it dropped
 */
record InterdiffJson(String list, VersionJson before, VersionJson after, List<PairJson> patches) {
    /**
     * A patch in both versions, or in one.
     *
     * @param change what became of it: same, changed, new or dropped
     * @param before it in the earlier version, if it is there
     * @param after it in the later version, if it is there
     * @param difference hunks of a unified diff, of which each line is a sign and a line of a patch
     * @param cut whether there is more of the difference than that
     */
    record PairJson(
            String change,
            @Nullable PlacedJson before,
            @Nullable PlacedJson after,
            List<String> difference,
            boolean cut) {
        static PairJson of(InterdiffView.Row row) {
            return new PairJson(
                    Names.hyphenated(row.change()),
                    PlacedJson.of(row.before()),
                    PlacedJson.of(row.after()),
                    row.difference(),
                    row.cut());
        }
    }

    /**
     * A patch of a version.
     *
     * @param number its place, from 1
     * @param message the message
     */
    record PlacedJson(int number, SummaryJson message) {
        static @Nullable PlacedJson of(InterdiffView.@Nullable Numbered numbered) {
            return numbered == null
                    ? null
                    : new PlacedJson(numbered.number(), SummaryJson.of(numbered.summary()));
        }
    }

    static InterdiffJson of(InterdiffView view) {
        return new InterdiffJson(
                view.list().name().value(),
                VersionJson.of(view.before()),
                VersionJson.of(view.after()),
                view.rows().stream().map(PairJson::of).toList());
    }
}
