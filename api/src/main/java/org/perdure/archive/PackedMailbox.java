package org.perdure.archive;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.perdure.message.Sha256;

/**
 * A mailbox as it is given out, in a file that has no name: the system takes it back when the
 * program ends, however that ends. It stays open until all who hold it have closed it.
 */
public final class PackedMailbox implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileChannel file;
    private final Digest digest;
    private int holders = 1;

    private PackedMailbox(FileChannel file, Digest digest) {
        this.file = file;
        this.digest = digest;
    }

    /**
     * What tells one mailbox from another.
     *
     * @param length in bytes
     * @param sha256 of the bytes, hexadecimal
     */
    public record Digest(long length, String sha256) {}

    /** Writes a mailbox. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Makes one. The same content gives the same bytes: nothing in them tells of the time. */
    static PackedMailbox of(Content content, boolean compressed) throws IOException {
        Path name = Files.createTempFile("perdure-", ".mbox");
        FileChannel file =
                FileChannel.open(
                        name,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
        boolean made = false;
        try {
            PackedMailbox mailbox = new PackedMailbox(file, write(content, compressed, file));
            made = true;
            return mailbox;
        } finally {
            if (!made) {
                file.close();
            }
        }
    }

    private static Digest write(Content content, boolean compressed, FileChannel file)
            throws IOException {
        MessageDigest sha256 = Sha256.digest();
        OutputStream digested = new DigestOutputStream(Channels.newOutputStream(file), sha256);
        OutputStream out = new BufferedOutputStream(digested, BUFFER_BYTES);
        if (compressed) {
            GZIPOutputStream packed = new GZIPOutputStream(out, BUFFER_BYTES);
            content.to(packed);
            packed.finish();
        } else {
            content.to(out);
        }
        out.flush();
        return new Digest(file.size(), HexFormat.of().formatHex(sha256.digest()));
    }

    /** Returns what tells it from others. */
    public Digest digest() {
        return digest;
    }

    /** Writes the bytes from one place to before another. */
    public void write(long from, long to, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = from; at < to; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, to - at));
            int read = file.read(buffer, at);
            if (read < 0) {
                throw new EOFException("a mailbox ends at " + at + " and not at " + to);
            }
            buffer.flip();
            out.write(buffer.array(), 0, read);
        }
    }

    /**
     * Holds it, unless nobody does any more, or a thread was interrupted while it read: that closes
     * the file for all.
     */
    synchronized boolean hold() {
        if (holders == 0 || !file.isOpen()) {
            return false;
        }
        holders++;
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        holders--;
        if (holders == 0) {
            file.close();
        }
    }
}
