package org.perdure.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been read so far between two parentheses, or outside of all. */
final class Group {
    /** The field before the parenthesis: that of all words within that name none. */
    private final @Nullable Field field;

    private final boolean negated;
    private final List<Query> alternatives = new ArrayList<>();
    private final List<Query> clauses = new ArrayList<>();
    private boolean negateNext;

    Group(@Nullable Field field, boolean negated) {
        this.field = field;
        this.negated = negated;
    }

    @Nullable Field field() {
        return field;
    }

    boolean isNegated() {
        return negated;
    }

    void add(Query query, boolean not) {
        addClause(takeNegation() == not ? query : not(query));
    }

    private void addClause(Query query) {
        if (query instanceof Query.And and) {
            clauses.addAll(and.clauses());
        } else {
            clauses.add(query);
        }
    }

    /** The operator {@code NOT}: the next clause is negated. */
    void negateNext() {
        negateNext = !negateNext;
    }

    /** Returns whether the next clause is to be negated, and forgets it. */
    boolean takeNegation() {
        boolean negate = negateNext;
        negateNext = false;
        return negate;
    }

    /** The operator {@code OR}. Without anything before it, it is alone and means nothing. */
    void or() {
        negateNext = false;
        if (clauses.isEmpty()) {
            return;
        }
        Query alternative =
                clauses.size() == 1 ? clauses.getFirst() : new Query.And(List.copyOf(clauses));
        if (alternative instanceof Query.Or or) {
            alternatives.addAll(or.clauses());
        } else {
            alternatives.add(alternative);
        }
        clauses.clear();
    }

    /** Returns what the group means, null if nothing is in it. */
    @Nullable Query close() {
        or();
        return switch (alternatives.size()) {
            case 0 -> null;
            case 1 -> alternatives.getFirst();
            default -> new Query.Or(alternatives);
        };
    }

    private static Query not(Query query) {
        return query instanceof Query.Not not ? not.clause() : new Query.Not(query);
    }
}
