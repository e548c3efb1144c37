package org.perdure.source;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items of several files, one file after the other. A file that fails costs only itself. */
final class FileSequence implements MessageSource {
    private final Files files;
    private final SourceNotes notes;
    private @Nullable MessageSource current;

    /** The files to read. */
    interface Files extends Closeable {
        /**
         * Returns the next file, or null after the last. One that cannot be opened is noted and
         * passed over.
         *
         * @throws IOException if what comes after it cannot be read either
         */
        @Nullable MessageSource next() throws IOException;

        /** Returns whether other files can be read after one has failed. */
        boolean outlive(IOException failure);
    }

    /**
     * @param notes takes what failed
     */
    FileSequence(Files files, SourceNotes notes) {
        this.files = files;
        this.notes = notes;
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        while (true) {
            MessageSource file = current;
            if (file == null) {
                file = files.next();
                if (file == null) {
                    return null;
                }
                current = file;
            }
            SourceItem item = nextOf(file);
            if (item != null) {
                return item;
            }
            closeCurrent();
        }
    }

    private @Nullable SourceItem nextOf(MessageSource file) throws IOException {
        try {
            return file.next();
        } catch (IOException e) {
            note(e);
            return null;
        }
    }

    private void note(IOException failure) throws IOException {
        if (!files.outlive(failure)) {
            throw failure;
        }
        notes.failed(String.valueOf(failure.getMessage()));
    }

    private void closeCurrent() throws IOException {
        MessageSource file = current;
        current = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                note(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (files) {
            closeCurrent();
        }
    }
}
