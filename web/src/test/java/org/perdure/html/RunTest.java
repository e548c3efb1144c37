package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.MailLink;
import org.perdure.link.TextLinks;

class RunTest {
    private static List<String> addresses(String text) {
        return Run.linked(text).stream().map(Run::href).filter(Objects::nonNull).toList();
    }

    @Nested
    class Addresses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        see http://example.org/a.           | http://example.org/a
                        <https://example.org/a>             | https://example.org/a
                        (http://example.org/a)              | http://example.org/a
                        (http://example.org/a_(b))          | http://example.org/a_(b)
                        HTTP://Example.org/?a=b&c="d"       | HTTP://Example.org/?a=b&c=
                        "http://example.org/x"              | http://example.org/x
                        ftp://example.org/a;b,              | ftp://example.org/a;b
                        [1] http://example.org/[v]]         | http://example.org/[v]
                        xhttps://http://example.org/        | http://example.org/
                        """)
        void areFoundWithoutTheSentenceAroundThem(String text, String address) {
            assertThat(addresses(text)).containsExactly(address);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "javascript:alert(1)",
                    "javascript://example.org/%0aalert(1)",
                    "data:text/html,x",
                    "vbscript://x",
                    "file:///etc/passwd",
                    "http://",
                    "http:// x",
                    "://example.org",
                    "xhttp://example.org"
                })
        void areOfThreeSchemesOnly(String text) {
            assertThat(addresses(text)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://example.org/?e=ada@xxxxxxxxxxx",
                    "http://example.org/?e=ada%40xxxxxxxxxxx&y",
                    "http://example.org/?e=ada%2540xxxx",
                    "http://ada@xxxxxxxxxxx/",
                    "http://ada@[xxxxxxxxx]/"
                })
        void leadNowhereWhereAPartIsMasked(String text) {
            assertThat(Run.linked(text)).containsExactly(Run.plain(text));
            assertThat(Run.linked(text, Map.of(text, new MailLink.Exact("/lamp/x/"))))
                    .containsExactly(new Run(text, "/lamp/x/", null, null));
            assertThat(Run.linked(text, Map.of(text, new MailLink.Unsure("/resolve?url=x"))))
                    .containsExactly(new Run(text, "/resolve?url=x", null, null));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://example.org/ada@xxx",
                    "http://example.org/ada@xxxx.com/",
                    "http://example.org/xxxxxxx"
                })
        void leadSomewhereWhereNothingIs(String text) {
            assertThat(addresses(text)).containsExactly(text);
        }

        @Test
        void haveALimit() {
            String at = "http://example.org/" + "a".repeat(TextLinks.MAX_ADDRESS - 19);
            assertThat(addresses(at)).containsExactly(at);
            assertThat(addresses(at + "a")).isEmpty();
        }

        @Test
        void doNotReachOverInvisibleCharacters() {
            assertThat(addresses("http://example.org/a\u202Egpj"))
                    .containsExactly("http://example.org/a");
        }
    }

    @Nested
    class Pieces {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "no link",
                    "http://a.example http://b.example",
                    "a http://x) b (http://y.)",
                    "http://a.example://b.example"
                })
        void joinedAreTheText(String text) {
            assertThat(Run.linked(text).stream().map(Run::text).collect(Collectors.joining()))
                    .isEqualTo(text);
        }

        @Test
        @Timeout(10)
        void takeTimeInProportion() {
            assertThat(Run.linked("http://".repeat(200_000)).size()).isLessThan(1_000_000);
            assertThat(Run.linked("http://(".repeat(200_000)).size()).isLessThan(1_000_000);
            assertThat(Run.linked("http://a.....".repeat(100_000)).size()).isLessThan(1_000_000);
        }
    }
}
