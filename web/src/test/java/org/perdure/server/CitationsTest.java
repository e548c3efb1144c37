package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links within mail: where they lead on pages, and what the message they lead to says of them. */
@Timeout(120)
class CitationsTest {
    private static final String CITED = "20110301-cited-0001@example.org";

    private static final String CONFIGURATION =
            """
            lists:
              - name: quill
                addresses: [quill@lists.example.org]
                hosts: [lists.example.org, old.example.org]
                trees:
                  - name: main
                    hosts: [lists.example.org, old.example.org]
            """;

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void configure() throws IOException {
        archive = Files.createDirectory(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), CONFIGURATION);
    }

    private void importMessage(String id, String text) throws IOException {
        String mail =
                "From a Tue Mar  1 08:12:31 2011\nFrom: Ada <ada@example.org>\nSubject: of "
                        + id
                        + "\nMessage-ID: <"
                        + id
                        + ">\nX-Archived-At: <http://article.gmane.org/gmane.comp.quill/"
                        + Math.abs(id.hashCode() % 1_000)
                        + ">\n\n"
                        + text
                        + "\n\n";
        Path file =
                Files.writeString(
                        folder.resolve(Integer.toHexString(id.hashCode()) + ".mbox"), mail);
        assertThat(
                        CommandLineFixture.run(
                                        "import",
                                        "--archive",
                                        archive,
                                        "--list",
                                        "quill",
                                        "--tree",
                                        "main",
                                        file)
                                .status())
                .isZero();
    }

    private Document page(String path) throws IOException {
        return Jsoup.parse(text(path), "http://localhost");
    }

    private String text(String path) throws IOException {
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            return PlainHttp.get(service, "localhost", path).text();
        }
    }

    /** Schemes that name the message for sure; the second time, the message comes later. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lore.kernel.org/quill/20110301-cited-0001@example.org/",
                "https://lore.kernel.org/quill/20110301-cited-0001%40example.org/T/#u",
                "https://lore.kernel.org/quill/20110301-cited-0001",
                "https://lists.example.org/quill/20110301-cited-0001@example.org/raw",
                "http://lists.example.org/archives/html/quill/2011-03/msg00000.html",
                "http://OLD.example.org/quill/2011-03/msg00000.html).",
                "http://old.example.org/archives/html/quill/2011-03/threads.html#00000",
                "http://old.example.org/archives/html/quill/2011-03/\nmsg00000.html",
                "http://old.example.org/archives/cgi-bin/mesg.cgi?a=quill&i=20110301-cited-0001@example.org",
                "https://marc.info/?i=20110301-cited-0001@example.org",
            })
    void leadToOurPagesAndAreToldThere(String link) throws IOException {
        importMessage(CITED, "The first.");
        importMessage("citing@example.org", "As said in " + link);
        Document citing = page("/quill/citing@example.org/");
        Elements anchors = citing.select("pre a[href=/quill/" + CITED + "/]");
        assertThat(anchors).as(citing.select("pre").outerHtml()).isNotEmpty();
        assertThat(link).contains(anchors.get(0).wholeText());
        Element original = citing.select("a.second").get(0);
        assertThat(original.text()).isEqualTo("original");
        assertThat(original.attr("rel")).isEqualTo("nofollow noopener");
        assertThat(original.attr("href")).startsWith("http").doesNotContain("\n");
        assertThat(
                        page("/quill/" + CITED + "/")
                                .select("[aria-labelledby=cited-by] a")
                                .eachAttr("href"))
                .containsExactly("/quill/citing@example.org/");
        assertThat(page("/quill/citing@example.org/T/").select("a.second")).hasSize(1);
    }

    @Test
    void leadToOurPagesAloneWhereWhoSentThemHadTheMaskedMsgId() throws IOException {
        importMessage(CITED, "The first.");
        String link = "https://lore.kernel.org/quill/20110301-cited-0001@xxxxxxxxxxx/";
        importMessage("citing@example.org", "As said in " + link);
        Document citing = page("/quill/citing@example.org/");
        assertThat(citing.select("pre a[href=/quill/" + CITED + "/]").eachText())
                .containsExactly(link);
        assertThat(citing.select("a.second")).isEmpty(); // The original leads nowhere.
        assertThat(
                        page("/quill/" + CITED + "/")
                                .select("[aria-labelledby=cited-by] a")
                                .eachAttr("href"))
                .containsExactly("/quill/citing@example.org/");
    }

    @Test
    void countWhenTheyNameTheSyntheticIdThatItHadBefore() throws IOException {
        String without =
                "From a Tue Mar  1 08:12:31 2011\nFrom: Ada <ada@example.org>\nSubject: seeds\n"
                        + "Date: Tue, 1 Mar 2011 08:12:30 +0000\n%s\nThe seeds came.\n\n";
        importMailbox("without.mbox", without.formatted(""));
        String path =
                page("/quill/").select("a[href^=/quill/][href*=@]").eachAttr("href").getFirst();
        importMessage("citing@example.org", "As said in https://lists.example.org" + path);
        importMailbox("with.mbox", without.formatted("Message-ID: <20110301-seeds@example.org>\n"));

        Document page = page("/quill/20110301-seeds@example.org/");

        assertThat(page.select("[aria-labelledby=cited-by] a").eachAttr("href"))
                .containsExactly("/quill/citing@example.org/");
        assertThat(page.select("[aria-labelledby=about] a").eachAttr("href")).contains(path);
    }

    private void importMailbox(String name, String mail) throws IOException {
        Path file = Files.writeString(folder.resolve(name), mail);
        assertThat(
                        CommandLineFixture.run(
                                        "import", "--archive", archive, "--list", "quill", file)
                                .status())
                .isZero();
    }

    @Test
    void countWhenTheMessageComesLaterAndWhenPagesTellItsNumber() throws IOException {
        importMessage(
                "citing@example.org",
                "See https://lore.kernel.org/r/"
                        + CITED
                        + " and\nhttp://lists.example.org/archives/html/quill/2011-03/msg00001.html");
        assertThat(page("/quill/citing@example.org/").select("a.second")).isEmpty();
        importMessage(CITED, "Late.");
        Document citing = page("/quill/citing@example.org/");
        assertThat(citing.select("pre a[href=/quill/" + CITED + "/]")).hasSize(2);
        assertThat(page("/quill/" + CITED + "/").select("[aria-labelledby=cited-by] li"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/nothing",
                "https://lore.kernel.org/quill/nobody-0000000@example.org/",
                "http://lists.example.org/archives/html/quill/2011-03/msg00077.html",
                "http://elsewhere.example.net/archives/html/other/2011-03/msg00000.html",
            })
    void stayAsTheyAreWhereNothingIsHere(String link) throws IOException {
        importMessage(CITED, "The first.");
        importMessage("citing@example.org", "See " + link);
        Document citing = page("/quill/citing@example.org/");
        assertThat(citing.select("pre a[rel=nofollow noopener]").eachAttr("href"))
                .containsExactly(link);
        assertThat(citing.select("a.second")).isEmpty();
    }

    @Test
    void areNeverGuessedAt() throws IOException {
        importMessage(CITED, "The first.");
        String link = "https://marc.info/?l=quill&m=129896715112345";
        importMessage("citing@example.org", "See " + link);
        Document citing = page("/quill/citing@example.org/");
        assertThat(citing.select("pre a").eachAttr("href")).contains(link);
        assertThat(citing.select("a.second").attr("href")).startsWith("/resolve?url=https%3A");
        assertThat(page("/quill/" + CITED + "/").select("[aria-labelledby=cited-by]")).isEmpty();
    }

    @Test
    void areNotGuessedAtWhereTwoMessagesAreMaskedAlike() throws IOException {
        importMessage(CITED, "The first.");
        importMessage("20110301-cited-0001@example.com", "Alike.");
        String link = "https://lore.kernel.org/quill/20110301-cited-0001@xxxxxxxxxxx/";
        importMessage("citing@example.org", "See " + link);
        Document citing = page("/quill/citing@example.org/");
        assertThat(citing.select("pre a[href^=/resolve?url=]").eachText()).containsExactly(link);
        assertThat(citing.select("a.second")).isEmpty();
        assertThat(page("/quill/" + CITED + "/").select("[aria-labelledby=cited-by]")).isEmpty();
        assertThat(page("/resolve?url=" + link).select("ol.rows li")).hasSize(2);
    }

    @Test
    void countOnlyForWhoWroteThem() throws IOException {
        importMessage(CITED, "The first.");
        importMessage("quoting@example.org", "> https://lore.kernel.org/r/" + CITED + "\n\nYes.");
        assertThat(page("/quill/quoting@example.org/").select("a.second")).hasSize(1);
        assertThat(page("/quill/" + CITED + "/").select("[aria-labelledby=cited-by]")).isEmpty();
    }

    @Test
    void haveALimitForEachPage() throws IOException {
        importMessage(CITED, "The first.");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("https://lore.kernel.org/r/")
                    .append(CITED)
                    .append("?x=")
                    .append(i)
                    .append('\n');
        }
        importMessage("citing@example.org", text.toString());
        assertThat(page("/quill/citing@example.org/").select("a.second")).hasSize(500);
    }

    @Test
    void areMarkupNowhere() throws IOException {
        importMessage(CITED, "The first.");
        importMessage(
                "citing@example.org",
                "https://lore.kernel.org/r/"
                        + CITED
                        + "?\"onmouseover=alert(1)<script>alert(1)</script>'");
        Document citing = page("/quill/citing@example.org/");
        assertThat(citing.select("script:not([integrity]), [onmouseover]")).isEmpty();
    }

    /** As an archive is after its form was changed: nothing was said of links before. */
    @Test
    void ofEarlierVersionsAreReadByReindex() throws IOException, SQLException {
        importMessage(CITED, "The first.");
        importMessage("citing@example.org", "https://lore.kernel.org/r/" + CITED);
        String database = "jdbc:sqlite:" + archive.resolve("archive.db");
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM citation");
            statement.execute("INSERT INTO uncited SELECT max(key) FROM message");
        }
        assertThat(page("/quill/" + CITED + "/").select("[aria-labelledby=cited-by]")).isEmpty();
        assertThat(CommandLineFixture.run("reindex", "--archive", archive).out())
                .contains("Links of 2 messages read");
        assertThat(page("/quill/" + CITED + "/").select("[aria-labelledby=cited-by] li"))
                .hasSize(1);
        assertThat(CommandLineFixture.run("reindex", "--archive", archive).out())
                .doesNotContain("Links of");
    }

    @Test
    void areToldInJsonWithAllAddresses() throws IOException {
        importMessage(CITED, "The first.");
        importMessage("citing@example.org", "https://lore.kernel.org/r/" + CITED);
        JsonNode json = new ObjectMapper().readTree(text("/api/v1/lists/quill/messages/" + CITED));
        assertThat(json.get("citedBy").get(0).get("messageId").asText())
                .isEqualTo("citing@example.org");
        assertThat(json.get("aliases").get(0).get("text").asText())
                .isEqualTo("/archives/html/quill/2011-03/msg00000.html");
        assertThat(json.get("aliases").get(0).get("hosts")).hasSize(2);
        assertThat(json.get("aliases").get(1).get("kind").asText()).isEqualTo("claimed");
        byte[] said =
                ("http://article.gmane.org/gmane.comp.quill/20573\t" + CITED + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(CommandLineFixture.run(said, "pairs", "--archive", archive).status()).isZero();
        importMessage("later@example.org", "http://article.gmane.org/gmane.comp.quill/20573");
        assertThat(
                        page("/quill/" + CITED + "/")
                                .select("[aria-labelledby=cited-by] a")
                                .eachAttr("href"))
                .containsExactlyInAnyOrder(
                        "/quill/citing@example.org/", "/quill/later@example.org/");
    }
}
