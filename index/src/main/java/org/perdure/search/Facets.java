package org.perdure.search;

import java.util.List;

/**
 * How the messages that match are spread. Counts may be lower bounds when the total is.
 *
 * @param lists by list, most first
 * @param authors by author, most first, at most ten
 * @param years by year of arrival, oldest first
 * @param histogram by time of arrival
 */
public record Facets(
        List<Count> lists, List<Count> authors, List<Count> years, Histogram histogram) {
    /** Nothing matches. */
    public static final Facets NONE = new Facets(List.of(), List.of(), List.of(), Histogram.NONE);

    public Facets {
        lists = List.copyOf(lists);
        authors = List.copyOf(authors);
        years = List.copyOf(years);
    }

    /**
     * A value and how many messages have it.
     *
     * @param value such as {@code xen-devel}, {@code Ada Quill} or {@code 2011}
     * @param messages how many, at least 1
     */
    public record Count(String value, long messages) {}
}
