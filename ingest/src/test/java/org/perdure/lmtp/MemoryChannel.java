package org.perdure.lmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A connection to somebody who has said all at the beginning, some bytes at a time. */
final class MemoryChannel implements ByteChannel {
    private final ByteBuffer in;
    private final int portion;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    MemoryChannel(byte[] in, int portion) {
        this.in = ByteBuffer.wrap(in);
        this.portion = portion;
    }

    @Override
    public int read(ByteBuffer into) {
        int count = Math.min(portion, Math.min(in.remaining(), into.remaining()));
        for (int i = 0; i < count; i++) {
            into.put(in.get());
        }
        return count == 0 ? -1 : count;
    }

    @Override
    public int write(ByteBuffer from) {
        int count = Math.min(portion, from.remaining());
        for (int i = 0; i < count; i++) {
            out.write(from.get());
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
