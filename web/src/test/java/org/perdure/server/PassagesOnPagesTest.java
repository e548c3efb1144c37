package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.PlainHttp.Answer;

/** Pages that say who wrote what is quoted, and who answers. */
@Timeout(120)
class PassagesOnPagesTest {
    private static final String FLOWERS =
            "When the first flowers open in the valley we move two hives beside the river.";
    private static final String WATER =
            "Write to ada@hidden.example if you know how high the water came this year.";
    private static final String FLOOD =
            "The flood took one of mine there, and the stand went with it down to the weir.";

    private static final String MAILBOX =
            """
            From ada@example.org Tue Mar  1 08:00:00 2011
            Message-ID: <q@example.org>
            From: "ada@hidden.example" <ada@hidden.example>
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Subject: Hives

            Dear all,

            %1$s
            %2$s

            From bob@example.org Tue Mar  1 09:00:00 2011
            Message-ID: <a@example.org>
            In-Reply-To: <q@example.org>
            From: Bob Brown <bob@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000
            Subject: Re: Hives

            Ada wrote:
            > %1$s

            %3$s

            > %2$s

            I do not.

            From cyd@example.org Tue Mar  1 10:00:00 2011
            Message-ID: <s@example.org>
            In-Reply-To: <a@example.org>
            From: Cyd <cyd@example.org>
            Date: Tue, 1 Mar 2011 10:00:00 +0000
            Subject: Re: Hives

            > > %1$s
            > %3$s

            So did mine.

            """
                    .formatted(FLOWERS, WATER, FLOOD);

    @TempDir private Path folder;
    private Path archive;
    private ArchiveService service;

    @BeforeEach
    void serve() throws IOException {
        archive = folder.resolve("archive");
        importMail("bees.mbox", MAILBOX);
        run("rethread", "--archive", archive);
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    private void importMail(String name, String mail) throws IOException {
        Path mailbox = Files.writeString(folder.resolve(name), mail);
        run("import", "--archive", archive, "--list", "bees", mailbox);
    }

    private static String path(String id) {
        return "/bees/" + id + "@example.org/";
    }

    private Document page(String path) throws IOException {
        Answer answer = PlainHttp.get(service, "localhost", path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.text(), "http://localhost" + path);
    }

    /** Returns what a link within the archive leads to. */
    private Element follow(Element link) throws IOException {
        String address = link.absUrl("href");
        int hash = address.indexOf('#');
        Document page = page(address.substring("http://localhost".length(), hash));
        return Objects.requireNonNull(page.getElementById(address.substring(hash + 1)), address);
    }

    private static Element source(Document page, String author) {
        return page.select(".source a:contains(" + author + ")").getFirst();
    }

    @Test
    void leadFromAQuotationToTheLinesThatItIsFrom() throws IOException {
        Document page = page(path("s"));

        assertThat(page.select(".source").eachText())
                .containsExactly("ada wrote", "Bob Brown wrote");
        assertThat(follow(source(page, "ada")).wholeText().strip()).isEqualTo(FLOWERS);
        assertThat(follow(source(page, "Bob")).wholeText().strip()).isEqualTo(FLOOD);
    }

    @Test
    void leadFromLinesToTheirReplies() throws IOException {
        Document page = page(path("q"));

        assertThat(page.select(".answers").eachText())
                .containsExactly("1 reply: Bob Brown", "1 reply: Bob Brown");
        Element first = page.select(".answers").getFirst();
        Element passage = Objects.requireNonNull(first.nextElementSibling());
        assertThat(passage.wholeText().strip()).isEqualTo(FLOWERS);
        assertThat(follow(first.select("a").getFirst()).wholeText().strip())
                .isEqualTo("> " + FLOWERS);
    }

    @Test
    void leadFromOneTextOfAThreadToTheOther() throws IOException {
        Document page = page(path("s") + "T/");

        assertThat(page.select(".source, .answers").eachText())
                .containsExactly(
                        "1 reply: Bob Brown",
                        "1 reply: Bob Brown",
                        "ada wrote",
                        "1 reply: Cyd",
                        "ada wrote",
                        "ada wrote",
                        "Bob Brown wrote");
        for (Element link : page.select(".source a, .answers a")) {
            assertThat(link.attr("href")).startsWith("#");
            follow(link);
        }
    }

    @Test
    void areLeftOutWhereOnlyWhatWasWrittenIsAskedFor() throws IOException {
        Document page = page(path("s"));
        Element link = page.select("a:contains(Without quotations)").getFirst();

        Document own = page(link.absUrl("href").substring("http://localhost".length()));

        assertThat(own.select(".text").text())
                .isEqualToNormalizingWhitespace("[2 quoted lines: ada, Bob Brown] So did mine.");
        assertThat(own.select("meta[name=robots]").attr("content")).contains("noindex");
        assertThat(own.select("link[rel=canonical]").attr("href"))
                .isEqualTo(page.select("link[rel=canonical]").attr("href"));
        assertThat(follow(own.select(".text a").getFirst()).text()).isEqualTo(FLOWERS);
        assertThat(own.select("a:contains(With quotations)").attr("href")).isEqualTo(path("s"));
        assertThat(page(path("q")).select("a:contains(Without quotations)")).isEmpty();
    }

    @Test
    void areShownInTheirPlaceInAConversation() throws IOException {
        Element link = page(path("s")).select("a:contains(Conversation)").getFirst();

        Element last = follow(link);

        assertThat(last.select(".text").text()).isEqualTo("So did mine.");
        assertThat(page(path("q") + "conversation/").select(".piece > .by").eachText())
                .containsExactly(
                        "ada 1 Mar 2011 08:00",
                        "Bob Brown 1 Mar 2011 09:00",
                        "Cyd 1 Mar 2011 10:00",
                        "ada goes on",
                        "Bob Brown 1 Mar 2011 09:00");
        assertThat(PlainHttp.get(service, "localhost", path("nobody") + "conversation/").status())
                .isEqualTo(404);
    }

    @Test
    void sayNothingOfWhatWasTakenDown() throws IOException {
        run("hide", "--archive", archive, "--list", "bees", "--reason", "asked", "a@example.org");

        assertThat(page(path("q")).select(".answers")).isEmpty();
        assertThat(page(path("s")).select(".source").eachText()).containsExactly("ada wrote");
        for (String more : List.of("", "?as=own", "t/", "T/", "conversation/")) {
            for (String id : List.of("q", "s")) {
                assertThat(page(path(id) + more).select("main").html())
                        .as(id + more)
                        .doesNotContain("Brown", "I do not.");
            }
            assertThat(PlainHttp.get(service, "localhost", path("a") + more).status())
                    .as(more)
                    .isEqualTo(410);
        }
    }

    @Test
    void areMadeAgainWhenPassagesAreFound() throws IOException {
        String flowers = path("a");
        Answer before = PlainHttp.get(service, "localhost", flowers);
        importMail(
                "more.mbox",
                """
                From dan@example.org Tue Mar  1 11:00:00 2011
                Message-ID: <d@example.org>
                From: Dan <dan@example.org>
                Date: Tue, 1 Mar 2011 11:00:00 +0000
                Subject: Floods

                > %s

                And here.

                """
                        .formatted(FLOOD));
        PlainHttp.get(service, "localhost", flowers); // Kept, with or without the new reply.
        CommandLineFixture.awaitPassages(archive);

        Answer after = PlainHttp.get(service, "localhost", flowers);

        assertThat(after.field("ETag")).isNotEqualTo(before.field("ETag"));
        assertThat(Jsoup.parse(after.text()).select(".answers").eachText())
                .containsExactly("2 replies: Cyd, Dan");
    }
}
