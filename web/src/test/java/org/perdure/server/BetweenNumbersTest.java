package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers of which nobody knows the message, between two that old pages have: of ten messages, one
 * an hour, the pages of the numbers 0, 3, 7 and 9 are there, and no mail of 2 and 5.
 */
@Timeout(120)
class BetweenNumbersTest {
    private static final List<Integer> PAGES = List.of(0, 3, 7, 9);
    private static final List<Integer> LACKING = List.of(2, 5);

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void setUp() throws IOException {
        archive = folder.resolve("archive");
        Path month = Files.createDirectories(folder.resolve("tree/2011-03"));
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            if (!LACKING.contains(i)) {
                mail.append(letter(i));
            }
            if (PAGES.contains(i)) {
                Files.writeString(month.resolve("msg0000%d.html".formatted(i)), page(i));
            }
        }
        run("import", "--archive", archive, "--list", "quill", folder.resolve("tree"));
        Path mailbox = Files.writeString(folder.resolve("mail"), mail);
        run("import", "--archive", archive, "--list", "quill", mailbox);
        Files.writeString(
                archive.resolve("perdure.yaml"),
                "lists:\n  - name: quill\n    hosts: [old.example.org]\n");
    }

    private static String letter(int number) {
        return """
               From ada@example.org Tue Mar  1 1%1$d:00:00 2011
               Message-ID: <m%1$d@example.org>
               Date: Tue, 1 Mar 2011 1%1$d:00:00 +0000
               Subject: About %1$d

               written as %1$d

               """
                .formatted(number);
    }

    private static String page(int number) {
        return """
               <!-- MHonArc v2.6.19+ -->
               <!--X-Subject: About %1$d -->
               <!--X-Date: Tue, 1 Mar 2011 1%1$d:00:00 +0000 -->
               <!--X-Message-Id: m%1$d@example.org -->
               <!--X-Head-End-->
               <html><body><!--X-Body-of-Message-->
               <pre>written as %1$d</pre>
               <!--X-Body-of-Message-End--></body></html>
               """
                .formatted(number);
    }

    private String resolved(int number) {
        String link =
                "http://old.example.org/archives/html/quill/2011-03/msg%05d.html".formatted(number);
        byte[] in = link.getBytes(StandardCharsets.UTF_8);
        return new String(
                run(in, "resolve", "--archive", archive, "--json").data(), StandardCharsets.UTF_8);
    }

    @Test
    void haveThoseAsCandidatesThatCameBetween() {
        assertThat(resolved(3)).contains("\"exact\"", "m3@example.org");
        for (int number : new int[] {4, 5, 6}) {
            assertThat(resolved(number))
                    .contains("\"candidates\"", "m4@example.org", "m6@example.org")
                    .doesNotContain("m3@example.org", "m7@example.org", "\"exact\"");
        }
        assertThat(resolved(8)).contains("m8@example.org");
    }

    /** The page at an address that is a guess says so. */
    @Test
    void areShownAsGuesses() throws IOException {
        String path =
                run("export", "--archive", archive, "--list", "quill", "--format", "urls")
                        .out()
                        .lines()
                        .filter(row -> row.contains("\tm4@example.org\t"))
                        .map(row -> row.substring(0, row.indexOf('\t')))
                        .findFirst()
                        .orElseThrow();
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            assertThat(PlainHttp.get(service, "localhost", path).text())
                    .contains("The old archive may have had another message at this address");
            for (String sure :
                    List.of(
                            "/archives/html/quill/2011-03/msg00003.html",
                            "/quill/m4@example.org/")) {
                assertThat(PlainHttp.get(service, "localhost", sure).text())
                        .doesNotContain("may have had another message");
            }
        }
    }

    @Test
    void haveNoneBehindAllThatIsKnown() {
        assertThat(resolved(11)).contains("\"unknown\"");
    }
}
