package org.perdure.server;

import java.util.function.BooleanSupplier;
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
 * {@code /health/ready} answers 200 when it should be sent readers, else 503.
 */
final class HealthHandler extends Handler.Abstract {
    private final BooleanSupplier ready;

    /**
     * @param ready whether store and index can be read; takes no more than milliseconds
     */
    HealthHandler(BooleanSupplier ready) {
        this.ready = ready;
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
        boolean good = live || ready.getAsBoolean();
        response.setStatus(good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8")
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Content-Type-Options", "nosniff");
        String text = live ? "live\n" : good ? "ready\n" : "not ready\n";
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.length());
        Content.Sink.write(response, true, head ? "" : text, callback);
        return true;
    }
}
