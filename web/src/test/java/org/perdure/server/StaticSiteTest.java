package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** The sample and hostile mail as files, held against what the service answers. */
@Timeout(300)
class StaticSiteTest {
    private static final String ID = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
    private static final Pattern FORM =
            Pattern.compile("<form role=\"search\".*?</form>\n", Pattern.DOTALL);

    /** What a copy of files does not have: other looks of a page, feeds, and series. */
    private static final Pattern OTHER_LOOKS =
            Pattern.compile(
                    " <a href=\"[^\"]*(as=mhonarc|as=own|/all\\.mbox\\.gz"
                            + "|/authors/[^\"]*|/attachments/|/series/)\""
                            + " rel=\"nofollow\">[\\w ]+</a>"
                            + "| · <a href=\"/api/\">About and API</a>"
                            + "|<link rel=\"alternate\" [^>]*>\n"
                            + "|<p class=\"quiet\">Follow as .*</p>\n");

    /** Those of patches lead to their series, and say which place they have there. */
    private static final Pattern BADGES =
            Pattern.compile("<ul class=\"badges\".*?</ul>\n", Pattern.DOTALL);

    private static final String NO_FORM = "<p class=\"quiet\">No search in this copy</p>\n";

    /** Msg-ids of which each has a file, though not all look like it. */
    private static final List<String> FILES =
            List.of(
                    "a/b@example.org",
                    "a//c@example.org",
                    "per%41cent#q?&<x>@example.org",
                    "raw/x@example.org",
                    "z".repeat(SiteNames.MAX_NAME - 12) + "@example.org");

    /** Msg-ids of which none can have a file. */
    private static final List<String> NO_FILES =
            List.of(
                    "a//b@example.org",
                    "2011-03",
                    "x/raw",
                    "../up",
                    "y".repeat(SiteNames.MAX_NAME - 11) + "@example.org",
                    "\u20ac/".repeat(490) + "@example.org");

    private static final String ATTACHED =
            """
            From a Tue Mar  1 08:00:00 2011
            Message-ID: <attached@example.org>
            Subject: About a build
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b

            See there.
            --b
            Content-Type: text/plain; name=build.log
            Content-Disposition: attachment

            It failed.
            --b
            Content-Type: application/octet-stream; name=build.bin
            Content-Disposition: attachment

            It failed, too.
            --b--

            """;

    private static final List<String> MAILBOXES =
            List.of(
                    "/archives/html/mbox/xen-devel-2011-03",
                    "/archives/html/mbox/xen-devel-2011-03.gz",
                    "/xen-devel/2011-03.mbox.gz");

    private static final List<String> OTHER_SPELLINGS =
            List.of(
                    "/xen-devel/2011-03/msg00003",
                    "/archives/html/xen-devel/2011-03/msg00003",
                    "/archives/html/xen-devel/2011-03/msg00003.htm",
                    "/archives/html/xen-devel/2011-03/MSG00003.HTML",
                    "/archives/html/xen-devel/2011-03/msg00003.html).",
                    "/archives/html/xen-devel/2011-03/msg00003%22",
                    "/archives/html/xen-devel/2011-03/threads",
                    "/archives/html/xen-devel/2011-03/THREADS.HTML",
                    "/archives/html/xen-devel/2011-03/index",
                    "/xen-devel/2011-03/mail1.html",
                    "/archives/html/xen-devel/2011-03/mail03.html",
                    "/archives/html/xen-devel/2011-03/mail12345.html",
                    "/archives/html/xen-devel/2011-03/thrd0.html",
                    "/archives/html/xen-devel/2011-03/thrd12.html",
                    "/xen-devel/2011-03/index.html,",
                    "/xen-devel/2011-03",
                    "/xen-devel",
                    "/archives/html/xen-devel",
                    "/archives/html/xen-devel/",
                    "/archives/html/",
                    "/archives/html",
                    "/archives/",
                    "/archives",
                    "/mailman/listinfo/xen-devel",
                    "/cgi-bin/mailman/listinfo/xen-devel",
                    "/mailman/options/xen-devel",
                    "/archives/html/mbox",
                    "/mbox",
                    "/mbox/",
                    "/mbox/xen-devel-2011-03",
                    "/mbox/xen-devel-2011-03.gz",
                    "/xen-devel/a@example.org/x",
                    "/xen-devel/2011-03/msg99999",
                    "/xen-devel/2011-04/msg00003",
                    "/archives/html/nothing/",
                    "/mailman/listinfo/nothing",
                    "/mbox/nothing",
                    "/mbox/nothing-2011-03");

    @TempDir private static Path folder;
    private static Path archive;
    private static Path site;
    private static ArchiveService service;

    @BeforeAll
    static void export() throws IOException {
        archive = folder.resolve("archive");
        site = folder.resolve("site");
        Path sample = CommandLineFixture.sample(folder);
        run("import", "--archive", archive, "--list", "xen-devel", sample);
        StringBuilder mail = new StringBuilder();
        for (String id : Stream.concat(FILES.stream(), NO_FILES.stream()).toList()) {
            mail.append("From a Tue Mar  1 08:00:00 2011%nMessage-ID: <%s>%n".formatted(id))
                    .append("Subject: about %d%n%nText%n%n".formatted(id.length()));
        }
        mail.append(ATTACHED);
        mail.append("From a Tue Mar  1 08:00:00 2011\nMessage-ID: <gone@example.org>\n\nText\n\n");
        mail.append("From a Tue Mar  1 08:00:00 2011\nMessage-ID: <a/b@example.org>\n\nOther\n");
        Path mailbox = Files.writeString(folder.resolve("mail.mbox"), mail);
        run("import", "--archive", archive, "--list", "quill", mailbox);
        run("hide", "--archive", archive, "--list", "quill", "gone@example.org");
        Outcome outcome = write(site);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static Outcome write(Path to) {
        return run("export", "--archive", archive, "--format", "site", "--out", to);
    }

    private static HttpResponse<byte[]> live(String path) {
        return WebServer.get(URI.create(service.address() + path.substring(1)));
    }

    @Test
    void isServedByNginxAsTheServiceServesIt(@TempDir Path temporary) throws Exception {
        SoftAssertions all = new SoftAssertions();
        try (WebServer server = WebServer.nginxOf(site, temporary)) {
            Deque<String> waiting = new ArrayDeque<>(published());
            Set<String> seen = new HashSet<>(waiting);
            while (!waiting.isEmpty()) {
                String path = waiting.pop();
                HttpResponse<byte[]> copy = server.get(path);
                HttpResponse<byte[]> live = live(path);
                all.assertThat(copy.statusCode()).as(path).isEqualTo(live.statusCode());
                boolean isPage = isPage(live);
                if (isPage && !path.equals("/search") && !path.equals("/resolve")) {
                    String text = new String(live.body(), StandardCharsets.UTF_8);
                    String copied = new String(copy.body(), StandardCharsets.UTF_8);
                    all.assertThat(withoutBadges(copied))
                            .as(path)
                            .isEqualTo(withoutBadges(withoutQuestions(text)));
                } else if (!isPage) {
                    all.assertThat(copy.body()).as(path).isEqualTo(live.body());
                    all.assertThat(type(copy)).as(path).isEqualTo(type(live));
                }
                all.assertThat(isPage(copy)).as(path).isEqualTo(isPage);
                if (isPage(copy)) {
                    for (String link : links(path, copy)) {
                        if (seen.add(link)) {
                            waiting.add(link);
                        }
                    }
                }
            }
            all.assertThat(seen)
                    .contains("/quill/attached@example.org/2-build.log")
                    .hasSizeGreaterThan(400);
            all.assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
            for (String mailbox : MAILBOXES) {
                all.assertThat(server.get(mailbox).headers().firstValue("Content-Type"))
                        .as(mailbox)
                        .isEqualTo(live(mailbox).headers().firstValue("Content-Type"));
            }
            all.assertThat(server.get("/xen-devel/2011-03/mail7.html").statusCode()).isEqualTo(200);
            all.assertThat(server.get("/quill/gone@example.org/raw").statusCode()).isEqualTo(410);
            all.assertThat(server.get("/quill/gone@example.org/").statusCode()).isEqualTo(410);
        }
        all.assertAll();
    }

    @Test
    void leadsFromOtherSpellingsWhereTheServiceLeads(@TempDir Path temporary) throws Exception {
        SoftAssertions all = new SoftAssertions();
        try (WebServer server = WebServer.nginxOf(site, temporary)) {
            for (String path : OTHER_SPELLINGS) {
                HttpResponse<byte[]> copy = server.get(path);
                HttpResponse<byte[]> live = live(path);
                all.assertThat(copy.statusCode()).as(path).isEqualTo(live.statusCode());
                all.assertThat(WebServer.location(copy))
                        .as(path)
                        .isEqualTo(WebServer.location(live));
            }
        }
        all.assertAll();
    }

    /** Returns a page without what only a service can answer. */
    private static String withoutQuestions(String page) {
        return OTHER_LOOKS.matcher(FORM.matcher(page).replaceFirst(NO_FORM)).replaceAll("");
    }

    private static String withoutBadges(String page) {
        return BADGES.matcher(page).replaceAll("");
    }

    /** Returns the media type of an answer without its charset. */
    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    }

    private static boolean isPage(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    /** Returns the path of everything that was published, and of the front page. */
    private static List<String> published() {
        Stream<String> urls =
                Stream.of("xen-devel", "quill")
                        .flatMap(
                                list ->
                                        run(
                                                        "export",
                                                        "--archive",
                                                        archive,
                                                        "--list",
                                                        list,
                                                        "--format",
                                                        "urls")
                                                .out()
                                                .lines())
                        .map(row -> row.split("\t", 2)[0]);
        return Stream.concat(Stream.of("/"), urls).toList();
    }

    /** Returns where a page leads in this site, but for what is listed as not being in it. */
    private static List<String> links(String path, HttpResponse<byte[]> page) throws IOException {
        String refused = Files.readString(site.resolve("not-exported.tsv"));
        URI here = URI.create("http://localhost" + path);
        return Jsoup.parse(new String(page.body(), StandardCharsets.UTF_8))
                .select("[href]")
                .stream()
                .map((Element link) -> here.resolve(link.attr("href")))
                .filter(to -> "localhost".equals(to.getHost()) && to.getRawQuery() == null)
                .map(URI::getRawPath)
                .filter(to -> refused.lines().noneMatch(row -> to.startsWith(row.split("\t")[0])))
                .toList();
    }

    @Test
    void saysWhatCannotBeAFile() throws IOException {
        List<String> refused = Files.readAllLines(site.resolve("not-exported.tsv"));
        assertThat(refused)
                .hasSize(NO_FILES.size() + 2) // A further copy in each of the lists.
                .anyMatch(row -> row.startsWith("/quill/%32011-03/\t"))
                .anyMatch(row -> row.startsWith("/quill/a%2Fb@example.org/?copy=1\t"))
                .anyMatch(row -> row.startsWith("/quill/a%2F%2Fb@example.org/\t"));
        assertThat(site.resolve("quill/a/b@example.org/index.html")).exists();
        assertThat(site.resolve("quill/a/c@example.org/index.html")).exists();
        assertThat(folder.resolve("up")).doesNotExist();
    }

    @Test
    void isWrittenAgainOnlyWhereItDiffers(@TempDir Path other) throws IOException {
        Path to = other.resolve("site");
        write(to);
        Path message = to.resolve("xen-devel/" + ID + "/index.html");
        Path changed = to.resolve("xen-devel/index.html");
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(message, longAgo);
        Files.writeString(changed, "changed");
        Files.writeString(to.resolve("own.html"), "ours");
        Outcome outcome = write(to);
        assertThat(outcome.err()).contains(", 1 of them new or changed");
        assertThat(Files.getLastModifiedTime(message)).isEqualTo(longAgo);
        assertThat(Files.readString(changed)).startsWith("<!DOCTYPE html>");
        assertThat(to.resolve("own.html")).exists();
        assertThat(to.resolve(".perdure-tmp")).doesNotExist();
    }

    @Test
    void holdsWhatIsTheSameOnce() throws IOException {
        assertThat(
                        Files.isSameFile(
                                site.resolve("xen-devel/2011-03/msg00015.html"),
                                site.resolve("archives/html/xen-devel/2011-03/msg00015.html")))
                .isTrue();
    }

    @Test
    void needsAFolder() {
        assertThat(run("export", "--archive", archive, "--format", "site").status()).isEqualTo(2);
    }
}
