package org.perdure.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.ChangeWatch;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.store.Change;

/** The change log, for those who keep a copy. */
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ChangesResource {
    /** How many changes are given if the client does not say. */
    static final int DEFAULT_LIMIT = 100;

    /** How long a client may wait for a change. */
    static final int MAX_WAIT_SECONDS = 60;

    private static final String EVENTS = "text/event-stream";

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
                    "Ask again with next as since; when they are equal, there is no more yet. As"
                            + " server-sent events: a change an event, its sequence the id, its"
                            + " JSON the data; the field Last-Event-ID goes before since.",
            tags = "changes")
    @ApiResponse(
            responseCode = "200",
            description = "The changes",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChangesJson.class)),
                @Content(mediaType = EVENTS, schema = @Schema(type = "string"))
            })
    @ApiProblems.Bad
    @ApiProblems.Crowded
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
                    @Nullable String limit,
            @Parameter(
                            description =
                                    "Where there is no change yet, how many seconds to wait for"
                                            + " one; of JSON only",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            minimum = "0",
                                            maximum = "60",
                                            defaultValue = "0"))
                    @QueryParam("wait")
                    @Nullable String wait) {
        long after = Parameters.sequence("since", since);
        int most = Parameters.integer("limit", limit, DEFAULT_LIMIT);
        int seconds = Parameters.integer("wait", wait, 0);
        if (seconds > MAX_WAIT_SECONDS) {
            throw new BadParameter(
                    "wait is 0 to " + MAX_WAIT_SECONDS + " seconds, not " + seconds + ".");
        }
        List<Change> changes = archive.changes(after, most);
        if (changes.isEmpty() && seconds > 0) {
            await(after, Duration.ofSeconds(seconds));
            changes = archive.changes(after, most);
        }
        return answer(ChangesJson.of(changes, after, archive.version())).build();
    }

    private void await(long after, Duration longest) {
        try (ChangeWatch.Watcher watcher = archive.changeWatch().watch()) {
            watcher.await(after, longest);
        }
    }

    /** Tells of changes as they come, to those who ask for that media type. */
    @GET
    @Produces(EVENTS + ";qs=0.5")
    @Operation(hidden = true)
    public Response events(
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @QueryParam("since") @Nullable String since,
            @Context ContainerRequestContext request) {
        long after =
                last == null || last.isEmpty()
                        ? Parameters.sequence("since", since)
                        : Parameters.sequence("Last-Event-ID", last);
        if (request.getProperty(ApiResources.HEADERS_ONLY) != null) {
            return answer("").type(EVENTS).build(); // Else it would go on, and be read by nobody.
        }
        ChangeWatch.Watcher watcher = archive.changeWatch().watch();
        StreamingOutput events = out -> new ChangeEvents(archive, watcher).write(after, out);
        // Else nginx keeps what is written until there is enough of it.
        return answer(events).type(EVENTS).header("X-Accel-Buffering", "no").build();
    }

    private static Response.ResponseBuilder answer(Object entity) {
        CacheControl cache = new CacheControl();
        cache.setNoTransform(false);
        cache.setNoCache(true);
        return Response.ok(entity).cacheControl(cache).header("Vary", "Accept, Accept-Encoding");
    }
}
