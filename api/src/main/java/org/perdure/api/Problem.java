package org.perdure.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException;

/**
 * Problem details for HTTP APIs (RFC 9457), sent as {@code application/problem+json}.
 *
 * @param type a path of ours that exists as a page
 * @param title what kind of problem, the same for all of a type
 * @param status the HTTP status
 * @param detail what is wrong this time
 * @param instance names this occurrence in the operator's log, for failures of the service
 * @param position index of the first character of a query that is wrong, from 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Problem details (RFC 9457)")
record Problem(
        @Schema(type = "string", format = "uri-reference") URI type,
        String title,
        int status,
        String detail,
        @Schema(type = "string", format = "uri") @Nullable URI instance,
        @Nullable Integer position) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Kind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, null, null);
    }

    static Problem of(ArchiveException problem) {
        String text = String.valueOf(problem.getMessage());
        return switch (problem) {
            case ArchiveException.UnknownList list -> of(Kind.UNKNOWN_LIST, text);
            case ArchiveException.UnknownMessage message -> of(Kind.UNKNOWN_MESSAGE, text);
            case ArchiveException.TakenDown gone -> of(Kind.TAKEN_DOWN, text);
            case ArchiveException.UnknownPage page -> of(Kind.UNKNOWN_PAGE, text);
            case ArchiveException.BadParameter parameter -> of(Kind.BAD_PARAMETER, text);
            case ArchiveException.IndexBuilding building -> of(Kind.INDEX_BUILDING, text);
            case ArchiveException.Busy busy -> of(Kind.NOT_NOW, text);
            case ArchiveException.BadQuery query ->
                    new Problem(
                            Kind.BAD_QUERY.type(),
                            Kind.BAD_QUERY.title(),
                            Kind.BAD_QUERY.status(),
                            text,
                            null,
                            query.position());
        };
    }

    /** The kinds of problem. Their names, in lower case and hyphenated, are the ends of types. */
    enum Kind {
        UNKNOWN_LIST("Unknown list", 404),
        UNKNOWN_MESSAGE("Unknown message", 404),
        UNKNOWN_PAGE("Unknown page", 404),
        TAKEN_DOWN("Taken down", 410),
        BAD_QUERY("Bad query", 400),
        BAD_PARAMETER("Bad parameter", 400),
        BAD_REQUEST("Bad request", 400),
        UNAUTHORIZED("Unauthorized", 401),
        FORBIDDEN("Forbidden", 403),
        METHOD_NOT_ALLOWED("Method not allowed", 405),
        NOT_ACCEPTABLE("Not acceptable", 406),
        TOO_LARGE("Request too large", 413),
        UNSUPPORTED_MEDIA_TYPE("Unsupported media type", 415),
        NOT_A_MESSAGE("Not a message", 422),
        TOO_MANY_REQUESTS("Too many requests", 429),
        INTERNAL_ERROR("Internal error", 500),
        INDEX_BUILDING("Search index being built", 503),
        NOT_NOW("Not now", 503);

        private final String title;
        private final int status;

        Kind(String title, int status) {
            this.title = title;
            this.status = status;
        }

        URI type() {
            return URI.create("/problems/" + Names.hyphenated(this));
        }

        String title() {
            return title;
        }

        int status() {
            return status;
        }
    }
}
