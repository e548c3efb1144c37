package org.perdure.search.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages whose author wrote some words in a row as they are spelled, not in another of
 * their forms: by reading the texts. It looks at every message, so it must stand beside a query
 * that finds the words in any form; then it costs nothing until it is asked.
 */
final class SpelledQuery extends Query {
    /** What it takes to look at a text, beside a look at a posting. */
    private static final float COST = 10_000f;

    private static final char LAST_ASCII = 0x7f;

    private final List<String> words;
    private final List<Integer> places;

    SpelledQuery(MailAnalyzer.Words words) {
        this.words = words.parts();
        this.places = words.positions();
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                StoredFields texts = context.reader().storedFields();
                DocIdSetIterator all = DocIdSetIterator.all(context.reader().maxDoc());
                return new DefaultScorerSupplier(
                        new ConstantScoreScorer(score(), mode, new Reading(all, texts)));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false; // Else all texts of the index would be read, to know the answer.
            }
        };
    }

    /** Reads the texts that other parts of the query leave. */
    private final class Reading extends TwoPhaseIterator {
        private final StoredFields texts;

        Reading(DocIdSetIterator documents, StoredFields texts) {
            super(documents);
            this.texts = texts;
        }

        @Override
        public boolean matches() throws IOException {
            String text =
                    texts.document(approximation.docID(), Set.of(Fields.STORED_TEXT.label()))
                            .get(Fields.STORED_TEXT.label());
            return text != null && mayBeIn(text) && isIn(text);
        }

        @Override
        public float matchCost() {
            return COST;
        }
    }

    /** Tells most texts that have another form at once; in others, letters may have accents. */
    private boolean mayBeIn(String text) {
        return words.stream().allMatch(word -> contains(text, word))
                || text.chars().anyMatch(c -> c > LAST_ASCII);
    }

    private static boolean contains(String text, String word) {
        for (int at = 0; at <= text.length() - word.length(); at++) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(String text) throws IOException {
        Map<Integer, Set<String>> found = new HashMap<>();
        try (TokenStream tokens = MailAnalyzer.NAMES.tokenStream("", text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment =
                    tokens.getAttribute(PositionIncrementAttribute.class);
            tokens.reset();
            int place = -1;
            while (tokens.incrementToken()) {
                place += increment.getPositionIncrement();
                String word = term.toString();
                if (words.contains(word)) {
                    found.computeIfAbsent(place, key -> new HashSet<>()).add(word);
                    if (word.equals(words.getLast()) && endsAt(place, found)) {
                        return true;
                    }
                }
            }
        }
        return words.isEmpty();
    }

    private boolean endsAt(int last, Map<Integer, Set<String>> found) {
        for (int i = 0; i < words.size(); i++) {
            int place = last - places.getLast() + places.get(i);
            if (!found.getOrDefault(place, Set.of()).contains(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String defaultField) {
        return "spelled " + words;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpelledQuery spelled
                && words.equals(spelled.words)
                && places.equals(spelled.places);
    }

    @Override
    public int hashCode() {
        return 31 * words.hashCode() + places.hashCode();
    }
}
