package org.perdure.html;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.ListView;
import org.perdure.archive.MessageView;
import org.perdure.archive.SearchView;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.html.Feed.Format;
import org.perdure.message.ListName;
import org.perdure.search.Question.Sort;
import org.perdure.text.Block;

/** The feeds of lists, threads and queries. What a list masks on pages is masked here. */
final class Feeds {
    private final Archive archive;
    private final Answers answers;
    private final Site site;

    Feeds(Archive archive, Answers answers, Site site) {
        this.archive = archive;
        this.answers = answers;
        this.site = site;
    }

    /** Returns where the feeds of a list are. */
    static FeedLinks of(ListName list) {
        return new FeedLinks(
                list(list, Format.ATOM), list(list, Format.JSON), "Newest messages of " + list);
    }

    private static String list(ListName list, Format format) {
        return Links.list(list) + "new." + format.extension();
    }

    /** Returns where the feeds of a thread are. */
    static FeedLinks of(ThreadView thread) {
        return new FeedLinks(
                thread(thread, Format.ATOM),
                thread(thread, Format.JSON),
                "Newest messages of this thread");
    }

    private static String thread(ThreadView thread, Format format) {
        return Links.folderOf(thread.root()) + "t." + format.extension();
    }

    /**
     * Returns where the feeds of a query are.
     *
     * @param page path of the page that searches
     */
    static FeedLinks of(String page, String query) {
        return new FeedLinks(
                search(page, query, Format.ATOM),
                search(page, query, Format.JSON),
                "Newest messages that match");
    }

    private static String search(String page, String query, Format format) {
        return search(page, query) + "&x=" + format.letter();
    }

    private static String search(String page, String query) {
        return page + "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /** Answers with the newest messages of a list. */
    Response list(Route.ListFeed route) {
        ListView view = archive.list(route.list());
        return answer(
                new Feed(
                        ListPage.title(view.list()),
                        Links.list(route.list()),
                        list(route.list(), route.format()),
                        items(view.newest())),
                route.format());
    }

    /** Answers with the newest messages of a thread. */
    Response thread(Route.ThreadFeed route) {
        ThreadView view = archive.thread(route.list(), route.id());
        List<Summary> newest =
                view.nodes().stream()
                        .map(ThreadView.Node::summary)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing(Summary::arrived).reversed())
                        .limit(Feed.MAX_ITEMS)
                        .toList();
        return answer(
                new Feed(
                        "Thread: " + MessagePage.subject(view.root()),
                        Links.folderOf(view.root()) + "t/",
                        thread(view, route.format()),
                        items(newest)),
                route.format());
    }

    /**
     * Answers with the newest messages that match a query.
     *
     * @param list where to search; absent for all lists
     */
    Response search(@Nullable ListName list, String query, Format format) {
        SearchView view = archive.search(list, query, Sort.NEWEST, Feed.MAX_ITEMS, null);
        String page = list == null ? "/search" : Links.list(list);
        return answer(
                new Feed(
                        query + (list == null ? "" : " in " + list),
                        search(page, query),
                        search(page, query, format),
                        items(view.hits().stream().map(SearchView.Result::summary).toList())),
                format);
    }

    private Response answer(Feed feed, Format format) {
        byte[] bytes =
                switch (format) {
                    case ATOM -> AtomFeed.of(feed, site);
                    case JSON -> JsonFeed.of(feed, site);
                };
        return answers.validated(StaticFiles.hash(bytes), Answers.NEWEST_SECONDS)
                .type(format.mediaType())
                .header("X-Robots-Tag", "noindex")
                .entity(bytes)
                .build();
    }

    private List<Feed.Item> items(List<Summary> newest) {
        List<Feed.Item> items = new ArrayList<>();
        archive.messages(newest).forEach(message -> items.add(item(message)));
        return items;
    }

    private static Feed.Item item(MessageView message) {
        Summary summary = message.summary();
        String text = Block.text(message.blocks());
        return new Feed.Item(
                Feed.id(summary.path()),
                summary.path(),
                MessagePage.subject(summary),
                summary.author().isBlank() ? "unknown" : summary.author(),
                summary.arrived(),
                text.length() <= Feed.MAX_TEXT ? text : cut(text));
    }

    private static String cut(String text) {
        boolean withinPair = Character.isHighSurrogate(text.charAt(Feed.MAX_TEXT - 1));
        return text.substring(0, Feed.MAX_TEXT - (withinPair ? 1 : 0)) + "\n[...]\n";
    }
}
