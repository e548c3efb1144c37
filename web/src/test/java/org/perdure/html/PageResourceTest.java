package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.Archive;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.search.Facets;
import org.perdure.search.Hit;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;
import org.perdure.source.html.MhonarcPage;

class PageResourceTest {
    private static final ListName LIST = new ListName("lamp-devel");
    private static final YearMonth JUNE = YearMonth.of(2009, 6);
    private static final String FIRST = "/archives/html/lamp-devel/2009-06/msg00000.html";

    private static final String PARTS =
            """
            From: Ada Quill <ada@example.org>
            Message-ID: <parts@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain

            See the wick.
            --x
            Content-Type: image/png; name=wick.png
            Content-Transfer-Encoding: base64

            AQID
            --x
            Content-Type: text/x-patch
            Content-Disposition: attachment

            +a
            --x
            Content-Type: text/html
            Content-Disposition: attachment; filename="../page.html"

            <script>alert(1)</script>
            --x--
            """;

    private final List<Throwable> faults = new ArrayList<>();
    private final InMemoryStore store = new InMemoryStore(LIST);
    private final ApplicationHandler pages = pages();

    private ApplicationHandler pages() {
        store.add(
                new MessageNumber(JUNE, 0),
                "first@example.org",
                null,
                "oil prices",
                "They rise.\n");
        store.add(
                new MessageNumber(JUNE, 1),
                "a/b%c+d@example.org",
                "first@example.org",
                "Re: oil prices",
                "> They rise.\n\nThey do.\n");
        store.add(
                new MessageNumber(JUNE, 5),
                "last@example.org",
                "a/b%c+d@example.org",
                "Re: oil prices",
                "\u00e9\n");
        store.add(
                new MessageNumber(JUNE, 7),
                PARTS.getBytes(StandardCharsets.UTF_8),
                "parts@example.org");
        Archive archive = new Archive(store, new OneHit(), Map.of(LIST, Invented.LAMP), Set.of());
        return new ApplicationHandler(
                HtmlResources.application(
                        archive,
                        PageResourceTest::resolve,
                        Invented.SITE,
                        (id, fault) -> faults.add(fault)));
    }

    /** Knows the first message; takes any other link for a path of its own, as it must not. */
    private static LinkAnswer resolve(String link) {
        return switch (link) {
            case "<first@example.org>" ->
                    answer(link, Status.EXACT, "/lamp-devel/first@example.org/", false);
            case "many" -> Invented.candidates();
            case "each" -> answer(link, Status.CANDIDATES, null, true);
            case "gone" -> answer(link, Status.GONE, null, false);
            default -> answer(link, Status.EXACT, link, false);
        };
    }

    private static LinkAnswer answer(
            String link, Status status, @Nullable String path, boolean several) {
        return new LinkAnswer(
                link, null, status, 1, path, null, "Why.", several, List.of(), List.of(), null);
    }

    /** Finds the first message, fails for the word {@code fail}. */
    private static final class OneHit implements SearchIndex {
        @Override
        public Page search(Question question) throws IOException {
            if (question.query().toString().contains("fail")) {
                throw new IOException("the secret of org.perdure");
            }
            Hit hit = new Hit(LIST, new MessageId("first@example.org"), 0, 0, List.of());
            return new Page(new Page.Total(30, true), List.of(hit), Facets.NONE, "next+page");
        }

        @Override
        public long applied() {
            return 3;
        }

        @Override
        public void close() {}
    }

    private record Answer(ContainerResponse response, byte[] body) {
        int status() {
            return response.getStatus();
        }

        String header(String name) {
            String value = response.getHeaderString(name);
            return value == null ? "" : value;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Document page() {
            return Jsoup.parse(text());
        }
    }

    private Answer get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    private Answer ask(String method, String path, String... headers) {
        ContainerRequest request =
                new ContainerRequest(
                        URI.create("http://localhost/"),
                        URI.create("http://localhost" + path),
                        method,
                        null,
                        new MapPropertiesDelegate(),
                        pages.getConfiguration());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            return new Answer(pages.apply(request, out).get(), out.toByteArray());
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    @Nested
    class Messages {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    FIRST,
                    "/lamp-devel/2009-06/msg00000.html",
                    "/lamp-devel/first@example.org/"
                })
        void areServedInPlaceAndNameTheirCanonicalPage(String path) {
            Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(200);
            String canonical = "https://lists.example.org/lamp-devel/first@example.org/";
            assertThat(answer.header("Link")).isEqualTo("<" + canonical + ">; rel=\"canonical\"");
            assertThat(answer.page().select("link[rel=canonical]").attr("href"))
                    .isEqualTo(canonical);
            assertThat(answer.page().select("h1").text()).isEqualTo("oil prices");
            assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "t/", "T/", "raw", "t.mbox.gz"})
        void areFoundByIdsWithSlashesAndPercentSigns(String leaf) {
            assertThat(get("/lamp-devel/a%2Fb%25c+d@example.org/" + leaf).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/lamp-devel/2009-06/msg00001.html?as=mhonarc",
                    "/archives/html/lamp-devel/2009-06/msg00001.html?as=mhonarc",
                    "/lamp-devel/a%2Fb%25c+d@example.org/?as=mhonarc"
                })
        void areReadAsPagesOfMHonArcInTheOldLook(String path) {
            Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(200);
            MhonarcPage page = MhonarcPage.find(answer.body()).orElseThrow();
            assertThat(page.id()).isEqualTo(new MessageId("a/b%c+d@example.org"));
            assertThat(page.subject()).isEqualTo("Re: oil prices");
            assertThat(page.from()).startsWith("Ada Quill <ada@");
            assertThat(page.references()).containsExactly(new MessageId("first@example.org"));
            assertThat(page.body()).contains("They do.");
            assertThat(answer.header("Link"))
                    .contains("/lamp-devel/a%2Fb%25c%2Bd@example.org/>; rel=\"canonical\"");
        }

        @Test
        void leadOnInTheOldLook() {
            Document page = get("/lamp-devel/2009-06/msg00001.html?as=mhonarc").page();
            assertThat(page.select("a[name=00000]").attr("href"))
                    .isEqualTo("msg00000.html?as=mhonarc");
            assertThat(page.select("a:containsOwn(Date Prev)").attr("href"))
                    .isEqualTo("msg00000.html?as=mhonarc");
            assertThat(page.select("a:containsOwn(Date Index)").attr("href"))
                    .isEqualTo("index.html#00001");
        }

        @Test
        void nameTheirAttachmentsInTheOldLook() {
            MhonarcPage page =
                    MhonarcPage.find(get("/lamp-devel/2009-06/msg00007.html?as=mhonarc").body())
                            .orElseThrow();
            assertThat(page.derived()).isNotEmpty();
            assertThat(page.body()).contains("<em>Description:</em> text/x-patch");
        }

        @Test
        void haveNoThirdLook() {
            assertThat(get(FIRST + "?as=pipermail").status()).isEqualTo(400);
        }

        @Test
        void areTextWhenRaw() {
            Answer answer = get("/lamp-devel/last@example.org/raw");
            assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
            assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
            assertThat(answer.text())
                    .startsWith("From: Ada Quill <ada@example.org>\n")
                    .endsWith("\u00e9\n");
        }

        @Test
        void areGivenTogetherAsAMailbox() throws IOException {
            byte[] mbox =
                    new GZIPInputStream(
                                    new ByteArrayInputStream(
                                            get("/lamp-devel/first@example.org/t.mbox.gz").body()))
                            .readAllBytes();
            assertThat(new String(mbox, StandardCharsets.UTF_8))
                    .contains("\nFrom ")
                    .contains("They do.");
        }

        @Test
        void standInTheirThread() {
            Document flat = get("/lamp-devel/first@example.org/T/").page();
            assertThat(flat.select("article")).hasSize(3);
            Document nested = get("/lamp-devel/first@example.org/t/").page();
            assertThat(nested.select("ol.threads > li")).hasSize(3);
            assertThat(nested.select("li[aria-current]").attr("aria-level")).isEqualTo("1");
        }
    }

    @Nested
    class WhatComesLater {
        @Test
        void showsOnPagesThatWereAskedForBefore() {
            String canonical = "/lamp-devel/last@example.org/";
            String numbered = "/archives/html/lamp-devel/2009-06/msg00005.html";
            assertThat(get(canonical).text()).doesNotContain("late@example.org");
            assertThat(get(numbered).text()).doesNotContain("late@example.org");
            store.add(
                    new MessageNumber(JUNE, 8),
                    "late@example.org",
                    "last@example.org",
                    "Re: oil prices",
                    "Late.\n");
            assertThat(get(canonical).text()).contains("/lamp-devel/late@example.org/");
            assertThat(get(numbered).text()).contains("msg00008.html");
        }
    }

    @Nested
    class Attachments {
        private static final String FOLDER = "/lamp-devel/parts@example.org/";

        @Test
        void areShownWhenTheyArePicturesOrText() {
            Answer picture = get(FOLDER + "2-wick.png");
            assertThat(picture.status()).isEqualTo(200);
            assertThat(picture.header("Content-Type")).isEqualTo("image/png");
            assertThat(picture.header("Content-Disposition"))
                    .isEqualTo("inline; filename=\"wick.png\"");
            assertThat(picture.body()).containsExactly(1, 2, 3);
            Answer patch = get(FOLDER + "3-attachment.patch");
            assertThat(patch.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        }

        @Test
        void areDownloadsWhenTheyCanBeActive() {
            Answer page = get(FOLDER + "4-page.html");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(page.header("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"page.html\"");
            assertThat(page.header("Content-Security-Policy")).contains("sandbox");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }

        @Test
        void haveOneName() {
            Answer other = get(FOLDER + "4-evil.exe");
            assertThat(other.status()).isEqualTo(301);
            assertThat(other.header("Location")).isEqualTo(FOLDER + "4-page.html");
        }

        @Test
        void areLinkedFromTheirMessage() {
            List<String> links = get(FOLDER).page().select(".attachments a").eachAttr("href");
            assertThat(links)
                    .containsExactly(
                            FOLDER + "2-wick.png",
                            FOLDER + "3-attachment.patch",
                            FOLDER + "4-page.html");
            assertThat(links).allMatch(link -> get(link).status() == 200);
        }
    }

    @Nested
    class MailOfManyKinds {
        private static final String FOLDER = "/lamp-devel/kinds@example.org/";

        private static final String KINDS =
                """
                From: Ada Quill <ada@example.org>
                Message-ID: <kinds@example.org>
                Date: Mon, 22 Jun 2009 10:00:00 +0000
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/html

                <p onclick=alert(1)>A <b>bright</b> wick, says ben@elsewhere.example.</p>
                <script>alert(1)</script><img src="http://elsewhere.example/pixel.gif">
                --x
                Content-Type: application/octet-stream; name=wick

                --- a/wick
                +++ b/wick
                @@ -1 +1 @@
                -dim
                +bright
                --x
                Content-Type: application/octet-stream; name=wick.svg

                <svg><script>alert(1)</script></svg>
                --x
                Content-Type: message/rfc822

                From: Ben Tallow <ben@elsewhere.example>
                Message-ID: <first@example.org>
                Date: Sun, 21 Jun 2009 10:00:00 +0000
                Subject: the <inner> wick
                Content-Type: multipart/mixed; boundary=y

                --y

                Text within.
                --y
                Content-Type: application/pdf; name=inner.pdf

                %PDF
                --y--

                --x--
                """;

        @BeforeEach
        void add() {
            store.add(
                    new MessageNumber(JUNE, 9),
                    KINDS.getBytes(StandardCharsets.UTF_8),
                    "kinds@example.org");
        }

        @Test
        void showsHtmlWithoutWhatRunsOrLoads() {
            assertThat(get(FOLDER).page().select(".tools a").eachAttr("href"))
                    .contains(FOLDER + "html");
            Answer html = get(FOLDER + "html");
            assertThat(html.status()).isEqualTo(200);
            assertThat(html.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(html.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "sandbox")
                    .doesNotContain("allow-");
            assertThat(html.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(html.text())
                    .contains("<b>bright</b>")
                    .doesNotContain("script", "onclick", "pixel", "elsewhere.example");
        }

        @Test
        void showsNoHtmlWhereThereIsNone() {
            assertThat(get("/lamp-devel/first@example.org/html").status()).isEqualTo(404);
            assertThat(get("/lamp-devel/first@example.org/").page().select(".tools a"))
                    .extracting(Element::text)
                    .doesNotContain("View as HTML");
        }

        @Test
        void showsPatchesWhateverTheirType() {
            assertThat(get(FOLDER + "2-wick").header("Content-Type"))
                    .isEqualTo("text/plain;charset=utf-8");
            Answer picture = get(FOLDER + "3-wick.svg");
            assertThat(picture.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(picture.header("Content-Disposition")).startsWith("attachment;");
        }

        @Test
        void showsMessagesWithinMessages() {
            Element inner = get(FOLDER).page().expectFirst("#part-4");
            assertThat(inner.expectFirst("h2").text())
                    .isEqualTo("Enclosed message: the <inner> wick");
            assertThat(inner.select("pre").text()).isEqualTo("Text within.");
            assertThat(inner.text()).doesNotContain("elsewhere.example");
            assertThat(inner.select("a").eachAttr("href"))
                    .containsExactly("/lamp-devel/first@example.org/", FOLDER + "4.2-inner.pdf");
            assertThat(get(FOLDER + "4.2-inner.pdf").text().strip()).isEqualTo("%PDF");
            assertThat(get(FOLDER + "4.2-other").header("Location"))
                    .isEqualTo(FOLDER + "4.2-inner.pdf");
        }
    }

    @Nested
    class WhatIsNotThere {
        @ParameterizedTest
        @ValueSource(strings = {"If-None-Match", "If-Match"})
        void isNoFaultOfTheServiceWhenAHeaderCannotBeRead(String name) {
            assertThat(get(FIRST, name, "no tag").status()).isEqualTo(400);
        }

        @Test
        void hasItsNeighboursInTheMonth() {
            Answer answer = get("/lamp-devel/2009-06/msg00003.html");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.page().select(".entries [id] a").eachAttr("href"))
                    .containsExactly("msg00001.html", "msg00005.html");
            assertThat(answer.page().select("main a").eachAttr("href"))
                    .contains("/lamp-devel/2009-06/");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/lamp-devel/2009-06/msg123.html",
                    "/lamp-devel/2009-13/msg00001.html",
                    "/lamp-devel/2010-01/msg00001.html",
                    "/lamp-devel/2010-01/",
                    "/lamp-devel/2009-06/msg99999999999999.html",
                    "/other-devel/",
                    "/other-devel",
                    "/other-devel/first@example.org",
                    "//evil.example/",
                    "/mailman/listinfo/other-devel",
                    "/lamp-devel/nobody@example.org/",
                    "/lamp-devel/nobody@example.org/T/",
                    "/lamp-devel/first@example.org/7-x.bin",
                    "/lamp-devel/first@example.org/t.zip",
                    "/lamp-devel/first@example.org/new.atom",
                    "/lamp-devel/first@example.org/index.html",
                    "/lamp-devel/%3Cfirst@example.org%3E/t.zip",
                    "/lamp-devel/%3Cfirst@example.org%3E/7-x.bin",
                    "/lamp-devel/nobody@example.org",
                    "/lamp-devel/nobody@example.org/T",
                    "/lamp-devel/%3Cnobody@example.org%3E",
                    "/lamp-devel/%3Cnobody@example.org%3E/raw",
                    "/lamp-devel/2010-01",
                    "/lamp-devel/2009-06/MSG00003.HTM",
                    "/archives/html/lamp-devel/2010-01/maillist.htm",
                    "//lamp-devel/nobody@example.org/",
                    "//lamp-devel/2009-13/",
                    "//static/none.css",
                    "//problems/none",
                    "/lamp-devel/first@example.org/?copy=7",
                    "/static/style-0.css",
                    "/problems/none",
                    "/archives/html/lamp-devel/2009-06/pdf47CGiwzq4V.pdf",
                    "/.env"
                })
        void isAPageOfItsOwn(String path) {
            Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.page().select("h1").text()).isEqualTo("Not found");
            assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
            assertThat(answer.text()).doesNotContain("org.perdure", "Exception");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/lamp-devel/nobody@example.org/",
                    "/lamp-devel/2009-06/msg00003.html",
                    "/other-devel/",
                    "/lamp-devel/first@example.org/?copy=x",
                    "/search?q=d:2011..2010",
                    "/lamp-devel/?q=d:2011..2010",
                    "/search?q=fail",
                    "/resolve?url=many",
                    "/resolve?url=gone",
                })
        void hasNoCanonicalAddressAndIsNotForCrawlers(String path) {
            Answer answer = get(path);
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(answer.page().select("link[rel=canonical]")).isEmpty();
            assertThat(answer.header("Link")).isEmpty();
            assertThat(answer.page().select("meta[name=robots]").attr("content"))
                    .startsWith("noindex");
        }

        @Test
        void isToldFromWhatCannotBeRead() {
            assertThat(get("/lamp-devel/first@example.org/?copy=x").status()).isEqualTo(400);
            assertThat(get("/search?q=a&sort=size").status()).isEqualTo(400);
            assertThat(get("/search?q=a&collapse=author").status()).isEqualTo(400);
            assertThat(get("/lamp-devel/?q=d:2011..2010").status()).isEqualTo(400);
        }

        @Test
        void isReadOnly() {
            Answer answer = ask("DELETE", FIRST);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(ask("OPTIONS", FIRST).status()).isEqualTo(200);
            assertThat(answer.page().select("h1").text()).isEqualTo("Not possible");
        }

        @Test
        void saysNothingOfTheProgramWhenItFails() {
            Answer answer = get("/search?q=fail");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text())
                    .doesNotContain("secret", "org.perdure", "Exception")
                    .contains("name this id");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(faults).hasSize(1);
        }
    }

    @Nested
    class OtherSpellings {
        @ParameterizedTest
        @CsvSource({
            "/archives/html/lamp-devel/2009-06/MSG00000, /archives/html/lamp-devel/2009-06/msg00000.html",
            "/archives//html/lamp-devel/2009-06/msg00000.html, /archives/html/lamp-devel/2009-06/msg00000.html",
            "/lamp-devel, /lamp-devel/",
            "/lamp-devel?x=y, /lamp-devel/",
            "/lamp-devel/2009-06, /lamp-devel/2009-06/",
            "/lamp-devel/first@example.org/T, /lamp-devel/first@example.org/T/",
            "/lamp-devel//a%2Fb%25c+d@example.org/raw, /lamp-devel/a%2Fb%25c%2Bd@example.org/raw",
            "/lamp-devel//parts@example.org/2-x, /lamp-devel/parts@example.org/2-x",
            "//problems//bad-query, /problems/bad-query",
            "//lamp-devel/, /lamp-devel/",
            "/lamp-devel/%3Cfirst@example.org%3E, /lamp-devel/first@example.org/",
            "/lamp-devel/a%2Fb%25c+d@example.org, /lamp-devel/a%2Fb%25c%2Bd@example.org/",
            "/lamp-devel/%3Cfirst@example.org%3E/, /lamp-devel/first@example.org/",
            "/Archives/cgi-bin/mesg.cgi?a=lamp-devel&i=%3Cx%3E, /archives/cgi-bin/mesg.cgi?a=lamp-devel&i=%3Cx%3E",
            "/Search?q=a%20b, /search?q=a%20b",
            "//resolve?url=/x, /resolve?url=/x",
            "/archives/cgi-bin/mesg.cgi?a=Lamp-DEVEL&i=%3Cfirst@example.org%3E, /lamp-devel/first@example.org/",
            "/archives/cgi-bin/mesg.cgi?a=lamp-devel&i=%3Cfirst@example.org%3E, /lamp-devel/first@example.org/"
        })
        void moveForGood(String path, String clean) {
            Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.header("Location")).isEqualTo(clean);
            assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=86400");
        }
    }

    @Nested
    class TheSpellingOfAMessageId {
        private static final String PATH = "/lamp-devel/a%2Fb%25c%2Bd@example.org/";

        @Test
        void isTheSameOnPagesAndInRedirects() {
            Answer page = get("/lamp-devel/2009-06/msg00001.html");
            assertThat(page.page().select("link[rel=canonical]").attr("href")).endsWith(PATH);
            assertThat(get("/lamp-devel/first@example.org/").text()).contains(PATH);
            for (String other :
                    List.of(
                            "/lamp-devel/a%2Fb%25c+d@example.org",
                            "/lamp-devel/%3Ca/b%25c+d@example.org%3E/",
                            "/archives/cgi-bin/mesg.cgi?a=lamp-devel&i=a/b%25c%2Bd@example.org")) {
                assertThat(get(other).header("Location")).as(other).isEqualTo(PATH);
            }
        }
    }

    @Nested
    class Validators {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/lamp-devel/",
                    FIRST,
                    "/lamp-devel/2009-06/",
                    "/lamp-devel/2009-06/threads.html",
                    "/lamp-devel/first@example.org/t/",
                    "/lamp-devel/first@example.org/T/",
                    "/lamp-devel/first@example.org/raw",
                    "/lamp-devel/first@example.org/t.mbox.gz",
                    "/lamp-devel/?q=oil",
                    "/robots.txt",
                    "/favicon.svg",
                    "/problems/bad-query",
                    "/resolve"
                })
        void saveSendingTwice(String path) {
            Answer first = get(path);
            assertThat(first.status()).isEqualTo(200);
            String tag = first.header("ETag");
            assertThat(tag).startsWith("\"").endsWith("\"");
            Answer again = get(path, "If-None-Match", tag);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.header("Cache-Control"))
                    .isEqualTo(first.header("Cache-Control"))
                    .startsWith("public, max-age=");
            assertThat(get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
        }

        @Test
        void tellPagesApart() {
            assertThat(get(FIRST).header("ETag"))
                    .isNotEqualTo(get("/lamp-devel/first@example.org/").header("ETag"));
            assertThat(get("/lamp-devel/first@example.org/t/").header("ETag"))
                    .isNotEqualTo(get("/lamp-devel/first@example.org/T/").header("ETag"));
        }

        @Test
        void stayWhenSomethingElseChanged() throws InterruptedException {
            get(FIRST);
            Thread.sleep(1_100);
            Answer before = get(FIRST);
            assertThat(before.header("Last-Modified")).isNotEmpty();
            // A month of its own, so that no neighbour changes.
            store.add(
                    new MessageNumber(JUNE.plusMonths(7), 0),
                    "other@example.org",
                    null,
                    "wicks",
                    "New.\n");
            Thread.sleep(2_100);
            Answer after = get(FIRST);
            assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
            assertThat(after.header("Last-Modified")).isEqualTo(before.header("Last-Modified"));
            assertThat(get("/").header("Last-Modified"))
                    .isNotEqualTo(before.header("Last-Modified"));
        }

        @Test
        void heedTheTagWhereThereIsATimeToo() throws InterruptedException {
            get(FIRST);
            Thread.sleep(1_100);
            String modified = get(FIRST).header("Last-Modified");
            assertThat(
                            get(FIRST, "If-None-Match", "\"other\"", "If-Modified-Since", modified)
                                    .status())
                    .isEqualTo(200);
        }

        @Test
        void knowWhenTheArchiveChanged() throws InterruptedException {
            get(FIRST);
            Thread.sleep(1_100);
            String modified = get(FIRST).header("Last-Modified");
            assertThat(modified).endsWith("GMT");
            assertThat(get(FIRST, "If-Modified-Since", modified).status()).isEqualTo(304);
            assertThat(get(FIRST, "If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT").status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Headers {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    FIRST,
                    "/nothing",
                    "/lamp-devel/first@example.org/raw",
                    "/lamp-devel"
                })
        void keepBrowsersFromRunningAnything(String path) {
            Answer answer = get(path);
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    FIRST,
                    "/lamp-devel/2009-06/",
                    "/lamp-devel/first@example.org/T/",
                    "/nothing"
                })
        void areTheSameForHead(String path) {
            Answer get = get(path);
            Answer head = ask("HEAD", path);
            assertThat(head.body()).isEmpty();
            assertThat(head.status()).isEqualTo(get.status());
            for (String name :
                    List.of(
                            "Content-Type",
                            "ETag",
                            "Cache-Control",
                            "Link",
                            "Content-Security-Policy")) {
                assertThat(head.header(name)).isEqualTo(get.header(name));
            }
        }

        @Test
        void keepTheStyleSheetForGood() {
            Answer style = get(StaticFiles.STYLESHEET);
            assertThat(style.header("Cache-Control"))
                    .isEqualTo("public, max-age=31536000, immutable");
            assertThat(style.header("Content-Type")).isEqualTo("text/css;charset=utf-8");
        }

        @Test
        void allowOneScriptAndNoOther() {
            Answer page = get("/lamp-devel/first@example.org/");
            Elements scripts = page.page().select("script");
            assertThat(scripts.eachAttr("src")).containsExactly(StaticFiles.SCRIPT);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("; script-src '" + scripts.attr("integrity") + "';");
            Answer script = get(StaticFiles.SCRIPT);
            assertThat(script.header("Cache-Control"))
                    .isEqualTo("public, max-age=31536000, immutable");
            assertThat(script.header("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        }
    }

    @Nested
    class Search {
        @Test
        void findsInAListAndGoesOn() {
            Document page = get("/lamp-devel/?q=oil+prices&sort=newest").page();
            assertThat(page.select(".hits a").eachAttr("href"))
                    .containsExactly("/lamp-devel/first@example.org/");
            assertThat(page.select("a[rel~=next]").attr("href"))
                    .isEqualTo("/lamp-devel/?q=oil+prices&sort=newest&cursor=next%2Bpage");
            assertThat(page.select("meta[name=robots]").attr("content"))
                    .isEqualTo("noindex,follow");
            assertThat(page.select("#q").attr("value")).isEqualTo("oil prices");
        }

        @Test
        void explainsItselfWhenNothingIsAsked() {
            assertThat(get("/search").page().select("code").eachText()).contains("migrat*");
        }
    }

    @Nested
    class Resolve {
        @Test
        void leadsToAnOwnPath() {
            Answer answer = get("/resolve?url=%3Cfirst@example.org%3E");
            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.header("Location")).isEqualTo("/lamp-devel/first@example.org/");
        }

        @Test
        void showsCandidatesAndNeverChooses() {
            Answer answer = get("/resolve?url=many");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.page().select("main ol a")).hasSize(2);
        }

        @Test
        void tellsWhatIsGone() {
            assertThat(get("/resolve?url=gone").status()).isEqualTo(410);
            assertThat(get("/resolve?url=each").status()).isEqualTo(300);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https%3A%2F%2Fevil.example%2F",
                    "%2F%2Fevil.example",
                    "javascript%3Aalert(1)",
                    "%22%3E%3Cscript%3E"
                })
        void neverLeavesTheHost(String link) {
            Answer answer = get("/resolve?url=" + link);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.page().select("script:not([src=" + StaticFiles.SCRIPT + "])"))
                    .isEmpty();
            assertThat(answer.header("Location")).isEmpty();
        }
    }
}
