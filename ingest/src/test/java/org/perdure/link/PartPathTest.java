package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.message.Attachment;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

class PartPathTest {
    private static Attachment named(String name) {
        return new Attachment("2", name, "application/pdf", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "paper.pdf, paper.pdf",
        "../../etc/passwd, passwd",
        "C:\\Users\\ada\\x y.pdf, x_y.pdf",
        ".htaccess, htaccess",
        "a..b.pdf, a.b.pdf",
        "größe.pdf, gr_e.pdf",
        "'\"><script>.pdf', script_.pdf",
        "..., attachment.pdf",
        "..%2F..%2Fpasswd, 2F._2Fpasswd",
        "a%00b.pdf, a_00b.pdf",
        "invoice\u202Efdp.exe, invoice_fdp.exe",
        "文書, attachment.pdf"
    })
    void namesAreSafe(String name, String safe) {
        assertThat(PartPath.nameOf(named(name))).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource({
        "text/calendar, attachment.ics",
        "text/rfc822-headers, attachment.txt",
        "message/delivery-status, attachment.txt",
        "application/x-of-its-own, attachment.bin"
    })
    void namesAreMadeOfTheMediaTypeWhereTheSenderGaveNone(String mediaType, String name) {
        assertThat(PartPath.nameOf(new Attachment("2", null, mediaType, 1))).isEqualTo(name);
    }

    @Test
    void namesHaveALimitThatKeepsTheExtension() {
        String at = "a".repeat(PartPath.MAX_NAME - 4) + ".pdf";
        assertThat(PartPath.nameOf(named(at))).isEqualTo(at);
        assertThat(PartPath.nameOf(named("b" + at))).isEqualTo(at);
    }

    @Test
    void nameTheCopy() {
        ListName list = new ListName("quill");
        MessageId id = new MessageId("a/b@example.org");
        assertThat(PartPath.of(list, id, 0, named("a b.pdf")))
                .isEqualTo("/quill/a%2Fb@example.org/2-a_b.pdf");
        assertThat(PartPath.of(list, id, 3, named("a b.pdf")))
                .isEqualTo("/quill/a%2Fb@example.org/2-a_b.pdf?copy=3");
    }
}
