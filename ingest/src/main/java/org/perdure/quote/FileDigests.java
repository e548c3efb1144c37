package org.perdure.quote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages of an index in a file, one behind the other. Those asked for of late are kept. */
final class FileDigests implements Digests {
    /** Messages in memory: most of what is looked at is of the same weeks. */
    static final int MAX_CACHED = 8_192;

    /** Words of messages in memory, two bytes each. */
    static final int MAX_CACHED_WORDS = 8_000_000;

    private static final int BUFFER = 1 << 20;

    private final FileChannel file;

    /** Where each message begins, and behind the last one where it ends. */
    private long[] offsets;

    private int size;
    private ByteBuffer unwritten = ByteBuffer.allocate(BUFFER);
    private long written;
    private final Map<Integer, Digest> recent = new LinkedHashMap<>(64, .75f, true);
    private long cachedWords;

    /**
     * @param offsets where each message begins
     * @param end where the last one ends: what is behind is lost
     */
    FileDigests(FileChannel file, long[] offsets, long end) throws IOException {
        this.file = file;
        this.size = offsets.length;
        this.offsets = Arrays.copyOf(offsets, size + 1);
        this.offsets[size] = end;
        this.written = end;
        file.truncate(end);
    }

    @Override
    public void add(Inquiry inquiry) {
        ByteBuffer bytes = InquiryBytes.write(inquiry);
        long end = end() + bytes.remaining();
        if (bytes.remaining() > unwritten.remaining()) {
            write();
        }
        if (bytes.remaining() > unwritten.capacity()) {
            unwritten = ByteBuffer.allocate(bytes.remaining());
        }
        unwritten.put(bytes);
        if (size + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(1_024, size + (size >> 1) + 2));
        }
        offsets[++size] = end;
        remember(size - 1, inquiry.digest());
    }

    /** Writes all that was added. */
    void write() {
        try {
            unwritten.flip();
            while (unwritten.hasRemaining()) {
                written += file.write(unwritten, written);
            }
            unwritten.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where a message begins. */
    long offset(int message) {
        return offsets[message];
    }

    /** Returns where the last message ends. */
    long end() {
        return offsets[size];
    }

    @Override
    public Digest get(int message) {
        Digest known = recent.get(message);
        return known == null ? remember(message, InquiryBytes.readDigest(read(message))) : known;
    }

    /** Returns a message, ready to be asked. */
    Inquiry inquiry(int message) {
        return InquiryBytes.read(read(message));
    }

    private ByteBuffer read(int message) {
        if (offsets[message + 1] > written) {
            write();
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) (offsets[message + 1] - offsets[message]));
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offsets[message] + bytes.position()) < 0) {
                    throw new IOException("a file of the archive was cut short");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.flip();
    }

    private Digest remember(int message, Digest digest) {
        recent.put(message, digest);
        cachedWords += digest.text().words().length;
        var oldest = recent.values().iterator();
        while (recent.size() > MAX_CACHED
                || (cachedWords > MAX_CACHED_WORDS && recent.size() > 1)) {
            cachedWords -= oldest.next().text().words().length;
            oldest.remove();
        }
        return digest;
    }

    @Override
    public long bytes() {
        return end();
    }
}
