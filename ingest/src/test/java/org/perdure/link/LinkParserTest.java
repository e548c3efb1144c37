package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkParserTest {
    private static final List<String> HOSTS = XenArchive.HOSTS;
    private static final LinkParser PARSER = XenArchive.PARSER;

    @Nested
    class WhatIsTyped {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        1@example.org                       | id 1@example.org
                        <1@example.org>                     | id 1@example.org
                        0061$2004$@ada@example.org          | id 0061$2004$@ada@example.org
                        '  <a/b:c=@example.org> '           | id a/b:c=@example.org
                        Message-ID: <1@example.org>         | id 1@example.org
                        in-reply-to:<1@example.org>         | id 1@example.org
                        <20110302-cut>                      | idpart 20110302-cut
                        X7Tky/6dDN8+DrU7@example.org        | id X7Tky/6dDN8+DrU7@example.org
                        Message-ID: X7Tky/6d@example.org    | id X7Tky/6d@example.org
                        <1@example.org>.                    | id 1@example.org
                        '"<1@example.org>",'                | id 1@example.org
                        &lt;1@example.org&gt;               | id 1@example.org
                        (1@example.org)                     | id 1@example.org
                        '> References: <1@example.org>'     | id 1@example.org
                        Link: <1@example.org>               | id 1@example.org
                        <2011-03/msg01142.html>             | num xen-devel 2011-03 1142
                        (2011-03/msg01142)                  | num xen-devel 2011-03 1142
                        archives/html/xen-devel/2011-03/msg01142.html | num xen-devel 2011-03 1142
                        2011-03                             | month xen-devel 2011-03
                        xen-devel/2011-03/                  | month xen-devel 2011-03
                        xen-devel/2011-03/msg01142.html     | num xen-devel 2011-03 1142
                        Xen-devel/2011-03/msg01142          | num xen-devel 2011-03 1142
                        xen-devel/2011-03/threads.html#00007 | num xen-devel 2011-03 7
                        http://lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html | num xen-devel 2011-03 1142
                        """)
        void isReadAsWhatItNames(String typed, String key) {
            assertThat(PARSER.parseTyped(typed)).map(LinkKey::toString).contains(key);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "msg01142",
                    "1@example.org and more",
                    "mailto:ada@example.org",
                    "<>",
                    "@"
                })
        void isNothingIfItNamesNothing(String typed) {
            assertThat(PARSER.parseTyped(typed)).isEmpty();
        }

        @Test
        void needsNoNameOfTheOnlyList() {
            String page = "2011-03/msg01142.html";
            assertThat(PARSER.parseTyped(page))
                    .map(LinkKey::toString)
                    .contains("num xen-devel 2011-03 1142");
            assertThat(PARSER.parse(page)).isEmpty();
            assertThat(XenArchive.parser("xen-devel", "xen-users").parseTyped(page)).isEmpty();
        }

        @Test
        void isReadUpToItsLimit() {
            String at = "a".repeat(TypedReference.MAX_LENGTH - "@example.org".length());
            assertThat(PARSER.parseTyped(at.substring(1) + "@example.org")).isPresent();
            assertThat(PARSER.parseTyped(at + "@example.org")).isPresent();
            assertThat(PARSER.parseTyped("a" + at + "@example.org")).isEmpty();
        }
    }

    @Nested
    class OwnPages {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        xen-devel/2011-03/msg01142.html            | num xen-devel 2011-03 1142
                        xen-devel/2011-03/msg00000.html            | num xen-devel 2011-03 0
                        xen-devel/2011-03/msg100000.html           | num xen-devel 2011-03 100000
                        xen-devel/2011-03/msg01142                 | num xen-devel 2011-03 1142
                        xen-devel/2011-03/msg01142.ht              | num xen-devel 2011-03 1142
                        xen-devel/2011-03/MSG01142.HTML            | num xen-devel 2011-03 1142
                        xen-devel/2011-03/msg01142.html/           | num xen-devel 2011-03 1142
                        xen-devel/2011-03/msg01142.html#00007      | num xen-devel 2011-03 1142
                        xen-devel/2011-03/msg01142.html?x=1        | num xen-devel 2011-03 1142
                        Xen-Devel/2011-03/msg01142.html            | num xen-devel 2011-03 1142
                        xen-users/2011-03/msg01142.html            | num xen-users 2011-03 1142
                        xen-devel/2011-03/threads.html#01142       | num xen-devel 2011-03 1142
                        xen-devel/2011-03/thrd3.html#01142         | num xen-devel 2011-03 1142
                        xen-devel/2011-03/index.html#01142         | num xen-devel 2011-03 1142
                        xen-devel/2011-03/mail3.html#01142         | num xen-devel 2011-03 1142
                        xen-devel/2011-03/#01142                   | num xen-devel 2011-03 1142
                        xen-devel/2011-03/                         | month xen-devel 2011-03
                        xen-devel/2011-03/index.html               | month xen-devel 2011-03
                        xen-devel/2011-03/threads.html             | month xen-devel 2011-03
                        xen-devel/2011-03/threads.html#top         | month xen-devel 2011-03
                        xen-devel/2009-02/pdf47abCDEF12.pdf        | att xen-devel 2009-02 pdf47abCDEF12.pdf
                        xen-devel/2009-02/a%20b.txt                | att xen-devel 2009-02 a b.txt
                        xen-devel/2009-02/msg00001/a.txt           | att xen-devel 2009-02 msg00001/a.txt
                        """)
        void areReadOnEveryHostAndInBothFormsOfPath(String path, String key) {
            for (String form : List.of("/archives/html/", "/")) {
                for (String host : HOSTS) {
                    assertThat(key("http://" + host + form + path)).isEqualTo(key);
                    assertThat(key("https://" + host + form + path)).isEqualTo(key);
                    assertThat(key(host + form + path)).isEqualTo(key);
                }
                assertThat(key(form + path)).isEqualTo(key);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "xen-devel/2011-13/msg01142.html",
                    "xen-devel/2011-00/msg01142.html",
                    "xen-devel/0000-00/msg01142.html",
                    "xen-devel/2011-3/msg01142.html",
                    "xen-devel/2011-03/msg123.html",
                    "xen-devel/2011-03/msg012345.html",
                    "xen-devel/2011-03/msg0100000.html",
                    "xen-devel/2011-03/msg99999999999999.html",
                    "xen-devel/2011-03/msg01142.png",
                    "xen-devel/2011-03/..%2f..%2fx.pdf",
                    "xen-devel/2011-03/../x.pdf",
                    "xen-devel/2011-03/a/b.pdf",
                    "xen-devel/2011-03/msg00001/a/b.pdf",
                    "xen-devel/2011-03/x%00.pdf",
                    "xen-devel/2011-03/name",
                    "-devel/2011-03/msg01142.html",
                    "mbox/xen-devel-2011",
                    ""
                })
        void areNotWhatIsOnlySimilar(String path) {
            assertThat(PARSER.parse("http://lists.xen.org/archives/html/" + path)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        /archives/html/mbox/                                 | mbox * *
                        /archives/html/mbox/xen-devel-2016-03                | mbox xen-devel 2016-03
                        /archives/html/mbox/xen-devel-2016-03.gz             | mbox xen-devel 2016-03
                        /archives/html/xen-users/                            | list xen-users
                        /xen-devel                                           | list xen-devel
                        /xen-devel/                                          | list xen-devel
                        /mailman/listinfo/xen-devel                          | list xen-devel
                        /cgi-bin/mailman/listinfo/xen-users                  | list xen-users
                        /mailman/options/xen-devel                           | list xen-devel
                        /xen-devel/?q=grant+table                            | search q=grant+table
                        /archives/cgi-bin/mesg.cgi?a=xen-devel&i=a.b@example.org | id a.b@example.org
                        /archives/cgi-bin/extract-mesg.cgi?a=xen-devel&m=2011-03&i=a.b@example.org | id a.b@example.org
                        /xen-devel/a.b@example.org/                          | id a.b@example.org
                        /xen-devel/a.b@example.org                           | id a.b@example.org
                        /xen-devel/a.b@example.org/T/#u                      | id a.b@example.org
                        /xen-devel/a.b@example.org/t.mbox.gz                 | id a.b@example.org
                        /xen-devel/a.b@example.org/raw                       | id a.b@example.org
                        /xen-devel/<a.b@example.org>/                        | id a.b@example.org
                        /xen-devel/a%2Fb%2541@example.org/                   | id a/b%41@example.org
                        /xen-devel/a/b@example.org/                          | id a/b@example.org
                        /xen-devel/noAtSign/                                 | id noAtSign
                        """)
        void areAlsoListsMailboxesAndMessagesByMsgId(String path, String key) {
            assertThat(key("https://lists.xenproject.org" + path)).isEqualTo(key);
            assertThat(key(path)).isEqualTo(key);
        }

        @Test
        void includeASearchNamedByItsPageWhenThereIsNoQuery() {
            assertThat(key("http://lists.xensource.com/archives/cgi-bin/namazu.cgi"))
                    .isEqualTo("search lists.xensource.com/archives/cgi-bin/namazu.cgi");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/other-list/a@example.org/",
                    "/static/site.css",
                    "/",
                    "",
                    "lists.xen.org",
                    "archives/html/xen-devel/2011-03/msg01142.html"
                })
        void areNotOnOtherHostsOrOfUnknownLists(String link) {
            assertThat(PARSER.parse(link)).isEmpty();
        }
    }

    @Nested
    class Damage {
        private static final String GOOD =
                "http://lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ")", ".", ").", ",", "),", ":", "]", "))", ">", "}", "}}", "):", "=", "'", "\"",
                    ";", "*", "!", "?", "&gt;", "&quot;", ").)", " ", "\n", "…", "”."
                })
        void behindALinkIsTakenOff(String tail) {
            assertThat(key(GOOD + tail)).isEqualTo("num xen-devel 2011-03 1142");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<",
                    "<URL:",
                    "URL:",
                    "(",
                    "[",
                    "\"",
                    "'",
                    "&lt;",
                    " ",
                    "http://",
                    "http:/",
                    "https://http://",
                    "HTTP://",
                    "“"
                })
        void beforeALinkIsTakenOff(String head) {
            assertThat(key(head + GOOD)).isEqualTo("num xen-devel 2011-03 1142");
        }

        @Test
        void ofQuotedPrintableTextIsUndoneWhereverTheLineBroke() {
            for (int i = 1; i < GOOD.length(); i++) {
                for (String lineBreak :
                        List.of("=\n", "=\r\n", "=\\n", "=\\r\\n", "\n", "\n   ", "=\n> ")) {
                    String broken = GOOD.substring(0, i) + lineBreak + GOOD.substring(i);
                    assertThat(key(broken)).as(broken).isEqualTo("num xen-devel 2011-03 1142");
                }
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        http://lists.Xen.ORG/archives/html/xen-devel/2011-03/msg01142.html
                        http://lists.xen.org:80/archives/html/xen-devel/2011-03/msg01142.html
                        https://lists.xen.org:443/archives/html/xen-devel/2011-03/msg01142.html
                        http://lists.xen.org./archives/html/xen-devel/2011-03/msg01142.html
                        http://lists.xen.org//archives//html/xen-devel/2011-03//msg01142.html
                        //lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html
                        //archives/html/xen-devel/2011-03/msg01142.html
                        """)
        void ofHostsAndSlashesIsUndone(String link) {
            assertThat(key(link)).isEqualTo("num xen-devel 2011-03 1142");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://marc.info/?l=3Dxen-devel&m=3D154202231501850&w=3D2
                        https://marc.info/?l=xen-devel&amp;m=154202231501850&amp;w=2
                        https://marc.info/?l=xen-devel&m=154202231501850&w=2:
                        https://marc.info/?l=xen-devel&m=154202231501850),
                        """)
        void ofQueriesIsUndone(String link) {
            assertThat(key(link)).isEqualTo("marc xen-devel 154202231501850");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://urldefense.com/v3/__http://lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html__;!!AbC!dEf$
                        https://urldefense.com/v3/__http://lists.xen.org/archives/html/xen-devel/2011-03/threads.html*01142__;Iw!!AbC!dEf$
                        https://urldefense.com/v3/__http:/lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html__;!!AbC$ )
                        https://urldefense.com/v3/__http://lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html__
                        https://urldefense.proofpoint.com/v2/url?u=http-3A__lists.xen.org_archives_html_xen-2Ddevel_2011-2D03_msg01142.html&d=AbC&e=
                        https://nam12.safelinks.protection.outlook.com/?url=http%3A%2F%2Flists.xen.org%2Farchives%2Fhtml%2Fxen-devel%2F2011-03%2Fmsg01142.html&amp;data=05%7C01
                        https://ddec1-0-en-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=http%3a%2f%2flists.xen.org%2farchives%2fhtml%2fxen%2ddevel%2f2011%2d03%2fmsg01142.html&umid=1&auth=2
                        https://protect2.fireeye.com/v1/url?k=1-2&q=1&e=3&u=http%3A%2F%2Flists.xen.org%2Farchives%2Fhtml%2Fxen-devel%2F2011-03%2Fmsg01142.html
                        https://secure-web.cisco.com/1AbC-dEf_/http%3A%2F%2Flists.xen.org%2Farchives%2Fhtml%2Fxen-devel%2F2011-03%2Fmsg01142.html
                        https://web.archive.org/web/20120301000000/http://lists.xen.org/archives/html/xen-devel/2011-03/msg01142.html
                        https://www.google.com/url?sa=t&q=http%3A%2F%2Flists.xen.org%2Farchives%2Fhtml%2Fxen-devel%2F2011-03%2Fmsg01142.html
                        """)
        void ofGatewaysIsUnwrapped(String link) {
            assertThat(key(link)).isEqualTo("num xen-devel 2011-03 1142");
        }

        /** MHonArc masks what a gateway encoded only where the gateway left the at sign. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://urldefense.com/v3/__https://lore.kernel.org/xen-devel/a.b@xxxxxxxxxxx/__;!!AbC$",
                    "https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Flore.kernel.org%2Fr%2Fa.b%40xxxxxxxxxxx%2F&data=05%7C01%7Cada%40xxxxxxxxxxx",
                    "https://a.trendmicro.com/wis/clicktime/v1/query?url=https%3a%2f%2flore.kernel.org%2fr%2fa.b@xxxxxxxxxxx%2fT%2f&umid=1"
                })
        void ofGatewaysMayBeMasked(String link) {
            assertThat(key(link)).isEqualTo("id a.b@xxxxxxxxxxx");
        }

        @Test
        void ofGatewaysInGatewaysIsUnwrappedToALimit() {
            String wrapper = "https://web.archive.org/web/2012/";
            assertThat(key(wrapper.repeat(LinkText.MAX_WRAPPERS) + GOOD))
                    .isEqualTo("num xen-devel 2011-03 1142");
            assertThat(PARSER.parse(wrapper.repeat(LinkText.MAX_WRAPPERS + 1) + GOOD)).isEmpty();
        }
    }

    @Nested
    class OtherArchives {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://lore.kernel.org/xen-devel/a.b@example.org/                  | id a.b@example.org
                        https://lore.kernel.org/xen-devel/a.b@example.org/)                 | id a.b@example.org
                        https://lore.kernel.org/xen-devel/a.b@example.org/T/#t              | id a.b@example.org
                        https://lore.kernel.org/all/a.b@example.org/raw                     | id a.b@example.org
                        https://lore.kernel.org/r/a.b@example.org                           | id a.b@example.org
                        https://lore.kernel.org/a.b@example.org                             | id a.b@example.org
                        https://lore.kernel.org/xen-devel/CA=x+Y_z@mail.example.org/        | id CA=x+Y_z@mail.example.org
                        https://lore.kernel.org/xen-devel/a/b@example.org/t/                | id a/b@example.org
                        https://lore.kernel.org/xen-devel/20110301.%25lkp@example.org/      | id 20110301.%25lkp@example.org 20110301.%lkp@example.org
                        https://lore.kernel.org/xen-devel/%3Ca.b@example.org%3E/            | id a.b@example.org
                        https://lore.kernel.org/xen-devel/aBcD_E0-                          | idpart aBcD_E0-
                        https://lore.kernel.org/xen-devel/                                  | list xen-devel
                        http://lkml.kernel.org/r/a.b@example.org                            | id a.b@example.org
                        https://patch.msgid.link/a.b@example.org                            | id a.b@example.org
                        https://patchew.org/Xen/a.b@example.org/                            | id a.b@example.org
                        https://patchew.org/Xen/a.b@example.org/mbox                        | id a.b@example.org
                        https://patchew.org/Xen/a.b@example.org/c.d@example.org/            | id c.d@example.org
                        https://patchew.org/Xen/a.b@example.org/c.d@example.org/mbox        | id c.d@example.org
                        https://patchew.org/Xen/a.b%2Fc@example.org/d%40example.org/        | id d%40example.org d@example.org
                        https://patchew.org/Xen/a.b@example.org/20230413173735.48387-2      | idpart 20230413173735.48387-2
                        https://patchew.org/Xen/a.b@xxxxxxx/c.d@xxxxxxx/                    | id c.d@xxxxxxx
                        https://patchwork.kernel.org/project/xen-devel/patch/a.b@example.org/#123 | id a.b@example.org
                        https://patchwork.kernel.org/project/xen-devel/patch/12345/         | ext patchwork patch 12345
                        https://patchwork.kernel.org/project/lamp/patch/a/b.c@example.org/mbox/ | id a/b.c@example.org
                        https://patchwork.freedesktop.org/patch/msgid/a.b@example.org       | id a.b@example.org
                        https://lkml.kernel.org/lamp/a.b@example.org/                       | id a.b@example.org
                        https://download.01.org/0day-ci/archive/20230101/1.a-b@example.org/config | ext 0day 1.a-b@example.org config
                        https://patchwork.kernel.org/patch/12345/                           | ext patchwork patch 12345
                        https://patchwork.kernel.org/cover/12345/                           | ext patchwork cover 12345
                        https://patchwork.kernel.org/series/12345/mbox                      | ext patchwork series 12345
                        https://patchwork.ozlabs.org/patch/12345/                           | ext patchwork.ozlabs.org patch 12345
                        http://marc.info/?l=xen-devel&m=128170404422822&w=2                 | marc xen-devel 128170404422822
                        http://marc.theaimsgroup.com/?l=xen-devel&m=128170404422822         | marc xen-devel 128170404422822
                        https://marc.info/?t=163354215300039&r=1&w=2                        | marc-thread 163354215300039
                        https://marc.info/?i=<a.b@example.org>                              | id a.b@example.org
                        https://marc.info/?i=a.b%20()%20example%20!%20org                   | id a.b@example.org
                        https://marc.info/?i=a.b () example ! org                           | id a.b@example.org
                        https://www.mail-archive.com/xen-devel@lists.xen.org/msg06993.html  | ext mail-archive xen-devel@lists.xen.org 6993
                        https://www.mail-archive.com/search?l=mid&q=a.b%40example.org       | id a.b%40example.org a.b@example.org
                        https://mail-archive.com/search?l=xen-devel%40lists.xen.org&q=x     | search l=xen-devel%40lists.xen.org&q=x
                        https://mid.mail-archive.com/a.b@example.org                        | id a.b@example.org
                        http://go.mail-archive.com/-UlEXjqcj2D18LhtxvB3xL4S0AQ=             | ext go-mail-archive -UlEXjqcj2D18LhtxvB3xL4S0AQ
                        http://article.gmane.org/gmane.comp.example/20573                   | ext gmane gmane.comp.example 20573
                        http://thread.gmane.org/gmane.comp.example/20573/focus=20580        | ext gmane gmane.comp.example 20580
                        http://http://comments.gmane.org/gmane.comp.example/20573           | ext gmane gmane.comp.example 20573
                        http://blog.gmane.org/gmane.comp.example/day=20060916               | day gmane.comp.example 20060916
                        http://mid.gmane.org/a.b@example.org                                | id a.b@example.org
                        http://news.gmane.org/find-root.php?message_id=%3ca.b@example.org%3e | id a.b@example.org
                        http://www.gossamer-threads.com/lists/xen/devel/316247#316247       | ext gossamer xen/devel 316247
                        https://lists.archive.carbon60.com/xen/devel/316247                 | ext gossamer xen/devel 316247
                        https://thr3ads.net/xen-devel/2005/03/696793-Some-words             | ext thr3ads xen-devel 2005-03 696793 Some-words
                        https://thr3ads.net/xen-devel/2005/03/696793                        | ext thr3ads xen-devel 2005-03 696793
                        https://xen.markmail.org/message/abcdef2345abcdef                   | ext markmail abcdef2345abcdef
                        http://markmail.org/thread/abcdef2345abcdef).                       | ext markmail abcdef2345abcdef
                        https://markmail.org/search/?q=a#query:a+page:1+mid:abcdef2345abcdef+state:results | ext markmail abcdef2345abcdef
                        http://example.1045712.n5.nabble.com/Some-words-td4415622.html      | ext nabble 4415622 Some-words
                        http://lists.sourceforge.net/lists/listinfo/xen-devel}}             | list xen-devel
                        http://www.w3.org/mid/a.b@example.org                               | id a.b@example.org
                        https://groups.google.com/d/msgid/group/a.b%40example.org           | id a.b%40example.org a.b@example.org
                        https://lists.sr.ht/~owner/list/%3Ca.b@example.org%3E               | id a.b@example.org
                        http://mail-archives.example.org/mod_mbox/dev/201103.mbox/%3ca.b@example.org%3e | id a.b@example.org
                        https://lists.example.org/sympa/arcsearch_id/dev/2011-03/a.b@example.org | id a.b@example.org
                        https://lists.example.org/archives/list/dev@example.org/message/RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE/ | ext hyperkitty dev@example.org RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE
                        https://lists.example.org/pipermail/dev/2011-March/000123.html      | ext pipermail lists.example.org/dev 2011-March 123
                        mid:a.b%25@example.org                                              | id a.b%@example.org
                        """)
        void haveTheirKeys(String link, String key) {
            assertThat(key(link)).isEqualTo(key);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://lore.kernel.org/",
                    "https://lore.kernel.org/xen-devel/aBcD_E0",
                    "https://lore.kernel.org/xen-devel/_/text/help/",
                    "https://lore.kernel.org/xen-devel/new.atom",
                    "https://lore.kernel.org/patchwork/patch/12345678/",
                    "https://lkml.kernel.org/",
                    "https://lkml.kernel.org/r/",
                    "https://patchew.org/Xen/",
                    "https://patchew.org/Xen/info",
                    "https://patchew.org/Xen/a.b@example.org/cut",
                    "https://patchew.org/Xen/a.b@example.org/diff/c.d@example.org/",
                    "https://patchew.org/logs/a.b@example.org/testing.build/?type=message",
                    "https://patchew.org/api/v1/projects/2/series/a.b@example.org/",
                    "https://protect2.fireeye.com/v1/about?u=http%3A%2F%2Flists.xen.org%2Fxen-devel",
                    "https://a.trendmicro.com/wis/clicktime/v1/query?umid=1",
                    "https://secure-web.cisco.com/1AbC-dEf/",
                    "https://patchwork.kernel.org/project/xen-devel/list/",
                    "https://patchwork.freedesktop.org/patch/msgid/",
                    "https://download.01.org/0day-ci/archive/20230101/a.b@example.org/",
                    "https://lkml.kernel.org/lamp/",
                    "https://marc.info/?l=xen-devel&m=12",
                    "http://blog.gmane.org/gmane.comp.example/day=20061399",
                    "https://markmail.org/message/short",
                    "https://thr3ads.net/xen-devel/2005/13/1-x",
                    "http://example.nabble.com/",
                    "https://go.mail-archive.com/x",
                    "https://example.org/",
                    "https://example.org/a.b@example.org/",
                    "mid:",
                    "mailto:a@example.org"
                })
        void haveOtherPagesTooWhichAreNoKeys(String link) {
            assertThat(PARSER.parse(link)).isEmpty();
        }

        @Test
        void mayNameAnotherMessageOfTheThreadByTheHashOfItsId() {
            String hash = "0123456789abcdef0123456789abcdef01234567";
            assertThat(PARSER.parse("https://lore.kernel.org/x/a.b@example.org/T/#m" + hash))
                    .get()
                    .isInstanceOfSatisfying(
                            LinkKey.Id.class, id -> assertThat(id.anchor()).isEqualTo(hash))
                    .hasToString("id a.b@example.org");
        }
    }

    @Nested
    class AnyText {
        @Test
        void isReadWithoutAnException() {
            String[] pieces = {
                "http://",
                "https:",
                "/",
                "//",
                "lists.xen.org",
                "/archives/html/",
                "xen-devel",
                "2011-03",
                "msg01142.html",
                "#",
                "?",
                "&",
                "=",
                "%",
                "%3",
                "%41",
                "%ff",
                "<",
                ">",
                "marc.info",
                "?i=",
                "lore.kernel.org/",
                "a@b",
                "\n",
                "=\n",
                " ",
                "mid:",
                "__;",
                "urldefense.com/v3/__",
                "*",
                "**A",
                "web.archive.org/web/1/",
                "\ud800",
                "mbox",
                "listinfo",
                ".mbox",
                "message",
                "arcsearch_id",
                "T",
                ".",
                "..",
                "\0",
                "day=",
                "article.gmane.org/",
                "gmane.",
                "markmail.org",
                "n.nabble.com/",
                "-td1"
            };
            Random random = new Random(17);
            int keys = 0;
            for (int i = 0; i < 200_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(9); n >= 0; n--) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
                Optional<LinkKey> key = PARSER.parse(text.toString());
                keys += key.isPresent() && !key.get().toString().isEmpty() ? 1 : 0;
            }
            assertThat(keys).isGreaterThan(100);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "%",
                    "=\n",
                    "\n",
                    " ",
                    "(",
                    ")",
                    "http:",
                    "&amp;",
                    "a",
                    "-td1p",
                    "0",
                    "*",
                    "x/",
                    "?a=b&",
                    "mid:",
                    "web.archive.org/web/1/",
                    "..%2f",
                    "<URL:",
                    "_",
                    "'s",
                    "a_'s",
                    "%20",
                    "[x](",
                    "][",
                    "x@",
                    "\\\\/",
                    "href=",
                    "mail1.html%23",
                    ";a=",
                    "archive.is/",
                    "a/",
                    "%3A%2F"
                })
        @Timeout(20)
        void takesTimeInProportionToItsLength(String piece) {
            for (String head :
                    List.of(
                            "",
                            "http://lists.xen.org/archives/html/xen-devel/2011-03/",
                            "https://lore.kernel.org/xen-devel/",
                            "http://x.nabble.com/a",
                            "https://urldefense.com/v3/__",
                            "https://urldefense.com/v2/url?u=",
                            "https://archive.is/",
                            "https://web.archive.org/web/",
                            "<a href=\"",
                            "[x](http://",
                            "see (http://lists.xen.org/",
                            "https://marc.info/?i=")) {
                String text = head + piece.repeat(LinkText.MAX_LENGTH / piece.length());
                for (int i = 0; i < 20; i++) {
                    assertThat(PARSER.parse(text)).isNotNull();
                }
                assertThat(PARSER.parse(head + piece.repeat(1 << 20))).isEmpty();
            }
        }

        @Test
        void isReadUpToItsLimit() {
            String head = "/xen-devel/";
            String atLimit = head + "x".repeat(LinkText.MAX_LENGTH - head.length());
            assertThat(PARSER.parse(atLimit.substring(1))).isEmpty();
            assertThat(PARSER.parse(atLimit)).isPresent();
            assertThat(PARSER.parse(atLimit + "x")).isEmpty();
        }

        @Test
        void isReadAlikeInEveryLocale() {
            Locale before = Locale.getDefault();
            try {
                Locale.setDefault(Locale.forLanguageTag("tr"));
                assertThat(key("HTTP://LISTS.XEN.ORG/xen-devel/2011-03/MSG01142.HTML"))
                        .isEqualTo("num xen-devel 2011-03 1142");
                assertThat(key("LISTS.XENPROJECT.ORG/archives/html/XEN-DEVEL/2011-03/INDEX.HTML"))
                        .isEqualTo("month xen-devel 2011-03");
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Nested
    class PublishedLinks {
        /** Collected from public places; not part of the project. */
        private static final Path TABLE = Path.of("../../shared/corpora/legacy-links.tsv");

        @Test
        void allHaveTheKeyThatIsExpected() throws IOException {
            assumeTrue(Files.exists(TABLE), "no table of published links at " + TABLE);
            List<String> wrong = new ArrayList<>();
            List<String> rows = Files.readAllLines(TABLE);
            for (String row : rows.subList(1, rows.size())) {
                String[] cells = row.split("\t", -1);
                String expected = cells[8];
                for (String link : variants(cells[0], cells[1])) {
                    if (!key(link).equals(expected)) {
                        wrong.add(link + " -> " + key(link) + " instead of " + expected);
                    }
                }
            }
            assertThat(rows).hasSize(414);
            assertThat(wrong).isEmpty();
        }

        /** Both forms as they are, over both schemes, and on every host if the host is ours. */
        private static List<String> variants(String exact, String normalised) {
            List<String> links = new ArrayList<>();
            for (String form : List.of(exact, exact.replace("\\n", "\n"), normalised)) {
                links.add(form);
                links.add(form.replaceFirst("^https?:", "http:"));
                links.add(form.replaceFirst("^https?:", "https:"));
                HOSTS.stream()
                        .filter(host -> hostOf(form).equals(host))
                        .findFirst()
                        // A search without query is named by its host.
                        .filter(host -> !form.contains("namazu"))
                        .ifPresent(
                                host ->
                                        HOSTS.forEach(
                                                other -> links.add(form.replace(host, other))));
            }
            return links;
        }
    }

    private static String hostOf(String link) {
        return link.replaceFirst("^https?://", "").replaceFirst("/[\\s\\S]*", "");
    }

    private static String key(String link) {
        return PARSER.parse(link).map(LinkKey::toString).orElse("none");
    }
}
