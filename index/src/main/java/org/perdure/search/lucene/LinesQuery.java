package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Finds words in lines of patches of one kind: a row of words, or several rows close to each other.
 * What has them anywhere is found by the words, and then the {@link LineMark}s are looked at.
 */
final class LinesQuery extends Query {
    /** Looking at places costs about as much as a hundred simple steps. */
    private static final float MATCH_COST = 100f;

    private final LineMark mark;
    private final List<Query> texts;
    private final List<Row> rows;
    private final int distance;
    private final String field;

    /**
     * Words in a row.
     *
     * @param slots which words can stand in each place
     * @param places how far each is from the first
     */
    record Row(List<List<Term>> slots, List<Integer> places) {
        Row {
            slots = List.copyOf(slots);
            places = List.copyOf(places);
        }

        /** Returns how far the last place is from the first. */
        int length() {
            return places.getLast() - places.getFirst();
        }
    }

    private LinesQuery(LineMark mark, List<Query> texts, int distance) {
        this.mark = mark;
        this.texts = List.copyOf(texts);
        this.rows = texts.stream().map(LinesQuery::row).toList();
        this.distance = distance;
        this.field = rows.getFirst().slots().getFirst().getFirst().field();
    }

    /**
     * Returns what finds one text.
     *
     * @param text a word, words of which any may stand, or a row of such
     */
    static LinesQuery of(LineMark mark, Query text) {
        return new LinesQuery(mark, List.of(text), 0);
    }

    /**
     * Returns what finds all of some texts close to each other.
     *
     * @param distance how many words on the last word is from the first, at the most
     */
    static LinesQuery near(LineMark mark, List<Query> texts, int distance) {
        return new LinesQuery(mark, texts, distance);
    }

    private static Row row(Query text) {
        List<List<Term>> slots = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        switch (text) {
            case TermQuery word -> slots.add(List.of(word.getTerm()));
            case SynonymQuery any -> slots.add(any.getTerms());
            case PhraseQuery phrase -> {
                for (int i = 0; i < phrase.getTerms().length; i++) {
                    slots.add(List.of(phrase.getTerms()[i]));
                    places.add(phrase.getPositions()[i]);
                }
            }
            case MultiPhraseQuery phrase -> {
                for (int i = 0; i < phrase.getTermArrays().length; i++) {
                    slots.add(List.of(phrase.getTermArrays()[i]));
                    places.add(phrase.getPositions()[i]);
                }
            }
            default -> throw new IllegalArgumentException("no row of words: " + text);
        }
        if (places.isEmpty()) {
            places.add(0);
        }
        return new Row(slots, places);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost)
            throws IOException {
        Query anywhere = searcher.rewrite(anywhere());
        Weight candidates = searcher.createWeight(anywhere, ScoreMode.COMPLETE_NO_SCORES, 1f);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context)
                    throws IOException {
                Scorer candidate = candidates.scorer(context);
                Terms terms = context.reader().terms(field);
                if (candidate == null || terms == null) {
                    return null;
                }
                LinePlaces places = new LinePlaces(terms, mark);
                TwoPhaseIterator found =
                        new TwoPhaseIterator(candidate.iterator()) {
                            @Override
                            public boolean matches() throws IOException {
                                return places.hold(approximation.docID(), rows, distance);
                            }

                            @Override
                            public float matchCost() {
                                return MATCH_COST;
                            }
                        };
                return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, found));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    private Query anywhere() {
        if (texts.size() == 1) {
            return texts.getFirst();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        texts.forEach(text -> all.add(text, Occur.FILTER));
        return all.build();
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(Fields.OWN.label())) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String defaultField) {
        return mark + " lines: " + texts + (texts.size() > 1 ? " near " + distance : "");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinesQuery lines
                && mark == lines.mark
                && distance == lines.distance
                && texts.equals(lines.texts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * texts.hashCode() + mark.hashCode()) + distance;
    }
}
