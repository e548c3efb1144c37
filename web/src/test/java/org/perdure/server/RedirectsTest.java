package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perdure.link.ArchivePath;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** What real servers make of the redirects, held against what the archive itself answers. */
@Timeout(300)
class RedirectsTest {
    private static final String BASE = "https://new.example.org";
    private static final ListName LIST = new ListName("quill");

    /** Msg-ids that mean something else to one of the servers, or in a URL. */
    private static final List<String> IDS =
            List.of(
                    "plain@example.org",
                    "gone@example.org",
                    "a/b@example.org",
                    "q\"uote@example.org",
                    "dollar$1${x}$uri@example.org",
                    "back\\slash@example.org",
                    "end\\",
                    "q\"b`c\\",
                    "semi;colon{brace}@example.org",
                    "Case@example.org",
                    "case@example.org",
                    "tick`{$HOME}{path}@example.org",
                    "per%41cent@example.org",
                    "plus+and&amp=x@example.org",
                    "hash#q?@example.org",
                    "~^x@example.org",
                    "*star*:!,@example.org",
                    "quo'te(paren)@example.org",
                    "a b@example.org",
                    "\u00fcml\u00e4ut@example.org",
                    "2011-03",
                    "default",
                    "x/raw");

    /** Of the page of the first message. */
    private static final List<String> OTHER_SPELLINGS =
            List.of(
                    "/archives/html/quill/2011-03/MSG00000.HTML",
                    "/quill/2011-03/Msg00000.htm",
                    "/quill/2011-03/MSG00000",
                    "/quill/2011-03/msg00000.html%22",
                    "/quill/2011-03/msg00000.html'",
                    "/quill/2011-03/msg00000.html*",
                    "/quill/2011-03/msg00000.html%7D%5D",
                    "/quill/2011-03/msg00000=",
                    "//archives/html/quill/2011-03/msg00000.html",
                    "/archives//html/quill//2011-03/msg00000.html");

    @TempDir private static Path shared;
    private static Path archive;
    private static ArchiveService service;

    @TempDir private Path folder;

    @BeforeAll
    static void serve() throws IOException {
        archive = shared.resolve("archive");
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < IDS.size(); i++) {
            mail.append("From a Tue Mar  1 08:%02d:00 2011%n".formatted(i))
                    .append(
                            "Message-ID: <%s>%nSubject: about %d%n%nText%n%n"
                                    .formatted(IDS.get(i), i));
        }
        Path mailbox = Files.writeString(shared.resolve("mail.mbox"), mail);
        run("import", "--archive", archive, "--list", LIST, mailbox);
        run("hide", "--archive", archive, "--list", LIST, "gone@example.org");
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private Path redirects(RedirectFormat server) throws IOException {
        byte[] map =
                run(
                                "export",
                                "--archive",
                                archive,
                                "--list",
                                LIST,
                                "--format",
                                "redirects",
                                "--server",
                                server,
                                "--base",
                                BASE)
                        .data();
        return Files.write(folder.resolve("redirects"), map);
    }

    @ParameterizedTest
    @EnumSource
    void areUnderstood(RedirectFormat syntax) throws Exception {
        Path map = redirects(syntax);
        try (WebServer server = WebServer.redirecting(syntax, map, folder)) {
            compare(syntax, server);
        }
    }

    private static void compare(RedirectFormat syntax, WebServer server) {
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < IDS.size(); i++) {
            MessageId id = new MessageId(IDS.get(i));
            boolean gone = id.value().equals("gone@example.org");
            for (String path : paths(i, id.value())) {
                // There is no redirect from another spelling to what was taken down, but 404.
                all.assertThat(service(path).statusCode())
                        .as(path)
                        .isIn(gone ? List.of(404, 410) : List.of(200, 301));
                HttpResponse<byte[]> answer = server.get(path);
                all.assertThat(answer.statusCode()).as(path).isEqualTo(gone ? 410 : 301);
                all.assertThat(WebServer.location(answer))
                        .as(path)
                        .isEqualTo(gone ? null : target(id));
            }
            // Caddy has decoded paths only: there, this one is that of the month.
            if (syntax != RedirectFormat.CADDY || !id.value().equals("2011-03")) {
                compareOwnPaths(server, id, gone, all);
            }
        }
        for (String file :
                List.of("2011-03.mbox.gz", "all.mbox.gz", "SHA256SUMS", "new.atom", "new.json")) {
            String path = "/quill/" + file;
            all.assertThat(service(path).statusCode()).as(path).isEqualTo(200);
            all.assertThat(WebServer.location(server.get(path))).as(path).isEqualTo(BASE + path);
        }
        for (String path : OTHER_SPELLINGS) {
            all.assertThat(service(path).statusCode()).as(path).isEqualTo(301);
            all.assertThat(WebServer.location(server.get(path)))
                    .as(path)
                    .isEqualTo(target(new MessageId(IDS.getFirst())));
        }
        for (String path :
                List.of("/archives", "/archives/", "/archives/html", "/archives/html/")) {
            all.assertThat(WebServer.location(server.get(path))).as(path).isEqualTo(BASE + "/");
        }
        for (String path :
                List.of(
                        "/quill/2011-03/",
                        "/quill/2011-03/INDEX.HTM",
                        "/quill/2011-03/maillist.html).",
                        "/archives/html/quill/2011-03",
                        "/archives/html/quill/2011-03/index.html",
                        "/archives/html/quill/2011-03/maillist.html",
                        "/archives/html/quill/2011-03/mail7.html")) {
            all.assertThat(WebServer.location(server.get(path)))
                    .as(path)
                    .isEqualTo(BASE + "/quill/2011-03/");
        }
        for (String path :
                List.of(
                        "/quill/2011-03/threads.html",
                        "/quill/2011-03/Threads.Html,",
                        "/archives/html/quill/2011-03/thrd2.html")) {
            all.assertThat(WebServer.location(server.get(path)))
                    .as(path)
                    .isEqualTo(BASE + "/quill/2011-03/threads.html");
        }
        for (String path :
                List.of(
                        "/quill",
                        "/archives/html/quill/",
                        "/mailman/listinfo/quill",
                        "/cgi-bin/mailman/listinfo/quill",
                        "/mailman/options/quill")) {
            all.assertThat(WebServer.location(server.get(path)))
                    .as(path)
                    .isEqualTo(BASE + "/quill/");
        }
        for (String path :
                List.of(
                        "/archives/html/mbox/",
                        "/archives/html/mbox/quill-2011-03",
                        "/archives/html/mbox/quill-2011-03.gz")) {
            all.assertThat(service(path).statusCode()).as(path).isEqualTo(200);
            all.assertThat(WebServer.location(server.get(path))).as(path).isEqualTo(BASE + path);
            String brief = path.substring("/archives/html".length());
            all.assertThat(WebServer.location(server.get(brief))).as(brief).isEqualTo(BASE + path);
        }
        for (String path :
                List.of(
                        "/quill/2011-03/msg09999.html",
                        "/quill/2011-03/mail1.html",
                        "/archives/html/quill/2011-03/mail03.html",
                        "/quill/2011-03/mail12345.html",
                        "/archives/html/quill/2011-03/thrd0.html",
                        "/quill/2011-04/",
                        "/archives/html/mbox/quill-2011-04",
                        "/archives/html/mbox/quill-2011-03.zip",
                        "/other/",
                        "/archives/cgi-bin/mesg.cgi?a=quill&i=none@example.org",
                        "/archives/cgi-bin/mesg.cgi")) {
            all.assertThat(service(path).statusCode()).as(path).isBetween(400, 404);
            all.assertThat(WebServer.location(server.get(path))).as(path).isNull();
        }
        for (String path : List.of("/archives/cgi-bin/namazu.cgi", "/cgi-bin/Namazu.cgi")) {
            String asked = "?query=%2Bsubject%3Aink+on+%22a%22&idxname=quill";
            all.assertThat(service(path + asked).statusCode()).as(path).isEqualTo(301);
            all.assertThat(WebServer.location(server.get(path + asked)))
                    .as(path)
                    .isEqualTo(BASE + ArchivePath.NAMAZU + asked);
        }
        all.assertAll();
    }

    /** The old host may have had what this archive has. */
    private static void compareOwnPaths(
            WebServer server, MessageId id, boolean gone, SoftAssertions all) {
        String page = ArchivePath.messagePath(LIST, id);
        for (String leaf : List.of("", "raw", "t.mbox.gz", "t/", "T/", "t.atom", "conversation/")) {
            HttpResponse<byte[]> answer = server.get(page + leaf);
            all.assertThat(answer.statusCode()).as(page + leaf).isEqualTo(gone ? 410 : 301);
            all.assertThat(WebServer.location(answer))
                    .as(page + leaf)
                    .isEqualTo(gone ? null : target(id) + leaf);
        }
        for (String path : List.of(page + "t.zip", page.replace("/quill/", "/quill/no-"))) {
            all.assertThat(WebServer.location(server.get(path))).as(path).isNull();
        }
    }

    /** Returns the addresses under which a message was published. */
    private static List<String> paths(int number, String id) {
        List<String> paths = new ArrayList<>();
        String page = "/quill/2011-03/msg%05d".formatted(number);
        for (String prefix : List.of("", "/archives/html")) {
            for (String end : List.of("", ".html", ".html).")) {
                paths.add(prefix + page + end);
            }
        }
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        Set<String> spellings =
                new LinkedHashSet<>(
                        List.of(
                                encoded,
                                encoded.replace("%40", "@"),
                                encoded.replace("%2B", "+"),
                                encoded.replace("%40", "@").replace("%2B", "+"),
                                "%3C" + encoded + "%3E"));
        for (String i : spellings) {
            paths.add("/archives/cgi-bin/mesg.cgi?a=quill&i=" + i);
            paths.add("/archives/cgi-bin/extract-mesg.cgi?a=quill&m=2011-03&i=" + i);
        }
        return paths;
    }

    private static HttpResponse<byte[]> service(String path) {
        return WebServer.get(URI.create(service.address() + path.substring(1)));
    }

    /** Returns the address of a message; the service answers there. */
    private static String target(MessageId id) {
        String path = ArchivePath.messagePath(LIST, id).replace("$", "%24");
        assertThat(service(path).statusCode()).isEqualTo(200);
        return BASE + path;
    }

    /** Of nginx, a map behind another cannot say how large maps are. */
    @Test
    void sayWhereNginxWantsThem() throws IOException {
        assertThat(redirects(RedirectFormat.NGINX)).content().contains("before any other map");
    }

    @Test
    void needAServerAndABase() {
        assertThat(
                        run("export", "--archive", archive, "--list", LIST, "--format", "redirects")
                                .status())
                .isEqualTo(2);
        assertThat(
                        run(
                                        "export",
                                        "--archive",
                                        archive,
                                        "--list",
                                        LIST,
                                        "--format",
                                        "redirects",
                                        "--server",
                                        "nginx")
                                .status())
                .isEqualTo(2);
    }

    /** A number that only our filing gave is served there, and nothing leads to it by itself. */
    @ParameterizedTest
    @EnumSource
    void leaveOutGuesses(RedirectFormat server) throws IOException {
        Path mail = folder.resolve("guessed");
        page("tree", 4, "seen@example.org");
        page("another tree", 4, "reused@example.org");
        run("import", "--archive", mail, "--list", LIST, folder.resolve("tree"));
        run("import", "--archive", mail, "--list", LIST, folder.resolve("another tree"));
        assertThat(export(mail, "--format", "urls"))
                .containsPattern("2011-03/msg00004.html\\t\\S*seen@example.org")
                .containsPattern("2011-03/msg00005.html\\t\\S*reused@example.org");

        String map = export(mail, "--format", "redirects", "--server", server, "--base", BASE);

        assertThat(map)
                .contains("# Left out: 1 number that is only guessed\n")
                .contains("/2011-03/msg00004")
                .doesNotContain("/2011-03/msg00005")
                .contains(BASE + "/quill/reused@example.org/");
        run("hide", "--archive", mail, "--list", LIST, "reused@example.org");
        assertThat(export(mail, "--format", "redirects", "--server", server, "--base", BASE))
                .doesNotContain("Left out")
                .contains("/2011-03/msg00005");
    }

    private static String export(Path from, Object... options) {
        List<Object> words = new ArrayList<>(List.of("export", "--archive", from, "--list", LIST));
        words.addAll(List.of(options));
        return run(words.toArray()).out();
    }

    private void page(String tree, int number, String id) throws IOException {
        Path month = Files.createDirectories(folder.resolve(tree).resolve("2011-03"));
        Files.writeString(
                month.resolve("msg%05d.html".formatted(number)),
                """
                <!-- MHonArc v2.6.19+ -->
                <!--X-Subject: About %1$s -->
                <!--X-Date: Tue, 1 Mar 2011 08:00:00 +0000 -->
                <!--X-Message-Id: %1$s -->
                <!--X-Head-End-->
                <html><body>
                <!--X-Body-of-Message-->
                <pre>About %1$s.
                </pre>
                <!--X-Body-of-Message-End-->
                </body></html>
                """
                        .formatted(id));
    }
}
