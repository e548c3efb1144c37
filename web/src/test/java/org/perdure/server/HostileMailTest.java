package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What would run in a page that forgets to escape, in every place of a message and in what readers
 * send, opened in a browser. Once with the Content-Security-Policy switched off, so that escaping
 * alone has to hold; once with it, when nothing may even be tried.
 */
@Timeout(300)
class HostileMailTest {
    /** Markup that no page of ours has, whatever a sender or a reader wrote. */
    private static final String FOREIGN =
            """
            () => {
              const found = [...document.querySelectorAll(
                'script:not([src^="/static/script-"]), iframe, frame, frameset, object, embed, applet, svg, math, base, style,' +
                'template, dialog, marquee, video, audio, img, image, picture, meta[http-equiv]')];
              for (const e of document.querySelectorAll('*')) {
                for (const a of e.attributes) {
                  const href = ['href', 'src', 'action', 'formaction', 'data'].includes(a.name);
                  if (a.name.startsWith('on') || a.name === 'autofocus' ||
                      href && !/^(https?|ftp|mailto):$/.test(new URL(a.value, document.baseURI).protocol)) {
                    found.push(e);
                  }
                }
              }
              return found.map(e => e.outerHTML.slice(0, 200));
            }
            """;

    /** The address of the HTML of a message, on its page. */
    private static final String HTML =
            "[...document.links].find(a => a.text === 'View as HTML').getAttribute('href')";

    /** The address of the page of its author, if what a sender wrote can be a name. */
    private static final String AUTHOR =
            "[...document.links].find(a => a.text === 'By this author')?.getAttribute('href')";

    private static final int THREADS = 20;

    @TempDir private static Path folder;
    private static List<String> payloads = List.of();
    private static Chromium chromium;
    private static ArchiveService service;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        payloads = payloads();
        Path mailbox = Files.writeString(folder.resolve("hostile.mbox"), mailbox());
        Path archive = folder.resolve("archive");
        CommandLineFixture.run("import", "--archive", archive, "--list", "hostile", mailbox);
        service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() throws IOException {
        if (service != null) {
            service.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static List<String> payloads() throws IOException {
        try (InputStream in = HostileMailTest.class.getResourceAsStream("hostile.txt")) {
            if (in == null) {
                throw new IllegalStateException("no resource hostile.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** One message for each payload, in a few threads: the page of each shows its whole thread. */
    private static String mailbox() {
        StringBuilder mail = new StringBuilder();
        mail.append("From a@example.org Tue Mar  1 00:00:00 2011\n");
        mail.append("Message-ID: <first@example.org>\nSubject: first\n\nText\n\n");
        for (int i = 0; i < payloads.size(); i++) {
            mail.append(message(i, payloads.get(i)));
        }
        for (int i = 0; i < payloads.size(); i++) {
            mail.append(patch(1, i, payloads.get(i))).append(patch(2, i, payloads.get(i)));
        }
        return mail.toString();
    }

    /** A patch of a version of a series, and a reply to it with a trailer. */
    private static String patch(int version, int number, String payload) {
        return """
                    From hostile@example.org Wed Mar  2 %1$02d:%2$02d:00 2011
                    Message-ID: <v%3$d.%4$d@example.org>
                    Date: Wed, 2 Mar 2011 %1$02d:%2$02d:00 +0000
                    From: Eve <eve@example.org>
                    Subject: [PATCH v%3$d %5$d/%6$d] %7$s
                    In-Reply-To: <v%3$d.0@example.org>

                    %7$s

                    Acked-by: %7$s
                    ---
                    --- a/%7$s
                    +++ b/%7$s
                    @@ -1 +1 @@ %7$s
                    -%7$s
                    +%3$d %7$s

                    From hostile@example.org Wed Mar  2 %1$02d:%2$02d:00 2011
                    Message-ID: <r%3$d.%4$d@example.org>
                    Date: Wed, 2 Mar 2011 %1$02d:%2$02d:00 +0000
                    From: %7$s <x@example.org>
                    Subject: Re: %7$s
                    In-Reply-To: <v%3$d.%4$d@example.org>

                    Reviewed-by: %7$s <x@example.org> %7$s

                    """
                .formatted(
                        version + number / 60,
                        number % 60,
                        version,
                        number,
                        number + 1,
                        payloads.size(),
                        payload);
    }

    private static String message(int number, String payload) {
        byte[] html = (payload + "<p title='" + payload + "'>x").getBytes(StandardCharsets.UTF_8);
        return """
                    From hostile@example.org Tue Mar  1 %1$02d:%2$02d:00 2011
                    Message-ID: <%3$d.%4$s@example.org>
                    Date: Tue, 1 Mar 2011 %1$02d:%2$02d:00 +0000 (%4$s)
                    From: "%5$s" <"%5$s"@example.org>
                    To: "%5$s" <a@example.org>, %4$s
                    Cc: %4$s
                    Subject: %4$s
                    In-Reply-To: <%9$s@example.org>
                    References: <%4$s> <%9$s@example.org>
                    List-Archive: <%4$s>
                    Archived-At: <%4$s>
                    X-Mailer: %4$s
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary="b"

                    --b
                    Content-Type: text/%6$s; charset=utf-8
                    Content-Transfer-Encoding: 8bit

                    %4$s

                    On Tue, 1 Mar 2011, %4$s wrote:
                    > %4$s

                    --\s
                    %4$s
                    --b
                    Content-Type: text/html; charset=utf-8; name="%5$s"
                    Content-Disposition: attachment; filename="%5$s"
                    Content-Transfer-Encoding: base64

                    %7$s
                    --b
                    Content-Type: image/svg+xml
                    Content-Disposition: attachment; filename*=utf-8''%8$s

                    <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>
                    --b
                    Content-Type: message/rfc822

                    From: "%5$s" <within@example.org>
                    Subject: %4$s
                    Message-ID: <within.%3$d@example.org>

                    %4$s
                    --b--

                    """
                .formatted(
                        1 + number / 60,
                        number % 60,
                        number,
                        payload,
                        payload.replace("\\", "\\\\").replace("\"", "\\\""),
                        number % 2 == 0 ? "plain" : "html",
                        Base64.getMimeEncoder().encodeToString(html),
                        encoded(payload),
                        number % THREADS == 0 ? "first" : "first" + number % THREADS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Tab tab(boolean withoutPolicy) {
        return chromium.tab(service.address(), new NewContextOptions().setBypassCSP(withoutPolicy));
    }

    private static void assertHarmless(Tab tab, String path) {
        tab.open(path);
        assertThat((List<?>) tab.page().evaluate(FOREIGN)).as(path).isEmpty();
        assertThat(tab.noticed()).as(path).isEmpty();
    }

    @Test
    void isMoreThanAHundred() {
        assertThat(payloads).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(payloads)
                .filteredOn(payload -> payload.contains("alert"))
                .hasSizeGreaterThan(150);
    }

    @Test
    void wouldBeNoticed() {
        try (Tab tab = tab(true)) {
            tab.open("/");
            tab.page().evaluate("document.body.innerHTML = '<img src=x: onerror=alert(1)>'");
            assertThat((List<?>) tab.page().evaluate(FOREIGN)).isNotEmpty();
            tab.page().waitForCondition(() -> tab.noticed().contains("dialog 1"));
        }
    }

    @ParameterizedTest(name = "policy switched off: {0}")
    @ValueSource(booleans = {true, false})
    void runsInNoPageOfManyMessages(boolean withoutPolicy) {
        try (Tab tab = tab(withoutPolicy)) {
            for (String path :
                    List.of(
                            "/",
                            "/hostile/",
                            "/hostile/2011-03/",
                            "/hostile/2011-03/threads.html",
                            "/hostile/2011-03/authors.html",
                            "/hostile/2011-03/subjects.html",
                            "/hostile/attachments/",
                            "/hostile/first@example.org/",
                            "/hostile/first@example.org/t/",
                            "/hostile/first@example.org/T/",
                            "/hostile/first@example.org/conversation/",
                            "/hostile/v1.0@example.org/series/",
                            "/hostile/v2.0@example.org/series/",
                            "/hostile/v2.0@example.org/interdiff/",
                            "/hostile/first@example.org/?as=mhonarc",
                            "/hostile/first@example.org/?as=own",
                            "/hostile/?q=alert",
                            "/search?q=script&sort=newest",
                            "/hostile/coverage/")) {
                assertHarmless(tab, path);
            }
        }
    }

    @Test
    void runsInNoPageOfAMessage() {
        try (Tab tab = tab(true)) {
            for (int number = 1; number <= payloads.size(); number++) {
                String path = "/hostile/2011-03/msg%05d.html".formatted(number);
                assertHarmless(tab, path);
                Object html = tab.page().evaluate(HTML);
                Object author = tab.page().evaluate(AUTHOR);
                assertHarmless(tab, path + "?as=mhonarc");
                assertHarmless(tab, html.toString());
                if (author != null) {
                    assertHarmless(tab, author.toString());
                }
            }
        }
    }

    @Test
    void runsInNoAnswerToAReader() {
        try (Tab tab = tab(true)) {
            for (String payload : payloads) {
                String text = encoded(payload);
                assertHarmless(tab, "/hostile/?q=" + text);
                assertHarmless(tab, "/resolve?url=" + text);
            }
        }
    }

    @Test
    void runsInNoAnswerToAReaderWhoAsksOddly() {
        List<String> places =
                List.of(
                        "/search?q=",
                        "/search?q=a&sort=",
                        "/search?q=a&cursor=",
                        "/hostile/2011-03/msg00001.html?as=",
                        "/hostile/2011-03/msg00001.html?tree=",
                        "/hostile/first@example.org/?copy=",
                        "/hostile/v2.0@example.org/interdiff/?since=",
                        "/hostile/",
                        "/hostile/2011-03/",
                        "/hostile/authors/",
                        "/hostile/attachments/?cursor=",
                        "/problems/",
                        "/static/",
                        "/");
        try (Tab tab = tab(true)) {
            for (int i = 0; i < payloads.size(); i++) {
                assertHarmless(tab, places.get(i % places.size()) + encoded(payloads.get(i)));
            }
        }
    }
}
