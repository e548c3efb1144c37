package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/** Makes Lucene's queries for the words of one query, and counts them. */
final class WordQueries {
    /** The most words in a query, counted as the index has them: {@code a/b_c.d} is four. */
    static final int MAX_WORDS = 1_024;

    /** How many words a beginning at the end of a phrase stands for: the first by alphabet. */
    private static final int MAX_ENDS = 512;

    /** The most words that all such beginnings of a query may stand for. */
    private static final int MAX_EXPANSIONS = 32 * MAX_ENDS;

    /** What a word counts in the fields where it does not count most. */
    private static final float ELSEWHERE = 0.2f;

    static {
        // Ours are the limits that count: MAX_WORDS in some fields each, and MAX_EXPANSIONS.
        IndexSearcher.setMaxClauseCount(
                16 * (MAX_WORDS + MAX_EXPANSIONS + WordShapes.MAX_ALL_WORDS));
    }

    private final IndexReader reader;
    private final WordShapes shapes;
    private final Map<Term, Term[]> expanded = new HashMap<>();
    private int words;
    private int expansions;

    WordQueries(IndexReader reader) {
        this.reader = reader;
        this.shapes = new WordShapes(reader);
    }

    /**
     * A field and what a match in it is worth.
     *
     * @param field a field of words
     * @param weight 1 if it is worth what it is
     * @param lines only in lines of patches of this kind, if given
     */
    record Weighted(Fields field, float weight, @Nullable LineMark lines) {
        Weighted(Fields field, float weight) {
            this(field, weight, null);
        }

        /** Returns what finds a row of words in the field, weighted. */
        Query weigh(Query row) {
            Query found = lines == null ? row : LinesQuery.of(lines, row);
            return weight == 1f ? found : new BoostQuery(found, weight);
        }
    }

    /** Returns what finds the words of a text in a row in any of some fields. */
    Query inARow(List<Weighted> fields, String text, boolean prefix) throws IOException {
        MailAnalyzer.Words plain = MailAnalyzer.NAMES.words(text);
        countWords(plain);
        List<Query> found = new ArrayList<>();
        for (Weighted weighted : fields) {
            MailAnalyzer.Words analyzed = weighted.field.words().words(text);
            for (Query row : rows(weighted.field, analyzed)) {
                found.add(weighted.weigh(row));
            }
            if (prefix) {
                for (Query row : beginnings(weighted, analyzed, plain)) {
                    found.add(weighted.weigh(row));
                }
            }
        }
        return any(found);
    }

    private static Query any(List<Query> found) {
        return switch (found.size()) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> found.getFirst();
            default -> new DisjunctionMaxQuery(found, ELSEWHERE);
        };
    }

    /**
     * What finds words that are not spelled out.
     *
     * @param query finds them
     * @param words those that there are, as the analyzer of text makes them; perhaps not all
     */
    record Expanded(Query query, List<String> words) {
        Expanded {
            words = List.copyOf(words);
        }
    }

    /** Returns what finds words with asterisks in them. */
    Expanded shaped(List<Weighted> fields, String text) throws IOException {
        WordShapes.Found found = shapes.wildcard(fields, text);
        return new Expanded(any(found.queries()), found.words());
    }

    /** Returns what finds words spelled nearly so. */
    Expanded near(List<Weighted> fields, String text, int edits) throws IOException {
        WordShapes.Found found = shapes.fuzzy(fields, text, edits);
        return new Expanded(any(found.queries()), found.words());
    }

    /**
     * Returns what finds some texts close to each other in any order.
     *
     * @param distance how many words on the last is from the first, at the most
     */
    Query together(List<Weighted> fields, List<String> texts, int distance) {
        List<Query> found = new ArrayList<>();
        for (Weighted weighted : fields) {
            List<MailAnalyzer.Words> analyzed = new ArrayList<>();
            for (String text : texts) {
                MailAnalyzer.Words one = weighted.field.words().words(text);
                if (!one.parts().isEmpty()) {
                    countWords(one);
                    analyzed.add(one);
                }
            }
            if (!analyzed.isEmpty()) {
                int moves = Math.max(0, distance - analyzed.size() + 1);
                found.add(
                        weighted.lines == null
                                ? weighted.weigh(together(weighted.field, analyzed, moves))
                                : LinesQuery.near(
                                        weighted.lines,
                                        analyzed.stream()
                                                .map(words -> row(weighted.field, words))
                                                .toList(),
                                        distance));
            }
        }
        return any(found);
    }

    /** Lucene lets words of a row move apart, so each order of the texts is a row. */
    private static Query together(Fields field, List<MailAnalyzer.Words> texts, int moves) {
        List<Query> orders = new ArrayList<>();
        for (List<MailAnalyzer.Words> order : orders(texts)) {
            PhraseQuery.Builder row = new PhraseQuery.Builder().setSlop(moves);
            for (MailAnalyzer.Words text : order) {
                text.parts().forEach(part -> row.add(new Term(field.label(), part)));
            }
            orders.add(row.build());
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new DisjunctionMaxQuery(orders, 0f), Occur.MUST);
        for (MailAnalyzer.Words text : texts) {
            if (text.parts().size() > 1) { // Its own words may not move apart.
                all.add(rows(field, text).getFirst(), Occur.FILTER);
            }
        }
        return all.build();
    }

    private static List<List<MailAnalyzer.Words>> orders(List<MailAnalyzer.Words> texts) {
        List<List<MailAnalyzer.Words>> orders = List.of(List.of());
        for (MailAnalyzer.Words text : texts) {
            List<List<MailAnalyzer.Words>> longer = new ArrayList<>();
            for (List<MailAnalyzer.Words> order : orders) {
                for (int place = 0; place <= order.size(); place++) {
                    List<MailAnalyzer.Words> with = new ArrayList<>(order);
                    with.add(place, text);
                    longer.add(with);
                }
            }
            orders = longer;
        }
        return orders;
    }

    private void countWords(MailAnalyzer.Words analyzed) {
        words += analyzed.parts().size();
        if (words > MAX_WORDS) {
            throw new BadQuery("The query has more than " + MAX_WORDS + " words.", 0);
        }
    }

    /** The row of words, and the identifier that it may be: rarer, so worth more. */
    private static List<Query> rows(Fields field, MailAnalyzer.Words words) {
        if (words.parts().isEmpty()) {
            return List.of();
        }
        MailAnalyzer.Words shorter = words.withoutPossessives();
        if (shorter.parts().size() == words.parts().size()) {
            return exactRows(field, words);
        }
        List<Query> either = new ArrayList<>(exactRows(field, words));
        either.addAll(exactRows(field, shorter));
        return either;
    }

    private static List<Query> exactRows(Fields field, MailAnalyzer.Words words) {
        Query row = row(field, words);
        if (words.identifier().isEmpty()) {
            return List.of(row);
        }
        return List.of(row, new TermQuery(new Term(field.label(), words.identifier())));
    }

    private static Query row(Fields field, MailAnalyzer.Words words) {
        if (words.parts().size() == 1) {
            return new TermQuery(new Term(field.label(), words.parts().getFirst()));
        }
        PhraseQuery.Builder row = new PhraseQuery.Builder();
        int first = words.positions().getFirst();
        for (int i = 0; i < words.parts().size(); i++) {
            row.add(
                    new Term(field.label(), words.parts().get(i)),
                    words.positions().get(i) - first);
        }
        return row.build();
    }

    /**
     * Words that begin so: after the others of the row if there are any, and as an identifier.
     *
     * @param analyzed the words as the field has them
     * @param plain the words without stemming, as a beginning has no stem
     */
    private List<Query> beginnings(
            Weighted weighted, MailAnalyzer.Words analyzed, MailAnalyzer.Words plain)
            throws IOException {
        Fields field = weighted.field;
        if (plain.parts().isEmpty()) {
            return List.of();
        }
        String last = plain.parts().getLast();
        if (plain.parts().size() == 1 && weighted.lines != null) {
            Term[] words = expand(field, last);
            return words.length == 0 ? List.of() : List.of(any(field, words));
        }
        if (plain.parts().size() == 1) {
            return List.of(new PrefixQuery(new Term(field.label(), last)));
        }
        List<Query> found = new ArrayList<>();
        if (!plain.identifier().isEmpty() && weighted.lines == null) {
            found.add(new PrefixQuery(new Term(field.label(), plain.identifier())));
        }
        Term[] ends = expand(field, last);
        if (ends.length > 0) {
            int first = plain.positions().getFirst();
            int end = plain.parts().size() - 1;
            MultiPhraseQuery.Builder row = new MultiPhraseQuery.Builder();
            for (int i = 0; i < end; i++) {
                row.add(
                        new Term[] {new Term(field.label(), analyzed.parts().get(i))},
                        plain.positions().get(i) - first);
            }
            row.add(ends, plain.positions().get(end) - first);
            found.add(row.build());
        }
        return found;
    }

    private static Query any(Fields field, Term[] words) {
        SynonymQuery.Builder any = new SynonymQuery.Builder(field.label());
        Stream.of(words).forEach(any::addTerm);
        return any.build();
    }

    /** Returns words of a field that begin so, the first {@link #MAX_ENDS} by alphabet. */
    private Term[] expand(Fields field, String beginning) throws IOException {
        Term wanted = new Term(field.label(), beginning);
        Term[] ends = expanded.get(wanted);
        if (ends == null) {
            TreeSet<Term> found = new TreeSet<>();
            for (LeafReaderContext leaf : reader.leaves()) {
                expand(wanted, leaf.reader().terms(field.label()), found);
            }
            ends = found.stream().limit(MAX_ENDS).toArray(Term[]::new);
            expanded.put(wanted, ends);
        }
        expansions += ends.length;
        if (expansions > MAX_EXPANSIONS) {
            throw new BadQuery("The query has too many beginnings of words.", 0);
        }
        return ends;
    }

    private static void expand(Term wanted, @Nullable Terms terms, Set<Term> found)
            throws IOException {
        TermsEnum term = terms == null ? TermsEnum.EMPTY : terms.iterator();
        BytesRef next =
                term.seekCeil(wanted.bytes()) == TermsEnum.SeekStatus.END ? null : term.term();
        int count = 0;
        while (next != null && count < MAX_ENDS && startsWith(next, wanted.bytes())) {
            String word = next.utf8ToString();
            if (MailAnalyzer.isPart(word)) {
                found.add(new Term(wanted.field(), word));
                count++;
            }
            next = term.next();
        }
    }

    private static boolean startsWith(BytesRef term, BytesRef prefix) {
        return StringHelper.startsWith(term, prefix);
    }
}
