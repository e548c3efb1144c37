package org.perdure.html;

import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.perdure.archive.Archive;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.Resolver;

/** The pages as an application of its own. */
public final class HtmlResources {
    private HtmlResources() {}

    /**
     * Returns all pages with their filters and their errors: for a servlet mapped to {@code /*},
     * apart from the API.
     *
     * @param archive what they show
     * @param site what is said of it
     * @param faults is given each failure that nobody expected, with the id that the reader is
     *     shown
     */
    public static ResourceConfig application(
            Archive archive, Site site, BiConsumer<String, Throwable> faults) {
        // A new one each time: it knows the lists that there are when it is made.
        return application(archive, link -> new Resolver(archive).resolve(link), site, faults);
    }

    static ResourceConfig application(
            Archive archive,
            Function<String, LinkAnswer> resolver,
            Site site,
            BiConsumer<String, Throwable> faults) {
        Templates templates = new Templates();
        Freshness freshness = new Freshness(Clock.systemUTC());
        PageResource pages = new PageResource(archive, resolver, site, templates, freshness);
        return new ResourceConfig()
                .registerResources(pages.asResource())
                .register(new ErrorMapper(site, templates, faults))
                .register(new PageHeaders())
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                // What Moved says stays a path.
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    }
}
