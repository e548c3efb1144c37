package org.perdure.search.lucene;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;
import org.perdure.search.Question;

/**
 * Finds who wrote a passage: of those who have it as their own, the one whom most others quote, and
 * of equals the first.
 *
 * <p>Who quotes a passage gives a vote to the message, of those that it refers to, that has it and
 * came last before it. If nobody has it as his own, as the line that introduces a quotation, the
 * votes go to the first who has it.
 */
final class Sources {
    /** How many may have a passage as their own; what more have is a phrase of everybody. */
    static final int MAX_HOLDERS = 100;

    /** How many that quote a passage have a vote: the earliest. */
    static final int MAX_VOTERS = 500;

    /** What the first vote is worth; each doubling of them is worth as much again. */
    private static final float VOTE = 20f;

    /** What it is worth to be the first of those who have it; the second gets half, and so on. */
    private static final float FIRST = 20f;

    private final IndexSearcher searcher;
    private final Query within;

    /** A message that has the passage. */
    private record Holder(int document, long key, int rank) {}

    /**
     * @param within what messages count
     */
    Sources(IndexSearcher searcher, Query within) {
        this.searcher = searcher;
        this.within = within;
    }

    /**
     * Returns what gives those who wrote a passage more than others; none if too many did.
     *
     * @param passage its words in a row
     */
    @Nullable Query of(List<String> passage) throws IOException {
        TopFieldDocs own = earliest(Fields.OWN, passage, MAX_HOLDERS + 1);
        if (own.scoreDocs.length > MAX_HOLDERS) {
            return null;
        }
        boolean isOwn = own.scoreDocs.length > 0;
        TopFieldDocs quoting =
                own.scoreDocs.length == 1 ? own : earliest(Fields.QUOTED, passage, MAX_VOTERS);
        Map<Long, Holder> holders = holders(isOwn ? own : quoting);
        Map<Holder, Integer> votes = new LinkedHashMap<>();
        holders.values().forEach(holder -> votes.put(holder, 0));
        if (holders.size() > 1) {
            for (ScoreDoc voter : quoting.scoreDocs) {
                Holder source = source(voter.doc, holders, isOwn);
                if (source != null) {
                    votes.merge(source, 1, Integer::sum);
                }
            }
        }
        return votes.isEmpty() ? null : query(votes);
    }

    private TopFieldDocs earliest(Fields field, List<String> passage, int most) throws IOException {
        PhraseQuery.Builder row = new PhraseQuery.Builder();
        passage.forEach(word -> row.add(new Term(field.label(), word)));
        Query rows = row.build();
        return searcher.search(
                within instanceof MatchAllDocsQuery
                        ? rows
                        : new BooleanQuery.Builder()
                                .add(rows, Occur.MUST)
                                .add(within, Occur.FILTER)
                                .build(),
                new TopFieldCollectorManager(
                        Cursor.sort(Question.Sort.OLDEST), most, null, Integer.MAX_VALUE));
    }

    private Map<Long, Holder> holders(TopFieldDocs found) throws IOException {
        Map<Long, Holder> holders = new LinkedHashMap<>();
        for (int rank = 0; rank < found.scoreDocs.length; rank++) {
            int document = found.scoreDocs[rank].doc;
            LeafReaderContext leaf = leaf(document);
            long key = number(leaf, Fields.KEY, document);
            long id = number(leaf, Fields.ID_HASH, document);
            holders.putIfAbsent(id, new Holder(document, key, holders.size()));
        }
        return holders;
    }

    /** Returns the holder that a message refers to, the nearest or the first of all. */
    private @Nullable Holder source(int document, Map<Long, Holder> holders, boolean nearest)
            throws IOException {
        LeafReaderContext leaf = leaf(document);
        SortedNumericDocValues references =
                DocValues.getSortedNumeric(leaf.reader(), Fields.REFERENCE_HASHES.label());
        Holder source = null;
        if (references.advanceExact(document - leaf.docBase)) {
            for (int i = 0; i < references.docValueCount(); i++) {
                Holder holder = holders.get(references.nextValue());
                if (holder != null && (source == null || holder.rank > source.rank == nearest)) {
                    source = holder;
                }
            }
        }
        return source;
    }

    private static Query query(Map<Holder, Integer> votes) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        votes.forEach(
                (holder, count) -> {
                    double worth =
                            VOTE * Math.log1p(count) / Math.log(2) + FIRST / (1 + holder.rank);
                    Term key = new Term(Fields.KEY.label(), Long.toString(holder.key));
                    any.add(
                            new BoostQuery(
                                    new ConstantScoreQuery(new TermQuery(key)), (float) worth),
                            Occur.SHOULD);
                });
        return any.build();
    }

    private LeafReaderContext leaf(int document) {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    private static long number(LeafReaderContext leaf, Fields field, int document)
            throws IOException {
        NumericDocValues values = DocValues.getNumeric(leaf.reader(), field.label());
        return values.advanceExact(document - leaf.docBase) ? values.longValue() : 0;
    }
}
