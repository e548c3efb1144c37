package org.perdure.source;

import java.io.IOException;
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

    /** Notes a file that could not be read. */
    void failed(IOException failure) {
        notes.failed(String.valueOf(failure.getMessage()));
    }
}
