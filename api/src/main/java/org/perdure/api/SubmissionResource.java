package org.perdure.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.api.Problem.Kind;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.MessageBuffer;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.message.ArchiveException.UnknownList;
import org.perdure.message.ListName;
import org.perdure.store.LedgerRow.Outcome;

/** Takes new messages, from those who have a token. */
@Path("lists/{list}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class SubmissionResource {
    /** The form of RFC 6750, section 2.1. */
    private static final Pattern BEARER =
            Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*) *");

    /** When to come again, in seconds. */
    private static final int RETRY_SECONDS = 30;

    private static final int BUFFER_BYTES = 16 << 10;

    private final Submissions submissions;

    @Inject
    SubmissionResource(Submissions submissions) {
        this.submissions = submissions;
    }

    /** Takes a message. */
    @POST
    @Consumes("message/rfc822")
    @Operation(
            operationId = "postMessage",
            summary = "Hand in a new message, for those who have a token",
            description =
                    "Takes a token of the operator: Authorization: Bearer TOKEN. The message is kept"
                            + " byte for byte and filed under the month of its delivery.",
            tags = "messages",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "The message, up to 64 MiB",
                            content =
                                    @Content(
                                            mediaType = "message/rfc822",
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(
            responseCode = "201",
            description = "It is in the archive, durably",
            headers =
                    @Header(
                            name = "Location",
                            description = "Path of its page",
                            schema = @Schema(type = "string", format = "uri-reference")),
            content = @Content(schema = @Schema(implementation = ReceiptJson.class)))
    @ApiResponse(
            responseCode = "200",
            description =
                    "It was there already, byte for byte; or it was rejected, and is not in the"
                            + " archive, because the list honours its author's wish",
            content = @Content(schema = @Schema(implementation = ReceiptJson.class)))
    @ApiProblems.Submission
    @ApiProblems.NotFound
    public Response post(
            @Parameter(description = "Name of the list") @PathParam("list") String name,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION)
                    @Nullable String authorization,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH)
                    @Nullable String length,
            @Parameter(hidden = true) InputStream body) {
        ListName list = Parameters.list(name);
        Optional<Response> refusal = refusal(authorization, list);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!submissions.lists().test(list)) {
            throw new UnknownList(list.value());
        }
        if (length != null && length.matches("[0-9]+") && isTooLong(length)) {
            return tooLong();
        }
        try (MessageBuffer message =
                new MessageBuffer(submissions.budget(), Inbox.MAX_MESSAGE_BYTES)) {
            read(body, message);
            return switch (message.state()) {
                case TOO_LONG -> tooLong();
                case NO_MEMORY -> notNow("too much mail comes in at once");
                case WHOLE -> take(list, message.bytes());
            };
        }
    }

    private static boolean isTooLong(String length) {
        return length.length() > 18 || Long.parseLong(length) > Inbox.MAX_MESSAGE_BYTES;
    }

    private static void read(InputStream body, MessageBuffer message) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int count = body.read(buffer);
            while (count >= 0 && message.state() == MessageBuffer.State.WHOLE) {
                message.add(buffer, 0, count);
                count = body.read(buffer);
            }
        } catch (IOException e) {
            // Cut off, or not in the form that it said: nothing is wrong with the service.
            throw new BadRequestException(e);
        }
    }

    /** Returns why somebody may not hand in mail for a list, if so. */
    private Optional<Response> refusal(@Nullable String authorization, ListName list) {
        if (submissions.tokens().isEmpty()) {
            return Optional.of(
                    ProblemMapper.answer(
                            Problem.of(
                                    Kind.FORBIDDEN,
                                    "This archive takes no mail over HTTP: it has no tokens.")));
        }
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        if (!bearer.matches()) {
            return Optional.of(challenge("Bearer", "This takes a token: Authorization: Bearer."));
        }
        return switch (submissions.tokens().check(bearer.group(1), list)) {
            case GRANTED -> Optional.empty();
            case UNKNOWN_TOKEN ->
                    Optional.of(
                            challenge("Bearer error=\"invalid_token\"", "The token is not known."));
            case OTHER_LISTS ->
                    Optional.of(
                            ProblemMapper.answer(
                                    Problem.of(Kind.FORBIDDEN, "The token is not for this list.")));
        };
    }

    private static Response challenge(String challenge, String detail) {
        return Response.fromResponse(ProblemMapper.answer(Problem.of(Kind.UNAUTHORIZED, detail)))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static Response tooLong() {
        return ProblemMapper.answer(
                Problem.of(
                        Kind.TOO_LARGE,
                        "A message has at most " + Inbox.MAX_MESSAGE_BYTES + " bytes."));
    }

    private static Response notNow(String reason) {
        return Response.fromResponse(
                        ProblemMapper.answer(
                                Problem.of(
                                        Kind.NOT_NOW,
                                        "The message was not taken; send it again later: "
                                                + reason
                                                + ".")))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    private Response take(ListName list, byte[] bytes) {
        if (!Delivery.isMessage(bytes)) {
            return ProblemMapper.answer(
                    Problem.of(Kind.NOT_A_MESSAGE, "The body does not begin with a header field."));
        }
        Delivery delivery =
                submissions.postmark().mark(list, "http", Postmark.returnPath(bytes), bytes);
        return switch (submissions.inbox().deliver(delivery).join()) {
            case Receipt.Filed filed ->
                    Response.status(filed.outcome() == Outcome.DUPLICATE ? 200 : 201)
                            .header(HttpHeaders.LOCATION, filed.path())
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .entity(ReceiptJson.of(filed))
                            .build();
            case Receipt.Declined declined ->
                    Response.ok()
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .entity(ReceiptJson.of(declined))
                            .build();
            case Receipt.Deferred deferred -> notNow(deferred.reason());
        };
    }
}
