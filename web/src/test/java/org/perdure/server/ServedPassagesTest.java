package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.store.sql.SqlitePassages;

/** Who wrote what is quoted, asked of a service. */
@Timeout(120)
class ServedPassagesTest {
    private static final String FLOWERS =
            "When the first flowers open in the valley we move two hives beside the river.";
    private static final String FLOOD =
            "The flood took one of mine there, and the stand went with it down to the weir.";

    private static final String MAILBOX =
            """
            From ada@example.org Tue Mar  1 08:00:00 2011
            Message-ID: <q@example.org>
            From: "ada@hidden.example" <ada@hidden.example>
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Subject: Hives

            %1$s
            Write to ada@hidden.example if you know how high the water came this year.

            From bob@example.org Tue Mar  1 09:00:00 2011
            Message-ID: <a@example.org>
            In-Reply-To: <q@example.org>
            From: Bob Brown <bob@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000
            Subject: Re: Hives

            Ada wrote:
            > %1$s

            %2$s

            > Write to ada@hidden.example if you know how high the water came this year.

            I do not.

            From cyd@example.org Tue Mar  1 10:00:00 2011
            Message-ID: <s@example.org>
            In-Reply-To: <a@example.org>
            From: Cyd <cyd@example.org>
            Date: Tue, 1 Mar 2011 10:00:00 +0000
            Subject: Re: Hives

            > > %1$s
            > %2$s

            So did mine.

            """
                    .formatted(FLOWERS, FLOOD);

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

    private HttpResponse<String> send(String path, HttpRequest.Builder request) {
        URI address = URI.create(service.address() + "api/v1/" + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.uri(address).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String id, String what) {
        return send("lists/bees/messages/" + id + "@example.org/" + what, HttpRequest.newBuilder());
    }

    private HttpResponse<String> find(String query, String mediaType, String text) {
        return send(
                "find-passage" + query,
                HttpRequest.newBuilder()
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofString(text)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static List<String> texts(JsonNode quotes) {
        return quotes.valueStream().map(ServedPassagesTest::text).toList();
    }

    private static String text(JsonNode quote) {
        return "%d+%d level %d: %s %d+%d %s"
                .formatted(
                        quote.get("firstLine").asInt(),
                        quote.get("lineCount").asInt(),
                        quote.get("level").asInt(),
                        quote.get("other").get("messageId").asText(),
                        quote.get("otherFirstLine").asInt(),
                        quote.get("otherLineCount").asInt(),
                        quote.get("evidence").asText());
    }

    @Test
    void namesWhoWroteWhatAMessageQuotesAndWhoQuotesIt() {
        JsonNode answer = json(get("a", "quotes"));
        assertThat(texts(answer.get("quotes")))
                .containsExactly(
                        "1+1 level 1: q@example.org 0+1 thread",
                        "5+1 level 1: q@example.org 1+1 thread");
        assertThat(texts(answer.get("quotedBy")))
                .containsExactly("3+1 level 1: s@example.org 1+1 thread");
        assertThat(answer.get("truncated").asBoolean()).isFalse();

        JsonNode question = json(get("q", "quotes"));
        assertThat(texts(question.get("quotes"))).isEmpty();
        assertThat(texts(question.get("quotedBy")))
                .containsExactly(
                        "0+1 level 1: a@example.org 1+1 thread",
                        "0+1 level 2: s@example.org 0+1 thread",
                        "1+1 level 1: a@example.org 5+1 thread");
    }

    private List<String> conversation(String id) {
        return json(get(id, "conversation"))
                .get("pieces")
                .valueStream()
                .map(
                        piece ->
                                "%d %s%s %d: %s"
                                        .formatted(
                                                piece.get("depth").asInt(),
                                                piece.get("message").get("messageId").asText(),
                                                piece.get("begins").asBoolean() ? "" : " goes on",
                                                piece.get("firstLine").asInt(),
                                                String.join(
                                                        " | ",
                                                        piece.get("blocks")
                                                                .valueStream()
                                                                .map(b -> b.get("text").asText())
                                                                .toList())))
                .toList();
    }

    @Test
    void tellsAThreadWithEachAnswerBelowWhatItAnswers() {
        List<String> told =
                List.of(
                        "0 q@example.org 0: " + FLOWERS,
                        "1 a@example.org 3: " + FLOOD,
                        "2 s@example.org 3: So did mine.",
                        "0 q@example.org goes on 1: Write to ada@xxxxxxxxxxxxxx if you know how"
                                + " high the water came this year.",
                        "1 a@example.org 7: I do not.");

        assertThat(conversation("q")).isEqualTo(told);
        assertThat(conversation("s")).isEqualTo(conversation("q"));
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "?list=bees, 2", "'', 1"})
    void findsWhoWroteATextHoweverItIsQuotedAndWrapped(String query, int width) {
        String wrapped = "> " + FLOOD.replace(" and the", width == 1 ? " and the" : "\n> and the");

        JsonNode passages = json(find(query, "text/plain", wrapped)).get("passages");

        assertThat(passages).hasSize(1);
        assertThat(text(passages.get(0).get("wrote")))
                .isEqualTo("0+" + width + " level 0: a@example.org 3+1 words");
        assertThat(texts(passages.get(0).get("quotedBy")))
                .containsExactly("3+1 level 1: s@example.org 1+1 thread");
    }

    @ParameterizedTest
    @CsvSource({"19999,200", "20000,200", "20001,400", "80000,400", "80001,413"})
    void takesTextsUpToALimit(int length, int status) {
        String text = FLOWERS + "\n" + "-".repeat(length - FLOWERS.length() - 1);

        HttpResponse<String> answer = find("", "text/plain", text);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(json(answer).get("passages")).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertThat(find("", "application/json", "{}").statusCode()).isEqualTo(415);
        assertThat(find("?list=wasps", "text/plain", FLOOD).statusCode()).isEqualTo(404);
        assertThat(json(find("", "text/plain", "")).get("passages")).isEmpty();
        assertThat(
                        json(find("", "text/plain", "nobody ever wrote a word like these here now"))
                                .get("passages"))
                .isEmpty();
        assertThat(get("nobody", "quotes").statusCode()).isEqualTo(404);
        assertThat(get("nobody", "conversation").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsAnswersThatDidNotChange() {
        for (String what : List.of("quotes", "conversation")) {
            String tag = get("a", what).headers().firstValue("ETag").orElseThrow();
            HttpRequest.Builder again = HttpRequest.newBuilder().header("If-None-Match", tag);
            String path = "lists/bees/messages/a@example.org/" + what;
            assertThat(send(path, again).statusCode()).isEqualTo(304);

            run(
                    "hide",
                    "--archive",
                    archive,
                    "--list",
                    "bees",
                    "--reason",
                    "asked",
                    "s@example.org");
            assertThat(send(path, again).statusCode()).isEqualTo(200);
            run("unhide", "--archive", archive, "--list", "bees", "s@example.org");
        }
    }

    @Test
    void showsNothingOfWhatWasTakenDown() {
        run("hide", "--archive", archive, "--list", "bees", "--reason", "asked", "a@example.org");

        assertThat(get("a", "quotes").statusCode()).isEqualTo(410);
        assertThat(get("a", "conversation").statusCode()).isEqualTo(410);
        for (String id : List.of("q", "s")) {
            for (String what : List.of("quotes", "conversation")) {
                assertThat(get(id, what).body()).doesNotContain("a@example.org", "Brown");
            }
        }
        assertThat(json(find("", "text/plain", FLOOD)).get("passages")).isEmpty();
        JsonNode flowers = json(find("", "text/plain", FLOWERS)).get("passages").get(0);
        assertThat(texts(flowers.get("quotedBy")))
                .containsExactly("0+1 level 2: s@example.org 0+1 thread");
    }

    @Test
    void showsNoAddressThatTheListHides() {
        for (String id : List.of("q", "a", "s")) {
            for (String what : List.of("quotes", "conversation")) {
                assertThat(get(id, what).body()).doesNotContain("hidden.example");
            }
        }
        assertThat(find("", "text/plain", FLOWERS).body())
                .contains("q@example.org")
                .doesNotContain("hidden.example");
    }

    @Test
    void looksForPassagesOfMailThatComesWhileItIsServed() throws IOException {
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
        CommandLineFixture.awaitPassages(archive);

        assertThat(texts(json(get("d", "quotes")).get("quotes")))
                .containsExactly("0+1 level 1: a@example.org 3+1 words");
        assertThat(texts(json(get("a", "quotes")).get("quotedBy")))
                .containsExactly(
                        "3+1 level 1: s@example.org 1+1 thread",
                        "3+1 level 1: d@example.org 0+1 words");
    }

    @Test
    void areLeftOutWhereTheirFileIsDamaged() throws IOException {
        service.close();
        Path file = archive.resolve(SqlitePassages.FILE);
        Files.deleteIfExists(archive.resolve(SqlitePassages.FILE + "-wal"));
        Files.writeString(file, "no database at all, but longer than its header".repeat(100));
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);

        JsonNode quotes = json(get("a", "quotes"));

        assertThat(quotes.get("quotes")).isEmpty();
        assertThat(quotes.get("quotedBy")).isEmpty();
    }
}
