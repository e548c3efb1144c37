package org.perdure.html;

import java.util.List;
import org.perdure.archive.ListView;
import org.perdure.link.ArchivePath;
import org.perdure.store.MonthCount;

/**
 * The page of the mailboxes of all months.
 *
 * @param chrome what stands around it
 * @param lists the lists
 */
public record MailboxesPage(Chrome chrome, List<ListView> lists) implements HtmlPage {
    static MailboxesPage of(Site site, List<ListView> lists) {
        return new MailboxesPage(
                Chrome.plain(site, "Mailboxes by month", ArchivePath.MAILBOXES),
                List.copyOf(lists));
    }

    /** Returns the folders with mail of a list. */
    public List<MonthCount> folders(ListView list) {
        ShownFolders shown = ShownFolders.of(chrome, list.list());
        return list.calendar().folders().stream()
                .filter(count -> shown.has(count.folder()))
                .toList();
    }

    /** Returns the path of the mailbox of a folder. */
    public String path(ListView list, MonthCount count) {
        return ArchivePath.mailboxPath(list.list().name(), count.month())
                + ShownFolders.of(chrome, list.list()).query(count.folder());
    }

    /** Returns the name of the mailbox of a folder. */
    public static String name(ListView list, MonthCount count) {
        String tree = count.folder().tree();
        return list.list().name() + "-" + count.month() + (tree.isEmpty() ? "" : ", tree " + tree);
    }
}
