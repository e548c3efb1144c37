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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments whose names mean harm, from a mailbox to what readers and programs get over HTTP. */
@Timeout(120)
class AttachmentsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String MESSAGE = "quill/parts@example.org/";
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*/\\d+-[^\"]*)\"");

    private static final List<String> NAMES =
            List.of(
                    "ink.pdf",
                    "../../etc/passwd",
                    "..%2F..%2Fpasswd",
                    "a%00b.pdf",
                    "a/b/c.pdf",
                    "C:\\\\ink.pdf",
                    "invoice\u202Efdp.exe",
                    "x".repeat(3_000) + ".pdf",
                    ".htaccess",
                    "...",
                    "a+b c&d;e?f#g.pdf",
                    "ada@example.org.pdf");

    @TempDir private static Path folder;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException {
        StringBuilder mail =
                new StringBuilder(
                        """
                        From ada@example.org Tue Mar  1 08:00:00 2011
                        From: Ada <ada@example.org>
                        Date: Tue, 1 Mar 2011 08:00:00 +0000
                        Message-ID: <parts@example.org>
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=ink

                        --ink

                        Text.
                        """);
        for (int i = 0; i < NAMES.size(); i++) {
            mail.append("--ink\nContent-Type: application/x-ink\n")
                    .append("Content-Disposition: attachment; filename=\"")
                    .append(NAMES.get(i))
                    .append("\"\n\ncontent ")
                    .append(i)
                    .append('\n');
        }
        Path mbox = Files.writeString(folder.resolve("mail.mbox"), mail + "--ink--\n");
        Path archive = folder.resolve("archive");
        CommandLineFixture.run("import", "--archive", archive, "--list", "quill", mbox);
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = service.address().resolve(path);
        return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Test
    void areWhereTheirPathsInJsonLead() throws IOException, InterruptedException {
        JsonNode message =
                new ObjectMapper()
                        .readTree(get("/api/v1/lists/quill/messages/parts@example.org").body());
        JsonNode attachments = message.get("attachments");
        assertThat(attachments).hasSize(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            String path = attachments.get(i).get("path").asText();
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).isEqualTo("content " + i);
            assertThat(answer.headers().firstValue("Content-Length"))
                    .contains(String.valueOf(answer.body().length()));
        }
    }

    @Test
    void areWhereThePageLinksTo() throws IOException, InterruptedException {
        Matcher links = LINK.matcher(get("/" + MESSAGE).body());
        int found = 0;
        while (links.find()) {
            String path = links.group(1).replace("&amp;", "&");
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(NAMES.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2-..%2Fink.pdf",
                "2-a%2Fink.pdf",
                "2-ink.pdf%20",
                "2-%E2%80%AEfdp.knI",
                "2-ink",
                "2-..%252Fink.pdf"
            })
    void areRedirectedToFromAnyOtherName(String leaf) throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/" + MESSAGE + leaf);
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("/" + MESSAGE + "2-ink.pdf");
    }

    @Test
    void areNotThereUnderAnotherPart() throws IOException, InterruptedException {
        assertThat(get("/" + MESSAGE + "99-ink.pdf").statusCode()).isEqualTo(404);
    }
}
