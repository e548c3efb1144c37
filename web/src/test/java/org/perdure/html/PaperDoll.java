package org.perdure.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.html.Route.View;
import org.perdure.search.Question.Sort;

/** Writes every page, made of invented mail, to {@code target/paperdoll}: to be looked at. */
final class PaperDoll {
    private PaperDoll() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/paperdoll");
        Files.createDirectories(folder);
        Templates templates = new Templates();
        byte[] style =
                StaticFiles.find(StaticFiles.STYLESHEET.substring("/static/".length()))
                        .orElseThrow()
                        .bytes();
        Files.write(folder.resolve("style.css"), style);
        for (Map.Entry<String, HtmlPage> page : pages().entrySet()) {
            String html = new String(templates.render(page.getValue()), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve(page.getKey() + ".html"),
                    html.replace("href=\"" + StaticFiles.STYLESHEET + "\"", "href=\"style.css\""));
        }
    }

    /** Returns every page by a name for it. */
    static Map<String, HtmlPage> pages() {
        Map<String, HtmlPage> pages = new LinkedHashMap<>();
        Chrome list =
                Chrome.of(
                        Invented.SITE,
                        "Invented",
                        "/lamp-devel/",
                        Invented.LAMP,
                        List.of(
                                new Link("lamp-devel", "/lamp-devel/"),
                                new Link("June 2009", "/lamp-devel/2009-06/")));
        Chrome plain = Chrome.plain(Invented.SITE, "Invented", "/");
        pages.put(
                "message",
                new MessagePage(
                        list,
                        Invented.message(),
                        new Links(Invented.LIST, Invented.MONTH),
                        Invented.quotes()));
        pages.put(
                "message-canonical",
                new MessagePage(
                        list,
                        Invented.message(),
                        new Links(Invented.LIST, null),
                        Invented.noQuotes(Invented.message())));
        pages.put(
                "message-lonely",
                new MessagePage(
                        plain,
                        Invented.lonely(),
                        new Links(Invented.LIST, Invented.MONTH),
                        Invented.noQuotes(Invented.lonely())));
        pages.put("month-date", new MonthPage(list, Invented.month(), View.DATE));
        pages.put("month-threads", new MonthPage(list, Invented.month(), View.THREAD));
        List<ActiveThread> active = ActiveThread.of(List.of(Invented.month()));
        pages.put("list", new ListPage(list, Invented.list(), active));
        pages.put("about", AboutPage.of(Invented.SITE, List.of(Invented.list())));
        pages.put("front", FrontPage.of(plain, List.of(Invented.list(), Invented.list())));
        pages.put("thread", new ThreadPage(list, Invented.thread(), Invented.ghosts()));
        pages.put(
                "flat",
                new FlatThreadPage(
                        list,
                        Invented.thread(),
                        Invented.ghosts(),
                        List.of(Invented.message(), Invented.lonely()),
                        message -> Invented.quotes()));
        pages.put("conversation", new ConversationPage(list, Invented.conversation()));
        pages.put(
                "search",
                new SearchPage(
                        plain.withQuery("wick OR oil"),
                        Sort.RELEVANCE,
                        Invented.results(),
                        "",
                        true));
        pages.put(
                "search-nothing",
                new SearchPage(
                        plain.withQuery("wick zebra zoo"),
                        Sort.RELEVANCE,
                        Invented.noResults("zebra", "zoo", "s:\"<b>\""),
                        "",
                        true));
        pages.put(
                "search-help",
                new SearchPage(
                        plain,
                        Sort.RELEVANCE,
                        null,
                        "The span 2011..2010 ends before it begins.",
                        true));
        pages.put("resolve", new ResolvePage(plain, null, ResolvePage.NO_PLACES));
        pages.put(
                "resolve-candidates",
                new ResolvePage(plain, Invented.candidates(), ResolvePage.NO_PLACES));
        pages.put("problem", new ProblemPage(plain, ProblemKind.BAD_QUERY));
        List<Numbered> near =
                List.of(
                        Invented.numbered(41, "oil prices", "Cleo Dusk"),
                        Invented.numbered(43, "wicks", "Ben Tallow"));
        pages.put(
                "error",
                new ErrorPage(
                        list,
                        404,
                        "There is no message 42 in June 2009. It may be a gap in the old numbering.",
                        near,
                        List.of(new Link("All of June 2009", "/lamp-devel/2009-06/"))));
        return pages;
    }
}
