package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.html.NuChecker;
import org.perdure.search.lucene.LuceneFollower;

/** A service whose index is missing, and cannot be built as long as another writer holds it. */
@Timeout(120)
class IndexBuildingTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ObjectMapper json = new ObjectMapper();
    @TempDir private Path folder;
    private ArchiveFolder archive;
    private LuceneFollower holder;
    private ArchiveService service;

    @BeforeEach
    void setUp() throws IOException {
        archive = new ArchiveFolder(folder.resolve("archive"));
        Path mailbox = Files.write(folder.resolve("ink"), CommandLineFixture.mailbox(30, 1));
        CommandLineFixture.run("import", "--archive", archive, "--list", "ink", mailbox);
        try (var files = Files.walk(archive.path().resolve("index"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        holder = LuceneFollower.open(archive.index().forWriting(), 1);
        service = ArchiveService.start(archive, "127.0.0.1", 0);
    }

    @AfterEach
    void tearDown() throws IOException {
        service.close();
        holder.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path)).build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void isSaidBySearchOnPages() throws Exception {
        NuChecker checker = new NuChecker();
        for (String path : new String[] {"search?q=number", "ink/?q=number"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(field(answer, "Retry-After")).isEqualTo("30");
            assertThat(field(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(answer.body())
                    .contains("The search index is being built; 0 of 30 changes are in it (0 %)")
                    .contains("value=\"number\"")
                    .doesNotContain("Nothing matches", "rel=\"canonical\"");
            assertThat(checker.check(answer.body().getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    @Test
    void isSaidBySearchInTheApi() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("api/v1/search?q=number");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(field(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(field(answer, "Retry-After")).isEqualTo("30");
        JsonNode problem = json.readTree(answer.body());
        assertThat(problem.get("type").asText()).isEqualTo("/problems/index-building");
        assertThat(problem.get("status").asInt()).isEqualTo(503);
        assertThat(problem.get("detail").asText()).contains("0 of 30");
        assertThat(get("problems/index-building").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsNothingElseFromBeingServed() throws IOException, InterruptedException {
        for (String path :
                new String[] {
                    "",
                    "ink/",
                    "ink/2011-03/",
                    "ink/2011-03/msg00029.html",
                    "ink/7@example.org/",
                    "ink/7@example.org/T/",
                    "search",
                    "resolve",
                    "api/v1/lists/ink/messages/7@example.org",
                }) {
            assertThat(get(path).statusCode()).as(path).isBetween(200, 399);
        }
        HttpResponse<String> health = get("health/ready");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(json.readTree(health.body()).get("index").asText()).isEqualTo("building");
    }

    @Test
    void endsWhenItIsBuilt() throws IOException, InterruptedException {
        assertThat(get("api/v1/search?q=number").statusCode()).isEqualTo(503);
        holder.close();
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        HttpResponse<String> answer = get("api/v1/search?q=number");
        while (answer.statusCode() == 503 && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            answer = get("api/v1/search?q=number");
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).at("/total/value").asInt()).isEqualTo(30);
        JsonNode health = json.readTree(get("health/ready").body());
        assertThat(health.get("index").asText()).isEqualTo("ready");
    }
}
