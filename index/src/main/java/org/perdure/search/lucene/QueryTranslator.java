package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.message.ListName;
import org.perdure.query.Field;
import org.perdure.query.Query;
import org.perdure.search.lucene.WordQueries.Weighted;

/**
 * Turns a query into one of Lucene, and into the patterns to highlight. Used once.
 *
 * <p>Recursive: queries are at most as deep as the parser allows.
 */
final class QueryTranslator {
    /** Where words without a field are looked for, and what a match there is worth. */
    private static final List<Weighted> ANYWHERE =
            List.of(
                    new Weighted(Fields.SUBJECT, 2f),
                    new Weighted(Fields.OWN, 1f),
                    new Weighted(Fields.QUOTED, 0.2f),
                    new Weighted(Fields.FROM, 1.5f));

    private static final List<Weighted> BODY =
            List.of(new Weighted(Fields.OWN, 1f), new Weighted(Fields.QUOTED, 0.2f));

    /** Where words without a field that stand together are worth more, and how much more. */
    private static final List<Weighted> NEAR =
            List.of(new Weighted(Fields.SUBJECT, 1f), new Weighted(Fields.OWN, 1f));

    /** By how many places in all words may be moved to stand together. */
    private static final int MAX_MOVES = 8;

    /** The most words that are looked for together. */
    private static final int MAX_NEAR = 12;

    /** What a msg-id found by a word is worth: more than the text of others. */
    private static final float ID_WEIGHT = 100f;

    private final WordQueries words;
    private final List<Pattern> patterns = new ArrayList<>();
    private boolean negated;

    QueryTranslator(IndexReader reader) {
        this.words = new WordQueries(reader);
    }

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
        for (Weighted near : NEAR) {
            addNearness(all, clauses, near);
        }
        return all.build();
    }

    /** Words that stand together as they do in the query make a better answer. */
    private static void addNearness(BooleanQuery.Builder all, List<Query> clauses, Weighted near) {
        PhraseQuery.Builder row = new PhraseQuery.Builder().setSlop(MAX_MOVES);
        int words = 0;
        for (Query clause : clauses) {
            if (clause instanceof Query.Term term && term.field() == null) {
                for (String part : near.field().words().words(term.text()).parts()) {
                    row.add(new Term(near.field().label(), part), words++);
                }
            }
        }
        if (words > 1 && words <= MAX_NEAR) {
            all.add(near.weigh(row.build()), Occur.SHOULD);
        }
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
            case SUBJECT -> words.inARow(List.of(new Weighted(Fields.SUBJECT, 1f)), text, prefix);
            case BODY -> highlighted(BODY, text, prefix);
            case OWN_TEXT -> highlighted(List.of(new Weighted(Fields.OWN, 1f)), text, prefix);
            case QUOTED_TEXT ->
                    words.inARow(List.of(new Weighted(Fields.QUOTED, 1f)), text, prefix);
            case FROM -> people(text, prefix, Fields.FROM);
            case TO -> people(text, prefix, Fields.TO);
            case CC -> people(text, prefix, Fields.CC);
            case RECIPIENTS -> people(text, prefix, Fields.TO, Fields.CC);
            case PEOPLE -> people(text, prefix, Fields.FROM, Fields.TO, Fields.CC);
            case ATTACHMENT ->
                    words.inARow(List.of(new Weighted(Fields.ATTACHMENT, 1f)), text, prefix);
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
        return words.inARow(weighted, text, prefix);
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
        return words.inARow(fields, text, prefix);
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
}
