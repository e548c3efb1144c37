package org.perdure.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopePathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FROM:<ada@example.org>                  | ada@example.org
                    from:<ada@example.org>                  | ada@example.org
                    FROM: <ada@example.org>                 | ada@example.org
                    FROM:<>                                 | ''
                    FROM:<@a.example,@b.example:ada@c.example> | ada@c.example
                    FROM:<"a b>c"@example.org>              | "a b>c"@example.org
                    FROM:<"a\\"b"@example.org>              | "a\\"b"@example.org
                    FROM:<dörte@example.org> SMTPUTF8       | dörte@example.org
                    FROM:<ada@[127.0.0.1]>                  | ada@[127.0.0.1]
                    """)
    void hasAnAddress(String argument, String address) {
        assertThat(EnvelopePath.parse("FROM:", argument))
                .hasValueSatisfying(path -> assertThat(path.address()).isEqualTo(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FROM",
                "FROM:",
                "FROM:ada@example.org",
                "FROM:<ada@example.org",
                "FROM:<a<b@example.org>",
                "FROM:<a\"b@example.org>",
                "FROM:<a\u0000b@example.org>",
                "FROM:<ada@example.org> =1",
                "FROM:<ada@example.org> SIZE=",
                "FROM:<ada@example.org> SIZE=1=2",
                "TO:<ada@example.org>",
            })
    void isRefusedIfMalformed(String argument) {
        assertThat(EnvelopePath.parse("FROM:", argument)).isEmpty();
    }

    @Test
    void hasParameters() {
        assertThat(EnvelopePath.parse("FROM:", "FROM:<>  size=12 Body=8BITMIME  SMTPUTF8"))
                .contains(
                        new EnvelopePath(
                                "", Map.of("SIZE", "12", "BODY", "8BITMIME", "SMTPUTF8", "")));
    }

    @ParameterizedTest
    @CsvSource({"383, true", "384, true", "385, false"})
    void hasALimitedLength(int length, boolean taken) {
        assertThat(EnvelopePath.parse("TO:", "TO:<" + "a".repeat(length) + ">").isPresent())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "\"", "\"a\"", "\\", "@", "@a:", " ", "a=", ">"})
    @Timeout(5)
    void ofHostileShapeIsReadInNoTime(String shape) {
        String hostile = shape.repeat(Wire.MAX_LINE_BYTES / shape.length());
        assertThat(EnvelopePath.parse("TO:", "TO:<" + hostile)).isEmpty();
        assertThat(EnvelopePath.parse("TO:", "TO:<a> " + hostile + "=")).isEmpty();
    }
}
