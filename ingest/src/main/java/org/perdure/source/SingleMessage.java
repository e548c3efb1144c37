package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file that is one message. A separator line at its beginning, which some programs leave there,
 * is none of its header fields and is kept apart.
 */
final class SingleMessage implements MessageSource {
    private static final int BUFFER_BYTES = 64 << 10;

    private final String name;
    private final InputStream in;
    private final int maxMessageBytes;
    private @Nullable SourceEnd end;
    private boolean read;

    SingleMessage(String name, InputStream in) {
        this(name, in, MboxReader.MAX_MESSAGE_BYTES);
    }

    SingleMessage(String name, InputStream in, int maxMessageBytes) {
        this.name = name;
        this.in = in;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        if (read) {
            SourceEnd last = end;
            end = null;
            return last;
        }
        read = true;
        byte[] bytes = in.readNBytes(maxMessageBytes);
        long size = bytes.length < maxMessageBytes ? bytes.length : bytes.length + skipRest();
        end = new SourceEnd(name, 0, size);
        return message(bytes, size);
    }

    private long skipRest() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long count = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            count += n;
        }
        return count;
    }

    private RawMessage message(byte[] bytes, long size) {
        int first = 0;
        byte[] separator = {};
        if (FromLines.isFrom(bytes, 0, bytes.length)) {
            int limit = Math.min(bytes.length, MboxReader.MAX_JUDGED_BYTES);
            int lineEnd = Lines.endOf(bytes, 0, limit);
            boolean crlf = lineEnd > 0 && bytes[lineEnd - 1] == '\r';
            byte[] line = Arrays.copyOf(bytes, crlf ? lineEnd - 1 : lineEnd);
            if (lineEnd < limit && SeparatorLine.isPlausible(line)) {
                separator = line;
                first = lineEnd + 1;
            }
        }
        return new RawMessage(
                name,
                0,
                size - first,
                size,
                separator,
                first == 0 ? bytes : Arrays.copyOfRange(bytes, first, bytes.length),
                size > bytes.length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
