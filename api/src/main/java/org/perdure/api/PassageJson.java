package org.perdure.api;

import java.util.List;
import org.perdure.api.QuotesJson.QuoteJson;
import org.perdure.archive.PassageView;

/**
 * Who wrote a text.
 *
 * @param passages for each piece of which somebody was found, in the order of the text
 */
record PassageJson(List<FoundJson> passages) {
    /**
     * A piece of the text.
     *
     * @param wrote where it stands in the text that was sent, and who wrote it
     * @param quotedBy who quotes these lines; places are those in the message of the author
     */
    record FoundJson(QuoteJson wrote, List<QuoteJson> quotedBy) {}

    static PassageJson of(PassageView view) {
        return new PassageJson(
                view.found().stream()
                        .map(
                                found ->
                                        new FoundJson(
                                                QuoteJson.of(found.quote()),
                                                QuoteJson.of(found.quotedBy())))
                        .toList());
    }
}
