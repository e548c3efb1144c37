package org.perdure.api;

import org.glassfish.jersey.server.ResourceConfig;
import org.perdure.archive.Archive;

/** The API as an application of its own. */
public final class ApiResources {
    /** Where the application must be mounted. */
    public static final String BASE = "/api/v1";

    private ApiResources() {}

    /**
     * Returns the whole API with its JSON, its problem details and its filters: for a servlet
     * mapped to {@code /api/v1/*}, apart from the pages, so that each has its own errors.
     */
    public static ResourceConfig application(Archive archive) {
        return new ResourceConfig().property("archive", archive);
    }
}
