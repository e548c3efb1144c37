package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.PlainHttp.Answer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

@Timeout(120)
class FeedsTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String ODD = "]]> <b>&amp; \u0001 \ud83e\ude94 \u0007 end";
    private static final int MANY = 60;

    /** As {@code Feed} has them. */
    private static final int MAX_ITEMS = 50;

    private static final int MAX_TEXT = 10_000;

    @TempDir private static Path folder;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException {
        StringBuilder mail = new StringBuilder();
        mail.append(letter(0, "first", "", "odd " + ODD, "odd text " + ODD));
        for (int i = 1; i < MANY; i++) {
            String body = "word" + i + " of ada@example.org wick";
            mail.append(letter(i, "m" + i, i < 5 ? "first" : "", "about " + i, body));
        }
        for (int more = -1; more <= 1; more++) {
            // The line end of the text counts too.
            String body = "x".repeat(MAX_TEXT - 2 + more) + "y";
            mail.append(letter(MANY + more + 1, "long" + more, "", "long", body));
        }
        mail.append(letter(MANY + 4, "hidden", "first", "hidden", "wick"));
        Path mailbox = Files.writeString(folder.resolve("lamp.mbox"), mail, UTF_8);
        Path archive = folder.resolve("archive");
        CommandLineFixture.run("import", "--archive", archive, "--list", "lamp", mailbox);
        CommandLineFixture.run("hide", "--archive", archive, "--list", "lamp", "hidden@mail");
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static String letter(
            int minute, String id, String parent, String subject, String body) {
        Instant sent = Instant.parse("2011-03-01T08:00:00Z").plusSeconds(60L * minute);
        return """
            From ada@example.org Tue Mar  1 10:00:00 2011
            From: Ada <ada@example.org>
            Received: from a by b; %s
            Message-ID: <%s@mail>
            %sSubject: %s
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            %s

            """
                .formatted(
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(sent.atOffset(ZoneOffset.UTC)),
                        id,
                        parent.isEmpty() ? "" : "In-Reply-To: <" + parent + "@mail>\n",
                        subject,
                        body);
    }

    private static Answer get(String path, String... fields) throws IOException {
        return PlainHttp.send(service, "GET", "lists.example.org", path, fields);
    }

    private static Element atom(String path) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("Content-Type")).isEqualTo("application/atom+xml;charset=utf-8");
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            Document document =
                    factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
            return document.getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(answer.text(), e);
        }
    }

    private static JsonNode json(String path) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("Content-Type")).isEqualTo("application/feed+json;charset=utf-8");
        return new ObjectMapper().readTree(answer.body());
    }

    private static List<Element> entries(Element feed) {
        NodeList nodes = feed.getElementsByTagNameNS(ATOM, "entry");
        List<Element> entries = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            entries.add((Element) nodes.item(i));
        }
        return entries;
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagNameNS(ATOM, name).item(0).getTextContent();
    }

    @Test
    void giveTheNewestMessagesOfAListTheNewestFirst() throws IOException {
        Element feed = atom("/lamp/new.atom");
        assertThat(text(feed, "title")).isEqualTo("lamp");
        List<Element> entries = entries(feed);
        assertThat(entries).hasSize(MAX_ITEMS);
        assertThat(entries.stream().map(entry -> text(entry, "updated")).toList())
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(text(feed, "updated")).isEqualTo(text(entries.getFirst(), "updated"));
        assertThat(entries.stream().map(entry -> text(entry, "id")).toList())
                .allMatch(id -> id.startsWith("urn:uuid:"))
                .doesNotHaveDuplicates();
        assertThat(entries).noneMatch(entry -> text(entry, "title").equals("hidden"));
    }

    @Test
    void leadToThePagesOfMessagesAndBack() throws IOException {
        Element feed = atom("/lamp/new.atom");
        Element entry = entries(feed).get(10);
        String path =
                ((Element) entry.getElementsByTagNameNS(ATOM, "link").item(0)).getAttribute("href");
        assertThat(get(path).text()).contains("<h1").contains(text(entry, "title"));
        assertThat(get("/lamp/").text())
                .contains("href=\"/lamp/new.atom\"")
                .contains("href=\"/lamp/new.json\"");
        assertThat(get("/lamp/first@mail/t/").text()).contains("href=\"/lamp/first@mail/t.atom\"");
        assertThat(get("/search?q=wick+oil").text())
                .contains("href=\"/search?q=wick+oil&amp;x=A\"");
    }

    @Test
    void giveAThread() throws IOException {
        for (String id : List.of("first", "m3")) {
            assertThat(entries(atom("/lamp/" + id + "@mail/t.atom")))
                    .extracting(entry -> text(entry, "title"))
                    .containsExactly("about 4", "about 3", "about 2", "about 1", title());
        }
        assertThat(json("/lamp/first@mail/t.json").get("items")).hasSize(5);
        assertThat(get("/lamp/nobody@mail/t.atom").status()).isEqualTo(404);
        assertThat(get("/lamp/hidden@mail/t.atom").status()).isEqualTo(410);
        assertThat(get("/nowhere/new.atom").status()).isEqualTo(404);
    }

    @Test
    void giveWhatMatchesAQuery() throws IOException {
        Element feed = atom("/search?q=word7&x=A");
        assertThat(entries(feed))
                .extracting(entry -> text(entry, "title"))
                .containsExactly("about 7");
        assertThat(json("/lamp/?q=wick&x=J").get("items")).hasSize(MAX_ITEMS);
        assertThat(entries(atom("/lamp/?q=nothingofthiskind&x=A"))).isEmpty();
        assertThat(get("/lamp/?q=date:someday&x=A").status()).isEqualTo(400);
        assertThat(get("/lamp/?q=wick&x=Z").status()).isEqualTo(400);
        String odd = URLEncoder.encode("\"" + ODD + "\"", UTF_8);
        assertThat(text(atom("/search?q=" + odd + "&x=A"), "title")).contains("]]> <b>&amp;");
    }

    private static String title() {
        return "odd " + ODD.replace('\u0001', ' ').replace('\u0007', ' ');
    }

    @Test
    void areWellFormedWhateverSendersWrite() throws IOException {
        Element odd = entries(atom("/lamp/first@mail/t.atom")).getLast();
        assertThat(text(odd, "title")).isEqualTo(title());
        assertThat(text(odd, "content"))
                .startsWith("<pre>odd text ]]&gt; &lt;b&gt;&amp;amp; ")
                .contains("\ud83e\ude94");
        JsonNode item = json("/lamp/first@mail/t.json").get("items").get(4);
        assertThat(item.get("content_text").asText()).startsWith("odd text ]]> <b>&amp; ");
    }

    @Test
    void cutLongTexts() throws IOException {
        for (JsonNode item : json("/lamp/?q=s:long&x=J").get("items")) {
            String text = item.get("content_text").asText();
            boolean longer = item.get("url").asText().contains("long1@");
            assertThat(text.length()).isLessThanOrEqualTo(MAX_TEXT + "\n[...]\n".length());
            assertThat(text.endsWith("[...]\n")).isEqualTo(longer);
        }
    }

    @Test
    void maskWhatPagesMask() throws IOException {
        for (String path : List.of("/lamp/new.atom", "/lamp/new.json", "/lamp/?q=wick&x=A")) {
            assertThat(get(path).text()).contains("ada@xxxx").doesNotContain("ada@example.org");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lamp/new.atom", "/lamp/m1@mail/t.json", "/search?q=wick&x=A"})
    void areNotSentAgainToThoseWhoHaveThem(String path) throws IOException {
        Answer first = get(path);
        Answer again = get(path, "If-None-Match: " + first.field("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }
}
