package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;

class OtherArchivesTest {
    private static final LinkParser PARSER =
            new LinkParser(
                    List.of(
                            new MailingList(
                                    new ListName("fern-devel"),
                                    "",
                                    List.of("fern-devel@lists.example.org"),
                                    List.of("lists.example.org"),
                                    null,
                                    Masking.PAGES)));

    private static String key(String link) {
        return PARSER.parse(link).map(LinkKey::toString).orElse("none");
    }

    @Nested
    class ProgramsOnAnyHost {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        lists.debian.org/debian-moss/2011/03/msg00123.html           | ext mhonarc lists.debian.org/debian-moss 2011-03 123
                        lists.debian.org/debian-moss/2011/03/threads.html            | ext mhonarc lists.debian.org/debian-moss 2011-03
                        lists.gnu.org/archive/html/moss-devel/2011-03/msg00123.html  | ext mhonarc lists.gnu.org/moss-devel 2011-03 123
                        lists.gnu.org/archive/html/moss-devel/2011-03/threads.html#00123 | ext mhonarc lists.gnu.org/moss-devel 2011-03 123
                        listman.example.com/archives/moss/2011-March/msg00123.html   | ext mhonarc listman.example.com/moss 2011-03 123
                        osdir.com/ml/moss.devel/2011-03/msg00123.html                | ext mhonarc osdir.com/moss.devel 2011-03 123
                        example.com/sympa/arc/moss/2011-03/msg00123.html             | ext mhonarc example.com/moss 2011-03 123
                        example.com/wws/arc/moss/2011-03/thrd2.html                  | ext mhonarc example.com/moss 2011-03
                        example.com/sympa/arc/moss                                   | ext sympa moss
                        example.com/sympa/arcsearch_id/moss/2011-03/a.b%40example.org | id a.b%40example.org a.b@example.org
                        example.com/pipermail/moss/2011-March/000123.html            | ext pipermail example.com/moss 2011-March 123
                        example.com/archives/moss/2011-March/000123.html             | ext pipermail example.com/moss 2011-March 123
                        example.com/mailman/private/moss/2011q1/000123.html          | ext pipermail example.com/moss 2011q1 123
                        example.com/pipermail/moss/2011/000123.html                  | ext pipermail example.com/moss 2011 123
                        example.com/pipermail/moss/Week-of-Mon-20110307/000123.html  | ext pipermail example.com/moss Week-of-Mon-20110307 123
                        example.com/pipermail/moss/20110307/000123.html              | ext pipermail example.com/moss 20110307 123
                        example.com/pipermail/moss/2011-March/thread.html            | ext pipermail example.com/moss 2011-03
                        example.com/pipermail/moss/2011-March/date.html#123          | ext pipermail example.com/moss 2011-March 123
                        example.com/pipermail/moss/2011-March/date.html#start        | ext pipermail example.com/moss 2011-03
                        example.com/pipermail/moss/2011-March.txt.gz                 | ext pipermail example.com/moss 2011-03
                        example.com/pipermail/moss/                                  | ext pipermail example.com/moss
                        example.com/hypermail/moss/kernel/0203.2/0012.html           | ext hypermail example.com/moss/kernel 0203.2 12
                        example.com/hypermail/moss/0012.html                         | ext hypermail example.com/moss * 12
                        lists.w3.org/Archives/Public/www-moss/2011Mar/0012.html      | ext hypermail lists.w3.org/www-moss 2011Mar 12
                        lists.w3.org/Archives/Public/www-moss/2011Mar/               | ext w3c www-moss 2011-03
                        example.com/mod_mbox/moss-dev/201103.mbox/%3ca.b@example.org%3e | id a.b@example.org
                        example.com/mod_mbox/moss-dev/201103.mbox/raw/%3ca.b@example.org%3e | id a.b@example.org
                        example.com/mod_mbox/moss-dev/201103.mbox/browser            | ext mod-mbox moss-dev 2011-03
                        example.com/mod_mbox/moss-dev/201103.mbox/thread?1           | ext mod-mbox moss-dev 2011-03
                        example.com/mod_mbox/moss-dev/                               | ext mod-mbox moss-dev
                        example.com/archives/list/moss@example.com/message/RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE/ | ext hyperkitty moss@example.com RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE
                        example.com/hyperkitty/list/moss@example.com/thread/4LX5F757W7WZA3TG4OL3KKOR62RRE7ON/#RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE | ext hyperkitty moss@example.com RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE
                        example.com/archives/list/moss%40example.com/2011/3/         | ext hyperkitty moss@example.com 2011-03
                        example.com/archives/list/moss@example.com/2011/3/5/         | day moss@example.com 20110305
                        example.com/archives/list/moss@example.com/                  | ext hyperkitty moss@example.com
                        example.com/archives/list/moss@example.com/latest            | ext hyperkitty moss@example.com
                        lists.apache.org/thread/0123456789abcdefghijklmnopqrstuv     | ext ponymail 0123456789abcdefghijklmnopqrstuv
                        example.com/thread.html/r0123456789abcdef0123456789abcdef@%3Cdev.moss.example.com%3E | ext ponymail r0123456789abcdef0123456789abcdef
                        lists.apache.org/list.html?dev@moss.example.com              | ext ponymail dev@moss.example.com
                        lists.apache.org/list.html?dev@moss.example.com:2011-3       | ext ponymail dev@moss.example.com 2011-03
                        inbox.example.com/moss/20110301123456.a@example.org/         | id 20110301123456.a@example.org
                        inbox.example.com/moss/a.b@example.org/T/#u                  | id a.b@example.org
                        inbox.example.com/pub/moss/a.b@example.org/raw               | id a.b@example.org
                        """)
        void areToldByTheirPaths(String link, String key) {
            assertThat(key("https://" + link)).isEqualTo(key);
            assertThat(key("http://" + link + ").")).isEqualTo(key);
            assertThat(key("HTTP://www." + link)).isEqualTo(key);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://social.example/@user",
                    "https://social.example/@user@example.org/110123456789",
                    "https://social.example/users/@user@example.org/",
                    "https://example.com/users/john.smith@example.org/",
                    "https://example.com/users/john1234567@example.org",
                    "https://example.com/20110301123456.a@example.org/",
                    "https://example.com/a/20110301123456.a@example.org/edit",
                    "https://example.com/blog/2011/03/",
                    "https://example.com/blog/2011-03/index.html",
                    "https://example.com/news/2011/123456.html",
                    "https://example.com/news/20110305/123456.html",
                    "https://example.com/list/message/thing/",
                    "https://example.com/thread/0123456789abcdefghijklmnopqrstuv",
                    "https://example.com/list.html?page=2",
                    "https://example.com/moss/2011-Brumaire/000123.html",
                    "https://example.com/moss/2011/13/msg00123.html",
                    "https://example.com/moss/2011/3/msg00123.html",
                    "https://example.com/pipermail/moss/2011-March/0000000123456.html",
                    "https://example.com/archives/list/moss@example.com/2011/2/31/"
                })
        void areNotSeenInWhatIsOnlySimilar(String link) {
            assertThat(key(link)).isEqualTo("none");
        }
    }

    @Nested
    class OwnHosts {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        /fern-devel/2011/03/msg00123.html            | num fern-devel 2011-03 123
                        /sympa/arc/fern-devel/2011-03/msg00123.html  | num fern-devel 2011-03 123
                        /archive/html/fern-devel/2011-03/msg00123.html | num fern-devel 2011-03 123
                        /archives/fern-devel/2011-March/msg00123.html | num fern-devel 2011-03 123
                        """)
        void haveNumbersOfOurOwnInEveryFormOfMhonarc(String path, String key) {
            assertThat(key("https://lists.example.org" + path)).isEqualTo(key);
            assertThat(key(path)).isEqualTo(key);
        }

        @Test
        void haveNumbersOfPipermailBesides() {
            assertThat(key("https://lists.example.org/pipermail/fern-devel/2011-March/000123.html"))
                    .isEqualTo("ext pipermail lists.example.org/fern-devel 2011-March 123");
            assertThat(key("/pipermail/fern-devel/2011-March/000123.html"))
                    .isEqualTo("ext pipermail fern-devel 2011-March 123");
        }
    }

    @Nested
    class KnownHosts {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://groups.google.com/g/moss/c/AbC_d-1/m/XyZ           | ext google moss AbC_d-1 XyZ
                        https://groups.google.com/g/moss/c/AbC_d-1                 | ext google moss AbC_d-1
                        https://groups.google.com/u/1/g/moss/c/AbC_d-1             | ext google moss AbC_d-1
                        https://groups.google.com/a/example.org/g/moss/c/AbC       | ext google moss AbC
                        https://groups.google.com/g/moss                           | ext google moss
                        https://groups.google.com/d/msg/moss/AbC/XyZ               | ext google moss AbC XyZ
                        https://groups.google.com/d/topic/moss/AbC                 | ext google moss AbC
                        https://groups.google.com/d/msgid/moss/a.b%40example.org   | id a.b%40example.org a.b@example.org
                        https://groups.google.com/group/moss/msg/0123abcd          | ext google moss * 0123abcd
                        http://groups.google.com/group/moss/browse_thread/thread/0123abcd/4567# | ext google moss 0123abcd
                        http://groups.google.com/group/moss/browse_thread/thread/0123abcd#89ab | ext google moss 0123abcd 89ab
                        http://groups.google.com/group/moss/browse_frm/thread/0123abcd | ext google moss 0123abcd
                        http://groups.google.com/group/moss                        | ext google moss
                        https://groups.google.com/forum/#!topic/moss/AbC           | ext google moss AbC
                        https://groups.google.com/forum/#!msg/moss/AbC/XyZ         | ext google moss AbC XyZ
                        https://groups.google.com/forum/?fromgroups=#!topic/moss/AbC | ext google moss AbC
                        https://groups.google.com/forum/#!forum/moss               | ext google moss
                        https://www.spinics.net/lists/moss/msg12345.html           | ext spinics moss 12345
                        https://www.spinics.net/lists/moss/                        | ext spinics moss
                        https://lkml.org/lkml/2011/3/5/123                         | ext lkml 2011-3-5 123
                        https://lkml.org/lkml/headers/2011/3/5/123                 | ext lkml 2011-3-5 123
                        https://lkml.org/lkml/2011/3/5                             | day lkml 20110305
                        https://lwn.net/ml/moss/a.b@example.org/                   | id a.b@example.org
                        https://lwn.net/ml/moss/a.b@example.org                    | id a.b@example.org
                        https://lists.sr.ht/~ada/moss                              | ext sr.ht ~ada/moss
                        https://www.mail-archive.com/moss@example.org/             | ext mail-archive moss@example.org
                        https://www.mail-archive.com/moss@example.org/maillist.html | ext mail-archive moss@example.org
                        https://marc.info/?l=moss                                  | ext marc moss
                        https://marc.info/?l=moss&r=1&b=201103&w=2                 | ext marc moss 2011-03
                        http://dir.gmane.org/gmane.comp.moss                       | ext gmane gmane.comp.moss
                        http://thread.gmane.org/gmane.comp.moss/12/focus=34        | ext gmane gmane.comp.moss 34
                        http://article.gmane.org/gmane.comp.moss/12/match=words    | ext gmane gmane.comp.moss 12
                        http://go.mail-archive.com/RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE | ext go-mail-archive RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE
                        news:a.b@example.org                                       | id a.b@example.org
                        <news:a.b@example.org>                                     | id a.b@example.org
                        news:a.b%40example.org                                     | id a.b%40example.org a.b@example.org
                        news://news.example.org/a.b@example.org                    | id a.b@example.org
                        news:comp.example.moss                                     | ext nntp comp.example.moss
                        nntp://news.gmane.org/gmane.comp.moss/123                  | ext gmane gmane.comp.moss 123
                        nntp://news.example.org/comp.example.moss/123              | ext nntp news.example.org/comp.example.moss 123
                        news://news.gmane.io/gmane.comp.moss                       | ext gmane gmane.comp.moss
                        http://www.w3.org/mid/a.b@example.org                      | id a.b@example.org
                        """)
        void haveTheirOwnForms(String link, String key) {
            assertThat(key(link)).isEqualTo(key);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://groups.google.com/",
                    "https://groups.google.com/forum/",
                    "https://groups.google.com/forum/#!search/moss",
                    "https://groups.google.com/d/msgid/moss",
                    "https://www.spinics.net/",
                    "https://lkml.org/lkml/2011/2/31",
                    "https://lkml.org/lkml/last100/",
                    "https://lwn.net/Articles/123456/",
                    "https://marc.info/?l=moss&s=words",
                    "news:",
                    "news:word",
                    "nntp://news.example.org",
                    "newsletter:a@b"
                })
        void haveOtherPagesToo(String link) {
            assertThat(key(link)).isEqualTo("none");
        }
    }

    @Nested
    class Hashes {
        @Test
        void areTheSameInEveryAlphabet() {
            String hex = "8cb2237d0679ca88db6464eac60da96345513964";
            assertThat(Base32.hex("RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE")).isEqualTo(hex);
            assertThat(PARSER.parse("http://go.mail-archive.com/RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE"))
                    .get()
                    .isInstanceOfSatisfying(
                            LinkKey.Hashed.class,
                            hash -> {
                                assertThat(hash.sha1()).isEqualTo(hex);
                                assertThat(hash.withAddress()).isFalse();
                            });
        }

        @Test
        void ofMsgIdAndAddressAreReadFromTheirBase64() {
            assertThat(PARSER.parse("http://go.mail-archive.com/-UlEXjqcj2D18LhtxvB3xL4S0AQ="))
                    .get()
                    .isInstanceOfSatisfying(
                            LinkKey.Hashed.class,
                            hash -> {
                                assertThat(hash.sha1())
                                        .isEqualTo("f949445e3a9c8f60f5f0b86dc6f077c4be12d004");
                                assertThat(hash.withAddress()).isTrue();
                            });
        }
    }

    @Nested
    class Addresses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        (https://www.example.org/a?b=c#d). | http://example.org/a?b=c#d
                        HTTP://Example.ORG/Path            | http://example.org/Path
                        """)
        void areFreeOfDamage(String link, String address) {
            assertThat(LinkParser.address(link)).contains(address);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/path", "word", "mid:a@b"})
        void needAHost(String link) {
            assertThat(LinkParser.address(link)).isEmpty();
        }
    }

    @Nested
    class HostileText {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "@",
                    "2011-03/",
                    "x@",
                    "pipermail/",
                    "list/a@b/",
                    "message/",
                    "thread.html/",
                    "%40",
                    "9",
                    "hypermail/",
                    "u/0/",
                    "201103.mbox/",
                    "-March/",
                    "?",
                    "<",
                    "2011/03/"
                })
        @Timeout(20)
        void takesTimeInProportionToItsLength(String piece) {
            for (String head :
                    List.of(
                            "https://example.com/",
                            "https://groups.google.com/",
                            "https://lists.apache.org/list.html?",
                            "https://lists.w3.org/Archives/Public/",
                            "news:",
                            "nntp://",
                            "https://www.spinics.net/lists/")) {
                String text = head + piece.repeat(LinkText.MAX_LENGTH / piece.length());
                for (int i = 0; i < 20; i++) {
                    assertThat(PARSER.parse(text)).isNotNull();
                }
            }
        }
    }
}
