package org.perdure.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What {@link MboxReader} sees of a mailbox: a window that moves on, and the piece that is being
 * cut out. Places are indexes into {@link #bytes}, good until more is read.
 */
final class MboxBuffer implements Closeable {
    private static final byte[] NOTHING = {};

    /*
     * The buffer holds source bytes [bufferOffset, bufferOffset + end); what lies before `position`
     * is dealt with. The piece at hand is a separator line or a message: its first bytes may have
     * moved to `piece`, the others begin at `from` in the buffer. When room is made in the buffer,
     * the last KEPT_BYTES before `position` stay, so that neither ">From " nor a blank line is ever
     * cut in two; two flags tell what stood before them.
     */
    static final int KEPT_BYTES = 16;

    private final InputStream in;
    private final int bufferBytes;
    private byte[] buffer;
    private long bufferOffset;
    private int position;
    private int end;
    private boolean atEndOfFile;

    /** Whether a line begins at the first byte of the buffer. */
    private boolean bufferBeginsLine = true;

    /** Whether a line that so far has only {@code >} stands before the first byte of the buffer. */
    private boolean quoteMarksBeforeBuffer;

    private int from;
    private byte[] piece = NOTHING;
    private int pieceLength;
    private int pieceLimit;
    private long pieceDropped;

    /**
     * @param bufferBytes how much is in memory, unless a caller {@linkplain #require requires} more
     */
    MboxBuffer(InputStream in, int bufferBytes) {
        this.in = in;
        this.bufferBytes = bufferBytes;
        this.buffer = new byte[bufferBytes];
    }

    /** Returns what is in memory: as far as {@link #end}. */
    byte[] bytes() {
        return buffer;
    }

    /** Returns the present place: what lies before it is dealt with. */
    int position() {
        return position;
    }

    int end() {
        return end;
    }

    boolean atEndOfFile() {
        return atEndOfFile;
    }

    /** Returns where in the mailbox a place is. */
    long offset(int place) {
        return bufferOffset + place;
    }

    /** Returns where in the mailbox the present place is. */
    long offset() {
        return offset(position);
    }

    void moveTo(int place) {
        position = place;
    }

    /** Returns whether there is anything at the present place, reading more if need be. */
    boolean hasMore() throws IOException {
        return position < end || fill();
    }

    /** Returns whether a line begins at a place of the buffer. */
    boolean beginsLine(int at) {
        return at == 0 ? bufferBeginsLine : buffer[at - 1] == '\n';
    }

    /** Returns whether the line of that place has nothing but {@code >} before it, at least one. */
    boolean onlyQuoteMarksBefore(int at) {
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
    int blankLineLength(long span) {
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

    /** Moves to the line feed that ends the line at hand, or to the end of the file. */
    void moveToLineEnd() throws IOException {
        do {
            while (position < end && buffer[position] != '\n') {
                position++;
            }
        } while (position == end && fill());
    }

    /**
     * Begins a piece at the present place.
     *
     * @param limit how many bytes of it are kept
     */
    void beginPiece(int limit) {
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
    long pieceSize() {
        return pieceLength + pieceDropped + (position - from);
    }

    /** Leaves a quote mark before a place out of the piece. */
    void dropQuoteMark(int at) {
        moveToPiece(at - 1);
        from = at;
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
    byte[] firstBytesOfPiece(int length) {
        if (pieceLength == 0) {
            return Arrays.copyOfRange(buffer, from, from + length);
        }
        moveToPiece(position);
        return Arrays.copyOf(piece, length);
    }

    /** Reads more behind what the buffer holds; returns false at the end of the file. */
    boolean fill() throws IOException {
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
    void require(int count) throws IOException {
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
    void shrink() {
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

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }
}
