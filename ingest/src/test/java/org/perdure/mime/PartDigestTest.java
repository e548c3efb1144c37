package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartDigestTest {
    private static String normalized(String text) {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = PartDigest.normalize(content);
        return new String(content, 0, length, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a/b//             | a/b
                    a~/b~/            | a/b
                    ~/~/              |
                    a~b               | a~b
                    /a                | /a
                    >From x           | From x
                    a/>>>From x/b     | a/From x/b
                    From x            | From x
                    >Frome x          | >Frome x
                    a >From x         | a >From x
                    > From x          | > From x
                    >From >From x     | From >From x
                    """)
    void leavesOutWhatTransportChanges(String text, String left) {
        String lines = text.replace('/', '\n').replace('~', '\r');
        String expected = left == null ? "" : left.replace('/', '\n').replace('~', '\r');
        assertThat(normalized(lines)).isEqualTo(expected);
    }

    @Test
    @Timeout(20)
    void takesTimeByTheLength() {
        String marks = ">".repeat(1 << 20);
        assertThat(normalized(marks + "From ".repeat(1 << 20))).startsWith("From From ");
        assertThat(normalized((marks + "\n").repeat(4))).hasSize(4 * marks.length() + 3);
    }
}
