package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.message.ListName;
import org.perdure.query.Field;
import org.perdure.query.Query;
import org.perdure.search.Explanation.Signal;
import org.perdure.search.lucene.Explainer.ScoredPart;
import org.perdure.search.lucene.WordQueries.Weighted;
import org.perdure.text.PatchFiles;

/**
 * Turns a query into one of Lucene, and into the patterns to highlight. Used once.
 *
 * <p>Recursive: queries are at most as deep as the parser allows.
 */
final class QueryTranslator {
    /** Where words without a field are looked for, and what a match there is worth. */
    private static final List<Weighted> ANYWHERE =
            List.of(
                    new Weighted(Fields.SUBJECT, Relevance.SUBJECT),
                    new Weighted(Fields.OWN, 1f),
                    new Weighted(Fields.QUOTED, Relevance.QUOTED),
                    new Weighted(Fields.FROM, Relevance.FROM));

    private static final List<Weighted> BODY =
            List.of(new Weighted(Fields.OWN, 1f), new Weighted(Fields.QUOTED, Relevance.QUOTED));

    private static final List<Weighted> SUBJECT_AND_BODY =
            List.of(
                    new Weighted(Fields.SUBJECT, Relevance.SUBJECT),
                    new Weighted(Fields.OWN, 1f),
                    new Weighted(Fields.QUOTED, Relevance.QUOTED));

    /** What a msg-id found by a word is worth: more than the text of others. */
    private static final float ID_WEIGHT = 100f;

    private final WordQueries words;
    private final Relevance relevance;
    private final org.apache.lucene.search.Query within;
    private final boolean ranks;
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<ScoredPart> parts = new ArrayList<>();
    private boolean negated;

    /** Whether what is translated only decides which messages match. */
    private boolean filters;

    /**
     * @param ranks whether better answers come first
     * @param within what messages may be found and count for the order of others
     */
    QueryTranslator(IndexSearcher searcher, boolean ranks, org.apache.lucene.search.Query within) {
        this.words = new WordQueries(searcher.getIndexReader());
        this.ranks = ranks;
        this.relevance = new Relevance(searcher, within, parts::add);
        this.within = within;
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
        BooleanQuery.Builder narrowed = new BooleanQuery.Builder().add(translated, Occur.MUST);
        if (list != null) {
            narrowed.add(exact(Fields.LIST, list.value()), Occur.FILTER);
        }
        if (!(within instanceof MatchAllDocsQuery)) {
            narrowed.add(within, Occur.FILTER);
        }
        BooleanQuery all = narrowed.build();
        return all.clauses().size() == 1 ? translated : all;
    }

    /** Returns a query for those messages only whose author is called exactly so. */
    static org.apache.lucene.search.Query by(
            org.apache.lucene.search.Query query, @Nullable String author) {
        return author == null
                ? query
                : new BooleanQuery.Builder()
                        .add(query, Occur.MUST)
                        .add(new TermQuery(Fields.AUTHOR.label(author)), Occur.FILTER)
                        .build();
    }

    /** Returns what to highlight of the query translated last. */
    List<Pattern> patterns() {
        return patterns;
    }

    /** Returns what makes a message that matches the query translated last worth more. */
    List<ScoredPart> parts() {
        return parts;
    }

    private org.apache.lucene.search.Query translate(Query query) throws IOException {
        return switch (query) {
            case Query.And and -> and(and.clauses());
            case Query.Or or -> or(or.clauses());
            case Query.Not not -> and(List.of(not));
            case Query.Phrase phrase -> passage(phrase, counted(phrase, leaf(phrase)));
            case Query.All all -> counted(all, leaf(all));
            case Query.Term term -> counted(term, leaf(term));
            case Query.Prefix prefix -> counted(prefix, leaf(prefix));
            case Query.Wildcard word -> counted(word, leaf(word));
            case Query.Fuzzy word -> counted(word, leaf(word));
            case Query.Near near -> counted(near, leaf(near));
            case Query.During during -> counted(during, leaf(during));
            case Query.Between between -> counted(between, leaf(between));
        };
    }

    /** Notes what a clause is worth, where it is worth anything. */
    private org.apache.lucene.search.Query counted(
            Query clause, org.apache.lucene.search.Query found) {
        if (ranks && !negated && !filters) {
            parts.add(new ScoredPart(Signal.CLAUSE, clause.toString(), found));
        }
        return found;
    }

    private org.apache.lucene.search.Query leaf(Query query) throws IOException {
        return switch (query) {
            case Query.All all -> MatchAllDocsQuery.INSTANCE;
            case Query.Term term -> leaf(term.field(), term.text(), false);
            case Query.Phrase phrase -> leaf(phrase.field(), phrase.text(), false);
            case Query.Prefix prefix -> leaf(prefix.field(), prefix.text(), true);
            case Query.Wildcard word ->
                    shaped(word.field(), fields -> words.shaped(fields, word.text()));
            case Query.Fuzzy word ->
                    shaped(word.field(), fields -> words.near(fields, word.text(), word.edits()));
            case Query.Near near -> near(near);
            case Query.During during -> during(during);
            case Query.Between between ->
                    range(
                            between.field() == Field.SIZE ? Fields.SIZE : Fields.KEY,
                            between.from(),
                            between.to());
            case Query.And and -> throw new IllegalArgumentException("not a leaf: " + and);
            case Query.Or or -> throw new IllegalArgumentException("not a leaf: " + or);
            case Query.Not not -> throw new IllegalArgumentException("not a leaf: " + not);
        };
    }

    private org.apache.lucene.search.Query and(List<Query> clauses) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean positive = false;
        boolean behindWord = false;
        for (Query clause : clauses) {
            if (clause instanceof Query.Not not) {
                negated = !negated;
                all.add(translate(not.clause()), Occur.MUST_NOT);
                negated = !negated;
            } else {
                Occur must = ranks(clause) ? Occur.MUST : Occur.FILTER;
                must = behindWord && isPossessive(clause) ? Occur.SHOULD : must;
                boolean before = filters;
                filters |= must == Occur.FILTER;
                all.add(translate(clause), must);
                filters = before;
                positive = true;
            }
            behindWord = clause instanceof Query.Term term && term.field() == null;
        }
        if (!positive) {
            all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        }
        if (ranks && !negated) { // No clause with clauses in it filters.
            relevance.addTogether(all, clauses);
        }
        return all.build();
    }

    /** Behind a word, an s may be what is left of {@code 's}, which no text is found by. */
    private static boolean isPossessive(Query clause) {
        return clause instanceof Query.Term term
                && term.field() == null
                && term.text().equalsIgnoreCase(MailAnalyzer.POSSESSIVE);
    }

    private org.apache.lucene.search.Query passage(
            Query.Phrase phrase, org.apache.lucene.search.Query found) throws IOException {
        boolean isPassage = ranks && phrase.field() == null && !negated;
        return isPassage ? relevance.passage(found, phrase.text()) : found;
    }

    private org.apache.lucene.search.Query or(List<Query> clauses) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (Query clause : clauses) {
            int before = parts.size();
            org.apache.lucene.search.Query alternative = translate(clause);
            any.add(alternative, Occur.SHOULD);
            parts.subList(before, parts.size()).replaceAll(part -> part.in(alternative));
        }
        return any.build();
    }

    /** Whether a clause makes a message a better or a worse answer, or only an answer at all. */
    private static boolean ranks(Query clause) {
        return switch (clause) {
            case Query.Term term -> ranks(term.field());
            case Query.Phrase phrase -> ranks(phrase.field());
            case Query.Prefix prefix -> ranks(prefix.field());
            case Query.Near near -> ranks(near.field());
            case Query.Wildcard word -> ranks(word.field());
            case Query.Fuzzy fuzzy -> ranks(fuzzy.field());
            case Query.During during -> false;
            case Query.Between between -> false;
            case Query.All all -> false;
            case Query.And and -> true;
            case Query.Or or -> true;
            case Query.Not not -> false;
        };
    }

    private static boolean ranks(@Nullable Field field) {
        return field == null
                || switch (field) {
                    case SUBJECT, BODY, SUBJECT_AND_BODY -> true;
                    case OWN_TEXT, EXACT_TEXT, QUOTED_TEXT -> true;
                    case FROM, TO, CC, RECIPIENTS, PEOPLE, ATTACHMENT -> true;
                    case MESSAGE_ID, PART_OF_ID, REFERENCES, MEDIA_TYPE -> false;
                    case LIST, PART_OF_LIST, LIST_ID, SIZE, UID -> false;
                    case HAS, IS, SENT, ARRIVED, AFTER, BEFORE -> false;
                    case FILE -> true;
                    case REMOVED, ADDED, CONTEXT, FUNCTION -> false;
                    case BLOB_BEFORE, BLOB_AFTER, BLOB, PATCH_ID -> false;
                };
    }

    private static org.apache.lucene.search.Query during(Query.During during) {
        long from = during.from() == null ? Long.MIN_VALUE : during.from().getEpochSecond();
        long last = during.before() == null ? Long.MAX_VALUE : during.before().getEpochSecond() - 1;
        return range(during.field() == Field.ARRIVED ? Fields.ARRIVED : Fields.SENT, from, last);
    }

    private static org.apache.lucene.search.Query range(Fields field, long from, long last) {
        return new ConstantScoreQuery(
                new IndexOrDocValuesQuery(
                        LongPoint.newRangeQuery(field.label(), from, last),
                        NumericDocValuesField.newSlowRangeQuery(field.label(), from, last)));
    }

    private org.apache.lucene.search.Query leaf(@Nullable Field field, String text, boolean prefix)
            throws IOException {
        if (field == null) {
            return anywhere(text, prefix);
        }
        return switch (field) {
            case BODY, SUBJECT_AND_BODY, OWN_TEXT -> highlighted(fieldsOf(field), text, prefix);
            case EXACT_TEXT -> prefix ? leaf(Field.OWN_TEXT, text, true) : spelled(text);
            case SUBJECT, QUOTED_TEXT, ATTACHMENT, PART_OF_ID, PART_OF_LIST ->
                    words.inARow(fieldsOf(field), text, prefix);
            case FROM, TO, CC, RECIPIENTS, PEOPLE, FILE ->
                    words.inARow(fieldsOf(field), text, prefix);
            case REMOVED, ADDED, CONTEXT, FUNCTION -> highlighted(fieldsOf(field), text, prefix);
            case BLOB_BEFORE -> blob(text, Fields.BLOB_BEFORE);
            case BLOB_AFTER -> blob(text, Fields.BLOB_AFTER);
            case BLOB -> blob(text, Fields.BLOB_BEFORE, Fields.BLOB_AFTER);
            case PATCH_ID -> value(Fields.PATCH_ID, text, prefix);
            case MESSAGE_ID -> id(Fields.ID, text, prefix);
            case REFERENCES -> id(Fields.REFERENCES, text, prefix);
            case LIST -> value(Fields.LIST, text, prefix);
            case LIST_ID -> id(Fields.LIST_ID, text, prefix);
            case MEDIA_TYPE -> value(Fields.MEDIA_TYPE, text, prefix);
            case HAS -> exact(Fields.HAS, text);
            case IS -> exact(Fields.IS, text);
            case SENT, ARRIVED, AFTER, BEFORE, SIZE, UID ->
                    throw new IllegalArgumentException("a word for " + field);
        };
    }

    /** Messages that have the words in any form, of which those are taken that have this one. */
    private org.apache.lucene.search.Query spelled(String text) throws IOException {
        return new BooleanQuery.Builder()
                .add(highlighted(fieldsOf(Field.EXACT_TEXT), text, false), Occur.MUST)
                .add(new SpelledQuery(MailAnalyzer.NAMES.words(text)), Occur.FILTER)
                .build();
    }

    /** Returns where the words of a field are looked for. */
    private static List<Weighted> fieldsOf(@Nullable Field field) {
        if (field == null) {
            return ANYWHERE;
        }
        return switch (field) {
            case SUBJECT -> only(Fields.SUBJECT);
            case BODY -> BODY;
            case SUBJECT_AND_BODY -> SUBJECT_AND_BODY;
            case OWN_TEXT, EXACT_TEXT -> only(Fields.OWN);
            case QUOTED_TEXT -> only(Fields.QUOTED);
            case FROM -> only(Fields.FROM);
            case TO -> only(Fields.TO);
            case CC -> only(Fields.CC);
            case RECIPIENTS -> only(Fields.TO, Fields.CC);
            case PEOPLE -> only(Fields.FROM, Fields.TO, Fields.CC);
            case ATTACHMENT -> only(Fields.ATTACHMENT);
            case PART_OF_ID -> only(Fields.ID_WORDS);
            case PART_OF_LIST -> only(Fields.LIST_WORDS);
            case FILE -> only(Fields.FILE);
            case REMOVED -> lines(LineMark.REMOVED);
            case ADDED -> lines(LineMark.ADDED);
            case CONTEXT -> lines(LineMark.CONTEXT);
            case FUNCTION -> lines(LineMark.FUNCTION);
            case BLOB_BEFORE, BLOB_AFTER, BLOB, PATCH_ID ->
                    throw new IllegalArgumentException(field + " holds no words");
            case MESSAGE_ID, REFERENCES, MEDIA_TYPE, LIST, LIST_ID, HAS, IS ->
                    throw new IllegalArgumentException(field + " holds no words");
            case SENT, ARRIVED, AFTER, BEFORE, SIZE, UID ->
                    throw new IllegalArgumentException(field + " holds no words");
        };
    }

    private static List<Weighted> only(Fields... fields) {
        return Stream.of(fields).map(field -> new Weighted(field, 1f)).toList();
    }

    private static List<Weighted> lines(LineMark mark) {
        return List.of(new Weighted(Fields.OWN, 1f, mark));
    }

    /** Whether the text that is shown of a hit can hold what matches in a field. */
    private static boolean isShown(@Nullable Field field) {
        return fieldsOf(field).stream().anyMatch(weighted -> weighted.field() == Fields.OWN);
    }

    private interface Making {
        WordQueries.Expanded of(List<Weighted> fields) throws IOException;
    }

    /** Words that are not spelled out; those that are found in what the author wrote are shown. */
    private org.apache.lucene.search.Query shaped(@Nullable Field field, Making making)
            throws IOException {
        WordQueries.Expanded expanded = making.of(fieldsOf(field));
        if (!negated && isShown(field)) {
            expanded.words().forEach(word -> patterns.add(new Pattern(List.of(word), false)));
        }
        return expanded.query();
    }

    private org.apache.lucene.search.Query near(Query.Near near) throws IOException {
        List<String> texts = near.texts().stream().map(QueryTranslator::textOf).toList();
        if (!negated && isShown(near.field())) {
            texts.forEach(text -> addPatterns(text, false));
        }
        return words.together(fieldsOf(near.field()), texts, near.distance());
    }

    private static String textOf(Query text) {
        return switch (text) {
            case Query.Term term -> term.text();
            case Query.Phrase phrase -> phrase.text();
            case Query.All all -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Prefix prefix -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Wildcard wildcard ->
                    throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Fuzzy fuzzy -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Near near -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.During during -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Between between -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.And and -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Or or -> throw new IllegalArgumentException("NEAR joins " + text);
            case Query.Not not -> throw new IllegalArgumentException("NEAR joins " + text);
        };
    }

    private org.apache.lucene.search.Query anywhere(String text, boolean prefix)
            throws IOException {
        org.apache.lucene.search.Query found = highlighted(ANYWHERE, text, prefix);
        if (text.indexOf('@') < 0) {
            return found;
        }
        List<org.apache.lucene.search.Query> either =
                List.of(found, new BoostQuery(id(Fields.ID, text, prefix), ID_WEIGHT));
        return new DisjunctionMaxQuery(either, 0f);
    }

    /** A msg-id or the like, with angle brackets or without. */
    private static org.apache.lucene.search.Query id(Fields field, String text, boolean prefix) {
        int start = text.startsWith("<") ? 1 : 0;
        int end = text.length() - (text.endsWith(">") && text.length() > start ? 1 : 0);
        return value(field, text.substring(start, end), prefix);
    }

    private static org.apache.lucene.search.Query value(Fields field, String text, boolean prefix) {
        return prefix ? beginning(field, text) : exact(field, text);
    }

    /** Who writes a patch shortens ids of blobs, and so may who looks for them: either way. */
    private static org.apache.lucene.search.Query blob(String text, Fields... sides) {
        List<org.apache.lucene.search.Query> found = new ArrayList<>();
        String id = Fields.exact(text);
        for (Fields side : sides) {
            found.add(beginning(side, id));
            int longest = Math.min(id.length() - 1, PatchFiles.MAX_BLOB);
            for (int length = PatchFiles.MIN_BLOB; length <= longest; length++) {
                found.add(exact(side, id.substring(0, length)));
            }
        }
        return new ConstantScoreQuery(new DisjunctionMaxQuery(found, 0f));
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
