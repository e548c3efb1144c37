package org.perdure.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits.
 *
 * @param total how many messages match
 * @param hits in the order asked for
 * @param facets how the matches are spread
 * @param next cursor of the page after this one, absent on the last
 * @param complete whether the search came to its end; else it took too long, and better hits than
 *     these may be missing
 */
public record Page(
        Total total, List<Hit> hits, Facets facets, @Nullable String next, boolean complete) {
    public Page {
        hits = List.copyOf(hits);
    }

    /** A page of a search that came to its end. */
    public Page(Total total, List<Hit> hits, Facets facets, @Nullable String next) {
        this(total, hits, facets, next, true);
    }

    /**
     * A number of messages.
     *
     * @param value how many
     * @param exact whether that is the number, or there are at least so many
     */
    public record Total(long value, boolean exact) {}
}
