package org.perdure.html;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.model.Resource;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.AttachmentsView;
import org.perdure.archive.AuthorView;
import org.perdure.archive.CoverageView;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.archive.ListView;
import org.perdure.archive.MonthView;
import org.perdure.archive.Summary;
import org.perdure.link.ArchivePath;
import org.perdure.link.AuthorPath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ArchiveException.UnknownList;
import org.perdure.message.ArchiveException.UnknownMessage;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;
import org.perdure.store.MonthCount;

/**
 * All pages. One resource, because the paths of msg-ids, of months and of this service's own pages
 * cross each other in ways that {@link RouteParser} can say and path templates cannot.
 */
final class PageResource implements Inflector<ContainerRequestContext, Response> {
    /** What can be done with a page: HEAD, which the server answers from GET, is not known here. */
    static final String METHODS = "GET, HEAD, OPTIONS";

    private static final String RESOLVE = "Where does an old link lead?";

    private final Archive archive;
    private final Function<String, LinkAnswer> resolver;
    private final Site site;
    private final Templates templates;
    private final String look;
    private final Freshness freshness;
    private final Redirects redirects;
    private final RequestedFolder folders;
    private final OldScripts scripts;
    private final CrawlerFiles crawlers;
    private final MessagePages messages;
    private final ThreadPages threads;

    PageResource(
            Archive archive,
            Function<String, LinkAnswer> resolver,
            Site site,
            Templates templates,
            Freshness freshness) {
        this.archive = archive;
        this.resolver = resolver;
        this.site = site;
        this.templates = templates;
        this.look = StaticFiles.STYLESHEET + StaticFiles.SCRIPT + site;
        this.freshness = freshness;
        this.folders = new RequestedFolder(archive, site);
        this.redirects = new Redirects(archive, folders);
        this.scripts = new OldScripts(archive);
        this.crawlers = new CrawlerFiles(archive, site);
        this.messages = new MessagePages(archive, resolver, site, templates);
        this.threads = new ThreadPages(archive, site);
    }

    /** Returns this as a resource for {@code GET}, and with it {@code HEAD}, of every path. */
    Resource asResource() {
        Resource.Builder resource = Resource.builder("{path: .*}");
        resource.addMethod(HttpMethod.GET).handledBy(this);
        return resource.build();
    }

    /** Answers a request. */
    @Override
    public Response apply(ContainerRequestContext context) {
        try {
            return answer(context);
        } catch (UnknownList | UnknownMessage | UnknownPage nothing) {
            return redirects.repaired(context.getUriInfo()).orElseThrow(() -> nothing);
        }
    }

    private Response answer(ContainerRequestContext context) {
        UriInfo uri = context.getUriInfo();
        Request request = context.getRequest();
        long version = archive.pageVersion();
        Instant since = freshness.since(version).orElse(null);
        Answers answers = new Answers(templates, request, look, since);
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        return switch (RouteParser.parse(uri.getRequestUri().getRawPath())) {
            case Route.Front front -> front(answers);
            case Route.StaticFile file -> file(answers, file);
            case Route.Sitemap sitemap -> crawlers.answer(answers, sitemap);
            case Route.Search search ->
                    site.isCopy()
                            ? notHere(answers)
                            : searches(answers, context).answer(null, query);
            case Route.Resolve resolve ->
                    site.isCopy() ? notHere(answers) : resolve(answers, query);
            case Route.About about ->
                    site.isCopy()
                            ? notHere(answers)
                            : answers.page(
                                    AboutPage.of(site, archive.lists()), Answers.NEWEST_SECONDS);
            case Route.Problem problem -> problem(answers, problem);
            case Route.ListHome home ->
                    list(answers, home.list(), query, searches(answers, context));
            case Route.Coverage coverage -> coverage(answers, coverage.list());
            case Route.Attachments route ->
                    site.isCopy() ? notHere(answers) : attachments(answers, route, query);
            case Route.Author route ->
                    site.isCopy() ? notHere(answers) : author(answers, route, query);
            case Route.Month month ->
                    month(answers, month.in(folders.of(month.list(), month.folder(), uri)));
            case Route.Numbered numbered ->
                    several(numbered, uri)
                            .orElseGet(
                                    () ->
                                            messages.numbered(
                                                    answers,
                                                    folders.of(numbered, uri),
                                                    Look.of(first(query, "as")),
                                                    version,
                                                    since));
            case Route.Message message ->
                    messages.message(
                            answers,
                            message,
                            copy(query),
                            Look.of(first(query, "as")),
                            version,
                            since);
            case Route.NestedThread thread ->
                    threads.outline(answers, archive.thread(thread.list(), thread.id()));
            case Route.FlatThread thread ->
                    threads.texts(answers, archive.thread(thread.list(), thread.id()));
            case Route.Conversation thread ->
                    threads.conversation(answers, thread.list(), thread.id());
            case Route.Series series ->
                    site.isCopy()
                            ? notHere(answers)
                            : new SeriesPages(archive, site).series(answers, series);
            case Route.Interdiff interdiff ->
                    site.isCopy()
                            ? notHere(answers)
                            : new SeriesPages(archive, site).interdiff(answers, interdiff, query);
            case Route.SeriesMbox mbox ->
                    mailboxes(answers, context).series(mbox, first(query, "as").equals("received"));
            case Route.Raw raw -> downloads(answers).raw(raw, copy(query));
            case Route.Html html -> downloads(answers).html(html, copy(query), templates);
            case Route.ListFeed feed -> new Feeds(archive, answers, site).list(feed);
            case Route.ThreadFeed feed -> new Feeds(archive, answers, site).thread(feed);
            case Route.ThreadMbox mbox -> mailboxes(answers, context).thread(mbox);
            case Route.Part part -> downloads(answers).part(part, copy(query));
            case Route.MonthFile file -> file(answers, file);
            case Route.MonthMbox mbox ->
                    mailboxes(answers, context)
                            .month(mbox, folders.of(mbox.list(), Folder.of(mbox.month()), uri));
            case Route.ListMbox mbox ->
                    site.isCopy() ? notHere(answers) : mailboxes(answers, context).all(mbox);
            case Route.Checksums sums -> mailboxes(answers, context).checksums(sums);
            case Route.Mailboxes mailboxes ->
                    answers.page(MailboxesPage.of(site, archive.lists()), Answers.NEWEST_SECONDS);
            case Route.MesgCgi mesgCgi ->
                    scripts.namesList(query)
                            ? scripts.message(query)
                            : led(Chrome.plain(site, RESOLVE, "/resolve"), own(uri));
            case Route.NamazuCgi namazuCgi -> scripts.search(query);
            case Route.Moved moved -> redirects.answer(moved, uri);
            case Route.Nowhere nowhere -> throw new UnknownPage(nowhere.reason());
        };
    }

    private Downloads downloads(Answers answers) {
        return new Downloads(archive, answers, site);
    }

    private MailboxDownloads mailboxes(Answers answers, ContainerRequestContext asked) {
        return new MailboxDownloads(archive, answers, site, asked);
    }

    private SearchPages searches(Answers answers, ContainerRequestContext asked) {
        return new SearchPages(archive, site, templates, answers, mailboxes(answers, asked));
    }

    private Response front(Answers answers) {
        Chrome chrome = Chrome.plain(site, site.title(), "/").inIndexes(true);
        return answers.page(FrontPage.of(chrome, archive.lists()), Answers.NEWEST_SECONDS);
    }

    /** Stands where a service would be asked something. */
    private Response notHere(Answers answers) {
        return answers.page(
                new ErrorPage(
                        Chrome.plain(site, "Not in this copy", ""),
                        200,
                        "This is a copy of the archive in files. It has all pages at their addresses,"
                                + " and cannot search or look up links.",
                        List.of(),
                        List.of(new Link("All lists", "/"))),
                Answers.PAGE_SECONDS);
    }

    private Response file(Answers answers, Route.StaticFile route) {
        StaticFiles.StaticFile file =
                StaticFiles.find(route.name(), site)
                        .orElseThrow(() -> new UnknownPage("There is no such file."));
        byte[] bytes =
                route.name().equals("robots.txt") ? crawlers.robots(file.bytes()) : file.bytes();
        Response.ResponseBuilder answer =
                answers.validated(StaticFiles.hash(bytes), Answers.PAGE_SECONDS);
        if (file.immutable()) {
            answer.header("Cache-Control", null)
                    .header("Cache-Control", "public, max-age=31536000, immutable");
        }
        return answer.entity(bytes).type(file.mediaType()).build();
    }

    private Response file(Answers answers, Route.MonthFile route) {
        try {
            return downloads(answers).file(route);
        } catch (UnknownPage unknown) {
            return Answers.error(templates, new MissingPlace(site, archive).file(route, unknown));
        }
    }

    private Response list(
            Answers answers,
            ListName name,
            MultivaluedMap<String, String> query,
            SearchPages searches) {
        if (query.containsKey("q")) {
            return searches.answer(archive.list(name).list(), query);
        }
        var view = archive.list(name);
        Chrome chrome =
                Chrome.of(
                                site,
                                ListPage.title(view.list()),
                                Links.list(name),
                                view.list(),
                                List.of())
                        .withFeeds(Feeds.of(name));
        return answers.page(new ListPage(chrome, view, active(view)), Answers.NEWEST_SECONDS);
    }

    private List<ActiveThread> active(ListView view) {
        ListName list = view.list().name();
        ShownFolders shown = new ShownFolders(site, archive.trees(list));
        List<MonthCount> months = view.calendar().months(shown::has);
        return ActiveThread.of(
                months
                        .subList(Math.max(0, months.size() - ActiveThread.MONTHS), months.size())
                        .stream()
                        .map(month -> archive.month(list, month.folder()))
                        .toList());
    }

    private Response coverage(Answers answers, ListName list) {
        CoverageView view = archive.coverage(list);
        Chrome chrome =
                Chrome.of(
                                site,
                                list + ": how sure the old numbers are",
                                Links.list(list) + ArchivePath.COVERAGE + "/",
                                view.list(),
                                crumbs(list))
                        .inIndexes(false);
        return answers.page(new CoveragePage(chrome, view), Answers.PAGE_SECONDS);
    }

    private Response attachments(
            Answers answers, Route.Attachments route, MultivaluedMap<String, String> query) {
        AttachmentsView view = archive.attachments(route.list(), cursor(query));
        Chrome chrome =
                Chrome.of(
                                site,
                                route.list() + ": attachments",
                                Links.attachments(route.list()),
                                view.list(),
                                crumbs(route.list()))
                        .inIndexes(false);
        return answers.page(new AttachmentsPage(chrome, view), Answers.NEWEST_SECONDS);
    }

    private Response author(
            Answers answers, Route.Author route, MultivaluedMap<String, String> query) {
        AuthorView view = archive.author(route.list(), route.name(), cursor(query));
        Chrome chrome =
                Chrome.of(
                                site,
                                view.name() + " in " + route.list(),
                                AuthorPath.find(route.list(), view.name()).orElse(""),
                                view.list(),
                                crumbs(route.list()))
                        .inIndexes(false);
        return answers.page(
                new AuthorPage(chrome, view, cursor(query) == null), Answers.NEWEST_SECONDS);
    }

    private static @Nullable String cursor(MultivaluedMap<String, String> query) {
        String cursor = first(query, "cursor");
        return cursor.isEmpty() ? null : cursor;
    }

    /** Answers for an old address that means two messages, if nothing tells which of them. */
    private Optional<Response> several(Route.Numbered route, UriInfo uri) {
        return folders.isTold(route, uri)
                ? Optional.empty()
                : Optional.of(resolver.apply(uri.getRequestUri().getRawPath()))
                        .filter(LinkAnswer::several)
                        .map(this::several);
    }

    private Response several(LinkAnswer answer) {
        Chrome chrome = Chrome.plain(site, "Two messages had this address", "/resolve");
        return unresolved(chrome, answer);
    }

    private Response month(Answers answers, Route.Month route) {
        MonthView view;
        try {
            view = archive.month(route.list(), route.folder());
        } catch (UnknownPage unknown) {
            return Answers.error(templates, new MissingPlace(site, archive).month(route, unknown));
        }
        String title =
                route.list()
                        + ", "
                        + Dates.month(route.folder().month())
                        + ", by "
                        + route.view().label().toLowerCase(Locale.ROOT);
        String canonical =
                Links.month(route.list(), route.folder().month())
                        + route.view().file()
                        + route.folder().query();
        Chrome chrome =
                Chrome.of(site, title, canonical, view.list(), crumbs(route.list()))
                        .inIndexes(false);
        return answers.page(new MonthPage(chrome, view, route.view()), Answers.PAGE_SECONDS);
    }

    static List<Link> crumbs(ListName list) {
        return List.of(new Link(list.value(), Links.list(list)));
    }

    /** Returns the pages above one of a folder. */
    static List<Link> crumbs(ListName list, Folder folder, ShownFolders shown) {
        String path = Links.month(list, folder.month()) + shown.query(folder);
        return List.of(
                new Link(list.value(), Links.list(list)),
                new Link(Dates.month(folder.month()), path));
    }

    private Response resolve(Answers answers, MultivaluedMap<String, String> query) {
        String link = first(query, "url").strip();
        Chrome chrome = Chrome.plain(site, RESOLVE, "/resolve");
        if (link.isEmpty()) {
            return answers.page(new ResolvePage(chrome, null, this::tree), Answers.PAGE_SECONDS);
        }
        return led(chrome, resolver.apply(link));
    }

    /** Returns the answer for a path of ours, with its query. */
    private LinkAnswer own(UriInfo uri) {
        URI asked = uri.getRequestUri();
        String query = asked.getRawQuery();
        return resolver.apply(asked.getRawPath() + (query == null ? "" : "?" + query));
    }

    private Response led(Chrome chrome, LinkAnswer answer) {
        String path = answer.path();
        if (answer.status() == Status.EXACT
                && path != null
                && path.startsWith("/")
                && !path.startsWith("//")) {
            return Answers.moved(path);
        }
        return unresolved(chrome, answer);
    }

    private Response unresolved(Chrome chrome, LinkAnswer answer) {
        int status = status(answer);
        int seconds = status == 410 ? Answers.GONE_SECONDS : Answers.NEWEST_SECONDS;
        return Response.status(status)
                .entity(
                        templates.render(
                                new ResolvePage(chrome.withoutCanonical(), answer, this::tree)))
                .type(Answers.HTML)
                .header("Cache-Control", "public, max-age=" + seconds)
                .build();
    }

    /** Returns what to call the tree in which a message has its number; empty if there is one. */
    private String tree(Summary summary) {
        MessageNumber number = summary.number();
        Trees trees = archive.trees(summary.list());
        return number == null || trees.folders(number.month()).size() < 2
                ? ""
                : trees.nameOf(number.folder());
    }

    /** 300 for a link that names each of several messages; 404 for guesses, to be forgotten. */
    private static int status(LinkAnswer answer) {
        if (answer.status() == Status.GONE) {
            return 410;
        }
        return answer.several() ? 300 : 404;
    }

    private Response problem(Answers answers, Route.Problem route) {
        ProblemKind kind =
                ProblemKind.find(route.type())
                        .orElseThrow(() -> new UnknownPage("There is no such type of problem."));
        Chrome chrome = Chrome.plain(site, kind.title(), "/problems/" + kind.type());
        return answers.page(new ProblemPage(chrome, kind), Answers.PAGE_SECONDS);
    }

    private static int copy(MultivaluedMap<String, String> query) {
        String text = first(query, "copy");
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,6}")) {
            throw new BadParameter("There is no copy “" + text + "”.");
        }
        return Integer.parseInt(text);
    }

    static String first(MultivaluedMap<String, String> query, String name) {
        String value = query.getFirst(name);
        return value == null ? "" : value;
    }
}
