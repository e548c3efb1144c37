package org.perdure.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;

class PostmarkTest {
    private final Postmark postmark = new Postmark(() -> Instant.parse("2026-12-31T23:59:59Z"));

    @Test
    void tellsWhenAndHowAMessageCame() {
        byte[] bytes = {'a'};
        Delivery one = postmark.mark(new ListName("fern"), "lmtp", "ada@example.org", bytes);
        Delivery other = postmark.mark(new ListName("fern"), "lmtp", "", bytes);
        assertThat(new String(one.raw().separator(), UTF_8))
                .isEqualTo("From ada@example.org Thu Dec 31 23:59:59 2026");
        assertThat(new String(other.raw().separator(), UTF_8))
                .isEqualTo("From MAILER-DAEMON Thu Dec 31 23:59:59 2026");
        assertThat(one.raw().source()).isNotEqualTo(other.raw().source());
        assertThat(one.raw().truncated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Return-Path: <ada@example.org>\\nSubject: x\\n\\n | ada@example.org
                    RETURN-PATH:ada@example.org\\r\\nSubject: x\\n    | ada@example.org
                    X-Original-To: b\\nReturn-Path: <a>\\n            | a
                    Return-Path: <>\\n                                | ''
                    Subject: x\\n                                     | ''
                    Return-Path                                       | ''
                    ''                                                | ''
                    a:\\nb:\\nc:\\nd:\\ne:\\nReturn-Path: <a>\\n      | ''
                    """)
    void findsTheSenderThatAnAgentWrote(String message, String sender) {
        byte[] bytes = message.replace("\\n", "\n").replace("\\r", "\r").getBytes(UTF_8);
        assertThat(Postmark.returnPath(bytes)).isEqualTo(sender);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: x", "Subject : x", "a:", "From:x\r\n"})
    void mailBeginsWithAField(String text) {
        assertThat(Delivery.isMessage(text.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", " a: b", "\n", "Subject", "From ada Tue", "é: x", "a\0: x"})
    void nothingElseIsMail(String text) {
        assertThat(Delivery.isMessage(text.getBytes(UTF_8))).isFalse();
    }
}
