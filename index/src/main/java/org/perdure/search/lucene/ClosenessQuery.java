package org.perdure.search.lucene;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Finds what has all of some words in one field, and weighs how close together they stand there.
 */
final class ClosenessQuery extends Query {
    private final Fields field;
    private final List<String> words;
    private final Worth worth;

    /**
     * What it is worth that all words are there.
     *
     * @param all wherever they stand
     * @param close besides, if they stand side by side, in any order; half of that if {@link #HALF}
     *     others stand among them
     */
    record Worth(float all, float close) {
        /** How many other words among them halve the worth of their being close. */
        static final int HALF = 8;

        private float of(int others) {
            return all + close * HALF / (HALF + others);
        }
    }

    /**
     * @param words as the field has them, at least two
     */
    ClosenessQuery(Fields field, List<String> words, Worth worth) {
        this.field = field;
        this.words = List.copyOf(words);
        this.worth = worth;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost)
            throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : new LinkedHashSet<>(words)) {
            all.add(new TermQuery(new Term(field.label(), word)), Occur.FILTER);
        }
        Query rewritten = searcher.rewrite(all.build());
        Weight candidates = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1f);
        return new Weight(this) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context)
                    throws IOException {
                Terms terms = context.reader().terms(field.label());
                Scorer candidate = terms == null ? null : candidates.scorer(context);
                return candidate == null || terms == null
                        ? null
                        : new DefaultScorerSupplier(
                                new Closeness(candidate.iterator(), new WordPlaces(terms), boost));
            }

            @Override
            public Explanation explain(LeafReaderContext context, int doc) throws IOException {
                Scorer scorer = scorer(context);
                return scorer != null && scorer.iterator().advance(doc) == doc
                        ? Explanation.match(scorer.score(), ClosenessQuery.this.toString())
                        : Explanation.noMatch("not all words are there");
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    /** Scores documents that have all words. */
    private final class Closeness extends Scorer {
        private final DocIdSetIterator documents;
        private final WordPlaces places;
        private final float boost;

        Closeness(DocIdSetIterator documents, WordPlaces places, float boost) {
            this.documents = documents;
            this.places = places;
            this.boost = boost;
        }

        @Override
        public int docID() {
            return documents.docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return documents;
        }

        @Override
        public float getMaxScore(int upTo) {
            return boost * worth.of(0);
        }

        @Override
        public float score() throws IOException {
            places.enter(documents.docID());
            int[][] all = new int[words.size()][];
            for (int i = 0; i < all.length; i++) {
                all[i] = places.of(words.get(i));
            }
            return boost * worth.of(Math.max(0, shortest(all) - (words.size() - 1)));
        }
    }

    /** Returns how far apart the first and the last word are, where that is least. */
    private static int shortest(int[][] places) {
        int[] at = new int[places.length];
        int shortest = Integer.MAX_VALUE;
        while (true) {
            int first = 0;
            int last = 0;
            for (int i = 1; i < places.length; i++) {
                first = places[i][at[i]] < places[first][at[first]] ? i : first;
                last = places[i][at[i]] > places[last][at[last]] ? i : last;
            }
            shortest = Math.min(shortest, places[last][at[last]] - places[first][at[first]]);
            if (++at[first] == places[first].length) {
                return shortest;
            }
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(field.label())) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String defaultField) {
        return "all of " + words + " close together in " + field.label();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClosenessQuery closeness
                && field == closeness.field
                && words.equals(closeness.words)
                && worth.equals(closeness.worth);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * words.hashCode() + field.hashCode()) + worth.hashCode();
    }
}
