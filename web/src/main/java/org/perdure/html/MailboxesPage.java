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

    /** Returns the path of the mailbox of a month. */
    public static String path(ListView list, MonthCount month) {
        return ArchivePath.mailboxPath(list.list().name(), month.month());
    }

    /** Returns the name of the mailbox of a month. */
    public static String name(ListView list, MonthCount month) {
        return list.list().name() + "-" + month.month();
    }
}
