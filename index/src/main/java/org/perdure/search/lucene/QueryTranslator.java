package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.message.ListName;
import org.perdure.query.Field;
import org.perdure.query.Query;

/**
 * Turns a query into one of Lucene, and into the patterns to highlight. Used once.
 *
 * <p>Recursive: queries are at most as deep as the parser allows.
 */
final class QueryTranslator {
    /** The most words in a query, counted as the index has them: {@code a/b_c.d} is four. */
    static final int MAX_WORDS = 1_024;

    /** The most words that the beginnings at the ends of phrases may stand for, in one query. */
    private static final int MAX_EXPANSIONS = 1_024;

    /** Where words without a field are looked for, and what a match there is worth. */
    private static final List<Weighted> ANYWHERE =
            List.of(
                    new Weighted(Fields.SUBJECT, 2f),
                    new Weighted(Fields.OWN, 1f),
                    new Weighted(Fields.QUOTED, 0.3f),
                    new Weighted(Fields.FROM, 1.5f));

    private static final List<Weighted> BODY =
            List.of(new Weighted(Fields.OWN, 1f), new Weighted(Fields.QUOTED, 0.3f));

    /** What a word counts in the fields where it does not count most. */
    private static final float ELSEWHERE = 0.2f;

    /** What a msg-id found by a word is worth: more than the text of others. */
    private static final float ID_WEIGHT = 100f;

    static {
        // Ours are the limits that count: MAX_WORDS in some fields each, and MAX_EXPANSIONS.
        IndexSearcher.setMaxClauseCount(16 * (MAX_WORDS + MAX_EXPANSIONS));
    }

    private final IndexReader reader;
    private final List<Pattern> patterns = new ArrayList<>();
    private int words;
    private int expansions;
    private boolean negated;

    QueryTranslator(IndexReader reader) {
        this.reader = reader;
    }

    private record Weighted(Fields field, float weight) {}

    /**
     * Returns a query as Lucene's.
     *
     * @param list only in this list, if given
     * @throws BadQuery if it has too many words
     */
    org.apache.lucene.search.Query translate(Query query, @Nullable ListName list)
            throws IOException {
        org.apache.lucene.search.Query translated = translate(query);
        if (list == null) {
            return translated;
        }
        return new BooleanQuery.Builder()
                .add(translated, Occur.MUST)
                .add(exact(Fields.LIST, list.value()), Occur.FILTER)
                .build();
    }

    /** Returns what to highlight of the query translated last. */
    List<Pattern> patterns() {
        return patterns;
    }

    private org.apache.lucene.search.Query translate(Query query) throws IOException {
        return switch (query) {
            case Query.All all -> MatchAllDocsQuery.INSTANCE;
            case Query.Term term -> leaf(term.field(), term.text(), false);
            case Query.Phrase phrase -> leaf(phrase.field(), phrase.text(), false);
            case Query.Prefix prefix -> leaf(prefix.field(), prefix.text(), true);
            case Query.During during -> during(during);
            case Query.And and -> and(and.clauses());
            case Query.Or or -> or(or.clauses());
            case Query.Not not -> and(List.of(not));
        };
    }

    private org.apache.lucene.search.Query and(List<Query> clauses) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean positive = false;
        for (Query clause : clauses) {
            if (clause instanceof Query.Not not) {
                negated = !negated;
                all.add(translate(not.clause()), Occur.MUST_NOT);
                negated = !negated;
            } else {
                positive = true;
                all.add(translate(clause), ranks(clause) ? Occur.MUST : Occur.FILTER);
            }
        }
        if (!positive) {
            all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        }
        return all.build();
    }

    private org.apache.lucene.search.Query or(List<Query> clauses) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (Query clause : clauses) {
            any.add(translate(clause), Occur.SHOULD);
        }
        return any.build();
    }

    /** Whether a clause makes a message a better or a worse answer, or only an answer at all. */
    private static boolean ranks(Query clause) {
        return switch (clause) {
            case Query.Term term -> ranks(term.field());
            case Query.Phrase phrase -> ranks(phrase.field());
            case Query.Prefix prefix -> ranks(prefix.field());
            case Query.During during -> false;
            case Query.All all -> false;
            case Query.And and -> true;
            case Query.Or or -> true;
            case Query.Not not -> false;
        };
    }

    private static boolean ranks(@Nullable Field field) {
        return field == null
                || switch (field) {
                    case SUBJECT, BODY, OWN_TEXT, QUOTED_TEXT, ATTACHMENT -> true;
                    case FROM, TO, CC, RECIPIENTS, PEOPLE -> true;
                    case MESSAGE_ID, LIST, HAS, SENT, ARRIVED -> false;
                };
    }

    private static org.apache.lucene.search.Query during(Query.During during) {
        String field = (during.field() == Field.SENT ? Fields.SENT : Fields.ARRIVED).label();
        long from = during.from() == null ? Long.MIN_VALUE : during.from().getEpochSecond();
        long last = during.before() == null ? Long.MAX_VALUE : during.before().getEpochSecond() - 1;
        return new ConstantScoreQuery(
                new IndexOrDocValuesQuery(
                        LongPoint.newRangeQuery(field, from, last),
                        NumericDocValuesField.newSlowRangeQuery(field, from, last)));
    }

    private org.apache.lucene.search.Query leaf(@Nullable Field field, String text, boolean prefix)
            throws IOException {
        if (field == null) {
            return anywhere(text, prefix);
        }
        return switch (field) {
            case SUBJECT -> words(List.of(new Weighted(Fields.SUBJECT, 1f)), text, prefix);
            case BODY -> highlighted(BODY, text, prefix);
            case OWN_TEXT -> highlighted(List.of(new Weighted(Fields.OWN, 1f)), text, prefix);
            case QUOTED_TEXT -> words(List.of(new Weighted(Fields.QUOTED, 1f)), text, prefix);
            case FROM -> people(text, prefix, Fields.FROM);
            case TO -> people(text, prefix, Fields.TO);
            case CC -> people(text, prefix, Fields.CC);
            case RECIPIENTS -> people(text, prefix, Fields.TO, Fields.CC);
            case PEOPLE -> people(text, prefix, Fields.FROM, Fields.TO, Fields.CC);
            case ATTACHMENT -> words(List.of(new Weighted(Fields.ATTACHMENT, 1f)), text, prefix);
            case MESSAGE_ID -> id(text, prefix);
            case LIST -> prefix ? beginning(Fields.LIST, text) : exact(Fields.LIST, text);
            case HAS -> exact(Fields.HAS, text);
            case SENT, ARRIVED -> throw new IllegalArgumentException("a word for " + field);
        };
    }

    private org.apache.lucene.search.Query anywhere(String text, boolean prefix)
            throws IOException {
        org.apache.lucene.search.Query found = highlighted(ANYWHERE, text, prefix);
        if (text.indexOf('@') < 0) {
            return found;
        }
        List<org.apache.lucene.search.Query> either =
                List.of(found, new BoostQuery(id(text, prefix), ID_WEIGHT));
        return new DisjunctionMaxQuery(either, 0f);
    }

    private org.apache.lucene.search.Query people(String text, boolean prefix, Fields... fields)
            throws IOException {
        List<Weighted> weighted = new ArrayList<>();
        for (Fields field : fields) {
            weighted.add(new Weighted(field, 1f));
        }
        return words(weighted, text, prefix);
    }

    private static org.apache.lucene.search.Query id(String text, boolean prefix) {
        int start = text.startsWith("<") ? 1 : 0;
        int end = text.length() - (text.endsWith(">") && text.length() > start ? 1 : 0);
        String id = text.substring(start, end);
        return prefix ? beginning(Fields.ID, id) : exact(Fields.ID, id);
    }

    private static org.apache.lucene.search.Query exact(Fields field, String value) {
        return new ConstantScoreQuery(new TermQuery(new Term(field.label(), Fields.exact(value))));
    }

    private static org.apache.lucene.search.Query beginning(Fields field, String value) {
        return new PrefixQuery(new Term(field.label(), Fields.exact(value)));
    }

    private org.apache.lucene.search.Query highlighted(
            List<Weighted> fields, String text, boolean prefix) throws IOException {
        if (!negated) {
            addPatterns(text, prefix);
        }
        return words(fields, text, prefix);
    }

    private void addPatterns(String text, boolean prefix) {
        List<String> stems = MailAnalyzer.TEXT.words(text).parts();
        if (stems.isEmpty()) {
            return;
        }
        patterns.add(new Pattern(stems, false));
        if (prefix) {
            List<String> parts = new ArrayList<>(stems);
            parts.set(parts.size() - 1, MailAnalyzer.NAMES.words(text).parts().getLast());
            patterns.add(new Pattern(parts, true));
        }
    }

    /** Returns what finds the words of a text in a row in any of some fields. */
    private org.apache.lucene.search.Query words(List<Weighted> fields, String text, boolean prefix)
            throws IOException {
        MailAnalyzer.Words plain = MailAnalyzer.NAMES.words(text);
        countWords(plain);
        List<org.apache.lucene.search.Query> found = new ArrayList<>();
        for (Weighted weighted : fields) {
            MailAnalyzer.Words analyzed = weighted.field.words().words(text);
            for (org.apache.lucene.search.Query row : rows(weighted.field, analyzed)) {
                found.add(weighted(row, weighted.weight));
            }
            if (prefix) {
                for (org.apache.lucene.search.Query row :
                        beginnings(weighted.field, analyzed, plain)) {
                    found.add(weighted(row, weighted.weight));
                }
            }
        }
        return switch (found.size()) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> found.getFirst();
            default -> new DisjunctionMaxQuery(found, ELSEWHERE);
        };
    }

    private void countWords(MailAnalyzer.Words analyzed) {
        words += analyzed.parts().size();
        if (words > MAX_WORDS) {
            throw new BadQuery("The query has more than " + MAX_WORDS + " words.", 0);
        }
    }

    private static org.apache.lucene.search.Query weighted(
            org.apache.lucene.search.Query query, float weight) {
        return weight == 1f ? query : new BoostQuery(query, weight);
    }

    /** The row of words, and the identifier that it may be: rarer, so worth more. */
    private static List<org.apache.lucene.search.Query> rows(
            Fields field, MailAnalyzer.Words words) {
        if (words.parts().isEmpty()) {
            return List.of();
        }
        if (words.parts().size() == 1) {
            return List.of(new TermQuery(new Term(field.label(), words.parts().getFirst())));
        }
        PhraseQuery.Builder row = new PhraseQuery.Builder();
        int first = words.positions().getFirst();
        for (int i = 0; i < words.parts().size(); i++) {
            row.add(
                    new Term(field.label(), words.parts().get(i)),
                    words.positions().get(i) - first);
        }
        if (words.identifier().isEmpty()) {
            return List.of(row.build());
        }
        Term identifier = new Term(field.label(), words.identifier());
        return List.of(row.build(), new TermQuery(identifier));
    }

    /**
     * Words that begin so: after the others of the row if there are any, and as an identifier.
     *
     * @param analyzed the words as the field has them
     * @param plain the words without stemming, as a beginning has no stem
     */
    private List<org.apache.lucene.search.Query> beginnings(
            Fields field, MailAnalyzer.Words analyzed, MailAnalyzer.Words plain)
            throws IOException {
        if (plain.parts().isEmpty()) {
            return List.of();
        }
        String last = plain.parts().getLast();
        if (plain.parts().size() == 1) {
            return List.of(new PrefixQuery(new Term(field.label(), last)));
        }
        List<org.apache.lucene.search.Query> found = new ArrayList<>();
        if (!plain.identifier().isEmpty()) {
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

    /** Returns words of a field that begin so, in the order of the alphabet, while any are left. */
    private Term[] expand(Fields field, String beginning) throws IOException {
        int room = Math.min(MAX_EXPANSIONS / 8, MAX_EXPANSIONS - expansions);
        BytesRef prefix = new BytesRef(beginning);
        TreeSet<String> found = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field.label());
            if (terms == null) {
                continue;
            }
            TermsEnum term = terms.iterator();
            if (term.seekCeil(prefix) == TermsEnum.SeekStatus.END) {
                continue;
            }
            BytesRef next = term.term();
            for (int i = 0; i < room && next != null && startsWith(next, prefix); i++) {
                found.add(next.utf8ToString());
                next = term.next();
            }
        }
        Term[] expanded =
                found.stream()
                        .filter(MailAnalyzer::isPart)
                        .limit(room)
                        .map(word -> new Term(field.label(), word))
                        .toArray(Term[]::new);
        expansions += expanded.length;
        return expanded;
    }

    private static boolean startsWith(BytesRef term, BytesRef prefix) {
        return StringHelper.startsWith(term, prefix);
    }
}
