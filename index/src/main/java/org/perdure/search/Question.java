package org.perdure.search;

import java.util.EnumSet;
import java.util.Set;
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
 * @param parts what is wanted beside the hits
 * @param threads which messages hang together, if only the best hit of each thread is wanted: the
 *     message of the thread that stands before all others that match. Totals and facets count
 *     messages all the same. A page may then be shorter than asked for though there are more
 * @param author only of authors who are called exactly so, if given
 */
public record Question(
        Query query,
        @Nullable ListName list,
        Sort sort,
        int size,
        @Nullable String cursor,
        Set<Part> parts,
        @Nullable Threads threads,
        @Nullable String author) {
    /** The largest page. */
    public static final int MAX_SIZE = 1_000;

    public Question {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page size is " + size);
        }
        parts = Set.copyOf(parts);
    }

    /** All hits, those of one thread too. */
    public Question(
            Query query,
            @Nullable ListName list,
            Sort sort,
            int size,
            @Nullable String cursor,
            Set<Part> parts) {
        this(query, list, sort, size, cursor, parts, null, null);
    }

    /** What a page of results shows. */
    public Question(
            Query query, @Nullable ListName list, Sort sort, int size, @Nullable String cursor) {
        this(query, list, sort, size, cursor, Set.of(Part.COUNTS, Part.PASSAGES));
    }

    /** Returns the same with the best hit of each thread only. */
    public Question collapsed(Threads others) {
        return new Question(query, list, sort, size, cursor, parts, others, author);
    }

    /** Returns the same of authors only who are called exactly so. */
    public Question by(String name) {
        return new Question(query, list, sort, size, cursor, parts, threads, name);
    }

    /** Returns the same with explanations. */
    public Question explained() {
        Set<Part> more = EnumSet.of(Part.EXPLANATIONS);
        more.addAll(parts);
        return new Question(query, list, sort, size, cursor, more, threads, author);
    }

    /** Returns whether something is wanted beside the hits. */
    public boolean wants(Part part) {
        return parts.contains(part);
    }

    /** What an answer can say beside which messages match. Each costs time of its own. */
    public enum Part {
        /** How many match and how they are spread; without it the total is a lower bound. */
        COUNTS,
        /** The best passages of each hit. */
        PASSAGES,
        /** Why each hit stands where it stands, by relevance. */
        EXPLANATIONS
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
