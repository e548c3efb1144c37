package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Sha256;
import org.perdure.server.PlainHttp.Answer;

/** Mailboxes that are given out, over HTTP: of months, lists, threads and queries. */
@Timeout(120)
class MailboxDownloadsTest {
    private static final String MARCH = "/lamp/2011-03.mbox.gz";
    private static final String APRIL = "/lamp/2011-04.mbox.gz";

    @TempDir private Path folder;
    private ArchiveService service;

    @BeforeEach
    void start() throws IOException {
        take("first.mbox", letter("1", "Tue Mar  1", "wick") + letter("2", "Wed Mar  2", "oil"));
        take("second.mbox", letter("3", "Fri Apr  1", "wick again"));
        serve();
    }

    private void serve() throws IOException {
        service = ArchiveService.start(new ArchiveFolder(archive()), "127.0.0.1", 0);
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private void take(String name, String mail) throws IOException {
        Path mailbox = Files.writeString(folder.resolve(name), mail, UTF_8);
        CommandLineFixture.run("import", "--archive", archive(), "--list", "lamp", mailbox);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private static String letter(String id, String day, String body) {
        return """
            From ada@example.org %s 10:00:00 2011
            From: Ada <ada@example.org>
            Message-ID: <%s@example.org>
            Subject: about %s

            %s

            """
                .formatted(day, id, body, body);
    }

    private Answer get(String path, String... fields) throws IOException {
        return PlainHttp.send(service, "GET", "lists.example.org", path, fields);
    }

    private static String unpacked(byte[] bytes) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), UTF_8);
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MARCH,
                "/archives/html/mbox/lamp-2011-03",
                "/archives/html/mbox/lamp-2011-03.gz",
                "/lamp/1@example.org/t.mbox.gz",
                "/lamp/all.mbox.gz",
                "/lamp/?q=wick&x=m",
                "/search?q=wick&sort=oldest&x=m"
            })
    void goOnWhereTheyBrokeOff(String path) throws IOException {
        get("/lamp/SHA256SUMS"); // Makes all months.
        Answer whole = get(path);
        byte[] bytes = whole.body();
        String tag = whole.field("ETag");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.field("Accept-Ranges")).isEqualTo("bytes");
        assertThat(whole.field("Content-Length")).isEqualTo(Integer.toString(bytes.length));
        assertThat(whole.field("Content-Security-Policy")).contains("sandbox");
        assertThat(whole.field("X-Robots-Tag")).isEqualTo("noindex");

        Answer rest = get(path, "Range: bytes=10-", "If-Range: " + tag);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.field("Content-Range"))
                .isEqualTo("bytes 10-" + (bytes.length - 1) + "/" + bytes.length);
        assertThat(rest.field("ETag")).isEqualTo(tag);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, bytes.length));

        assertThat(get(path, "Range: bytes=10-", "If-Range: \"other\"").body()).isEqualTo(bytes);
        Answer beyond = get(path, "Range: bytes=" + bytes.length + "-");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.field("Content-Range")).isEqualTo("bytes */" + bytes.length);
        assertThat(beyond.text()).isEqualTo("There are " + bytes.length + " bytes.\n");
        assertThat(get(path, "If-None-Match: " + tag).status()).isEqualTo(304);
        Answer head = PlainHttp.send(service, "HEAD", "lists.example.org", path);
        assertThat(head.field("Content-Length")).isEqualTo(whole.field("Content-Length"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void sayTheirHash() throws IOException {
        for (String path : List.of(MARCH, "/lamp/?q=wick&x=m", "/lamp/1@example.org/t.mbox.gz")) {
            Answer answer = get(path);
            String hash = Base64.getEncoder().encodeToString(Sha256.of(answer.body()));
            assertThat(answer.field("Repr-Digest")).isEqualTo("sha-256=:" + hash + ":");
            assertThat(get(path, "Range: bytes=1-1").field("Repr-Digest"))
                    .as("of the whole, also with a part")
                    .isEqualTo("sha-256=:" + hash + ":");
        }
    }

    @Test
    void ofAListAreThoseOfItsMonthsWhoseHashesAreListed() throws IOException {
        byte[] march = get(MARCH).body();
        byte[] april = get(APRIL).body();
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(march);
        both.writeBytes(april);
        assertThat(get("/lamp/all.mbox.gz").body()).isEqualTo(both.toByteArray());
        assertThat(unpacked(both.toByteArray())).isEqualTo(unpacked(march) + unpacked(april));
        int middle = march.length;
        assertThat(
                        get(
                                        "/lamp/all.mbox.gz",
                                        "Range: bytes=" + (middle - 2) + "-" + (middle + 1))
                                .body())
                .as("over the end of a month")
                .isEqualTo(Arrays.copyOfRange(both.toByteArray(), middle - 2, middle + 2));
        Answer sums = get("/lamp/SHA256SUMS");
        assertThat(sums.text())
                .isEqualTo(
                        hash(march) + "  2011-03.mbox.gz\n" + hash(april) + "  2011-04.mbox.gz\n");
        assertThat(sums.field("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    }

    @Test
    void ofAListBeginBeforeAllMonthsAreMade() throws IOException {
        Answer first = get("/lamp/all.mbox.gz");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.field("ETag")).isEmpty();
        assertThat(first.field("Accept-Ranges")).isEqualTo("bytes");
        Answer second = get("/lamp/all.mbox.gz");
        assertThat(second.field("Content-Length")).isNotEmpty();
        assertThat(second.field("ETag")).isNotEmpty();
        assertThat(second.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Range: bytes=10-", "If-None-Match: \"other\""})
    void ofAListAreMadeForWhoHasAPart(String field) throws IOException {
        Answer first = get("/lamp/all.mbox.gz", field);
        assertThat(first.field("Content-Length")).isNotEmpty();
        assertThat(first.field("ETag")).isNotEmpty();
    }

    @Test
    void areTheSameBytesAfterAStart() throws IOException {
        byte[] before = get("/lamp/all.mbox.gz").body();
        String tag = get("/lamp/all.mbox.gz").field("ETag");
        service.close();
        serve();
        assertThat(get("/lamp/all.mbox.gz", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(get("/lamp/all.mbox.gz").body()).isEqualTo(before);
    }

    @Test
    void changeWithWhatIsInThem() throws IOException {
        String march = get(MARCH).field("ETag");
        String april = get(APRIL).field("ETag");
        String sums = get("/lamp/SHA256SUMS").field("ETag");
        take("third.mbox", letter("4", "Sat Apr  2", "more"));
        assertThat(get(MARCH).field("ETag")).isEqualTo(march);
        assertThat(get(APRIL).field("ETag")).isNotEqualTo(april);
        assertThat(get("/lamp/SHA256SUMS").field("ETag")).isNotEqualTo(sums);
        assertThat(get("/lamp/SHA256SUMS").text()).contains(hash(get(APRIL).body()));
    }

    @Test
    void haveFurtherCopiesThatCome() throws IOException {
        String march = get(MARCH).field("ETag");
        take("copy.mbox", letter("1", "Thu Mar  3", "other words"));
        Answer after = get(MARCH);
        assertThat(after.field("ETag")).isNotEqualTo(march);
        assertThat(unpacked(after.body())).contains("about wick", "other words");
    }

    @Test
    void loseWhatIsTakenDown() throws IOException {
        String march = get(MARCH).field("ETag");
        CommandLineFixture.run("hide", "--archive", archive(), "--list", "lamp", "2@example.org");
        for (String path : List.of(MARCH, "/lamp/all.mbox.gz", "/lamp/?q=oil+OR+wick&x=m")) {
            assertThat(unpacked(get(path).body())).as(path).contains("wick").doesNotContain("oil");
        }
        assertThat(get(MARCH).field("ETag")).isNotEqualTo(march);
        CommandLineFixture.run("unhide", "--archive", archive(), "--list", "lamp", "2@example.org");
        assertThat(get(MARCH).field("ETag")).isEqualTo(march);
    }

    @Test
    void ofQueriesSayWhetherTheyAreComplete() throws IOException {
        Answer answer = get("/lamp/?q=wick&sort=oldest&x=m");
        assertThat(answer.field("X-Perdure-End")).isEqualTo("complete");
        assertThat(answer.field("X-Perdure-Next")).isEmpty();
        assertThat(unpacked(answer.body()))
                .containsSubsequence("<1@example.org>", "<3@example.org>")
                .doesNotContain("<2@example.org>");
        assertThat(get("/lamp/?q=date:someday&x=m").status()).isEqualTo(400);
        assertThat(get("/lamp/?q=nowheretobefound&x=m").status()).isEqualTo(200);
    }

    @Test
    void areNotThereOfWhatIsNot() throws IOException {
        for (String path :
                List.of(
                        "/lamp/2012-01.mbox.gz",
                        "/nowhere/all.mbox.gz",
                        "/nowhere/SHA256SUMS",
                        "/lamp/nobody@example.org/t.mbox.gz")) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void areLinkedFromPages() throws IOException {
        assertThat(get("/lamp/").text()).contains("/lamp/all.mbox.gz", "/lamp/SHA256SUMS");
        assertThat(get("/lamp/2011-03/").text()).contains("href=\"" + MARCH + "\"");
        assertThat(get("/lamp/?q=wick").text()).contains("/lamp/?q=wick&amp;x=m");
    }
}
