package org.perdure.html;

import java.util.List;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.Summary;
import org.perdure.link.Folder;
import org.perdure.message.MailingList;

/**
 * Says what went wrong and where to go on.
 *
 * @param chrome what stands around it
 * @param status the HTTP status
 * @param text what went wrong, for readers
 * @param candidates messages that may have been there
 * @param near messages whose numbers are nearest to one that is not there
 * @param links where to go on
 */
public record ErrorPage(
        Chrome chrome,
        int status,
        String text,
        List<Summary> candidates,
        List<Numbered> near,
        List<Link> links)
        implements HtmlPage {
    ErrorPage(Chrome chrome, int status, String text, List<Numbered> near, List<Link> links) {
        this(chrome, status, text, List.of(), near, links);
    }

    /** Returns the same with messages that may have been there. */
    ErrorPage with(List<Summary> guesses) {
        return new ErrorPage(chrome, status, text, guesses, near, links);
    }

    /** Returns the page of a message with a near number. */
    public String href(Numbered numbered) {
        MailingList list = chrome.list();
        Folder folder = numbered.number().folder();
        return numbered.number().fileName()
                + (list == null ? "" : ShownFolders.of(chrome, list).query(folder));
    }
}
