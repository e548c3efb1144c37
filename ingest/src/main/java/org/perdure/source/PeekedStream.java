package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose beginning can be looked at before it is read. If the stream fails while it is
 * looked at, all that came before is still given, and the failure after it.
 */
final class PeekedStream extends InputStream {
    private static final int FIRST_BYTES = 8 << 10;

    private final InputStream in;
    private byte[] head = {};
    private int headLength;
    private int position;
    private boolean ended;
    private @Nullable IOException failure;

    PeekedStream(InputStream in) {
        this.in = in;
    }

    /**
     * Returns the beginning; of what was returned before, all is in it.
     *
     * @param length how many bytes it shall have, if there are so many
     */
    byte[] peek(int length) {
        while (headLength < length && !ended && failure == null) {
            if (headLength == head.length) {
                int longer = Math.max(FIRST_BYTES, 2 * head.length);
                head = Arrays.copyOf(head, Math.min(longer, length));
            }
            try {
                int read = in.read(head, headLength, head.length - headLength);
                ended = read < 0;
                headLength += Math.max(read, 0);
            } catch (IOException e) {
                failure = e;
            }
        }
        return Arrays.copyOf(head, Math.min(headLength, length));
    }

    /** Returns whether the whole content has been looked at. */
    boolean ended() {
        return ended;
    }

    /** Throws what kept the beginning from being looked at, if it is shorter for that reason. */
    void requireHead() throws IOException {
        if (failure != null && headLength == 0) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        return OneByte.read(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position < headLength) {
            int count = Math.min(length, headLength - position);
            System.arraycopy(head, position, target, offset, count);
            position += count;
            if (position == headLength) {
                head = new byte[0];
            }
            return count;
        }
        if (failure != null) {
            throw failure;
        }
        return ended ? -1 : in.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
