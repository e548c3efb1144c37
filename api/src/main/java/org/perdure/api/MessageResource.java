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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.ConversationView;
import org.perdure.archive.Ghosts;
import org.perdure.archive.MessageView;
import org.perdure.archive.QuotesView;
import org.perdure.archive.RawView;
import org.perdure.archive.ThreadView;

/**
 * Messages and their threads.
 *
 * <p>A msg-id is one segment of the path, percent-encoded: a slash in it is {@code %2F}. A slash
 * that was left as it is is understood as well, where nothing else can be meant.
 */
@Path("lists/{list}/messages")
@Singleton
public final class MessageResource {
    /** Longest path that a field names, in characters; a longer one breaks the whole answer. */
    private static final int MAX_LINK_CHARS = 4_096;

    private static final String RFC822 = "message/rfc822";

    private static final String LIST = "Name of the list";
    private static final String ID =
            "Message-ID without angle brackets, percent-encoded as one segment of the path";
    private static final String COPY =
            "Which of several messages with this Message-ID: 0, the default, is the first";

    private final Archive archive;

    @Inject
    MessageResource(Archive archive) {
        this.archive = archive;
    }

    /** Returns a message. */
    @GET
    @Path("{id: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getMessage",
            summary = "A message, as JSON or as received",
            tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "The message; as received for clients that accept message/rfc822",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = MessageJson.class)),
                @Content(mediaType = RFC822, schema = @Schema(type = "string", format = "binary"))
            })
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response message(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Parameter(description = COPY, schema = @Schema(type = "integer", minimum = "0"))
                    @QueryParam("copy")
                    @Nullable String copy,
            @Context Request request) {
        MessageView view =
                archive.message(
                        Parameters.list(list),
                        Parameters.messageId(id),
                        Parameters.integer("copy", copy, 0));
        return json(request, view);
    }

    /** Returns a message as received, to those who ask for that media type. */
    @GET
    @Path("{id: .+}")
    @Produces(RFC822 + ";qs=0.5")
    @Operation(hidden = true)
    public Response messageAsReceived(
            @PathParam("list") String list,
            @PathParam("id") String id,
            @QueryParam("copy") @Nullable String copy,
            @Context Request request) {
        return raw(list, id, copy, request);
    }

    /** Returns a message as received. */
    @GET
    @Path("{id: .+}/raw")
    @Produces(RFC822)
    @Operation(
            operationId = "getRawMessage",
            summary = "A message, byte for byte as received",
            tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @Content(
                            mediaType = RFC822,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response raw(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Parameter(description = COPY, schema = @Schema(type = "integer", minimum = "0"))
                    @QueryParam("copy")
                    @Nullable String copy,
            @Context Request request) {
        RawView view =
                archive.raw(
                        Parameters.list(list),
                        Parameters.messageId(id),
                        Parameters.integer("copy", copy, 0));
        boolean masked = archive.hidesEverywhere(Parameters.list(list));
        return view.loan().handOver(() -> asShown(view, masked, request));
    }

    private static Response asShown(RawView view, boolean masked, Request request) {
        byte[] bytes = view.bytes();
        StreamingOutput content = out -> view.loan().write(bytes, out);
        Response answer =
                Answers.cached(
                        request, Answers.etagOf(bytes), Answers.FIXED_SECONDS, () -> content);
        Response.ResponseBuilder described =
                Response.fromResponse(answer)
                        .type(RFC822)
                        .header("Vary", "Accept, Accept-Encoding");
        if (masked) {
            described.header("X-Perdure-Masked", "addresses");
        }
        if (answer.hasEntity()) {
            return described.header(HttpHeaders.CONTENT_LENGTH, bytes.length).build();
        }
        view.loan().close();
        return described.build();
    }

    /** Returns the text of a message, cut. */
    @GET
    @Path("{id: .+}/blocks")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getBlocks",
            summary = "The text of a message, cut: what was written, quoted, signed",
            tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "The blocks in order; every line of the text lies in one",
            content = @Content(schema = @Schema(implementation = BlocksJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response blocks(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Parameter(description = COPY, schema = @Schema(type = "integer", minimum = "0"))
                    @QueryParam("copy")
                    @Nullable String copy,
            @Context Request request) {
        MessageView view =
                archive.message(
                        Parameters.list(list),
                        Parameters.messageId(id),
                        Parameters.integer("copy", copy, 0));
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> BlocksJson.of(view));
    }

    /** Returns what a message quotes, and who quotes it. */
    @GET
    @Path("{id: .+}/quotes")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getQuotes",
            summary = "What a message quotes, and who quotes it, each with the lines",
            tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "Passages in both directions, as far as they have been looked for",
            content = @Content(schema = @Schema(implementation = QuotesJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response quotes(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Context Request request) {
        QuotesView view = archive.quotes(Parameters.list(list), Parameters.messageId(id));
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> QuotesJson.of(view));
    }

    /** Returns the thread of a message as one text. */
    @GET
    @Path("{id: .+}/conversation")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getConversation",
            summary = "The thread of a message, each answer below the lines that it answers",
            tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "What everybody wrote, in reading order",
            content = @Content(schema = @Schema(implementation = ConversationJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response conversation(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Context Request request) {
        ConversationView view =
                archive.conversation(Parameters.list(list), Parameters.messageId(id));
        return Answers.cached(
                request, view.etag(), Answers.GROWING_SECONDS, () -> ConversationJson.of(view));
    }

    /** Returns the thread of a message. */
    @GET
    @Path("{id: .+}/thread")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getThread", summary = "The thread of a message", tags = "messages")
    @ApiResponse(
            responseCode = "200",
            description = "The thread, across months",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @ApiProblems.NotFound
    @ApiProblems.Gone
    public Response thread(
            @Parameter(description = LIST) @PathParam("list") String list,
            @Parameter(description = ID) @PathParam("id") String id,
            @Context Request request) {
        ThreadView view = archive.thread(Parameters.list(list), Parameters.messageId(id));
        Ghosts ghosts = archive.ghosts(view);
        return Answers.cached(
                request,
                view.etag() + ghosts.etag(),
                Answers.GROWING_SECONDS,
                () -> ThreadJson.of(view, ghosts));
    }

    // Jetty tells of its compression only where nothing else is told, so both are named.
    static Response json(Request request, MessageView view) {
        Response answer =
                Answers.cached(
                        request, view.etag(), Answers.GROWING_SECONDS, () -> MessageJson.of(view));
        Response.ResponseBuilder varying =
                Response.fromResponse(answer).header("Vary", "Accept, Accept-Encoding");
        String path = view.summary().path();
        return path.length() > MAX_LINK_CHARS
                ? varying.build()
                : varying.header("Link", "<" + path + ">; rel=\"alternate\"").build();
    }
}
