package org.perdure.source.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.MhonarcComment;
import org.perdure.message.Attachment;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;

@Timeout(60)
class MhonarcPageTest {
    private static MhonarcPage page(String head, String body) {
        return MhonarcPage.find(bytes(html(head, body))).orElseThrow();
    }

    private static byte[] bytes(String page) {
        return page.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String html(String head, String body) {
        return head
                + """

                <!--X-Head-End-->
                <html><head><title>t</title></head><body>
                <!--X-Head-of-Message-->
                <ul>
                <li><em>To</em>: Noor &lt;<a href="mailto:noor@DOMAIN.HIDDEN">noor@xxx</a>&gt;</li>
                <li><em>Date</em>: 1 Mar 2011 08:00:00 +0000</li>
                <li><em>In-reply-to</em>: &lt;a&amp;amp;b@example.org&gt;</li>
                </ul>
                <!--X-Head-of-Message-End-->
                <!--X-Body-of-Message-->"""
                + body
                + "<!--X-Body-of-Message-End-->\n<!--X-Follow-Ups-->";
    }

    private static Message message(MhonarcPage page, Map<String, byte[]> files) {
        byte[] built = Reconstruction.of(page, new MessageId("a@example.org"), files).bytes();
        return new MessageParser().parse(built);
    }

    @Nested
    class Comments {
        @Test
        void areUnescapedOnce() {
            MhonarcPage page =
                    page(
                            "<!--X-Message-Id: a&#45;&#45;b&#38;amp&#38;#45;&#60;x -->",
                            "<pre></pre>");
            assertThat(page.id()).isEqualTo(new MessageId("a--b&amp&#45;<x"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                Yrve Tenfre                    | Keir Fraser
                xrve.senfreNrh.pvgevk.pbz      | keir.fraser@eu.citrix.com
                NOZ[@AM                        | @AL MNZ[
                """)
        void areRotatedInAnAlphabetOfTwentyEightLetters(String rotated, String text) {
            if (!rotated.startsWith("NOZ")) {
                assertThat(MhonarcComment.rotated(rotated)).isEqualTo(text);
            }
            assertThat(MhonarcComment.rotated(MhonarcComment.rotated(rotated))).isEqualTo(rotated);
        }

        @Test
        void areRotatedBeforeEncodedWordsAreRead() {
            MhonarcPage page =
                    page(
                            "<!--X-From-R13: =?vfb&#45;8859&#45;1?C?Pw=T6ea_Pbo?= &#60;oboNk.org> -->",
                            "<pre></pre>");
            assertThat(message(page, Map.of()).author()).isEqualTo("Björn Bob");
        }

        @Test
        void ofOldPagesAreKnown() {
            MhonarcPage page =
                    page(
                            "<!--X-From: Ada &#60;ada@example.org> -->\n"
                                    + "<!--X-Reference-Id: r@example.org -->",
                            "<pre></pre>");
            assertThat(page.from()).isEqualTo("Ada <ada@example.org>");
            assertThat(page.references()).containsExactly(new MessageId("r@example.org"));
        }

        @Test
        void belowTheHeadAreNotBelieved() {
            MhonarcPage page =
                    page(
                            "<!--X-Message-Id: true@example.org -->",
                            "<!--X-Message-Id: false@example.org -->"
                                    + "<!--X-Derived: passwd -->"
                                    + "<!--X-Body-of-Message-End-->more<!--X-Head-End-->");
            assertThat(page.id()).isEqualTo(new MessageId("true@example.org"));
            assertThat(page.derived()).isEmpty();
            assertThat(page.body()).contains("more");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<html>", "<!--X-Head-End-->", "<!--X-Message-Id: a -->"})
        void areMissingWhereThereIsNoMessage(String text) {
            assertThat(MhonarcPage.find(bytes(text))).isEmpty();
        }

        @Test
        void mayBeMissing() {
            assertThat(page("", "<pre>text</pre>").id()).isNull();
        }

        @Test
        void areFoundInTheBeginningOfAPage() {
            String page = html("<!--X-Message-Id: a&#45;b -->", "");
            assertThat(MhonarcPage.findId(bytes(page))).contains(new MessageId("a-b"));
            assertThat(MhonarcPage.findId(bytes(page.substring(0, 20)))).isEmpty();
        }
    }

    @Nested
    class TheReconstruction {
        @Test
        void hasTheHeaderThatIsKnown() {
            MhonarcPage page =
                    page(
                            "<!--X-Subject: =?utf-8?B?R3LDvMOfZQ==?= -->\n"
                                    + "<!--X-Date: 2 Mar 2011 08:00:00 +0000 -->\n"
                                    + "<!--X-Reference: r1 -->\n<!--X-Reference: r2 -->",
                            "<pre>one &lt; two\n</pre>");
            Message message = message(page, Map.of());

            assertThat(message.id()).isEqualTo(new MessageId("a@example.org"));
            assertThat(message.subject()).isEqualTo("Grüße");
            assertThat(message.to().getFirst().address()).isEqualTo("noor@xxx");
            assertThat(message.sent()).hasToString("2011-03-01T08:00Z");
            assertThat(message.received()).hasToString("2011-03-02T08:00:00Z");
            assertThat(message.inReplyTo()).containsExactly(new MessageId("r2"));
            assertThat(message.references())
                    .containsExactly(new MessageId("r1"), new MessageId("r2"));
            assertThat(message.header().getFirst().body()).isEqualTo("mhonarc-html");
            assertThat(message.body().text()).isEqualTo("one < two\n");
            assertThat(message.defects()).isEmpty();
        }

        @Test
        void keepsEveryBlankOfPreformattedText() {
            String text = "\n  a\tb  \n\n\n> c &amp;amp; <a href=\"http://x\">http://x</a>\n";
            assertThat(message(page("", "\n<pre>" + text + "</pre>\n"), Map.of()).body().text())
                    .isEqualTo("\n  a\tb  \n\n\n> c &amp; http://x\n");
        }

        @Test
        void hasTheAttachmentsUnderTheirOwnNames() {
            MhonarcPage page =
                    page(
                            "<!--X-Derived: pdfx.pdf -->\n<!--X-Derived: binx.bin -->",
                            """
                            <pre>text</pre><pre>more</pre><p><strong>Attachment:
                            <a href="pdfx.pdf" ><tt>pl&#xE4;ne.pdf</tt></a></strong><br>
                            <em>Description:</em> Adobe PDF document</p>
                            """);
            Message message = message(page, Map.of("pdfx.pdf", bytes("%PDF")));

            assertThat(message.body().text()).isEqualTo("text\nmore\n");
            assertThat(message.attachments())
                    .containsExactly(new Attachment("3", "pläne.pdf", "application/pdf", 4));
            assertThat(
                            Reconstruction.of(
                                            page, new MessageId("a"), Map.of("pdfx.pdf", bytes("")))
                                    .missing())
                    .containsExactly("binx.bin");
        }

        @Test
        void keepsHtmlAsHtml() {
            MhonarcPage page =
                    page(
                            "<!--X-Derived: gifx.gif -->",
                            "<p>One <b>word</b></p><blockquote><pre>quoted\n</pre></blockquote>"
                                    + "<p><a href=\"gifx.gif\">the picture</a></p>");
            Message message = message(page, Map.of("gifx.gif", bytes("GIF")));

            assertThat(message.body().fromHtml()).isTrue();
            assertThat(message.body().text()).isEqualTo("One word\n\n> quoted\n");
            assertThat(message.attachments())
                    .extracting(Attachment::fileName)
                    .contains("the picture");
        }

        @ParameterizedTest
        @CsvSource({"499, false", "500, false", "501, true"})
        void ofVeryManyPiecesIsHtml(int pieces, boolean html) {
            MhonarcPage page = page("", "<pre>piece</pre>".repeat(pieces));
            Message message = message(page, Map.of());
            assertThat(message.body().fromHtml()).isEqualTo(html);
            assertThat(message.body().text().replaceAll("[^i]", "")).hasSize(pieces);
        }

        @Test
        void isTheSameEachTime() {
            MhonarcPage page = page("<!--X-Derived: a.pdf -->", "<pre>x</pre>");
            Map<String, byte[]> files = Map.of("a.pdf", bytes("%PDF"));
            assertThat(Reconstruction.of(page, new MessageId("a"), files).bytes())
                    .isEqualTo(Reconstruction.of(page, new MessageId("a"), files).bytes());
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b@example.org", "a>b@example.org", "=/+%41@x", "a@b@c"})
        void hasTheMsgIdAsItWas(String id) {
            byte[] built =
                    Reconstruction.of(page("", "<pre>x</pre>"), new MessageId(id), Map.of())
                            .bytes();
            assertThat(new MessageParser().parse(built).id()).isEqualTo(new MessageId(id));
        }

        @Test
        void injectsNoField() {
            MhonarcPage page =
                    page("<!--X-Subject: a&#10;X-Evil: b&#13;&#10;&#10;body -->", "<pre>x</pre>");
            assertThat(message(page, Map.of()).subject()).isEqualTo("a X-Evil: b body");
        }
    }

    @Nested
    class HostilePages {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!--X-Derived: a -->",
                    "<!--X-Reference: ",
                    "&#45;",
                    "<li>",
                    "<pre>",
                    "</pre><p><strong>Attachment:",
                    "<div>",
                    "<a href=\"a\">",
                    "<"
                })
        void costTimeByTheirLength(String piece) {
            String much = piece.repeat(2_000_000 / piece.length());
            for (String html : List.of(html(much, "x"), html("", much), html("", "<pre>" + much))) {
                MhonarcPage.find(bytes(html)).ifPresent(page -> message(page, Map.of()));
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void neverThrow(long seed) {
            Random random = new Random(seed);
            String good =
                    html(
                            "<!--X-Message-Id: a -->\n<!--X-Derived: b.pdf -->",
                            "<pre>text &amp; more</pre><p><strong>Attachment:\n"
                                    + "<a href=\"b.pdf\" ><tt>c</tt></a></strong></p>");
            for (int i = 0; i < 3_000; i++) {
                byte[] bytes = bytes(good);
                for (int j = random.nextInt(30); j >= 0; j--) {
                    bytes[random.nextInt(bytes.length)] = bytes[random.nextInt(bytes.length)];
                }
                MhonarcPage.find(bytes)
                        .ifPresent(page -> message(page, Map.of("b.pdf", bytes("%PDF"))));
            }
        }
    }

    @Nested
    class TheDatabase {
        private String numbers(String perl) {
            return MhonarcDatabase.numbers(bytes(perl)).toString();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                textBlock =
                        """
                %MsgId=('a','7',); %IndexNum=('7','3',);                  | {3=a}
                %IndexNum = ( '7' => '3' ); %MsgId = ( 'a' => 7 );        | {3=a}
                %MsgId=('it\\'s\\\\','7'); %IndexNum=('7','0');             | {0=it's\\}
                %MsgId=('$x@{[`id`]}','7'); %IndexNum=('7','0');          | {0=$x@{[`id`]}}
                %MsgId=('a','7'); %IndexNum=('7',system('x'));            | {}
                %X=('%MsgId=(',['a',['b)']]); %MsgId=('a','7'); %IndexNum=('7','1'); | {1=a}
                %MsgId=('a','7','b','8'); %IndexNum=('7','1',             | {1=a}
                %MsgId=('a','7'); %IndexNum=('7','-1');                   | {}
                %MsgId=('a','7'); %IndexNum=('7','99999999999');          | {}
                %MsgId=('a','7'); %IndexNum=('7','9999999');              | {9999999=a}
                %MsgId=('a','7'); %IndexNum=('7','10000000');             | {}
                # %MsgId=('a','7');                                       | {}
                """)
        void isReadAndNotRun(String perl, String numbers) {
            assertThat(numbers(perl)).isEqualTo(numbers);
        }

        @ParameterizedTest
        @ValueSource(strings = {"%MsgId=(", "('", "[", "'a','7',", "%"})
        void costsTimeByItsLength(String piece) {
            assertThat(numbers("%MsgId=(" + piece.repeat(1_000_000 / piece.length())))
                    .isEqualTo("{}");
        }
    }
}
