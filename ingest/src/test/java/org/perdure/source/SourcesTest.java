package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SourcesTest {
    private static final String DATED = "From ada@example.org Tue Mar  1 10:00:00 2011\n";

    @TempDir private Path folder;
    private final SourceNotes notes = new SourceNotes();

    @Nested
    class NamedFiles {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 15, 16, 17, 18, 64, 65})
        void mayBeVeryShortMailboxes(int length) throws IOException {
            byte[] mailbox = (DATED + "x".repeat(length)).getBytes(ISO_8859_1);
            Files.write(folder.resolve("short.mbox"), mailbox);
            try (OpenSource source =
                    Sources.open(
                            List.of(folder.resolve("short.mbox").toString()),
                            InputStream.nullInputStream(),
                            null,
                            notes)) {
                assertThat(source.next()).isInstanceOf(RawMessage.class);
                assertThat(source.next())
                        .isInstanceOfSatisfying(
                                SourceEnd.class,
                                end -> assertThat(end.bytes()).isEqualTo(mailbox.length));
            }
        }

        @Test
        void areReadAsWhatTheyAre() throws IOException {
            file("a.mbox", mbox("1") + mbox("2"));
            file("b.eml", mail("3"));
            file("c.gz", gzip(mbox("4").getBytes(ISO_8859_1)));
            file("d.eml.gz", gzip(mail("5").getBytes(ISO_8859_1)));
            file("e.tar.gz", gzip(new TarSample().file("x", mail("6")).bytes()));
            assertThat(read("a.mbox", "b.eml", "c.gz", "d.eml.gz", "e.tar.gz"))
                    .containsExactly(
                            "a.mbox 1",
                            "a.mbox 2",
                            "b.eml 3",
                            "c.gz 4",
                            "d.eml.gz 5",
                            "e.tar.gz!x 6");
            assertThat(notes.failures()).isEmpty();
            assertThat(notes.dialects())
                    .extracting(choice -> Path.of(choice.source()).getFileName().toString())
                    .containsExactly("a.mbox", "c.gz");
        }

        @Test
        void areReadOnceIfTheyAreNamedTwice() throws IOException {
            file("a.mbox", mbox("1"));
            assertThat(read("a.mbox", "a.mbox", "a.*")).containsExactly("a.mbox 1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        ''                       | : is empty
                        ~~                       | : is empty
                        GIF89a                   | : is no mail: begins with “GIF89a”
                        Note: call Bob~          | : is no mail: begins with “Note: call Bob”
                        """)
        void thatAreNoMailAreAnErrorWhenNamed(String content, String message) throws IOException {
            file("good", mbox("1"));
            file("bad", content.replace('~', '\n'));
            assertThatThrownBy(() -> read("good", "bad"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(folder.resolve("bad") + message);
        }

        @Test
        void thatAreMissingAreAnError() {
            assertThatThrownBy(() -> read("missing")).hasMessageEndingWith("missing: no such file");
            assertThatThrownBy(() -> read("m*")).hasMessageEndingWith("m*: matches no file");
            assertThatThrownBy(() -> read("[")).isInstanceOf(IOException.class);
        }

        @Test
        void areReadInTheDialectThatIsForced() throws IOException {
            file("a", DATED + "Subject: 1\n\nFrom here on\n");
            assertThat(items(List.of("a"), null)).hasSize(3);
            assertThat(notes.dialects().getFirst().dialect()).isEqualTo(MboxDialect.UNQUOTED);
            assertThat(items(List.of("a"), MboxDialect.MBOXO))
                    .filteredOn(RawMessage.class::isInstance)
                    .hasSize(2);
            assertThat(notes.dialects().getLast().reason()).isEqualTo("as asked for");
        }

        @Test
        void mayBeStandardInput() throws IOException {
            for (byte[] in :
                    List.of(
                            mbox("1").getBytes(ISO_8859_1),
                            mail("1").getBytes(ISO_8859_1),
                            gzip(mbox("1").getBytes(ISO_8859_1)),
                            new TarSample().file("x", mail("1")).bytes())) {
                try (OpenSource source =
                        Sources.open(List.of("-"), new ByteArrayInputStream(in), null, notes)) {
                    assertThat(source.size()).isEmpty();
                    assertThat(source.next()).isInstanceOf(RawMessage.class);
                    assertThat(source.next()).isInstanceOf(SourceEnd.class);
                    assertThat(source.next()).isNull();
                    assertThat(source.bytesRead()).isEqualTo(in.length);
                }
            }
        }

        @Test
        void mayBeNamedPipesThatAreReadOnce() throws Exception {
            Path pipe = folder.resolve("pipe");
            Process made = startOrSkip("mkfifo", pipe.toString());
            assumeTrue(made.waitFor() == 0, "no named pipes here");
            Thread writer =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        try {
                                            Files.writeString(pipe, mbox("1"));
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    });
            assertThat(read("pipe")).containsExactly("pipe 1");
            writer.join();
        }

        private static Process startOrSkip(String... command) {
            try {
                return new ProcessBuilder(command).start();
            } catch (IOException e) {
                return abort("no " + command[0] + " here");
            }
        }

        @Test
        void keepASeparatorLineApartThatAMessageHas() throws IOException {
            file("md/cur/1.a", DATED + mail("1"));
            Files.createDirectories(folder.resolve("md/new"));
            RawMessage raw = (RawMessage) items(List.of("md"), null).getFirst();
            assertThat(raw.separator()).isEqualTo(DATED.strip().getBytes(ISO_8859_1));
            assertThat(raw.bytes()).isEqualTo(mail("1").getBytes(ISO_8859_1));
            assertThat(raw.span()).isEqualTo(DATED.length() + mail("1").length());
        }
    }

    @Nested
    class Folders {
        @Test
        void areWalkedThroughInTheOrderOfNames() throws IOException {
            file("d/b", mbox("4"));
            file("d/a/z", mail("2"));
            file("d/a/y", mail("1"));
            file("d/a~", mail("3"));
            file("d/10", mail("0"));
            file("d/9", mail("-1"));
            assertThat(read("d"))
                    .containsExactly("d/9 -1", "d/10 0", "d/a/y 1", "d/a/z 2", "d/a~ 3", "d/b 4");
        }

        @Test
        void mayHoldWhatIsNoMailAndEachOfItIsAccountedFor() throws IOException {
            file("d/.hidden", mail("1"));
            file("d/.git/config", mail("1"));
            file("d/a.lock", "");
            file("d/a.msf", mail("1"));
            file("d/empty", "");
            file("d/From", "From the desk of Ada\n\nSpring is near.\n");
            file("d/note", "Note: call Bob\n\nnow\n");
            file("d/picture", "GIF89a");
            file("d/,12", mail("1"));
            file("d/mail", mail("1"));
            Files.createSymbolicLink(folder.resolve("d/loop"), folder.resolve("d"));
            Files.createSymbolicLink(folder.resolve("d/self"), Path.of("self"));
            Files.createSymbolicLink(folder.resolve("d/dead"), Path.of("nowhere"));
            assertThat(read("d"))
                    .containsExactlyInAnyOrder(
                            "d/,12 - is a message removed from its folder",
                            "d/.git - is a hidden folder",
                            "d/.hidden - is a hidden file",
                            "d/From - is no mail: begins with “From the desk of Ada”",
                            "d/a.lock - is a lock",
                            "d/a.msf - is the index of a mail program",
                            "d/dead - is a link that leads nowhere",
                            "d/empty - is no mail: is empty",
                            "d/loop - is a link to a folder",
                            "d/mail 1",
                            "d/note - is no mail: begins with “Note: call Bob”",
                            "d/picture - is no mail: begins with “GIF89a”",
                            "d/self - is a link that leads nowhere");
            assertThat(notes.failures()).isEmpty();
        }

        @Test
        void giveFilesThatLinksLeadToWithinTheFolder() throws IOException {
            file("d/below/mail", mail("1"));
            Files.createSymbolicLink(folder.resolve("d/link"), Path.of("below/mail"));
            assertThat(read("d")).containsExactly("d/below/mail 1", "d/link 1");
        }

        @Test
        void rejectLinksThatLeadOutOfTheFolder() throws IOException {
            file("elsewhere", mail("1"));
            file("d/cur/1.a", mail("2"));
            Files.createDirectories(folder.resolve("d/new"));
            Files.createDirectories(folder.resolve("d/.Sub/new"));
            Files.createDirectories(folder.resolve("d/.Sub/cur"));
            Files.createDirectories(folder.resolve("e/below"));
            for (String link : List.of("d/cur/2.b", "d/.Sub/new/3.c", "e/below/link")) {
                Files.createSymbolicLink(folder.resolve(link), folder.resolve("elsewhere"));
            }
            String reason = " - is a link that leads out of the folder";
            assertThat(read("d"))
                    .hasSize(3)
                    .contains("d/cur/2.b" + reason, "d/.Sub/new/3.c" + reason);
            assertThat(read("e")).containsExactly("e/below/link" + reason);
            assertThat(read("e/below/link")).containsExactly("elsewhere 1");
        }

        @Test
        void loseOnlyWhatCannotBeRead() throws IOException {
            byte[] whole = gzip(mbox("2").getBytes(ISO_8859_1), noise(200_000));
            file("d/a", mbox("1"));
            file("d/b.gz", Arrays.copyOf(whole, whole.length / 2));
            file("d/c.gz", Arrays.copyOf(whole, 12));
            file("d/d", mbox("3"));
            assertThat(read("d")).containsExactly("d/a 1", "d/d 3");
            assertThat(notes.failed()).isEqualTo(2);
            assertThat(notes.failures().get(0)).contains("b.gz: compressed data ends early");
            assertThat(notes.failures().get(1)).contains("c.gz: compressed data ends early");
        }

        @Test
        void loseOnlyFoldersThatCannotBeRead() throws IOException {
            file("d/a", mbox("1"));
            file("d/closed/b", mbox("2"));
            Path closed = folder.resolve("d/closed");
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            try {
                assumeTrue(!Files.isReadable(closed), "this user may read everything");
                assertThat(read("d")).containsExactly("d/a 1");
                assertThat(notes.failures())
                        .containsExactly(closed + ": cannot be listed: permission denied");
            } finally {
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            }
        }

        @Test
        void giveTheBeginningOfAFileThatEndsEarly() throws IOException {
            byte[] bytes = (mbox("1") + mbox("2")).getBytes(ISO_8859_1);
            byte[] whole = gzip(bytes, noise(200_000));
            file("d/a.gz", Arrays.copyOf(whole, whole.length - 20));
            assertThat(read("d")).containsExactly("d/a.gz 1");
            assertThat(notes.failed()).isEqualTo(1);
        }

        @Test
        void mayHaveNamesOfAnyKind() throws IOException {
            List<String> names =
                    List.of("a\nb", "a\tb", "\u001b[31mred", "caf\u00e9", "\\", "a!b", "*");
            for (String name : names) {
                file("d/" + name, mail("1"));
            }
            assertThat(items(List.of("d"), null))
                    .filteredOn(RawMessage.class::isInstance)
                    .extracting(SourceItem::source)
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(name -> folder.resolve("d") + "/" + name).toList());
            assertThat(read("d/*")).containsExactly("d/* 1");
        }

        @Test
        void mayBeDeep() throws IOException {
            Path deep = folder.resolve("d");
            for (int i = 0; i < 1_000; i++) {
                deep = deep.resolve("x");
            }
            Files.createDirectories(deep);
            Files.writeString(deep.resolve("y"), mail("1"));
            assertThat(read("d")).hasSize(1);
        }

        @Test
        void mayHaveManySmallFiles() throws IOException {
            Path many = Files.createDirectories(folder.resolve("d"));
            for (int i = 0; i < 5_000; i++) {
                Files.writeString(many.resolve(i + (i % 2 == 0 ? ".mbox" : "")), mbox("" + i));
            }
            try (OpenSource source = open(List.of("d"), null)) {
                long size = source.size().orElseThrow();
                int messages = 0;
                for (SourceItem item = source.next(); item != null; item = source.next()) {
                    messages += item instanceof RawMessage ? 1 : 0;
                    assertThat(source.bytesRead()).isLessThanOrEqualTo(size);
                }
                assertThat(messages).isEqualTo(5_000);
                assertThat(source.bytesRead()).isEqualTo(size);
            }
            assertThat(notes.mailboxes()).isEqualTo(5_000);
            assertThat(notes.dialects()).hasSize(SourceNotes.MAX_NOTES);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void mayHoldAnything(long seed) throws IOException {
            Random random = new Random(seed);
            List<byte[]> beginnings =
                    List.of(
                            new byte[0],
                            new byte[] {0x1f, (byte) 0x8b, 8},
                            new byte[] {'B', 'Z', 'h', '9'},
                            new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
                            new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
                            DATED.getBytes(ISO_8859_1),
                            mail("1").getBytes(ISO_8859_1),
                            new TarSample().file("x", mail("1")).bytes());
            for (int i = 0; i < 300; i++) {
                byte[] beginning = beginnings.get(random.nextInt(beginnings.size()));
                byte[] bytes = Arrays.copyOf(beginning, beginning.length + random.nextInt(2_000));
                for (int n = random.nextInt(2_000); n > 0 && bytes.length > 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                file("d/" + i, bytes);
            }
            file("d/last", mail("last"));
            assertThat(read("d")).contains("d/last last");
        }
    }

    @Nested
    class Maildirs {
        @Test
        void areReadByTheTimeOfDelivery() throws IOException {
            file("md/cur/100.M20P1.host:2,S", mail("3"));
            file("md/cur/99.a.host:2,", mail("1"));
            file("md/cur/noname", "anything");
            file("md/new/100.M3P1.host", mail("2"));
            file("md/new/1000.b.host", mail("4"));
            file("md/tmp/1.c.host", mail("0"));
            file("md/dovecot-uidlist", "x");
            file("md/.Sent/cur/5.d.host:2,S", gzip(mail("5").getBytes(ISO_8859_1)));
            file("md/.Sent/maildirfolder", "");
            Files.createDirectories(folder.resolve("md/.Sent/new"));
            assertThat(read("md"))
                    .containsExactly(
                            "md/tmp/1.c.host - is a message in delivery",
                            "md/99.a.host 1",
                            "md/100.M3P1.host 2",
                            "md/100.M20P1.host 3",
                            "md/1000.b.host 4",
                            "md/.Sent/5.d.host 5",
                            "md/.Sent/maildirfolder - is no message of the Maildir it lies in",
                            "md/dovecot-uidlist - is no message of the Maildir it lies in",
                            "md/noname anything");
        }

        @Test
        void areNamedTheSameHoweverOneGetsThere() throws IOException {
            file("md/cur/1.a.host:2,S", mail("1"));
            file("md/new/2.b.host", mail("2"));
            List<String> names =
                    List.of(folder.toRealPath() + "/md/1.a.host", folder + "/md/2.b.host");
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("md"));
            Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("md"));
            for (Path way : List.of(folder.resolve("md/../md"), link, relative)) {
                try (OpenSource open =
                        Sources.open(
                                List.of(way.toString()),
                                InputStream.nullInputStream(),
                                null,
                                notes)) {
                    List<String> found = new ArrayList<>();
                    for (SourceItem item = open.next(); item != null; item = open.next()) {
                        if (item instanceof RawMessage) {
                            found.add(item.source());
                        }
                    }
                    assertThat(found).as(way.toString()).isEqualTo(names);
                }
            }
        }
    }

    @Nested
    class Patterns {
        @Test
        void standForFilesAndFolders() throws IOException {
            file("2011-01", mbox("1"));
            file("2011-02", mbox("2"));
            file("2012-01/x", mail("3"));
            file("other", mbox("4"));
            file(".2011-03", mbox("5"));
            assertThat(read("201[12]-*")).containsExactly("2011-01 1", "2011-02 2", "2012-01/x 3");
            assertThat(read("*/x")).containsExactly("2012-01/x 3");
            assertThat(read(".201*")).containsExactly(".2011-03 5");
            assertThat(read("{other,2011-0?}"))
                    .containsExactly("2011-01 1", "2011-02 2", "other 4");
        }
    }

    @Nested
    class TarArchives {
        @Test
        void giveEachMemberAsAFile() throws IOException {
            byte[] inner = new TarSample().file("y", mail("5")).bytes();
            file(
                    "t.tar",
                    new TarSample()
                            .file("m/a", mbox("1") + mbox("2"))
                            .file("m/b.gz", gzip(mbox("3").getBytes(ISO_8859_1)))
                            .file("../../etc/c", mail("4"))
                            .file("inner.tar.gz", gzip(inner))
                            .file("md/cur/1.a.host:2,S", "anything")
                            .file("cur/picture", "GIF89a")
                            .file("m/.hidden", mail("6"))
                            .file("a\nb", mail("7"))
                            .file("0.git/HEAD", "ref: refs/heads/master")
                            .other("folder/", TarConstants.LF_DIR)
                            .other("link", TarConstants.LF_SYMLINK)
                            .other("device", TarConstants.LF_BLK)
                            .bytes());
            assertThat(read("t.tar"))
                    .containsExactly(
                            "t.tar!m/a 1",
                            "t.tar!m/a 2",
                            "t.tar!m/b.gz 3",
                            "t.tar!../../etc/c 4",
                            "t.tar!inner.tar.gz!y 5",
                            "t.tar!md/cur/1.a.host:2,S anything",
                            "t.tar!cur/picture - is no mail: begins with “GIF89a”",
                            "t.tar!m/.hidden - is a hidden file",
                            "t.tar!a\nb 7",
                            "t.tar!0.git/HEAD - is of a git repository, which is not read in an"
                                    + " archive; unpack it and import the repository",
                            "t.tar!link - is a link in an archive",
                            "t.tar!device - is no regular file");
        }

        @ParameterizedTest
        @CsvSource({"-1, true", "0, true", "1, false", "30, false"})
        void areOpenedInEachOtherUpToALimit(int more, boolean read) throws IOException {
            byte[] tar = mail("1").getBytes(ISO_8859_1);
            String name = "t.tar";
            for (int i = 0; i < ContentReader.MAX_DEPTH + more; i++) {
                tar = new TarSample().file("x", tar).bytes();
            }
            file(name, tar);
            if (read) {
                assertThat(read(name))
                        .containsExactly(name + "!x".repeat(ContentReader.MAX_DEPTH + more) + " 1");
            } else {
                assertThat(read(name))
                        .containsExactly(
                                name
                                        + "!x".repeat(ContentReader.MAX_DEPTH)
                                        + " - is no mail: is an archive in too many archives");
            }
        }

        @Test
        void thatEndEarlyGiveWhatComesBefore() throws IOException {
            byte[] tar = new TarSample().file("a", mail("1")).file("b", noise(9_000)).bytes();
            file("t.tar", Arrays.copyOf(tar, 5_000));
            try (OpenSource source = open(List.of("t.tar"), null)) {
                assertThat(source.next()).isInstanceOf(RawMessage.class);
                assertThat(source.next()).isInstanceOf(SourceEnd.class);
                assertThatThrownBy(
                                () -> {
                                    while (source.next() != null) {
                                        // On to the early end.
                                    }
                                })
                        .hasMessageContaining("t.tar: the archive ends early");
            }
            file("d/t.tar", Arrays.copyOf(tar, 5_000));
            file("d/u", mail("2"));
            assertThat(read("d")).contains("d/t.tar!a 1", "d/u 2");
            assertThat(notes.failed()).isEqualTo(1);
        }

        @Test
        void loseOnlyMembersThatAreDamaged() throws IOException {
            byte[] gz = gzip(mbox("1").getBytes(ISO_8859_1), noise(9_000));
            file(
                    "t.tar",
                    new TarSample()
                            .file("a.gz", Arrays.copyOf(gz, gz.length / 2))
                            .file("b", mail("2"))
                            .bytes());
            assertThat(read("t.tar")).containsExactly("t.tar!b 2");
            assertThat(notes.failures()).singleElement().asString().contains("t.tar!a.gz");
        }

        @Test
        void mayHaveTheSameNameTwice() throws IOException {
            file("t.tar", new TarSample().file("a", mail("1")).file("a", mail("2")).bytes());
            assertThat(read("t.tar")).containsExactly("t.tar!a 1", "t.tar!a 2");
        }
    }

    @Nested
    class TheLimitOfAMessage {
        @ParameterizedTest
        @CsvSource({"99, false", "100, false", "101, true", "5000, true"})
        void cutsAFileThatIsLonger(int size, boolean truncated) throws IOException {
            InputStream in = new ByteArrayInputStream("x".repeat(size).getBytes(ISO_8859_1));
            try (SingleMessage file = new SingleMessage("f", in, 100)) {
                RawMessage raw = (RawMessage) requireNonNull(file.next());
                assertThat(raw.bytes()).hasSize(Math.min(size, 100));
                assertThat(raw.truncated()).isEqualTo(truncated);
                assertThat(raw.length()).isEqualTo(size);
                assertThat(file.next()).isEqualTo(new SourceEnd("f", 0, size));
                assertThat(file.next()).isNull();
            }
        }
    }

    private static String mail(String subject) {
        return "Subject: " + subject + "\nFrom: ada@example.org\n\ntext\n";
    }

    private static String mbox(String subject) {
        return DATED + mail(subject) + "\n";
    }

    private void file(String name, String content) throws IOException {
        file(name, content.getBytes(ISO_8859_1));
    }

    private void file(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Path parent = file.getParent();
        assertThat(parent).isNotNull();
        Files.createDirectories(parent);
        Files.write(file, content);
    }

    private static byte[] gzip(byte[]... contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (byte[] content : contents) {
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private OpenSource open(List<String> operands, @Nullable MboxDialect dialect)
            throws IOException {
        return Sources.open(
                operands.stream().map(name -> folder + "/" + name).toList(),
                InputStream.nullInputStream(),
                dialect,
                notes);
    }

    private List<SourceItem> items(List<String> operands, @Nullable MboxDialect dialect)
            throws IOException {
        List<SourceItem> items = new ArrayList<>();
        Map<String, Long> accounted = new HashMap<>();
        try (OpenSource source = open(operands, dialect)) {
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                items.add(item);
                switch (item) {
                    case RawMessage raw -> accounted.merge(raw.source(), raw.span(), Long::sum);
                    case Rejected file -> accounted.merge(file.source(), file.span(), Long::sum);
                    case SourceEnd end -> {
                        assertThat(accounted.remove(end.source()))
                                .isEqualTo(end.bytes() - end.start());
                    }
                    default -> throw new AssertionError("not of a file: " + item);
                }
            }
        }
        return items;
    }

    /** Returns a line for each message and each rejected file: where, and its subject or why. */
    private List<String> read(String... operands) throws IOException {
        List<String> lines = new ArrayList<>();
        for (SourceItem item : items(List.of(operands), null)) {
            String name = item.source().substring(folder.toString().length() + 1);
            switch (item) {
                case RawMessage raw -> lines.add(name + " " + subject(raw));
                case Rejected rejected -> lines.add(name + " - " + rejected.reason());
                case SourceEnd end -> {}
                default -> throw new AssertionError("not of a file: " + item);
            }
        }
        return lines;
    }

    private static String subject(RawMessage raw) {
        String text = new String(raw.bytes(), ISO_8859_1);
        return text.lines().findFirst().orElse("").replace("Subject: ", "");
    }
}
