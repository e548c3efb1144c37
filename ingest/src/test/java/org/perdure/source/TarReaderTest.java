package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TarReaderTest {
    private static final int BLOCK = 512;
    private static final int SIZE = 124;
    private static final int TYPE = 156;

    @Nested
    class Members {
        @ParameterizedTest
        @ValueSource(
                ints = {TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.LONGFILE_GNU})
        void haveNamesOfAnyLengthAndTheirContent(int longNames) throws IOException {
            String longName = "folder/".repeat(40) + "caf\u00e9\nx";
            byte[] tar =
                    new TarSample(longNames)
                            .file("a", "")
                            .file("b", "x".repeat(BLOCK))
                            .file(longName, "y".repeat(BLOCK + 1))
                            .file("c", "z")
                            .bytes();
            assertThat(members(tar))
                    .containsExactly(
                            "FILE a 0",
                            "FILE b 512 " + "x".repeat(BLOCK),
                            "FILE " + longName + " 513 " + "y".repeat(BLOCK + 1),
                            "FILE c 1 z");
        }

        @Test
        void areOfManyKinds() throws IOException {
            byte[] tar =
                    new TarSample()
                            .other("folder/", TarConstants.LF_DIR)
                            .other("hard", TarConstants.LF_LINK)
                            .other("soft", TarConstants.LF_SYMLINK)
                            .other("device", TarConstants.LF_CHR)
                            .other("disk", TarConstants.LF_BLK)
                            .other("pipe", TarConstants.LF_FIFO)
                            .other("label", (byte) 'V')
                            .file("file", "x")
                            .bytes();
            assertThat(members(tar))
                    .containsExactly(
                            "FOLDER folder/ 0",
                            "LINK hard 0",
                            "LINK soft 0",
                            "DEVICE device 0",
                            "DEVICE disk 0",
                            "DEVICE pipe 0",
                            "OTHER label 0",
                            "FILE file 1 x");
        }

        @Test
        void mayBeSparse() throws IOException {
            byte[] old = new TarSample().file("a", "x").file("b", "y").bytes();
            old[TYPE] = 'S';
            assertThat(members(checked(old, 0))).containsExactly("SPARSE a 1 x", "FILE b 1 y");

            byte[] pax = pax("22 GNU.sparse.major=1\n");
            assertThat(members(pax)).containsExactly("SPARSE a 1 x");
        }

        @Test
        void areNotReadThatFollowTheEnd() throws IOException {
            byte[] tar = new TarSample().file("a", "x").bytes();
            byte[] both = Arrays.copyOf(tar, 2 * tar.length);
            System.arraycopy(tar, 0, both, tar.length, tar.length);
            assertThat(members(both)).hasSize(1);
        }
    }

    @Nested
    class ExtendedFields {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "9 path=b",
                    "99 path=b\n",
                    "0 path=b\n",
                    "-1 path=b\n",
                    "99999999999999999999999 path=b\n",
                    "7 pathb\n",
                    "path=b\n",
                    "3 \n",
                    "2\n",
                    "1"
                })
        void thatAreBrokenAreLeftOut(String records) throws IOException {
            assertThat(members(pax(records))).containsExactly("FILE a 1 x");
        }

        @Test
        void giveNameAndSize() throws IOException {
            assertThat(members(pax("9 path=b\n"))).containsExactly("FILE b 1 x");
            assertThat(members(pax("9 size=1\n"))).containsExactly("FILE a 1 x");
            assertThat(members(pax("10 size=-1\n"))).containsExactly("FILE a 1 x");
        }

        @ParameterizedTest
        @CsvSource({"-1, true", "0, true", "1, false"})
        void haveALimit(int more, boolean read) throws IOException {
            int size = TarReader.MAX_EXTENSION_BYTES + more;
            String key = " comment=";
            String record = size + key + "x".repeat(size - key.length() - 8) + "\n";
            byte[] tar = pax(record);
            if (read) {
                assertThat(members(tar)).containsExactly("FILE a 1 x");
            } else {
                assertThatThrownBy(() -> members(tar)).hasMessageContaining(size + " bytes");
            }
        }
    }

    @Nested
    class DamagedArchives {
        @Test
        void giveWhatComesBeforeTheirEarlyEnd() throws IOException {
            byte[] tar = new TarSample().file("a", "x".repeat(700)).file("b", "y").bytes();
            for (int length = 1; length < tar.length; length++) {
                byte[] cut = Arrays.copyOf(tar, length);
                boolean member =
                        length % BLOCK == 0 && (length == 3 * BLOCK || length >= 5 * BLOCK);
                if (member) {
                    assertThat(members(cut)).isNotEmpty(); // Only the marks of the end are missing.
                } else if (length < 5 * BLOCK) {
                    assertThatThrownBy(() -> members(cut))
                            .isInstanceOf(IOException.class)
                            .hasMessageStartingWith("test.tar: the archive ends early, after ");
                }
            }
        }

        @Test
        void areSaidToBeDamaged() {
            byte[] tar = new TarSample().file("a", "x").file("b", "y").bytes();
            tar[2 * BLOCK] = 'z';
            assertThatThrownBy(() -> members(tar))
                    .hasMessage(
                            "test.tar: the archive is damaged after 1536 bytes: a header has a"
                                    + " wrong checksum");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "777777777777",
                    "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                    "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                    "99999999999 ",
                    "-1         "
                })
        void mayNameSizesThatAreNone(String size) {
            byte[] tar = new TarSample().file("a", "x").bytes();
            System.arraycopy(size.getBytes(ISO_8859_1), 0, tar, SIZE, size.length());
            assertThatThrownBy(() -> members(checked(tar, 0))).isInstanceOf(IOException.class);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void neverCauseAnythingButAnIoException(long seed) {
            Random random = new Random(seed);
            byte[] tar =
                    new TarSample()
                            .file("a".repeat(200), "x".repeat(700))
                            .file("b", "y")
                            .other("c", TarConstants.LF_SYMLINK)
                            .bytes();
            for (int i = 0; i < 5_000; i++) {
                byte[] damaged = tar.clone();
                int block = random.nextInt(8) * BLOCK;
                for (int n = random.nextInt(4); n >= 0; n--) {
                    damaged[block + random.nextInt(BLOCK)] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(members(checked(damaged, block))).hasSizeLessThan(20);
                } catch (IOException expected) {
                    assertThat(expected.getMessage()).startsWith("test.tar: ");
                }
            }
        }
    }

    @Nested
    class TheFirstBytes {
        @Test
        void tellAnArchive() {
            byte[] tar = new TarSample().file("a", "x").bytes();
            assertThat(TarReader.isTar(tar)).isTrue();
            assertThat(TarReader.isTar(Arrays.copyOf(tar, BLOCK - 1))).isFalse();
            assertThat(TarReader.isTar(new byte[2 * BLOCK])).isFalse();
            assertThat(TarReader.isTar(" ".repeat(2 * BLOCK).getBytes(ISO_8859_1))).isFalse();
        }
    }

    /** Returns an archive of one file with extended fields. */
    private static byte[] pax(String records) {
        byte[] extension = new TarSample().file("pax", records).bytes();
        extension[TYPE] = 'x';
        checked(extension, 0);
        int length = BLOCK + (records.length() + BLOCK - 1) / BLOCK * BLOCK;
        byte[] file = new TarSample().file("a", "x").bytes();
        byte[] both = Arrays.copyOf(extension, length + file.length);
        System.arraycopy(file, 0, both, length, file.length);
        return both;
    }

    /** Puts the right checksum into a header. */
    private static byte[] checked(byte[] tar, int header) {
        long sum = 8 * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : tar[header + i] & 0xff;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
        System.arraycopy(digits, 0, tar, header + 148, 8);
        return tar;
    }

    private static List<String> members(byte[] tar) throws IOException {
        TarReader reader = new TarReader("test.tar", new ByteArrayInputStream(tar));
        List<String> members = new ArrayList<>();
        for (TarReader.Member m = reader.next(); m != null; m = reader.next()) {
            String content = new String(reader.content().readAllBytes(), ISO_8859_1);
            members.add((m.kind() + " " + m.name() + " " + m.size() + " " + content).strip());
        }
        return members;
    }
}
