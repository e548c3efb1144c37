package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class SourceFileTest {
    @TempDir Path folder;

    /** The formats that can be read. */
    enum Format {
        GZIP {
            @Override
            OutputStream compressor(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        BZIP2 {
            @Override
            OutputStream compressor(OutputStream out) throws IOException {
                return new BZip2CompressorOutputStream(out, 1);
            }
        },
        XZ {
            @Override
            OutputStream compressor(OutputStream out) throws IOException {
                return new XZOutputStream(out, new LZMA2Options(0));
            }
        },
        ZSTD {
            @Override
            OutputStream compressor(OutputStream out) throws IOException {
                ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out);
                zstd.setLong(27);
                zstd.setChecksum(true);
                return zstd;
            }
        };

        abstract OutputStream compressor(OutputStream out) throws IOException;

        byte[] compress(String text) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = compressor(bytes)) {
                out.write(text.getBytes(ISO_8859_1));
            }
            return bytes.toByteArray();
        }
    }

    @Nested
    class Content {
        @Test
        void ofAPlainFileIsItself() throws IOException {
            for (String text : new String[] {"", "F", "From a\nX: 1\n", "x".repeat(200_000)}) {
                assertThat(content(text.getBytes(ISO_8859_1))).isEqualTo(text);
            }
        }

        @ParameterizedTest
        @EnumSource
        void isDecompressedWhateverTheName(Format format) throws IOException {
            String text = mailbox(2000);
            assertThat(content(format.compress(text))).isEqualTo(text);
            assertThat(content(format.compress(""))).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void goesOnWhereOneCompressedStreamFollowsAnother(Format format) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                String text = mailbox(i * 300);
                all.write(format.compress(text));
                expected.append(text);
            }
            assertThat(content(all.toByteArray())).isEqualTo(expected.toString());
        }

        @Test
        void mayFollowAZstdFrameWithoutContent() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(new byte[] {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'});
            all.write(Format.ZSTD.compress("From a\n"));
            assertThat(content(all.toByteArray())).isEqualTo("From a\n");
        }

        @ParameterizedTest
        @EnumSource
        void mayComeFromAPipe(Format format) throws IOException {
            String text = mailbox(500);
            InputStream pipe = new Dripping(format.compress(text));
            try (SourceFile file = SourceFile.open("-", pipe)) {
                assertThat(text(file.stream().readAllBytes())).isEqualTo(text);
                assertThat(file.name()).isEqualTo("standard input");
                assertThat(file.size()).isEmpty();
            }
        }
    }

    @Nested
    class Progress {
        @ParameterizedTest
        @EnumSource
        void isTheSizeOfTheStoredFileAtTheEnd(Format format) throws IOException {
            byte[] stored = format.compress(mailbox(2000));
            try (SourceFile file = SourceFile.open(write("x", stored))) {
                assertThat(file.size()).hasValue(stored.length);
                assertThat(file.bytesRead()).isLessThanOrEqualTo(stored.length);
                file.stream().readAllBytes();
                assertThat(file.bytesRead()).isEqualTo(stored.length);
            }
        }
    }

    @Nested
    class DamagedData {
        @ParameterizedTest
        @EnumSource
        void thatEndsEarlyGivesWhatStandsBeforeAndThenSaysSo(Format format) throws IOException {
            int messages = 30_000;
            byte[] stored = format.compress(mailbox(messages));
            byte[] half = Arrays.copyOf(stored, stored.length / 2);
            Path path = write("half.mbox", half);
            try (SourceFile file = SourceFile.open(path);
                    MboxReader reader = new MboxReader(file.stream(), file.name())) {
                int[] count = new int[1];
                assertThatThrownBy(() -> readAll(reader, count))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(
                                path
                                        + ": compressed data ends early after "
                                        + half.length
                                        + " bytes, which held ")
                        .hasMessageNotContaining("\n");
                assertThat(count[0]).isBetween(messages / 4, messages);
            }
        }

        @ParameterizedTest
        @EnumSource
        void thatFailsInTheMiddleSaysSo(Format format) throws IOException {
            byte[] stored = format.compress(mailbox(30_000));
            Arrays.fill(stored, stored.length / 2, stored.length / 2 + 64, (byte) 0x55);
            Path path = write("damaged.mbox", stored);
            try (SourceFile file = SourceFile.open(path);
                    MboxReader reader = new MboxReader(file.stream(), file.name())) {
                int[] count = new int[1];
                assertThatThrownBy(() -> readAll(reader, count))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(path + ": compressed data is damaged after ");
                assertThat(count[0]).isPositive();
            }
        }

        @ParameterizedTest
        @EnumSource
        void thatIsOnlyTheFirstBytesSaysSo(Format format) throws IOException {
            byte[] stored = format.compress("From a\n");
            for (int length = 6; length < stored.length; length++) {
                byte[] start = Arrays.copyOf(stored, length);
                assertThatThrownBy(() -> content(start))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(": compressed data ends early after " + length);
            }
        }

        @ParameterizedTest
        @EnumSource
        @Timeout(60)
        void neverMakesMoreThanAnIoException(Format format) throws IOException {
            String text = mailbox(40);
            byte[] stored = format.compress(text);
            Random random = new Random(3);
            int failures = 0;
            for (int i = 0; i < 300; i++) {
                byte[] damaged = stored.clone();
                for (int n = random.nextInt(3); n >= 0; n--) {
                    int at = 4 + random.nextInt(damaged.length - 4);
                    damaged[at] = (byte) random.nextInt(256);
                }
                try {
                    content(damaged);
                } catch (IOException expected) {
                    assertThat(expected.getMessage())
                            .contains("compressed data")
                            .doesNotContain("\n");
                    failures++;
                }
            }
            assertThat(failures).isPositive();
        }
    }

    @Nested
    class AFileThatCannotBeOpened {
        @Test
        void isNamedInOneLine() {
            Path missing = folder.resolve("missing.mbox");
            assertThatThrownBy(
                            () ->
                                    SourceFile.open(
                                            missing.toString(), InputStream.nullInputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(missing + ": no such file");
            assertThatThrownBy(() -> SourceFile.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage(folder + ": is a directory, not a mailbox");
            assertThatThrownBy(() -> SourceFile.open("a\0b", InputStream.nullInputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a path");
        }

        @Test
        void isNamedWhenAFolderOfItsPathIsAFile() throws IOException {
            Path path = write("file", new byte[0]).resolve("x.mbox");
            assertThatThrownBy(() -> SourceFile.open(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(path + ": cannot be opened: ");
        }

        @Test
        void isNamedWhenTheDiskFails() {
            InputStream broken =
                    new FilterInputStream(InputStream.nullInputStream()) {
                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            throw new IOException("disk on fire");
                        }
                    };
            assertThatThrownBy(() -> SourceFile.open("-", broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("standard input: cannot be read: disk on fire");
        }
    }

    /** Reads to the end, counting in the first cell, which holds when reading fails. */
    private static void readAll(MboxReader reader, int[] count) throws IOException {
        while (reader.next() != null) {
            count[0]++;
        }
    }

    /** Returns messages that compress badly, so that there is much to damage. */
    private static String mailbox(int messages) {
        Random random = new Random(7);
        StringBuilder mailbox = new StringBuilder();
        for (int i = 0; i < messages; i++) {
            mailbox.append("From a@example.org Tue Mar  1 08:12:31 2011\nX: ")
                    .append(Long.toHexString(random.nextLong()))
                    .append(Long.toHexString(random.nextLong()))
                    .append("\n\n");
        }
        return mailbox.toString();
    }

    private String content(byte[] stored) throws IOException {
        try (SourceFile file = SourceFile.open(write("x.txt", stored))) {
            return text(file.stream().readAllBytes());
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Gives a few bytes a read, and never knows whether there are more. */
    private static final class Dripping extends ByteArrayInputStream {
        Dripping(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + pos % 700));
        }

        @Override
        public synchronized int available() {
            return 0;
        }
    }
}
