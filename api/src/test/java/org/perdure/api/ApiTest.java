package org.perdure.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.EntityTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.api.Client.Reply;
import org.perdure.archive.ChangeWatch;
import org.perdure.archive.SampleArchive;

class ApiTest {
    private final SampleArchive sample = new SampleArchive();
    private final Client client = new Client(sample.archive);

    private static List<String> texts(JsonNode array, String name) {
        return array.valueStream().map(node -> node.path(name).asText()).toList();
    }

    @Nested
    class Lists {
        @Test
        void areAllThere() {
            JsonNode lists = client.get("lists").json().get("lists");
            assertThat(texts(lists, "name")).containsExactly("fern-devel", "moss-users");
            assertThat(texts(lists, "description")).containsExactly("Growing ferns", "");
        }

        @Test
        void haveMonthsAndTheirNewestMessages() {
            JsonNode list = client.get("lists/fern-devel").json();
            assertThat(texts(list.get("months"), "month")).containsExactly("2011-03", "2011-04");
            assertThat(list.get("messages").asLong()).isEqualTo(7);
            assertThat(texts(list.get("newest"), "messageId")).startsWith("5@eve", "4@dan");
            assertThat(list.get("addresses").get(0).asText())
                    .isEqualTo("fern-devel@lists.example.org");
        }

        @Test
        void haveMonthsByDateAndByThread() {
            JsonNode month = client.get("lists/fern-devel/months/2011-03").json();
            assertThat(texts(month.get("messages"), "number")).containsExactly("0", "2", "1", "3");
            assertThat(texts(month.get("threads"), "number")).containsExactly("0", "1", "3", "2");
            assertThat(texts(month.get("threads"), "depth")).containsExactly("0", "1", "2", "0");
            assertThat(month.get("previous").isNull()).isTrue();
            assertThat(month.get("next").asText()).isEqualTo("2011-04");
        }
    }

    @Nested
    class Messages {
        @Test
        void areShownMasked() {
            JsonNode message = client.get("lists/fern-devel/messages/1@ada").json();
            assertThat(message.get("subject").asText()).isEqualTo("Spores");
            assertThat(message.get("author").asText()).isEqualTo("Ada Quill");
            assertThat(message.get("sent").asText()).isEqualTo("2011-03-04T10:00:00Z");
            assertThat(message.get("number").asText()).isEqualTo("2011-03/00000");
            assertThat(message.get("from").get(0).get("address").asText())
                    .isEqualTo("ada@xxxxxxxxxxxxxxxxxx");
            assertThat(message.get("to").get(0).get("address").asText())
                    .isEqualTo("fern-devel@lists.example.org");
            assertThat(message.toString())
                    .doesNotContain("plants.example", "moss.example", "trees.example");
        }

        @Test
        void knowWhatIsAroundThem() {
            JsonNode message = client.get("lists/fern-devel/messages/2@bob").json();
            assertThat(texts(message.get("ancestors"), "messageId")).containsExactly("1@ada");
            assertThat(texts(message.get("replies"), "messageId")).containsExactly("a/b%c+d@ada");
            JsonNode beside = message.get("neighbours");
            assertThat(beside.get("previousByDate").get("messageId").asText()).isEqualTo("3@cyd");
            assertThat(beside.get("previousByThread").get("messageId").asText()).isEqualTo("1@ada");
            assertThat(beside.get("nextByThread").get("messageId").asText())
                    .isEqualTo("a/b%c+d@ada");
        }

        @Test
        void nameTheParentThatNeverCame() {
            JsonNode message = client.get("lists/fern-devel/messages/5@eve").json();
            assertThat(message.get("missingParent").asText()).isEqualTo("never@came");
            JsonNode found = client.get("lists/fern-devel/messages/2@bob").json();
            assertThat(found.get("missingParent").isNull()).isTrue();
        }

        @Test
        void areCutIntoBlocks() {
            JsonNode body = client.get("lists/fern-devel/messages/1@ada").json().get("body");
            assertThat(texts(body, "kind")).contains("authored", "quote", "signature");
        }

        @Test
        void haveCopies() {
            JsonNode second = client.get("lists/fern-devel/messages/1@ada?copy=1").json();
            assertThat(second.get("subject").asText()).isEqualTo("Other spores");
            assertThat(second.get("path").asText()).isEqualTo("/fern-devel/1@ada/?copy=1");
            assertThat(texts(second.get("copies"), "copy")).containsExactly("0", "1");
            assertThat(client.get("lists/fern-devel/messages/1@ada?copy=2").status())
                    .isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a%2Fb%25c+d@ada",
                    "a%2fb%25c%2Bd%40ada",
                    "a/b%25c+d@ada",
                    "%3Ca%2Fb%25c+d@ada%3E"
                })
        void areFoundByAnySpellingOfTheirId(String id) {
            Reply reply = client.get("lists/fern-devel/messages/" + id);
            assertThat(reply.json().path("messageId").asText()).isEqualTo("a/b%c+d@ada");
            assertThat(reply.json().path("path").asText())
                    .isEqualTo("/fern-devel/a%2Fb%25c%2Bd@ada/");
            assertThat(client.get("lists/fern-devel/messages/" + id + "/raw").status())
                    .isEqualTo(200);
            assertThat(client.get("lists/fern-devel/messages/" + id + "/thread").status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2", "00002", "002"})
        void areFoundByTheirNumber(String number) {
            JsonNode message = client.get("lists/fern-devel/numbers/2011-03/" + number).json();
            assertThat(message.get("messageId").asText()).isEqualTo("3@cyd");
        }

        @Test
        void comeAsReceivedToThoseWhoAcceptThat() {
            Reply raw = client.get("lists/fern-devel/messages/1@ada/raw");
            Reply accepted =
                    client.get("lists/fern-devel/messages/1@ada", "Accept", "message/rfc822");
            assertThat(raw.text()).contains("ada@plants.example.org");
            assertThat(raw.field("Content-Type")).isEqualTo("message/rfc822");
            assertThat(accepted.body()).isEqualTo(raw.body());
            Reply any = client.get("lists/fern-devel/messages/1@ada", "Accept", "*/*");
            assertThat(any.field("Content-Type")).isEqualTo("application/json");
        }

        @Test
        void haveThreadsAcrossMonths() {
            JsonNode thread = client.get("lists/fern-devel/messages/4@dan/thread").json();
            assertThat(texts(thread.get("nodes"), "messageId"))
                    .containsExactly("1@ada", "2@bob", "a/b%c+d@ada", "4@dan");
            assertThat(texts(thread.get("nodes"), "depth")).containsExactly("0", "1", "2", "1");
            assertThat(texts(thread.get("nodes"), "evidence"))
                    .containsExactly("null", "in-reply-to", "in-reply-to", "in-reply-to");
            assertThat(thread.get("root").get("messageId").asText()).isEqualTo("1@ada");
        }

        @Test
        void haveThreadsWithMessagesThatNeverCame() {
            JsonNode nodes =
                    client.get("lists/fern-devel/messages/5@eve/thread").json().get("nodes");
            assertThat(texts(nodes, "messageId")).containsExactly("never@came", "5@eve");
            assertThat(nodes.get(0).get("message").isNull()).isTrue();
        }
    }

    @Nested
    class Search {
        @Test
        void hasTheShapeThatScriptsDependOn() {
            JsonNode page = client.get("search?q=about&size=2&list=fern-devel").json();
            assertThat(page.get("total").get("value").asLong()).isEqualTo(7);
            assertThat(page.get("total").get("exact").isBoolean()).isTrue();
            assertThat(page.get("hits")).hasSize(2);
            JsonNode hit = page.get("hits").get(0);
            assertThat(hit.get("list").asText()).isEqualTo("fern-devel");
            assertThat(hit.get("messageId").asText()).isEqualTo("1@ada");
            assertThat(hit.get("path").asText()).isEqualTo("/fern-devel/1@ada/");
            assertThat(hit.get("subject").asText()).isEqualTo("Spores");
            assertThat(hit.get("author").asText()).isEqualTo("Ada Quill");
            assertThat(hit.get("sent").asText()).isEqualTo("2011-03-04T10:00:00Z");
            assertThat(page.get("facets").get("authors")).isNotEmpty();
            assertThat(page.get("histogram").toString())
                    .isEqualTo(
                            """
                            {"unit":"month","bars":[{"value":"2011-03","messages":5},\
                            {"value":"2011-04","messages":2}]}""");
            assertThat(page.get("next").asText()).isEqualTo("2");
        }

        @Test
        void marksMatchesInEscapedAndMaskedText() {
            JsonNode hit = client.get("search?q=about").json().get("hits").get(0);
            assertThat(hit.get("highlights").get(0).asText())
                    .isEqualTo(
                            "I wrote to carl@xxxxxxxxxxxxxxxx <mark>about</mark>"
                                    + " &lt;b&gt;this&lt;/b&gt; &amp; that.");
        }

        @Test
        void saysWhyNothingMatches() {
            JsonNode page = client.get("search?q=subject:zebra").json();
            assertThat(page.get("hits")).isEmpty();
            assertThat(page.get("noMatch").toString()).isEqualTo("{\"clauses\":[\"s:zebra\"]}");
            assertThat(client.get("search?q=about").json().get("noMatch").isNull()).isTrue();
        }

        @Test
        void hasEachThreadOnceIfAsked() {
            String query = "search?q=about&list=fern-devel&size=2";
            JsonNode page = client.get(query + "&collapse=thread").json();
            assertThat(page.get("total").get("value").asLong()).isEqualTo(7);
            assertThat(page.get("hits").get(0).get("messageId").asText()).isEqualTo("1@ada");
            assertThat(page.get("hits").get(0).get("further").asLong()).isEqualTo(4);
            assertThat(page.get("hits").get(1).get("messageId").asText()).isEqualTo("3@cyd");
            assertThat(page.get("hits").get(1).get("further").asLong()).isZero();
            assertThat(client.get(query).json().get("hits").get(0).get("further").isNull())
                    .isTrue();
        }

        @Test
        void explainsItsOrderIfAsked() {
            JsonNode hit = client.get("search?q=about&explain=true").json().get("hits").get(0);
            assertThat(hit.get("explanation").toString())
                    .isEqualTo(
                            """
                            {"score":1.5,"parts":[{"signal":"clause","text":"about",\
                            "fields":[{"field":"raw","score":1.5}],"score":1.5}]}""");
            JsonNode plain = client.get("search?q=about&explain=false").json();
            assertThat(plain.get("hits").get(0).get("explanation").isNull()).isTrue();
        }

        @Test
        void goesOnWhereAPageEnded() {
            JsonNode last = client.get("search?q=about&size=5&cursor=5").json();
            assertThat(last.get("hits")).hasSize(3);
            assertThat(last.get("next").isNull()).isTrue();
        }
    }

    @Nested
    class AllThatMatches {
        private static final String NDJSON = "application/x-ndjson";
        private static final String MBOX = "application/mbox";

        @Test
        void comesAsLinesOfJsonWithAnEnd() {
            Reply reply = client.get("search?q=about&list=fern-devel", "Accept", NDJSON);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("Content-Type")).isEqualTo(NDJSON);
            assertThat(reply.field("Vary")).isEqualTo("Accept, Accept-Encoding");
            assertThat(reply.text()).endsWith("\n");
            List<String> lines = reply.text().lines().toList();
            assertThat(lines).hasSize(8);
            assertThat(lines.getFirst())
                    .startsWith("{\"list\":\"fern-devel\",\"messageId\":\"1@ada\",\"copy\":0,")
                    .contains("\"path\":\"/fern-devel/1@ada/\",\"subject\":\"Spores\"");
            assertThat(lines.getLast())
                    .isEqualTo("{\"end\":\"complete\",\"hits\":7,\"next\":null}");
        }

        @Test
        void goesOnFromACursor() {
            Reply reply = client.get("search?q=about&cursor=6", "Accept", NDJSON);
            assertThat(reply.text().lines()).hasSize(3);
        }

        @Test
        void isAnEndOnlyWhereNothingDoes() {
            assertThat(client.get("search?q=zebra", "Accept", NDJSON).text())
                    .isEqualTo("{\"end\":\"complete\",\"hits\":0,\"next\":null}\n");
            Reply mailbox = client.get("search?q=zebra", "Accept", MBOX);
            assertThat(mailbox.status()).isEqualTo(200);
            assertThat(mailbox.body()).isEmpty();
        }

        @Test
        void comesAsAMailbox() {
            Reply reply = client.get("search?q=Roots", "Accept", MBOX);
            assertThat(reply.field("Content-Type")).isEqualTo(MBOX);
            assertThat(reply.field("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"search.mbox\"");
            assertThat(reply.field("X-Perdure-End")).isEqualTo("complete");
            assertThat(reply.field("X-Perdure-Next")).isEmpty();
            assertThat(reply.field("X-Perdure-Masked")).isEmpty();
            assertThat(reply.text())
                    .startsWith("From ")
                    .contains("\nSubject: Roots\n", "\nFrom: Ada Quill <ada@plants.example.org>\n");
        }

        @Test
        void leavesOutWhatWasTakenDown() {
            sample.store.hide(sample.store.findEntry(2).orElseThrow(), Instant.EPOCH);
            String query = "search?q=Spores&list=fern-devel";
            assertThat(client.get(query, "Accept", NDJSON).text())
                    .contains("1@ada")
                    .doesNotContain("2@bob")
                    .contains("\"hits\":3");
            assertThat(client.get(query, "Accept", MBOX).text())
                    .contains("<1@ada>\n")
                    .doesNotContain("Message-ID: <2@bob>");
        }

        @ParameterizedTest
        @ValueSource(strings = {"*/*", "text/html,*/*;q=0.8", "application/json, application/mbox"})
        void isForThoseWhoAskForNothingElse(String accept) {
            assertThat(client.get("search?q=about", "Accept", accept).field("Content-Type"))
                    .isEqualTo("application/json");
        }

        @ParameterizedTest
        @CsvSource({
            "q=date:nonsense, 400",
            "q=a&cursor=garbage, 400",
            "q=a&sort=best, 400",
            "list=nobody, 404"
        })
        void isAProblemBeforeItBegins(String query, int status) {
            for (String accept : List.of(NDJSON, MBOX)) {
                Reply reply = client.get("search?" + query, "Accept", accept);
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.field("Content-Type")).isEqualTo("application/problem+json");
            }
        }
    }

    @Nested
    class Resolving {
        private static final String LINK =
                "http://lists.example.org/archives/html/fern-devel/2011-03/msg00002.html";

        @Test
        void hasTheShapeThatScriptsDependOn() {
            JsonNode answers =
                    client.post(
                                    "resolve",
                                    "application/json",
                                    "{\"links\": [\"" + LINK + "\", \"x\", null]}")
                            .json()
                            .get("answers");
            assertThat(texts(answers, "link")).containsExactly(LINK, "x", "");
            assertThat(texts(answers, "status")).containsExactly("exact", "foreign", "foreign");
            assertThat(texts(answers, "key"))
                    .containsExactly("num fern-devel 2011-03 2", "null", "null");
            assertThat(texts(answers, "path"))
                    .containsExactly("/fern-devel/3@cyd/", "null", "null");
            assertThat(texts(answers, "messageId")).containsExactly("3@cyd", "null", "null");
            assertThat(answers.get(0).get("reason").asText()).isEmpty();
            assertThat(answers.get(0).get("candidates")).isEmpty();
        }

        @Test
        void answersTheLinksOfAQuery() {
            JsonNode answers = client.get("resolve?link=x&link=" + LINK).json().get("answers");
            assertThat(texts(answers, "status")).containsExactly("foreign", "exact");
            assertThat(client.get("resolve").json().get("answers")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/plain", "text/plain;charset=utf-8"})
        void answersLinesOfText(String type) {
            JsonNode answers =
                    client.post("resolve", type, LINK + "\r\n\nx\n").json().get("answers");
            assertThat(texts(answers, "link")).containsExactly(LINK, "x");
            assertThat(texts(answers, "status")).containsExactly("exact", "foreign");
            assertThat(texts(answers, "confidence")).containsExactly("1.0", "0.0");
        }

        @Test
        void takesABodyWithoutATypeForJson() {
            Reply reply = client.send("POST", "resolve", Map.of(), "{\"links\": [\"x\"]}");
            assertThat(reply.status()).isEqualTo(200);
        }

        @Test
        void answersALineOfJsonWithALineOfJson() {
            Reply reply =
                    client.send(
                            "POST",
                            "resolve",
                            Map.of(
                                    "Content-Type",
                                    "application/x-ndjson",
                                    "Accept",
                                    "application/x-ndjson"),
                            "\"" + LINK + "\"\n{\"link\": \"x\"}\n");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("Content-Type")).isEqualTo("application/x-ndjson");
            assertThat(reply.text().lines())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("\"status\":\"exact\""),
                            second -> assertThat(second).contains("\"status\":\"foreign\""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"3", "null", "[]", "{}", "{\"link\": 3}"})
        void saysWhichLineHasNoLink(String line) {
            Reply reply = client.post("resolve", "application/x-ndjson", "\"x\"\n" + line + "\n");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("Line 2");
        }

        @ParameterizedTest
        @CsvSource({"10000, 200", "10001, 400"})
        void hasTheSameLimitInLines(int links, int status) {
            assertThat(client.post("resolve", "text/plain", "x\n".repeat(links)).status())
                    .isEqualTo(status);
        }

        @ParameterizedTest
        @CsvSource({"9999, 200", "10000, 200", "10001, 400"})
        void hasALimit(int links, int status) {
            String body = "{\"links\":[" + "\"x\",".repeat(links - 1) + "\"x\"]}";
            assertThat(client.post("resolve", "application/json", body).status()).isEqualTo(status);
        }

        @ParameterizedTest
        @CsvSource({"-1, 200", "0, 200", "1, 413"})
        void readsNoMoreThanItMust(int more, int status) {
            String end = "{\"links\":[]}";
            String blanks = " ".repeat(ResolveResource.MAX_BODY_BYTES + more - end.length());
            assertThat(client.post("resolve", "application/json", blanks + end).status())
                    .isEqualTo(status);
        }
    }

    @Nested
    class ChangesToCome {
        @Test
        void areNotWaitedForWhereThereAreSome() {
            JsonNode changes = client.get("changes?since=7&wait=60").json().get("changes");
            assertThat(texts(changes, "sequence")).containsExactly("8");
        }

        @Test
        @Timeout(30)
        void areWaitedFor() throws InterruptedException {
            Thread adding =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            sample.store.add(
                                                    SampleArchive.LIST,
                                                    SampleArchive.APRIL,
                                                    SampleArchive.message(
                                                            "6@fay",
                                                            "",
                                                            "Sun, 03 Apr 2011 10:00:00 +0000",
                                                            "New")));
            JsonNode answer = client.get("changes?since=8&wait=60").json();
            adding.join();
            assertThat(texts(answer.get("changes"), "messageId")).containsExactly("6@fay");
            assertThat(answer.get("next").asLong()).isEqualTo(9);
        }

        @Test
        void areNoneWhenTheTimeIsOver() {
            JsonNode answer = client.get("changes?since=8&wait=1").json();
            assertThat(answer.get("changes")).isEmpty();
            assertThat(answer.get("next").asLong()).isEqualTo(8);
        }

        @ParameterizedTest
        @CsvSource({"59, 200", "60, 200", "61, 400", "x, 400"})
        void areWaitedForNoLongerThanAMinute(String wait, int status) {
            assertThat(client.get("changes?wait=" + wait).status()).isEqualTo(status);
        }

        @Test
        void areNotWaitedForWhenTheServiceStops() {
            sample.archive.changeWatch().close();
            assertThat(client.get("changes?since=8&wait=60").json().get("changes")).isEmpty();
            Reply events = client.get("changes?since=6", "Accept", "text/event-stream");
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.field("Content-Type")).isEqualTo("text/event-stream");
            assertThat(events.field("Cache-Control")).contains("no-cache");
            assertThat(events.text().strip()).isEqualTo("retry: 5000\n\n:");
        }

        @Test
        void areRefusedToThoseWhoComeWhenAllPlacesAreTaken() {
            for (int i = 0; i < ChangeWatch.MAX_WATCHERS; i++) {
                sample.archive.changeWatch().watch();
            }
            for (String accept : List.of("application/json", "text/event-stream")) {
                Reply reply = client.get("changes?since=8&wait=60", "Accept", accept);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.field("Retry-After")).isEqualTo("10");
            }
            assertThat(client.get("changes?since=8").status()).isEqualTo(200);
        }

        private String events(long since) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ChangeEvents(sample.archive, sample.archive.changeWatch().watch(), Duration.ZERO)
                    .write(since, out);
            return out.toString(UTF_8);
        }

        @Test
        void areEventsWithTheirSequenceForAnId() throws IOException {
            assertThat(events(6).strip())
                    .startsWith("retry: 5000\n\n:")
                    .endsWith(
                            """
                            id: 7
                            data: {"sequence":7,"kind":"added","list":"fern-devel","messageId":"1@ada"}

                            id: 8
                            data: {"sequence":8,"kind":"added","list":"moss-users","messageId":"1@ada"}""");
        }

        @Test
        void goOnAfterTheLastEvent() {
            Reply bad =
                    client.send(
                            "GET",
                            "changes?since=1",
                            Map.of("Accept", "text/event-stream", "Last-Event-ID", "x"),
                            "");
            assertThat(bad.status()).isEqualTo(400);
            assertThat(bad.text()).contains("Last-Event-ID");
        }
    }

    @Nested
    class Changes {
        @Test
        void areReadOnFromASequence() {
            JsonNode first = client.get("changes?limit=3").json();
            assertThat(texts(first.get("changes"), "sequence")).containsExactly("1", "2", "3");
            assertThat(texts(first.get("changes"), "kind")).containsOnly("added");
            assertThat(first.get("next").asLong()).isEqualTo(3);
            JsonNode rest = client.get("changes?since=3").json();
            assertThat(texts(rest.get("changes"), "sequence"))
                    .containsExactly("4", "5", "6", "7", "8");
            JsonNode none = client.get("changes?since=8").json();
            assertThat(none.get("changes")).isEmpty();
            assertThat(none.get("next").asLong()).isEqualTo(8);
        }

        @ParameterizedTest
        @CsvSource({"0, 400", "1, 200", "1000, 200", "1001, 400"})
        void haveALimit(int limit, int status) {
            assertThat(client.get("changes?limit=" + limit).status()).isEqualTo(status);
        }
    }

    @Nested
    class Caching {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "lists",
                    "lists/fern-devel",
                    "lists/fern-devel/months/2011-03",
                    "lists/fern-devel/messages/2@bob",
                    "lists/fern-devel/messages/2@bob/raw",
                    "lists/fern-devel/messages/2@bob/thread",
                    "lists/fern-devel/numbers/2011-03/1",
                    "openapi.json"
                })
        void answersNotModifiedToThoseWhoHaveIt(String path) {
            Reply first = client.get(path);
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.field("Cache-Control")).contains("max-age=");
            Reply again = client.get(path, "If-None-Match", etag(first));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(etag(again)).isEqualTo(etag(first)).startsWith("\"").endsWith("\"");
            Reply other = client.get(path, "If-None-Match", "\"something else\"");
            assertThat(other.status()).isEqualTo(200);
        }

        @Test
        void knowsWhatAMessageDependsOn() {
            Reply reply = client.get("lists/fern-devel/messages/2@bob");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("Vary")).isEqualTo("Accept, Accept-Encoding");
        }

        @Test
        void leavesCompressionToProxies() {
            assertThat(client.get("search?q=fern").field("Cache-Control"))
                    .contains("max-age=")
                    .doesNotContain("no-transform");
        }

        private String etag(Reply reply) {
            var tag = (EntityTag) reply.header().getFirst("ETag");
            return (tag.isWeak() ? "W/" : "") + "\"" + tag.getValue() + "\"";
        }

        @Test
        void givesAnotherTagWhenAnAnswerComes() {
            String path = "lists/fern-devel/messages/3@cyd";
            Reply before = client.get(path);
            sample.store.add(
                    SampleArchive.LIST,
                    SampleArchive.APRIL,
                    SampleArchive.message(
                            "6@fay", "3@cyd", "Sun, 03 Apr 2011 10:00:00 +0000", "Re: Roots"));
            Reply after = client.get(path, "If-None-Match", etag(before));
            assertThat(after.status()).isEqualTo(200);
            assertThat(texts(after.json().get("replies"), "messageId")).containsExactly("6@fay");
        }

        @Test
        void letsScriptsOfAnySiteRead() {
            assertThat(client.get("lists").field("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(client.get("nothing").field("Access-Control-Allow-Origin")).isEqualTo("*");
            Reply post = client.post("resolve", "application/json", "{\"links\":[]}");
            assertThat(post.field("Access-Control-Allow-Origin")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"lists", "lists/fern-devel/messages/2@bob", "changes"})
        void answersHeadAsGetWithoutABody(String path) {
            Reply get = client.get(path);
            Reply head = client.send("HEAD", path, Map.of(), "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.field("Cache-Control")).isEqualTo(get.field("Cache-Control"));
        }
    }

    @Nested
    class Problems {
        @ParameterizedTest
        @ValueSource(strings = {"If-None-Match", "If-Match"})
        void answerAHeaderThatCannotBeRead(String name) {
            expect(client.get("lists", name, "no tag"), 400, "bad-request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "lists/fern-devel/messages/2@bob",
                    "lists/fern-devel/messages/2@bob?copy=7",
                    "lists/fern-devel/messages/2@bob/raw",
                    "lists/fern-devel/messages/2@bob/thread",
                    "lists/fern-devel/numbers/2011-03/1",
                })
        void sayThatAMessageWasTakenDown(String path) {
            Instant since = Instant.parse("2020-05-06T23:59:59Z");
            sample.store.hide(sample.store.findEntry(2).orElseThrow(), since);
            Reply reply = client.get(path);
            expect(reply, 410, "taken-down");
            assertThat(reply.json().get("detail").asText())
                    .isEqualTo(
                            "Message 1 in 2011-03 of fern-devel was here. It was taken down on"
                                    + " 2020-05-06.");
            assertThat(reply.text()).doesNotContain("Spores", "bob", "reason");
            assertThat(reply.field("Cache-Control")).contains("max-age=60");
        }

        @Test
        void ofATakeDownAreNoneOfOtherMessages() {
            sample.store.hide(sample.store.findEntry(2).orElseThrow(), Instant.EPOCH);
            assertThat(client.get("lists/fern-devel/messages/1@ada").status()).isEqualTo(200);
            assertThat(client.get("lists/moss-users/messages/2@bob").status()).isEqualTo(404);
            JsonNode hits = client.get("search?q=Spores&list=fern-devel").json().get("hits");
            assertThat(texts(hits, "messageId")).contains("1@ada").doesNotContain("2@bob");
            JsonNode answer =
                    client.get("resolve?link=/fern-devel/2@bob/").json().get("answers").get(0);
            assertThat(answer.get("status").asText()).isEqualTo("gone");
            JsonNode numbered =
                    client.get("resolve?link=/fern-devel/2011-03/msg00001.html")
                            .json()
                            .get("answers")
                            .get(0);
            assertThat(numbered.get("status").asText()).isEqualTo("gone");
            assertThat(numbered.get("reason").asText())
                    .isEqualTo("The message was taken down on 1970-01-01.");
        }

        @Test
        void answerABodyThatBreaksOff() {
            expect(client.sendCut("resolve", "{\"links\":"), 400, "bad-request");
        }

        private void expect(Reply reply, int status, String type) {
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.field("Content-Type")).isEqualTo("application/problem+json");
            JsonNode problem = reply.json();
            assertThat(problem.get("type").asText()).isEqualTo("/problems/" + type);
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("title").asText()).isNotBlank();
            assertThat(problem.get("detail").asText())
                    .isNotBlank()
                    .doesNotContain("Exception", "org.", "java");
        }

        @ParameterizedTest
        @CsvSource({
            "nothing, unknown-page",
            "lists/fern-devel/nothing, unknown-page",
            "lists/nobody, unknown-list",
            "lists/No%20List, unknown-list",
            "lists/%3Cscript%3E, unknown-list",
            "lists/nobody/months/2011-03, unknown-list",
            "lists/nobody/messages/1@ada, unknown-list",
            "search?list=nobody, unknown-list",
            "lists/fern-devel/months/2011-13, unknown-page",
            "lists/fern-devel/months/0000-00, unknown-page",
            "lists/fern-devel/months/2011-05, unknown-page",
            "lists/fern-devel/months/March, unknown-page",
            "lists/fern-devel/messages/nobody@nowhere, unknown-message",
            "lists/fern-devel/messages/nobody@nowhere/raw, unknown-message",
            "lists/fern-devel/messages/nobody@nowhere/thread, unknown-message",
            "lists/fern-devel/numbers/2011-03/99, unknown-message",
            "lists/fern-devel/numbers/2011-03/-1, unknown-message",
            "lists/fern-devel/numbers/2011-03/99999999999999999999, unknown-message",
            "lists/fern-devel/numbers/2011-03/x, unknown-message"
        })
        void sayWhatDoesNotExist(String path, String type) {
            expect(client.get(path), 404, type);
        }

        @ParameterizedTest
        @CsvSource({
            "search?q=a&size=abc, bad-parameter",
            "search?q=a&size=0, bad-parameter",
            "search?q=a&collapse=author, bad-parameter",
            "search?q=a&explain=1, bad-parameter",
            "search?q=a&size=201, bad-parameter",
            "search?q=a&size=-1, bad-parameter",
            "search?q=a&size=1e3, bad-parameter",
            "search?q=a&sort=best, bad-parameter",
            "search?q=a&cursor=garbage, bad-parameter",
            "search?q=date:nonsense, bad-query",
            "changes?since=-1, bad-parameter",
            "changes?since=9999999999999999999, bad-parameter",
            "changes?limit=many, bad-parameter",
            "lists/fern-devel/messages/1@ada?copy=x, bad-parameter"
        })
        void sayWhichParameterIsBad(String path, String type) {
            expect(client.get(path), 400, type);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 200})
        void areNoneAtTheEndsOfARange(int size) {
            assertThat(client.get("search?q=a&size=" + size).status()).isEqualTo(200);
        }

        @Test
        void sayWhichMethodsThereAre() {
            Reply reply = client.send("DELETE", "lists", Map.of(), "");
            expect(reply, 405, "method-not-allowed");
            assertThat(reply.field("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            expect(client.send("PUT", "search", Map.of(), ""), 405, "method-not-allowed");
            expect(client.post("lists", "application/json", "{}"), 405, "method-not-allowed");
        }

        @Test
        void sayThatNothingIsAcceptable() {
            expect(client.get("lists", "Accept", "image/png"), 406, "not-acceptable");
        }

        @Test
        void sayThatABodyIsOfAnotherMediaType() {
            expect(client.post("resolve", "text/html", "x"), 415, "unsupported-media-type");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "{\"links\": 3}", "[1]", "", "nonsense", "{\"links\":[{}]}"})
        void sayThatABodyIsNotTheJsonExpected(String body) {
            expect(client.post("resolve", "application/json", body), 400, "bad-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "null", "{\"links\": null}", "{\"link\": []}"})
        void sayThatLinksAreMissing(String body) {
            expect(client.post("resolve", "application/json", body), 400, "bad-parameter");
        }

        @Test
        void hideWhatFailedBehindAnId() {
            sample.store.fail();
            Reply reply = client.get("lists");
            expect(reply, 500, "internal-error");
            assertThat(reply.json().get("instance").asText()).startsWith("urn:uuid:");
            assertThat(reply.text()).doesNotContain("secret");
            assertThat(reply.field("Cache-Control")).contains("no-store");
        }
    }
}
