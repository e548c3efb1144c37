package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.PlainHttp.Answer;

/**
 * A number that a message had by the order of its mailbox, until a page showed that message at
 * another number. Nothing leads there by itself any more; readers are told of the guess.
 */
@Timeout(120)
class WithdrawnNumberTest {
    private static final String OLD = "archives/html/quill/2011-03/";

    @TempDir private Path folder;
    private Path archive;

    private static String letter(String id) {
        return """
               From ada@example.org Tue Mar  1 08:00:00 2011
               Message-ID: <%1$s@example.org>
               Subject: About %1$s

               written by %1$s

               """
                .formatted(id);
    }

    @BeforeEach
    void setUp() throws Exception {
        archive = folder.resolve("archive");
        Path mail =
                Files.writeString(
                        folder.resolve("mail"),
                        letter("zero")
                                + letter("one")
                                + letter("two")
                                + letter("three")
                                + letter("four"));
        run("import", "--archive", archive, "--list", "quill", mail);
        Path month = Files.createDirectories(folder.resolve("tree/2011-03"));
        Files.writeString(
                month.resolve("msg00001.html"),
                """
                <!-- MHonArc v2.6.19+ -->
                <!--X-Subject: About three -->
                <!--X-Date: Tue, 1 Mar 2011 08:00:00 +0000 -->
                <!--X-Message-Id: three@example.org -->
                <!--X-Head-End-->
                <html><body><!--X-Body-of-Message-->
                <pre>written by three</pre>
                <!--X-Body-of-Message-End--></body></html>
                """);
        run("import", "--archive", archive, "--list", "quill", folder.resolve("tree"));
    }

    private String resolved(String link) {
        byte[] in = link.getBytes(StandardCharsets.UTF_8);
        return new String(
                run(in, "resolve", "--archive", archive, "--json").data(), StandardCharsets.UTF_8);
    }

    @Test
    void hasACandidateAndNoAnswer() {
        assertThat(resolved("/" + OLD + "msg00001.html"))
                .contains("\"exact\"", "/quill/three@example.org/");
        assertThat(resolved("/" + OLD + "msg00003.html"))
                .contains("\"candidates\"", "/quill/three@example.org/", "gave it another")
                .doesNotContain("\"exact\"");
    }

    @Test
    void isNoPageButLeadsReadersOn() throws Exception {
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            Answer page = get(service, OLD + "msg00003.html");
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.text())
                    .contains("gave it another", "About three")
                    .contains("href=\"/quill/three@example.org/\"");
            assertThat(get(service, OLD + "msg00003").status()).isEqualTo(404);
            assertThat(get(service, OLD + "msg00001").status()).isEqualTo(301);
        }
        assertThat(run("verify", "--archive", archive).status()).isZero();
    }

    private static Answer get(ArchiveService service, String path) throws IOException {
        return PlainHttp.get(service, "localhost", "/" + path);
    }
}
