package org.perdure.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;

/** The fields that every answer of the API has. */
final class ApiHeaders implements ContainerResponseFilter {
    private static final Set<String> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        if (READING.contains(request.getMethod())) {
            // The archive is public and knows no users, so any site's scripts may read it.
            headers.putSingle("Access-Control-Allow-Origin", "*");
            headers.putSingle(
                    "Access-Control-Expose-Headers",
                    "ETag, Link, X-Perdure-End, X-Perdure-Next, Retry-After, RateLimit,"
                            + " RateLimit-Policy");
        }
    }
}
