package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of old pages to what readers, programs and old links get. */
class OldPagesTest {
    private static final String PAGE =
            """
            <!-- MHonArc v2.6.19+ -->
            <!--X-Subject: About ink -->
            <!--X-From-R13: Nqn &#60;nqnNrknzcyr.bet> -->
            <!--X-Date: Tue, 1 Mar 2011 08:00:00 +0000 -->
            <!--X-Message-Id: ink@example.org -->
            <!--X-Derived: pdf0123456789.pdf -->
            <!--X-Head-End-->
            <html><body>
            <!--X-Head-of-Message-->
            <ul><li><em>Date</em>: Tue, 1 Mar 2011 08:00:00 +0000</li></ul>
            <!--X-Head-of-Message-End-->
            <!--X-Body-of-Message-->
            <pre>How black it is.
            </pre><p><strong>Attachment:
            <a href="pdf0123456789.pdf" ><tt>ink.pdf</tt></a></strong><br>
            <em>Description:</em> Adobe PDF document</p>
            <!--X-Body-of-Message-End-->
            </body></html>
            """;

    private static final String MAIL =
            """
            From ada@example.org Tue Mar  1 08:00:00 2011
            From: Ada <ada@example.org>
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Message-ID: <ink@example.org>
            Subject: About ink

            How black it is.
            """;

    private static final String OLD = "archives/html/quill/2011-03/";

    @TempDir private Path folder;

    private HttpResponse<String> get(ArchiveService service, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void areServedUntilMailTakesTheirPlace() throws Exception {
        Path month = Files.createDirectories(folder.resolve("tree/2011-03"));
        Files.writeString(month.resolve("msg00007.html"), PAGE);
        Files.writeString(month.resolve("pdf0123456789.pdf"), "%PDF invented");
        Path mail = Files.writeString(folder.resolve("mail.mbox"), MAIL);
        Path archive = folder.resolve("archive");

        assertThat(
                        CommandLineFixture.run(
                                        "import",
                                        "--archive",
                                        archive,
                                        "--list",
                                        "quill",
                                        folder.resolve("tree"))
                                .out())
                .startsWith(
                        "quill: 2 read, 0 stored, 0 kept as further copies, 0 duplicates,"
                                + " 0 rejected, 1 reconstructed from pages,"
                                + " 1 evidence of what is there, 0 known from before");
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            assertThat(get(service, OLD + "msg00007.html").body())
                    .contains("How black it is.", "reconstructed from a page of the old archive");
            assertThat(get(service, "api/v1/lists/quill/messages/ink@example.org").body())
                    .contains("\"provenance\":\"mhonarc-page\"", "\"reconstructed\":true");
            assertThat(get(service, "api/v1/search?q=black").body()).contains("ink@example.org");
            assertAttachment(service);

            CommandLineFixture.run("import", "--archive", archive, "--list", "quill", mail);

            assertThat(get(service, OLD + "msg00007.html").body())
                    .contains("How black it is.")
                    .doesNotContain("reconstructed");
            assertAttachment(service);

            command("hide", archive, "ink@example.org");

            assertAttachmentIsGone(service);
        }
        assertThat(CommandLineFixture.run("verify", "--archive", archive).status()).isZero();
        Path site = folder.resolve("site");
        CommandLineFixture.run("export", "--archive", archive, "--format", "site", "--out", site);
        assertThat(site.resolve(SiteExport.GONE))
                .content()
                .contains("\"/" + OLD + "pdf0123456789.pdf\" 1;")
                .contains("\"/quill/2011-03/pdf0123456789.pdf\" 1;");
        String link = "/" + OLD + "pdf0123456789.pdf";
        assertThat(
                        CommandLineFixture.run(
                                        link.getBytes(StandardCharsets.UTF_8),
                                        "resolve",
                                        "--archive",
                                        archive)
                                .out())
                .contains("gone");
    }

    private void assertAttachmentIsGone(ArchiveService service) throws Exception {
        String name = "pdf0123456789.pdf";
        for (String path : List.of(OLD + name, "/" + OLD + name, "resolve?url=/" + OLD + name)) {
            HttpResponse<String> answer = get(service, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(410);
            assertThat(answer.body()).as(path).contains("taken down on ");
        }
        assertThat(get(service, "api/v1/resolve?url=/" + OLD + name).body())
                .contains("\"status\":\"gone\"");
    }

    @Test
    void areTheSameAfterAnExport() throws Exception {
        Path month = Files.createDirectories(folder.resolve("tree/2011-03"));
        Files.writeString(month.resolve("msg00000.html"), PAGE);
        Path first = folder.resolve("first");
        Path again = folder.resolve("again");
        command("import", first, folder.resolve("tree"));
        byte[] export = command("export", first, "--format", "mbox").data();

        Path mailbox = Files.write(folder.resolve("export.mbox"), export);
        assertThat(command("import", again, mailbox).out()).contains("1 reconstructed from pages");
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(again), "127.0.0.1", 0)) {
            assertThat(get(service, OLD + "msg00000.html").body())
                    .contains("How black it is.", "reconstructed from a page of the old archive");
            byte[] served = getBytes(service, "quill/2011-03.mbox.gz");
            assertThat(
                            CommandLineFixture.run(
                                            served,
                                            "import",
                                            "--archive",
                                            folder.resolve("third"),
                                            "--list",
                                            "quill",
                                            "-")
                                    .out())
                    .contains("1 reconstructed from pages");

            Path mail = Files.writeString(folder.resolve("mail.mbox"), MAIL);
            assertThat(command("import", again, mail).out())
                    .contains("1 stored, 0 kept as further copies");
            assertThat(get(service, OLD + "msg00000.html").body()).doesNotContain("reconstructed");
        }
    }

    /** Below the published paths everything is a sender's, beside ours; on ours it never is. */
    @Test
    void keepAnAttachmentThatIsCalledLikeAPageOfOurs() throws Exception {
        String sent = "<script>alert(1)</script>";
        Path month = Files.createDirectories(folder.resolve("tree/2011-03"));
        Files.writeString(
                month.resolve("msg00007.html"), PAGE.replace("pdf0123456789.pdf", "authors.html"));
        Files.writeString(month.resolve("authors.html"), sent);
        Path archive = folder.resolve("archive");
        Path site = folder.resolve("site");
        command("import", archive, folder.resolve("tree"));
        CommandLineFixture.run("export", "--archive", archive, "--format", "site", "--out", site);
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            HttpResponse<String> old = get(service, OLD + "authors.html");
            assertThat(old.body()).isEqualTo(sent);
            assertThat(old.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            assertThat(get(service, "quill/2011-03/authors.html").body())
                    .contains("by author</title>")
                    .doesNotContain(sent);
        }
        assertThat(site.resolve(OLD + "authors.html")).hasContent(sent);
        assertThat(Files.readString(site.resolve("quill/2011-03/authors.html")))
                .contains("by author</title>")
                .doesNotContain(sent);
    }

    private static CommandLineFixture.Outcome command(String name, Path archive, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of(name, "--archive", archive, "--list", "quill"));
        words.addAll(List.of(more));
        return CommandLineFixture.run(words.toArray());
    }

    private byte[] getBytes(ArchiveService service, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
                            BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private void assertAttachment(ArchiveService service) throws Exception {
        HttpResponse<String> file = get(service, OLD + "pdf0123456789.pdf");
        assertThat(file.body()).isEqualTo("%PDF invented");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"pdf0123456789.pdf\"");
        HttpResponse<String> other = get(service, OLD + "PDF9999999999.PDF");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body())
                .contains("href=\"/" + OLD + "pdf0123456789.pdf\"", "href=\"/quill/2011-03/\"");
        assertThat(get(service, OLD + "png9999999999.png").body())
                .contains("href=\"/quill/2011-03/\"")
                .doesNotContain("pdf0123456789");
        assertThat(get(service, "api/v1/resolve?url=/" + OLD + "pdf9999999999.pdf").body())
                .contains("\"status\":\"unknown\"")
                .contains("\"pages\":[\"/" + OLD + "pdf0123456789.pdf\",\"/quill/2011-03/\"]");
        assertThat(get(service, "api/v1/resolve?url=/" + OLD + "msg00999.html").body())
                .contains("\"status\":\"unknown\"")
                .contains("\"pages\":[\"/" + OLD + "msg00007.html\",\"/quill/2011-03/\"]");
        assertThat(get(service, "resolve?url=/" + OLD + "msg00999.html").body())
                .contains("No answer", "Near it:", "href=\"/" + OLD + "msg00007.html\"")
                .doesNotContain("Likely");
        assertThat(get(service, "api/v1/resolve?link=/" + OLD + "pdf0123456789.pdf").body())
                .contains("\"status\":\"exact\"", "/" + OLD + "pdf0123456789.pdf");
    }
}
