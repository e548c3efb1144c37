package org.perdure.server;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.glassfish.jersey.server.ResourceConfig;
import org.perdure.api.ApiResources;
import org.perdure.html.HtmlResources;
import org.perdure.html.Site;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An archive being served: pages, API, and an index that follows the store. */
final class ArchiveService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveService.class);

    private final OpenArchive open;
    private final IndexUpdates updates;
    private final HttpService http;

    private ArchiveService(OpenArchive open, IndexUpdates updates, HttpService http) {
        this.open = open;
        this.updates = updates;
        this.http = http;
    }

    /**
     * Begins to serve an archive.
     *
     * @param bind name or address to listen at
     * @param port TCP port, 0 for one that is free
     * @throws Failure if that address cannot be had
     */
    static ArchiveService start(ArchiveFolder folder, String bind, int port) throws IOException {
        OpenArchive open = folder.open();
        try {
            return start(folder, open, bind, port);
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private static ArchiveService start(
            ArchiveFolder folder, OpenArchive open, String bind, int port) throws IOException {
        ResourceConfig pages =
                HtmlResources.application(
                        open.archive(), site(open.configuration()), ArchiveService::log);
        HttpService http =
                new HttpService(
                        bind,
                        port,
                        ApiResources.application(open.archive()),
                        ApiResources.BASE,
                        pages,
                        new HealthHandler(() -> readiness(open)));
        http.start();
        IndexUpdates updates = new IndexUpdates(open.store(), open.index(), folder.index());
        updates.start();
        return new ArchiveService(open, updates, http);
    }

    private static Site site(Configuration configuration) {
        String title = configuration.title();
        return new Site(
                title.isEmpty() ? Site.UNNAMED.title() : title,
                configuration.server().publicBase());
    }

    private static void log(String id, Throwable fault) {
        LOG.error("fault {}", id, fault);
    }

    private static Readiness readiness(OpenArchive open) {
        long needed = open.needed();
        try {
            open.store().lastSequence();
            return new Readiness(true, open.index().applied(), needed);
        } catch (IOException | StoreException e) {
            LOG.error("not ready, {}", UUID.randomUUID(), e);
            return new Readiness(false, 0, needed);
        }
    }

    /** Returns the address of the front page. */
    URI address() {
        return http.address();
    }

    /** Serves until the process is told to end, then lets running requests end. */
    void serveUntilStopped() throws InterruptedException {
        Thread stopper = new Thread(this::stopLogged, "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        http.join();
        stopper.join();
    }

    private void stopLogged() {
        try {
            close();
        } catch (IOException e) {
            LOG.warn("stopped, but not in good order", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            http.close();
        } finally {
            updates.close();
            open.close();
        }
    }
}
