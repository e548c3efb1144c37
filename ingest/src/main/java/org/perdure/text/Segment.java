package org.perdure.text;

import org.jspecify.annotations.Nullable;

/**
 * Consecutive lines of a body that are of one kind. Segments are flat: a reply to a reply is two
 * segments of depth 1 and 2, not one inside the other, because senders choose the depth.
 *
 * <p>The depth is what is written; the level says who wrote it. They differ where quotations have
 * no marks: below a header block, and below an attribution that no mark follows, each line is a
 * level deeper. An introduction that a mail program put behind the marks of what it introduces
 * belongs to the level outside. A line that lost its mark has the level of the lines around it.
 *
 * @param kind what its lines are
 * @param depth quote marks in front of each line (RFC 3676, section 4.5), at most {@link
 *     Segmenter#MAX_DEPTH}
 * @param level 0 for what the author of the message wrote, 1 for what was written by whom he
 *     quotes, and so on; at most {@link Segmenter#MAX_DEPTH}
 * @param firstLine which line of the body is its first, from 0
 * @param lineCount its lines, at least 1
 * @param attribution what an introduction says; of one that is cut in two by a lost mark, the first
 *     piece has it
 */
public record Segment(
        Kind kind,
        int depth,
        int level,
        int firstLine,
        int lineCount,
        @Nullable Attribution attribution) {
    public Segment {
        if (depth < 0 || level < 0 || lineCount < 1) {
            throw new IllegalArgumentException(
                    "depth %d, level %d, %d lines".formatted(depth, level, lineCount));
        }
    }

    /** Returns the index of the line after it. */
    public int endLine() {
        return firstLine + lineCount;
    }

    /** Returns this segment with another attribution. */
    public Segment withAttribution(@Nullable Attribution other) {
        return new Segment(kind, depth, level, firstLine, lineCount, other);
    }
}
