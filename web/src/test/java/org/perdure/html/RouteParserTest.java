package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.html.Route.View;
import org.perdure.link.ArchivePath;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

class RouteParserTest {
    private static final ListName LIST = new ListName("xen-devel");
    private static final YearMonth MONTH = YearMonth.of(2009, 6);

    @ParameterizedTest
    @CsvSource({
        "/lists/listinfo/xen-devel, /xen-devel/",
        "/lists/listinfo/Xen-Devel/, /xen-devel/",
        "/mailman/listinfo/xen-devel, /xen-devel/",
        "/mailman/listinfo.cgi/xen-devel, /xen-devel/",
        "/cgi-bin/mailman/listinfo/xen-devel, /xen-devel/",
        "/mailman/private/xen-devel/, /xen-devel/",
        "/mailman/listinfo, /",
        "/cgi-bin/mailman/listinfo/, /",
        "/archives/html/xen-devel/index.html, /xen-devel/",
        "/archives/html/xen-devel/Threads.HTM, /xen-devel/",
        "/xen-devel/index.html, /xen-devel/",
        "/archives/html/index.html, /"
    })
    void pagesOfListsWereElsewhere(String path, String now) {
        assertThat(RouteParser.parse(path)).isEqualTo(new Route.Moved(now));
    }

    @Test
    void aListMayBeCalledLists() {
        assertThat(RouteParser.parse("/lists/2011-03/msg00001.html"))
                .isEqualTo(new Route.Numbered(new ListName("lists"), YearMonth.of(2011, 3), 1));
    }

    @Nested
    class PublishedMessages {
        @ParameterizedTest
        @CsvSource({
            "msg00000.html, 0",
            "msg01323.html, 1323",
            "msg99999.html, 99999",
            "msg100000.html, 100000",
            "msg999999999.html, 999999999"
        })
        void areNumbersInBothSpaces(String file, int number) {
            Route expected = new Route.Numbered(LIST, MONTH, number);
            assertThat(RouteParser.parse("/archives/html/xen-devel/2009-06/" + file))
                    .isEqualTo(expected);
            assertThat(RouteParser.parse("/xen-devel/2009-06/" + file)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "pdf47CGiwzq4V.pdf",
                    "bin00000.bin",
                    "pgp_TBc53cPOY.pgp",
                    "msg00001/plan.tar.gz",
                    "nomsg00001.html"
                })
        void haveFilesBesideThem(String file) {
            assertThat(RouteParser.parse("/archives/html/xen-devel/2009-06/" + file))
                    .isEqualTo(new Route.MonthFile(LIST, YearMonth.of(2009, 6), file));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", ".mhonarc.db", "..%2Fa.pdf", "a/b.pdf", "%2Fetc%2Fpasswd.txt"})
        void haveNoFilesOfOtherNames(String file) {
            assertThat(RouteParser.parse("/archives/html/xen-devel/2009-06/" + file))
                    .isInstanceOf(Route.Nowhere.class);
        }

        @ParameterizedTest
        @CsvSource({
            "/archives/html/mbox/xen-devel-2009-06, false",
            "/archives/html/mbox/xen-devel-2009-06.gz, true",
            "/xen-devel/2009-06.mbox.gz, true"
        })
        void areMailboxesByTheMonth(String path, boolean compressed) {
            assertThat(RouteParser.parse(path))
                    .isEqualTo(new Route.MonthMbox(LIST, MONTH, compressed));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/archives/html/mbox/xen-devel-2009-13",
                    "/archives/html/mbox/xen-devel-0000-06",
                    "/archives/html/mbox/xen-devel",
                    "/archives/html/mbox/-2009-06",
                    "/archives/html/mbox/..%2Fxen-devel-2009-06"
                })
        void haveNoMailboxesOfOtherNames(String path) {
            assertThat(RouteParser.parse(path)).isInstanceOf(Route.Nowhere.class);
        }

        @Test
        void haveOrdersThatWereNeverPublished() {
            for (View view : List.of(View.AUTHOR, View.SUBJECT)) {
                assertThat(RouteParser.parse("/xen-devel/2009-06/" + view.file()))
                        .isEqualTo(new Route.Month(LIST, MONTH, view));
                assertThat(RouteParser.parse("/archives/html/xen-devel/2009-06/" + view.file()))
                        .as("an attachment may be called so")
                        .isEqualTo(new Route.MonthFile(LIST, MONTH, view.file()));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "/xen-devel/authors/Ada%20Quill/, Ada Quill",
            "/xen-devel/authors/Ada%2FQuill/, Ada/Quill",
            "/xen-devel/authors/ada/, ada"
        })
        void areLedByAuthors(String path, String name) {
            assertThat(RouteParser.parse(path)).isEqualTo(new Route.Author(LIST, name));
            assertThat(RouteParser.parse(path.substring(0, path.length() - 1)))
                    .isEqualTo(new Route.Moved(path));
        }

        @Test
        void keepMessagesWhoseIdsLookLikeOtherPages() {
            assertThat(RouteParser.parse("/xen-devel/authors/ada@example.org/"))
                    .isEqualTo(new Route.Message(LIST, new MessageId("authors/ada@example.org")));
            for (String id : List.of("authors/Ada", "attachments", "coverage", "all.mbox.gz")) {
                assertThat(RouteParser.parse(ArchivePath.messagePath(LIST, new MessageId(id))))
                        .isEqualTo(new Route.Message(LIST, new MessageId(id)));
            }
        }

        @Test
        void mayBeOfAListThatIsCalledLikeTheMailboxes() {
            assertThat(RouteParser.parse("/archives/html/mbox/2009-06/msg00001.html"))
                    .isEqualTo(new Route.Numbered(new ListName("mbox"), MONTH, 1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "msg123.html",
                    "msg0100000.html",
                    "msg99999999999999.html",
                    "msg2147483648.html",
                    "msg-0001.html",
                    "msg0000a.html",
                    "msg٠٠٠٠١.html",
                    "msg123",
                    "msg00001.htmlx"
                })
        void areNothingWithAnotherCountOfDigits(String file) {
            assertThat(RouteParser.parse("/xen-devel/2009-06/" + file))
                    .isInstanceOf(Route.Nowhere.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "msg01323",
                    "MSG01323.HTML",
                    "msg01323.htm",
                    "msg01323.html).",
                    "msg01323.html%3E",
                    "Msg01323.html,"
                })
        void moveToTheirCleanSpelling(String file) {
            assertThat(RouteParser.parse("/archives/html/xen-devel/2009-06/" + file))
                    .isEqualTo(new Route.Moved("/archives/html/xen-devel/2009-06/msg01323.html"));
        }
    }

    @Nested
    class Months {
        @ParameterizedTest
        @CsvSource({
            "'', DATE",
            "index.html, DATE",
            "maillist.html, DATE",
            "mail2.html, DATE",
            "mail10.html, DATE",
            "threads.html, THREAD",
            "thrd2.html, THREAD"
        })
        void haveTwoOrdersUnderManyNames(String file, View view) {
            Route expected = new Route.Month(LIST, MONTH, view);
            assertThat(RouteParser.parse("/archives/html/xen-devel/2009-06/" + file))
                    .isEqualTo(expected);
            assertThat(RouteParser.parse("/xen-devel/2009-06/" + file)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"mail1.html", "thrd1.html", "mail0.html", "mail02.html"})
        void haveNoFirstPageWithANumber(String file) {
            assertThat(RouteParser.parse("/xen-devel/2009-06/" + file))
                    .isInstanceOf(Route.Nowhere.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2009-13", "2009-00", "0000-00", "0000-01"})
        void areMonthsOfTheCalendar(String month) {
            assertThat(RouteParser.parse("/archives/html/xen-devel/" + month + "/msg00001.html"))
                    .isInstanceOf(Route.Nowhere.class);
        }

        @ParameterizedTest
        @CsvSource({
            "/xen-devel/2009-06, /xen-devel/2009-06/",
            "/archives/html/xen-devel/2009-06, /archives/html/xen-devel/2009-06/",
            "/archives//html/xen-devel//2009-06/, /archives/html/xen-devel/2009-06/",
            "//evil.example/2009-06/, /evil.example/2009-06/",
            "/xen-devel/2009-06/index.htm, /xen-devel/2009-06/index.html",
            "/xen-devel/2009-06/THREADS.html, /xen-devel/2009-06/threads.html",
            "/archives/html/xen-devel/, /xen-devel/",
            "/archives/html/xen-devel, /xen-devel/",
            "/xen-devel, /xen-devel/",
            "/mailman/listinfo/xen-devel, /xen-devel/",
            "/mbox, /archives/html/mbox/",
            "/mbox/, /archives/html/mbox/",
            "/mbox/xen-devel-2009-06, /archives/html/mbox/xen-devel-2009-06",
            "/mbox/xen-devel-2009-06.gz, /archives/html/mbox/xen-devel-2009-06.gz",
            "/cgi-bin/mailman/listinfo/xen-devel, /xen-devel/",
            "/mailman/listinfo/XEN-Devel, /xen-devel/",
            "/Mailman/Listinfo/xen-devel, /xen-devel/",
            "/mailman/Listinfo/xen-devel, /xen-devel/",
            "/CGI-BIN/mailman/options/Xen-devel/, /xen-devel/",
            "/archives/html/mbox/Xen-Devel-2009-06.gz, /archives/html/mbox/xen-devel-2009-06.gz",
            "/MBOX/xen-devel-2009-06, /mbox/xen-devel-2009-06",
            "/Archives/CGI-BIN/mesg.cgi, /archives/CGI-BIN/mesg.cgi",
            "/Search, /search",
            "/archives/, /",
            "/archives/html, /"
        })
        void moveToTheirCleanSpelling(String path, String clean) {
            assertThat(RouteParser.parse(path)).isEqualTo(new Route.Moved(clean));
        }
    }

    @Nested
    class MessageIds {
        @ParameterizedTest
        @CsvSource({
            "1@example.org, 1@example.org",
            "a%2Fb@example.org, a/b@example.org",
            "a/b@example.org, a/b@example.org",
            "100%25lkp@example.org, 100%lkp@example.org",
            "a+b=c@example.org, a+b=c@example.org",
            "50%@example.org, 50%@example.org",
            "%zz%4@example.org, %zz%4@example.org",
            "t, t",
            "o%20o@x, o o@x",
            "%C3%A5@example.org, å@example.org"
        })
        void areDecodedOnce(String path, String id) {
            MessageId expected = new MessageId(id);
            String folder = "/xen-devel/" + path + "/";
            assertThat(RouteParser.parse(folder)).isEqualTo(new Route.Message(LIST, expected));
            assertThat(RouteParser.parse(folder + "t/"))
                    .isEqualTo(new Route.NestedThread(LIST, expected));
            assertThat(RouteParser.parse(folder + "T/"))
                    .isEqualTo(new Route.FlatThread(LIST, expected));
            assertThat(RouteParser.parse(folder + "conversation/"))
                    .isEqualTo(new Route.Conversation(LIST, expected));
            assertThat(RouteParser.parse(folder + "raw")).isEqualTo(new Route.Raw(LIST, expected));
            assertThat(RouteParser.parse(folder + "t.mbox.gz"))
                    .isEqualTo(new Route.ThreadMbox(LIST, expected));
            assertThat(RouteParser.parse(folder + "1.3-a%20b.txt"))
                    .isEqualTo(new Route.Part(LIST, expected, "1.3", "a b.txt"));
        }

        @ParameterizedTest
        @CsvSource({
            "/xen-devel/1@example.org, /xen-devel/1@example.org/",
            "/xen-devel/1@example.org/T, /xen-devel/1@example.org/T/",
            "/xen-devel/1@example.org/conversation, /xen-devel/1@example.org/conversation/",
            "/xen-devel/%3C1@example.org%3E, /xen-devel/1@example.org/",
            "/xen-devel/%3C1@example.org%3E/, /xen-devel/1@example.org/",
            "/xen-devel/a+b=c@example.org, /xen-devel/a%2Bb%3Dc@example.org/",
            "/xen-devel/%3Ca+b@example.org%3E/T/, /xen-devel/a%2Bb@example.org/T/",
            "/xen-devel/a\"b@example.org, /xen-devel/a%22b@example.org/",
            "/xen-devel/%3C1@example.org%3E/2-a\"b.txt, /xen-devel/1@example.org/2-a%22b.txt",
            "/xen-devel/%3Ca%2Fb@example.org%3E/raw, /xen-devel/a%2Fb@example.org/raw"
        })
        void moveToTheirCleanSpelling(String path, String clean) {
            assertThat(RouteParser.parse(path)).isEqualTo(new Route.Moved(clean));
        }

        @Test
        void survivePathsWhateverTheyHold() {
            Random random = new Random(11);
            for (int run = 0; run < 2_000; run++) {
                StringBuilder text = new StringBuilder("x");
                for (int length = random.nextInt(12); length >= 0; length--) {
                    text.append((char) (' ' + random.nextInt(0x17f)));
                }
                MessageId id = new MessageId(text.append('y').toString());
                assertThat(RouteParser.parse(ArchivePath.messagePath(LIST, id)))
                        .isEqualTo(new Route.Message(LIST, id));
            }
        }
    }

    @Nested
    class OtherPages {
        @Test
        void haveNamesOfTheirOwn() {
            assertThat(RouteParser.parse("/")).isEqualTo(new Route.Front());
            assertThat(RouteParser.parse("/search")).isEqualTo(new Route.Search());
            assertThat(RouteParser.parse("/resolve")).isEqualTo(new Route.Resolve());
            assertThat(RouteParser.parse("/problems/bad-query"))
                    .isEqualTo(new Route.Problem("bad-query"));
            assertThat(RouteParser.parse("/robots.txt"))
                    .isEqualTo(new Route.StaticFile("robots.txt"));
            assertThat(RouteParser.parse("/xen-devel/")).isEqualTo(new Route.ListHome(LIST));
            assertThat(RouteParser.parse("/archives/CGI-BIN/Mesg.cgi"))
                    .isEqualTo(new Route.MesgCgi());
            assertThat(RouteParser.parse("/archives/cgi-bin/mesg.cgi"))
                    .isEqualTo(new Route.MesgCgi());
        }

        @Test
        void areNothingForListsThatCannotBe() {
            assertThat(RouteParser.parse("/Xen%20Devel/")).isInstanceOf(Route.Nowhere.class);
            assertThat(RouteParser.parse("/../etc/passwd")).isInstanceOf(Route.Nowhere.class);
            assertThat(RouteParser.parse("/archives/html/xen-devel/x"))
                    .isInstanceOf(Route.Nowhere.class);
        }
    }

    @Nested
    class FixedFirstSegments {
        static Set<String> names() {
            return FixedNames.ALL;
        }

        @ParameterizedTest
        @MethodSource("names")
        void areNeverReadAsAList(String name) {
            assertThat(FixedNames.contains(new ListName(name))).isTrue();
            for (String rest : List.of("", "/", "/2009-06/", "/1@example.org/", "/1@x/raw")) {
                Route route = RouteParser.parse("/" + name + rest);
                assertThat(route).as(name + rest).isNotInstanceOf(Route.OfList.class);
                if (route instanceof Route.Moved moved) {
                    assertThat(RouteParser.parse(moved.path())).isNotInstanceOf(Route.OfList.class);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"api.devel", "archive", "searching", "static-devel", "0", "v1"})
        void areTheOnlyOnes(String name) {
            ListName list = new ListName(name);
            assertThat(FixedNames.contains(list)).isFalse();
            assertThat(RouteParser.parse("/" + name + "/")).isEqualTo(new Route.ListHome(list));
            assertThat(RouteParser.parse("/" + name)).isEqualTo(new Route.Moved("/" + name + "/"));
        }
    }

    @Nested
    class HostilePaths {
        @Test
        void haveALimit() {
            String at = "/xen-devel/" + "a".repeat(RouteParser.MAX_PATH - 12) + "/";
            assertThat(RouteParser.parse(at)).isInstanceOf(Route.Message.class);
            assertThat(RouteParser.parse(at + "a")).isInstanceOf(Route.Nowhere.class);
        }

        @Test
        @Timeout(10)
        void areAlwaysAnswered() {
            String alphabet = "/%2F<>.-tTrawmsg0123456789html é\u0000?#";
            Random random = new Random(5);
            for (int run = 0; run < 50_000; run++) {
                StringBuilder path = new StringBuilder(run % 2 == 0 ? "/" : "/xen-devel/2009-06/");
                for (int length = random.nextInt(40); length > 0; length--) {
                    path.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                Route route = RouteParser.parse(path.toString());
                if (route instanceof Route.Moved moved) {
                    assertThat(moved.path()).startsWith("/").doesNotStartWith("//");
                    assertThat(moved.path()).isNotEqualTo(path.toString());
                }
            }
        }
    }
}
