package org.perdure.api;

import java.util.Set;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.perdure.archive.Archive;

/** The API as an application of its own. */
public final class ApiResources {
    /** Where the application must be mounted. */
    public static final String BASE = "/api/v1";

    /**
     * Attribute of a request for the header section only, where the server answers HEAD as GET and
     * throws away what is written.
     */
    public static final String HEADERS_ONLY = "org.perdure.headers-only";

    /** The classes that answer; Jersey warns of resources that are given to it as instances. */
    static final Set<Class<?>> RESOURCES =
            Set.of(
                    ListResource.class,
                    MessageResource.class,
                    SubmissionResource.class,
                    NumberResource.class,
                    SearchResource.class,
                    ResolveResource.class,
                    PassageResource.class,
                    SeriesResource.class,
                    ChangesResource.class,
                    OpenApiResource.class);

    private ApiResources() {}

    /**
     * Returns the whole API with its JSON, its problem details and its filters: for a servlet
     * mapped to {@code /api/v1/*}, apart from the pages, so that each has its own errors.
     *
     * <p>Msg-ids hold slashes, percent signs and dots: the server in front must let {@code %2F},
     * {@code %25} and {@code %2E} pass as they are.
     *
     * @param submissions who may hand in mail, and where it goes
     */
    public static ResourceConfig application(Archive archive, Submissions submissions) {
        return new ResourceConfig(RESOURCES)
                .register(
                        new AbstractBinder() {
                            @Override
                            protected void configure() {
                                bind(archive).to(Archive.class);
                                bind(submissions).to(Submissions.class);
                            }
                        })
                .register(JacksonFeature.withoutExceptionMappers())
                .register(new Json())
                .register(new ProblemMapper())
                .register(new ApiHeaders())
                // The address by which a client knows us is not the one by which a proxy does.
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true)
                // Looking for providers on the class path costs more than all the rest of a start.
                .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
                .property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                // Else the container answers errors that have no body, with a page of its own.
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    }
}
