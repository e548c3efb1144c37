package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MboxWriterTest {
    private static final String SEPARATOR = "From mboxrd@z Fri May  3 15:04:01 2019";

    @Nested
    class AMessage {
        @Test
        void standsBetweenItsSeparatorLineAndABlankLine() throws IOException {
            assertThat(written("X: 1\n\ntext\n")).isEqualTo(SEPARATOR + "\nX: 1\n\ntext\n\n");
        }

        @Test
        void hasItsOwnKindOfLineEndsAroundIt() throws IOException {
            assertThat(written("X: 1\r\n\r\ntext\r\n"))
                    .isEqualTo(SEPARATOR + "\r\nX: 1\r\n\r\ntext\r\n\r\n");
        }

        @Test
        void getsALineEndWhenItsLastLineHasNone() throws IOException {
            assertThat(written("X: 1\r\nX: 2")).endsWith("X: 1\r\nX: 2\r\n\r\n");
            assertThat(written("X: 1")).endsWith("X: 1\n\n");
        }

        @Test
        void mayBeEmpty() throws IOException {
            assertThat(written("")).isEqualTo(SEPARATOR + "\n\n");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        From a          | >From a
                        >From a         | >>From a
                        >>From a        | >>>From a
                        > From a        | > From a
                        ' From a'       | ' From a'
                        From            | From
                        From >From a    | >From >From a
                        x>From a        | x>From a
                        """)
        void hasItsFromLinesQuoted(String line, String quoted) throws IOException {
            assertThat(written("%s\nx\n%s\n".formatted(line, line)))
                    .isEqualTo("%s\n%s\nx\n%s\n\n".formatted(SEPARATOR, quoted, quoted));
        }

        @Test
        void withoutASeparatorLineGetsOneThatIsOldest() throws IOException {
            assertThat(written("", "X: 1\n"))
                    .isEqualTo("From mboxrd@z Thu Jan  1 00:00:00 1970\nX: 1\n\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Subject: x", "From a\nFrom b", ">From a"})
        void mustNotHaveASeparatorThatBreaksTheMailbox(String separator) {
            assertThatThrownBy(() -> written(separator, "X: 1\n"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class RoundTrips {
        @ParameterizedTest
        @ValueSource(longs = {11, 12, 13, 14})
        void giveEveryMessageBack(long seed) throws IOException {
            Random random = new Random(seed);
            for (int round = 0; round < 300; round++) {
                List<String> messages = new ArrayList<>();
                ByteArrayOutputStream mbox = new ByteArrayOutputStream();
                try (MboxWriter writer = new MboxWriter(mbox)) {
                    for (int i = random.nextInt(6); i >= 0; i--) {
                        String text = MboxSamples.text(random);
                        messages.add(text);
                        writer.write(bytes(SEPARATOR), bytes(text));
                    }
                }
                messages.replaceAll(MboxWriterTest::withFinalLineEnd);
                assertThat(bodies(mbox.toByteArray())).isEqualTo(messages);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n"})
        void giveARegularMailboxBackByteForByte(String lineEnd) throws IOException {
            Random random = new Random(21);
            for (int round = 0; round < 500; round++) {
                StringBuilder mbox = new StringBuilder();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    String text = "X: 1" + lineEnd + MboxSamples.text(random, lineEnd) + lineEnd;
                    String quoted = text.replaceAll("(\\A|(?<=\n))(>*From )", "$1>$2");
                    mbox.append(SEPARATOR).append(lineEnd).append(quoted).append(lineEnd);
                }
                ByteArrayOutputStream again = new ByteArrayOutputStream();
                try (MboxReader reader = reader(bytes(mbox.toString()));
                        MboxWriter writer = new MboxWriter(again)) {
                    for (RawMessage m = reader.nextMessage(); m != null; m = reader.nextMessage()) {
                        writer.write(m);
                    }
                }
                assertThat(again.toString(ISO_8859_1)).isEqualTo(mbox.toString());
            }
        }
    }

    private static String withFinalLineEnd(String text) {
        if (text.isEmpty() || text.endsWith("\n")) {
            return text;
        }
        int lineFeed = text.indexOf('\n');
        return text + (lineFeed > 0 && text.charAt(lineFeed - 1) == '\r' ? "\r\n" : "\n");
    }

    private static String written(String message) throws IOException {
        return written(SEPARATOR, message);
    }

    private static String written(String separator, String message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MboxWriter writer = new MboxWriter(out)) {
            writer.write(new RawMessage("s", 0, 0, 0, bytes(separator), bytes(message), false));
        }
        return out.toString(ISO_8859_1);
    }

    private static List<String> bodies(byte[] mbox) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (MboxReader reader = reader(mbox)) {
            for (RawMessage m = reader.nextMessage(); m != null; m = reader.nextMessage()) {
                bodies.add(new String(m.bytes(), ISO_8859_1));
            }
        }
        return bodies;
    }

    private static MboxReader reader(byte[] mbox) {
        return new MboxReader(new ByteArrayInputStream(mbox), "test");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
