package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Attachment;

class FileNamesTest {
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
