package org.perdure.html;

import java.util.List;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.link.Folder;
import org.perdure.message.MailingList;

/**
 * Says what went wrong and where to go on.
 *
 * @param chrome what stands around it
 * @param status the HTTP status
 * @param text what went wrong, for readers
 * @param near messages whose numbers are nearest to one that is not there
 * @param links where to go on
 */
public record ErrorPage(
        Chrome chrome, int status, String text, List<Numbered> near, List<Link> links)
        implements HtmlPage {
    /** Returns the page of a message with a near number. */
    public String href(Numbered numbered) {
        MailingList list = chrome.list();
        Folder folder = numbered.number().folder();
        return numbered.number().fileName()
                + (list == null ? "" : ShownFolders.of(chrome, list).query(folder));
    }
}
