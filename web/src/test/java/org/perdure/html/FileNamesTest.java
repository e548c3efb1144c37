package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Attachment;

class FileNamesTest {
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
        "文書, attachment.pdf"
    })
    void areSafe(String name, String safe) {
        assertThat(FileNames.safeName(named(name))).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource({
        "text/calendar, attachment.ics",
        "text/rfc822-headers, attachment.txt",
        "message/delivery-status, attachment.txt",
        "application/x-of-its-own, attachment.bin"
    })
    void areMadeOfTheMediaTypeWhereTheSenderGaveNone(String mediaType, String name) {
        assertThat(FileNames.safeName(new Attachment("2", null, mediaType, 1))).isEqualTo(name);
    }

    @Test
    void haveALimitThatKeepsTheExtension() {
        String at = "a".repeat(FileNames.MAX_NAME - 4) + ".pdf";
        assertThat(FileNames.safeName(named(at))).isEqualTo(at);
        assertThat(FileNames.safeName(named("b" + at))).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "image/svg+xml",
                "application/xhtml+xml",
                "text/xml",
                "application/pdf",
                "text/javascript"
            })
    void whatCanBeActiveIsNeverShown(String mediaType) {
        assertThat(FileNames.isShown(new Attachment("2", "x", mediaType, 1))).isFalse();
    }
}
