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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.api.ResolveJson.AnswerJson;
import org.perdure.api.ResolveJson.LinksJson;
import org.perdure.archive.Archive;
import org.perdure.archive.Resolver;
import org.perdure.message.ArchiveException.BadParameter;

/** Where do old links lead? */
@Path("resolve")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ResolveResource {
    /** How many links are answered at once. */
    static final int MAX_LINKS = 10_000;

    /** The largest body that is read, in bytes: some 400 for each link. The server has no other. */
    public static final int MAX_BODY_BYTES = 4 << 20;

    private final Archive archive;

    @Inject
    ResolveResource(Archive archive) {
        this.archive = archive;
    }

    /** Resolves the links of a query. */
    @GET
    @Operation(
            operationId = "resolve",
            summary = "Where some links lead",
            description = "No links give no answers.",
            tags = "links")
    @ApiResponse(
            responseCode = "200",
            description = "An answer for each link, in the order asked",
            content = @Content(schema = @Schema(implementation = ResolveJson.class)))
    @ApiProblems.Bad
    public ResolveJson resolve(
            @Parameter(description = "A link, percent-encoded; may be repeated") @QueryParam("link")
                    List<String> links) {
        return answer(links);
    }

    /** Resolves the links of a body. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "resolveMany",
            summary = "Where many links lead, up to 10,000 at once",
            tags = "links",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = LinksJson.class))))
    @ApiResponse(
            responseCode = "200",
            description = "An answer for each link, in the order asked",
            content = @Content(schema = @Schema(implementation = ResolveJson.class)))
    @ApiProblems.Bad
    @ApiProblems.TooLarge
    public ResolveJson resolveAll(
            @Context HttpHeaders headers, @Parameter(hidden = true) InputStream body)
            throws IOException {
        // One that says so beforehand is refused before it is sent.
        byte[] bytes = headers.getLength() > MAX_BODY_BYTES ? null : read(body);
        if (bytes == null || bytes.length > MAX_BODY_BYTES) {
            throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        LinksJson asked = Json.MAPPER.readValue(bytes, LinksJson.class);
        List<@Nullable String> links = asked == null ? null : asked.links();
        if (links == null) {
            throw new BadParameter("The body has no links: {\"links\": [ … ]}.");
        }
        return answer(links.stream().map(link -> link == null ? "" : link).toList());
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            // Cut off, or not in the form that it said: nothing is wrong with the service.
            throw new BadRequestException(e);
        }
    }

    private ResolveJson answer(List<String> links) {
        if (links.size() > MAX_LINKS) {
            throw new BadParameter(
                    "At most " + MAX_LINKS + " links at once, not " + links.size() + ".");
        }
        Resolver resolver = new Resolver(archive);
        return new ResolveJson(links.stream().map(resolver::resolve).map(AnswerJson::of).toList());
    }
}
