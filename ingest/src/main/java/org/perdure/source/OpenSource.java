package org.perdure.source;

import java.io.IOException;
import java.util.OptionalLong;

/** Sources as the operator named them, opened, with how far reading has come. */
public interface OpenSource extends TrackedSource {
    /**
     * Returns whether there is an item, or another one; it is not taken.
     *
     * @throws IOException as {@link #next} does
     */
    boolean hasNext() throws IOException;

    /** Returns what to call it when speaking of progress: a file name, or how many sources. */
    String name();

    /** Returns how many bytes there are, as they are stored, if that is known. */
    OptionalLong size();
}
