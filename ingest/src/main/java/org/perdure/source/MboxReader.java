package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
 * <p>Not safe for use by several threads. Memory: one buffer of 1 MiB and, for messages that do not
 * lie in it whole, one copy. Closing closes the stream.
 */
public final class MboxReader implements MessageSource {
    /** Longest message that is delivered whole, in bytes: five times what most lists accept. */
    public static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** Longest separator line that is delivered whole, in bytes. */
    public static final int MAX_SEPARATOR_BYTES = 64 << 10;

    /** Longest line that is looked at to see whether it is a separator line, in bytes. */
    static final int MAX_JUDGED_BYTES = 1 << 10;

    static final int BUFFER_BYTES = 1 << 20;
    private static final byte[] NOTHING = {};
    private static final int NO_CLAIM = -1;

    /*
     * The buffer holds source bytes [bufferOffset, bufferOffset + end); what lies before `position`
     * is dealt with. The piece at hand is a separator line or a message: its first bytes may have
     * moved to `piece`, the others begin at `from` in the buffer. When room is made in the buffer,
     * the last KEPT_BYTES before `position` stay, so that neither ">From " nor a blank line is ever
     * cut in two; two flags tell what stood before them.
     */
    private static final int KEPT_BYTES = 16;

    /** Enough of the first line to tell what it is, or to say what it is not. */
    private static final int FIRST_BYTES = 48;

    /** The smallest buffer that a reader works with. */
    static final int MIN_BUFFER_BYTES = KEPT_BYTES + FIRST_BYTES;

    private final InputStream in;
    private final String name;
    private final MboxDialect dialect;
    private final int maxMessageBytes;
    private final int bufferBytes;
    private byte[] buffer;
    private long bufferOffset;
    private int position;
    private int end;
    private boolean atEndOfFile;
    private boolean started;
    private long start;
    private boolean ended;

    /** Whether a line begins at the first byte of the buffer. */
    private boolean bufferBeginsLine = true;

    /** Whether a line that so far has only {@code >} stands before the first byte of the buffer. */
    private boolean quoteMarksBeforeBuffer;

    private int from;
    private byte[] piece = NOTHING;
    private int pieceLength;
    private int pieceLimit;
    private long pieceDropped;

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
        if (maxMessageBytes < 1 || bufferBytes < MIN_BUFFER_BYTES) {
            throw new IllegalArgumentException(
                    "limits are " + maxMessageBytes + " and " + bufferBytes + " bytes");
        }
        this.in = in;
        this.name = name;
        this.dialect = dialect;
        this.maxMessageBytes = maxMessageBytes;
        this.rejected = new RejectedLines(name);
        this.bufferBytes = bufferBytes;
        this.buffer = new byte[bufferBytes];
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
        if (!started) {
            findFirstSeparator();
            started = true;
            start = bufferOffset + position;
        }
        // Here the buffer stands at a separator line, or at the end of the file.
        return position < end || fill();
    }

    /**
     * Returns the next message, or a line of the one before that is no separator line; after the
     * last, the end of the mailbox; after that, null.
     *
     * @throws NotAnMboxException if the first line that is not blank is no separator line
     */
    @Override
    public @Nullable SourceItem next() throws IOException {
        Rejected line = rejected.poll();
        if (line != null) {
            return line;
        }
        RawMessage message = nextMessage();
        if (message != null) {
            return message;
        }
        boolean empty = bufferOffset + end == start;
        if (ended || empty) {
            return null;
        }
        ended = true;
        return new SourceEnd(name, start, bufferOffset + end);
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
        shrink();
        long offset = bufferOffset + position;
        beginPiece(MAX_SEPARATOR_BYTES);
        moveToLineEnd();
        boolean crlf = position < end && buffer[position - 1] == '\r';
        long separatorLength = pieceSize() - (crlf ? 1 : 0);
        byte[] separator = firstBytesOfPiece((int) Math.min(separatorLength, MAX_SEPARATOR_BYTES));
        position = Math.min(position + 1, end);

        long bodyOffset = bufferOffset + position;
        beginPiece(maxMessageBytes);
        int blankLine = scanToEnd(bodyOffset);
        long span = bufferOffset + position - bodyOffset;
        long length = pieceSize() - blankLine;
        byte[] bytes = firstBytesOfPiece((int) Math.min(length, maxMessageBytes));
        boolean truncated = separatorLength > MAX_SEPARATOR_BYTES || length > maxMessageBytes;
        return new RawMessage(
                name,
                offset,
                span - blankLine,
                bufferOffset + position - offset,
                separator,
                bytes,
                truncated);
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Moves to the first separator line, over blank lines. */
    private void findFirstSeparator() throws IOException {
        while (position < end || fill()) {
            byte b = buffer[position];
            if (b != '\n' && b != '\r') {
                break;
            }
            position++;
            from = position;
        }
        boolean more = true;
        while (more && end - position < FIRST_BYTES) {
            if (FromLines.isFrom(buffer, position, end)) {
                return;
            }
            more = fill();
        }
        if (position < end && !FromLines.isFrom(buffer, position, end)) {
            throw new NotAnMboxException(name, Arrays.copyOfRange(buffer, position, end));
        }
    }

    /** Moves to the line feed that ends the line at hand, or to the end of the file. */
    private void moveToLineEnd() throws IOException {
        do {
            while (position < end && buffer[position] != '\n') {
                position++;
            }
        } while (position == end && fill());
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
            blankLine = blankLineLength(bufferOffset + position - bodyOffset);
        } else {
            scanThrough(position + claimed);
            blankLine = Lines.blankLine(buffer, position, end);
            position += blankLine;
        }
        return blankLine;
    }

    /**
     * Returns how long the message at hand is by its Content-Length, if that leads to a separator
     * line or to the end of the file; the buffer holds all of it then.
     */
    private int claimedLength() throws IOException {
        require(ContentLength.MAX_HEADER_BYTES);
        ContentLength field = ContentLength.find(buffer, position, end);
        if (field.isNone()) {
            return NO_CLAIM;
        }
        int header = field.body() - position;
        if (field.length() <= maxMessageBytes - header) {
            int length = header + (int) field.length();
            require(length + KEPT_BYTES);
            if (ContentLength.leadsToSeparator(buffer, position + length, end, atEndOfFile)) {
                return length;
            }
        }
        ignoredLengths++;
        return NO_CLAIM;
    }

    /** Gathers a message that lies in the buffer and ends at a known place. */
    private void scanThrough(int messageEnd) {
        int found = FromLines.indexOfFrom(buffer, position, messageEnd);
        while (found >= 0) {
            if (beginsLine(found)) {
                int lineEnd = Lines.endOf(buffer, found, messageEnd);
                reject(found, lineEnd, "it stands within its Content-Length");
            } else if (isQuoted(found)) {
                moveToPiece(found - 1);
                from = found;
            }
            found = FromLines.indexOfFrom(buffer, found + FromLines.FROM_LENGTH, messageEnd);
        }
        position = messageEnd;
    }

    /** Returns whether the line at hand, which begins with {@code From }, begins a message. */
    private boolean isSeparator() throws IOException {
        if (dialect.quoted()) {
            return true;
        }
        int known = Math.min(end, position + MAX_JUDGED_BYTES);
        if (Lines.endOf(buffer, position, known) == known) {
            require(MAX_JUDGED_BYTES);
        }
        int limit = Math.min(end, position + MAX_JUDGED_BYTES);
        int lineEnd = Lines.endOf(buffer, position, limit);
        boolean judged = lineEnd < limit || (limit == end && atEndOfFile);
        if (judged && SeparatorLine.isPlausible(Arrays.copyOfRange(buffer, position, lineEnd))) {
            return true;
        }
        reject(position, lineEnd, "it has neither the date nor the address of a separator line");
        return false;
    }

    private void reject(int line, int lineEnd, String reason) {
        rejected.add(
                bufferOffset + line,
                buffer,
                line,
                lineEnd,
                "begins with “From ” and stays in its message: " + reason);
    }

    /** Gathers a message and stops at the next separator line, or at the end of the file. */
    private void scanToSeparator() throws IOException {
        while (true) {
            int found = FromLines.indexOfFrom(buffer, position, end);
            if (found < 0) {
                // The first letters of "From " may stand at the end of what was read so far.
                position = Math.max(position, end - FromLines.FROM_LENGTH + 1);
                if (!fill()) {
                    position = end;
                    return;
                }
            } else if (beginsLine(found)) {
                position = found;
                if (isSeparator()) {
                    return;
                }
                position += FromLines.FROM_LENGTH;
            } else {
                if (isQuoted(found)) {
                    moveToPiece(found - 1);
                    from = found;
                }
                position = found + FromLines.FROM_LENGTH;
            }
        }
    }

    private boolean beginsLine(int at) {
        return at == 0 ? bufferBeginsLine : buffer[at - 1] == '\n';
    }

    /** Returns whether the {@code From } at that place carries a quote mark of this dialect. */
    private boolean isQuoted(int at) {
        if (at == 0 || buffer[at - 1] != '>') {
            return false;
        }
        return switch (dialect) {
            case MBOXRD -> onlyQuoteMarksBefore(at);
            case MBOXO, MBOXCL -> beginsLine(at - 1);
            case MBOXCL2, UNQUOTED -> false;
        };
    }

    /** Returns whether the line of that place has nothing but {@code >} before it, at least one. */
    private boolean onlyQuoteMarksBefore(int at) {
        int first = at;
        while (first > 0 && buffer[first - 1] == '>') {
            first--;
        }
        if (first == 0) {
            return quoteMarksBeforeBuffer || (bufferBeginsLine && at > 0);
        }
        return first < at && buffer[first - 1] == '\n';
    }

    /** Returns the length of the blank line before the present place: 0, 1 or 2 bytes. */
    private int blankLineLength(long span) {
        if (span >= 1 && buffer[position - 1] == '\n') {
            if (buffer[position - 2] == '\n') {
                return 1;
            }
            if (span >= 2 && buffer[position - 2] == '\r' && buffer[position - 3] == '\n') {
                return 2;
            }
        }
        return 0;
    }

    private void beginPiece(int limit) {
        if (piece.length > buffer.length) {
            // One huge message must not hold its memory for the rest of the run.
            piece = NOTHING;
        }
        pieceLength = 0;
        pieceDropped = 0;
        pieceLimit = limit;
        from = position;
    }

    /** Returns how long the piece is from its beginning to the present place. */
    private long pieceSize() {
        return pieceLength + pieceDropped + (position - from);
    }

    /** Moves what the buffer holds of the piece before that place, as far as the limit allows. */
    private void moveToPiece(int until) {
        int length = until - from;
        if (length <= 0) {
            return;
        }
        int kept = Math.min(length, pieceLimit - pieceLength);
        if (piece.length - pieceLength < kept) {
            long wanted = Math.max(pieceLength + kept, 2L * piece.length);
            piece = Arrays.copyOf(piece, (int) Math.min(wanted, pieceLimit));
        }
        System.arraycopy(buffer, from, piece, pieceLength, kept);
        pieceLength += kept;
        pieceDropped += length - kept;
        from = until;
    }

    /** Returns the beginning of the piece; most lie whole in the buffer and are copied once. */
    private byte[] firstBytesOfPiece(int length) {
        if (pieceLength == 0) {
            return Arrays.copyOfRange(buffer, from, from + length);
        }
        moveToPiece(position);
        return Arrays.copyOf(piece, length);
    }

    /** Reads more behind what the buffer holds; returns false at the end of the file. */
    private boolean fill() throws IOException {
        if (atEndOfFile) {
            return false;
        }
        if (end == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            atEndOfFile = true;
            return false;
        }
        end += read;
        return true;
    }

    /** Reads until the buffer holds so many bytes from the present place, or the file has ended. */
    private void require(int count) throws IOException {
        boolean more = true;
        while (more && end - position < count) {
            // Twice as much, so that what is moved to make room is less than what was read since.
            if (end == buffer.length && buffer.length < 2 * count) {
                buffer = Arrays.copyOf(buffer, Math.min(2 * count, 2 * buffer.length));
            }
            more = fill();
        }
    }

    /** Gives back what a long message took. */
    private void shrink() {
        if (buffer.length > bufferBytes && end - position + KEPT_BYTES <= bufferBytes) {
            makeRoom();
            buffer = Arrays.copyOf(buffer, bufferBytes);
        }
    }

    private void makeRoom() {
        int start = Math.max(0, position - KEPT_BYTES);
        moveToPiece(start);
        boolean beginsLine = beginsLine(start);
        quoteMarksBeforeBuffer = onlyQuoteMarksBefore(start);
        bufferBeginsLine = beginsLine;
        System.arraycopy(buffer, start, buffer, 0, end - start);
        bufferOffset += start;
        position -= start;
        from -= start;
        end -= start;
    }
}
