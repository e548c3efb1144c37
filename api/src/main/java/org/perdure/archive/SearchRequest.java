package org.perdure.archive;

import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.search.Question.Sort;

/**
 * What a reader asks of a search.
 *
 * @param list only in this list, if given
 * @param query what the reader wrote
 * @param sort in which order
 * @param size how many hits at the most, from 1 to {@link SearchView#MAX_SIZE}
 * @param cursor {@link SearchView#next()} of the page before, if it is not the first
 * @param collapsed whether each thread stands there once, with its best hit
 * @param explained whether hits say why they stand where they stand
 */
public record SearchRequest(
        @Nullable ListName list,
        String query,
        Sort sort,
        int size,
        @Nullable String cursor,
        boolean collapsed,
        boolean explained) {
    /** All hits. */
    public SearchRequest(
            @Nullable ListName list, String query, Sort sort, int size, @Nullable String cursor) {
        this(list, query, sort, size, cursor, false, false);
    }
}
