package org.perdure.api;

import com.fasterxml.jackson.databind.JsonNode;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.api.ResolveJson.AnswerJson;
import org.perdure.api.ResolveJson.LinkJson;
import org.perdure.api.ResolveJson.LinksJson;
import org.perdure.archive.Archive;
import org.perdure.archive.Resolver;
import org.perdure.message.ArchiveException.BadParameter;

/** Where do old links lead? */
@Path("resolve")
@Singleton
public final class ResolveResource {
    /** A JSON value a line. */
    static final String NDJSON = "application/x-ndjson";

    private static final MediaType NDJSON_TYPE = MediaType.valueOf(NDJSON);

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
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    @Operation(
            operationId = "resolve",
            summary = "Where some links lead",
            description = "No links give no answers. As NDJSON: an answer a line.",
            tags = "links")
    @ApiResponse(
            responseCode = "200",
            description = "An answer for each link, in the order asked",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ResolveJson.class)),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(implementation = ResolveJson.AnswerJson.class))
            })
    @ApiProblems.Bad
    @ApiProblems.Limited
    public Response resolve(
            @Context HttpHeaders headers,
            @Parameter(description = "A link, percent-encoded; may be repeated") @QueryParam("link")
                    List<String> links,
            @Parameter(description = "The same, as the page /resolve calls it") @QueryParam("url")
                    List<String> urls) {
        return answer(Stream.concat(links.stream(), urls.stream()).toList(), headers);
    }

    /** Resolves the links of a body. */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, NDJSON, MediaType.TEXT_PLAIN})
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    @Operation(
            operationId = "resolveMany",
            summary = "Where many links lead, up to 10,000 at once",
            description = "As NDJSON: a link a line, as text or as an object; an answer a line.",
            tags = "links",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = LinksJson.class)),
                                @Content(
                                        mediaType = NDJSON,
                                        schema = @Schema(implementation = LinkJson.class)),
                                @Content(
                                        mediaType = MediaType.TEXT_PLAIN,
                                        schema = @Schema(type = "string"))
                            }))
    @ApiResponse(
            responseCode = "200",
            description = "An answer for each link, in the order asked",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ResolveJson.class)),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(implementation = ResolveJson.AnswerJson.class))
            })
    @ApiProblems.Bad
    @ApiProblems.TooLarge
    @ApiProblems.Limited
    public Response resolveAll(
            @Context HttpHeaders headers, @Parameter(hidden = true) InputStream body)
            throws IOException {
        // One that says so beforehand is refused before it is sent.
        byte[] bytes = headers.getLength() > MAX_BODY_BYTES ? null : read(body);
        if (bytes == null || bytes.length > MAX_BODY_BYTES) {
            throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        // A body of no type is taken for JSON, as it always was.
        MediaType type =
                Objects.requireNonNullElse(headers.getMediaType(), MediaType.APPLICATION_JSON_TYPE);
        if (type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
            return answer(lines(bytes), headers);
        }
        return answer(type.isCompatible(NDJSON_TYPE) ? values(bytes) : list(bytes), headers);
    }

    private static List<String> list(byte[] bytes) throws IOException {
        LinksJson asked = Json.MAPPER.readValue(bytes, LinksJson.class);
        List<@Nullable String> links = asked == null ? null : asked.links();
        if (links == null) {
            throw new BadParameter("The body has no links: {\"links\": [ … ]}.");
        }
        return links.stream().map(link -> link == null ? "" : link).toList();
    }

    /** Returns the lines that are not empty. */
    private static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MAX_LINKS + 1L)
                .toList();
    }

    /** Returns the links of lines that are JSON: each a text, or an object with a link. */
    private static List<String> values(byte[] bytes) throws IOException {
        List<String> links = new ArrayList<>();
        for (String line : lines(bytes)) {
            JsonNode value = Json.MAPPER.readTree(line);
            JsonNode link = value.isObject() ? value.path("link") : value;
            if (!link.isTextual()) {
                throw new BadParameter(
                        "Line " + (links.size() + 1) + " has no link: {\"link\": \"…\"}.");
            }
            links.add(link.textValue());
        }
        return links;
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            // Cut off, or not in the form that it said: nothing is wrong with the service.
            throw new BadRequestException(e);
        }
    }

    private Response answer(List<String> links, HttpHeaders headers) {
        if (links.size() > MAX_LINKS) {
            throw new BadParameter(
                    "At most " + MAX_LINKS + " links at once, not " + links.size() + ".");
        }
        List<AnswerJson> answers =
                Resolver.resolveAll(archive, links).stream().map(AnswerJson::of).toList();
        if (!wantsLines(headers)) {
            return Response.ok(new ResolveJson(answers), MediaType.APPLICATION_JSON_TYPE).build();
        }
        StreamingOutput lines =
                out -> {
                    for (AnswerJson answer : answers) {
                        out.write(Json.MAPPER.writeValueAsBytes(answer));
                        out.write('\n');
                    }
                };
        return Response.ok(lines, NDJSON_TYPE).build();
    }

    /** Returns whether NDJSON is asked for before JSON; what takes anything gets JSON. */
    private static boolean wantsLines(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (type.isCompatible(NDJSON_TYPE)) {
                return true;
            }
        }
        return false;
    }
}
