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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.InterdiffView;
import org.perdure.archive.SeriesView;

/** Series of patches, each by any message of it. */
@Path("lists/{list}/series")
@Singleton
public final class SeriesResource {
    private static final String LIST = "Name of the list";
    private static final String ID =
            "Message-ID of a patch, of a covering letter or of a reply to one, without angle"
                    + " brackets, percent-encoded as one segment of the path";

    private final Archive archive;

    @Inject
    SeriesResource(Archive archive) {
        this.archive = archive;
    }

    /** Returns a series. */
    @GET
    @Path("{id: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getSeries",
            summary = "A series of patches: its versions, and that of the message in full",
            tags = "series")
    @ApiResponse(
            responseCode = "200",
            description = "The series, with what replies say of its patches",
            content = @Content(schema = @Schema(implementation = SeriesJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    @ApiProblems.Unready
    public Response series(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Context Request request) {
        SeriesView view = archive.series().view(Parameters.list(list), Parameters.messageId(id));
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> SeriesJson.of(view));
    }

    /** Returns what is different between two versions of a series. */
    @GET
    @Path("{id: .+}/interdiff")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getInterdiff",
            summary = "What is different in a version of a series from an earlier one",
            tags = "series")
    @ApiResponse(
            responseCode = "200",
            description = "Which patches are the same, changed, new and dropped",
            content = @Content(schema = @Schema(implementation = InterdiffJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    @ApiProblems.Unready
    public Response interdiff(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Parameter(
                            description =
                                    "Number of the earlier version, or Message-ID of its covering"
                                            + " letter or first patch; by default the one before")
                    @QueryParam("since")
                    @Nullable String since,
            @Context Request request) {
        InterdiffView view =
                archive.series()
                        .interdiff(
                                Parameters.list(list),
                                Parameters.messageId(id),
                                since == null ? "" : since);
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> InterdiffJson.of(view));
    }
}
