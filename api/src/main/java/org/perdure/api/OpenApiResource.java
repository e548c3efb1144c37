package org.perdure.api;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API (OpenAPI 3.1), made when it was built. */
@Path("openapi.json")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class OpenApiResource {
    static final String FILE = "openapi.json";

    private final byte[] description;

    @Inject
    OpenApiResource() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            this.description = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the description. */
    @GET
    @Operation(hidden = true)
    public Response description(@Context Request request) {
        return Answers.cached(
                request, Answers.etagOf(description), Answers.FIXED_SECONDS, () -> description);
    }
}
