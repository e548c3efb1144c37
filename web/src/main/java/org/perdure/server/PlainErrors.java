package org.perdure.server;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what never reaches a resource, such as a request line that is too long: problem details
 * (RFC 9457) below {@code /api/}, else a small page. Says nothing of the program.
 */
final class PlainErrors extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);
    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        if (isFault(code) && cause != null) {
            LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), cause);
        }
        write(request, response, code, callback);
    }

    /** Answers with what a status means, in a form that fits who asks. */
    static void write(Request request, Response response, int code, Callback callback) {
        String path = request.getHttpURI().getPath();
        boolean program = path != null && path.startsWith(Http1.API);
        response.getHeaders()
                .put(
                        HttpHeader.CONTENT_TYPE,
                        program ? "application/problem+json" : "text/html; charset=utf-8")
                .put("Content-Security-Policy", POLICY)
                .put("X-Content-Type-Options", "nosniff");
        String text = program ? problem(code) : page(code);
        Content.Sink.write(response, true, text, callback);
    }

    /** Tells whether something is wrong here, and not with what a client sent. */
    private static boolean isFault(int code) {
        return code >= HttpStatus.INTERNAL_SERVER_ERROR_500
                && code != HttpStatus.NOT_IMPLEMENTED_501
                && code != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
    }

    private static String page(int status) {
        String title = title(status);
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body><h1>%s</h1><p>%s</p><p><a href="/">All lists</a></p></body>
        </html>
        """
                .formatted(title, title, detail(status));
    }

    private static String problem(int status) {
        return String.format(
                Locale.ROOT,
                "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                status == HttpStatus.TOO_MANY_REQUESTS_429
                        ? "/problems/too-many-requests"
                        : "about:blank",
                title(status),
                status,
                detail(status));
    }

    /** Returns the phrase of RFC 9110 for a status: made of letters and blanks. */
    private static String title(int status) {
        HttpStatus.Code code = HttpStatus.getCode(status);
        return code == null ? "Error " + status : code.getMessage();
    }

    private static String detail(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> "There is nothing at this address.";
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> "This cannot be done at this address.";
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "The request is too large.";
            case HttpStatus.TOO_MANY_REQUESTS_429 ->
                    "Too many requests came from you within a minute. Retry-After says when to come"
                            + " again.";
            case HttpStatus.URI_TOO_LONG_414 -> "The address is too long.";
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> "The service is not ready. Try again soon.";
            default ->
                    status < HttpStatus.INTERNAL_SERVER_ERROR_500
                            ? "The request cannot be understood."
                            : "Something went wrong here. It has been noted.";
        };
    }
}
