package org.perdure.source;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one message of a mailbox that begin as separator lines do and are none. They stay in the
 * message; the ledger lists them. A sender can write any number of them, so only the first are
 * listed one by one.
 */
final class RejectedLines {
    /** How many lines of a message are listed one by one. */
    static final int MAX_LINES = 100;

    /** How much of a line is kept, in bytes. */
    static final int MAX_LINE_BYTES = 1 << 10;

    private final String source;
    private final Deque<Rejected> listed = new ArrayDeque<>();
    private long unlisted;

    /**
     * @param source name of the mailbox
     */
    RejectedLines(String source) {
        this.source = source;
    }

    /**
     * Adds a line.
     *
     * @param offset of the line in the source
     * @param from where it begins in the buffer
     * @param to where it ends
     * @param reason why it is no separator line
     */
    void add(long offset, byte[] buffer, int from, int to, String reason) {
        if (listed.size() == MAX_LINES) {
            unlisted++;
            return;
        }
        byte[] line = Arrays.copyOfRange(buffer, from, Math.min(to, from + MAX_LINE_BYTES));
        listed.add(new Rejected(source, offset, 0, line, reason));
    }

    /** Returns the next line, or null after the last. */
    @Nullable Rejected poll() {
        Rejected line = listed.poll();
        if (line == null || unlisted == 0 || !listed.isEmpty()) {
            return line;
        }
        String reason = line.reason() + "; so do " + unlisted + " more lines of it";
        unlisted = 0;
        return new Rejected(source, line.offset(), line.span(), line.bytes(), reason);
    }

    /** Forgets all lines. */
    void clear() {
        listed.clear();
        unlisted = 0;
    }
}
