package org.perdure.html;

import jakarta.ws.rs.core.Response;
import org.perdure.archive.Archive;
import org.perdure.archive.ConversationView;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;

/** The pages of threads. */
final class ThreadPages {
    private final Archive archive;
    private final Site site;

    ThreadPages(Archive archive, Site site) {
        this.archive = archive;
        this.site = site;
    }

    /** Answers with the outline of a thread. */
    Response outline(Answers answers, ThreadView view) {
        Chrome chrome = chrome("Thread", view.list(), view.root(), "t/").withFeeds(Feeds.of(view));
        ThreadPage page = new ThreadPage(chrome, view, archive.ghosts(view));
        return answers.page(page, Answers.PAGE_SECONDS);
    }

    /** Answers with the texts of a thread, one after the other. */
    Response texts(Answers answers, ThreadView view) {
        Chrome chrome = chrome("Thread", view.list(), view.root(), "T/").withFeeds(Feeds.of(view));
        FlatThreadPage page =
                new FlatThreadPage(
                        chrome,
                        view,
                        archive.ghosts(view),
                        archive.threadMessages(view),
                        message -> archive.quotes(message.list(), message.id()));
        // Where its links lead is told while it is written: any change may be one of them.
        return answers.streamed(page, view.etag() + archive.pageVersion());
    }

    /** Answers with the thread of a message as one text. */
    Response conversation(Answers answers, ListName list, MessageId id) {
        ConversationView view = archive.conversation(list, id);
        Chrome chrome = chrome("Conversation", view.list(), view.root(), "conversation/");
        return answers.streamed(new ConversationPage(chrome, view), view.etag());
    }

    private Chrome chrome(String kind, MailingList list, Summary root, String leaf) {
        String title = kind + ": " + MessagePage.subject(root);
        String canonical = Links.folderOf(root) + leaf;
        return Chrome.of(site, title, canonical, list, PageResource.crumbs(list.name()))
                .inIndexes(false);
    }
}
