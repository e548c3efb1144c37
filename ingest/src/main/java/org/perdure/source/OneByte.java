package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;

/** Reading a single byte, for streams that read blocks. */
final class OneByte {
    private OneByte() {}

    /**
     * Returns the next byte as {@link InputStream#read()} does, by way of reading a block of one.
     */
    static int read(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
