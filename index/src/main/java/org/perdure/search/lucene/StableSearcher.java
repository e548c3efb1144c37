package org.perdure.search.lucene;

import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.jspecify.annotations.Nullable;
import org.perdure.search.lucene.Statistics.Texts;

/**
 * Scores by statistics that were taken once: so a message has the same score on each page of a row,
 * whatever comes meanwhile and however the index is merged.
 */
final class StableSearcher extends IndexSearcher {
    private final @Nullable Statistics told;
    private final Statistics seen = new Statistics();

    /**
     * @param told what to score by; what is so now, if absent
     */
    StableSearcher(IndexReader reader, @Nullable Statistics told) {
        super(reader);
        this.told = told;
    }

    /** Returns what scores rested on until now. */
    Statistics statistics() {
        return told == null ? seen : told;
    }

    @Override
    public @Nullable CollectionStatistics collectionStatistics(String field) throws IOException {
        CollectionStatistics now = super.collectionStatistics(field);
        if (now == null) {
            return null;
        }
        if (told == null) {
            seen.add(field, new Texts(now.docCount(), now.sumTotalTermFreq()));
            return now;
        }
        return told.texts(field).map(texts -> statistics(field, texts)).orElse(now);
    }

    private static CollectionStatistics statistics(String field, Texts texts) {
        long messages = texts.messages();
        return new CollectionStatistics(field, messages, messages, texts.words(), messages);
    }

    @Override
    public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq)
            throws IOException {
        if (told == null) {
            seen.add(term, docFreq);
            return super.termStatistics(term, docFreq, totalTermFreq);
        }
        Optional<Long> before = told.messages(term);
        if (before.isEmpty() && told.isFull()) {
            return super.termStatistics(term, docFreq, totalTermFreq);
        }
        // A word that came since is in no message that may be found.
        long most = told.texts(term.field()).map(Texts::messages).orElse(1L);
        long messages = Math.min(before.orElse(1L), most);
        return new TermStatistics(term.bytes(), messages, messages);
    }
}
