package org.perdure.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, understood. Prints as query text that parses back to an equal query.
 *
 * <p>Queries are nested only as deep as {@link QueryParser} allows.
 */
public sealed interface Query {
    /** Matches every message. */
    record All() implements Query {}

    /**
     * A word.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param text the word as written
     */
    record Term(@Nullable Field field, String text) implements Query {}

    /** Words in a row. */
    record Phrase(@Nullable Field field, String text) implements Query {}

    /** Words that begin so. */
    record Prefix(@Nullable Field field, String text) implements Query {}

    /**
     * Messages sent or received in a span of time.
     *
     * @param field {@link Field#SENT} or {@link Field#ARRIVED}
     * @param from first instant, if bounded
     * @param before first instant after the span, if bounded
     * @param text the span as written
     */
    record During(Field field, @Nullable Instant from, @Nullable Instant before, String text)
            implements Query {}

    /** What matches all of these; at least two. */
    record And(List<Query> clauses) implements Query {
        public And {
            clauses = List.copyOf(clauses);
        }
    }

    /** What matches any of these; at least two. */
    record Or(List<Query> clauses) implements Query {
        public Or {
            clauses = List.copyOf(clauses);
        }
    }

    /** What does not match this. */
    record Not(Query clause) implements Query {}
}
