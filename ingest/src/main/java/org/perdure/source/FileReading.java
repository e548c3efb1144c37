package org.perdure.source;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How files are read at once.
 *
 * @param names what the ledger calls them
 * @param notes takes what failed
 * @param bytesRead counts what was read
 */
record FileReading(LedgerNames names, SourceNotes notes, AtomicLong bytesRead) {
    WholeFile read(Path file) throws IOException {
        WholeFile read = WholeFile.read(file, names.of(file));
        bytesRead.addAndGet(read.bytes().length);
        return read;
    }

    /** Reads a page, decompressed if it is compressed. */
    WholeFile readPage(Path page) throws IOException {
        try (SourceFile file = SourceFile.open(names.of(page), page, LinkOption.NOFOLLOW_LINKS)) {
            WholeFile read = WholeFile.read(file);
            bytesRead.addAndGet(file.bytesRead());
            return read;
        }
    }

    /** Returns the beginning of a page, decompressed; nothing if it cannot be read. */
    byte[] head(Path page, int bytes) {
        try (SourceFile file = SourceFile.open(names.of(page), page, LinkOption.NOFOLLOW_LINKS)) {
            return file.stream().readNBytes(bytes);
        } catch (IOException expected) {
            return new byte[0]; // It is said when the whole page is read.
        }
    }

    /** Notes a file that could not be read. */
    void failed(IOException failure) {
        notes.failed(String.valueOf(failure.getMessage()));
    }
}
