package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ByteOrderMark;

/**
 * A file that is one message. A separator line at its beginning, which some programs leave there,
 * is none of its header fields and is kept apart. Blank lines before its header are left out, as in
 * a mailbox.
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
        int start = start(bytes);
        end = new SourceEnd(name, start, size);
        return message(bytes, start, size);
    }

    /**
     * Returns where the message begins: behind blank lines, if it is clear that one begins there.
     */
    private static int start(byte[] bytes) {
        int first = Lines.first(bytes);
        boolean begins =
                FromLines.isFrom(bytes, first, bytes.length)
                        || HeaderLines.beginMessage(bytes, bytes.length);
        boolean blank = first > ByteOrderMark.length(bytes, 0, bytes.length);
        return blank && begins ? first : 0;
    }

    private long skipRest() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long count = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            count += n;
        }
        return count;
    }

    private RawMessage message(byte[] bytes, int start, long size) {
        int first = start;
        byte[] separator = {};
        if (FromLines.isFrom(bytes, start, bytes.length)) {
            int limit = Math.min(bytes.length, start + MboxReader.MAX_JUDGED_BYTES);
            int lineEnd = Lines.endOf(bytes, start, limit);
            boolean crlf = lineEnd > start && bytes[lineEnd - 1] == '\r';
            byte[] line = Arrays.copyOfRange(bytes, start, crlf ? lineEnd - 1 : lineEnd);
            if (lineEnd < limit && SeparatorLine.isPlausible(line)) {
                separator = line;
                first = lineEnd + 1;
            }
        }
        return new RawMessage(
                name,
                start,
                size - first,
                size - start,
                separator,
                first == 0 ? bytes : Arrays.copyOfRange(bytes, first, bytes.length),
                size > bytes.length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
