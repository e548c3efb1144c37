package org.perdure.server;

import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells machines how the service is: {@code /health/live} answers as long as the process does;
 * {@code /health/ready} answers 200 when it should be sent readers, else 503, and says how far the
 * index is.
 */
final class HealthHandler extends Handler.Abstract {
    private final Supplier<Readiness> readiness;

    /**
     * @param readiness tells how the service is; takes no more than milliseconds
     */
    HealthHandler(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        boolean live = "/health/live".equals(path);
        if (!live && !"/health/ready".equals(path)) {
            return false;
        }
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return true;
        }
        Readiness state = live ? null : readiness.get();
        boolean good = state == null || state.readable();
        response.setStatus(good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders()
                .put(
                        HttpHeader.CONTENT_TYPE,
                        state == null ? "text/plain; charset=utf-8" : "application/json")
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Content-Type-Options", "nosniff");
        String text = state == null ? "live\n" : state.toJson() + "\n";
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.length());
        Content.Sink.write(response, true, head ? "" : text, callback);
        return true;
    }
}
