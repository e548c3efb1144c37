package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.lmtp.LmtpClient;
import org.perdure.server.CommandLineFixture.Outcome;
import org.perdure.store.ArchiveWriter;

/** An archive that is served while mail comes in, by every way there is. */
@Timeout(180)
class LivingListTest {
    /** A message should be found within two seconds; a slow machine gets more time. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger COUNT = new AtomicInteger();

    @TempDir private static Path folder;
    private static Path archive;
    private static Path maildir;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException {
        archive = Files.createDirectories(folder.resolve("archive"));
        maildir = archive.resolve("mail");
        for (String part : new String[] {"tmp", "new", "cur"}) {
            Files.createDirectories(maildir.resolve(part));
        }
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("sesame".getBytes(UTF_8));
        Files.writeString(
                archive.resolve("perdure.yaml"),
                """
                lmtp:
                  port: 0
                tokens:
                  - sha256: %s
                watch:
                  - list: quill
                    maildir: mail
                  - list: ink
                    folder: drop
                lists:
                  - name: quill
                    addresses: [Quill-Talk@example.org]
                  - name: ink
                  - name: whisper
                  - name: hush
                    no-archive: honour
                """
                        .formatted(HexFormat.of().formatHex(sha256)));
        ArchiveFolder living = new ArchiveFolder(archive);
        living.begin();
        service = ArchiveService.start(living, "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        assertThat(archive.resolve("archive.sock")).doesNotExist();
        Outcome verified = run("verify", "--archive", archive);
        assertThat(verified.status()).as(verified.out()).isZero();
    }

    /** A message of which every word is its own. */
    private record Letter(String id, String word) {
        static Letter next() {
            int number = COUNT.incrementAndGet();
            return new Letter("letter" + number + "@example.org", "zanzibar" + number);
        }

        String text() {
            return "From: Ada <ada@example.org>\nSubject: about "
                    + word
                    + "\nMessage-ID: <"
                    + id
                    + ">\nDate: Tue, 1 Mar 2011 10:00:00 +0000\n\nHere is "
                    + word
                    + ".\n";
        }

        byte[] bytes() {
            return text().getBytes(UTF_8);
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create(service.address() + path.substring(1));
        return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String list, byte[] body)
            throws IOException, InterruptedException {
        URI address = URI.create(service.address() + "api/v1/lists/" + list + "/messages");
        return CLIENT.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "message/rfc822")
                        .header("Authorization", "Bearer sesame")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static LmtpClient.Answer lmtp(String recipient, Letter letter) throws IOException {
        try (LmtpClient client =
                LmtpClient.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), service.lmtpPort()),
                        Duration.ofSeconds(60))) {
            return client.deliver("bob@example.org", recipient, letter.bytes());
        }
    }

    /** The page is there, and search finds it, before the deadline. */
    private static void assertFound(String list, Letter letter)
            throws IOException, InterruptedException {
        String page = "/" + list + "/" + letter.id() + "/";
        String search = "/api/v1/search?list=" + list + "&q=" + letter.word();
        long end = System.nanoTime() + DEADLINE.toNanos();
        int status = 0;
        long hits = 0;
        while ((status != 200 || hits == 0) && System.nanoTime() - end < 0) {
            status = get(page).statusCode();
            JsonNode answer = new ObjectMapper().readTree(get(search).body());
            hits = answer.at("/total/value").asLong();
            Thread.sleep(20);
        }
        assertThat(status).as(page).isEqualTo(200);
        assertThat(hits).as(search).isEqualTo(1);
    }

    /** Pages are kept in memory, and each is good for one state of the archive only. */
    @Test
    void aReplyIsOnThePageOfWhatItAnswersAtOnce() throws IOException, InterruptedException {
        Letter question = Letter.next();
        assertThat(post("quill", question.bytes()).statusCode()).isEqualTo(201);
        String page = "/quill/" + question.id() + "/";
        HttpResponse<String> before = get(page);
        assertThat(get(page).body()).isEqualTo(before.body());

        Letter answer = Letter.next();
        String reply = "In-Reply-To: <" + question.id() + ">\n" + answer.text();
        assertThat(post("quill", reply.getBytes(UTF_8)).statusCode()).isEqualTo(201);

        HttpResponse<String> after = get(page);
        assertThat(before.body()).doesNotContain(answer.id());
        assertThat(after.body()).contains(answer.id());
        String tag = before.headers().firstValue("ETag").orElseThrow();
        assertThat(after.headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
        URI address = URI.create(service.address() + page.substring(1));
        HttpRequest asked = HttpRequest.newBuilder(address).header("If-None-Match", tag).build();
        assertThat(CLIENT.send(asked, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static Outcome deliver(Letter letter, Object... options) {
        Object[] arguments = new Object[5 + options.length];
        System.arraycopy(
                new Object[] {"deliver", "--archive", archive, "--list", "quill"},
                0,
                arguments,
                0,
                5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return run(letter.bytes(), arguments);
    }

    @Nested
    class AMessage {
        @Test
        void comesOverLmtp() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            assertThat(lmtp("quill-talk@example.org", letter).text())
                    .isEqualTo("2.0.0 Filed: /quill/" + letter.id() + "/");
            assertThat(get("/quill/" + letter.id() + "/").statusCode())
                    .as("the page is there when the sender is told so")
                    .isEqualTo(200);
            assertFound("quill", letter);
        }

        @Test
        void comesOverHttp() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            HttpResponse<String> answer = post("ink", letter.bytes());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Location"))
                    .contains("/ink/" + letter.id() + "/");
            assertFound("ink", letter);
            assertThat(get("/ink/" + letter.id() + "/raw").body()).isEqualTo(letter.text());
            assertThat(post("ink", letter.bytes()).statusCode()).isEqualTo(200);
        }

        @Test
        void isHiddenIfItsAuthorWantsNoArchive() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            byte[] asking = ("X-No-Archive: yes\n" + letter.text()).getBytes(UTF_8);
            assertThat(post("whisper", asking).statusCode()).isEqualTo(201);
            assertThat(post("whisper", asking).statusCode()).isEqualTo(200);
            for (String path : List.of("", "raw", "T/")) {
                assertThat(get("/whisper/" + letter.id() + "/" + path).statusCode())
                        .as(path)
                        .isEqualTo(410);
            }
            Letter next = Letter.next();
            post("whisper", next.bytes());
            assertFound("whisper", next);
            assertThat(get("/api/v1/search?q=" + letter.word()).body())
                    .contains("\"value\":0")
                    .doesNotContain(letter.id());
        }

        @Test
        void isNotArchivedIfItsAuthorAndTheListWantThat() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            byte[] asking = ("X-No-Archive: yes\n" + letter.text()).getBytes(UTF_8);
            HttpResponse<String> answer = post("hush", asking);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new ObjectMapper().readTree(answer.body()).get("outcome").asText())
                    .isEqualTo("rejected");
            assertThat(run(asking, "deliver", "--archive", archive, "--list", "hush").status())
                    .isZero();
            assertThat(get("/hush/" + letter.id() + "/").statusCode()).isEqualTo(404);
            assertThat(
                            run(
                                            "export",
                                            "--archive",
                                            archive,
                                            "--list",
                                            "hush",
                                            "--format",
                                            "ledger")
                                    .out()
                                    .lines())
                    .hasSize(2)
                    .allMatch(
                            row -> row.contains("its author wants no archive: X-No-Archive: yes"));
        }

        @Test
        void comesOverHttpThoughItIsLong() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            byte[] body = (letter.text() + "long line\n".repeat(500_000)).getBytes(UTF_8);
            assertThat(post("ink", body).statusCode()).isEqualTo(201);
            assertFound("ink", letter);
        }

        @Test
        void comesFromAMaildir() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            Path draft = Files.write(maildir.resolve("tmp").resolve("x"), letter.bytes());
            Files.move(draft, maildir.resolve("new").resolve("1300000000.x"));
            assertFound("quill", letter);
            assertThat(get("/quill/2011-03/").body()).contains(letter.word());
        }

        @Test
        void comesInAFileThatIsPutIntoAFolder() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            Path drop = Files.createDirectories(archive.resolve("drop"));
            Files.write(drop.resolve("one.eml"), letter.bytes());
            assertFound("ink", letter);
        }

        @Test
        void comesFromAPipe() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            Outcome outcome = deliver(letter);
            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out()).isEmpty();
            assertFound("quill", letter);
        }

        @Test
        void comesFromAPipeWithASeparatorLine() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            byte[] in =
                    ("From cyd@example.org Tue Mar  1 10:00:00 2011\n" + letter.text())
                            .getBytes(UTF_8);
            assertThat(run(in, "deliver", "--archive", archive, "--list", "quill").status())
                    .isZero();
            assertThat(get("/quill/" + letter.id() + "/raw").body()).isEqualTo(letter.text());
            String mailbox =
                    run("export", "--archive", archive, "--list", "quill", "--format", "mbox")
                            .out();
            assertThat(mailbox)
                    .containsPattern(
                            "\nFrom cyd@example.org [^\n]*\nFrom: Ada [^\n]*\nSubject: about "
                                    + letter.word());
        }
    }

    @Nested
    class TheArchive {
        @Test
        void takesAnImportMeanwhile() throws IOException, InterruptedException {
            Path mailbox = folder.resolve("old.mbox");
            Files.write(mailbox, CommandLineFixture.mailbox(300, 2));
            Thread delivering =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 50; i++) {
                                            deliverQuietly(Letter.next());
                                        }
                                    });
            Outcome imported = run("import", "--archive", archive, "--list", "ink", mailbox);
            assertThat(imported.status()).as(imported.err()).isZero();
            delivering.join();
            assertThat(imported.out()).contains("300 stored");
            Letter after = Letter.next();
            assertThat(lmtp("ink@anywhere", after).isGood()).isTrue();
            assertFound("ink", after);
        }

        private static void deliverQuietly(Letter letter) {
            try {
                assertThat(lmtp("quill@example.org", letter).code()).isEqualTo(250);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void thatIsBeingWrittenToSendsMailBackToWait() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            try (ArchiveWriter other = new ArchiveFolder(archive).openWriter()) {
                assertThat(other.store().lists()).isNotNull();
                assertThat(lmtp("quill@example.org", letter).code()).isEqualTo(451);
                assertThat(deliver(letter).status()).isEqualTo(75);
                assertThat(post("quill", letter.bytes()).statusCode()).isEqualTo(503);
            }
            assertThat(lmtp("quill@example.org", letter).isGood()).isTrue();
        }

        @Test
        void hasNoListButItsOwn() throws IOException, InterruptedException {
            Letter letter = Letter.next();
            assertThat(lmtp("nib@example.org", letter).code()).isEqualTo(550);
            assertThat(post("nib", letter.bytes()).statusCode()).isEqualTo(404);
        }
    }
}
