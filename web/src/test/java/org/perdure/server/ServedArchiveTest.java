package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.api.ResolveResource;

/** The sample, imported and served: every form of address that architecture and users rely on. */
@Timeout(120)
class ServedArchiveTest {
    private static final String ID = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
    private static final String OLD = "/archives/html/xen-devel/2011-03/msg00015.html";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .build();

    @TempDir private static Path folder;
    private static Path archive;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException {
        archive = folder.resolve("archive");
        CommandLineFixture.run(
                "import",
                "--archive",
                archive,
                "--list",
                "xen-devel",
                "--tree",
                "old",
                CommandLineFixture.sample(folder));
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service.address() + path.substring(1)))
                        .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Nested
    class AnArchiveOfItsOwn {
        private static final String LONG_ID = "x".repeat(9_000) + "@example.org";

        private HttpResponse<Void> ask(ArchiveService own, String path)
                throws IOException, InterruptedException {
            URI address = URI.create(own.address() + path);
            return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        }

        private void importMessage(Path own, String list, String id) throws IOException {
            String message = "From a Tue Mar  1 08:12:31 2011\nMessage-ID: <" + id + ">\n\nHello\n";
            Path mailbox = Files.writeString(folder.resolve(list + ".mbox"), message);
            CommandLineFixture.run("import", "--archive", own, "--list", list, mailbox);
        }

        @Test
        void resolvesLinksToListsThatCameAfterItsStart() throws Exception {
            Path own = folder.resolve("own");
            importMessage(own, "early", "a@example.org");
            try (ArchiveService served =
                    ArchiveService.start(new ArchiveFolder(own), "127.0.0.1", 0)) {
                importMessage(own, "late", "b@example.org");
                HttpResponse<Void> answer = ask(served, "resolve?url=/late/b@example.org/");
                assertThat(field(answer, "Location")).isEqualTo("/late/b@example.org/");
            }
        }

        @Test
        void showsAMessageWhoseIdIsLongerThanAFieldCanBe() throws Exception {
            Path own = folder.resolve("long");
            importMessage(own, "early", LONG_ID);
            try (ArchiveService served =
                    ArchiveService.start(new ArchiveFolder(own), "127.0.0.1", 0)) {
                assertThat(ask(served, "early/2011-03/msg00000.html").statusCode()).isEqualTo(200);
                assertThat(ask(served, "api/v1/lists/early/numbers/2011-03/0").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Nested
    class Pages {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/xen-devel/",
                    "/xen-devel/?q=migration",
                    "/search",
                    "/search?q=migration",
                    "/resolve",
                    "/xen-devel/2011-03/",
                    "/xen-devel/2011-03/index.html",
                    "/xen-devel/2011-03/threads.html",
                    "/xen-devel/2011-03/msg00015.html",
                    "/archives/html/xen-devel/2011-03/",
                    "/archives/html/xen-devel/2011-03/index.html",
                    "/archives/html/xen-devel/2011-03/maillist.html",
                    "/archives/html/xen-devel/2011-03/mail2.html",
                    "/archives/html/xen-devel/2011-03/thrd2.html",
                    "/archives/html/xen-devel/2011-03/threads.html",
                    OLD,
                    "/xen-devel/" + ID + "/",
                    "/xen-devel/" + ID + "/T/",
                    "/xen-devel/" + ID + "/t/",
                })
        void areServedWithWhatProtectsTheirReaders(String path)
                throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(field(answer, "Content-Type")).startsWith("text/html");
            assertThat(field(answer, "Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(field(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(text(answer))
                    .startsWith("<!DOCTYPE html>")
                    .doesNotContain("<script>", " style=", " onclick=", "org.perdure")
                    .containsOnlyOnce("<script src=\"/static/script-")
                    .contains("</html>");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/archives/html/xen-devel/2011-03/", "/xen-devel/2011-03/threads.html"})
        void ofAMonthHaveAnAnchorForEveryNumber(String path)
                throws IOException, InterruptedException {
            String page = text(get(path));
            for (int number = 0; number < 93; number++) {
                assertThat(page).contains("id=\"%05d\"".formatted(number));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {OLD, "/xen-devel/2011-03/msg00015.html", "/xen-devel/" + ID + "/"})
        void ofAMessageAgreeOnWhichIsCanonical(String path)
                throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get(path);
            assertThat(text(answer))
                    .containsPattern("<link rel=\"canonical\" href=\"/xen-devel/" + ID + "/\"")
                    .contains("Prev by Date", "Next by thread", "WARNING - OLD ARCHIVES")
                    .contains("desmond.whitlam@xxxxxxxx")
                    .doesNotContainPattern("desmond\\.whitlam@[^x]");
        }

        @ParameterizedTest
        @CsvSource({
            "/xen-devel, /xen-devel/",
            "/archives/html/xen-devel/, /xen-devel/",
            "/xen-devel/2011-03, /xen-devel/2011-03/",
            "/archives/html/xen-devel/2011-03/msg00015, " + OLD,
            "/xen-devel/" + ID + ", /xen-devel/" + ID + "/",
            "/mailman/listinfo/xen-devel, /xen-devel/",
            "/resolve?url=http://lists.xen.org" + OLD + ", /xen-devel/" + ID + "/",
        })
        void withAnotherSpellingLeadOn(String path, String target)
                throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).isBetween(301, 308);
            assertThat(URI.create(field(answer, "Location")).getPath()).isEqualTo(target);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/nope/",
                    "/xen-devel/2011-04/",
                    "/xen-devel/nobody@example.org/",
                    "/archives/html/xen-devel/2011-03/msg99999.html",
                    "/archives/html/xen-devel/2011-03/msg15.html",
                    "/archives/html/xen-devel/2011-13/",
                    "/static/none.css",
                    "/..%2f..%2fetc/passwd",
                    "/WEB-INF/web.xml",
                })
        void thatAreNotThereSaySo(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(field(answer, "Content-Type")).startsWith("text/html");
            assertThat(text(answer)).doesNotContain("org.", "Exception", "Jetty", "Jersey");
        }

        @Test
        void cannotBeChanged() throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = send("DELETE", OLD);
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(field(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }

        @ParameterizedTest
        @CsvSource({
            "/, 'GET, HEAD, OPTIONS'",
            "/api/v1/lists, 'GET, HEAD, OPTIONS'",
            "/api/v1/resolve, 'GET, HEAD, OPTIONS, POST'",
            "/health/ready, 'GET, HEAD'",
        })
        void sayWhatCanBeDoneInstead(String path, String methods)
                throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = send("DELETE", path);
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(field(answer, "Allow")).isEqualTo(methods);
            for (String method : methods.split(", ")) {
                assertThat(send(method, path).statusCode()).as(method).isNotEqualTo(405);
            }
        }

        @Test
        void refuseAQueryThatCannotBeRead() throws IOException, InterruptedException {
            assertThat(get("/search?q=date:someday").statusCode()).isEqualTo(400);
        }
    }

    @Nested
    class Downloads {
        @Test
        void ofAMessageAreItsBytes() throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get("/xen-devel/" + ID + "/raw");
            assertThat(field(answer, "Content-Type")).startsWith("text/plain");
            String sample =
                    Files.readString(folder.resolve("sample.mbox"), StandardCharsets.ISO_8859_1);
            assertThat(sample).contains(new String(answer.body(), StandardCharsets.ISO_8859_1));
        }

        @Test
        void ofAThreadAreAMailbox() throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get("/xen-devel/" + ID + "/t.mbox.gz");
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .startsWith("From ")
                        .contains("Message-ID: <" + ID + ">");
            }
        }
    }

    @Nested
    class Freshness {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    OLD,
                    "/xen-devel/",
                    "/xen-devel/2011-03/",
                    "/api/v1/lists/xen-devel",
                    "/xen-devel/" + ID + "/raw",
                })
        void isToldByAnEtag(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> first = get(path);
            String etag = field(first, "ETag");
            assertThat(etag).isNotEmpty();
            HttpResponse<byte[]> second = get(path, "If-None-Match", etag);
            assertThat(second.statusCode()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        }

        @Test
        void isToldByAnEtagOfACompressedPageToo() throws IOException, InterruptedException {
            HttpResponse<byte[]> first = get(OLD, "Accept-Encoding", "gzip");
            assertThat(field(first, "Content-Encoding")).isEqualTo("gzip");
            HttpResponse<byte[]> second =
                    get(OLD, "Accept-Encoding", "gzip", "If-None-Match", field(first, "ETag"));
            assertThat(second.statusCode()).isEqualTo(304);
        }

        @ParameterizedTest
        @ValueSource(strings = {OLD, "/xen-devel/2011-03/", "/api/v1/lists", "/nope/"})
        void isToldToHeadAsToGet(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> head = send("HEAD", path);
            HttpResponse<byte[]> got = get(path);
            assertThat(head.statusCode()).isEqualTo(got.statusCode());
            assertThat(head.body()).isEmpty();
            assertThat(field(head, "ETag")).isEqualTo(field(got, "ETag"));
            assertThat(field(head, "Content-Type")).isEqualTo(field(got, "Content-Type"));
        }
    }

    @Nested
    class Api {
        private final ObjectMapper json = new ObjectMapper();

        @Test
        void searches() throws IOException, InterruptedException {
            JsonNode answer =
                    json.readTree(get("/api/v1/search?q=migration&list=xen-devel&size=2").body());
            assertThat(answer.at("/total/value").asInt()).isPositive();
            assertThat(answer.at("/total/exact").asBoolean()).isTrue();
            assertThat(answer.get("hits")).hasSize(2);
            JsonNode hit = answer.at("/hits/0");
            for (String name :
                    List.of("list", "messageId", "path", "subject", "author", "highlights")) {
                assertThat(hit.has(name)).as(name).isTrue();
            }
            assertThat(hit.get("messageId").asText()).doesNotContain("<");
            String next =
                    json.readTree(
                                    get("/api/v1/search?q=migration&list=xen-devel"
                                                    + "&size=2&cursor="
                                                    + answer.get("next").asText())
                                            .body())
                            .at("/hits/0/messageId")
                            .asText();
            assertThat(next).isNotEqualTo(hit.get("messageId").asText());
        }

        @Test
        void givesAllThatMatches() throws IOException, InterruptedException {
            String path = "/api/v1/search?q=migration&sort=oldest";
            int total = json.readTree(get(path).body()).at("/total/value").asInt();
            List<String> lines = text(get(path, "Accept", "application/x-ndjson")).lines().toList();
            assertThat(lines).hasSize(total + 1);
            assertThat(lines.getLast()).contains("\"complete\"", "\"hits\":" + total);
            HttpResponse<byte[]> mailbox = get(path, "Accept", "application/mbox");
            assertThat(field(mailbox, "X-Perdure-End")).isEqualTo("complete");
            assertThat(text(mailbox).lines().filter(line -> line.startsWith("From ")))
                    .hasSize(total);
        }

        @Test
        @Timeout(60)
        void tellsOfChangesAsTheyAreAskedFor() throws IOException, InterruptedException {
            HttpRequest request =
                    HttpRequest.newBuilder(service.address().resolve("/api/v1/changes"))
                            .header("Accept", "text/event-stream")
                            .header("Last-Event-ID", "3")
                            .build();
            HttpResponse<InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.lines().filter(line -> line.startsWith("id:")).findFirst())
                        .contains("id: 4");
            }
            HttpResponse<byte[]> head =
                    send("HEAD", "/api/v1/changes", "Accept", "text/event-stream");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(field(head, "Content-Type")).startsWith("text/event-stream");
        }

        @Test
        void resolvesManyLinks() throws IOException, InterruptedException {
            HttpRequest request =
                    HttpRequest.newBuilder(service.address().resolve("/api/v1/resolve"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            json.writeValueAsString(
                                                    Map.of(
                                                            "links",
                                                            List.of(
                                                                    "http://lists.xen.org"
                                                                            + OLD)))))
                            .build();
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            JsonNode first = json.readTree(answer.body()).at("/answers/0");
            assertThat(first.get("status").asText()).isEqualTo("exact");
            assertThat(first.get("messageId").asText()).isEqualTo(ID);
        }

        @ParameterizedTest
        @CsvSource({
            "/api/v1/nope, 404",
            "/api/v1/lists/nope, 404",
            "/api/v1/lists/xen-devel/messages/nobody@example.org, 404",
            "/api/v1/search?q=date:someday, 400",
            "/api/v1/search?q=x&size=0, 400",
            "/api/v1/search?q=x&cursor=nonsense, 400",
        })
        void saysWhatIsWrongAsAProblem(String path, int status)
                throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(field(answer, "Content-Type")).startsWith("application/problem+json");
            JsonNode problem = json.readTree(answer.body());
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(text(answer)).doesNotContain("org.perdure", "Exception", "jakarta");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "[]", "{\"links\": 7}", "{\"links\": [[]]}", ""})
        void refusesABodyItCannotRead(String body) throws IOException, InterruptedException {
            HttpRequest request =
                    HttpRequest.newBuilder(service.address().resolve("/api/v1/resolve"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("org.", "jackson", "Exception");
        }

        @ParameterizedTest
        @CsvSource({
            "-1, true, 200",
            "0, true, 200",
            "1, true, 413",
            "-1, false, 200",
            "0, false, 200",
            "1, false, 413",
        })
        void readsABodyUpToItsLimit(int more, boolean saysItsSize, int status)
                throws IOException, InterruptedException {
            String links = "{\"links\": []}";
            String blanks = " ".repeat(ResolveResource.MAX_BODY_BYTES + more - links.length());
            byte[] body = (blanks + links).getBytes(StandardCharsets.US_ASCII);
            HttpRequest request =
                    HttpRequest.newBuilder(service.address().resolve("/api/v1/resolve"))
                            .header("Content-Type", "application/json")
                            // Else a refusal may find the client still sending, and be lost.
                            .expectContinue(true)
                            .POST(
                                    saysItsSize
                                            ? BodyPublishers.ofByteArray(body)
                                            : BodyPublishers.ofInputStream(
                                                    () -> new ByteArrayInputStream(body)))
                            .build();
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(status);
            if (status == 413) {
                assertThat(field(answer, "Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.body()).contains("/problems/too-large");
            }
        }

        @Test
        void describesItself() throws IOException, InterruptedException {
            JsonNode description = json.readTree(get("/api/v1/openapi.json").body());
            assertThat(description.get("openapi").asText()).startsWith("3.1");
        }
    }

    @Nested
    class AnImportBeside {
        @Test
        void isFoundSoonAfter() throws IOException, InterruptedException {
            Path more = Files.write(folder.resolve("ink"), CommandLineFixture.mailbox(30, 1));
            CommandLineFixture.run("import", "--archive", archive, "--list", "ink", more);
            assertThat(get("/ink/2011-03/msg00029.html").statusCode()).isEqualTo(200);
            assertEventually("/api/v1/search?q=number&list=ink", "\"value\":30");
        }

        @Test
        void isFoundAfterReindexingToo() throws IOException, InterruptedException {
            assertThat(CommandLineFixture.run("reindex", "--archive", archive).status()).isZero();
            Path more = Files.write(folder.resolve("quill"), CommandLineFixture.mailbox(20, 1));
            CommandLineFixture.run("import", "--archive", archive, "--list", "quill", more);
            assertEventually("/api/v1/search?q=number&list=quill", "\"value\":20");
        }

        private void assertEventually(String path, String part)
                throws IOException, InterruptedException {
            Instant end = Instant.now().plus(Duration.ofSeconds(60));
            String answer = text(get(path));
            while (!answer.contains(part) && Instant.now().isBefore(end)) {
                Thread.sleep(100);
                answer = text(get(path));
            }
            assertThat(answer).contains(part);
        }
    }
}
