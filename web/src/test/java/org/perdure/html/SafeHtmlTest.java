package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.MailLink;

class SafeHtmlTest {
    private static String safe(String html) {
        return SafeHtml.of(html, UnaryOperator.identity(), none -> Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<img src='http://example.org/pixel.gif'>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href='data:text/html,x'>x</a>",
                "<a href='mailto:ada@example.org'>x</a>",
                "<p style=\"background: url('http://example.org/x')\">x</p>",
                "<p onclick=alert(1)>x</p>",
                "<iframe src='http://example.org/'></iframe>",
                "<form action='http://example.org/'><input name=a></form>",
                "<link rel=stylesheet href='http://example.org/x.css'>",
                "<style>@import 'http://example.org/x.css';</style>",
                "<meta http-equiv=refresh content='0;url=http://example.org/'>",
                "<base href='http://example.org/'>",
                "<svg><script>alert(1)</script></svg>",
                "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
                "<object data='http://example.org/'></object>",
                "<video src='http://example.org/x'></video>"
            })
    void leavesNothingThatRunsOrLoads(String html) {
        assertThat(safe(html).toLowerCase(Locale.ROOT))
                .doesNotContain(
                        "script", "onerror", "onclick", "src=", "url(", "http:", "mailto:", "data:",
                        "<form", "<input", "<style", "<meta", "<base", "<link");
    }

    @Test
    void keepsTextItsStructureAndLinks() {
        assertThat(safe("<p>One <b>two</b></p><pre>a\n  b</pre><table><tr><td>x</td></tr></table>"))
                .contains("<p>One <b>two</b></p>", "<pre>a\n  b</pre>", "<td>x</td>");
        assertThat(safe("<a href='https://example.org/x'>there</a>"))
                .contains("href=\"https://example.org/x\"", "nofollow", "noreferrer", ">there</a>");
    }

    private static String masked(String html) {
        return SafeHtml.of(
                        html,
                        text -> text.replace("@example.org", "@xxxxxxxxxxx"),
                        none -> Optional.empty())
                .replace("&#64;", "@");
    }

    @Test
    void masksAddressesInTextAndAttributes() {
        assertThat(masked("<p>ada@example.org</p>")).isEqualTo("<p>ada@xxxxxxxxxxx</p>");
        assertThat(
                        masked(
                                """
                                <table summary="a ada@example.org"><tr><td align="ada@example.org">
                                <p title="ada@example.org">x</p><img alt="ada@example.org" src="x">
                                <font face="ada@example.org" color="#fff">y</font>
                                <a title="ada@example.org" href="http://ada@example.org/">z</a>
                                """))
                .contains("summary=\"a ada@xxxxxxxxxxx\"", ">z</a>")
                .doesNotContain("@example.org", "http");
    }

    /** A reader sees one address, whatever stands in it. */
    @Test
    void masksAddressesAcrossTags() {
        assertThat(masked("<p>ada<b>@</b>exam<i>ple.org</i> and<br>x</p>"))
                .isEqualTo("<p>ada<b>@</b>xxxx<i>xxxxxxx</i> and<br />x</p>");
        assertThat(masked("ada@exam<!-- x -->ple.org")).isEqualTo("ada@xxxxxxxxxxx");
        assertThat(masked("<p>ada@</p><p>example.org</p>"))
                .isEqualTo("<p>ada@</p><p>example.org</p>");
    }

    @Test
    void makesTextOfALinkThatIsMasked() {
        assertThat(masked("<a href='http://b.example/?e=ada@example.org'><b>x</b></a>"))
                .isEqualTo("<a><b>x</b></a>");
        assertThat(masked("<a href='http://b.example/?e=ada@b.example'>x</a>"))
                .contains("href=\"http://b.example/?e&#61;ada@b.example\"");
    }

    @Nested
    class Links {
        private static String led(String html, MailLink to) {
            return SafeHtml.of(
                            html,
                            UnaryOperator.identity(),
                            address ->
                                    address.equals("http://old.example/1")
                                            ? Optional.of(to)
                                            : Optional.empty())
                    .replace(" rel=\"nofollow noreferrer noopener\"", "");
        }

        @Test
        void leadToOurPagesAndHaveTheOriginalBesideThem() {
            assertThat(
                            led(
                                    "<p><a href='http://old.example/1'>an <b>old</b> one</a>,"
                                            + " <a href='http://old.example/2'>other</a>.</p>",
                                    new MailLink.Exact("/lamp/1@b.example/")))
                    .isEqualTo(
                            "<p><a href=\"/lamp/1&#64;b.example/\">an <b>old</b> one</a>"
                                    + " <a href=\"http://old.example/1\">original</a>,"
                                    + " <a href=\"http://old.example/2\">other</a>.</p>");
        }

        @Test
        void haveCandidatesBesideThem() {
            assertThat(
                            led(
                                    "<a href='http://old.example/1'>x</a>",
                                    new MailLink.Unsure("/resolve?url=x")))
                    .isEqualTo(
                            "<a href=\"http://old.example/1\">x</a>"
                                    + " <a href=\"/resolve?url&#61;x\">in this archive?</a>");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/lamp/",
                    "lamp/",
                    "../2011-03/",
                    "?q=x",
                    "#top",
                    "",
                    "//example.org/",
                    "\\\\example.org/",
                    "http:",
                    "http:lamp/",
                    "http:/lamp/",
                    "https:///lamp/",
                    "http://?q=x",
                    "http:\\\\lamp/"
                })
        void areTextWithoutAHost(String address) {
            assertThat(
                            SafeHtml.of(
                                    "<a href='" + address + "'>an <b>old</b> one</a> more",
                                    UnaryOperator.identity(),
                                    asked -> {
                                        throw new AssertionError(asked);
                                    }))
                    .isEqualTo("<a>an <b>old</b> one</a> more");
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void takesWhateverComes() {
        Random random = new Random(2_026);
        String pieces = "<>/\"'=&;!-ab \n";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder html = new StringBuilder();
            for (int k = random.nextInt(80); k > 0; k--) {
                html.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            assertThat(safe(html.toString())).doesNotContain("<!--");
        }
        assertThat(safe("<div>".repeat(50_000) + "x")).startsWith("<div>");
        assertThat(safe("<".repeat(500_000))).isNotEmpty();
    }
}
