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
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.SearchView;

/** Full-text search. */
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class SearchResource {
    /** How many hits a page has if the client does not say. */
    static final int DEFAULT_SIZE = 20;

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
            description = "A page of hits",
            content = @Content(schema = @Schema(implementation = SearchJson.class)))
    @ApiProblems.Bad
    @ApiProblems.NotFound
    @ApiProblems.Building
    public Response search(
            @Parameter(description = "The query; without one, every message matches")
                    @QueryParam("q")
                    @DefaultValue("")
                    String query,
            @Parameter(description = "Only in this list") @QueryParam("list") @Nullable String list,
            @Parameter(
                            description = "Hits on a page",
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
                    @Nullable String sort) {
        SearchView view =
                archive.search(
                        Parameters.optionalList(list),
                        query,
                        Parameters.sort(sort),
                        Parameters.integer("size", size, DEFAULT_SIZE),
                        cursor == null || cursor.isEmpty() ? null : cursor);
        CacheControl cache = new CacheControl();
        cache.setNoTransform(false);
        cache.setMaxAge(Answers.GROWING_SECONDS);
        return Response.ok(SearchJson.of(view)).cacheControl(cache).build();
    }
}
