package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message quotes, and who quotes it. Lines are those of the text, from 0, as {@link
 * MessageView#blocks} has them.
 *
 * @param message the message
 * @param quotes what it quotes, in its order
 * @param quotedBy who quotes it, by place in it
 * @param truncated whether there is more of either
 * @param quotesInstead the message of its thread that it quotes, though its header names another
 *     that is here; mostly absent
 */
public record QuotesView(
        Summary message,
        List<Quote> quotes,
        List<Quote> quotedBy,
        boolean truncated,
        @Nullable Summary quotesInstead) {
    public QuotesView {
        quotes = List.copyOf(quotes);
        quotedBy = List.copyOf(quotedBy);
    }

    /** What is quoted where nothing contradicts it. */
    public QuotesView(
            Summary message, List<Quote> quotes, List<Quote> quotedBy, boolean truncated) {
        this(message, quotes, quotedBy, truncated, null);
    }

    /** Returns what changes when anything here does; without quotes. */
    public String etag() {
        return new Fingerprint()
                .add(message)
                .addAll(quotes)
                .addAll(quotedBy)
                .add(truncated ? 1 : 0)
                .add(quotesInstead)
                .etag();
    }

    /**
     * Lines of a message that stand in another.
     *
     * @param firstLine the first line, in the message that was asked for
     * @param endLine behind the last one
     * @param level how often they were quoted, as written; 0 if they have no marks
     * @param other the other message: the author, or who quotes
     * @param otherFirst the first line there
     * @param otherEnd behind the last one there
     * @param words how many words are quoted
     * @param confidence how many of these stand in the source as well, in rows of three, 0 to 1
     * @param inThread whether one answers the other; else the words alone tell
     */
    public record Quote(
            int firstLine,
            int endLine,
            int level,
            Summary other,
            int otherFirst,
            int otherEnd,
            int words,
            double confidence,
            boolean inThread) {
        /** Below, some of the words may be of whoever quotes. */
        static final double WHOLE = 0.9;

        /** Returns whether the lines need not be shown where they are quoted. */
        public boolean isWhole() {
            return confidence >= WHOLE;
        }
    }
}
