package org.perdure.search;

import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.query.Query;

/**
 * What is asked of an index.
 *
 * @param query what to find
 * @param list only in this list, if given
 * @param sort in which order
 * @param size how many hits at the most, 1 to {@link #MAX_SIZE}
 * @param cursor where the page before this one ended: {@link Page#next()}; the first page if absent
 */
public record Question(
        Query query, @Nullable ListName list, Sort sort, int size, @Nullable String cursor) {
    /** The largest page. */
    public static final int MAX_SIZE = 200;

    public Question {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page size is " + size);
        }
    }

    /** Orders of hits. */
    public enum Sort {
        /** Best first. */
        RELEVANCE,
        /** Newest arrival first. */
        NEWEST,
        /** Oldest arrival first. */
        OLDEST
    }
}
