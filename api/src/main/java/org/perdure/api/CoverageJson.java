package org.perdure.api;

import java.util.List;
import org.perdure.archive.CoverageView;
import org.perdure.store.FolderCoverage;

/**
 * What is known of the old numbers of a list.
 *
 * @param list the list
 * @param folders its folders, by month
 */
record CoverageJson(String list, List<FolderJson> folders) {
    /**
     * A folder of the published space: a month, as one tree numbered it.
     *
     * @param month such as {@code 2011-03}
     * @param tree name of the tree; empty if the list has but one
     * @param main whether it is the folder of the month at this archive's own addresses
     * @param exact how many numbers in force were seen at their source
     * @param told how many in force somebody says he saw
     * @param predicted how many in force were given by rule
     * @param missing how many more were seen, of messages that are not here
     * @param holes how many below the highest nobody says anything of
     * @param conflicts how many are said to be of several messages
     * @param highest the highest number in force or seen; -1 if there is none
     * @param sources where those in force come from
     */
    record FolderJson(
            String month,
            String tree,
            boolean main,
            int exact,
            int told,
            int predicted,
            int missing,
            int holes,
            int conflicts,
            int highest,
            List<String> sources) {
        static FolderJson of(CoverageView.Row row) {
            FolderCoverage folder = row.folder();
            return new FolderJson(
                    folder.folder().month().toString(),
                    row.tree(),
                    folder.folder().isMain(),
                    folder.exact(),
                    folder.told(),
                    folder.predicted(),
                    folder.missing(),
                    folder.holes(),
                    folder.conflicts(),
                    folder.highest(),
                    folder.sources().stream().map(Names::hyphenated).toList());
        }
    }

    static CoverageJson of(CoverageView view) {
        return new CoverageJson(
                view.list().name().value(), view.rows().stream().map(FolderJson::of).toList());
    }
}
