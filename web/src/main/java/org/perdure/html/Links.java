package org.perdure.html;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.Summary;
import org.perdure.html.Route.View;
import org.perdure.link.ArchivePath;
import org.perdure.link.AuthorPath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.Trees;
import org.perdure.message.ListName;

/**
 * Where the links of a page lead. A page of the published space links within its folder, by file
 * names, so that it works under both of its paths and when saved to disk; any other page links to
 * canonical pages.
 *
 * @param list the list of the page
 * @param folder the folder in which the page is; absent for pages outside the published space
 * @param shown those of the list: in a month that has several, a file name alone does not tell
 */
record Links(ListName list, @Nullable Folder folder, ShownFolders shown) {
    /** Makes links of a list with one tree. */
    Links(ListName list, @Nullable YearMonth month) {
        this(
                list,
                month == null ? null : Folder.of(month),
                new ShownFolders(Site.UNNAMED, Trees.NONE));
    }

    /** Returns the page of a message at its first number. */
    String to(Summary summary) {
        MessageNumber number = summary.number();
        return number == null || folder == null || summary.copy() != 0
                ? summary.path()
                : inFolders(number, summary);
    }

    /** Returns the page of a neighbour. */
    String to(Numbered numbered) {
        return folder == null
                ? numbered.summary().path()
                : inFolders(numbered.number(), numbered.summary());
    }

    private String inFolders(MessageNumber number, Summary summary) {
        if (number.folder().equals(folder)) {
            return number.fileName() + shown.query(number.folder());
        }
        return shown.trees().folders(number.month()).size() > 1
                ? summary.path()
                : "../" + number.month() + "/" + number.fileName();
    }

    /**
     * Returns the index of a folder that is shown, at a message of it if one is given.
     *
     * @param digits {@link MessageNumber#digits()}, or empty
     */
    String toMonth(Folder at, View view, String digits) {
        YearMonth month = at.month();
        String fragment = shown.query(at) + (digits.isEmpty() ? "" : "#" + digits);
        if (at.equals(folder)) {
            return (view == View.DATE ? "index.html" : view.file()) + fragment;
        }
        return folder == null
                ? month(list, month) + view.file() + fragment
                : "../" + month + "/" + (view == View.DATE ? "index.html" : view.file()) + fragment;
    }

    /** Returns where a message was published under a number; absent if that is not shown. */
    @Nullable String toPublished(MessageNumber number) {
        Folder at = number.folder();
        MessageNumber plain = new MessageNumber(at.month(), number.number());
        return shown.has(at) ? ArchivePath.legacyPath(list, plain) + shown.query(at) : null;
    }

    /** Returns the path of a list, such as {@code /xen-devel/}. */
    static String list(ListName list) {
        return "/" + list + "/";
    }

    /** Returns the path of the messages with attachments of a list. */
    static String attachments(ListName list) {
        return list(list) + ArchivePath.ATTACHMENTS + "/";
    }

    /**
     * Returns the page of the author of a message; absent in a copy, and where no name is known.
     */
    static @Nullable String author(Summary summary, Site site) {
        return site.isCopy()
                ? null
                : AuthorPath.find(summary.list(), summary.author()).orElse(null);
    }

    /** Returns the path of a month, such as {@code /xen-devel/2009-06/}. */
    static String month(ListName list, YearMonth month) {
        return list(list) + month + "/";
    }

    /**
     * Returns the path of the folder of a message and of what belongs to it, always with a slash.
     */
    static String folderOf(Summary summary) {
        int query = summary.path().indexOf('?');
        return query < 0 ? summary.path() : summary.path().substring(0, query);
    }

    /** Returns the part of a path that chooses a further copy, such as {@code ?copy=1}, or none. */
    static String copyOf(Summary summary) {
        return summary.copy() == 0 ? "" : "?copy=" + summary.copy();
    }
}
