package org.perdure.lmtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.MessageBuffer;

/**
 * A connection as lines. What is written is sent before the next wait for input, so that answers to
 * commands sent together (RFC 2920) go together.
 *
 * <p>A line ends with CR LF and with nothing else (RFC 5321, section 2.3.8): who takes a lone LF or
 * CR for a line end in one place and not in another can be made to see two messages where there is
 * one.
 */
final class Wire {
    /**
     * Longest line of a command, with its end. RFC 5321 asks for 512 and some for each extension.
     */
    static final int MAX_LINE_BYTES = 2_048;

    /** A line that is too long is reported at this length at the latest, and then goes on. */
    static final int MAX_SKIPPED_BYTES = 64 << 10;

    /** How long the other side may say nothing: RFC 5321, section 4.5.3.2.7. */
    static final Duration IDLE = Duration.ofMinutes(5);

    /** How long a message may take to come in. */
    static final Duration MAX_DATA = Duration.ofMinutes(10);

    private static final int BUFFER_BYTES = 16 << 10;

    private final ByteChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean withinLongLine;
    private final long idleNanos;
    private volatile long idleAt;
    private volatile @Nullable Long dataEnd;

    /**
     * @param idle how long the other side may say nothing
     */
    Wire(ByteChannel channel, Duration idle) {
        this.channel = channel;
        this.idleNanos = idle.toNanos();
        this.idleAt = System.nanoTime() + idleNanos;
    }

    /**
     * A line that came.
     *
     * @param form whether it can be read
     * @param text what it says, without its end; empty if it cannot be read
     */
    record Line(Form form, String text) {}

    /** What is the matter with a line. */
    enum Form {
        /** Nothing. */
        GOOD,
        /** It is longer than {@link #MAX_LINE_BYTES}. */
        TOO_LONG,
        /** It has a CR without LF or an LF without CR. */
        BARE_LINE_END
    }

    /** Returns the next line, null at the end of the connection. A broken last line is dropped. */
    @Nullable Line readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length = 0;
        boolean bare = false;
        boolean afterCr = false;
        while (true) {
            int b = read();
            if (b < 0) {
                return null;
            }
            length++;
            if (b == '\n') {
                return ended(line, length, bare || !afterCr);
            }
            bare |= afterCr;
            afterCr = b == '\r';
            if (length <= MAX_LINE_BYTES) {
                line.write(b);
            } else if (length >= MAX_SKIPPED_BYTES) {
                withinLongLine = true;
                return new Line(Form.TOO_LONG, "");
            }
        }
    }

    private Line ended(ByteArrayOutputStream line, int length, boolean bare) {
        if (withinLongLine || length > MAX_LINE_BYTES) {
            withinLongLine = false;
            return new Line(Form.TOO_LONG, "");
        }
        if (bare) {
            return new Line(Form.BARE_LINE_END, "");
        }
        return new Line(
                Form.GOOD,
                new String(line.toByteArray(), 0, line.size() - 1, StandardCharsets.UTF_8));
    }

    /**
     * Reads a message up to the line that is a single dot (RFC 5321, section 4.1.1.4), and undoes
     * the doubling of dots (section 4.5.2). Line ends become LF, as in mailboxes and Maildirs; a
     * lone CR or LF stays as it is, and no dot after it means anything.
     *
     * @param maxBytes after so many, reading stops
     * @return whether the end was reached
     * @throws EOFException if the connection ends before
     */
    boolean readData(MessageBuffer message, long maxBytes) throws IOException {
        dataEnd = System.nanoTime() + MAX_DATA.toNanos();
        try {
            DotReader reader = new DotReader(message);
            while (message.length() <= maxBytes) {
                int b = read();
                if (b < 0) {
                    throw new EOFException("the connection ended within a message");
                }
                if (reader.ends(b)) {
                    return true;
                }
            }
            return false;
        } finally {
            dataEnd = null;
        }
    }

    private int read() throws IOException {
        if (!in.hasRemaining()) {
            flush();
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                return -1;
            }
            touch();
        }
        return in.get() & 0xff;
    }

    /** Writes a line, to be sent with the next {@link #flush}. */
    void write(String line) {
        out.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a message as {@link #readData} reads it; each LF becomes CR LF. */
    void writeData(byte[] message) throws IOException {
        boolean lineStart = true;
        for (byte b : message) {
            if (b == '\n') {
                out.write('\r');
            } else if (b == '.' && lineStart) {
                out.write('.');
            }
            out.write(b);
            lineStart = b == '\n';
            if (out.size() >= BUFFER_BYTES) {
                flush();
            }
        }
        write(lineStart ? "." : "\r\n.");
        flush();
    }

    /** Sends what was written. */
    void flush() throws IOException {
        if (out.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
        out.reset();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
            touch();
        }
    }

    private void touch() {
        idleAt = System.nanoTime() + idleNanos;
    }

    /** Returns whether the other side has had all the time that it gets. Any thread. */
    boolean isOverdue(long nanoTime) {
        Long end = dataEnd;
        return nanoTime - idleAt > 0 || (end != null && nanoTime - end > 0);
    }
}
