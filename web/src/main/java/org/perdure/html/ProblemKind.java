package org.perdure.html;

import java.util.Optional;
import java.util.stream.Stream;

/** The types of problem that the API names, explained. */
public enum ProblemKind {
    UNKNOWN_LIST(
            "unknown-list",
            404,
            "Unknown list",
            "The archive has no list of this name. Names of lists are in lower case; the front page"
                    + " shows them all."),
    UNKNOWN_MESSAGE(
            "unknown-message",
            404,
            "Unknown message",
            "The archive has no message at this address. Msg-ids are compared by case, without"
                    + " angle brackets, and must be percent-encoded within a path; numbers are counted"
                    + " within the month of a list."),
    UNKNOWN_PAGE(
            "unknown-page",
            404,
            "Unknown page",
            "There is nothing at this address: a month without mail, a part that a message does not"
                    + " have, or a path that this service does not know."),
    TAKEN_DOWN(
            "taken-down",
            410,
            "Taken down",
            "The message at this address was taken down by the operator, or by the archive that it"
                    + " was taken from. Its address will never lead to another message."),
    BAD_QUERY(
            "bad-query",
            400,
            "Bad query",
            "The search query could not be understood, or would cost too much to answer. The detail"
                    + " says what is wrong and at which character."),
    BAD_PARAMETER(
            "bad-parameter",
            400,
            "Bad parameter",
            "A parameter has a value that cannot be used, such as a page size out of range or a"
                    + " cursor that this service did not give out."),
    BAD_REQUEST(
            "bad-request",
            400,
            "Bad request",
            "The request could not be read, for instance because its body is not the JSON that is"
                    + " expected."),
    UNAUTHORIZED(
            "unauthorized",
            401,
            "Unauthorized",
            "The request needs a token that the operator of the archive gives out, in a field"
                    + " Authorization: Bearer."),
    FORBIDDEN(
            "forbidden",
            403,
            "Forbidden",
            "The token does not allow this, or the operator of the archive allows it to nobody."),
    METHOD_NOT_ALLOWED(
            "method-not-allowed",
            405,
            "Method not allowed",
            "The address exists, but not for this method. The Allow field of the answer names the"
                    + " methods it has."),
    NOT_ACCEPTABLE(
            "not-acceptable",
            406,
            "Not acceptable",
            "The address has no representation of a media type that the Accept field allows."),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type",
            415,
            "Unsupported media type",
            "The body of the request is of a media type that this address does not read."),
    TOO_LARGE(
            "too-large",
            413,
            "Request too large",
            "The request holds more than is answered at once. Send it in smaller pieces."),
    NOT_A_MESSAGE(
            "not-a-message",
            422,
            "Not a message",
            "The body of the request was meant to be a message, and does not begin with a header"
                    + " field."),
    TOO_MANY_REQUESTS(
            "too-many-requests",
            429,
            "Too many requests",
            "More requests came from one client within a minute than the operator of the archive"
                    + " allows. The fields RateLimit and RateLimit-Policy of answers say how many"
                    + " are left; Retry-After says when to come again."),
    INTERNAL_ERROR(
            "internal-error",
            500,
            "Internal error",
            "Something is wrong with this service, not with the request. The answer carries an id"
                    + " under which the operator finds the cause in the log."),
    INDEX_BUILDING(
            "index-building",
            503,
            "Search index being built",
            "The search index was missing or far behind when the service started, and is being"
                    + " built. Everything but search works meanwhile. Retry-After says when to ask"
                    + " again; the detail says how far it is."),
    NOT_NOW(
            "not-now",
            503,
            "Not now",
            "The request is in order and cannot be done just now: others are writing to the"
                    + " archive, its disk is full, too many long messages are being read, or too"
                    + " many others read all that matches a query. Nothing was stored; send it"
                    + " again later.");

    private final String type;
    private final int status;
    private final String title;
    private final String text;

    ProblemKind(String type, int status, String title, String text) {
        this.type = type;
        this.status = status;
        this.title = title;
        this.text = text;
    }

    static Optional<ProblemKind> find(String type) {
        return Stream.of(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }

    /** Returns the last segment of its type. */
    public String type() {
        return type;
    }

    /** Returns the HTTP status it comes with. */
    public int status() {
        return status;
    }

    /** Returns its title. */
    public String title() {
        return title;
    }

    /** Returns what it means. */
    public String text() {
        return text;
    }
}
