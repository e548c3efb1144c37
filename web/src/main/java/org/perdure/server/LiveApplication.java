package org.perdure.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * An application that can be exchanged while it answers. Jersey's own way to do that fails the
 * requests that run; here they end as they began.
 */
final class LiveApplication extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** How long requests may go on that began before the application was exchanged. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(GRACE.toSeconds(), TimeUnit.SECONDS);

    private final transient Set<ServletContainer> before = ConcurrentHashMap.newKeySet();
    private transient volatile ServletContainer current;

    LiveApplication(ResourceConfig application) {
        this.current = new ServletContainer(application);
    }

    @Override
    public void init() throws ServletException {
        current.init(getServletConfig());
    }

    @Override
    public void service(ServletRequest request, ServletResponse response)
            throws ServletException, IOException {
        current.service(request, response);
    }

    /** Answers with another application from now on. */
    void exchange(ResourceConfig application) throws ServletException {
        ServletContainer next = new ServletContainer(application);
        next.init(getServletConfig());
        ServletContainer last = current;
        before.add(last);
        current = next;
        LATER.execute(() -> end(last));
    }

    /** Ends an application, which Jersey bears once only. */
    private void end(ServletContainer last) {
        if (before.remove(last)) {
            last.destroy();
        }
    }

    @Override
    public void destroy() {
        before.forEach(this::end);
        current.destroy();
    }
}
