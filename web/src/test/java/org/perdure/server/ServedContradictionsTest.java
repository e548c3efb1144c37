package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages whose headers name another message than the one that they quote. */
@Timeout(120)
class ServedContradictionsTest {
    private static final String FLOOD =
            "The flood took one of mine there, and the stand went with it down to the weir.";

    @TempDir private Path folder;

    private static String mail(String id, int hour, String inReplyTo, String body) {
        return """
        From ada@example.org Tue Mar  1 %2$02d:00:00 2011
        Message-ID: <%1$s@example.org>
        From: Writer %1$s <%1$s@example.org>
        Date: Tue, 1 Mar 2011 %2$02d:00:00 +0000
        Subject: Hives
        %3$s
        %4$s

        """
                .formatted(
                        id,
                        hour,
                        inReplyTo.isEmpty() ? "" : "In-Reply-To: <" + inReplyTo + "@example.org>\n",
                        body);
    }

    private Path archive(String inReplyTo, String quoted) throws IOException {
        return archive(
                mail("m", 10, inReplyTo, "> " + quoted + "\n\nSo it did with mine that spring."));
    }

    private Path archive(String last) throws IOException {
        Path archive = folder.resolve("archive");
        Path mailbox =
                Files.writeString(
                        folder.resolve("bees.mbox"),
                        mail("q", 8, "", "We moved two hives beside the river and lost none.")
                                + mail("a", 9, "q", FLOOD)
                                + mail("o", 9, "", "Wasps build their nests of wood, do they not?")
                                + last);
        run("import", "--archive", archive, "--list", "bees", mailbox);
        run("rethread", "--archive", archive);
        return archive;
    }

    private static String row(Path archive) {
        return run("export", "--archive", archive, "--list", "bees", "--format", "threads")
                .out()
                .lines()
                .filter(line -> line.startsWith("m@"))
                .findFirst()
                .orElseThrow();
    }

    private static String get(ArchiveService service, String path) throws IOException {
        return PlainHttp.get(service, "localhost", "/" + path).text();
    }

    @Test
    void areToldInExportsJsonAndPages() throws IOException {
        Path archive = archive("q", FLOOD);

        assertThat(row(archive))
                .isEqualTo("m@example.org\tq@example.org\t1.0\tin_reply_to\t\ta@example.org");
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            String message = "api/v1/lists/bees/messages/m@example.org/";
            JsonNode nodes =
                    new ObjectMapper().readTree(get(service, message + "thread")).get("nodes");
            assertThat(nodes.findValuesAsText("quotesInstead"))
                    .containsExactlyInAnyOrder("null", "null", "a@example.org");
            assertThat(
                            new ObjectMapper()
                                    .readTree(get(service, message + "quotes"))
                                    .get("quotesInstead")
                                    .asText())
                    .isEqualTo("a@example.org");
            for (String page : List.of("", "t/")) {
                assertThat(get(service, "bees/m@example.org/" + page))
                        .contains("But what it quotes is from")
                        .contains("Writer a</bdi>, <time");
            }
            assertThat(get(service, "bees/a@example.org/")).doesNotContain("But what it quotes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, The flood took one of mine there and the stand went with it down",
        "o, The flood took one of mine there and the stand went with it down",
        "q, The flood took one of mine there and the stand went"
    })
    void areNoneWhereHeaderAndQuotationAgreeOrLittleIsQuoted(String inReplyTo, String quoted)
            throws IOException {
        assertThat(row(archive(inReplyTo, quoted))).endsWith("in_reply_to\t\t");
    }

    @ParameterizedTest
    @CsvSource({
        "The flood took one of mine there and the stand went,''",
        "The flood took one of mine there and the stand went with,a@example.org",
        "The flood took one of mine there and the stand went with it,a@example.org"
    })
    void takeTwelveWords(String quoted, String instead) throws IOException {
        assertThat(row(archive("q", quoted))).endsWith("\t" + instead);
    }

    @Test
    void areNoneWhereAnIntroductionNamesWhatTheHeaderNames() throws IOException {
        String last =
                mail(
                        "m",
                        10,
                        "q",
                        "On Tue, 1 Mar 2011 at 08:00, Writer q <q@example.org> wrote:\n> "
                                + FLOOD
                                + "\n\nSo it did.");

        assertThat(row(archive(last))).endsWith("in_reply_to\t\t");
    }

    @Test
    void areNoneWhereBothAreQuoted() throws IOException {
        String last =
                mail(
                        "m",
                        10,
                        "q",
                        "> "
                                + FLOOD
                                + "\n\nSo it did.\n\n> We moved two hives beside the river and lost none.\n\nGood.");

        assertThat(row(archive(last))).endsWith("in_reply_to\t\t");
    }
}
