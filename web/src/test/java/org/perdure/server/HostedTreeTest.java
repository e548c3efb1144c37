package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.CommandLineFixture.Outcome;

/**
 * Files and redirects for the host of each of two trees, held against what the service answers at
 * that host. Both trees have 2012-01, in which one number means two messages; only one has 2012-03.
 */
@Timeout(300)
class HostedTreeTest {
    /** Longer than nginx's maps are made for. */
    private static final String LIST = "quill-and-parchment-devel";

    private static final String BASE = "https://lists.example.org";
    private static final String GONE = "gone";
    private static final String NOTHING = "nothing";
    private static final String OLD_HOST = "old.example.org";
    private static final String CONFIGURATION =
            """
            lists:
              - name: %s
                hosts: [old.example.org, new.example.org]
                trees:
                  - name: old
                    hosts: [old.example.org]
                    last: 2012-06
                  - name: new
                    hosts: [new.example.org]
                    first: 2011-11
            """
                    .formatted(LIST);

    @TempDir private static Path folder;
    private static Path archive;
    private static ArchiveService service;

    @BeforeAll
    static void serve() throws IOException {
        archive = Files.createDirectory(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), CONFIGURATION);
        importMail(
                "old",
                message("early", "Tue Mar  1 08:00:00 2011")
                        + message("only-old", "Sun Jan  1 08:00:00 2012")
                        + message("both", "Sun Jan  1 09:00:00 2012")
                        + message("last-old", "Sun Jan  1 10:00:00 2012")
                        + message("gone", "Sun Jan  1 11:00:00 2012")
                        + message("lone-old", "Thu Mar  1 08:00:00 2012"));
        importMail(
                "new",
                message("both", "Sun Jan  1 09:00:01 2012")
                        + message("only-new", "Sun Jan  1 10:30:00 2012")
                        + message("late", "Wed Aug  1 08:00:00 2012"));
        run("hide", "--archive", archive, "--list", LIST, "gone@example.org");
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    private static void importMail(String tree, String mail) throws IOException {
        Path mailbox = Files.writeString(folder.resolve(tree + ".mbox"), mail);
        Outcome outcome =
                run("import", "--archive", archive, "--list", LIST, "--tree", tree, mailbox);
        assertThat(outcome.status()).as(outcome.err()).isZero();
    }

    private static String message(String name, String arrived) {
        return """
               From ada@example.org %s
               Message-ID: <%s@example.org>
               From: Ada Quill <ada@example.org>
               Subject: %s

               Text

               """
                .formatted(arrived, name, name);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static Path site(Path to, String tree) {
        Outcome outcome =
                run(
                        "export",
                        "--archive",
                        archive,
                        "--format",
                        "site",
                        "--out",
                        to,
                        "--tree",
                        tree);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return to;
    }

    @ParameterizedTest
    @CsvSource({"old, old.example.org", "'', new.example.org", "new, new.example.org"})
    void filesAreWhatTheHostServes(String tree, String host, @TempDir Path to) throws Exception {
        SoftAssertions all = new SoftAssertions();
        try (WebServer server = WebServer.nginxOf(site(to.resolve("site"), tree), to)) {
            Deque<String> waiting = new ArrayDeque<>(List.of("/"));
            Set<String> seen = new HashSet<>(waiting);
            while (!waiting.isEmpty()) {
                String path = waiting.pop();
                HttpResponse<byte[]> copy = server.get(path);
                PlainHttp.Answer live = PlainHttp.get(service, host, path);
                all.assertThat(copy.statusCode()).as(path).isEqualTo(live.status());
                all.assertThat(page(copy).title())
                        .as(path)
                        .isEqualTo(Jsoup.parse(live.text()).title());
                for (String link : links(path, copy)) {
                    all.assertThat(link).as("on %s", path).doesNotContain("?");
                    if (seen.add(link)) {
                        waiting.add(link);
                    }
                }
            }
            all.assertThat(seen)
                    .contains("/" + LIST + "/2012-01/", "/" + LIST + "/late@example.org/")
                    .hasSizeGreaterThan(40);
            all.assertThat(server.get(month("2012-01/msg00003.html")).statusCode())
                    .isEqualTo(host.equals(OLD_HOST) ? 410 : 404);
        }
        all.assertAll();
    }

    private static Document page(HttpResponse<byte[]> answer) {
        return Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Returns where a page leads on its own host. */
    private static List<String> links(String path, HttpResponse<byte[]> answer) {
        boolean isPage =
                answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
        URI here = URI.create("http://localhost" + path);
        return page(answer).select(isPage ? "body [href]" : "nothing").stream()
                .map(link -> here.resolve(link.attr("href")))
                .filter(to -> "localhost".equals(to.getHost()))
                .map(to -> to.getRawPath() + (to.getRawQuery() == null ? "" : "?"))
                .filter(to -> !to.equals("/search") && !to.equals("/resolve"))
                .toList();
    }

    private static String month(String below) {
        return "/archives/html/" + LIST + "/" + below;
    }

    @ParameterizedTest
    @EnumSource
    void redirectsHaveTheNumbersOfTheHost(RedirectFormat syntax, @TempDir Path to)
            throws Exception {
        Map<String, String> old =
                Map.of(
                        "2011-03/msg00000.html", "early@example.org/",
                        "2012-01/msg00000.html", "only-old@example.org/",
                        "2012-01/msg00001.html", "both@example.org/",
                        "2012-01/msg00003.html", GONE,
                        "2012-01/", "2012-01/?tree=old",
                        "2012-01/thrd2.html", "2012-01/threads.html?tree=old",
                        "2012-03/", "2012-03/?tree=old",
                        "2012-08/msg00000.html", "late@example.org/");
        Map<String, String> main =
                Map.of(
                        "2011-03/msg00000.html", "early@example.org/",
                        "2012-01/msg00000.html", "both@example.org/",
                        "2012-01/msg00001.html", "only-new@example.org/",
                        "2012-01/msg00002.html", NOTHING,
                        "2012-01/msg00003.html", NOTHING,
                        "2012-01/", "2012-01/",
                        "2012-03/", NOTHING,
                        "2012-08/", "2012-08/");
        SoftAssertions all = new SoftAssertions();
        for (String tree : List.of("old", "")) {
            Path map = Files.write(to.resolve("map"), redirects(syntax, tree));
            try (WebServer server = WebServer.redirecting(syntax, map, to)) {
                (tree.isEmpty() ? main : old)
                        .forEach(
                                (below, expected) ->
                                        all.assertThat(leadsTo(server.get(month(below))))
                                                .as("%s in “%s”", below, tree)
                                                .isEqualTo(expected));
            }
        }
        all.assertAll();
    }

    /** Returns where an answer leads, below the list. */
    private static String leadsTo(HttpResponse<?> answer) {
        String to = WebServer.location(answer);
        if (to == null) {
            return answer.statusCode() == 410 ? GONE : NOTHING;
        }
        return to.replace(BASE + "/" + LIST + "/", "");
    }

    private static byte[] redirects(RedirectFormat syntax, String tree) {
        Outcome outcome =
                run(
                        "export",
                        "--archive",
                        archive,
                        "--list",
                        LIST,
                        "--format",
                        "redirects",
                        "--server",
                        syntax,
                        "--base",
                        BASE,
                        "--tree",
                        tree);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return outcome.data();
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.org", OLD_HOST, "new.example.org"})
    void eachMonthIsReachedWhateverTreeHasIt(String host) throws IOException {
        String list = "/" + LIST + "/";
        assertThat(links(host, list))
                .contains(
                        list + "2011-03/",
                        list + "2012-01/?tree=new",
                        list + "2012-03/?tree=old",
                        list + "2012-08/")
                .doesNotContain(list + "2012-01/?tree=old");
        assertThat(links(host, list + "2012-01/?tree=new"))
                .contains("../2011-03/", "../2012-03/?tree=old", "../2012-01/?tree=old");
        assertThat(links(host, list + "2012-01/threads.html?tree=old"))
                .contains("../2012-03/threads.html?tree=old", "../2012-01/threads.html?tree=new");
        assertThat(links(host, list + "2012-03/?tree=old"))
                .contains("../2012-01/?tree=old", "../2012-08/");
        assertThat(PlainHttp.get(service, host, "/api/v1/lists/" + LIST).text())
                .contains("{\"month\":\"2012-03\",\"messages\":1,\"tree\":\"old\"}")
                .contains("{\"month\":\"2012-08\",\"messages\":1,\"tree\":null}");
    }

    private static List<String> links(String host, String path) throws IOException {
        PlainHttp.Answer answer = PlainHttp.get(service, host, path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.text()).select("body a").eachAttr("href");
    }

    @Test
    void mailboxesAreThoseOfTheTree() throws IOException {
        String mailbox = "/archives/html/mbox/" + LIST + "-";
        assertThat(links("www.example.org", "/archives/html/mbox/"))
                .contains(
                        mailbox + "2011-03",
                        mailbox + "2012-01?tree=new",
                        mailbox + "2012-01?tree=old",
                        mailbox + "2012-03?tree=old");
        assertThat(mailbox("www.example.org", "2012-01?tree=old"))
                .contains("<only-old@", "<both@", "<last-old@")
                .doesNotContain("<only-new@", "<gone@");
        assertThat(mailbox(OLD_HOST, "2012-01"))
                .isEqualTo(mailbox("www.example.org", "2012-01?tree=old"));
        assertThat(mailbox(OLD_HOST, "2012-01?tree=new"))
                .isEqualTo(mailbox("new.example.org", "2012-01"))
                .isEqualTo(mailbox("www.example.org", "2012-01"))
                .contains("<both@", "<only-new@")
                .doesNotContain("<only-old@");
        assertThat(mailbox(OLD_HOST, "2012-03")).contains("<lone-old@");
        assertThat(PlainHttp.get(service, "www.example.org", mailbox + "2012-03").status())
                .isEqualTo(404);
        PlainHttp.Answer moved =
                PlainHttp.get(
                        service,
                        "www.example.org",
                        "/archives/html/mbox//" + LIST + "-2012-03?tree=old");
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.field("Location")).isEqualTo(mailbox + "2012-03?tree=old");
        assertThat(
                        PlainHttp.get(
                                        service,
                                        "www.example.org",
                                        "/api/v1/resolve?link=http://old.example.org"
                                                + mailbox
                                                + "2012-03")
                                .text())
                .contains("candidates", mailbox + "2012-03?tree=old");
    }

    private static String mailbox(String host, String month) throws IOException {
        PlainHttp.Answer answer =
                PlainHttp.get(service, host, "/archives/html/mbox/" + LIST + "-" + month);
        assertThat(answer.status()).as(month).isEqualTo(200);
        return answer.text();
    }

    @Test
    void aNumberOfOneTreeIsThatWhereNothingTellsTheTree() throws IOException {
        String host = "www.example.org";
        assertThat(PlainHttp.get(service, host, month("2012-01/msg00000.html")).status())
                .isEqualTo(300);
        assertThat(PlainHttp.get(service, host, month("2012-01/msg00002.html")).text())
                .contains("last-old");
        assertThat(PlainHttp.get(service, host, month("2012-01/msg00003.html")).status())
                .isEqualTo(410);
    }

    @Test
    void aTreeMustBeNamedInTheConfiguration() {
        Outcome outcome =
                run(
                        "export",
                        "--archive",
                        archive,
                        "--format",
                        "site",
                        "--out",
                        folder.resolve("none"),
                        "--tree",
                        "ancient");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("no tree “ancient”");
    }
}
