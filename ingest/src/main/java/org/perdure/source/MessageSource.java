package org.perdure.source;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Mail to be imported, one item after the other, read as it is asked for. For one thread. */
public interface MessageSource extends Closeable {
    /**
     * Returns the next item, or null after the last. It owns its arrays: it stays valid while
     * reading goes on and after closing.
     *
     * @throws IOException if the source cannot be read further; everything before has been
     *     returned, and this method must not be called again
     */
    @Nullable SourceItem next() throws IOException;
}
