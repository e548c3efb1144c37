package org.perdure.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * The content of a stream, decompressed if its first bytes are those of a known format.
 *
 * <p>Where the data ends early or is damaged, all that was decompressed comes first, and then an
 * {@link IOException} of one line that names the source.
 */
final class DecompressedStream extends InputStream {
    /** Largest window that zstd data may ask for, as a power of two: the most the format has. */
    private static final int MAX_ZSTD_WINDOW_LOG = 31;

    /** Memory that xz data may ask for, in KiB; its own highest level needs an eighth. */
    private static final int MAX_XZ_KIBIBYTES = 512 << 10;

    /**
     * Longest read asked of a decompressor that does not say how much it made before it failed: no
     * more than this is lost before a damaged place.
     */
    private static final int MAX_READ_BYTES = 16 << 10;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAGIC_BYTES = 6;

    private static final int[] GZIP = {0x1f, 0x8b};
    private static final int[] BZIP2 = {'B', 'Z', 'h'};
    private static final int[] XZ = {0xfd, '7', 'z', 'X', 'Z', 0};
    private static final int[] ZSTD = {0x28, 0xb5, 0x2f, 0xfd};

    /** A zstd frame without content (RFC 8878, section 3.1.2); its first byte has 16 values. */
    private static final int[] ZSTD_SKIPPABLE = {-1, 0x2a, 0x4d, 0x18};

    private final String name;
    private final CountedStream stored;
    private final InputStream content;
    private final boolean compressed;
    private long delivered;
    private @Nullable IOException failure;

    private DecompressedStream(
            String name, CountedStream stored, InputStream content, boolean compressed) {
        this.name = name;
        this.stored = stored;
        this.content = content;
        this.compressed = compressed;
    }

    /**
     * Looks at the first bytes and begins to decompress.
     *
     * @param name what to call the source in errors
     * @param stored the bytes as they are stored
     */
    static DecompressedStream open(String name, CountedStream stored) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stored, BUFFER_BYTES);
        try {
            in.mark(MAGIC_BYTES);
            byte[] magic = in.readNBytes(MAGIC_BYTES);
            in.reset();
            InputStream content = decompressor(magic, in);
            boolean compressed = !(content instanceof BufferedInputStream);
            return new DecompressedStream(name, stored, content, compressed);
        } catch (IOException e) {
            throw explained(name, stored, 0, e);
        } catch (RuntimeException e) {
            throw explained(name, stored, 0, new IOException(e)); // As in read.
        }
    }

    private static InputStream decompressor(byte[] magic, InputStream in) throws IOException {
        if (startsWith(magic, GZIP)) {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        }
        if (startsWith(magic, BZIP2)) {
            return new BZip2CompressorInputStream(in, true);
        }
        if (startsWith(magic, XZ)) {
            return new XZInputStream(in, MAX_XZ_KIBIBYTES);
        }
        if (startsWith(magic, ZSTD)
                || (startsWith(magic, ZSTD_SKIPPABLE) && (magic[0] & 0xf0) == 0x50)) {
            ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
            zstd.setLongMax(MAX_ZSTD_WINDOW_LOG);
            return zstd;
        }
        return in;
    }

    /** Returns whether bytes begin so; -1 stands for any byte. */
    private static boolean startsWith(byte[] bytes, int[] magic) {
        boolean same = bytes.length >= magic.length;
        for (int i = 0; same && i < magic.length; i++) {
            same = magic[i] < 0 || (bytes[i] & 0xff) == magic[i];
        }
        return same;
    }

    /** Returns whether the content had to be decompressed. */
    boolean isCompressed() {
        return compressed;
    }

    @Override
    public int read() throws IOException {
        return OneByte.read(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            if (failure != null) {
                throw failure;
            }
            count =
                    content instanceof CompressorInputStream counting
                            ? readCounting(counting, target, offset, length)
                            : content.read(target, offset, atMost(length));
        } catch (IOException e) {
            throw explained(name, stored, delivered, e);
        } catch (RuntimeException e) {
            // Decompressors throw it at damaged data too.
            throw explained(name, stored, delivered, new IOException(e));
        }
        delivered += Math.max(count, 0);
        return count;
    }

    private int atMost(int length) {
        return compressed ? Math.min(length, MAX_READ_BYTES) : length;
    }

    /** Reads; if that fails after some bytes were made, these come first and the failure next. */
    private int readCounting(CompressorInputStream from, byte[] target, int offset, int length)
            throws IOException {
        long before = from.getBytesRead();
        try {
            return from.read(target, offset, length);
        } catch (IOException e) {
            int made = (int) (from.getBytesRead() - before);
            if (made == 0) {
                throw e;
            }
            failure = e;
            return made;
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Returns the failure in one line that says whose it is: the disk's, or the data's. */
    private static IOException explained(
            String name, CountedStream stored, long delivered, IOException e) {
        if (stored.failed() || e instanceof MemoryLimitException) {
            return new IOException(name + ": cannot be read: " + e.getMessage(), e);
        }
        return new IOException(
                "%s: compressed data %s after %d bytes, which held %d%s"
                        .formatted(
                                name,
                                stored.ended() ? "ends early" : "is damaged",
                                stored.bytesRead(),
                                delivered,
                                e.getMessage() == null ? "" : " (" + e.getMessage() + ")"),
                e);
    }
}
