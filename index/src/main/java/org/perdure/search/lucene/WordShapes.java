package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.search.lucene.WordQueries.Weighted;

/**
 * Finds the words of an index that have a shape, and what holds them. All words of one shape count
 * as one word.
 */
final class WordShapes {
    /** How many words of a field a shape stands for: the first by alphabet. */
    static final int MAX_WORDS = 512;

    /** The most words that all shapes of a query may stand for. */
    static final int MAX_ALL_WORDS = 32 * MAX_WORDS;

    /** What a word spelled otherwise is worth, if one spelled as in the query is worth 1. */
    private static final float OTHERWISE = 0.5f;

    /** People seldom mistake the first letter; taking it as sure makes the search much cheaper. */
    private static final int SURE_LETTERS = 1;

    private final IndexReader reader;
    private int words;

    WordShapes(IndexReader reader) {
        this.reader = reader;
    }

    /**
     * What finds words of a shape.
     *
     * @param queries one for each field that has such words
     * @param words the words
     */
    record Found(List<Query> queries, List<String> words) {
        Found {
            queries = List.copyOf(queries);
            words = List.copyOf(words);
        }
    }

    /** Returns what finds words with asterisks in them. */
    Found wildcard(List<Weighted> fields, String text) throws IOException {
        Term shape = new Term("", MailTokenizer.fold(text));
        CompiledAutomaton automaton =
                new CompiledAutomaton(
                        WildcardQuery.toAutomaton(shape, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT),
                        false,
                        true);
        List<Query> queries = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>();
        for (Weighted weighted : fields) {
            add(weighted, shape.text(), expand(weighted.field(), automaton), queries, all);
        }
        return new Found(queries, List.copyOf(all));
    }

    /** Returns what finds words spelled nearly so. */
    Found fuzzy(List<Weighted> fields, String text, int edits) throws IOException {
        List<Query> queries = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>();
        for (Weighted weighted : fields) {
            MailAnalyzer.Words spelled = weighted.field().words().words(text);
            if (!spelled.parts().isEmpty()) {
                String word =
                        spelled.identifier().isEmpty()
                                ? spelled.parts().getLast()
                                : spelled.identifier();
                CompiledAutomaton automaton =
                        FuzzyQuery.getFuzzyAutomaton(word, edits, SURE_LETTERS, true);
                add(weighted, word, expand(weighted.field(), automaton), queries, all);
            }
        }
        return new Found(queries, List.copyOf(all));
    }

    private void add(
            Weighted weighted,
            String spelled,
            SortedSet<String> found,
            List<Query> queries,
            Set<String> all) {
        words += found.size();
        if (words > MAX_ALL_WORDS) {
            throw new BadQuery("The query stands for too many words.", 0);
        }
        if (found.isEmpty()) {
            return;
        }
        String label = weighted.field().label();
        SynonymQuery.Builder any = new SynonymQuery.Builder(label);
        for (String word : found) {
            any.addTerm(new Term(label, word), word.equals(spelled) ? 1f : OTHERWISE);
        }
        queries.add(weighted.weigh(any.build()));
        all.addAll(found);
    }

    /** Returns words of a field that an automaton accepts, the first by alphabet. */
    private SortedSet<String> expand(Fields field, CompiledAutomaton automaton) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field.label());
            if (terms != null) {
                TermsEnum accepted = automaton.getTermsEnum(terms);
                BytesRef next = accepted.next();
                for (int count = 0; next != null && count < MAX_WORDS; count++) {
                    found.add(next.utf8ToString());
                    next = accepted.next();
                }
            }
        }
        while (found.size() > MAX_WORDS) {
            found.removeLast();
        }
        return found;
    }
}
