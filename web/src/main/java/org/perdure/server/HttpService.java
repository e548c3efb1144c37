package org.perdure.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.server.ResourceConfig;
import org.perdure.api.ApiResources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: HTTP/1.1 and HTTP/2 without TLS on one port, each request on a virtual thread of
 * its own. TLS is the business of a proxy in front.
 *
 * <p>Paths reach the resources as the client sent them, percent signs and all, because a msg-id may
 * hold any character.
 */
final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    /** A connection on which nothing moves for so long is closed. */
    static final Duration IDLE = Duration.ofSeconds(30);

    /** Longest request line and header section together, in bytes. */
    static final int MAX_REQUEST_HEADER_BYTES = 32 << 10;

    /** Longest path and query, in characters; beyond, it is still known what they began with. */
    static final int MAX_TARGET_CHARS = 16 << 10;

    /** How long requests may go on after the server was told to stop. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** Below this size, compressing costs more than it saves. */
    private static final int MIN_COMPRESSED_BYTES = 512;

    /** Acceptors, selectors and a few spare ones; requests run elsewhere. */
    private static final int MAX_PLATFORM_THREADS = 64;

    private static final int MIN_PLATFORM_THREADS = 4;
    private static final int BACKLOG = 1_024;

    private final Server server;
    private final ServerConnector connector;
    private final GracefulHandler requests;
    private final String bind;
    private final int port;
    private final Duration grace;
    private final LiveApplication api;
    private final LiveApplication pages;

    /**
     * @param bind name or address to listen at
     * @param port TCP port, 0 for one that is free
     * @param api the application below {@code apiBase}
     * @param apiBase path, without a slash at the end
     * @param pages the application for everything else
     * @param health tells how the service is
     */
    HttpService(
            String bind,
            int port,
            ResourceConfig api,
            String apiBase,
            ResourceConfig pages,
            HealthHandler health) {
        this(bind, port, api, apiBase, pages, health, Configuration.Limits.NONE, GRACE);
    }

    /**
     * @param limits how much a client may ask for
     * @param grace how long requests may go on after the server was told to stop
     */
    HttpService(
            String bind,
            int port,
            ResourceConfig api,
            String apiBase,
            ResourceConfig pages,
            HealthHandler health,
            Configuration.Limits limits,
            Duration grace) {
        this.bind = bind;
        this.port = port;
        this.grace = grace;
        this.api = new LiveApplication(api);
        this.pages = new LiveApplication(pages);
        this.server = new Server(threads());
        this.connector = connector(server);
        connector.setHost(bind);
        connector.setPort(port);
        server.addConnector(connector);
        server.setErrorHandler(new PlainErrors());
        Handler answering =
                new TargetLimit(
                        new ClientLimits(limits, new HeadAsGet(compressed(resources(apiBase)))));
        this.requests = new GracefulHandler(new Handler.Sequence(health, answering));
        server.setHandler(requests);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_PLATFORM_THREADS, MIN_PLATFORM_THREADS);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        return threads;
    }

    private static ServerConnector connector(Server server) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRelativeRedirectAllowed(true);
        http.setRequestHeaderSize(MAX_REQUEST_HEADER_BYTES);
        http.setUriCompliance(anyPath());
        ServerConnector connector =
                new ServerConnector(
                        server, 1, 1, new Http1(http), new HTTP2CServerConnectionFactory(http));
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
    }

    private static UriCompliance anyPath() {
        Set<Violation> allowed = EnumSet.allOf(Violation.class);
        // No path, but a way to deceive who reads the address.
        allowed.remove(Violation.USER_INFO);
        allowed.remove(Violation.FRAGMENT);
        return new UriCompliance("archive", allowed);
    }

    private static Handler compressed(Handler handler) {
        GzipCompression gzip = new GzipCompression();
        gzip.setMinCompressSize(MIN_COMPRESSED_BYTES);
        CompressionHandler compression = new CompressionHandler(handler);
        compression.putCompression(gzip);
        compression.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .compressIncludeMethod("GET")
                        .compressIncludeMethod("POST")
                        .compressIncludeMimeType("text/html")
                        .compressIncludeMimeType("text/plain")
                        .compressIncludeMimeType("text/css")
                        .compressIncludeMimeType("application/json")
                        .compressIncludeMimeType("application/problem+json")
                        .compressIncludeMimeType("application/x-ndjson")
                        .compressIncludeMimeType("application/atom+xml")
                        .compressIncludeMimeType("image/svg+xml")
                        .compressIncludeMimeType("message/rfc822")
                        .decompressExcludePath("/*")
                        .build());
        return compression;
    }

    /** Refuses what is too long where a problem can say so in the form that was asked for. */
    private static final class TargetLimit extends Handler.Wrapper {
        TargetLimit(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            String target = request.getHttpURI().getPathQuery(); // CONNECT has none.
            if (target != null && target.length() > MAX_TARGET_CHARS) {
                Response.writeError(request, response, callback, HttpStatus.URI_TOO_LONG_414);
                return true;
            }
            return super.handle(request, response, callback);
        }
    }

    /**
     * Answers HEAD as GET, of which Jetty then sends the header section: so both have the same
     * fields, Content-Length included.
     */
    private static final class HeadAsGet extends Handler.Wrapper {
        HeadAsGet(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            return super.handle(
                    HttpMethod.HEAD.is(request.getMethod()) ? asGet(request) : request,
                    response,
                    callback);
        }

        private static Request asGet(Request request) {
            request.setAttribute(ApiResources.HEADERS_ONLY, true);
            return new Request.Wrapper(request) {
                @Override
                public String getMethod() {
                    return HttpMethod.GET.asString();
                }
            };
        }
    }

    private Handler resources(String apiBase) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setErrorHandler(new PlainErrors());
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServlet(holder(api), apiBase + "/*");
        context.addServlet(holder(pages), "/*");
        return context;
    }

    private static ServletHolder holder(Servlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        // At start, so that the first reader does not wait, and mistakes show at once.
        holder.setInitOrder(1);
        return holder;
    }

    /**
     * Begins to serve.
     *
     * @throws Failure if that address cannot be had
     */
    void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stopQuietly(e);
            if (hasCause(e, BindException.class)) {
                throw new Failure(
                        isHere(bind)
                                ? "port " + port + " at " + bind + " is taken"
                                : "the address " + bind + " is not one of this machine",
                        e);
            }
            if (hasCause(e, UnresolvedAddressException.class)) {
                throw new Failure("there is no address " + bind + " here", e);
            }
            throw new IOException("the server does not start: " + e.getMessage(), e);
        }
    }

    private static boolean isHere(String address) {
        try {
            InetAddress inet = InetAddress.getByName(address);
            return inet.isAnyLocalAddress() || NetworkInterface.getByInetAddress(inet) != null;
        } catch (IOException expected) {
            // No name of anything is not a name of this machine.
            return false;
        }
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        Throwable cause = thrown;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private void stopQuietly(Exception reason) {
        try {
            server.stop();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    /** Answers with other applications from now on; requests that run end as they began. */
    void exchange(ResourceConfig otherApi, ResourceConfig otherPages) {
        try {
            api.exchange(otherApi);
            pages.exchange(otherPages);
        } catch (ServletException e) {
            throw new IllegalStateException("an application like that before cannot begin", e);
        }
    }

    /** Returns the address of the front page, with the port in use. */
    URI address() {
        InetSocketAddress wildcardOrNot = new InetSocketAddress(bind, connector.getLocalPort());
        boolean all =
                wildcardOrNot.getAddress() != null
                        && wildcardOrNot.getAddress().isAnyLocalAddress();
        String host = all ? "localhost" : bind.contains(":") ? "[" + bind + "]" : bind;
        return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
    }

    /** Waits until the server has stopped. */
    void join() throws InterruptedException {
        server.join();
    }

    /**
     * Stops: no new connections and requests; those that are being answered get some time, then all
     * connections are closed.
     */
    @Override
    public void close() throws IOException {
        awaitRequests();
        // Jetty leaves one open that becomes one of HTTP/2 while its first request is in work.
        List.copyOf(connector.getConnectedEndPoints()).forEach(EndPoint::close);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the server does not stop: " + e.getMessage(), e);
        }
    }

    /**
     * Jetty by itself would wait for connections too, in vain for one that came in just now or that
     * a client keeps open; only requests are worth waiting for.
     */
    private void awaitRequests() {
        // Tells clients of HTTP/2 as well; what it returns is about connections.
        var _ = Graceful.shutdown(server);
        try {
            requests.shutdown().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("requests that took longer than {} were cut off", grace);
        } catch (ExecutionException e) {
            LOG.warn("requests could not be waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
