package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MailingList;
import org.perdure.search.Explanation;
import org.perdure.search.Facets;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Page.Total;

/**
 * A page of search results.
 *
 * @param list the list searched, absent for all lists
 * @param query the query as the reader wrote it
 * @param total how many messages match
 * @param hits the messages
 * @param facets how the matches are spread
 * @param next cursor of the next page, absent on the last
 * @param noMatch why nothing matches, if nothing does and that can be told
 * @param respelled the query with words spelled otherwise, if hardly anything matches and more does
 *     with these
 */
public record SearchView(
        @Nullable MailingList list,
        String query,
        Total total,
        List<Result> hits,
        Facets facets,
        @Nullable String next,
        @Nullable NoMatch noMatch,
        @Nullable String respelled) {
    /** A page of results that has some. */
    public SearchView(
            @Nullable MailingList list,
            String query,
            Total total,
            List<Result> hits,
            Facets facets,
            @Nullable String next) {
        this(list, query, total, hits, facets, next, null, null);
    }

    /** The largest page. */
    public static final int MAX_SIZE = 200;

    /**
     * A message that matches.
     *
     * @param summary the message
     * @param highlights its best passages, addresses masked
     * @param explanation why it stands where it stands, if asked, by relevance
     * @param further how many other messages of its thread match, where it stands for them; else 0
     */
    public record Result(
            Summary summary,
            List<Highlight> highlights,
            @Nullable Explanation explanation,
            long further) {
        /** A message that stands for itself. */
        public Result(Summary summary, List<Highlight> highlights) {
            this(summary, highlights, null, 0);
        }
    }
}
