package org.perdure.html;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.InterdiffView;
import org.perdure.archive.MessageView;
import org.perdure.archive.SeriesView;
import org.perdure.archive.SeriesView.Letter;
import org.perdure.archive.SeriesView.Version;
import org.perdure.message.MailingList;

/** The pages of series of patches. */
final class SeriesPages {
    private final Archive archive;
    private final Site site;

    SeriesPages(Archive archive, Site site) {
        this.archive = archive;
        this.site = site;
    }

    /** Answers with a series. */
    Response series(Answers answers, Route.Series route) {
        SeriesView view = archive.series().view(route.list(), route.id());
        Chrome chrome = chrome("Series", view.list(), view.shown(), "series/");
        return answers.page(
                new SeriesPage(chrome, view, letter(view.cover())), Answers.NEWEST_SECONDS);
    }

    private @Nullable MessageView letter(@Nullable Letter cover) {
        if (cover == null) {
            return null;
        }
        Iterator<MessageView> read = archive.messages(List.of(cover.summary())).iterator();
        return read.hasNext() ? read.next() : null;
    }

    /** Answers with the difference between two versions. */
    Response interdiff(
            Answers answers, Route.Interdiff route, MultivaluedMap<String, String> query) {
        InterdiffView view =
                archive.series()
                        .interdiff(route.list(), route.id(), PageResource.first(query, "since"));
        Chrome chrome = chrome("Changes", view.list(), view.after(), "interdiff/");
        return answers.page(new InterdiffPage(chrome, view), Answers.NEWEST_SECONDS);
    }

    private Chrome chrome(String kind, MailingList list, Version version, String leaf) {
        String title = kind + ": " + SeriesPage.title(version.head()) + ", " + version.label();
        String canonical = Links.folderOf(version.head()) + leaf;
        return Chrome.of(site, title, canonical, list, PageResource.crumbs(list.name()))
                .inIndexes(false);
    }
}
