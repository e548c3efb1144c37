package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CutMailboxTest {
    private static final String DATED = "From ada@example.org Tue Mar  1 10:00:00 2011\n";

    @TempDir private Path folder;
    private SourceNotes notes = new SourceNotes();

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n", "\u00ef\u00bb\u00bf", "\u00ef\u00bb\u00bf\n"})
    void mayLackItsFirstSeparatorLine(String before) throws IOException {
        assertThat(read("a", before + mail("1") + "\n" + mbox("2") + mbox("3"), null))
                .containsExactly("1", "2", "3");
        assertThat(notes.doubts())
                .containsExactly(
                        folder + "/a: its first separator line is missing; read as a mailbox");
    }

    @Test
    void keepsTheLinesOfItsMessages() throws IOException {
        String mailbox = mail("1") + ">From here\n\n" + mbox("2") + mbox("3");
        for (String text : List.of(mailbox, mailbox.replace("\n", "\r\n"))) {
            RawMessage first = (RawMessage) items("a", text, null).getFirst();
            assertThat(first.separator()).isEmpty();
            assertThat(new String(first.bytes(), ISO_8859_1).replace("\r", ""))
                    .isEqualTo(mail("1") + "From here\n");
            assertThat(first.offset()).isZero();
        }
    }

    @Test
    void mayBeginWithinAMessage() throws IOException {
        String rest = "a line\n>From here\n" + "x".repeat(5_000) + "\n\n";
        assertThat(read("a", rest + mbox("1") + mbox("2"), null))
                .containsExactly("- text before the first message", "1", "2");
        assertThat(notes.doubts())
                .containsExactly(folder + "/a: begins within a message; read as a mailbox");
    }

    @Test
    void keepsTheBeginningOfWhatIsNoMessage() throws IOException {
        int limit = MboxReader.MAX_TEXT_BYTES;
        for (int length : new int[] {limit - 1, limit, limit + 1, 3 * limit}) {
            String rest = "x".repeat(length - 2) + "\n\n";
            Rejected text = (Rejected) items("a", rest + mbox("1"), null).getFirst();
            assertThat(text.bytes()).hasSize(Math.min(length, limit));
            assertThat(text.span()).isEqualTo(length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.eml", "A.EML.gz"})
    void isNoFileThatHasTheNameOfAMessage(String name) throws IOException {
        assertThat(read(name, mail("1") + "\n" + mbox("2"), null)).containsExactly("1");
        assertThat(notes.doubts()).singleElement().asString().contains("read as one message");
        assertThat(read(name, mail("1") + "\n" + mbox("2"), MboxDialect.MBOXRD))
                .containsExactly("1", "2");
    }

    @Test
    void mayHaveANumberForItsName() throws IOException {
        assertThat(read("201103", mail("1") + "\n" + mbox("2"), null)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ~From 1234abcd Mon Sep 17 00:00:00 2001~From: ada@example.org~~
                    ~From ada@example.org Tue Mar  1 10:00:00 2011~what I said~~
                    ~From there I went home Tue~Subject: 2~~
                    ~> From ada@example.org Tue Mar  1 10:00:00 2011~Subject: 2~~
                    """)
    void isNoMessageWithLinesThatLookAlike(String body) throws IOException {
        assertThat(read("a", mail("1") + body.replace('~', '\n'), null)).containsExactly("1");
        assertThat(notes.doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 4", "4, 5"})
    void mayLackBlankLinesIfItHasSeveralMessages(int more, int messages) throws IOException {
        String text = mail("1") + (DATED + mail("2")).repeat(more);
        assertThat(read("a", text, null)).hasSize(messages);
        assertThat(notes.doubts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed;\n  charset=x; boundary=\"b 1\"",
                "Content-Type: multipart/mixed\n ; boundary=\"b 1\"",
                "content-type: multipart/mixed; boundary = \"b 1\"; x=y",
            })
    void isNoMessageWithAMailboxInAPart(String field) throws IOException {
        String part = "\n\n--b 1\nContent-Type: text/plain\n\ntext\n";
        String message = "Subject: 1\n" + field + part;
        assertThat(read("a", message + "\n" + mbox("2") + "--b 1--\n", null)).hasSize(1);
        assertThat(notes.doubts()).isEmpty();

        assertThat(read("closed", message + "--b 1--\n\n" + mbox("2"), null)).hasSize(2);
        assertThat(read("open", message + "\n" + mbox("2"), null)).hasSize(2);
    }

    @Test
    void mayHaveALongFirstMessage() throws IOException {
        String text = mail("1") + "x\n".repeat(DialectChoice.SAMPLE_BYTES / 2) + "\n" + mbox("2");
        assertThat(read("a", text, null)).containsExactly("1", "2");
        assertThat(read("b", text, MboxDialect.MBOXRD)).containsExactly("1", "2");
    }

    @Test
    void mayBeginWithLongText() throws IOException {
        String text = "x\n".repeat(DialectChoice.SAMPLE_BYTES / 2) + "\n" + mbox("1");
        assertThatThrownBy(() -> read("a", text, null)).hasMessageContaining("is no mail");
        assertThat(read("a", text, MboxDialect.MBOXRD))
                .containsExactly("- text before the first message", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "1, '- is no mail: begins with “text”'",
        "2, '- text before the first message 1 1'"
    })
    void beginsWithTextInAFolderIfSeveralMessagesFollow(int messages, String read)
            throws IOException {
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/notes"), "text\n\n" + mbox("1").repeat(messages));
        assertThat(String.join(" ", lines("d", null))).isEqualTo(read);
    }

    @Test
    void mayHaveOddBytes() throws IOException {
        assertThat(read("a", "the rest\n\n" + mbox("1") + "\0", null)).hasSize(2);
        assertThat(read("b", "the \0 rest of a letter\n\n" + mbox("1"), null)).hasSize(2);
    }

    @Test
    void isNoneAmongWhatIsDelivered() throws IOException {
        Files.writeString(folder.resolve("a"), mail("1") + "\n" + mbox("2"));
        Files.writeString(folder.resolve("b"), "text\n\n" + mbox("2"));
        try (OpenSource source = Sources.open(folder, path -> true, notes)) {
            assertThat(source.next()).isInstanceOf(RawMessage.class);
            assertThat(source.next()).isInstanceOf(SourceEnd.class);
            assertThat(source.next())
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            text -> assertThat(text.reason()).startsWith("is no mail"));
        }
        assertThat(notes.doubts()).isEmpty();
    }

    @Test
    void isNoBinaryFile() throws IOException {
        Files.writeString(folder.resolve("a"), "\0\n\n" + mbox("1"));
        assertThatThrownBy(() -> open("a", null)).hasMessageContaining("is no mail");
    }

    @Test
    void mayComeThroughAPipe() throws IOException {
        byte[] bytes = (mail("1") + "\n" + mbox("2")).getBytes(ISO_8859_1);
        List<SourceItem> items = new ArrayList<>();
        try (OpenSource source =
                Sources.open(List.of("-"), new ByteArrayInputStream(bytes), null, notes)) {
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                items.add(item);
            }
        }
        assertThat(items).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n"})
    void aMessageMayHaveBlankLinesBeforeIt(String blank) throws IOException {
        RawMessage raw = (RawMessage) items("a.eml", blank + mail("1"), null).getFirst();
        assertThat(raw.offset()).isEqualTo(blank.length());
        assertThat(raw.bytes()).isEqualTo(mail("1").getBytes(ISO_8859_1));
        RawMessage separated =
                (RawMessage) items("b.eml", blank + DATED + mail("1"), null).getFirst();
        assertThat(separated.bytes()).isEqualTo(mail("1").getBytes(ISO_8859_1));
        assertThat(separated.separator()).isEqualTo(DATED.strip().getBytes(ISO_8859_1));
    }

    private static String mail(String subject) {
        return "Subject: " + subject + "\nFrom: ada@example.org\n\ntext\n";
    }

    private static String mbox(String subject) {
        return DATED + mail(subject) + "\n";
    }

    private OpenSource open(String name, @Nullable MboxDialect dialect) throws IOException {
        return Sources.open(
                List.of(folder.resolve(name).toString()),
                InputStream.nullInputStream(),
                dialect,
                notes);
    }

    /** Reads a file; its items must account for every byte. */
    private List<SourceItem> items(String name, String content, @Nullable MboxDialect dialect)
            throws IOException {
        Files.write(folder.resolve(name), content.getBytes(ISO_8859_1));
        List<SourceItem> items = new ArrayList<>();
        try (OpenSource source = open(name, dialect)) {
            long sum = 0;
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                switch (item) {
                    case RawMessage raw -> sum += raw.span();
                    case Rejected rejected -> sum += rejected.span();
                    case SourceEnd end -> {
                        assertThat(sum).isEqualTo(end.bytes() - end.start());
                        assertThat(end.bytes()).isEqualTo(content.length());
                    }
                    default -> throw new AssertionError("not of a file: " + item);
                }
                items.add(item);
            }
        }
        return items;
    }

    private List<String> read(String name, String content, @Nullable MboxDialect dialect)
            throws IOException {
        items(name, content, dialect);
        notes = new SourceNotes(); // Those of the first reading.
        return lines(name, dialect);
    }

    private List<String> lines(String name, @Nullable MboxDialect dialect) throws IOException {
        List<String> lines = new ArrayList<>();
        try (OpenSource source = open(name, dialect)) {
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                if (item instanceof RawMessage raw) {
                    String text = new String(raw.bytes(), ISO_8859_1);
                    lines.add(text.lines().findFirst().orElse("").replace("Subject: ", ""));
                } else if (item instanceof Rejected rejected) {
                    lines.add("- " + rejected.reason());
                }
            }
        }
        return lines;
    }
}
