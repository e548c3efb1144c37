package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;

/** What is read of a patch, and what is written of it, is the same. */
@Timeout(30)
class PatchMailTest {
    private static final String DIFF =
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+one\n";

    private final MessageParser parser = new MessageParser();

    private PatchContent read(String raw) {
        return parser.readPatch(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String patch(PatchContent content) {
        return new String(content.patch(), StandardCharsets.ISO_8859_1);
    }

    private static PatchMail mail(String subject, String prose, String patch) {
        return new PatchMail(
                new Mailbox("Ada Quill", "ada@example.org"),
                subject,
                OffsetDateTime.parse("2011-03-04T10:00:00+01:00"),
                new MessageId("1@example.org"),
                new PatchContent(prose, patch.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void comesBack(PatchMail mail) {
        byte[] raw = mail.bytes();
        PatchContent content = parser.readPatch(raw);
        Message message = parser.parse(raw);

        assertThat(content.prose()).isEqualTo(mail.content().prose());
        assertThat(content.patch()).isEqualTo(mail.content().patch());
        assertThat(message.from()).containsExactly(mail.from());
        assertThat(message.subject()).isEqualTo(mail.subject());
        assertThat(message.sent()).isEqualTo(mail.date());
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void comesBackAsItIs() {
        comesBack(mail("[PATCH] x", "Text.\n", DIFF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From here on = all.\n>From there too.\n",
                "From: somebody\nFrom \n",
                "Fine\r\nF\n",
                "trailing blanks  \n\t\n"
            })
    void comesBackWhateverTheLinesBeginAndEndWith(String prose) {
        comesBack(mail("x", prose.replace("\r", ""), DIFF));
        comesBack(mail("x", "Text.\n", DIFF + "+" + prose.replace("Fine", "+e")));
    }

    @Test
    void comesBackWithLongLines() {
        comesBack(mail("x", "Text.\n", DIFF + "+" + "y".repeat(996) + "\n"));
        comesBack(mail("x", "Text.\n", DIFF + "+" + "y".repeat(5_000) + " \n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[PATCH] Bienenstöcke, und noch viele andere Wörter, die länger sind als eine Zeile",
                "蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂蜜蜂",
                "\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d\ud83d\udc1d",
                "what =?UTF-8?Q?is?= this"
            })
    void comesBackWithAnySubject(String subject) {
        comesBack(mail(subject, "Text.\n", DIFF));
    }

    @Test
    void isOneMessageWhateverSubjectAndNameHold() {
        PatchMail mail =
                new PatchMail(
                        new Mailbox("Q, \"A\\da\"\r\nX-Evil: 1", "ada@example.org\nBcc: x"),
                        "x\r\nX-Evil: 1\n\nbody",
                        OffsetDateTime.parse("2011-03-04T10:00:00+01:00"),
                        new MessageId("1\n\n@example.org"),
                        new PatchContent("Text.\n", new byte[0]));
        String raw = new String(mail.bytes(), StandardCharsets.UTF_8);

        assertThat(raw.substring(0, raw.indexOf("\n\n")).lines())
                .allMatch(
                        line ->
                                line.matches(
                                        "(From|Subject|Date|Message-ID|MIME-Version|Content-[\\w-]+): .*"));
        assertThat(raw).endsWith("\n\nText.\n");
    }

    @Test
    void readsTextAndAttachedPatchAsOne() {
        PatchContent content =
                read(
                        """
                        Content-Type: multipart/mixed; boundary=b

                        --b
                        Content-Type: text/plain; charset=ISO-8859-1
                        Content-Transfer-Encoding: quoted-printable

                        Gr=FC=DFe
                        --b
                        Content-Type: application/octet-stream; name=x.patch
                        Content-Transfer-Encoding: base64
                        Content-Disposition: attachment; filename=x.patch

                        %s
                        --b
                        Content-Type: text/html

                        <p>no</p>
                        --b--
                        """
                                .formatted(
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        DIFF.getBytes(StandardCharsets.US_ASCII))));
        assertThat(content.prose()).isEqualTo("Grüße\n");
        assertThat(patch(content)).isEqualTo(DIFF);
    }

    @Test
    void keepsTheBytesOfFiles() {
        PatchContent content =
                read(
                        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\nText.\n"
                                + DIFF
                                + "+\u00e9\u00ff\n");
        assertThat(patch(content)).endsWith("+\u00e9\u00ff\n");
    }

    @Test
    void takesReturnsForLineEndsOfMailIfThePatchHasThemToo() {
        String crlf = DIFF.replace("\n", "\r\n");
        String ofFile = DIFF.replace("+one\n", "+one\r\n");

        assertThat(patch(read("Subject: x\r\n\r\nText.\r\n" + crlf))).isEqualTo(DIFF);
        assertThat(patch(read("Subject: x\n\nText.\n" + ofFile))).isEqualTo(ofFile);
        assertThat(read("Subject: x\r\n\r\nText.\r\n").prose()).isEqualTo("Text.\n");
    }

    @Test
    void undoesFlowedText() {
        PatchContent content =
                read(
                        "Content-Type: text/plain; format=flowed\n\nText that \nflows.\n"
                                + DIFF.replace("@@ -0,0 +1 @@", "@@ -1 +1,2 @@\n  same"));
        assertThat(content.prose()).isEqualTo("Text that flows.\n");
        assertThat(patch(content)).contains("\n same\n+one\n");
    }
}
