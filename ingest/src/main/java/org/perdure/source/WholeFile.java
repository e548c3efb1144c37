package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A small file, read at once. One exists at a time, and the attachments of a page.
 *
 * @param name what the ledger calls it
 * @param bytes of it, or its beginning if it is longer than {@link #MAX_BYTES}. The array is not
 *     copied: nobody may change it.
 * @param size of the whole, in bytes
 */
record WholeFile(String name, byte[] bytes, long size) {
    /** How much of a file is read, in bytes. */
    static final int MAX_BYTES = MboxReader.MAX_MESSAGE_BYTES;

    /** Reads a file; errors name it. */
    static WholeFile read(Path file, String name) throws IOException {
        try (InputStream in = SourceFile.stored(name, file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            return new WholeFile(name, bytes, Math.max(bytes.length, Files.size(file)));
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(name)
                    ? e
                    : new IOException(name + ": cannot be read: " + message, e);
        }
    }

    /** Reads an opened file, decompressed; errors name it. */
    static WholeFile read(SourceFile file) throws IOException {
        byte[] bytes = file.stream().readNBytes(MAX_BYTES);
        long more = file.stream().transferTo(OutputStream.nullOutputStream());
        return new WholeFile(file.name(), bytes, bytes.length + more);
    }

    /**
     * Returns whether a path is a file, not a link to one: a link in a tree that somebody else
     * packed could name any file of this machine.
     */
    static boolean isOwn(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the items of a file that is no mail. */
    List<SourceItem> rejected(String reason) {
        return List.of(new Rejected(name, 0, size, bytes, reason), end());
    }

    SourceEnd end() {
        return new SourceEnd(name, 0, size);
    }
}
