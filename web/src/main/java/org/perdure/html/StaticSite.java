package org.perdure.html;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;

/**
 * The pages without a server, for a copy of them in files: made by the same resource, the same
 * templates and the same errors. Safe for use by any number of threads.
 */
public final class StaticSite {
    /** Path of the style sheet. */
    public static final String STYLESHEET = StaticFiles.STYLESHEET;

    /** Path of the script. */
    public static final String SCRIPT = StaticFiles.SCRIPT;

    /** Name of the file with the hashes of the mailboxes of a list, in its folder. */
    public static final String CHECKSUMS = MailboxDownloads.CHECKSUMS;

    /** Names of the pages of a month that were never published. */
    public static final List<String> OTHER_ORDERS =
            Stream.of(Route.View.values())
                    .filter(view -> !view.isPublished())
                    .map(Route.View::file)
                    .toList();

    /** A path at which there is nothing, ever: its page is the one for all such paths. */
    public static final String NOWHERE = "/archives/nowhere";

    private static final URI BASE = URI.create("http://localhost/");

    private final ApplicationHandler pages;
    private final @Nullable String colourSheet;

    /**
     * @param site said to be no service
     * @param faults is given each failure that nobody expected
     */
    public StaticSite(Archive archive, Site site, BiConsumer<String, Throwable> faults) {
        this.pages = new ApplicationHandler(HtmlResources.application(archive, site, faults));
        this.colourSheet = site.colourSheet();
    }

    /**
     * Returns the path of the style sheet with the operator's colours; absent if there are none.
     */
    public @Nullable String colourSheet() {
        return colourSheet;
    }

    /**
     * How a page was answered.
     *
     * @param status the HTTP status
     * @param canonical path of its canonical page, if it has one
     * @param type its media type, without a charset
     */
    public record Answer(int status, @Nullable String canonical, String type) {}

    /**
     * Writes what is at a path.
     *
     * @param path percent-encoded, without query
     */
    public Answer write(String path, OutputStream out) throws IOException {
        ContainerRequest request =
                new ContainerRequest(
                        BASE,
                        BASE.resolve(path),
                        "GET",
                        null,
                        new MapPropertiesDelegate(),
                        pages.getConfiguration());
        try {
            ContainerResponse response = pages.apply(request, out).get();
            MediaType type = response.getMediaType();
            return new Answer(
                    response.getStatus(),
                    canonical(response.getHeaderString("Link")),
                    type == null ? "" : type.getType() + "/" + type.getSubtype());
        } catch (ExecutionException e) {
            throw new IOException(path + ": this page cannot be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static @Nullable String canonical(@Nullable String link) {
        int end = link == null ? -1 : link.indexOf(">; rel=\"canonical\"");
        return link == null || end < 0 ? null : link.substring(1, end);
    }
}
