package org.perdure.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.perdure.message.Provenance;

/**
 * Writes messages as a mailbox in the mboxrd dialect: the separator line, the message with one more
 * {@code >} before each line of {@code >} and {@code From }, and a blank line.
 *
 * <p>{@link MboxReader} gives back the same bytes, with one exception: a message whose last line
 * has no end gets one, because a mailbox cannot tell. In the other direction, a mailbox comes back
 * identical if it is regular: one blank line after each message, the last included, no other {@code
 * >From } than mboxrd's, and line ends of one kind within each message and around it.
 *
 * <p>Separator and blank line end as the first line of the message does, LF or CRLF; LF if it has
 * no line. The stream should be buffered: each message is a handful of writes. Closing closes it.
 */
public final class MboxWriter implements Closeable {
    /** The sender of a message that came without a separator line; public-inbox's address. */
    private static final byte[] NOBODY = "From mboxrd@z ".getBytes(StandardCharsets.US_ASCII);

    /** Stands before a message that came without a separator line. */
    private static final byte[] NO_SEPARATOR =
            "From mboxrd@z Thu Jan  1 00:00:00 1970".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] LF = {'\n'};
    private static final byte[] CRLF = {'\r', '\n'};

    private final OutputStream out;

    public MboxWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a message as it was read. */
    public void write(RawMessage message) throws IOException {
        write(message.separator(), message.bytes());
    }

    /**
     * Writes a message.
     *
     * @param separator the separator line without line end; if empty, one that names neither sender
     *     nor date is made
     * @param bytes the raw message, not quoted
     * @throws IllegalArgumentException if the separator is not a line that starts with {@code From
     *     }
     */
    public void write(byte[] separator, byte[] bytes) throws IOException {
        writeBehind(separator.length == 0 ? NO_SEPARATOR : separator, bytes);
    }

    /**
     * Writes a message and, in the separator line, how it came: {@link ExportedMail} reads it.
     *
     * @param separator as in {@link #write(byte[], byte[])}
     * @param bytes the raw message, not quoted
     */
    public void write(byte[] separator, byte[] bytes, Provenance provenance) throws IOException {
        byte[] line = separator.length == 0 ? NO_SEPARATOR : separator;
        writeBehind(LegacyMark.put(line, provenance), bytes);
    }

    private void writeBehind(byte[] line, byte[] bytes) throws IOException {
        if (!FromLines.isFrom(line, 0, line.length) || indexOfLineFeed(line) < line.length) {
            throw new IllegalArgumentException("not a separator line");
        }
        byte[] lineEnd = lineEndOf(bytes);
        out.write(line);
        out.write(lineEnd);
        writeQuoted(bytes);
        if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
            out.write(lineEnd);
        }
        out.write(lineEnd);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Returns whether a separator line was made for a message that came without one. */
    static boolean isMade(byte[] separator) {
        return Arrays.equals(separator, NO_SEPARATOR);
    }

    /** Returns whether a separator line says no sender, whatever date. */
    static boolean namesNobody(byte[] separator) {
        return Arrays.mismatch(NOBODY, separator) == NOBODY.length;
    }

    private void writeQuoted(byte[] bytes) throws IOException {
        int written = 0;
        int at = FromLines.indexOfFrom(bytes, 0, bytes.length);
        while (at >= 0) {
            int first = at;
            while (first > written && bytes[first - 1] == '>') {
                first--;
            }
            if (first == 0 || bytes[first - 1] == '\n') {
                out.write(bytes, written, at - written);
                out.write('>');
                written = at;
            }
            at = FromLines.indexOfFrom(bytes, at + FromLines.FROM_LENGTH, bytes.length);
        }
        out.write(bytes, written, bytes.length - written);
    }

    private static byte[] lineEndOf(byte[] bytes) {
        int lineFeed = indexOfLineFeed(bytes);
        boolean crlf = lineFeed > 0 && lineFeed < bytes.length && bytes[lineFeed - 1] == '\r';
        return crlf ? CRLF : LF;
    }

    /** Returns the place of the first LF, or the length if there is none. */
    private static int indexOfLineFeed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
