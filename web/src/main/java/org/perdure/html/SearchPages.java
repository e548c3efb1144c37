package org.perdure.html;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.SearchRequest;
import org.perdure.message.ArchiveException;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.search.Question.Sort;

/** What matches a query: as pages, as feeds, and as a mailbox. */
final class SearchPages {
    /** How many hits a page of search results has. */
    private static final int HITS = 25;

    /** How readers ask for a mailbox, as of public-inbox. */
    static final String MAILBOX = "m";

    private final Archive archive;
    private final Site site;
    private final Templates templates;
    private final Answers answers;
    private final MailboxDownloads mailboxes;

    SearchPages(
            Archive archive,
            Site site,
            Templates templates,
            Answers answers,
            MailboxDownloads mailboxes) {
        this.archive = archive;
        this.site = site;
        this.templates = templates;
        this.answers = answers;
        this.mailboxes = mailboxes;
    }

    /**
     * Answers with what matches, in the form that is asked for; with help where nothing is asked.
     *
     * @param list where to search; absent for all lists
     * @param query parameters of the request
     */
    Response answer(@Nullable MailingList list, MultivaluedMap<String, String> query) {
        String text = PageResource.first(query, "q");
        Sort sort = sort(PageResource.first(query, "sort"));
        String after = PageResource.first(query, "cursor");
        String cursor = after.isEmpty() ? null : after;
        boolean collapsed = collapsed(PageResource.first(query, "collapse"));
        Chrome plain =
                Chrome.plain(site, text.isBlank() ? "Search" : text + " · Search", "/search");
        Chrome chrome =
                (list == null
                                ? plain
                                : Chrome.of(
                                        site,
                                        plain.title(),
                                        Links.list(list.name()),
                                        list,
                                        PageResource.crumbs(list.name())))
                        .inIndexes(false)
                        .withQuery(text);
        if (text.isBlank()) {
            return answers.page(new SearchPage(chrome, sort, null, "", true), Answers.PAGE_SECONDS);
        }
        ListName where = list == null ? null : list.name();
        try {
            String form = PageResource.first(query, "x");
            if (form.equals(MAILBOX)) {
                return mailboxes.search(where, text, sort, cursor);
            }
            Feed.Format feed = feed(form);
            if (feed != null) {
                return new Feeds(archive, answers, site).search(where, text, feed);
            }
            var view =
                    archive.search(
                            new SearchRequest(where, text, sort, HITS, cursor, collapsed, false));
            Chrome fed = chrome.withFeeds(Feeds.of(chrome.searchPath(), text));
            return answers.page(
                    new SearchPage(fed, sort, collapsed, view, "", cursor == null),
                    Answers.NEWEST_SECONDS);
        } catch (ArchiveException.BadQuery bad) {
            return unanswered(400, chrome, sort, bad).build();
        } catch (ArchiveException.IndexBuilding building) {
            return unanswered(503, chrome, sort, building)
                    .header("Retry-After", ArchiveException.IndexBuilding.RETRY_SECONDS)
                    .header("Cache-Control", "no-store")
                    .build();
        }
    }

    private Response.ResponseBuilder unanswered(
            int status, Chrome chrome, Sort sort, ArchiveException problem) {
        String text = problem.getMessage();
        HtmlPage page =
                new SearchPage(
                        chrome.withoutCanonical(), sort, null, text == null ? "" : text, true);
        return Response.status(status).entity(templates.render(page)).type(Answers.HTML);
    }

    /** Returns in which form a reader wants a query's feed; nothing to have a page. */
    private static Feed.@Nullable Format feed(String letter) {
        if (letter.isEmpty()) {
            return null;
        }
        return Stream.of(Feed.Format.values())
                .filter(format -> format.letter().equals(letter))
                .findFirst()
                .orElseThrow(
                        () -> new BadParameter("There is no form “" + letter + "” of a search."));
    }

    private static boolean collapsed(String by) {
        return switch (by) {
            case "" -> false;
            case SearchPage.COLLAPSED -> true;
            default -> throw new BadParameter("Hits are not collapsed by “" + by + "”.");
        };
    }

    private static Sort sort(String name) {
        return switch (name) {
            case "", "relevance" -> Sort.RELEVANCE;
            case "newest" -> Sort.NEWEST;
            case "oldest" -> Sort.OLDEST;
            default -> throw new BadParameter("There is no order “" + name + "”.");
        };
    }
}
