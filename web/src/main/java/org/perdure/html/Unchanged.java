package org.perdure.html;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** The client has the page already: ends the making of it. */
final class Unchanged extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    Unchanged(Response notModified) {
        super(notModified);
    }
}
