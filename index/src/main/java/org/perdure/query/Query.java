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
     * Words of a shape: {@code xc_*_create}.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param text letters, digits and {@code _}, at least {@link QueryParser#MIN_BEFORE_ASTERISK}
     *     of them first, with asterisks among them, each of which stands for any characters or none
     */
    record Wildcard(@Nullable Field field, String text) implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Words spelled nearly so.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param text letters, digits and {@code _}
     * @param edits how many characters may be added, left out, exchanged, or swapped with the next:
     *     1 or 2; never the first
     */
    record Fuzzy(@Nullable Field field, String text, int edits) implements Query {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Words close to each other, in any order.
     *
     * @param field where to look, absent for the subject, the text and the author
     * @param texts words and phrases, 2 to {@link QueryParser#MAX_NEAR}
     * @param distance how many words on the last of them is from the first, at the most
     */
    record Near(@Nullable Field field, List<Query> texts, int distance) implements Query {
        public Near {
            texts = atLeastTwo(texts);
        }

        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Messages sent or received in a span of time.
     *
     * @param field one whose values are spans of time
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

    /**
     * Messages with a number in a range.
     *
     * @param field one whose values are numbers
     * @param from the least, 0 if that does not matter
     * @param to the greatest, {@link Long#MAX_VALUE} if that does not matter
     * @param text the range as written
     */
    record Between(Field field, long from, long to, String text) implements Query {
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
