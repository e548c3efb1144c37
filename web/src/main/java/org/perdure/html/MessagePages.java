package org.perdure.html;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.MessageView;
import org.perdure.archive.QuotesView;
import org.perdure.archive.Summary;
import org.perdure.link.Folder;
import org.perdure.message.ArchiveException;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;

/** The pages of messages, at their numbers and at their canonical addresses, in both looks. */
final class MessagePages {
    private final Archive archive;
    private final Function<String, LinkAnswer> resolver;
    private final Site site;
    private final Templates templates;
    private final PageCache pages = new PageCache(PageCache.MAX_BYTES);

    /**
     * @param resolver says what is known of an address at which there is no message
     */
    MessagePages(
            Archive archive,
            Function<String, LinkAnswer> resolver,
            Site site,
            Templates templates) {
        this.archive = archive;
        this.resolver = resolver;
        this.site = site;
        this.templates = templates;
    }

    /**
     * Answers with the message at a number; where there is none, with those beside it.
     *
     * @param look as what it is shown
     * @param version of the archive, read before
     * @param since when the archive came to that version, if that can be told
     */
    Response numbered(
            Answers answers,
            Route.Numbered route,
            Look look,
            long version,
            @Nullable Instant since) {
        RenderedPage page;
        try {
            page =
                    look == Look.USUAL
                            ? pages.page(route, version, since, () -> answers.rendered(page(route)))
                            : rendered(answers, page(route), look);
        } catch (ArchiveException.UnknownMessage unknown) {
            LinkAnswer known = resolver.apply(path(route));
            return Answers.error(
                    templates, new MissingPlace(site, archive).number(route, unknown, known));
        }
        return answers.page(page, Answers.PAGE_SECONDS);
    }

    /** With the name of its tree, since no host tells it here. */
    private String path(Route.Numbered route) {
        Folder folder = route.number().folder();
        return Links.month(route.list(), folder.month())
                + route.number().fileName()
                + archive.trees(route.list()).query(folder);
    }

    private MessagePage page(Route.Numbered route) {
        return page(
                archive.message(route.list(), route.number()),
                new Links(route.list(), route.number().folder(), shown(route.list())));
    }

    /** Answers with a message; the parameters as of {@link #numbered}. */
    Response message(
            Answers answers,
            Route.Message route,
            int copy,
            Look look,
            long version,
            @Nullable Instant since) {
        Supplier<RenderedPage> maker = () -> answers.rendered(page(route, copy));
        RenderedPage page;
        if (look != Look.USUAL) {
            page = rendered(answers, page(route, copy), look);
        } else {
            // Further copies are asked for rarely, and have no route of their own.
            page = copy == 0 ? pages.page(route, version, since, maker) : maker.get();
        }
        return answers.page(page, Answers.PAGE_SECONDS);
    }

    private MessagePage page(Route.Message route, int copy) {
        return page(
                archive.message(route.list(), route.id(), copy),
                new Links(route.list(), null, shown(route.list())));
    }

    private static RenderedPage rendered(Answers answers, MessagePage page, Look look) {
        return switch (look) {
            case USUAL -> answers.rendered(page);
            case MHONARC -> answers.inOldLook(page);
            case OWN -> answers.rendered(page.inOwnWords());
        };
    }

    private ShownFolders shown(ListName list) {
        return new ShownFolders(site, archive.trees(list));
    }

    private MessagePage page(MessageView view, Links links) {
        MailingList list = view.list();
        Folder folder = view.folder();
        Chrome chrome =
                Chrome.of(
                        site,
                        MessagePage.subject(view.summary()),
                        view.summary().path(),
                        list,
                        folder == null
                                ? PageResource.crumbs(list.name())
                                : PageResource.crumbs(list.name(), folder, links.shown()));
        Summary summary = view.summary();
        QuotesView quotes = archive.quotes(list.name(), summary.id(), summary.copy());
        return new MessagePage(chrome, view, links, quotes);
    }
}
