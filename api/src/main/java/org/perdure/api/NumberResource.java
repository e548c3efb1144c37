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
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;

/** Messages by their place in the published space. */
@Path("lists/{list}/numbers")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class NumberResource {
    private final Archive archive;

    @Inject
    NumberResource(Archive archive) {
        this.archive = archive;
    }

    /** Returns the message at a number of the published space. */
    @GET
    @Path("{month}/{number}")
    @Operation(
            operationId = "getMessageByNumber",
            summary = "The message at a number of the published MHonArc space",
            tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "The message",
            content = @Content(schema = @Schema(implementation = MessageJson.class)))
    @ApiProblems.Bad
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response number(
            @Parameter(description = "Name of the list") @PathParam("list") String list,
            @Parameter(description = "Year and month", example = "2011-03") @PathParam("month")
                    String month,
            @Parameter(description = "Number in the month, with or without leading zeros")
                    @PathParam("number")
                    String number,
            @Parameter(description = "Name of the tree, if the month has several")
                    @QueryParam("tree")
                    @Nullable String tree,
            @Context Request request) {
        ListName name = Parameters.list(list);
        Folder folder = Parameters.folder(archive.trees(name), Parameters.month(month), tree);
        return MessageResource.json(
                request,
                archive.message(name, new MessageNumber(folder, Parameters.number(number))));
    }
}
