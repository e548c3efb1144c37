package org.perdure.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;

/** Who wrote a text, and who quoted it. */
@Path("find-passage")
@Singleton
public final class PassageResource {
    /** No text of the longest length takes more bytes as UTF-8. */
    static final int MAX_BODY_BYTES = 4 * Archive.MAX_PASSAGE_CHARS;

    private final Archive archive;

    @Inject
    PassageResource(Archive archive) {
        this.archive = archive;
    }

    /** Finds who wrote a text. */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "findPassage",
            summary = "Who wrote a text, and who quoted it",
            description =
                    "Finds passages of twelve words and more, and most of eight and more, however"
                            + " they are wrapped and quoted.",
            tags = "messages",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "The text, in UTF-8, of at most 20,000 characters",
                            content =
                                    @Content(
                                            mediaType = MediaType.TEXT_PLAIN,
                                            schema = @Schema(type = "string"))))
    @ApiResponse(
            responseCode = "200",
            description = "Who wrote which lines of it; nothing if nobody was found",
            content = @Content(schema = @Schema(implementation = PassageJson.class)))
    @ApiProblems.Bad
    @ApiProblems.NotFound
    @ApiProblems.TooLarge
    @ApiProblems.Limited
    public Response find(
            @Parameter(description = "Only in this list") @QueryParam("list") @Nullable String list,
            @Parameter(hidden = true) InputStream body) {
        byte[] bytes = read(body);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return Response.ok(
                        PassageJson.of(
                                archive.findPassage(
                                        list == null ? null : Parameters.list(list), text)))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            // Cut off, or not in the form that it said: nothing is wrong with the service.
            throw new BadRequestException(e);
        }
    }
}
