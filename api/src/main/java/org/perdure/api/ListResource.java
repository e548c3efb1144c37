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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.api.ListJson.ListsJson;
import org.perdure.archive.Archive;
import org.perdure.archive.CoverageView;
import org.perdure.archive.ListView;
import org.perdure.archive.MonthView;
import org.perdure.link.Folder;
import org.perdure.message.ListName;

/** The lists and their months. */
@Path("lists")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ListResource {
    private final Archive archive;

    @Inject
    ListResource(Archive archive) {
        this.archive = archive;
    }

    /** Returns all lists. */
    @GET
    @Operation(operationId = "getLists", summary = "All lists, by name", tags = "lists")
    @ApiResponse(
            responseCode = "200",
            description = "The lists, each without its newest messages",
            content = @Content(schema = @Schema(implementation = ListsJson.class)))
    public Response lists(@Context Request request) {
        List<ListView> views = archive.lists();
        String etag = Answers.etagOf(views.stream().map(ListView::etag).toList());
        return Answers.cached(
                request,
                etag,
                Answers.GROWING_SECONDS,
                () -> new ListsJson(views.stream().map(ListJson::of).toList()));
    }

    /** Returns a list. */
    @GET
    @Path("{list}")
    @Operation(
            operationId = "getList",
            summary = "A list: its months and its newest messages",
            tags = "lists")
    @ApiResponse(
            responseCode = "200",
            description = "The list",
            content = @Content(schema = @Schema(implementation = ListJson.class)))
    @ApiProblems.NotFound
    public Response list(
            @Parameter(description = "Name of the list", example = "xen-devel") @PathParam("list")
                    String list,
            @Context Request request) {
        ListView view = archive.list(Parameters.list(list));
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> ListJson.of(view));
    }

    /** Returns what is known of the old numbers of a list. */
    @GET
    @Path("{list}/coverage")
    @Operation(
            operationId = "getCoverage",
            summary = "How sure the old numbers of a list are, month by month",
            tags = "lists")
    @ApiResponse(
            responseCode = "200",
            description = "The months",
            content = @Content(schema = @Schema(implementation = CoverageJson.class)))
    @ApiProblems.NotFound
    public Response coverage(
            @Parameter(description = "Name of the list", example = "xen-devel") @PathParam("list")
                    String list,
            @Context Request request) {
        CoverageView view = archive.coverage(Parameters.list(list));
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> CoverageJson.of(view));
    }

    /** Returns a month. */
    @GET
    @Path("{list}/months/{month}")
    @Operation(
            operationId = "getMonth",
            summary = "A month of a list: its messages by date and by thread",
            tags = "lists")
    @ApiResponse(
            responseCode = "200",
            description = "The month",
            content = @Content(schema = @Schema(implementation = MonthJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Bad
    public Response month(
            @Parameter(description = "Name of the list", example = "xen-devel") @PathParam("list")
                    String list,
            @Parameter(description = "Year and month", example = "2011-03") @PathParam("month")
                    String month,
            @Parameter(description = "Name of the tree, if the month has several")
                    @QueryParam("tree")
                    @Nullable String tree,
            @Context Request request) {
        ListName name = Parameters.list(list);
        Folder folder = Parameters.folder(archive.trees(name), Parameters.month(month), tree);
        MonthView view = archive.month(name, folder);
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> MonthJson.of(view));
    }
}
