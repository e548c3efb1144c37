package org.perdure.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, understood. Those that {@link QueryParser} makes print ({@code toString}) as query text
 * that parses back to an equal query.
 *
 * <p>Queries are nested only as deep as {@link QueryParser} allows.
 */
public sealed interface Query {
    /** Matches every message. Stands alone, never within another query. */
    record All() implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * A word.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param text the word as written
     */
    record Term(@Nullable Field field, String text) implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Words in a row.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param text the words, with single blanks between them and without straight double quotes
     */
    record Phrase(@Nullable Field field, String text) implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Words that begin so.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param text the beginning, without the asterisk
     */
    record Prefix(@Nullable Field field, String text) implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Messages sent or received in a span of time.
     *
     * @param field {@link Field#SENT} or {@link Field#ARRIVED}
     * @param from first instant, if bounded
     * @param before first instant after the span, if bounded
     * @param text the span as written
     */
    record During(Field field, @Nullable Instant from, @Nullable Instant before, String text)
            implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** What matches all of these; at least two. */
    record And(List<Query> clauses) implements Query {
        public And {
            clauses = atLeastTwo(clauses);
        }

        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** What matches any of these; at least two. */
    record Or(List<Query> clauses) implements Query {
        public Or {
            clauses = atLeastTwo(clauses);
        }

        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** What does not match this. */
    record Not(Query clause) implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    private static List<Query> atLeastTwo(List<Query> clauses) {
        if (clauses.size() < 2) {
            throw new IllegalArgumentException("only " + clauses.size() + " clauses");
        }
        return List.copyOf(clauses);
    }
}
