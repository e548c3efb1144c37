package org.perdure.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * Memory that was borrowed to read a long message, to be given back when nobody holds its bytes any
 * more. Closing it twice does no harm.
 */
public interface Loan extends AutoCloseable {
    /** Gives back all but what so many bytes take. By the thread that borrowed. */
    void keep(long bytes);

    @Override
    void close();

    /** Writes what was read, and gives back what it took. */
    default void write(byte[] bytes, OutputStream out) throws IOException {
        try (this) {
            out.write(bytes);
        }
    }

    /**
     * Returns what is made of what was read, and closes this later. If making it fails, this is
     * closed now.
     */
    default <T> T handOver(Supplier<T> making) {
        boolean made = false;
        try {
            T result = making.get();
            made = true;
            return result;
        } finally {
            if (!made) {
                close();
            }
        }
    }
}
