package org.perdure.html;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.perdure.message.ArchiveException;

/** Shows what went wrong as a page, without a word of the program. */
final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Link FRONT = new Link("All lists", "/");
    private static final Link SEARCH = new Link("Search", "/search");
    private static final Link RESOLVE = new Link("Where does an old link lead?", "/resolve");

    private final Site site;
    private final Templates templates;
    private final BiConsumer<String, Throwable> faults;

    /**
     * @param faults is given what nobody expected, with the id that the reader is shown
     */
    ErrorMapper(Site site, Templates templates, BiConsumer<String, Throwable> faults) {
        this.site = site;
        this.templates = templates;
        this.faults = faults;
    }

    @Override
    public Response toResponse(Throwable problem) {
        if (problem instanceof ArchiveException unanswered) {
            return unanswered(unanswered);
        }
        if (problem instanceof HeaderValueException) {
            return unreadable(400);
        }
        return problem instanceof WebApplicationException http
                        && http.getResponse().getStatus() < 500
                ? http(http)
                : fault(problem);
    }

    private Response unanswered(ArchiveException problem) {
        return switch (problem) {
            case ArchiveException.UnknownList unknownList -> missing(problem);
            case ArchiveException.UnknownMessage unknownMessage -> missing(problem);
            case ArchiveException.UnknownPage unknownPage -> missing(problem);
            case ArchiveException.TakenDown gone -> tombstone(gone);
            case ArchiveException.IndexBuilding building -> show(503, "Not yet", said(problem));
            case ArchiveException.Busy busy ->
                    Response.fromResponse(show(503, "Not now", said(problem)))
                            .header(HttpHeaders.RETRY_AFTER, ArchiveException.Busy.RETRY_SECONDS)
                            .build();
            case ArchiveException.BadQuery badQuery ->
                    show(400, "That cannot be answered", said(problem));
            case ArchiveException.BadParameter badParameter ->
                    show(400, "That cannot be answered", said(problem));
        };
    }

    private Response missing(ArchiveException problem) {
        return show(404, "Not found", said(problem));
    }

    /** Stands in the place of a message, and says nothing of what was in it. */
    private Response tombstone(ArchiveException.TakenDown gone) {
        List<Link> links = new ArrayList<>();
        gone.month()
                .ifPresent(
                        month ->
                                links.add(
                                        new Link(
                                                "All of " + Dates.month(month),
                                                Links.month(gone.list(), month))));
        links.add(new Link("The list " + gone.list(), Links.list(gone.list())));
        links.add(SEARCH);
        return show(410, "Taken down", said(gone), links);
    }

    private static String said(ArchiveException problem) {
        String text = problem.getMessage();
        return text == null ? "" : text;
    }

    private Response http(WebApplicationException problem) {
        Response answer = problem.getResponse();
        int status = answer.getStatus();
        if (status < 400) {
            return answer;
        }
        Response page =
                switch (status) {
                    case 404 -> show(404, "Not found", "There is nothing at this address.");
                    case 405 -> show(405, "Not possible", "This address can only be read.");
                    default -> unreadable(status);
                };
        return status == 405
                ? Response.fromResponse(page).header("Allow", PageResource.METHODS).build()
                : page;
    }

    private Response unreadable(int status) {
        return show(status, "That cannot be answered", "The request could not be read.");
    }

    private Response fault(Throwable problem) {
        String id = UUID.randomUUID().toString();
        faults.accept(id, problem);
        return show(
                500,
                "Something is wrong here",
                "This page could not be made. If you write to the operator, name this id: " + id);
    }

    private Response show(int status, String title, String text) {
        return show(status, title, text, List.of(FRONT, SEARCH, RESOLVE));
    }

    private Response show(int status, String title, String text, List<Link> links) {
        Chrome chrome = Chrome.plain(site, title, "");
        return Answers.error(templates, new ErrorPage(chrome, status, text, List.of(), links));
    }
}
