package org.perdure.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A search index has one writer at a time, and another one has it. */
public final class IndexInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    IndexInUseException(Path generation, @Nullable Throwable cause) {
        super("The search index in " + generation + " is being written by another process.", cause);
    }
}
