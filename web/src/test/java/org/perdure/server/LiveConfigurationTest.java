package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.message.Sha256;

/** What an operator writes into perdure.yaml while the archive is served. */
@Timeout(120)
class LiveConfigurationTest {
    /** It takes two seconds; a slow machine gets more time. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final String MAILBOX =
            """
            From ada@example.org Tue Mar  1 09:00:00 2011
            Message-ID: <a@example.org>
            From: Ada <ada@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000
            Subject: Hives

            Ask bob@example.org where they stand.

            """;

    private static final String PAGE = "/bees/a@example.org/";

    @TempDir private Path folder;
    private Path archive;
    private ArchiveService service;

    @BeforeEach
    void serve() throws IOException {
        archive = folder.resolve("archive");
        Path mailbox = Files.writeString(folder.resolve("bees.mbox"), MAILBOX);
        run("import", "--archive", archive, "--list", "bees", mailbox);
        write("title: First\nlists:\n  - name: bees\n");
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(archive.resolve("perdure.yaml"), yaml);
    }

    private PlainHttp.Answer get(String path) throws IOException {
        return PlainHttp.get(service, "localhost", path);
    }

    private PlainHttp.Answer await(String path, Predicate<String> expected) throws IOException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        PlainHttp.Answer answer = get(path);
        while (!expected.test(answer.text()) && System.nanoTime() < end) {
            answer = get(path);
        }
        return answer;
    }

    @Test
    void countsWhenItIsWritten() throws IOException {
        String tag = get(PAGE + "T/").field("ETag");
        String apiTag = get("/api/v1/lists/bees/messages/a@example.org").field("ETag");
        assertThat(get(PAGE).text()).contains("First").doesNotContain("bob@example.org");

        write(
                """
                title: Second
                lists:
                  - name: bees
                    description: About hives
                    masking: none
                """);
        assertThat(await(PAGE, text -> text.contains("Second")).text())
                .contains("Second", "bob@example.org");
        assertThat(get("/bees/").text()).contains("About hives");
        assertThat(get("/api/v1/lists/bees/messages/a@example.org").text())
                .contains("bob@example.org");
        assertThat(get(PAGE + "T/").field("ETag")).isNotEqualTo(tag);
        assertThat(get("/api/v1/lists/bees/messages/a@example.org").field("ETag"))
                .isNotEqualTo(apiTag);
    }

    @Test
    void putsThingsAroundAllPages() throws IOException {
        write(
                """
                title: Second
                banner: {title: We move, text: "See https://lists.example.org/ <soon>"}
                footer: Run by Example
                links: [{text: Example & Sons, href: "https://www.example.org/"}]
                colours: {light: {link: "#004488"}}
                lists:
                  - name: bees
                """);
        String page = await(PAGE, text -> text.contains("Second")).text();
        assertThat(page)
                .contains("We move", "&lt;soon&gt;", "href=\"https://lists.example.org/\"")
                .contains("<p>Run by Example")
                .contains("<a href=\"https://www.example.org/\">Example &amp; Sons</a>");
        Matcher sheet = Pattern.compile("href=\"(/static/colours-[0-9a-f]+\\.css)\"").matcher(page);
        assertThat(sheet.find()).isTrue();
        PlainHttp.Answer colours = get(sheet.group(1));
        assertThat(colours.text()).contains("--link:#004488");
        assertThat(colours.field("Content-Type")).startsWith("text/css");
        assertThat(colours.field("Cache-Control")).contains("immutable");
        assertThat(get("/nowhere/at-all").text()).contains("We move", "Run by Example");
        Path site = folder.resolve("site");
        run("export", "--archive", archive, "--format", "site", "--out", site);
        assertThat(site.resolve(sheet.group(1).substring(1))).exists();
    }

    @Test
    void goesOnAsItWasWhileItCannotBeUnderstoodOrIsGone() throws IOException {
        write("title: Second\nlists:\n  - name: bees\n    masking: perhaps\n");
        write("titel: Third\n");
        Files.delete(archive.resolve("perdure.yaml"));
        assertThat(get(PAGE).text()).contains("First");

        write("title: Fourth\n");
        assertThat(await(PAGE, text -> !text.contains("First")).text()).contains("Fourth");
    }

    @Test
    void saysWhoMayHandInMail() throws IOException {
        assertThat(submit()).isEqualTo(403);

        byte[] sha256 = Sha256.of("sesame".getBytes(StandardCharsets.UTF_8));
        write(
                "title: Second\ntokens:\n  - sha256: %s\nlists:\n  - name: bees\n"
                        .formatted(HexFormat.of().formatHex(sha256)));
        assertThat(await("/", text -> text.contains("Second")).text()).contains("Second");
        assertThat(submit()).isBetween(200, 202);

        write("title: Third\nlists:\n  - name: bees\n");
        assertThat(await("/", text -> text.contains("Third")).text()).contains("Third");
        assertThat(submit()).isEqualTo(403);
    }

    /** Whoever reads meanwhile sees the one or the other, and no fault. */
    @Test
    void disturbsNobody() throws IOException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        Thread reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!done.get()) {
                                        statuses.add(status(PAGE));
                                        statuses.add(status("/api/v1/lists/bees"));
                                    }
                                });
        for (int i = 0; i < 3; i++) {
            String title = "Title " + i;
            write("title: " + title + "\nlists:\n  - name: bees\n");
            assertThat(await("/", text -> text.contains(title)).text()).contains(title);
        }
        done.set(true);
        reader.join();

        assertThat(statuses).containsExactly(200);
    }

    private int status(String path) {
        try {
            return get(path).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int submit() throws IOException {
        byte[] mail = MAILBOX.substring(MAILBOX.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
        return PlainHttp.post(
                        service,
                        "/api/v1/lists/bees/messages",
                        mail,
                        "Authorization: Bearer sesame",
                        "Content-Type: message/rfc822")
                .status();
    }
}
