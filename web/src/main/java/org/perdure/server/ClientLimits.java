package org.perdure.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.perdure.server.Allowances.Verdict;

/**
 * Lets each client ask for so much, searches and other requests apart, and answers 429 beyond that,
 * before anything is done for it. Clients on this machine may ask for anything: who comes through a
 * proxy here is the one whom the proxy names.
 *
 * <p>Answers say how much is left, in the fields {@code RateLimit} and {@code RateLimit-Policy}.
 */
final class ClientLimits extends Handler.Wrapper {
    /** Of an IPv6 address, a client has the rest. */
    private static final int NETWORK_BYTES = 8;

    private static final Set<String> SEARCHES =
            Set.of("/search", "/api/v1/search", "/api/v1/find-passage", "/api/v1/resolve");

    private final @Nullable Lane searches;
    private final @Nullable Lane requests;
    private final Set<InetAddress> proxies;

    /** Requests that have an allowance together. */
    private record Lane(String name, Allowances allowances) {
        static @Nullable Lane of(String name, int limit) {
            return limit == 0 ? null : new Lane(name, new Allowances(limit));
        }
    }

    ClientLimits(Configuration.Limits limits, Handler handler) {
        super(handler);
        this.searches = Lane.of("searches", limits.searches());
        this.requests = Lane.of("requests", limits.requests());
        this.proxies = limits.proxies();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Lane lane = isSearch(request) ? searches : requests;
        Optional<InetAddress> client = lane == null ? Optional.empty() : client(request);
        if (lane == null || client.isEmpty() || HttpMethod.OPTIONS.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        Verdict verdict = lane.allowances.take(key(client.get()));
        response.getHeaders()
                .put(
                        "RateLimit-Policy",
                        "\"%s\";q=%d;w=%d"
                                .formatted(
                                        lane.name, verdict.limit(), Allowances.WINDOW.toSeconds()))
                .put(
                        "RateLimit",
                        "\"%s\";r=%d;t=%d"
                                .formatted(lane.name, verdict.left(), verdict.wholeSeconds()));
        if (verdict.granted()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
        response.getHeaders()
                .put("Retry-After", verdict.retrySeconds())
                .put("Cache-Control", "no-store")
                .put("Access-Control-Allow-Origin", "*")
                .put("Access-Control-Expose-Headers", "Retry-After, RateLimit, RateLimit-Policy");
        PlainErrors.write(request, response, HttpStatus.TOO_MANY_REQUESTS_429, callback);
        return true;
    }

    private static boolean isSearch(Request request) {
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        return path != null
                && (SEARCHES.contains(path)
                        || (query != null && (query.startsWith("q=") || query.contains("&q="))));
    }

    /** Returns who asks; nobody if that is somebody on this machine. */
    private Optional<InetAddress> client(Request request) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress peer)
                || peer.getAddress() == null) {
            return Optional.empty();
        }
        InetAddress address = peer.getAddress();
        if (address.isLoopbackAddress() || proxies.contains(address)) {
            address = named(request).orElse(address);
        }
        return address.isLoopbackAddress() ? Optional.empty() : Optional.of(address);
    }

    /** Returns whom a proxy names: last, for what stands before was said by others. */
    private static Optional<InetAddress> named(Request request) {
        String field = request.getHeaders().getLast(HttpHeader.X_FORWARDED_FOR);
        if (field == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    InetAddress.ofLiteral(field.substring(field.lastIndexOf(',') + 1).strip()));
        } catch (IllegalArgumentException expected) { // A name, or nothing that a proxy writes.
            return Optional.empty();
        }
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }
}
