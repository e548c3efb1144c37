package org.perdure.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is read, and remembers whether the end, or the disk's own failure, was met. Read by
 * one thread; the count may be asked by others.
 */
final class CountedStream extends FilterInputStream {
    private final AtomicLong bytesRead = new AtomicLong();
    private boolean ended;
    private boolean failed;

    CountedStream(InputStream in) {
        super(in);
    }

    long bytesRead() {
        return bytesRead.get();
    }

    /** Returns whether somebody asked for more than there was. */
    boolean ended() {
        return ended;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        return OneByte.read(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(target, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        if (count < 0) {
            ended = true;
        } else {
            bytesRead.addAndGet(count);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
