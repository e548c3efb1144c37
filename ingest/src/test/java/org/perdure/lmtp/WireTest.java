package org.perdure.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.MessageBuffer;
import org.perdure.lmtp.Wire.Form;
import org.perdure.lmtp.Wire.Line;

@Timeout(20)
class WireTest {
    private static final int LIMIT = 1 << 20;

    private static byte[] bytes(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(ISO_8859_1);
    }

    private static Wire wire(byte[] in, int portion) {
        return new Wire(new MemoryChannel(in, portion), Wire.IDLE);
    }

    private static List<Line> lines(String in) throws IOException {
        Wire wire = wire(bytes(in), 7);
        List<Line> lines = new ArrayList<>();
        for (Line line = wire.readLine(); line != null; line = wire.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Returns the message, a bar, and what stands behind its end. */
    private static String data(byte[] in, int portion) throws IOException {
        Wire wire = wire(in, portion);
        try (MessageBuffer message = new MessageBuffer(new MemoryBudget(LIMIT), LIMIT)) {
            assertThat(wire.readData(message, Integer.MAX_VALUE)).isTrue();
            Line next = wire.readLine();
            return new String(message.bytes(), ISO_8859_1)
                    + "|"
                    + (next == null ? "" : next.text());
        }
    }

    @Nested
    class Commands {
        @Test
        void endWithCrLf() throws IOException {
            assertThat(lines("NOOP\\r\\nQUIT\\r\\n"))
                    .containsExactly(new Line(Form.GOOD, "NOOP"), new Line(Form.GOOD, "QUIT"));
        }

        @ParameterizedTest
        @CsvSource({"NO\\rOP\\r\\n", "NOOP\\n", "\\rNOOP\\r\\n", "NOOP\\r\\r\\n", "\\n"})
        void withALoneCrOrLfAreRefused(String line) throws IOException {
            assertThat(lines(line)).containsExactly(new Line(Form.BARE_LINE_END, ""));
        }

        @Test
        void withoutAnEndAreDropped() throws IOException {
            assertThat(lines("NOOP\\r\\nQUIT\\r")).containsExactly(new Line(Form.GOOD, "NOOP"));
        }

        @Test
        void haveALimitedLength() throws IOException {
            String longest = "a".repeat(Wire.MAX_LINE_BYTES - 2);
            assertThat(lines(longest.substring(1) + "\r\n").getFirst().form()).isEqualTo(Form.GOOD);
            assertThat(lines(longest + "\r\n").getFirst()).isEqualTo(new Line(Form.GOOD, longest));
            assertThat(lines(longest + "a\r\nNOOP\r\n"))
                    .containsExactly(new Line(Form.TOO_LONG, ""), new Line(Form.GOOD, "NOOP"));
        }

        @Test
        void withoutAnEndAreReportedMoreThanOnce() throws IOException {
            String whole = "a".repeat(Wire.MAX_SKIPPED_BYTES - 2) + "\r\n";
            assertThat(lines(whole + "NOOP\r\n"))
                    .containsExactly(new Line(Form.TOO_LONG, ""), new Line(Form.GOOD, "NOOP"));
            assertThat(lines("aaa" + whole + "NOOP\r\n"))
                    .as("what is behind the limit is no command")
                    .containsExactly(
                            new Line(Form.TOO_LONG, ""),
                            new Line(Form.TOO_LONG, ""),
                            new Line(Form.GOOD, "NOOP"));
        }
    }

    @Nested
    class AMessage {
        @ParameterizedTest
        @CsvSource(
                delimiter = '=',
                ignoreLeadingAndTrailingWhitespace = false,
                textBlock =
                        """
                        .\\r\\nQUIT\\r\\n=|QUIT
                        a\\r\\n.\\r\\nQUIT\\r\\n=a\\n|QUIT
                        a\\r\\n..\\r\\nb\\r\\n.\\r\\n=a\\n.\\nb\\n|
                        ..a\\r\\n.\\r\\n=.a\\n|
                        .a\\r\\n.\\r\\n=a\\n|
                        ...\\r\\n.\\r\\n=..\\n|
                        a.\\r\\n.\\r\\n=a.\\n|
                        a\\r\\n\\r\\n.\\r\\n=a\\n\\n|
                        a\\r\\r\\n.\\r\\n=a\\r\\n|
                        a\\rb\\nc\\r\\n.\\r\\n=a\\rb\\nc\\n|
                        """)
        void endsWithADotAlone(String in, String expected) throws IOException {
            assertThat(data(bytes(in), 3)).isEqualTo(new String(bytes(expected), ISO_8859_1));
        }

        /** What some servers have taken for the end of a message. */
        @ParameterizedTest
        @CsvSource({
            "\\n.\\n, \\n.\\n",
            "\\n.\\r\\n, \\n.\\n",
            "\\r\\n.\\n, \\n\\n",
            "\\r.\\r\\n, \\r.\\n",
            "\\r.\\r, \\r.\\r",
            "\\r\\n.\\r, \\n\\r",
            "\\r\\n\\n.\\r\\n, \\n\\n.\\n",
            "\\r\\n.\\r\\r\\n, \\n\\r\\n",
            "\\r\\n.\\rb\\n.\\r\\n, \\n\\rb\\n.\\n",
        })
        void endsWithNothingElse(String disguised, String kept) throws IOException {
            byte[] in = bytes("a" + disguised + "MAIL FROM:<>\\r\\n.\\r\\nQUIT\\r\\n");
            byte[] message = bytes("a" + kept + "MAIL FROM:<>\\n");
            assertThat(data(in, 100)).isEqualTo(new String(message, ISO_8859_1) + "|QUIT");
        }

        static IntStream seeds() {
            return IntStream.range(0, 300);
        }

        @ParameterizedTest
        @MethodSource("org.perdure.lmtp.WireTest$AMessage#seeds")
        void comesOutAsItWasWritten(int seed) throws IOException {
            Random random = new Random(seed);
            byte[] letters = bytes("\\r\\n\\r\\n...ab>");
            byte[] message = new byte[random.nextInt(200)];
            for (int i = 0; i < message.length; i++) {
                message[i] = letters[random.nextInt(letters.length)];
            }
            int portion = 1 + random.nextInt(30);
            MemoryChannel channel = new MemoryChannel(new byte[0], portion);
            new Wire(channel, Wire.IDLE).writeData(message);
            boolean whole = message.length == 0 || message[message.length - 1] == '\n';
            assertThat(data(channel.out.toByteArray(), portion))
                    .isEqualTo(new String(message, ISO_8859_1) + (whole ? "|" : "\n|"));
        }

        @Test
        void thatBreaksOffIsNone() {
            Wire wire = wire(bytes("a\\r\\n."), 10);
            MessageBuffer message = new MessageBuffer(new MemoryBudget(LIMIT), LIMIT);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> wire.readData(message, LIMIT));
        }

        @Test
        void isReadUpToALimit() throws IOException {
            for (int length : new int[] {99, 100, 101, 102}) {
                Wire wire = wire(bytes("a".repeat(length) + "\\r\\n.\\r\\n"), 10);
                MessageBuffer message = new MessageBuffer(new MemoryBudget(LIMIT), 50);
                assertThat(wire.readData(message, 101)).isEqualTo(length <= 100);
                assertThat(message.state()).isEqualTo(MessageBuffer.State.TOO_LONG);
            }
        }
    }

    @Nested
    class TheTime {
        @Test
        void thatTheOtherSideMaySayNothingIsLimited() {
            long before = System.nanoTime();
            Wire wire = wire(new byte[0], 1);
            long after = System.nanoTime();
            assertThat(wire.isOverdue(before + Wire.IDLE.toNanos() - 1)).isFalse();
            assertThat(wire.isOverdue(after + Wire.IDLE.toNanos() + 1)).isTrue();
        }
    }
}
