package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.QuotesView;
import org.perdure.archive.QuotesView.Quote;

/**
 * What a message quotes, and who quotes it. Passages are looked for after a message came: both may
 * be empty at first.
 *
 * @param list its list
 * @param messageId its Message-ID without angle brackets
 * @param quotes what it quotes, in its order
 * @param quotedBy who quotes it, by place in it
 * @param truncated whether there is more of either
 * @param quotesInstead Message-ID of the message of its thread that it quotes, though its header
 *     names another that is here; mostly absent
 */
record QuotesJson(
        String list,
        String messageId,
        List<QuoteJson> quotes,
        List<QuoteJson> quotedBy,
        boolean truncated,
        @Nullable String quotesInstead) {
    /**
     * Lines of a message that stand in another.
     *
     * @param firstLine which line of the text asked about is its first, from 0
     * @param lineCount how many lines it has
     * @param level how often they were quoted, as written; 0 if they have no marks, and in a text
     *     that somebody asks about
     * @param other the other message: who wrote it, or who quotes it
     * @param otherFirstLine which line there is its first, from 0
     * @param otherLineCount how many lines it has there
     * @param words how many words are quoted
     * @param confidence how many of these stand in the source as well, in rows of three, 0 to 1
     * @param evidence {@code thread} if one message answers the other, {@code words} if the words
     *     alone tell
     */
    record QuoteJson(
            int firstLine,
            int lineCount,
            int level,
            SummaryJson other,
            int otherFirstLine,
            int otherLineCount,
            int words,
            double confidence,
            String evidence) {
        static QuoteJson of(Quote quote) {
            return new QuoteJson(
                    quote.firstLine(),
                    quote.endLine() - quote.firstLine(),
                    quote.level(),
                    SummaryJson.of(quote.other()),
                    quote.otherFirst(),
                    quote.otherEnd() - quote.otherFirst(),
                    quote.words(),
                    quote.confidence(),
                    quote.inThread() ? "thread" : "words");
        }

        static List<QuoteJson> of(List<Quote> quotes) {
            return quotes.stream().map(QuoteJson::of).toList();
        }
    }

    static QuotesJson of(QuotesView view) {
        return new QuotesJson(
                view.message().list().value(),
                view.message().id().value(),
                QuoteJson.of(view.quotes()),
                QuoteJson.of(view.quotedBy()),
                view.truncated(),
                view.quotesInstead() == null ? null : view.quotesInstead().id().value());
    }
}
