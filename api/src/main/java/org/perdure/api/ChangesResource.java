package org.perdure.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.store.Change;

/** The change log, for those who keep a copy. */
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ChangesResource {
    /** How many changes are given if the client does not say. */
    static final int DEFAULT_LIMIT = 100;

    private final Archive archive;

    @Inject
    ChangesResource(Archive archive) {
        this.archive = archive;
    }

    /** Returns changes. */
    @GET
    @Operation(
            operationId = "getChanges",
            summary = "What happened after a sequence, oldest first",
            description =
                    "Ask again with next as since; when they are equal, there is no more yet.",
            tags = "changes")
    @ApiResponse(
            responseCode = "200",
            description = "The changes",
            content = @Content(schema = @Schema(implementation = ChangesJson.class)))
    @ApiProblems.Bad
    public Response changes(
            @Parameter(
                            description = "Sequence of the last change that is known",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "0",
                                            defaultValue = "0"))
                    @QueryParam("since")
                    @Nullable String since,
            @Parameter(
                            description = "How many changes at the most",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    @QueryParam("limit")
                    @Nullable String limit) {
        long after = Parameters.sequence("since", since);
        List<Change> changes =
                archive.changes(after, Parameters.integer("limit", limit, DEFAULT_LIMIT));
        CacheControl cache = new CacheControl();
        cache.setNoTransform(false);
        cache.setNoCache(true);
        return Response.ok(ChangesJson.of(changes, after, archive.version()))
                .cacheControl(cache)
                .build();
    }
}
