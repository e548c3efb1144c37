package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServiceTest {
    private static final AtomicReference<Readiness> STATE =
            new AtomicReference<>(new Readiness(true, 7, 7));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static HttpService service;

    /** Shows the path as it came. */
    @Path("{path: .*}")
    public static final class Echo {
        @GET
        public Response get(@PathParam("path") String decoded, @Context UriInfo uri) {
            return switch (decoded) {
                case "fail" -> throw new IllegalStateException("secret of " + Echo.class);
                case "gone" -> throw new WebApplicationException(410);
                case "long" ->
                        Response.ok("x".repeat(10_000), "text/html")
                                .header("ETag", "\"7\"")
                                .build();
                default -> Response.ok(uri.getPath(false), "text/plain").build();
            };
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service =
                new HttpService(
                        "127.0.0.1",
                        0,
                        new ResourceConfig().register(new Echo()),
                        "/api/v1",
                        new ResourceConfig().register(new Echo()),
                        new HealthHandler(STATE::get));
        service.start();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    /** Sends a request line as it is: clients tidy paths up. */
    private static String send(String method, String target, String... fields) throws IOException {
        URI address = service.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            for (String field : fields) {
                head += field + "\r\n";
            }
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Nested
    class APath {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/list/a%2Fb@example.org/",
                    "/list/a%252Fb@example.org/",
                    "/list/a;b=c@example.org/",
                    "/list/%ff%fe@example.org/",
                    "/list/a%5Cb@example.org/",
                    "/list/%2e%2e/x/",
                    "/list//x/",
                })
        void reachesTheResourceAsItCame(String path) throws IOException {
            assertThat(send("GET", path)).startsWith("HTTP/1.1 200").endsWith(path.substring(1));
        }

        @ParameterizedTest
        @CsvSource({"-1, 200", "0, 200", "1, 414"})
        void hasALimit(int more, int status) throws IOException {
            for (String start : List.of("/", "/api/v1/")) {
                int length = HttpService.MAX_TARGET_CHARS + more - start.length();
                String answer = send("GET", start + "x".repeat(length));
                assertThat(answer).startsWith("HTTP/1.1 " + status);
                if (status == 414) {
                    assertThat(answer).contains("Content-Type: " + errorType(start));
                }
            }
        }

        @Test
        void thatIsLongerThanAnyHeaderIsRefused() throws IOException {
            String path = "/" + "x".repeat(HttpService.MAX_REQUEST_HEADER_BYTES);
            assertThat(send("GET", path)).startsWith("HTTP/1.1 414");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/lists/100%@example.org",
                    "/api/v1/lists/%zz",
                    "/api/v1/lists/a%00b",
                    "/api/%",
                    "/lists/%zz",
                    "/apiary/%zz",
                })
        void thatCannotBeReadIsRefusedInTheFormOfItsPlace(String path) throws IOException {
            assertThat(send("GET", path))
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Type: " + errorType(path));
        }

        private static String errorType(String path) {
            return path.startsWith("/api/") ? "application/problem+json" : "text/html";
        }

        @Test
        void thatCannotBeReadIsForgotten() throws IOException {
            String bad = "GET /api/%zz HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(exchange(bad)).contains("problem+json");
            String later = "GET /api/v1/x HTTP/1.1\r\nHost: x\r\n\r\nGET\r\n\r\n";
            assertThat(exchange(later)).contains("HTTP/1.1 200", "HTTP/1.1 400", "text/html");
        }

        private static String exchange(String requests) throws IOException {
            URI address = service.address();
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
                return new String(
                        socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Nested
    class AnError {
        @ParameterizedTest
        @ValueSource(strings = {"/fail", "/gone", "/api/v1/fail", "/api/v1/gone"})
        void saysNothingOfTheProgram(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get(path);
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            assertThat(answer.statusCode()).isIn(500, 410);
            assertSilent(answer.headers().map() + body);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith(
                            path.startsWith("/api/") ? "application/problem+json" : "text/html");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/9.9\r\n\r\n",
                    "GET\r\n\r\n",
                    "\u0000\u0001\u0002\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                    "GET http://user@x/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                    "GET /list/100%@example.org/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                    "GET /list/a%00b@example.org/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                    "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\nConnection: close\r\n\r\n",
                    "DELETE /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                    "TRACE /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                })
        void ofTheProtocolIsAsSilent(String request) throws IOException {
            URI address = service.address();
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                String answer =
                        new String(
                                socket.getInputStream().readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                assertThat(answer).matches("(?s)HTTP/1.1 [45].*");
                assertSilent(answer);
            }
        }

        private void assertSilent(String answer) {
            assertThat(answer)
                    .doesNotContainIgnoringCase("jetty")
                    .doesNotContainIgnoringCase("jersey")
                    .doesNotContainIgnoringCase("glassfish")
                    .doesNotContainIgnoringCase("perdure")
                    .doesNotContainIgnoringCase("Server:")
                    .doesNotContain("java")
                    .doesNotContain("Exception")
                    .doesNotContain("secret");
        }
    }

    @Nested
    class Compression {
        @Test
        void isUsedWhenAskedFor() throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get("/long", "Accept-Encoding", "gzip");
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.headers().firstValue("Vary").orElse("")).contains("Accept-Encoding");
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(in.readAllBytes()).hasSize(10_000);
            }
        }

        @Test
        void isLeftOutElse() throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get("/long");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(answer.body()).hasSize(10_000);
        }
    }

    @Nested
    class Head {
        @Test
        void hasTheFieldsOfGetAndNoBody() throws IOException {
            String got = send("GET", "/long");
            String header = got.substring(0, got.indexOf("\r\n\r\n") + 4);
            assertThat(header).contains("ETag: \"7\"");
            assertThat(withoutDate(send("HEAD", "/long"))).isEqualTo(withoutDate(header));
        }

        private String withoutDate(String answer) {
            return answer.replaceAll("(?m)^Date: .*$", "");
        }
    }

    @Nested
    class Health {
        @Test
        void isLiveAsLongAsThereIsAnAnswer() throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get("/health/live");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }

        @ParameterizedTest
        @CsvSource({
            "true, 7, 7, 200, ready, ready",
            "true, 8, 7, 200, ready, ready",
            "true, 6, 7, 200, ready, building",
            "false, 0, 7, 503, not ready, unreadable",
        })
        void tellsHowTheArchiveIs(
                boolean readable, long applied, long needed, int status, String word, String index)
                throws IOException, InterruptedException {
            Readiness before = STATE.getAndSet(new Readiness(readable, applied, needed));
            try {
                HttpResponse<byte[]> answer = get("/health/ready");
                assertThat(answer.statusCode()).isEqualTo(status);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValue("application/json");
                JsonNode state = new ObjectMapper().readTree(answer.body());
                assertThat(state.get("status").asText()).isEqualTo(word);
                assertThat(state.get("index").asText()).isEqualTo(index);
                assertThat(state.get("applied").asLong()).isEqualTo(applied);
                assertThat(state.get("needed").asLong()).isEqualTo(needed);
            } finally {
                STATE.set(before);
            }
        }

        @Test
        void hasTheSameHeaderForHead() throws IOException {
            assertThat(send("HEAD", "/health/live")).contains("Content-Length: 5\r\n");
        }

        @Test
        void cannotBeChanged() throws IOException {
            assertThat(send("DELETE", "/health/live"))
                    .startsWith("HTTP/1.1 405")
                    .contains("Allow: GET, HEAD");
        }
    }

    @Nested
    class AServerThatStops {
        private static final Duration LONG = Duration.ofMinutes(10);

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        /** Answers when it may. */
        @Path("{path: .*}")
        public final class Slow {
            @GET
            public String get() throws InterruptedException {
                asked.countDown();
                free.await();
                return "at last";
            }
        }

        private HttpService begin(Object resource, Duration grace) throws IOException {
            HttpService stopping =
                    new HttpService(
                            "127.0.0.1",
                            0,
                            new ResourceConfig(),
                            "/api/v1",
                            new ResourceConfig().register(resource),
                            new HealthHandler(STATE::get),
                            Configuration.Limits.NONE,
                            grace);
            stopping.start();
            return stopping;
        }

        private static HttpRequest request(HttpService of) {
            return HttpRequest.newBuilder(of.address().resolve("/list/")).build();
        }

        @ParameterizedTest
        @EnumSource
        void doesNotWaitForConnectionsThatClientsKeepOpen(HttpClient.Version version)
                throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                HttpService stopping = begin(new Echo(), LONG);
                assertThat(client.send(request(stopping), BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
                stopping.close();
            }
        }

        /**
         * A session of HTTP/2 whose client goes while it is told to is never forgotten by Jetty.
         */
        @Test
        void doesNotWaitForClientsThatAreGone() throws IOException, InterruptedException {
            for (int i = 0; i < 20; i++) {
                HttpService stopping = begin(new Echo(), LONG);
                try (HttpClient client = HttpClient.newHttpClient()) {
                    client.send(request(stopping), BodyHandlers.discarding());
                }
                stopping.close();
            }
        }

        @ParameterizedTest
        @EnumSource
        void letsARequestEnd(HttpClient.Version version) throws Exception {
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                HttpService stopping = begin(new Slow(), LONG);
                var answer = client.sendAsync(request(stopping), BodyHandlers.ofString());
                asked.await();
                FutureTask<Void> stop =
                        new FutureTask<>(
                                () -> {
                                    stopping.close();
                                    return null;
                                });
                Thread.ofPlatform().start(stop);
                free.countDown();
                assertThat(answer.get().body()).isEqualTo("at last");
                stop.get();
            }
        }

        @ParameterizedTest
        @EnumSource
        void cutsOffARequestThatTakesTooLong(HttpClient.Version version) throws Exception {
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                HttpService stopping = begin(new Slow(), Duration.ofMillis(1));
                var answer = client.sendAsync(request(stopping), BodyHandlers.ofString());
                asked.await();
                try {
                    stopping.close();
                    assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
                } finally {
                    free.countDown(); // Or a client that has no answer is never closed.
                }
            }
        }
    }

    @Nested
    class AServer {
        @Test
        void speaksHttp2WithoutTls() throws IOException, InterruptedException {
            try (HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
                HttpRequest request =
                        HttpRequest.newBuilder(service.address().resolve("/list/")).build();
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.body()).isEqualTo("list/");
            }
        }

        @Test
        void refusesAPortThatIsTaken() throws IOException {
            try (ServerSocket taken = new ServerSocket(0)) {
                HttpService second =
                        new HttpService(
                                "0.0.0.0",
                                taken.getLocalPort(),
                                new ResourceConfig(),
                                "/api/v1",
                                new ResourceConfig(),
                                new HealthHandler(STATE::get));
                assertThatThrownBy(second::start)
                        .isInstanceOf(Failure.class)
                        .hasMessage("port " + taken.getLocalPort() + " at 0.0.0.0 is taken");
            }
        }

        @Test
        void refusesAnAddressThatIsNotHere() {
            HttpService elsewhere =
                    new HttpService(
                            "192.0.2.1",
                            0,
                            new ResourceConfig(),
                            "/api/v1",
                            new ResourceConfig(),
                            new HealthHandler(STATE::get));
            assertThatThrownBy(elsewhere::start)
                    .isInstanceOf(Failure.class)
                    .hasMessage("the address 192.0.2.1 is not one of this machine");
        }
    }
}
