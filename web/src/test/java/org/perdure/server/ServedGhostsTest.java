package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** Messages that never came, as far as others quote them. */
@Timeout(120)
class ServedGhostsTest {
    private static final String MAILBOX =
            """
            From bob@example.org Tue Mar  1 09:00:00 2011
            Message-ID: <a@example.org>
            In-Reply-To: <never@example.org>
            From: Bob Brown <bob@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000
            Subject: Re: Hives

            Ada wrote:
            > When the first flowers open in the valley we move two hives beside the river.

            Beside which one?

            From cyd@example.org Tue Mar  1 10:00:00 2011
            Message-ID: <s@example.org>
            References: <never@example.org>
            From: Cyd <cyd@example.org>
            Date: Tue, 1 Mar 2011 10:00:00 +0000
            Subject: Re: Hives

            > When the first flowers open in the valley we move two hives beside the river.
            > Write to ada@hidden.example if you know how high the water came this year.

            I do not.

            > Best wishes from the hills

            From dan@example.org Tue Mar  1 11:00:00 2011
            Message-ID: <d@example.org>
            In-Reply-To: <a@example.org>
            From: Dan <dan@example.org>
            Date: Tue, 1 Mar 2011 11:00:00 +0000
            Subject: Re: Hives

            > Beside which one?

            The river.

            """;

    @TempDir private Path folder;
    private Path archive;
    private ArchiveService service;

    @BeforeEach
    void serve() throws IOException {
        archive = folder.resolve("archive");
        Path mailbox = Files.writeString(folder.resolve("bees.mbox"), MAILBOX);
        run("import", "--archive", archive, "--list", "bees", mailbox);
        run("rethread", "--archive", archive);
        start();
    }

    private void start() throws IOException {
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    private String get(String path) throws IOException {
        return PlainHttp.get(service, "localhost", "/" + path).text();
    }

    private JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(get("api/v1/lists/bees/messages/" + path));
    }

    private static List<String> texts(JsonNode fragments) {
        List<String> texts = new ArrayList<>();
        fragments.forEach(
                fragment -> texts.add(fragment.get("lines") + " " + fragment.get("quotedBy")));
        return texts;
    }

    @Test
    void areInTheThreadWithWhatIsQuotedOfThem() throws IOException {
        JsonNode ghost = json("a@example.org/thread").get("nodes").get(0);

        assertThat(ghost.get("messageId").asText()).isEqualTo("never@example.org");
        assertThat(ghost.path("message").isMissingNode() || ghost.get("message").isNull()).isTrue();
        List<String> texts = texts(ghost.get("fragments"));
        assertThat(texts).hasSize(2);
        assertThat(texts.getFirst())
                .contains("When the first flowers")
                .contains("Write to ada@")
                .doesNotContain("ada@hidden.example")
                .endsWith("[\"a@example.org\",\"s@example.org\"]");
        assertThat(texts.getLast()).contains("Best wishes").endsWith("[\"s@example.org\"]");
    }

    @Test
    void standAboveTheFirstThatNamesThem() throws IOException {
        JsonNode ghosts = json("d@example.org/conversation").get("ghosts");

        assertThat(ghosts).hasSize(1);
        assertThat(ghosts.get(0).get("before").asText()).isEqualTo("a@example.org");
        for (String page : List.of("T/", "conversation/")) {
            String html = get("bees/a@example.org/" + page);
            assertThat(html)
                    .contains("A message that is not in the archive")
                    .contains("Best wishes from the hills")
                    .doesNotContain("/bees/never@example.org/");
            assertThat(html.indexOf("not in the archive"))
                    .isLessThan(html.indexOf("Beside which one?"));
        }
    }

    @Test
    void standInTheOutlineWithWhatIsQuotedOfThem() throws IOException {
        assertThat(get("bees/a@example.org/t/"))
                .contains("Message not in the archive")
                .containsOnlyOnce("What is quoted of it")
                .contains("Best wishes from the hills")
                .doesNotContain("/bees/never@example.org/");
    }

    @Test
    void areNotPutTogetherOfWhatWasTakenDown() throws IOException {
        service.close();
        Path mailbox =
                Files.writeString(
                        folder.resolve("never.mbox"),
                        """
                        From ada@example.org Tue Mar  1 08:00:00 2011
                        Message-ID: <never@example.org>
                        From: Ada <ada@example.org>
                        Date: Tue, 1 Mar 2011 08:00:00 +0000
                        Subject: Hives

                        When the first flowers open in the valley we move two hives beside the river.

                        """);
        run("import", "--archive", archive, "--list", "bees", mailbox);
        run(
                "hide",
                "--archive",
                archive,
                "--list",
                "bees",
                "--reason",
                "asked",
                "never@example.org");
        run("rethread", "--archive", archive);
        start();

        JsonNode ghost = json("a@example.org/thread").get("nodes").get(0);

        assertThat(ghost.get("messageId").asText()).isEqualTo("never@example.org");
        assertThat(ghost.get("fragments")).isEmpty();
        assertThat(json("a@example.org/conversation").get("ghosts")).isEmpty();
    }

    @Test
    void saysNothingOfWhatNobodyLookedThrough() throws IOException {
        service.close();
        Files.deleteIfExists(archive.resolve("passages.db"));
        Files.deleteIfExists(archive.resolve("passages.db-wal"));
        try (OpenArchive open = new ArchiveFolder(archive).open()) {
            var list = new ListName("bees");
            var thread = open.archive().thread(list, new MessageId("a@example.org"));

            assertThat(open.archive().ghosts(thread).all()).hasSize(1);
            assertThat(open.archive().ghosts(thread).all().getFirst().fragments()).isEmpty();
        }
        start();
    }
}
