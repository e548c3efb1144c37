package org.perdure.api;

import com.fasterxml.jackson.core.JacksonException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.perdure.api.Problem.Kind;
import org.perdure.message.ArchiveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a problem of everything that is thrown. This is one of the two places where failures that
 * nobody expected are caught: they are logged under an id, and the client is told the id only.
 */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    /** How long an answer that something does not exist, or no more, may be kept. */
    private static final int MISSING_SECONDS = 60;

    @Override
    public Response toResponse(Throwable thrown) {
        return switch (thrown) {
            case ArchiveException.IndexBuilding building ->
                    later(building, ArchiveException.IndexBuilding.RETRY_SECONDS);
            case ArchiveException.Busy busy -> later(busy, ArchiveException.Busy.RETRY_SECONDS);
            case ArchiveException unanswered -> answer(Problem.of(unanswered));
            case JacksonException unreadable ->
                    answer(Problem.of(Kind.BAD_REQUEST, "The body is not the JSON expected here."));
            case HeaderValueException malformed ->
                    answer(Problem.of(Kind.BAD_REQUEST, "The request could not be read."));
            case WebApplicationException http -> ofHttp(http);
            default -> unexpected(thrown);
        };
    }

    private static Response later(ArchiveException problem, int seconds) {
        return Response.fromResponse(answer(Problem.of(problem)))
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    private static Response ofHttp(WebApplicationException http) {
        Response given = http.getResponse();
        if (given.getStatus() >= 500) {
            return unexpected(http);
        }
        if (given.getStatus() < 400) {
            return given;
        }
        Problem problem =
                switch (given.getStatus()) {
                    case 404 -> Problem.of(Kind.UNKNOWN_PAGE, "There is nothing at this address.");
                    case 405 ->
                            Problem.of(
                                    Kind.METHOD_NOT_ALLOWED,
                                    "This address does not know the method of the request.");
                    case 406 ->
                            Problem.of(
                                    Kind.NOT_ACCEPTABLE,
                                    "Nothing at this address is of a media type that the request"
                                            + " accepts.");
                    case 413 -> Problem.of(Kind.TOO_LARGE, "The request is too large.");
                    case 415 ->
                            Problem.of(
                                    Kind.UNSUPPORTED_MEDIA_TYPE,
                                    "This address does not read bodies of that media type.");
                    default -> Problem.of(Kind.BAD_REQUEST, "The request could not be read.");
                };
        Response answer = answer(problem);
        String allow = given.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, withHead(allow)).build();
    }

    /** Names HEAD too where there is GET: the server answers it from that, unknown to resources. */
    private static String withHead(String allow) {
        Set<String> methods = new TreeSet<>(List.of(allow.split("\\s*,\\s*")));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static Response unexpected(Throwable thrown) {
        UUID id = UUID.randomUUID();
        LOG.error("Request failed, id {}", id, thrown);
        return answer(
                new Problem(
                        Kind.INTERNAL_ERROR.type(),
                        Kind.INTERNAL_ERROR.title(),
                        Kind.INTERNAL_ERROR.status(),
                        "Something is wrong with this service. The operator finds the cause under "
                                + id
                                + ".",
                        URI.create("urn:uuid:" + id),
                        null));
    }

    static Response answer(Problem problem) {
        CacheControl cache = new CacheControl();
        cache.setNoTransform(false);
        if (problem.status() == 404 || problem.status() == 410) {
            cache.setMaxAge(MISSING_SECONDS);
        } else {
            cache.setNoStore(true);
        }
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .cacheControl(cache)
                .build();
    }
}
