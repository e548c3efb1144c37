package org.perdure.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.perdure.archive.Archive;

/** Asks the API without a network. */
final class Client {
    private static final URI BASE = URI.create("http://archive.example.org/api/v1/");

    private final ApplicationHandler application;

    Client(Archive archive) {
        this(archive, Submissions.CLOSED);
    }

    Client(Archive archive, Submissions submissions) {
        this.application = new ApplicationHandler(ApiResources.application(archive, submissions));
    }

    /** What came back. */
    record Reply(int status, MultivaluedMap<String, Object> header, byte[] body) {
        String field(String name) {
            Object value = header.getFirst(name);
            return value == null ? "" : value.toString();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(text(), e);
            }
        }
    }

    Reply get(String path) {
        return send("GET", path, Map.of(), "");
    }

    Reply get(String path, String name, String value) {
        return send("GET", path, Map.of(name, value), "");
    }

    Reply post(String path, String mediaType, String body) {
        return send("POST", path, Map.of("Content-Type", mediaType), body);
    }

    /** Posts JSON of which no more comes than the beginning. */
    Reply sendCut(String path, String beginning) {
        InputStream breakingOff =
                new SequenceInputStream(
                        new ByteArrayInputStream(beginning.getBytes(StandardCharsets.UTF_8)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new EOFException("early end");
                            }

                            @Override
                            public int read(byte[] into, int start, int length) throws IOException {
                                return read();
                            }
                        });
        return send("POST", path, Map.of("Content-Type", "application/json"), breakingOff);
    }

    Reply send(String method, String path, Map<String, String> fields, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(method, path, fields, new ByteArrayInputStream(bytes));
    }

    private Reply send(String method, String path, Map<String, String> fields, InputStream body) {
        ContainerRequest request =
                new ContainerRequest(
                        BASE,
                        BASE.resolve(path),
                        method,
                        new Nobody(),
                        new MapPropertiesDelegate(),
                        application.getConfiguration());
        fields.forEach(request::header);
        request.setEntityStream(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ContainerResponse response = application.apply(request, out).get();
            return new Reply(response.getStatus(), response.getHeaders(), out.toByteArray());
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private record Nobody() implements SecurityContext {
        @Override
        @SuppressWarnings("NullAway") // Nobody is logged in.
        public Principal getUserPrincipal() {
            return null;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        @SuppressWarnings("NullAway") // No authentication.
        public String getAuthenticationScheme() {
            return null;
        }
    }
}
