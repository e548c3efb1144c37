package org.perdure.html;

import jakarta.ws.rs.core.UriInfo;
import org.perdure.archive.Archive;
import org.perdure.link.Folder;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ListName;

/** Which folder of a month a request means: by its query, else by its host. */
final class RequestedFolder {
    /** The parameter of a query that names a tree, see {@link Folder#query}. */
    private static final String TREE = "tree";

    /** Where paths begin that were published elsewhere before. */
    private static final String PUBLISHED = "/archives/";

    private final Archive archive;

    RequestedFolder(Archive archive) {
        this.archive = archive;
    }

    /**
     * Returns the folder.
     *
     * @param main the main folder of the month, meant where nothing else is said
     */
    Folder of(ListName list, Folder main, UriInfo uri) {
        Trees trees = archive.trees(list);
        String tree = uri.getQueryParameters().getFirst(TREE);
        if (tree == null || tree.isEmpty()) {
            return trees.at(host(uri), main.month()).orElse(main);
        }
        if (trees.find(tree).isEmpty()) {
            throw new BadParameter("There is no tree “" + tree + "”.");
        }
        return trees.folder(tree, main.month());
    }

    /** Returns whether anything tells the folder of an old address; those of today need nothing. */
    boolean isTold(Route.Numbered route, UriInfo uri) {
        return !uri.getRequestUri().getRawPath().startsWith(PUBLISHED)
                || uri.getQueryParameters().containsKey(TREE)
                || archive.trees(route.list()).at(host(uri), route.number().month()).isPresent();
    }

    private static String host(UriInfo uri) {
        String host = uri.getRequestUri().getHost();
        return host == null ? "" : host;
    }
}
