package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MboxReaderTest {
    private static final int NO_LIMIT = 1 << 20;

    /** Small, so that everything is cut somewhere. */
    private static final int SMALL_BUFFER = 64;

    @Nested
    class LookingAhead {
        @Test
        void takesNothing() throws IOException {
            byte[] mailbox = "\nFrom a\nA: 1\n\none\n\nFrom b\n".getBytes(ISO_8859_1);
            try (MboxReader reader = new MboxReader(new ByteArrayInputStream(mailbox), "x")) {
                int messages = 0;
                while (reader.hasNext()) {
                    assertThat(reader.hasNext()).isTrue();
                    assertThat(reader.nextMessage()).isNotNull();
                    messages++;
                }
                assertThat(messages).isEqualTo(2);
                assertThat(reader.nextMessage()).isNull();
            }
        }

        @Test
        void failsAsTakingDoes() throws IOException {
            byte[] picture = "GIF89a".getBytes(ISO_8859_1);
            try (MboxReader reader = new MboxReader(new ByteArrayInputStream(picture), "x")) {
                assertThatThrownBy(reader::hasNext).isInstanceOf(NotAnMboxException.class);
            }
        }
    }

    @Nested
    class Messages {
        @Test
        void beginAfterEachSeparatorLineWithOrWithoutABlankLineBeforeIt() throws IOException {
            assertThat(bodies("From a\nX: 1\n\nFrom b\nX: 2\nFrom c\nX: 3\n"))
                    .containsExactly("X: 1\n", "X: 2\n", "X: 3\n");
        }

        @Test
        void knowTheirPlaceAndTheirLengthInTheSource() throws IOException {
            List<RawMessage> messages = read("\nFrom a\n>From x\n\nFrom b\nX: 2\n");
            assertThat(messages).extracting(RawMessage::offset).containsExactly(1L, 17L);
            assertThat(messages).extracting(RawMessage::length).containsExactly(8L, 5L);
        }

        @Test
        void beginBehindAByteOrderMark() throws IOException {
            List<RawMessage> messages = read("\u00ef\u00bb\u00bf\nFrom a\nX: 1\n\nFrom b\nX: 2\n");
            assertThat(messages).extracting(RawMessage::offset).containsExactly(4L, 17L);
            assertThat(bodies("\u00ef\u00bb\u00bfFrom a\nX: 1\n")).containsExactly("X: 1\n");
            assertThat(bodies("\u00ef\u00bb\u00bf")).isEmpty();
            assertThatThrownBy(() -> bodies("\u00ef\u00bbFrom a\nX: 1\n"))
                    .isInstanceOf(NotAnMboxException.class);
        }

        @Test
        void areNoneInAnEmptyFileAndInOneOfBlankLines() throws IOException {
            assertThat(bodies("")).isEmpty();
            assertThat(bodies("\n\r\n\n")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From a",
                    "From a\n",
                    "From a\n\n",
                    "From a\r\n\r\n",
                    "From a\n\r\n",
                    "From "
                })
        void mayBeEmpty(String mbox) throws IOException {
            assertThat(bodies(mbox)).containsExactly("");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        'X: 1~~'         | 'X: 1~'
                        'X: 1~~~'        | 'X: 1~~'
                        'X: 1'           | 'X: 1'
                        'X: 1^~^~'       | 'X: 1^~'
                        'X: 1^~~'        | 'X: 1^~'
                        'X: 1~^~'        | 'X: 1~'
                        'X: 1^^~'        | 'X: 1^^~'
                        'X: 1^'          | 'X: 1^'
                        """)
        void loseOneBlankLineAtTheirEndAndNothingElse(String stored, String expected)
                throws IOException {
            String body = stored.replace('~', '\n').replace('^', '\r');
            String mbox = "From a\n" + body;
            assertThat(bodies(mbox))
                    .containsExactly(expected.replace('~', '\n').replace('^', '\r'));
        }

        @Test
        void keepNulAndEightBitBytes() throws IOException {
            assertThat(bodies("From a\n\0\u00ff\u0080\0\n")).containsExactly("\0\u00ff\u0080\0\n");
        }

        @Test
        void mayHaveFromInTheMiddleOfALineOrUnfinishedAtTheEnd() throws IOException {
            assertThat(bodies("From a\nX From b\n From c\nFrom\nFrom:\nfrom d\nFrom"))
                    .containsExactly("X From b\n From c\nFrom\nFrom:\nfrom d\nFrom");
        }
    }

    @Nested
    class Separators {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From a b Tue Mar  1 08:12:31 2011",
                    "From ",
                    "From \0\u00ff\r",
                    "From >"
                })
        void areKeptWithoutTheirLineEnd(String line) throws IOException {
            assertThat(separators(line + "\nX: 1\n\n" + line + "\r\nX: 2\n"))
                    .containsExactly(line.replace("\r", ""), line);
        }

        @Test
        void areCutAtTheirLimitAndTheMessageSaysSo() throws IOException {
            String atLimit = "From " + "x".repeat(MboxReader.MAX_SEPARATOR_BYTES - 5);
            for (String lineEnd : List.of("\n", "\r\n")) {
                String mbox = atLimit + lineEnd + "X: 1\n\n" + atLimit + "y" + lineEnd + "X: 2\n";
                for (int buffer : new int[] {SMALL_BUFFER, NO_LIMIT}) {
                    List<RawMessage> messages = read(mbox, MboxDialect.MBOXRD, NO_LIMIT, buffer);
                    assertThat(messages)
                            .extracting(message -> text(message.separator()))
                            .containsExactly(atLimit, atLimit);
                    assertThat(messages)
                            .extracting(RawMessage::truncated)
                            .containsExactly(false, true);
                    assertThat(messages)
                            .extracting(message -> text(message.bytes()))
                            .containsExactly("X: 1\n", "X: 2\n");
                }
            }
        }
    }

    @Nested
    class QuotedFromLines {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        >From a         | From a         | From a
                        >>From a        | >From a        | >>From a
                        >>>From a       | >>From a       | >>>From a
                        > From a        | > From a       | > From a
                        >From           | >From          | >From
                        >from a         | >from a        | >from a
                        x>From a        | x>From a       | x>From a
                        >From >From a   | From >From a   | From >From a
                        ' >From a'      | ' >From a'     | ' >From a'
                        """)
        void loseOneMarkAsTheDialectSays(String stored, String mboxrd, String mboxo)
                throws IOException {
            String mbox = "From a\n%s\nx\n%s\n".formatted(stored, stored);
            assertThat(text(read(mbox, MboxDialect.MBOXRD, NO_LIMIT, 64).getFirst().bytes()))
                    .isEqualTo("%s\nx\n%s\n".formatted(mboxrd, mboxrd));
            assertThat(text(read(mbox, MboxDialect.MBOXO, NO_LIMIT, 64).getFirst().bytes()))
                    .isEqualTo("%s\nx\n%s\n".formatted(mboxo, mboxo));
        }

        @Test
        @Timeout(20)
        void mayHaveMoreMarksThanTheBufferHasBytes() throws IOException {
            String marks = ">".repeat(1_000_000);
            String mbox = "From a\n" + marks + "From b\n" + "x" + marks + "From c\n";
            assertThat(read(mbox, MboxDialect.MBOXRD, 1 << 24, SMALL_BUFFER))
                    .singleElement()
                    .satisfies(
                            message ->
                                    assertThat(text(message.bytes())).isEqualTo(mbox.substring(8)));
        }
    }

    @Nested
    class TheLimit {
        @ParameterizedTest
        @CsvSource({"99, false", "100, false", "101, true", "5000, true"})
        void cutsWhatIsLongerAndSaysSo(int size, boolean truncated) throws IOException {
            for (String blank : List.of("", "\n", "\r\n")) {
                String body = "x".repeat(size - 1) + "\n";
                String mbox = "From a\n" + body + blank + "From b\nX: 2\n";
                List<RawMessage> messages = read(mbox, MboxDialect.MBOXRD, 100, SMALL_BUFFER);
                assertThat(text(messages.getFirst().bytes()))
                        .isEqualTo(body.substring(0, Math.min(100, size)));
                assertThat(messages.getFirst().truncated()).isEqualTo(truncated);
                assertThat(messages.getFirst().length()).isEqualTo(size);
                assertThat(text(messages.get(1).bytes())).isEqualTo("X: 2\n");
                assertThat(messages.get(1).truncated()).isFalse();
            }
        }

        @Test
        void countsTheMessageWithoutTheMarksOfTheMailbox() throws IOException {
            String mbox = "From a\n" + ">From \n".repeat(10);
            assertThat(read(mbox, MboxDialect.MBOXRD, 60, SMALL_BUFFER).getFirst())
                    .satisfies(message -> assertThat(message.truncated()).isFalse())
                    .satisfies(message -> assertThat(message.length()).isEqualTo(70))
                    .satisfies(message -> assertThat(message.bytes()).hasSize(60));
            assertThat(read(mbox, MboxDialect.MBOXRD, 59, SMALL_BUFFER).getFirst().truncated())
                    .isTrue();
        }

        @Test
        @Timeout(60)
        void letsASourceBeLongerThanTwoGibibytes() throws IOException {
            long size = (1L << 31) + 5;
            InputStream head = new ByteArrayInputStream("From a\n".getBytes(ISO_8859_1));
            InputStream tail = new ByteArrayInputStream("\n\nFrom b\nX: 2\n".getBytes(ISO_8859_1));
            InputStream all =
                    new SequenceInputStream(
                            Collections.enumeration(List.of(head, new Repeated('x', size), tail)));
            MboxReader reader = new MboxReader(all, "test", MboxDialect.MBOXRD, 100, 1 << 20);
            RawMessage first = requireNonNull(reader.nextMessage());
            assertThat(first.length()).isEqualTo(size + 1);
            assertThat(first.truncated()).isTrue();
            RawMessage second = requireNonNull(reader.nextMessage());
            assertThat(second.offset()).isEqualTo(7 + size + 2);
            assertThat(reader.next()).isEqualTo(new SourceEnd("test", 0, 7 + size + 2 + 12));
            assertThat(reader.next()).isNull();
        }
    }

    @Nested
    class TheEnd {
        @Test
        void isWhereTheSpansOfAllMessagesLead() throws IOException {
            for (String mbox :
                    List.of(
                            "From a\nX: 1\n",
                            "\r\n\nFrom a\r\nX: 1\r\n\r\nFrom b\n\nFrom c",
                            "From a\n\n\n\nFrom b\nX: 2\n\n\n")) {
                for (int buffer : new int[] {SMALL_BUFFER, 1 << 20}) {
                    InputStream in = new ByteArrayInputStream(mbox.getBytes(ISO_8859_1));
                    try (MboxReader reader =
                            new MboxReader(in, "test", MboxDialect.MBOXRD, NO_LIMIT, buffer)) {
                        long at = mbox.indexOf("From ");
                        SourceItem item = reader.next();
                        for (; item instanceof RawMessage raw; item = reader.next()) {
                            assertThat(raw.offset()).isEqualTo(at);
                            at += raw.span();
                        }
                        assertThat(item)
                                .isEqualTo(
                                        new SourceEnd(
                                                "test", mbox.indexOf("From "), mbox.length()));
                        assertThat(at).isEqualTo(mbox.length());
                        assertThat(reader.next()).isNull();
                    }
                }
            }
        }

        @Test
        void isNotThereWithoutAMessage() throws IOException {
            for (String mbox : List.of("", "\n\r\n")) {
                InputStream in = new ByteArrayInputStream(mbox.getBytes(ISO_8859_1));
                assertThat(new MboxReader(in, "test").next()).isNull();
            }
        }
    }

    @Nested
    class OtherFiles {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        Subject: hello~~text~    | Subject: hello
                        ~~PK^B[1mred             | PK.B.[1mred
                        >From a~                 | >From a
                        From                     | From
                        ~~ ~garbage~text         | garbage
                        """)
        void areRefusedWithTheirFirstLine(String content, String shown) {
            String file = content.replace('~', '\n').replace('^', '\u0003').replace("[", "\033[");
            assertThatThrownBy(() -> bodies(file))
                    .isInstanceOf(NotAnMboxException.class)
                    .hasMessage(
                            "not an mbox: test begins with “%s” instead of a separator line"
                                    .formatted(shown));
        }

        @Test
        void areNotShownAtLength() {
            assertThatThrownBy(() -> bodies("x".repeat(5000)))
                    .hasMessageContaining("“" + "x".repeat(40) + "…”");
        }
    }

    @Nested
    class AFailingStream {
        @Test
        void stillGivesTheMessagesBefore() throws IOException {
            InputStream in =
                    new SequenceInputStream(
                            new ByteArrayInputStream(
                                    "From a\nX: 1\n\nFrom b\nX: 2\n".getBytes(ISO_8859_1)),
                            new Failing());
            MboxReader reader = new MboxReader(in, "test");
            RawMessage first = requireNonNull(reader.nextMessage());
            assertThat(text(first.bytes())).isEqualTo("X: 1\n");
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("broken");
        }
    }

    @Nested
    class AnyFile {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void isCutAsTheRuleInOneLineSays(long seed) throws IOException {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                String mbox = "From first\n" + MboxSamples.text(random);
                for (MboxDialect dialect : List.of(MboxDialect.MBOXRD, MboxDialect.MBOXO)) {
                    int buffer = SMALL_BUFFER + random.nextInt(40);
                    assertThat(read(mbox, dialect, NO_LIMIT, buffer))
                            .extracting(message -> text(message.bytes()))
                            .isEqualTo(cutByRegularExpression(mbox, dialect));
                }
            }
        }

        /** The same rules, slow and short. */
        private static List<String> cutByRegularExpression(String mbox, MboxDialect dialect) {
            List<String> bodies = new ArrayList<>();
            Matcher separator =
                    Pattern.compile("(?:\\A|(?<=\n))From [^\n]*(?:\n|\\z)").matcher(mbox);
            int start = -1;
            while (separator.find()) {
                if (start >= 0) {
                    bodies.add(mbox.substring(start, separator.start()));
                }
                start = separator.end();
            }
            bodies.add(mbox.substring(start));
            String marks = dialect == MboxDialect.MBOXRD ? ">(>*From )" : ">(From )";
            Pattern quoted = Pattern.compile("(\\A|(?<=\n))" + marks);
            bodies.replaceAll(
                    body ->
                            quoted.matcher(body.replaceFirst("(?:\\A|(?<=\n))\r?\n\\z", ""))
                                    .replaceAll("$1$2"));
            return bodies;
        }
    }

    @Nested
    class LinesThatAreNoSeparators {
        private static final String FIRST = "From a@example.org Tue Mar  1 10:00:00 2011\n";

        @ParameterizedTest
        @ValueSource(ints = {SMALL_BUFFER, 1 << 16})
        void stayInTheirMessageAndAreListedAfterIt(int buffer) throws IOException {
            String body = "X: 1\n\nFrom here on\nFrom \n>From x\n";
            String mbox = FIRST + body + "\n" + FIRST + "X: 2\n";
            List<SourceItem> items = items(mbox, MboxDialect.UNQUOTED, buffer);
            assertThat(items).hasSize(5);
            assertThat(text(((RawMessage) items.get(0)).bytes())).isEqualTo(body);
            assertThat(items.subList(1, 3))
                    .allSatisfy(
                            item -> {
                                Rejected line = (Rejected) item;
                                assertThat(line.span()).isZero();
                                assertThat(line.reason()).contains("stays in its message");
                            });
            assertThat(items.get(1).offset()).isEqualTo(mbox.indexOf("From here"));
            assertThat(text(((Rejected) items.get(1)).bytes())).isEqualTo("From here on");
            assertThat(text(((RawMessage) items.get(3)).bytes())).isEqualTo("X: 2\n");
            assertThat(items.get(4)).isEqualTo(new SourceEnd("test", 0, mbox.length()));
        }

        @Test
        void cutInDialectsThatHideSuchLines() throws IOException {
            String mbox = FIRST + "X: 1\n\nFrom here on\nX: 2\n";
            for (MboxDialect dialect :
                    List.of(MboxDialect.MBOXRD, MboxDialect.MBOXO, MboxDialect.MBOXCL)) {
                assertThat(read(mbox, dialect, NO_LIMIT, SMALL_BUFFER)).hasSize(2);
            }
        }

        @Test
        void cutIfTheyHaveADate() throws IOException {
            String mbox = FIRST + "X: 1\n" + FIRST.repeat(2);
            for (MboxDialect dialect : MboxDialect.values()) {
                assertThat(read(mbox, dialect, NO_LIMIT, SMALL_BUFFER)).hasSize(3);
            }
        }

        @ParameterizedTest
        @CsvSource({"-1, true", "0, false", "1, false"})
        void areAllThatAreTooLong(int more, boolean cuts) throws IOException {
            String date = "@example.org Tue Mar  1 10:00:00 2011";
            int marks = MboxReader.MAX_JUDGED_BYTES - "From ".length() - date.length() + more;
            String mbox = FIRST + "X: 1\n\nFrom " + "a".repeat(marks) + date + "\nX: 2\n";
            for (int buffer : new int[] {SMALL_BUFFER, 1 << 16}) {
                assertThat(read(mbox, MboxDialect.UNQUOTED, NO_LIMIT, buffer))
                        .hasSize(cuts ? 2 : 1);
            }
        }

        @ParameterizedTest
        @CsvSource({"99, 99, 0", "100, 100, 0", "101, 100, 1", "5000, 100, 4900"})
        void areListedUpToALimit(int lines, int listed, int more) throws IOException {
            String mbox = FIRST + "X: 1\n\n" + "From time to time\n".repeat(lines);
            List<SourceItem> items = items(mbox, MboxDialect.UNQUOTED, SMALL_BUFFER);
            assertThat(items).hasSize(listed + 2);
            String last = ((Rejected) items.get(listed)).reason();
            if (more == 0) {
                assertThat(last).doesNotContain("more lines");
            } else {
                assertThat(last).endsWith("so do " + more + " more lines of it");
            }
        }
    }

    @Nested
    class ContentLengths {
        private static final String FIRST = "From a@example.org Tue Mar  1 10:00:00 2011\n";

        private static String message(String length, String body) {
            return FIRST + "Subject: x\nContent-Length: " + length + "\n\n" + body;
        }

        @ParameterizedTest
        @ValueSource(ints = {SMALL_BUFFER, 1 << 16})
        void leadOverWhatLooksLikeASeparatorLine(int buffer) throws IOException {
            String body = "text\n\n" + FIRST + "more\n\n";
            String mbox = message("" + body.length(), body) + "\n" + message("3", "abc");
            List<SourceItem> items = items(mbox, MboxDialect.MBOXCL2, buffer);
            assertThat(items).hasSize(4);
            assertThat(text(((RawMessage) items.get(0)).bytes())).endsWith("\n\n" + body);
            assertThat(items.get(1)).isInstanceOf(Rejected.class);
            assertThat(items.get(1).offset()).isEqualTo(mbox.indexOf(FIRST + "more"));
            assertThat(text(((RawMessage) items.get(2)).bytes())).endsWith("\n\nabc");
            assertThat(((RawMessage) items.get(2)).offset() + ((RawMessage) items.get(2)).span())
                    .isEqualTo(mbox.length());
        }

        @Test
        void keepTheQuotingOfTheirDialect() throws IOException {
            String body = ">From x\n>>From y\n";
            String mbox = message("" + body.length(), body) + "\n" + FIRST;
            assertThat(text(read(mbox, MboxDialect.MBOXCL, NO_LIMIT, 64).getFirst().bytes()))
                    .endsWith("\n\nFrom x\n>>From y\n");
            assertThat(text(read(mbox, MboxDialect.MBOXCL2, NO_LIMIT, 64).getFirst().bytes()))
                    .endsWith("\n\n" + body);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "4",
                    "7",
                    "100000",
                    "67108864",
                    "999999999999999999",
                    "9999999999999999999",
                    "-1",
                    "five",
                    "5 5",
                    ""
                })
        void thatLeadNowhereAreLeftOut(String length) throws IOException {
            String mbox = message(length, "text\n") + "\n" + message(length, "text\n\n");
            for (int buffer : new int[] {SMALL_BUFFER, 1 << 16}) {
                List<RawMessage> messages = read(mbox, MboxDialect.MBOXCL2, NO_LIMIT, buffer);
                assertThat(messages).hasSize(2);
                assertThat(text(messages.get(0).bytes())).endsWith("\n\ntext\n");
            }
        }

        @Test
        void areCountedIfTheyLeadNowhere() throws IOException {
            String mbox = message("4", "text\n") + message("5", "text\n") + message("9", "text\n");
            try (MboxReader reader =
                    new MboxReader(
                            new ByteArrayInputStream(mbox.getBytes(ISO_8859_1)),
                            "test",
                            MboxDialect.MBOXCL)) {
                for (int i = 0; i < 4; i++) {
                    reader.next();
                }
                assertThat(reader.ignoredLengths()).isEqualTo(2);
            }
        }

        @Test
        void mayHaveCarriageReturns() throws IOException {
            String body = "text\n" + FIRST + "\n";
            String mbox =
                    (message("" + (body.length() + 3), body) + "\n" + FIRST).replace("\n", "\r\n");
            List<RawMessage> messages = read(mbox, MboxDialect.MBOXCL2, NO_LIMIT, SMALL_BUFFER);
            assertThat(messages).hasSize(2);
            assertThat(text(messages.getFirst().bytes())).endsWith(body.replace("\n", "\r\n"));
        }

        @Test
        @Timeout(30)
        void thatAreAllHugeCostTimeInProportion() throws IOException {
            String mbox = message("60000000", "text\n\n").repeat(100_000);
            assertThat(read(mbox, MboxDialect.MBOXCL, 64 << 20, 1 << 20)).hasSize(100_000);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void giveEveryMessageAsItWas(long seed) throws IOException {
            Random random = new Random(seed);
            for (int i = 0; i < 200; i++) {
                List<String> raws = new ArrayList<>();
                StringBuilder mbox = new StringBuilder();
                for (int n = random.nextInt(4) + 1; n > 0; n--) {
                    String body = MboxSamples.text(random) + "\n";
                    String raw = "Content-Length: " + body.length() + "\n\n" + body;
                    raws.add(raw);
                    mbox.append(FIRST).append(raw).append(random.nextBoolean() ? "\n" : "");
                }
                int buffer = SMALL_BUFFER + random.nextInt(40);
                assertThat(read(mbox.toString(), MboxDialect.MBOXCL2, NO_LIMIT, buffer))
                        .extracting(message -> text(message.bytes()))
                        .isEqualTo(raws);
            }
        }
    }

    @Nested
    class AnyDialect {
        @ParameterizedTest
        @ValueSource(longs = {11, 12, 13, 14})
        void accountsForEveryByte(long seed) throws IOException {
            Random random = new Random(seed);
            String date = "From a@example.org Tue Mar  1 10:00:00 2011\n";
            for (int i = 0; i < 300; i++) {
                StringBuilder mbox = new StringBuilder(date);
                for (int n = random.nextInt(5); n >= 0; n--) {
                    if (random.nextBoolean()) {
                        mbox.append("Content-Length: ").append(random.nextInt(60)).append("\n\n");
                    }
                    mbox.append(MboxSamples.text(random)).append(random.nextBoolean() ? date : "");
                }
                for (MboxDialect dialect : MboxDialect.values()) {
                    long at = 0;
                    int buffer = SMALL_BUFFER + random.nextInt(40);
                    for (SourceItem item : items(mbox.toString(), dialect, buffer)) {
                        if (item instanceof RawMessage raw) {
                            assertThat(raw.offset()).isEqualTo(at);
                            at += raw.span();
                        } else if (item instanceof Rejected line) {
                            assertThat(mbox.substring((int) line.offset())).startsWith("From ");
                        }
                    }
                    assertThat(at).isEqualTo(mbox.length());
                }
            }
        }
    }

    private static List<SourceItem> items(String mbox, MboxDialect dialect, int bufferBytes)
            throws IOException {
        List<SourceItem> items = new ArrayList<>();
        InputStream in = new Dripping(mbox.getBytes(ISO_8859_1));
        try (MboxReader reader = new MboxReader(in, "test", dialect, NO_LIMIT, bufferBytes)) {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
        }
        return items;
    }

    private static List<RawMessage> read(
            String mbox, MboxDialect dialect, int maxMessageBytes, int bufferBytes)
            throws IOException {
        List<RawMessage> messages = new ArrayList<>();
        InputStream in = new Dripping(mbox.getBytes(ISO_8859_1));
        try (MboxReader reader =
                new MboxReader(in, "test", dialect, maxMessageBytes, bufferBytes)) {
            for (RawMessage m = reader.nextMessage(); m != null; m = reader.nextMessage()) {
                messages.add(m);
            }
        }
        return messages;
    }

    private static List<RawMessage> read(String mbox) throws IOException {
        return read(mbox, MboxDialect.MBOXRD, NO_LIMIT, SMALL_BUFFER);
    }

    private static List<String> bodies(String mbox) throws IOException {
        return read(mbox).stream().map(message -> text(message.bytes())).toList();
    }

    private static List<String> separators(String mbox) throws IOException {
        return read(mbox).stream().map(message -> text(message.separator())).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Gives 1 to 7 bytes a read. */
    private static final class Dripping extends ByteArrayInputStream {
        Dripping(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + pos % 7));
        }
    }

    /** One byte, very often. */
    private static final class Repeated extends InputStream {
        private final byte value;
        private long left;

        Repeated(char value, long count) {
            this.value = (byte) value;
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(target, offset, offset + count, value);
            left -= count;
            return count;
        }
    }

    /** A disk that fails. */
    private static final class Failing extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("broken");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("broken");
        }
    }
}
