package org.perdure.archive;

import java.util.List;
import org.perdure.archive.QuotesView.Quote;

/**
 * Who wrote a text.
 *
 * @param found for each piece of which somebody was found, in the order of the text
 */
public record PassageView(List<Found> found) {
    public PassageView {
        found = List.copyOf(found);
    }

    /**
     * A piece of the text.
     *
     * @param quote where it stands in the text, and who wrote it
     * @param quotedBy who quotes these lines of the author
     */
    public record Found(Quote quote, List<Quote> quotedBy) {
        public Found {
            quotedBy = List.copyOf(quotedBy);
        }
    }
}
