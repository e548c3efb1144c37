package org.perdure.html;

import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.link.Folder;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ListName;

/** Which folder of a month a request means: by its query, else by its host; or the copied one. */
final class RequestedFolder {
    /** The parameter of a query that names a tree, see {@link Trees#query}. */
    private static final String TREE = "tree";

    /** Where paths begin that were published elsewhere before. */
    private static final String PUBLISHED = "/archives/";

    private final Archive archive;
    private final @Nullable String copied;

    RequestedFolder(Archive archive, Site site) {
        this.archive = archive;
        this.copied = site.copied();
    }

    /**
     * Returns the folder.
     *
     * @param main the main folder of the month, meant where nothing else is said
     */
    Folder of(ListName list, Folder main, UriInfo uri) {
        Trees trees = archive.trees(list);
        if (copied != null) {
            return trees.folder(copied, main.month());
        }
        String tree = uri.getQueryParameters().getFirst(TREE);
        if (tree == null || tree.isEmpty()) {
            return trees.at(host(uri), main.month()).orElse(main);
        }
        if (trees.find(tree).isEmpty()) {
            throw new BadParameter("There is no tree “" + tree + "”.");
        }
        return trees.folder(tree, main.month());
    }

    /**
     * Returns a number in the folder that is meant. Where nothing tells which that is, it is one in
     * which the number was given.
     */
    Route.Numbered of(Route.Numbered route, UriInfo uri) {
        Route.Numbered meant = route.in(of(route.list(), route.number().folder(), uri));
        if (isTold(route, uri)) {
            return meant;
        }
        return archive.trees(route.list()).folders(route.number().month()).stream()
                .map(route::in)
                .filter(each -> archive.isGiven(each.list(), each.number()))
                .findFirst()
                .orElse(meant);
    }

    /** Returns what a request says of its tree, for another spelling of its address. */
    static String told(UriInfo uri) {
        String tree = uri.getQueryParameters().getFirst(TREE);
        return tree == null || tree.isEmpty() ? "" : "?" + TREE + "=" + tree;
    }

    /** Returns whether anything tells the folder of an old address; those of today need nothing. */
    boolean isTold(Route.Numbered route, UriInfo uri) {
        return copied != null
                || !uri.getRequestUri().getRawPath().startsWith(PUBLISHED)
                || uri.getQueryParameters().containsKey(TREE)
                || archive.trees(route.list()).at(host(uri), route.number().month()).isPresent();
    }

    private static String host(UriInfo uri) {
        String host = uri.getRequestUri().getHost();
        return host == null ? "" : host;
    }
}
