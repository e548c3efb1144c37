package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

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

                YWRhQGV4YW1wbGUub3Jn
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
    @Timeout(20)
    void takesTimeInProportion() {
        for (String piece :
                List.of(
                        "--b\n",
                        "=?u?q?",
                        "ada@",
                        "=\n",
                        "Content-Type: message/rfc822\n\n",
                        "a@b.example ")) {
            mask(
                    "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n"
                            + piece.repeat(200_000));
            mask("Subject: " + piece.replace("\n", " ").repeat(200_000) + "\n\n");
        }
    }
}
