package org.perdure.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.Results;
import org.perdure.archive.SearchRequest;
import org.perdure.message.ListName;

/** Full-text search. */
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class SearchResource {
    /** How many hits a page has if the client does not say. */
    static final int DEFAULT_SIZE = 20;

    private static final String MBOX = "application/mbox";
    private static final int BUFFER_BYTES = 64 << 10;

    /** Says of a mailbox whether it is complete, as the last line of NDJSON does. */
    private static final String END = "X-Perdure-End";

    /** The cursor to go on with where a mailbox is not complete. */
    private static final String NEXT = "X-Perdure-Next";

    private final Archive archive;

    @Inject
    SearchResource(Archive archive) {
        this.archive = archive;
    }

    /** Searches. */
    @GET
    @Operation(operationId = "search", summary = "Messages that match a query", tags = "search")
    @ApiResponse(
            responseCode = "200",
            description =
                    "A page of hits; all of them for clients that accept NDJSON, a message a line"
                            + " up to 100,000 and then a line with end, hits and next, or mbox, up"
                            + " to 10,000, with the fields X-Perdure-End and X-Perdure-Next instead",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SearchJson.class)),
                @Content(
                        mediaType = ResolveResource.NDJSON,
                        schema = @Schema(oneOf = {SummaryJson.class, ResultsJson.EndJson.class})),
                @Content(mediaType = MBOX, schema = @Schema(type = "string", format = "binary"))
            })
    @ApiProblems.Bad
    @ApiProblems.NotFound
    @ApiProblems.Unready
    @ApiProblems.Limited
    public Response search(
            @Parameter(description = "The query; without one, every message matches")
                    @QueryParam("q")
                    @DefaultValue("")
                    String query,
            @Parameter(description = "Only in this list") @QueryParam("list") @Nullable String list,
            @Parameter(
                            description = "Hits on a page; of JSON only",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "20"))
                    @QueryParam("size")
                    @Nullable String size,
            @Parameter(description = "next of the page before") @QueryParam("cursor")
                    @Nullable String cursor,
            @Parameter(
                            description = "Order",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"relevance", "newest", "oldest"},
                                            defaultValue = "relevance"))
                    @QueryParam("sort")
                    @Nullable String sort,
            @Parameter(
                            description =
                                    "thread: of each thread the best hit, with the count of its"
                                            + " further ones; of JSON only",
                            schema = @Schema(type = "string", allowableValues = "thread"))
                    @QueryParam("collapse")
                    @Nullable String collapse,
            @Parameter(
                            description =
                                    "Whether hits say why they stand where they stand, by"
                                            + " relevance; of JSON only",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @QueryParam("explain")
                    @Nullable String explain) {
        SearchRequest request =
                new SearchRequest(
                        Parameters.optionalList(list),
                        query,
                        Parameters.sort(sort),
                        Parameters.integer("size", size, DEFAULT_SIZE),
                        Parameters.optional(cursor),
                        Parameters.collapse(collapse),
                        Parameters.flag("explain", explain));
        return answer(SearchJson.of(archive.search(request), request.collapsed())).build();
    }

    /** Returns all that matches, a line each, to those who ask for that media type. */
    @GET
    @Produces(ResolveResource.NDJSON + ";qs=0.5")
    @Operation(hidden = true)
    public Response lines(
            @QueryParam("q") @DefaultValue("") String query,
            @QueryParam("list") @Nullable String list,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort) {
        Results results = results(query, list, cursor, sort);
        StreamingOutput lines = out -> buffered(out, to -> ResultsJson.write(results, to));
        return answer(lines).type(ResolveResource.NDJSON).build();
    }

    /** Returns all that matches as a mailbox, to those who ask for that media type. */
    @GET
    @Produces(MBOX + ";qs=0.4")
    @Operation(hidden = true)
    public Response mailbox(
            @QueryParam("q") @DefaultValue("") String query,
            @QueryParam("list") @Nullable String list,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort)
            throws IOException {
        Results.Keys messages = results(query, list, cursor, sort).keys();
        StreamingOutput mailbox =
                out -> buffered(out, to -> archive.mailboxes().writeMessages(messages.keys(), to));
        Response.ResponseBuilder answer =
                answer(mailbox)
                        .type(MBOX)
                        .header("Content-Disposition", "attachment; filename=\"search.mbox\"")
                        .header(END, Names.hyphenated(messages.ended().why()));
        ListName only = Parameters.optionalList(list);
        boolean masked =
                only == null ? archive.anyHidesEverywhere() : archive.hidesEverywhere(only);
        if (masked) {
            answer.header("X-Perdure-Masked", "addresses");
        }
        String next = messages.ended().next();
        if (next != null) {
            answer.header(NEXT, next);
        }
        return answer.build();
    }

    private Results results(
            String query, @Nullable String list, @Nullable String cursor, @Nullable String sort) {
        return archive.results(
                Parameters.optionalList(list),
                query,
                Parameters.sort(sort),
                Parameters.optional(cursor));
    }

    /** Writes much that comes in small pieces. */
    private static void buffered(OutputStream out, StreamingOutput content) throws IOException {
        OutputStream buffer = new BufferedOutputStream(out, BUFFER_BYTES);
        content.write(buffer);
        buffer.flush();
    }

    private static Response.ResponseBuilder answer(Object entity) {
        CacheControl cache = new CacheControl();
        cache.setNoTransform(false);
        cache.setMaxAge(Answers.GROWING_SECONDS);
        return Response.ok(entity).cacheControl(cache).header("Vary", "Accept, Accept-Encoding");
    }
}
