package org.perdure.html;

import org.perdure.link.Folder;
import org.perdure.link.Trees;
import org.perdure.message.MailingList;

/**
 * Which folders of a month a site shows, and how its links name them. A service shows all, and is
 * told the tree in the query. A copy shows one, at the plain path, for file servers do not look at
 * queries.
 *
 * @param site the site
 * @param trees those of a list
 */
record ShownFolders(Site site, Trees trees) {
    static ShownFolders of(Chrome chrome, MailingList list) {
        return new ShownFolders(chrome.site(), Trees.of(list));
    }

    /** Returns whether there are pages of a folder. */
    boolean has(Folder folder) {
        String copied = site.copied();
        return copied == null || trees.folder(copied, folder.month()).equals(folder);
    }

    /** Returns what follows the path of a page of a folder: {@code ?tree=old}, or nothing. */
    String query(Folder folder) {
        return site.isCopy() ? "" : trees.query(folder);
    }
}
