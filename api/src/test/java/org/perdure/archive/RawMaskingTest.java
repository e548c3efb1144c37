package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.LinkParser;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;

class RawMaskingTest {
    private static final Masking MASKING =
            Masking.of(
                    new MailingList(
                            new ListName("quill"),
                            "",
                            List.of("quill@example.org"),
                            List.of(),
                            null,
                            MailingList.Masking.ALL),
                    new LinkParser(List.of()));

    private static String mask(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        byte[] masked = RawMasking.message(bytes, MASKING, Set.of(new MessageId("1@example.org")));
        assertThat(masked).hasSameSizeAs(bytes);
        return new String(masked, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "From: Ada <ada@example.org>, From: Ada <ada@xxxxxxxxxxx>",
        "To: quill@example.org, To: quill@example.org",
        "Message-ID: <1@example.org>, Message-ID: <1@example.org>",
        "In-Reply-To: <1@example.org> of ada@example.org, In-Reply-To: <1@example.org> of ada@xxxxxxxxxxx",
        "List-Post: <mailto:quill@example.net>, List-Post: <mailto:quill@example.net>",
        "Received: by b.example.org for <ada@example.org>, Received: by b.example.org for <ada@xxxxxxxxxxx>",
        "Subject: =?utf-8?Q?ada=40example.org?=, Subject: =?utf-8?Q?ada=40xxxxxxxxxxx?=",
        "Subject: =?utf-8?Q?ada@e=78ample.org?=, Subject: =?utf-8?Q?ada@x=78xxxxxxxxx?=",
        "Content-Disposition: attachment; filename*=utf-8''ada%40example.org, Content-Disposition: attachment; filename*=utf-8''ada%40xxxxxxxxxxx"
    })
    void hidesAddressesInFields(String field, String masked) {
        assertThat(mask(field + "\n\n")).isEqualTo(masked + "\n\n");
    }

    @Test
    void hidesThemInWordsInBase64() {
        String word =
                Base64.getEncoder()
                        .encodeToString("Ada ada@example.org!".getBytes(StandardCharsets.UTF_8));
        String masked = mask("Subject: =?utf-8?B?" + word + "?=\n\n");
        String inner = masked.substring(masked.indexOf("?B?") + 3, masked.lastIndexOf("?="));
        assertThat(new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8))
                .isEqualTo("Ada ada@xxxxxxxxxxx!");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void hidesThemInBodiesInBase64(int before) {
        String text = "x".repeat(before) + " ada@example.org and ben@example.net\n";
        String coded =
                Base64.getMimeEncoder(20, new byte[] {'\n'})
                        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String head = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n";
        String masked = mask(head + coded).substring(head.length());
        assertThat(new String(Base64.getMimeDecoder().decode(masked), StandardCharsets.UTF_8))
                .isEqualTo("x".repeat(before) + " ada@xxxxxxxxxxx and ben@xxxxxxxxxxx\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Subject: =?utf-8?Q?ada=40exam?= =?utf-8?q?ple=2Eorg?=, Subject: =?utf-8?Q?ada=40xxxx?= =?utf-8?q?xxx=78xxx?=",
        "Subject: =?utf-8?Q?ada?=  =?utf-8?Q?@example.org?= x, Subject: =?utf-8?Q?ada?=  =?utf-8?Q?@xxxxxxxxxxx?= x",
        "Subject: =?utf-8?B?YWRhQGV4?= =?utf-8?Q?ample.org?=, Subject: =?utf-8?B?YWRhQHh4?= =?utf-8?Q?xxxxxxxxx?=",
        "Subject: =?utf-8?Q?ada=EF=BC=A0example.org?=, Subject: =?utf-8?Q?ada=EF=BC=A0xxxxxxxxxxx?=",
        "Subject: =?utf-8?Q?ada@exam?= and ple.org, Subject: =?utf-8?Q?ada@exam?= and ple.org",
        "'Content-Type: multipart/mixed; name=ada@example.org; boundary=b@example.org','Content-Type: multipart/mixed; name=ada@xxxxxxxxxxx; boundary=b@example.org'",
        "'Content-Type: text/plain; boundary=b@example.org','Content-Type: text/plain; boundary=b@xxxxxxxxxxx'",
        "Content-Type: x/x; name*0=\"ada@exam\"; name*1=\"ple.org\", Content-Type: x/x; name*0=\"ada@xxxx\"; name*1=\"xxxxxxx\"",
        "Content-Type: x/x; name*1=ple.org; name*0=ada@exam, Content-Type: x/x; name*1=xxxxxxx; name*0=ada@xxxx",
        "Content-Disposition: a; filename*0*=utf-8''ada%40ex; filename*1*=%61mple.org, Content-Disposition: a; filename*0*=utf-8''ada%40xx; filename*1*=%78xxxxxxxx",
        "Content-Disposition: a; filename=\"ada\\@exa\\mple.org\", Content-Disposition: a; filename=\"ada\\@xxx\\xxxxxxxx\"",
    })
    void hidesThemInFieldsAsTheyAreRead(String field, String masked) {
        assertThat(mask(field + "\n\n")).isEqualTo(masked + "\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "ada&#64;example.org, ada&#64;xxxxxxxxxxx",
        "ada&commat;example&period;org, ada&commat;xxxxxxxxxxxxxxxxxx",
        "ada&#x40example.org, ada&#x40example.org", // It is a letter of another alphabet.
        "ada@exam&#112;le.org, ada@xxxxxxxxxxxxxxxx",
        "ada<b>@</b>exam<i>ple.org</i>, ada<b>@</b>xxxx<i>xxxxxxx</i>",
        "ada@exam<!-- > -->ple.org, ada@xxxx<!-- > -->xxxxxxx",
        "ada@exam&shy;ple.org, ada@xxxxxxxxxxxxxxxx",
        "ada@exam&shyple.org, ada@xxxxxxxxxxxxxxx",
        "ada@exam<wbr>ple.org, ada@xxxx<wbr>xxxxxxx",
        "<a title='ada&#64;example.org'>x</a>, <a title='ada&#64;xxxxxxxxxxx'>x</a>",
        "<a title='<b>' x=\"'>\">ada<b title='>'>@example.org, <a title='<b>' x=\"'>\">ada<b title='>'>@xxxxxxxxxxx",
        "<p>ada@exam</p>ple.org, <p>ada@exam</p>ple.org",
        "ada@example.org&nbsp;and, ada@xxxxxxxxxxx&nbsp;and",
        "ada@example.org&lt;b@c.example, ada@xxxxxxxxxxx&lt;b@xxxxxxxxx",
        "quill&#64;exam<b>ple.org</b>, quill&#64;exam<b>ple.org</b>",
        "a &#; &# & &x; &unknown; < <!-- ada, a &#; &# & &x; &unknown; < <!-- ada"
    })
    void hidesThemInHtmlAsItIsRead(String html, String masked) {
        String head = "Content-Type: text/html\n\n";
        assertThat(mask(head + html)).isEqualTo(head + masked);
    }

    @Test
    void hidesThemInLinesThatGoOn() {
        String head = "Content-Type: text/plain; format=flowed; delsp=yes\n\n";
        assertThat(mask(head + "> to ada@ \r\n> exam \r\n> ple.org now\r\n"))
                .isEqualTo(head + "> to ada@ \r\n> xxxx \r\n> xxxxxxx now\r\n");
        String other = "to ada@ \n> example.org\nto ada@\nexample.org\n";
        assertThat(mask(head + other)).isEqualTo(head + other);
        String fixed = "Content-Type: text/plain; format=flowed\n\nto ada@ \nexample.org\n";
        assertThat(mask(fixed)).isEqualTo(fixed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/calendar",
                "TEXT/VCARD; charset=utf-8",
                "text/x-vcard",
                "text/directory; profile=vCard",
                "application/octet-stream; name=invitation.ics"
            })
    void hidesThemInFoldedLines(String type) {
        String head = "Content-Type: " + type + "\n\n";
        assertThat(mask(head + "A:MAILTO:ada@example\r\n .o\r\n\trg\r\nX:b@c.exa\n mple\n"))
                .isEqualTo(head + "A:MAILTO:ada@xxxxxxx\r\n xx\r\n\txx\r\nX:b@xxxxx\n xxxx\n");
        String lines = "X:ada@example\n.org\nY:ada\n\n @\n ex\n";
        assertThat(mask(head + lines)).isEqualTo(head + lines);
    }

    @Test
    void hidesThemInFoldedLinesWithinEncodings() {
        String folded = "MAILTO:ada@example\r\n .org\r\n";
        String masked = "MAILTO:ada@xxxxxxx\r\n xxxx\r\n";
        String head = "Content-Type: text/calendar\nContent-Transfer-Encoding: ";
        assertThat(mask(head + "quoted-printable\n\nMAILTO:ada=40exam=\nple\n =2Eorg\n"))
                .isEqualTo(head + "quoted-printable\n\nMAILTO:ada=40xxxx=\nxxx\n =78xxx\n");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            String in = head.replace("calendar", "calendar; charset=" + charset) + "base64\n\n";
            Base64.Encoder base64 = Base64.getEncoder();
            assertThat(mask(in + base64.encodeToString(folded.getBytes(charset))))
                    .isEqualTo(in + base64.encodeToString(masked.getBytes(charset)));
        }
        byte[] plain = folded.getBytes(StandardCharsets.UTF_8);
        assertThat(RawMasking.content(plain, "text/calendar", MASKING))
                .asString()
                .isEqualTo(masked);
        assertThat(RawMasking.content(plain, "text/plain", MASKING)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "utf-7, ada+AEA-example.org, ada+AEA-xxxxxxxxxxx",
        "UTF7, ada+AEA-example+AC4-org, ada+AEA-xxxxxxx+AHg-xxx",
        "unicode-1-1-utf-7, +AOQ- ada@+AGUAeABhAG0AcABs-e.org, +AOQ- ada@+AHgAeAB4AHgAeAB4-xxxxx",
        "x-unicode-2-0-utf-7, ada+AEAAZQB4-ample.org+ACE-, ada+AEAAeAB4-xxxxxxxxx+ACE-",
        "utf-7, ada+-b+AEA-example.org, ada+-b+AEA-xxxxxxxxxxx",
        "utf-7, quill+AEA-example.org + +A +AB a+AEA-b, quill+AEA-example.org + +A +AB a+AEA-b",
        "utf-8, ada+AEA-example.org, ada+AEA-example.org"
    })
    void hidesThemInUtf7(String charset, String text, String masked) {
        String head = "Content-Type: text/plain; charset=" + charset + "\n\n";
        assertThat(mask(head + text)).isEqualTo(head + masked);
        String coded = head.replaceFirst("\n", "\nContent-Transfer-Encoding: base64\n");
        Base64.Encoder base64 = Base64.getEncoder();
        assertThat(mask(coded + base64.encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(coded + base64.encodeToString(masked.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Reading.MANY - 12, Reading.MANY, Reading.TOO_MANY - 22})
    @Timeout(10)
    void hidesThemInLongUtf7(int length) {
        String head = "Content-Type: text/plain; charset=utf-7\n\n";
        String line = "ada+AEA-example.org\n";
        String before = "a".repeat(length) + "\n" + line.repeat(2);
        assertThat(mask(head + before))
                .isEqualTo(head + before.replace("example.org", "xxxxxxxxxxx"));
    }

    @Test
    void hidesThemInAPartOfALine() {
        String html = "Content-Type: text/html\n\nada@foo.exa<b>mple</b>";
        assertThat(mask(html)).isEqualTo("Content-Type: text/html\n\nada@xxxxxxx<b>xxxx</b>");
        String flowed =
                "Content-Type: text/plain; format=flowed; delsp=yes\n\nada@foo.exa \nmple\n";
        assertThat(mask(flowed)).endsWith("\n\nada@xxxxxxx \nxxxx\n");
    }

    @Test
    void hidesThemBehindBase64() {
        String mail =
                """
                Content-Type: text/plain
                Content-Transfer-Encoding: base64

                V29yZHMg
                ________________________
                the list of ada@example.org is here
                """;
        assertThat(mask(mail)).isEqualTo(mail.replace("@example.org", "@xxxxxxxxxxx"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, true",
        "8, 10, true",
        "9, 10, false",
        "2, 1048400, true",
        "3, 1040000, true",
        "3, 1048576, false"
    })
    void hidesThemInMessagesThatAreCoded(int depth, int length, boolean hidden) {
        String head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n";
        String mail = "Subject: =?utf-8?Q?ada=40example.org?=\n\n" + "x".repeat(length);
        for (int i = 0; i < depth; i++) {
            mail = head + base64(mail);
        }
        String masked = mask(mail);
        for (int i = 0; i < depth; i++) {
            masked = decoded(masked.substring(head.length()));
        }
        assertThat(masked.contains("ada=40example.org")).isEqualTo(!hidden);
    }

    @Test
    void hidesThemInMessagesOfADigest() {
        String mail =
                """
                Content-Type: multipart/digest; boundary=b

                --b

                Subject: =?utf-8?Q?ada=40example.org?=

                --b--
                """;
        assertThat(mask(mail)).isEqualTo(mail.replace("example.org", "xxxxxxxxxxx"));
    }

    @Test
    void takesTheFirstOfTwoEncodings() {
        String head =
                "Content-Transfer-Encoding: \"Base64\" (x)\nContent-Transfer-Encoding: 7bit\n\n";
        assertThat(decoded(mask(head + base64("ada@example.org")).substring(head.length())))
                .isEqualTo("ada@xxxxxxxxxxx");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"1000, ada@xxxxxxxxxxx", "1001, ada@example.org"})
    void tellsPartsApartUpToALimit(int multiparts, String last) {
        StringBuilder mail = new StringBuilder("Content-Type: multipart/mixed; boundary=b1\n\n");
        for (int i = 2; i <= multiparts; i++) {
            mail.append(
                    "--b" + (i - 1) + "\nContent-Type: multipart/mixed; boundary=b" + i + "\n\n");
        }
        mail.append("--b" + multiparts + "\nContent-Transfer-Encoding: base64\n\n");
        String masked = mask(mail + base64("ada@example.org"));
        assertThat(decoded(masked.substring(mail.length()))).isEqualTo(last);
    }

    @Test
    void hidesThemInQuotedPrintableTextAcrossSoftBreaks() {
        String head = "Content-Transfer-Encoding: quoted-printable\n\n";
        assertThat(mask(head + "of ada=40exam=\nple.org, =E9 =3D\n"))
                .isEqualTo(head + "of ada=40xxxx=\nxxxxxxx, =E9 =3D\n");
    }

    @Test
    void hidesThemBesideLettersOfAnyCharset() {
        assertThat(mask("\n\u00e4 ada@ex\u00e4mple.org \u00e4\n"))
                .isEqualTo("\n\u00e4 ada@xxxxxxxxxxxx \u00e4\n");
    }

    @Test
    void leavesPatchesAndBoundariesAndWhatNamesAMessage() {
        String mail =
                """
                Content-Type: multipart/mixed; boundary="1@example.org"

                --1@example.org
                Content-Type: text/plain

                https://lore.kernel.org/r/1@example.org
                @@ -1,2 +1,2 @@
                -ada@example.org
                +ben@example.org
                 cleo@example.org
                > @@ -1 +1 @@
                > -ada@example.org
                > +ben@example.org
                --1@example.org
                Content-Type: application/octet-stream
                Content-Transfer-Encoding: base64

                YWRhQGV4YW1wbGUub3JnAA==
                --1@example.org--
                """;
        assertThat(mask(mail)).isEqualTo(mail);
    }

    @Test
    void hidesThemInEveryPartAndInMessagesWithin() {
        String mail =
                """
                Content-Type: multipart/mixed; boundary=b

                ada@example.org
                --b
                Content-Type: text/html

                <a href="mailto:ada@example.org">ada@example.org</a>
                --b
                Content-Type: message/rfc822

                From: ada@example.org

                > ada@example.org
                --
                ada@example.org
                --b--
                ada@example.org
                """;
        assertThat(mask(mail)).isEqualTo(mail.replace("@example.org", "@xxxxxxxxxxx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "x",
                ":",
                "\n\n\n",
                "Content-Type: message/rfc822\n\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b",
                "Subject: =?utf-8?B?a?=\n\n",
                "Subject: =?=?q?==?=\n=",
                "Content-Transfer-Encoding: base64\n\nYW",
                "Content-Transfer-Encoding: quoted-printable\n\n=\n=4"
            })
    void standsWhatIsBroken(String raw) {
        assertThat(mask(raw)).isEqualTo(raw);
    }

    @Test
    @Timeout(60)
    void takesTimeInProportion() {
        for (String piece :
                List.of(
                        "--b\n",
                        "--b----",
                        "=?u?q?",
                        "=?u?q?a?= ",
                        "=?u?b?YWRh ",
                        "=?u?q?a?=40",
                        "ada@",
                        "a\u00ad@",
                        "=\n",
                        "= ",
                        "a@ \n",
                        "<a",
                        "<a '",
                        "<a=\">",
                        "<!--",
                        "&#00",
                        "&shy",
                        "a<b>@</b>",
                        "begin 644 a\n",
                        "n*0=a@b;",
                        "x=\"\\\";",
                        "Content-Type: message/rfc822\n\n",
                        "a@b.example ")) {
            String parts = "Content-Type: multipart/mixed; boundary=b\n";
            mask(parts + "Content-Transfer-Encoding: quoted-printable\n\n" + piece.repeat(200_000));
            mask("Content-Type: text/html; delsp=yes; format=flowed\n\n" + piece.repeat(200_000));
            mask("Subject: " + piece.replace("\n", " ").repeat(200_000) + "\n\n");
            mask("Content-Type: " + piece.replace("\n", " ").repeat(200_000) + "\n\n");
        }
    }
}
