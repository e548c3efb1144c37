package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.NoArchive;

class NoArchiveTest {
    private static boolean isAsked(String field) {
        byte[] raw = (field + "\n\ntext\n").getBytes(StandardCharsets.ISO_8859_1);
        return NoArchive.find(new MessageParser().parse(raw)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-No-Archive: yes",
                "x-no-archive: YES",
                "X-No-Archive: Yes, please",
                "Archive: no",
                "X-Archive: No",
                "X-Archive: expiry=7\nX-Archive: no",
                "Restrict: no-external-archive"
            })
    void isAskedFor(String field) {
        assertThat(isAsked(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-No-Archive: no",
                "X-No-Archive:",
                "Archive: yes",
                "X-Archive: expiry=7",
                "X-Archive: northwind",
                "Restrict: no",
                "Subject: X-No-Archive: yes"
            })
    void isNotAskedFor(String field) {
        assertThat(isAsked(field)).isFalse();
    }
}
