package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClientLimitsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String READER = "192.0.2.7";
    private HttpService service;

    /** Answers everything. */
    @Path("{path: .*}")
    public static final class Anything {
        @GET
        public String get() {
            return "here";
        }
    }

    @BeforeEach
    void start() throws IOException {
        service =
                new HttpService(
                        "127.0.0.1",
                        0,
                        new ResourceConfig().register(new Anything()),
                        "/api/v1",
                        new ResourceConfig().register(new Anything()),
                        new HealthHandler(() -> new Readiness(true, 1, 1)),
                        new Configuration.Limits(
                                2, 3, Set.of(InetAddress.ofLiteral("198.51.100.1"))),
                        Duration.ofSeconds(1));
        service.start();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private HttpResponse<String> get(String path, String client)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address().resolve(path));
        if (!client.isEmpty()) {
            request.header("X-Forwarded-For", client);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search?q=a",
                "/my-list/?sort=newest&q=a",
                "/api/v1/search?q=a",
                "/api/v1/find-passage",
                "/api/v1/resolve?link=a"
            })
    void areThoseOfSearches(String path) throws IOException, InterruptedException {
        HttpResponse<String> first = get(path, READER);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(field(first, "RateLimit-Policy")).isEqualTo("\"searches\";q=2;w=60");
        assertThat(field(first, "RateLimit")).isEqualTo("\"searches\";r=1;t=30");
        assertThat(get(path, READER).statusCode()).isEqualTo(200);
        HttpResponse<String> third = get(path, READER);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(field(third, "Retry-After"))).isBetween(1, 30);
        assertThat(field(third, "RateLimit")).startsWith("\"searches\";r=0;t=");
        assertThat(field(third, "Cache-Control")).isEqualTo("no-store");
        assertThat(get("/my-list/", READER).statusCode()).isEqualTo(200);
        assertThat(get(path, "192.0.2.8").statusCode()).isEqualTo(200);
    }

    @Test
    void areThoseOfOtherRequests() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = get("/my-list/", READER);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(field(answer, "RateLimit")).startsWith("\"requests\";r=" + (2 - i) + ";t=");
        }
        assertThat(get("/my-list/", READER).statusCode()).isEqualTo(429);
        assertThat(get("/search?q=a", READER).statusCode()).isEqualTo(200);
        assertThat(get("/health/live", READER).statusCode()).isEqualTo(200);
    }

    @Test
    void areSaidInTheFormThatFits() throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            get("/search?q=a", READER);
        }
        HttpResponse<String> page = get("/search?q=a", READER);
        assertThat(field(page, "Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>Too Many Requests</h1>");
        HttpResponse<String> program = get("/api/v1/search?q=a", READER);
        assertThat(field(program, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(program.body())
                .startsWith("{\"type\":\"/problems/too-many-requests\"")
                .contains("\"status\":429");
        assertThat(field(program, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", "::1", "192.0.2.1, 127.0.0.9", "unknown", "a.example"})
    void areNoneForWhoIsOnThisMachine(String client) throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = get("/search?q=a", client);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(field(answer, "RateLimit")).isEmpty();
        }
    }

    @Test
    void takeTheLastWhomAProxyNames() throws IOException, InterruptedException {
        get("/search?q=a", "198.51.100.9, " + READER);
        get("/search?q=a", "203.0.113.5, " + READER);
        assertThat(get("/search?q=a", "203.0.113.6, " + READER).statusCode()).isEqualTo(429);
    }

    @Test
    void takeANetworkOfIpv6ForOne() throws IOException, InterruptedException {
        get("/search?q=a", "2001:db8:0:1::1");
        get("/search?q=a", "2001:db8:0:1:ffff::2");
        assertThat(get("/search?q=a", "2001:db8:0:1::3").statusCode()).isEqualTo(429);
        assertThat(get("/search?q=a", "2001:db8:0:2::1").statusCode()).isEqualTo(200);
    }
}
