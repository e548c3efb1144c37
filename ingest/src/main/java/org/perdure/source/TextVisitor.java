package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Is shown the texts in files and repositories, one after the other. */
public interface TextVisitor {
    /**
     * Shows a text.
     *
     * @param name what to call it
     * @param content its bytes, in an encoding that nobody knows
     * @param file where it can be replaced, if it is a file
     */
    void text(String name, byte[] content, @Nullable Path file) throws IOException;

    /** Tells of what was not looked at, and why. */
    void passedOver(String name, String reason);

    /** Tells of what could not be read. */
    void failed(String name, IOException problem);
}
