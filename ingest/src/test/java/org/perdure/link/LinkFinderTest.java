package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;

@Timeout(20)
class LinkFinderTest {
    private static final String OLD = "https://lists.example.org/archives/html/quill/2011-03/";
    private static final LinkFinder FINDER =
            new LinkFinder(
                    new LinkParser(
                            List.of(
                                    new MailingList(
                                            new ListName("quill"),
                                            "",
                                            List.of(),
                                            List.of("lists.example.org"),
                                            null,
                                            Masking.PAGES))));

    private static List<String> stand(String text) {
        return FINDER.find(text).stream()
                .map(link -> text.substring(link.start(), link.end()))
                .toList();
    }

    private static FoundLink only(String text) {
        List<FoundLink> links = FINDER.find(text);
        assertThat(links).hasSize(1);
        return links.getFirst();
    }

    @Nested
    class InAnyText {
        /** X stands for the link, which is what must be found, and no more. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X",
                    "see X.",
                    "(see X).",
                    "X, and more",
                    "X),",
                    "X: yes",
                    "<X>",
                    "<URL:X>",
                    "[text](X)",
                    "[text](X \"title\")",
                    "[1]: X",
                    "**X**",
                    "_X_",
                    "`text <X>`_",
                    ".. _name: X",
                    "X[the label]",
                    "[X the label]",
                    "[[X|the label]]",
                    "<a href=\"X\">text</a>",
                    "<a href='X'>text</a>",
                    "<a href=X>text</a>",
                    "&lt;X&gt;",
                    "&quot;X&quot;",
                    "\\url{X}",
                    "\\href{X}{text}",
                    "// X",
                    "/* X */",
                    "# X\n",
                    "\"X\\n\"",
                    "{\"link\":\"X\"}",
                    "| X | cell |",
                    "|X|",
                    "\u00e2\u0080\u009cX\u00e2\u0080\u009d",
                    "X\r\nNext line",
                })
        void endsWhereTheTextGoesOn(String text) {
            String link = OLD + "msg00015.html";
            assertThat(stand(text.replace("X", link))).containsExactly(link);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://lists.example.org/archives/html/quill/2011-03/msg00015.html#00012",
                    "HTTPS://Lists.Example.ORG/archives/html/quill/2011-03/msg00015.html",
                    "lists.example.org/quill/2011-03/threads.html#00015",
                    "https://lore.kernel.org/quill/20110301.1234@example.org/T/#u",
                    "https://marc.info/?l=quill&m=128170404422822&w=2",
                    "https://marc.info/?i=<20110301.1234@example.org>",
                    "https://lists.example.org/quill/a(b)c@example.org/",
                    "https://lists.example.org/quill/a@[192.0.2.1]/",
                    "mid:20110301.1234@example.org",
                    "news:20110301.1234@example.org",
                    "https://web.archive.org/web/2011/http://lists.example.org/quill/2011-03/",
                    "https://go.mail-archive.com/-UlEXjqcj2D18LhtxvB3xL4S0AQ=",
                    "http://http://lists.example.org/quill/2011-03/msg00015.html",
                })
        void takesLinksOfEveryScheme(String link) {
            assertThat(stand("see " + link + " for more")).containsExactly(link);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://example.org/",
                    "see lists.example.org",
                    "ada@lists.example.org/archives/html/quill/2011-03/msg00015.html",
                    "/archives/html/quill/2011-03/msg00015.html",
                    "a.b.c/d",
                    "no news: good news",
                    "http://",
                    "",
                })
        void passesOverWhatIsNone(String text) {
            assertThat(stand(text)).isEmpty();
        }

        @Test
        void findsALinkWithinAnother() {
            String link = OLD + "msg00015.html";
            assertThat(stand("https://translate.example.org/?u=" + link)).containsExactly(link);
        }

        @Test
        void findsManyInOneLine() {
            assertThat(stand(OLD + "msg00001.html " + OLD + "msg00002.html")).hasSize(2);
        }
    }

    @Nested
    class Damaged {
        @ParameterizedTest
        @CsvSource({"'\n', ''", "'\n', '> '", "'\n', ' * '", "'\n', '# '", "'\r\n', '// '"})
        void goesOnInTheNextLine(String end, String prefix) {
            String text = "see " + OLD + end + prefix + "msg00015.html, there";
            FoundLink link = only(text);
            assertThat(link.text()).isEqualTo(OLD);
            FoundLink wrapped = Objects.requireNonNull(link.wrapped());
            assertThat(wrapped.text()).isEqualTo(OLD + "msg00015.html");
            assertThat(text.substring(wrapped.end())).isEqualTo(", there");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\n> ", "\n * ", "\r\n", "\n# "})
        void endsWhereTheNextLineHasOneOfItsOwn(String between) {
            String month = "https://lists.example.org/archives/html/quill/2011-03/";
            String bare = month.substring("https://".length()) + "msg00002.html";
            for (String first : new String[] {month, OLD + "msg00777.html"}) {
                for (String second : new String[] {OLD + "msg00001.html", bare}) {
                    assertThat(stand(first + between + second)).containsExactly(first, second);
                    assertThat(FINDER.find(first + between + second).getFirst().wrapped()).isNull();
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {",", ";", "&", "+", "/", ""})
        void isNotTakenForTheOneThatIsWrittenRightBehindIt(String between) {
            for (String first : new String[] {"msg00003.html", "threads.html#00003"}) {
                String second = OLD + "msg00004.html";
                assertThat(stand(OLD + first + between + second)).containsExactly(second);
            }
        }

        @Test
        void goesOnWithWhatLooksLikeAHost() {
            FoundLink link = only("https://lore.kernel.org/quill/1234567890123@exam\nple.org/");
            assertThat(Objects.requireNonNull(link.wrapped()).text())
                    .isEqualTo("https://lore.kernel.org/quill/1234567890123@example.org/");
        }

        @Test
        void isTheLongerOneIfTheShorterIsNone() {
            FoundLink link =
                    only("https://lists.example.org/archives/html/quill/2011-\n03/msg00015.html");
            assertThat(link.text()).isEqualTo(OLD + "msg00015.html");
        }

        @ParameterizedTest
        @ValueSource(strings = {"=\n", "=\r\n"})
        void isJoinedAtSoftLineBreaks(String softBreak) {
            String text = OLD + "msg" + softBreak + "00015.h" + softBreak + "tml.";
            FoundLink link = only(text);
            assertThat(link.text()).isEqualTo(OLD + "msg00015.html");
            assertThat(text.substring(link.end())).isEqualTo(".");
        }

        @Test
        void losesBackslashesThatOnlyEscape() {
            FoundLink json = only("\"" + OLD.replace("/", "\\/") + "msg00015.html\"");
            assertThat(json.text()).isEqualTo(OLD + "msg00015.html");
            assertThat(json.escaped()).isEqualTo("/");
            FoundLink latex = only("\\url{" + OLD + "threads.html\\#00015}");
            assertThat(latex.text()).isEqualTo(OLD + "threads.html#00015");
            assertThat(latex.escaped()).isEqualTo("#");
        }
    }

    @Nested
    class Hostile {
        private static final int MUCH = 200_000;

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a.",
                    "a/",
                    "http://",
                    "http://a.b/",
                    "https://a.b/?u=",
                    "(",
                    "=\n",
                    "http://a.b/=\n",
                    "http:\\/\\/",
                    "lists.example.org/",
                    "https://lists.example.org/quill/\n",
                    "http://a.b/?i=<",
                    "mid:",
                })
        void takesTimeByItsLength(String piece) {
            assertThat(FINDER.find(piece.repeat(MUCH / piece.length()))).isNotNull();
        }

        @Test
        void mayBeAsLongAsTheParserReads() {
            String link = "https://lists.example.org/quill/";
            int room = LinkText.MAX_LENGTH - link.length() - "@example.org/".length();
            String longest = link + "a".repeat(room) + "@example.org/";
            assertThat(stand(longest)).containsExactly(longest);
        }
    }
}
