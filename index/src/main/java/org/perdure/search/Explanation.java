package org.perdure.search;

import java.util.List;

/**
 * Why a hit stands where it stands among those by relevance.
 *
 * @param score what it is sorted by: the sum of the parts, but for rounding
 * @param parts what of the query counts for it, in the order of the query
 */
public record Explanation(float score, List<Part> parts) {
    public Explanation {
        parts = List.copyOf(parts);
    }

    /** What counts. */
    public enum Signal {
        /** A word, a phrase or a value is there. */
        CLAUSE,
        /** Words of the query stand close together. */
        TOGETHER,
        /** Two words stand side by side in the name of the author. */
        NAME,
        /** The author wrote this row of words first, or is quoted with it. */
        PASSAGE
    }

    /**
     * A part of a score.
     *
     * @param signal what counts
     * @param text the part of the query, as query text
     * @param fields where it was found, each with what it is worth there; none where it is not a
     *     matter of fields
     * @param score what it is worth in all: where it is worth most, and a share of the rest
     */
    public record Part(Signal signal, String text, List<InField> fields, float score) {
        public Part {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What a part is worth in a field.
     *
     * @param field its name in the index
     * @param score what it is worth there
     */
    public record InField(String field, float score) {}
}
