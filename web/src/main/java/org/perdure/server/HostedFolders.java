package org.perdure.server;

import java.util.List;
import org.perdure.archive.Archive;
import org.perdure.link.Folder;
import org.perdure.message.ListName;

/**
 * The folders of months as the hosts of a tree published them: one a month, at its plain path.
 *
 * @param archive what they are of
 * @param tree the tree; empty for the main folders
 */
record HostedFolders(Archive archive, String tree) {
    /** Returns the folders with mail of a list, by month. */
    List<Folder> of(ListName list) {
        return archive.coverage(list).rows().stream()
                .map(row -> row.folder().folder())
                .filter(folder -> has(list, folder))
                .filter(folder -> archive.hasFolder(list, folder))
                .toList();
    }

    /** Returns whether a folder is one of these. */
    boolean has(ListName list, Folder folder) {
        return archive.trees(list).folder(tree, folder.month()).equals(folder);
    }

    /** Returns whether a list was published in this tree. */
    boolean areKnown(ListName list) {
        return tree.isEmpty() || archive.trees(list).find(tree).isPresent();
    }
}
