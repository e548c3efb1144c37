package org.perdure.server;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.perdure.api.ApiResources;
import org.perdure.html.HtmlResources;
import org.perdure.html.Site;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An archive being served: pages, API, mail that comes in, and an index that follows the store. */
final class ArchiveService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveService.class);

    private final IndexUpdates updates;
    private final PassageUpdates passages;
    private final Intake intake;
    private final HttpService http;
    private final ConfigurationWatch configuration;
    private volatile OpenArchive open;

    private ArchiveService(
            ConfigurationFile file,
            OpenArchive open,
            IndexUpdates updates,
            PassageUpdates passages,
            Intake intake,
            HttpService http) {
        this.open = open;
        this.updates = updates;
        this.passages = passages;
        this.intake = intake;
        this.http = http;
        this.configuration = new ConfigurationWatch(file, open.configuration(), this::configure);
    }

    /**
     * Begins to serve an archive, with LMTP if {@code perdure.yaml} says so.
     *
     * @param bind name or address to listen at
     * @param port TCP port, 0 for one that is free
     * @throws Failure if that address cannot be had
     */
    static ArchiveService start(ArchiveFolder folder, String bind, int port) throws IOException {
        return start(folder, bind, port, folder.configurationFile().read().lmtp());
    }

    /**
     * Begins to serve an archive.
     *
     * @param bind name or address to listen at
     * @param port TCP port, 0 for one that is free
     * @param lmtp where mail servers hand in mail, if they can
     * @throws Failure if one of these addresses cannot be had
     */
    static ArchiveService start(
            ArchiveFolder folder, String bind, int port, Configuration.@Nullable Lmtp lmtp)
            throws IOException {
        OpenArchive open = folder.open();
        try {
            return start(folder, open, bind, port, lmtp);
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private static ArchiveService start(
            ArchiveFolder folder,
            OpenArchive open,
            String bind,
            int port,
            Configuration.@Nullable Lmtp lmtp)
            throws IOException {
        IndexUpdates updates = new IndexUpdates(open.store(), open.index(), folder.index());
        Intake intake = Intake.open(folder, open.configuration(), open.store(), lmtp, updates);
        try {
            HttpService http = http(open, intake, bind, port);
            http.start();
            updates.start();
            PassageUpdates passages = new PassageUpdates(open.store(), open.passages(), folder);
            passages.start();
            ArchiveService service =
                    new ArchiveService(
                            folder.configurationFile(), open, updates, passages, intake, http);
            service.configuration.start();
            return service;
        } catch (IOException | RuntimeException e) {
            intake.close();
            throw e;
        }
    }

    private static HttpService http(OpenArchive open, Intake intake, String bind, int port) {
        return new HttpService(
                bind,
                port,
                api(open, intake),
                ApiResources.BASE,
                pages(open),
                new HealthHandler(() -> readiness(open)),
                open.configuration().server().limits(),
                HttpService.GRACE);
    }

    private static ResourceConfig api(OpenArchive open, Intake intake) {
        return ApiResources.application(open.archive(), intake.submissions());
    }

    private static ResourceConfig pages(OpenArchive open) {
        return HtmlResources.application(
                open.archive(), site(open.configuration()), ArchiveService::log);
    }

    /**
     * Takes over what the operator says now; requests that run end as they began, and those that
     * wait for changes are answered, to come again.
     */
    private void configure(Configuration now) throws IOException {
        OpenArchive before = open;
        List<String> later = before.configuration().keysOfStart(now);
        if (!later.isEmpty()) {
            LOG.warn("of perdure.yaml, these count from the next start: {}", later);
        }
        open = before.with(now);
        intake.configure(now);
        http.exchange(api(open, intake), pages(open));
        before.archive().changeWatch().close();
    }

    /** Returns what is said of an archive. */
    static Site site(Configuration configuration) {
        String title = configuration.title();
        return new Site(
                        title.isEmpty() ? Site.UNNAMED.title() : title,
                        configuration.server().publicBase())
                .with(configuration.furniture());
    }

    /** Logs what nobody expected. */
    static void log(String id, Throwable fault) {
        LOG.error("fault {}", id, fault);
    }

    private static Readiness readiness(OpenArchive open) {
        long needed = open.needed();
        try {
            open.store().lastSequence();
            long applied = new AwaitedIndex(open.index(), needed).applied();
            return new Readiness(true, applied, needed);
        } catch (IOException | StoreException e) {
            LOG.error("not ready, {}", UUID.randomUUID(), e);
            return new Readiness(false, 0, needed);
        }
    }

    /** Returns the address of the front page. */
    URI address() {
        return http.address();
    }

    /** Returns the port at which mail servers hand in mail, 0 if there is none. */
    int lmtpPort() throws IOException {
        return intake.lmtpPort();
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
        configuration.close();
        open.archive().changeWatch().close(); // Else requests that wait are waited for.
        try {
            http.close();
        } finally {
            try {
                intake.close();
            } finally {
                updates.close();
                passages.close();
                open.close();
            }
        }
    }
}
