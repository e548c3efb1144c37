package org.perdure.html;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Tells browsers to run nothing but our script, load nothing from elsewhere, and believe the media
 * type. The script is named by its hash: {@code 'self'} would allow what senders attached.
 */
final class PageHeaders implements ContainerResponseFilter {
    static final String POLICY =
            "default-src 'none'; script-src '"
                    + StaticFiles.SCRIPT_INTEGRITY
                    + "'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    /** For what senders wrote. */
    static final String SENDERS_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /** For HTML that senders wrote: colours and borders, nothing else. */
    static final String SENT_HTML_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'; sandbox";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        putIfAbsent(headers, "Content-Security-Policy", POLICY);
        putIfAbsent(headers, "X-Content-Type-Options", "nosniff");
        putIfAbsent(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
        putIfAbsent(headers, "Cross-Origin-Opener-Policy", "same-origin");
    }

    private static void putIfAbsent(
            MultivaluedMap<String, Object> headers, String name, String value) {
        if (!headers.containsKey(name)) {
            headers.putSingle(name, value);
        }
    }
}
