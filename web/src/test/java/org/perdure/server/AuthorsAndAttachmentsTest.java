package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.PlainHttp.Answer;

/** Pages of authors, of attachments, and of months by author and by subject, as they are served. */
@Timeout(120)
class AuthorsAndAttachmentsTest {
    /** More than a page of an author has. */
    private static final int MANY = 103;

    private static final String AUTHOR = "/lamp/authors/Ada%20Quill/";
    private static final String ATTACHMENTS = "/lamp/attachments/";
    private static final String MONTH = "/lamp/2011-03/";

    @TempDir private static Path folder;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            mail.append(letter("m" + i, "Ada Quill <ada@example.org>", i, "wick " + i % 2, ""));
        }
        mail.append(letter("ada2", "Ada Quill <quill@example.org>", MANY, "Re: wick 1", ""));
        mail.append(letter("other", "ada quill <ada@example.org>", MANY + 1, "AW: RE: Wick 1", ""));
        mail.append(letter("bare", "bare@example.org", MANY + 2, "[lamp] wick 1", ""));
        mail.append(letter("nobody", "", MANY + 3, "", ""));
        for (int i = 0; i < 27; i++) {
            mail.append(letter("a" + i, "Cyd", 200 + i, "attached " + i, "plan-" + i + ".txt"));
        }
        Path mailbox = Files.writeString(folder.resolve("lamp.mbox"), mail, UTF_8);
        for (String list : List.of("lamp", "gone")) {
            CommandLineFixture.run("import", "--archive", archive(), "--list", list, mailbox);
        }
        service = ArchiveService.start(new ArchiveFolder(archive()), "127.0.0.1", 0);
    }

    private static Path archive() {
        return folder.resolve("archive");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static String letter(
            String id, String from, int minute, String subject, String attachment) {
        return """
            From a@example.org Tue Mar  1 %02d:%02d:00 2011
            %sMessage-ID: <%s@example.org>
            Subject: %s
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            text
            %s--b--

            """
                .formatted(
                        8 + minute / 60,
                        minute % 60,
                        from.isEmpty() ? "" : "From: " + from + "\n",
                        id,
                        subject,
                        attachment.isEmpty()
                                ? ""
                                : """
                                  --b
                                  Content-Type: text/plain
                                  Content-Disposition: attachment; filename="%s"

                                  plan
                                  """
                                        .formatted(attachment));
    }

    private Answer get(String path) throws IOException {
        return PlainHttp.get(service, "localhost", path);
    }

    private Document page(String path) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.text());
    }

    private List<String> all(String first, String links) throws IOException {
        List<String> found = new ArrayList<>();
        String path = first;
        while (!path.isEmpty()) {
            Document page = page(path);
            found.addAll(page.select(links).eachAttr("href"));
            path = page.select("a[rel~=next]").attr("href");
        }
        return found;
    }

    @Test
    void showAllThatWasSentUnderANameNewestFirst() throws IOException {
        List<String> messages = all(AUTHOR, ".rows a");
        assertThat(messages)
                .hasSize(MANY + 1)
                .startsWith("/lamp/ada2@example.org/", "/lamp/m102@example.org/")
                .endsWith("/lamp/m0@example.org/")
                .doesNotHaveDuplicates();
        Document page = page(AUTHOR);
        assertThat(page.select("h1").text()).isEqualTo("Ada Quill");
        assertThat(page.select(".lead").text()).startsWith("104 messages under this name in lamp");
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex,follow");
        assertThat(page(page.select(".tools a").attr("href")).select(".hits li")).isNotEmpty();
    }

    @Test
    void areLinkedFromMessages() throws IOException {
        assertThat(page("/lamp/m0@example.org/").select(".tools a[href*=authors]").attr("href"))
                .isEqualTo(AUTHOR);
        assertThat(page("/lamp/bare@example.org/").select("a[href*=authors]").attr("href"))
                .as("what pages call who gives no name")
                .isEqualTo("/lamp/authors/bare/");
        assertThat(page("/lamp/nobody@example.org/").select("a[href*=authors]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lamp/authors/Ada/",
                "/lamp/authors/bare@example.org/",
                "/lamp/authors/bare%40example.org/",
                "/lamp/authors/bare@xxxxxxxxxxx/",
                "/lamp/authors/",
                "/lamp/authors/%00/",
                "/nowhere/authors/Ada%20Quill/",
                "/nowhere/attachments/",
                "/archives/html/lamp/2011-03/authors.html"
            })
    void areNotThereOfWhatIsNoNameHere(String path) throws IOException {
        assertThat(get(path).status()).isIn(400, 404);
    }

    @Test
    void areAtOneAddress() throws IOException {
        assertThat(get("/lamp/authors/Ada%20Quill").field("Location")).isEqualTo(AUTHOR);
        assertThat(get("/lamp/authors/Nobody").status()).isEqualTo(404);
        assertThat(get("/lamp/attachments").field("Location")).isEqualTo(ATTACHMENTS);
        assertThat(get(AUTHOR + "?cursor=odd").status()).isEqualTo(400);
        assertThat(get(ATTACHMENTS + "?cursor=odd").status()).isEqualTo(400);
    }

    @Test
    void listAttachmentsWithTheirMessages() throws IOException {
        List<String> attachments = all(ATTACHMENTS, ".attachments a");
        assertThat(attachments)
                .hasSize(27)
                .startsWith("/lamp/a26@example.org/2-plan-26.txt")
                .endsWith("/lamp/a0@example.org/2-plan-0.txt");
        assertThat(get(attachments.getFirst()).text()).startsWith("plan");
        assertThat(page("/lamp/").select("a[href=" + ATTACHMENTS + "]")).hasSize(1);
    }

    @Test
    void orderMonthsByAuthor() throws IOException {
        Document page = page(MONTH + "authors.html");
        assertThat(page.select("main h2").textNodes())
                .extracting(node -> node.text().strip())
                .filteredOn(text -> !text.isEmpty())
                .containsExactly("(unknown)", "Ada Quill", "ada quill", "bare", "Cyd");
        assertThat(page.select("main h2 a").eachAttr("href"))
                .containsExactly(
                        AUTHOR,
                        "/lamp/authors/ada%20quill/",
                        "/lamp/authors/bare/",
                        "/lamp/authors/Cyd/");
        assertThat(page.select(".rows a")).hasSize(MANY + 31);
        assertThat(get(MONTH + page.select(".rows a").attr("href")).status()).isEqualTo(200);
    }

    @Test
    void orderMonthsBySubject() throws IOException {
        Document page = page(MONTH + "subjects.html");
        assertThat(page.select("main h2").eachText())
                .startsWith("(no subject) 1")
                .endsWith("wick 0 52", "wick 1 54")
                .hasSize(1 + 27 + 2);
        assertThat(page.select("section:last-of-type .rows a").eachText())
                .endsWith("Ada Quill", "ada quill", "bare");
    }

    @ParameterizedTest
    @ValueSource(strings = {MONTH, "/archives/html" + MONTH, MONTH + "authors.html"})
    void leadFromEachOrderToAllOthers(String path) throws IOException {
        Document page = Jsoup.parse(get(path).text(), "http://localhost" + path);
        List<String> orders = page.select(".tabs span:first-child a").eachAttr("abs:href");
        assertThat(orders).hasSize(3);
        for (String order : orders) {
            assertThat(get(order.substring("http://localhost".length())).status())
                    .as(order)
                    .isEqualTo(200);
        }
    }

    @Test
    void loseWhatIsTakenDown() throws IOException {
        hide("a26@example.org");
        for (String path :
                List.of(
                        "/gone/attachments/",
                        "/gone/2011-03/authors.html",
                        "/gone/2011-03/subjects.html",
                        "/gone/authors/Cyd/")) {
            assertThat(get(path).text())
                    .as(path)
                    .contains("attached 25")
                    .doesNotContain("attached 26", "plan-26");
        }
        hide("other@example.org");
        assertThat(get("/gone/authors/ada%20quill/").status()).isEqualTo(404);
    }

    private void hide(String id) {
        CommandLineFixture.run("hide", "--archive", archive(), "--list", "gone", id);
    }
}
