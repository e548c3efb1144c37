package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.PlainHttp.Answer;

/**
 * Every form of address under which the lists were published, at every host, and what is answered:
 * the contract of docs/urls.md over HTTP. For each row, GET and HEAD have the same header.
 */
@Timeout(120)
class PublishedSpaceTest {
    private static final String ID = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
    private static final String PAGE = "/xen-devel/" + ID + "/";
    private static final String BASE = "https://lists.example.org";

    /** A message that was sent to a second list as well, and one that was not. */
    private static final String USERS =
            """
            From ada@example.org Wed Mar  2 21:41:00 2011
            From: Ada Quill <ada@example.org>
            Message-ID: <%s>
            Subject: to both lists

            Hello.

            From ada@example.org Wed Mar  2 21:42:00 2011
            From: Ada Quill <ada@example.org>
            Message-ID: <a+b/c=d@example.org>
            Subject: a plus sign

            Hello.

            """
                    .formatted(ID);

    private static final String CONFIGURATION =
            """
            server:
              publicBase: %s
            lists:
              - name: xen-devel
                hosts: [lists.xensource.com, lists.xen.org, lists.xenproject.org,
                    old-list-archives.xen.org, old-list-archives.xenproject.org]
                trees:
                  - name: main
                    hosts: [lists.xensource.com, lists.xen.org, lists.xenproject.org,
                        old-list-archives.xen.org, old-list-archives.xenproject.org]
            """
                    .formatted(BASE);

    @TempDir private static Path folder;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), CONFIGURATION);
        importFrom(archive, "xen-devel", CommandLineFixture.sample(folder), "--tree", "main");
        Path users = Files.writeString(folder.resolve("users.mbox"), USERS);
        importFrom(archive, "xen-users", users);
        CommandLineFixture.run(
                "hide",
                "--archive",
                archive,
                "--list",
                "xen-devel",
                "/archives/html/xen-devel/2011-03/msg00020.html");
        CommandLineFixture.run("rethread", "--archive", archive); // Else pages change meanwhile.
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    private static void importFrom(Path archive, String list, Path source, String... more) {
        List<Object> command =
                new ArrayList<>(List.of("import", "--archive", archive, "--list", list, source));
        command.addAll(List.of(more));
        assertThat(CommandLineFixture.run(command.toArray()).status()).isZero();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static Answer ask(String host, String path) throws IOException {
        Answer get = PlainHttp.get(service, host, path);
        Answer head = PlainHttp.send(service, "HEAD", host, path);
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(comparable(head)).isEqualTo(comparable(get));
        assertThat(head.body()).isEmpty();
        return get;
    }

    /** The clock goes on; what is written as it is made has no length, which only GET can tell. */
    private static Map<String, String> comparable(Answer answer) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(answer.fields());
        fields.remove("date");
        fields.remove("content-length");
        fields.remove("last-modified");
        fields.remove("connection");
        return fields;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /archives/html/xen-devel/2011-03/msg00015.html | PAGE
                    /xen-devel/2011-03/msg00015.html | PAGE
                    /archives/html/xen-devel/2011-03/ | /xen-devel/2011-03/
                    /archives/html/xen-devel/2011-03/index.html | /xen-devel/2011-03/
                    /archives/html/xen-devel/2011-03/maillist.html | /xen-devel/2011-03/
                    /archives/html/xen-devel/2011-03/mail2.html | /xen-devel/2011-03/
                    /archives/html/xen-devel/2011-03/mail17.html | /xen-devel/2011-03/
                    /archives/html/xen-devel/2011-03/threads.html | /xen-devel/2011-03/threads.html
                    /archives/html/xen-devel/2011-03/thrd2.html | /xen-devel/2011-03/threads.html
                    /xen-devel/2011-03/thrd3.html | /xen-devel/2011-03/threads.html
                    /archives/html/mbox/ | /archives/html/mbox/
                    """)
    void isServedInPlaceAtEveryHost(String path, String canonical) throws IOException {
        String address = BASE + canonical.replace("PAGE", PAGE);
        String first = "";
        for (String host :
                new String[] {
                    "lists.xensource.com",
                    "lists.xen.org",
                    "lists.xenproject.org",
                    "old-list-archives.xen.org",
                    "old-list-archives.xenproject.org",
                    "localhost",
                    "anything.example.net:8080"
                }) {
            Answer answer = ask(host, path);
            assertThat(answer.status()).as(host).isEqualTo(200);
            assertThat(answer.field("Link")).isEqualTo("<" + address + ">; rel=\"canonical\"");
            assertThat(answer.text()).contains("<link rel=\"canonical\" href=\"" + address + "\"");
            assertThat(answer.field("Cache-Control")).matches("public, max-age=(3600|300)");
            assertThat(first.isEmpty() || first.equals(answer.text())).isTrue();
            first = answer.text();
            Answer again =
                    PlainHttp.send(
                            service, "GET", host, path, "If-None-Match: " + answer.field("ETag"));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    /** Another spelling: to the clean path, kept for a day, so that it can be corrected. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /archives/html/xen-devel/2011-03/msg00015 | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/MSG00015.HTML | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/msg00015.html). | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/msg00015.html%3E | /archives/html/xen-devel/2011-03/msg00015.html
                    //archives//html/xen-devel/2011-03/msg00015.html | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/index.htm | /archives/html/xen-devel/2011-03/index.html
                    /archives/html/xen-devel/2011-03/threads | /archives/html/xen-devel/2011-03/threads.html
                    /archives/html/xen-devel/2011-03 | /archives/html/xen-devel/2011-03/
                    /archives/html/xen-devel/ | /xen-devel/
                    /archives/html/ | /
                    /archives/ | /
                    /archives/html/mbox | /archives/html/mbox/
                    /archives/html/mbox/xen-devel-2011-03.mbox | /archives/html/mbox/xen-devel-2011-03
                    /xen-devel | /xen-devel/
                    /mailman/listinfo/xen-devel | /xen-devel/
                    /mbox/ | /archives/html/mbox/
                    /cgi-bin/mailman/listinfo/xen-devel | /xen-devel/
                    /mailman/options/xen-devel | /xen-devel/
                    /archives/cgi-bin/mesg.cgi?a=xen-devel&i=20110302214055.GC4541%40mailbox3.pinnacle.example.com | PAGE
                    /archives/cgi-bin/mesg.cgi?a=xen-devel&i=%3C20110302214055.GC4541@mailbox3.pinnacle.example.com%3E | PAGE
                    /archives/cgi-bin/extract-mesg.cgi?a=xen-devel&m=2011-03&i=20110302214055.GC4541@mailbox3.pinnacle.example.com | PAGE
                    /archives/cgi-bin/mesg.cgi?a=xen-users&i=a+b/c=d@example.org | /xen-users/a%2Bb%2Fc%3Dd@example.org/
                    /archives/cgi-bin/namazu.cgi?query=grant+table&idxname=xen-devel | /xen-devel/?q=grant+table
                    /archives/cgi-bin/namazu.cgi?query=%2Bsubject%3Agrant&idxname=nobody | /search?q=s%3Agrant
                    /archives/cgi-bin/namazu.cgi | /search
                    /archives/cgi-bin/mesg.cgi?a=xen-devel&amp;i=20110302214055.GC4541%2540mailbox3.pinnacle.example.com | PAGE
                    /archives/html/xen-devel/2011-03/msg00015.html%20 | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/msg00015.html%E2%80%8B | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/msg00015.html/ | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/msg00015=2Ehtml | /archives/html/xen-devel/2011-03/msg00015.html
                    /archives/html/xen-devel/2011-03/threads.html%3C/a%3E | /archives/html/xen-devel/2011-03/threads.html
                    /archives/html/mbox/xen-devel-2011-03). | /archives/html/mbox/xen-devel-2011-03
                    /xen-devel/20110302214055.GC4541%2540mailbox3.pinnacle.example.com/raw | PAGEraw
                    /xen-devel/20110302214055.GC4541@mailbox3.pinnacle.example.com/%C2%A0 | PAGE
                    /archives/html/xen-devel/%20 | /xen-devel/
                    /archives/html/xen-devel/index.html | /xen-devel/
                    /lists/listinfo/xen-devel | /xen-devel/
                    /resolve?url=https://lore.kernel.org/xen-devel/20110302214055.GC4541@mailbox3.pinnacle.example.com/ | PAGE
                    /resolve?url=http://lists.xen.org/archives/html/xen-devel/2011-03/threads.html%2300015 | PAGE
                    /resolve?url=http://old-list-archives.xen.org/xen-devel/2011-03/msg00015.html | PAGE
                    /resolve?url=http://lists.xenproject.org/archives/html/mbox/xen-devel-2011-03 | /archives/html/mbox/xen-devel-2011-03
                    """)
    void movesFromOtherSpellingsForADay(String path, String target) throws IOException {
        Answer answer = ask("lists.xen.org", path);
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.field("Location")).isEqualTo(target.replace("PAGE", PAGE));
        assertThat(answer.field("Cache-Control")).isEqualTo("public, max-age=86400");
        Answer there = PlainHttp.get(service, "lists.xen.org", answer.field("Location"));
        assertThat(there.status()).isEqualTo(200);
    }

    /** Several, unknown, taken down, not imported: an answer that says so, and no redirect. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /resolve?url=https://lkml.kernel.org/r/20110302214055.GC4541@mailbox3.pinnacle.example.com | 300 | 300 | It names each of these
                    /resolve?url=https://marc.info/?l=xen-devel%26m=129910925615923 | 404 | 300 | minute
                    /resolve?url=http://thr3ads.net/xen-devel/2011/03/696793-no-such-words | 404 | 300 | in which month
                    /archives/html/xen-devel/2011-03/msg09999.html | 404 | 300 | gap in the old numbering
                    /archives/html/xen-devel/2011-03/msg09999.html%20 | 404 | 300 | Not found
                    /archives/html/xen-devel/2011-03/msg00020.html%20 | 410 | 3600 | Message 20 in 2011-03
                    /archives/cgi-bin/mesg.cgi?i=20110302214055.GC4541@mailbox3.pinnacle.example.com | 300 | 300 | It names each of these
                    /archives/cgi-bin/mesg.cgi?i=none@example.org | 404 | 300 | No message with this Message-ID
                    /archives/html/xen-devel/2011-03/msg00020.html | 410 | 3600 | Message 20 in 2011-03
                    /xen-devel/2011-03/msg00020.html | 410 | 3600 | taken down
                    /archives/html/xen-devel/2011-04/msg00000.html | 404 | 300 | 2011-04
                    /archives/html/xen-devel/2011-04/ | 404 | 300 | 2011-04
                    /archives/html/mbox/xen-devel-2011-04 | 404 | 300 | 2011-04
                    /archives/html/xen-devel/2011-13/msg00000.html | 404 | 300 | no month
                    /archives/html/xen-devel/0000-00/msg00000.html | 404 | 300 | no month
                    /archives/html/xen-devel/2011-03/msg123.html | 404 | 300 | Not found
                    /archives/html/xen-devel/2011-03/msg0100000.html | 404 | 300 | Not found
                    /archives/html/xen-devel/2011-03/msg100000.html | 404 | 300 | no message 100000
                    /archives/html/xen-devel/2011-03/msg99999999999999.html | 404 | 300 | Not found
                    /archives/html/xen-devel/2011-03/pdf47CGiwzq4V.pdf | 404 | 300 | Not found
                    /archives/html/xen-devel/2011-03/..%2F..%2Fperdure.yaml | 404 | 300 | Not found
                    /archives/html/nobody/2011-03/msg00000.html | 404 | 300 | nobody
                    /no/such/path | 404 | 300 | no list
                    """)
    void saysWhatItDoesNotHave(String path, int status, int seconds, String text)
            throws IOException {
        Answer answer = ask("lists.xen.org", path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("Cache-Control")).isEqualTo("public, max-age=" + seconds);
        assertThat(answer.field("Location")).isEmpty();
        assertThat(answer.field("Link")).isEmpty();
        assertThat(answer.text()).containsIgnoringCase(text).contains("noindex,follow");
    }

    @Test
    void namesTheNeighboursOfANumberThatIsMissing() throws IOException {
        Answer answer = ask("lists.xen.org", "/archives/html/xen-devel/2011-03/msg09999.html");
        assertThat(answer.text()).contains("msg00092.html").contains("/xen-devel/2011-03/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lists.xen.org.evil.example/archives/html/xen-devel/2011-03/msg00015.html",
                "//evil.example/",
                "https://evil.example/%0d%0aLocation:%20https://evil.example/",
                "javascript:alert(1)"
            })
    void neverLeadsAway(String link) throws IOException {
        Answer answer = ask("lists.xen.org", "/resolve?url=" + link);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("Location")).isEmpty();
        assertThat(Jsoup.parse(answer.text()).select("a[href*=evil], a[href^=javascript]"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "mail3.html", "threads.html", "thrd2.html"})
    void hasAnAnchorForEveryNumber(String file) throws IOException {
        Answer answer = ask("lists.xen.org", "/archives/html/xen-devel/2011-03/" + file);
        Document page = Jsoup.parse(answer.text());
        for (int number = 0; number < 93; number++) {
            String digits = String.format("%05d", number);
            assertThat(page.getElementById(digits) != null).as(digits).isEqualTo(number != 20);
        }
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex,follow");
    }

    @Test
    void hasAnchorsInFollowUpsToo() throws IOException {
        int anchors = 0;
        for (int number = 0; number < 15; number++) {
            String path = String.format("/archives/html/xen-devel/2011-03/msg%05d.html", number);
            anchors +=
                    Jsoup.parse(ask("lists.xen.org", path).text())
                            .select("ul.entries li[id~=^\\d{5}$]")
                            .size();
        }
        assertThat(anchors).isPositive();
    }

    @Test
    void givesTheMailboxOfAMonth() throws IOException {
        Answer plain = ask("lists.xenproject.org", "/archives/html/mbox/xen-devel-2011-03");
        assertThat(plain.field("Content-Type")).isEqualTo("application/mbox");
        assertThat(plain.field("X-Robots-Tag")).isEqualTo("noindex");
        String text = new String(plain.body(), StandardCharsets.ISO_8859_1);
        // All but the one that was taken down, and a further copy that has no number.
        assertThat(Pattern.compile("(?m)^From ").matcher(text).results().count()).isEqualTo(93);
        for (String path :
                new String[] {
                    "/archives/html/mbox/xen-devel-2011-03.gz", "/xen-devel/2011-03.mbox.gz"
                }) {
            Answer packed = ask("lists.xenproject.org", path);
            assertThat(packed.field("Content-Type")).isEqualTo("application/gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                    .isEqualTo(plain.body());
        }
        Answer again =
                PlainHttp.send(
                        service,
                        "GET",
                        "lists.xen.org",
                        "/archives/html/mbox/xen-devel-2011-03",
                        "If-None-Match: " + plain.field("ETag"));
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void givesTheSameNumbersWhenTheMailboxIsReadAgain() throws IOException {
        Answer mailbox = ask("lists.xen.org", "/archives/html/mbox/xen-users-2011-03");
        Path file = Files.write(folder.resolve("again.mbox"), mailbox.body());
        Path other = folder.resolve("again");
        importFrom(other, "xen-users", file);
        assertThat(urls(other)).isEqualTo(urls(folder.resolve("archive")));
    }

    private static String urls(Path archive) {
        return CommandLineFixture.run(
                        "export", "--archive", archive, "--list", "xen-users", "--format", "urls")
                .out();
    }

    @Test
    void tellsCrawlersOfCanonicalPagesOnly() throws IOException {
        assertThat(ask("localhost", "/robots.txt").text())
                .contains("Sitemap: " + BASE + "/sitemap.xml\n")
                .contains("Disallow: /resolve\n");
        assertThat(ask("localhost", "/sitemap.xml").text())
                .contains("<loc>" + BASE + "/sitemap-0.xml</loc>")
                .contains("<loc>" + BASE + "/sitemap-1.xml</loc>")
                .doesNotContain("sitemap-2");
        assertThat(ask("localhost", "/sitemap-0.xml").text())
                .contains("<loc>" + BASE + "/xen-devel/</loc>");
        Answer messages = ask("localhost", "/sitemap-1.xml");
        assertThat(messages.field("Content-Type")).startsWith("application/xml");
        var urls = Jsoup.parse(messages.text(), Parser.xmlParser()).select("url");
        assertThat(urls).hasSize(94);
        for (var url : urls) {
            String path = url.select("loc").text().substring(BASE.length());
            Answer page = PlainHttp.get(service, "localhost", path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.field("Link")).isEqualTo("<" + BASE + path + ">; rel=\"canonical\"");
            assertThat(page.text()).doesNotContain("noindex");
            assertThat(url.select("lastmod").text()).matches("\\d{4}-\\d\\d-\\d\\d");
        }
        assertThat(ask("localhost", "/sitemap-2.xml").status()).isEqualTo(404);
    }

    @Test
    void namesItsPageBesideTheBytesOfAMessage() throws IOException {
        Answer raw = ask("localhost", PAGE + "raw");
        assertThat(raw.field("Archived-At")).isEqualTo("<" + BASE + PAGE + ">");
        assertThat(raw.field("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(raw.text()).doesNotContain("Archived-At:");
    }
}
