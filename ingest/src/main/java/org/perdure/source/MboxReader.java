package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ByteOrderMark;

/**
 * Cuts a mailbox (RFC 4155) into raw messages, one after another, however long it is.
 *
 * <p>A message begins after each line that starts with {@code From }, whether or not a blank line
 * stands before it. RFC 4155 asks for the blank line, but MHonArc does not, and the numbers of
 * published pages depend on where it cut. Where the dialect does not hide such lines of a message,
 * only {@linkplain SeparatorLine#isPlausible those that look like separator lines} begin one; the
 * others stay in their message and are given as {@link Rejected} after it. Where the dialect has
 * Content-Length, a message ends where that says, if a separator line or the end of the file is
 * exactly there, and else as without it. The blank line (LF or CRLF) before the next separator
 * line, or before the end of the file, belongs to the mailbox and is left out. Otherwise every byte
 * stays: NUL, lone CR, mixed line ends, a missing line end at the end of the file.
 *
 * <p>Senders decide how long a message is, so a long one must not stop a run, nor fill the memory:
 * beyond {@link #MAX_MESSAGE_BYTES} it is delivered as {@linkplain RawMessage#truncated truncated},
 * with its beginning and its full length, and reading goes on at the next one. The source still has
 * the rest.
 *
 * <p>Of a mailbox whose beginning was cut off, the first message has no separator line ({@link
 * Beginning#MESSAGE}), or what comes before the first separator line is {@link Rejected} ({@link
 * Beginning#TEXT}).
 *
 * <p>Not safe for use by several threads. Memory: one buffer of 1 MiB and, for messages that do not
 * lie in it whole, one copy. Closing closes the stream.
 */
public final class MboxReader implements MessageSource {
    /** Longest message that is delivered whole, in bytes: five times what most lists accept. */
    public static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** Longest separator line that is delivered whole, in bytes. */
    public static final int MAX_SEPARATOR_BYTES = 64 << 10;

    /** With what a mailbox begins. */
    enum Beginning {
        SEPARATOR,
        /** A message whose separator line is lost. */
        MESSAGE,
        /** The rest of a message whose beginning is lost. */
        TEXT
    }

    /** How much of the rest of a message is kept when it is rejected, in bytes. */
    static final int MAX_TEXT_BYTES = 1 << 10;

    /** Longest line that is looked at to see whether it is a separator line, in bytes. */
    static final int MAX_JUDGED_BYTES = 1 << 10;

    static final int BUFFER_BYTES = 1 << 20;
    private static final int NO_CLAIM = -1;

    /** Enough of the first line to tell what it is, or to say what it is not. */
    private static final int FIRST_BYTES = 48;

    /** The smallest buffer that a reader works with. */
    static final int MIN_BUFFER_BYTES = MboxBuffer.KEPT_BYTES + FIRST_BYTES;

    private final MboxBuffer buffer;
    private final String name;
    private final MboxDialect dialect;
    private final Beginning beginning;
    private final int maxMessageBytes;
    private boolean started;
    private boolean separated;
    private @Nullable Rejected text;
    private long start;
    private boolean ended;

    private final RejectedLines rejected;
    private int ignoredLengths;

    /**
     * @param in the decompressed mailbox; needs no buffering
     * @param name what to call it in errors and in the ledger
     */
    public MboxReader(InputStream in, String name) {
        this(in, name, MboxDialect.MBOXRD);
    }

    /**
     * @param in the decompressed mailbox; needs no buffering
     * @param name what to call it in errors and in the ledger
     * @param dialect which {@code >} to take off
     */
    public MboxReader(InputStream in, String name, MboxDialect dialect) {
        this(in, name, dialect, MAX_MESSAGE_BYTES, BUFFER_BYTES);
    }

    MboxReader(
            InputStream in,
            String name,
            MboxDialect dialect,
            int maxMessageBytes,
            int bufferBytes) {
        this(in, name, dialect, Beginning.SEPARATOR, maxMessageBytes, bufferBytes);
    }

    MboxReader(
            InputStream in,
            String name,
            MboxDialect dialect,
            Beginning beginning,
            int maxMessageBytes,
            int bufferBytes) {
        if (maxMessageBytes < 1 || bufferBytes < MIN_BUFFER_BYTES) {
            throw new IllegalArgumentException(
                    "limits are " + maxMessageBytes + " and " + bufferBytes + " bytes");
        }
        this.buffer = new MboxBuffer(in, bufferBytes);
        this.name = name;
        this.dialect = dialect;
        this.beginning = beginning;
        this.separated = beginning != Beginning.MESSAGE;
        this.maxMessageBytes = maxMessageBytes;
        this.rejected = new RejectedLines(name);
    }

    /** Returns how many messages had a Content-Length that led nowhere. */
    int ignoredLengths() {
        return ignoredLengths;
    }

    /**
     * Returns whether there is a message, or another one; it is not taken.
     *
     * @throws NotAnMboxException as {@link #next()} does
     * @throws IOException as {@link #next()} does
     */
    public boolean hasNext() throws IOException {
        begin();
        // Here the buffer stands at a separator line, or where one is missing, or at the end.
        return buffer.hasMore();
    }

    private void begin() throws IOException {
        if (started) {
            return;
        }
        skipBlankLines();
        start = buffer.offset();
        switch (beginning) {
            case SEPARATOR -> requireSeparator();
            case MESSAGE -> {} // As it is.
            case TEXT -> text = rejectText();
        }
        started = true;
    }

    /** Moves to the first separator line; returns what stands before it. */
    private Rejected rejectText() throws IOException {
        buffer.beginPiece(MAX_TEXT_BYTES);
        scanToSeparator();
        long length = buffer.pieceSize();
        byte[] first = buffer.firstBytesOfPiece((int) Math.min(length, MAX_TEXT_BYTES));
        rejected.clear(); // Lines of what is rejected as a whole.
        return new Rejected(
                name, start, buffer.offset() - start, first, "text before the first message");
    }

    /**
     * Returns the next message, or a line of the one before that is no separator line; after the
     * last, the end of the mailbox; after that, null.
     *
     * @throws NotAnMboxException if the first line that is not blank is no separator line
     */
    @Override
    public @Nullable SourceItem next() throws IOException {
        begin();
        Rejected line = text == null ? rejected.poll() : text;
        text = null;
        if (line != null) {
            return line;
        }
        RawMessage message = nextMessage();
        if (message != null) {
            return message;
        }
        boolean empty = buffer.offset(buffer.end()) == start;
        if (ended || empty) {
            return null;
        }
        ended = true;
        return new SourceEnd(name, start, buffer.offset(buffer.end()));
    }

    /**
     * Returns the next message, or null after the last; rejected lines are left out.
     *
     * @throws IOException as for {@link #next}
     */
    public @Nullable RawMessage nextMessage() throws IOException {
        rejected.clear();
        if (!hasNext()) {
            return null;
        }
        buffer.shrink();
        long offset = buffer.offset();
        Separator line = separated ? separator() : Separator.MISSING;
        separated = true;

        long bodyOffset = buffer.offset();
        buffer.beginPiece(maxMessageBytes);
        int blankLine = scanToEnd(bodyOffset);
        long span = buffer.offset() - bodyOffset;
        long length = buffer.pieceSize() - blankLine;
        byte[] bytes = buffer.firstBytesOfPiece((int) Math.min(length, maxMessageBytes));
        boolean truncated = line.cut() || length > maxMessageBytes;
        return new RawMessage(
                name,
                offset,
                span - blankLine,
                buffer.offset() - offset,
                line.bytes(),
                bytes,
                truncated);
    }

    /**
     * A separator line.
     *
     * @param bytes without line end
     * @param cut whether there is more of it
     */
    private record Separator(byte[] bytes, boolean cut) {
        static final Separator MISSING = new Separator(new byte[0], false);
    }

    /** Takes the separator line at hand. */
    private Separator separator() throws IOException {
        buffer.beginPiece(MAX_SEPARATOR_BYTES);
        buffer.moveToLineEnd();
        boolean crlf =
                buffer.position() < buffer.end() && buffer.bytes()[buffer.position() - 1] == '\r';
        long length = buffer.pieceSize() - (crlf ? 1 : 0);
        byte[] bytes = buffer.firstBytesOfPiece((int) Math.min(length, MAX_SEPARATOR_BYTES));
        buffer.moveTo(Math.min(buffer.position() + 1, buffer.end()));
        return new Separator(bytes, length > MAX_SEPARATOR_BYTES);
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        buffer.close();
    }

    /** Moves over a byte order mark and blank lines: they are left out. */
    private void skipBlankLines() throws IOException {
        buffer.require(ByteOrderMark.BYTES);
        buffer.moveTo(ByteOrderMark.length(buffer.bytes(), 0, buffer.end()));
        buffer.beginPiece(0);
        while (buffer.hasMore()) {
            byte b = buffer.bytes()[buffer.position()];
            if (b != '\n' && b != '\r') {
                break;
            }
            buffer.moveTo(buffer.position() + 1);
            buffer.beginPiece(0);
        }
    }

    private void requireSeparator() throws IOException {
        boolean more = true;
        while (more && buffer.end() - buffer.position() < FIRST_BYTES) {
            if (FromLines.isFrom(buffer.bytes(), buffer.position(), buffer.end())) {
                return;
            }
            more = buffer.fill();
        }
        if (buffer.position() < buffer.end()
                && !FromLines.isFrom(buffer.bytes(), buffer.position(), buffer.end())) {
            throw new NotAnMboxException(
                    name, Arrays.copyOfRange(buffer.bytes(), buffer.position(), buffer.end()));
        }
    }

    /**
     * Gathers a message and stops at the next separator line, or at the end of the file.
     *
     * @return the length of the blank line before that place
     */
    private int scanToEnd(long bodyOffset) throws IOException {
        int claimed = dialect.counted() ? claimedLength() : NO_CLAIM;
        int blankLine;
        if (claimed == NO_CLAIM) {
            scanToSeparator();
            blankLine = buffer.blankLineLength(buffer.offset() - bodyOffset);
        } else {
            scanThrough(buffer.position() + claimed);
            blankLine = Lines.blankLine(buffer.bytes(), buffer.position(), buffer.end());
            buffer.moveTo(buffer.position() + blankLine);
        }
        return blankLine;
    }

    /**
     * Returns how long the message at hand is by its Content-Length, if that leads to a separator
     * line or to the end of the file; the buffer holds all of it then.
     */
    private int claimedLength() throws IOException {
        buffer.require(ContentLength.MAX_HEADER_BYTES);
        ContentLength field = ContentLength.find(buffer.bytes(), buffer.position(), buffer.end());
        if (field.isNone()) {
            return NO_CLAIM;
        }
        int header = field.body() - buffer.position();
        if (field.length() <= maxMessageBytes - header) {
            int length = header + (int) field.length();
            buffer.require(length + MboxBuffer.KEPT_BYTES);
            if (ContentLength.leadsToSeparator(
                    buffer.bytes(),
                    buffer.position() + length,
                    buffer.end(),
                    buffer.atEndOfFile())) {
                return length;
            }
        }
        ignoredLengths++;
        return NO_CLAIM;
    }

    /** Gathers a message that lies in the buffer and ends at a known place. */
    private void scanThrough(int messageEnd) {
        int found = FromLines.indexOfFrom(buffer.bytes(), buffer.position(), messageEnd);
        while (found >= 0) {
            if (buffer.beginsLine(found)) {
                int lineEnd = Lines.endOf(buffer.bytes(), found, messageEnd);
                reject(found, lineEnd, "it stands within its Content-Length");
            } else if (isQuoted(found)) {
                buffer.dropQuoteMark(found);
            }
            found =
                    FromLines.indexOfFrom(
                            buffer.bytes(), found + FromLines.FROM_LENGTH, messageEnd);
        }
        buffer.moveTo(messageEnd);
    }

    /** Returns whether the line at hand, which begins with {@code From }, begins a message. */
    private boolean isSeparator() throws IOException {
        if (dialect.quoted()) {
            return true;
        }
        int known = Math.min(buffer.end(), buffer.position() + MAX_JUDGED_BYTES);
        if (Lines.endOf(buffer.bytes(), buffer.position(), known) == known) {
            buffer.require(MAX_JUDGED_BYTES);
        }
        int limit = Math.min(buffer.end(), buffer.position() + MAX_JUDGED_BYTES);
        int lineEnd = Lines.endOf(buffer.bytes(), buffer.position(), limit);
        boolean judged = lineEnd < limit || (limit == buffer.end() && buffer.atEndOfFile());
        if (judged
                && SeparatorLine.isPlausible(
                        Arrays.copyOfRange(buffer.bytes(), buffer.position(), lineEnd))) {
            return true;
        }
        reject(
                buffer.position(),
                lineEnd,
                "it has neither the date nor the address of a separator line");
        return false;
    }

    private void reject(int line, int lineEnd, String reason) {
        rejected.add(
                buffer.offset(line),
                buffer.bytes(),
                line,
                lineEnd,
                "is a line that stays in its message: begins with “From ”, but " + reason);
    }

    /** Gathers a message and stops at the next separator line, or at the end of the file. */
    private void scanToSeparator() throws IOException {
        while (true) {
            int found = FromLines.indexOfFrom(buffer.bytes(), buffer.position(), buffer.end());
            if (found < 0) {
                // The first letters of "From " may stand at the end of what was read so far.
                buffer.moveTo(
                        Math.max(buffer.position(), buffer.end() - FromLines.FROM_LENGTH + 1));
                if (!buffer.fill()) {
                    buffer.moveTo(buffer.end());
                    return;
                }
            } else if (buffer.beginsLine(found)) {
                buffer.moveTo(found);
                if (isSeparator()) {
                    return;
                }
                buffer.moveTo(buffer.position() + FromLines.FROM_LENGTH);
            } else {
                if (isQuoted(found)) {
                    buffer.dropQuoteMark(found);
                }
                buffer.moveTo(found + FromLines.FROM_LENGTH);
            }
        }
    }

    /** Returns whether the {@code From } at that place carries a quote mark of this dialect. */
    private boolean isQuoted(int at) {
        if (at == 0 || buffer.bytes()[at - 1] != '>') {
            return false;
        }
        return switch (dialect) {
            case MBOXRD -> buffer.onlyQuoteMarksBefore(at);
            case MBOXO, MBOXCL -> buffer.beginsLine(at - 1);
            case MBOXCL2, UNQUOTED -> false;
        };
    }
}
