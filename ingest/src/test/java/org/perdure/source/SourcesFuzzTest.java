package org.perdure.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.perdure.source.ContentReader.Content;
import org.perdure.source.ContentReader.Standing;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Searches for files that break what opens files of any kind. Without the variable {@code
 * JAZZER_FUZZ} it runs the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class SourcesFuzzTest {
    private static final String NAME = "fuzz";

    /** More than a decompressor may make of an input of a few kilobytes here. */
    private static final int MAX_CONTENT = 1 << 20;

    /**
     * What became of a file.
     *
     * @param items what was read of it
     * @param failures what failed and cost only itself, then what failed for good
     */
    private record Outcome(List<String> items, List<String> failures) {}

    @FuzzTest
    void readsAnyFile(byte[] file) throws IOException {
        for (Standing standing : Standing.values()) {
            Outcome whole = read(new ByteArrayInputStream(file), standing);
            if (standing == Standing.FOUND) {
                Outcome inPieces = read(new Trickle(file), standing);
                // How much of damaged data is read depends on how much is asked for at once.
                if (whole.failures().isEmpty() && inPieces.failures().isEmpty()) {
                    assertThat(inPieces).isEqualTo(whole);
                }
            }
            assertThat(whole.failures()).allSatisfy(line -> assertThat(line).startsWith(NAME));
            boolean plain = !compressed(file) && !TarReader.isTar(file);
            if (plain && standing != Standing.NAMED) {
                assertThat(whole.failures()).isEmpty();
                assertThat(whole.items()).isNotEmpty();
            }
        }
    }

    /** As above; the checksums of headers are made right, which no search would find. */
    @FuzzTest
    void readsAnyTar(byte[] blocks) throws IOException {
        byte[] archive = withChecksums(blocks);
        List<byte[]> contents = new ArrayList<>();
        TarReader reader = new TarReader(NAME, new ByteArrayInputStream(archive));
        int at = 0;
        try {
            for (var member = reader.next(); member != null; member = reader.next()) {
                byte[] content = reader.content().readAllBytes();
                assertThat((long) content.length).isEqualTo(member.size());
                contents.add(content);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith(NAME);
        }
        for (byte[] content : contents) {
            int found = indexOf(archive, content, at);
            assertThat(found).isGreaterThanOrEqualTo(at);
            at = found + content.length;
        }
        assertThat(at).isLessThanOrEqualTo(archive.length);
        readsAnyFile(archive);
    }

    /**
     * The first byte says how the rest is compressed, the second how much of the end is missing.
     */
    @FuzzTest
    void givesWhatWasCompressedUpToWhereItIsCut(byte[] content) throws IOException {
        if (content.length < 2) {
            return;
        }
        byte[] plain = Arrays.copyOfRange(content, 2, content.length);
        byte[] compressed = compress(plain, content[0] & 3);
        int kept = Math.max(6, compressed.length - (content[1] & 0xff));
        boolean cut = kept < compressed.length;
        byte[] found = {};
        try (InputStream in =
                DecompressedStream.open(
                        NAME,
                        new CountedStream(
                                new ByteArrayInputStream(Arrays.copyOf(compressed, kept))))) {
            found = readUntilItFails(in);
            assertThat(cut && found.length < plain.length).isFalse();
        } catch (Cut e) {
            assertThat(cut).isTrue();
            assertThat(e).hasMessageStartingWith(NAME);
            found = e.before;
        } catch (IOException e) {
            assertThat(cut).isTrue();
        }
        assertThat(Arrays.equals(found, Arrays.copyOf(plain, found.length))).isTrue();
        assertThat(cut || found.length == plain.length).isTrue();
    }

    /** Reads a file as {@link Sources} does, and checks that its items tile it. */
    private static Outcome read(InputStream bytes, Standing standing) {
        List<String> items = new ArrayList<>();
        SourceNotes notes = new SourceNotes();
        List<String> failures = new ArrayList<>();
        try (InputStream content = DecompressedStream.open(NAME, new CountedStream(bytes));
                MessageSource source =
                        ContentReader.of(null, notes)
                                .open(
                                        new Content(
                                                NAME,
                                                new Limited(content),
                                                OptionalLong.empty(),
                                                standing,
                                                0,
                                                false))) {
            Tiling tiling = new Tiling();
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                tiling.add(item);
                items.add(words(item));
            }
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        List<String> all = new ArrayList<>(notes.failures());
        all.addAll(failures);
        return new Outcome(items, all);
    }

    private static String words(SourceItem item) {
        return switch (item) {
            case RawMessage raw ->
                    "%s %d+%d %d %d"
                            .formatted(
                                    raw.source(),
                                    raw.offset(),
                                    raw.span(),
                                    Arrays.hashCode(raw.separator()),
                                    Arrays.hashCode(raw.bytes()));
            case Rejected rejected ->
                    "%s %d+%d %s"
                            .formatted(
                                    rejected.source(),
                                    rejected.offset(),
                                    rejected.span(),
                                    rejected.reason());
            case Rendition page ->
                    "%s %d+%d %d"
                            .formatted(
                                    page.source(),
                                    page.offset(),
                                    page.span(),
                                    Arrays.hashCode(page.message()));
            case NumberEvidence evidence -> evidence.source() + " " + evidence.claims();
            case Removed removed -> removed.toString();
            case SourceEnd end -> end.toString();
            case SourceMark mark -> mark.toString();
        };
    }

    /** The items of one file after the other, each without gap and overlap. */
    private static final class Tiling {
        private String source = "";
        private long at = -1;

        void add(SourceItem item) {
            if (!item.source().equals(source)) {
                source = item.source();
                at = -1;
            }
            switch (item) {
                case RawMessage raw -> {
                    assertThat(raw.offset()).isEqualTo(at < 0 ? raw.offset() : at);
                    assertThat(raw.length()).isLessThanOrEqualTo(raw.span());
                    at = raw.offset() + raw.span();
                }
                case Rejected rejected -> {
                    if (rejected.span() > 0) {
                        assertThat(rejected.offset()).isEqualTo(Math.max(at, 0));
                        at = rejected.offset() + rejected.span();
                    }
                }
                case SourceEnd end -> {
                    assertThat(end.bytes()).isEqualTo(at < 0 ? end.start() : at);
                    at = -1; // Two members of an archive can have one name.
                }
                case Rendition page -> {
                    assertThat(page.offset()).isEqualTo(at < 0 ? page.offset() : at);
                    at = page.offset() + page.span();
                }
                case NumberEvidence evidence -> {} // What it says stands in files of their own.
                case Removed removed -> throw new AssertionError(removed);
                case SourceMark mark -> throw new AssertionError(mark);
            }
        }
    }

    private static boolean compressed(byte[] file) throws IOException {
        try (var stream =
                DecompressedStream.open(NAME, new CountedStream(new ByteArrayInputStream(file)))) {
            return stream.isCompressed();
        } catch (IOException e) {
            return true; // It began like that.
        }
    }

    private static byte[] withChecksums(byte[] blocks) {
        byte[] archive = blocks.clone();
        for (int at = 0; at + 512 <= archive.length; at += 512) {
            boolean header =
                    at == 0
                            || (archive[at + 257] == 'u'
                                    && archive[at + 258] == 's'
                                    && archive[at + 259] == 't');
            if (header) {
                int sum = 0;
                for (int i = 0; i < 512; i++) {
                    sum += i >= 148 && i < 156 ? ' ' : archive[at + i] & 0xff;
                }
                for (int i = 153; i >= 148; i--) {
                    archive[at + i] = (byte) ('0' + (sum & 7));
                    sum >>= 3;
                }
                archive[at + 154] = 0;
                archive[at + 155] = ' ';
            }
        }
        return archive;
    }

    private static int indexOf(byte[] all, byte[] part, int from) {
        for (int at = from; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] compress(byte[] plain, int how) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (how) {
                    case 0 -> new GZIPOutputStream(bytes);
                    case 1 -> new BZip2CompressorOutputStream(bytes, 1);
                    case 2 -> new XZOutputStream(bytes, smallXz());
                    default -> new ZstdOutputStreamNoFinalizer(bytes);
                }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static LZMA2Options smallXz() throws IOException {
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
        return options;
    }

    private static byte[] readUntilItFails(InputStream in) throws IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        byte[] buffer = new byte[1_000];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                found.write(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new Cut(e, found.toByteArray());
        }
        return found.toByteArray();
    }

    /** The failure of a stream, and what came before it. */
    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1;
        private final transient byte[] before;

        Cut(IOException cause, byte[] before) {
            super(cause.getMessage(), cause);
            this.before = before;
        }
    }

    /** Gives a few bytes at a time. */
    private static final class Trickle extends InputStream {
        private final byte[] bytes;
        private int at;

        Trickle(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return at < bytes.length ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(Math.min(length, 1 + at % 97), bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }

    /** A search would soon find a bomb, which is no defect but takes its time. */
    private static final class Limited extends FilterInputStream {
        private int left = MAX_CONTENT;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new EOFException(NAME + ": is a bomb");
            }
            return read;
        }
    }
}
