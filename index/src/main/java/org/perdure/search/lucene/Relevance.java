package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.jspecify.annotations.Nullable;
import org.perdure.query.Query;
import org.perdure.search.Explanation.Signal;
import org.perdure.search.lucene.ClosenessQuery.Worth;
import org.perdure.search.lucene.Explainer.ScoredPart;

/**
 * What makes one message a better answer than another: the table of weights, which docs/query.md
 * explains to readers, and the clauses that weigh more than words one by one. They are for words
 * without a field; a rare word in what an author wrote is worth about 10.
 */
final class Relevance {
    /** What a word in the subject is worth, beside one in what the author wrote. */
    static final float SUBJECT = 2f;

    /** What a word in the name or address of the author is worth. */
    static final float FROM = 1.5f;

    /** What a word in a quotation is worth: little, as the message that is quoted has it too. */
    static final float QUOTED = 0.1f;

    /** The most words that are looked for together. */
    static final int MAX_TOGETHER = 12;

    /** The fewest words in a row that are looked for as a passage. */
    static final int MIN_PASSAGE = 4;

    private static final Worth TOGETHER_IN_TEXT = new Worth(0f, 8f);
    private static final Worth TOGETHER_IN_SUBJECT = new Worth(10f, 4f);

    /** What two words side by side in the name of the author are worth. */
    private static final float NAME = 6f;

    private final IndexSearcher searcher;
    private final org.apache.lucene.search.Query within;
    private final Consumer<ScoredPart> parts;

    /**
     * @param within what messages count for the order of others
     * @param parts takes what is worth something
     */
    Relevance(
            IndexSearcher searcher,
            org.apache.lucene.search.Query within,
            Consumer<ScoredPart> parts) {
        this.searcher = searcher;
        this.within = within;
        this.parts = parts;
    }

    /** Adds what the words among some clauses are worth together. */
    void addTogether(BooleanQuery.Builder all, List<Query> clauses) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Query clause : clauses) {
            if (clause instanceof Query.Term term && term.field() == null) {
                texts.add(term.text());
            }
        }
        String text = String.join(" ", texts);
        List<String> words = MailAnalyzer.TEXT.words(text).withoutPossessives().parts();
        if (words.size() < 2 || words.size() > MAX_TOGETHER) {
            return;
        }
        add(all, Signal.TOGETHER, text, new ClosenessQuery(Fields.OWN, words, TOGETHER_IN_TEXT));
        add(
                all,
                Signal.TOGETHER,
                text,
                new ClosenessQuery(Fields.SUBJECT, words, TOGETHER_IN_SUBJECT));
        List<String> names = MailAnalyzer.NAMES.words(text).parts();
        for (int i = 1; i < names.size(); i++) {
            String first = names.get(i - 1);
            String second = names.get(i);
            add(all, Signal.NAME, first + " " + second, name(first, second));
        }
        addSources(all, text, words);
    }

    private void add(
            BooleanQuery.Builder all,
            Signal signal,
            String text,
            org.apache.lucene.search.Query query) {
        parts.accept(new ScoredPart(signal, text, query));
        all.add(query, Occur.SHOULD);
    }

    /** Returns what finds a phrase, with what it is worth as a passage. */
    org.apache.lucene.search.Query passage(org.apache.lucene.search.Query found, String phrase)
            throws IOException {
        List<String> words = MailAnalyzer.TEXT.words(phrase).withoutPossessives().parts();
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(found, Occur.MUST);
        addSources(all, phrase, words);
        return all.build();
    }

    private static org.apache.lucene.search.Query name(String... words) {
        PhraseQuery.Builder row = new PhraseQuery.Builder();
        Stream.of(words).forEach(word -> row.add(new Term(Fields.FROM.label(), word)));
        return new BoostQuery(new ConstantScoreQuery(row.build()), NAME);
    }

    private void addSources(BooleanQuery.Builder all, String text, List<String> words)
            throws IOException {
        if (words.size() >= MIN_PASSAGE && words.size() <= MAX_TOGETHER) {
            org.apache.lucene.search.@Nullable Query sources =
                    new Sources(searcher, within).of(words);
            if (sources != null) {
                add(all, Signal.PASSAGE, text, sources);
            }
        }
    }
}
