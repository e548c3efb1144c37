package org.perdure.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/** What has been read so far between two parentheses, or outside of all. */
final class Group {
    /** The field before the parenthesis: that of all words within that name none. */
    private final @Nullable Field field;

    private final boolean negated;
    private final List<Query> alternatives = new ArrayList<>();
    private final List<Query> clauses = new ArrayList<>();
    private boolean negateNext;

    /** Whether the last clause is a word or phrase that stands here itself. */
    private boolean endsInText;

    /** The distance of an operator {@code NEAR} that waits for what comes after it, else 0. */
    private int nearDistance;

    private int nearPosition;

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

    /** Adds what stood between two parentheses. */
    void add(Query query, boolean not) {
        expectNothingNear();
        addClause(takeNegation() == not ? query : not(query));
        endsInText = false;
    }

    /** Adds a word, a phrase or a date. */
    void addLeaf(Query leaf, boolean not) {
        boolean plain = takeNegation() == not;
        boolean isText = plain && isText(leaf);
        if (nearDistance > 0) {
            addNear(leaf, isText);
        } else {
            addClause(plain ? leaf : not(leaf));
        }
        endsInText = isText;
    }

    private static boolean isText(Query leaf) {
        return switch (leaf) {
            case Query.Term term -> holdsWords(term.field());
            case Query.Phrase phrase -> holdsWords(phrase.field());
            case Query.Prefix prefix -> false;
            case Query.Wildcard wildcard -> false;
            case Query.Fuzzy fuzzy -> false;
            case Query.During during -> false;
            case Query.Between between -> false;
            case Query.Near near -> false;
            case Query.And and -> false;
            case Query.Or or -> false;
            case Query.Not not -> false;
            case Query.All all -> false;
        };
    }

    private static boolean holdsWords(@Nullable Field field) {
        return field == null || field.holdsWords();
    }

    /**
     * The operator {@code NEAR}: the clause before it and the one after it stand close together.
     *
     * @throws BadQuery if nothing is before it that can
     */
    void near(int distance, int position) {
        expectNothingNear();
        if (clauses.isEmpty() || !endsInText || negateNext) {
            throw needsTexts(position);
        }
        nearDistance = distance;
        nearPosition = position;
    }

    private void addNear(Query leaf, boolean isText) {
        Query before = clauses.removeLast();
        List<Query> texts = new ArrayList<>();
        switch (before) {
            case Query.Near near -> texts.addAll(near.texts());
            case Query.Term term -> texts.add(before);
            case Query.Phrase phrase -> texts.add(before);
            case Query.Prefix prefix -> throw needsTexts(nearPosition);
            case Query.Wildcard wildcard -> throw needsTexts(nearPosition);
            case Query.Fuzzy fuzzy -> throw needsTexts(nearPosition);
            case Query.During during -> throw needsTexts(nearPosition);
            case Query.Between between -> throw needsTexts(nearPosition);
            case Query.And and -> throw needsTexts(nearPosition);
            case Query.Or or -> throw needsTexts(nearPosition);
            case Query.Not not -> throw needsTexts(nearPosition);
            case Query.All all -> throw needsTexts(nearPosition);
        }
        if (!isText) {
            throw needsTexts(nearPosition);
        }
        if (before instanceof Query.Near near && near.distance() != nearDistance) {
            throw new BadQuery("In a row, NEAR has the same number each time.", nearPosition);
        }
        texts.add(leaf);
        Field field = fieldOf(leaf);
        if (texts.stream().anyMatch(text -> fieldOf(text) != field)) {
            throw new BadQuery("What NEAR joins is in the same field.", nearPosition);
        }
        if (texts.size() > QueryParser.MAX_NEAR) {
            throw new BadQuery(
                    "NEAR joins up to " + QueryParser.MAX_NEAR + " words and phrases.",
                    nearPosition);
        }
        clauses.add(new Query.Near(field, texts, nearDistance));
        nearDistance = 0;
    }

    private static @Nullable Field fieldOf(Query text) {
        return switch (text) {
            case Query.Term term -> term.field();
            case Query.Phrase phrase -> phrase.field();
            case Query.Prefix prefix -> null;
            case Query.Wildcard wildcard -> null;
            case Query.Fuzzy fuzzy -> null;
            case Query.During during -> null;
            case Query.Between between -> null;
            case Query.Near near -> null;
            case Query.And and -> null;
            case Query.Or or -> null;
            case Query.Not not -> null;
            case Query.All all -> null;
        };
    }

    /**
     * @throws BadQuery if an operator {@code NEAR} has nothing after it
     */
    void expectNothingNear() {
        if (nearDistance > 0) {
            throw needsTexts(nearPosition);
        }
    }

    private static BadQuery needsTexts(int position) {
        return new BadQuery("NEAR needs a word or a phrase on each side.", position);
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
        expectNothingNear();
        negateNext = false;
        endsInText = false;
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
