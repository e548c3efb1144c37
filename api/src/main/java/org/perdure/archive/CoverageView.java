package org.perdure.archive;

import java.util.List;
import org.perdure.message.MailingList;
import org.perdure.store.FolderCoverage;

/**
 * What is known of the old numbers of a list.
 *
 * @param list the list
 * @param rows its folders, by month
 * @param etag changes when anything here does; without quotes
 */
public record CoverageView(MailingList list, List<Row> rows, String etag) {
    public CoverageView {
        rows = List.copyOf(rows);
    }

    /**
     * A folder.
     *
     * @param tree name of its tree; empty if the list has but one
     * @param folder what is known of it
     */
    public record Row(String tree, FolderCoverage folder) {}
}
