package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;
import org.perdure.search.Explanation;
import org.perdure.search.Explanation.InField;
import org.perdure.search.Explanation.Part;
import org.perdure.search.Explanation.Signal;

/**
 * Says why hits stand where they stand. The score of a hit is the sum of what the parts of the
 * query give it, so each part is asked once more, for this hit alone; and of a part that is looked
 * for in several fields, each field.
 */
final class Explainer {
    /** How many parts of a query are explained; further ones are left out. */
    static final int MAX_PARTS = 64;

    private final IndexSearcher searcher;
    private final BooleanSupplier late;
    private final List<Weighed> parts = new ArrayList<>();

    /**
     * A part of a query that gives hits what they are worth.
     *
     * @param signal what counts
     * @param text the part as query text
     * @param query what finds it
     * @param within the alternatives that it belongs to: it counts only where all of them match
     */
    record ScoredPart(Signal signal, String text, Query query, List<Query> within) {
        ScoredPart(Signal signal, String text, Query query) {
            this(signal, text, query, List.of());
        }

        /** Returns the same as a part of an alternative. */
        ScoredPart in(Query alternative) {
            List<Query> all = new ArrayList<>(within);
            all.add(alternative);
            return new ScoredPart(signal, text, query, List.copyOf(all));
        }
    }

    /** A part, ready to be asked: as a whole, and in each field. */
    private record Weighed(
            ScoredPart part, Weight whole, List<Field> fields, List<Weight> within) {}

    private record Field(String name, Weight weight) {}

    /**
     * @param parts of the query
     * @param late whether there is no time left
     */
    Explainer(IndexSearcher searcher, List<ScoredPart> parts, BooleanSupplier late)
            throws IOException {
        this.searcher = searcher;
        this.late = late;
        for (ScoredPart part : parts.subList(0, Math.min(parts.size(), MAX_PARTS))) {
            this.parts.add(weighed(part));
        }
    }

    private Weighed weighed(ScoredPart part) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Query query : disjuncts(part.query)) {
            String name = fieldOf(query);
            if (name != null && part.signal != Signal.PASSAGE) {
                fields.add(new Field(name, weight(query)));
            }
        }
        List<Weight> within = new ArrayList<>();
        for (Query alternative : part.within) {
            within.add(weight(alternative));
        }
        return new Weighed(part, weight(part.query), fields, within);
    }

    private Weight weight(Query query) throws IOException {
        return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1f);
    }

    /** What is looked for in several fields is a choice between them, of two levels at the most. */
    private static List<Query> disjuncts(Query query) {
        List<Query> all = new ArrayList<>();
        if (query instanceof DisjunctionMaxQuery choice) {
            for (Query either : choice.getDisjuncts()) {
                if (either instanceof DisjunctionMaxQuery inner) {
                    all.addAll(inner.getDisjuncts());
                } else {
                    all.add(either);
                }
            }
        } else {
            all.add(query);
        }
        return all;
    }

    private static @Nullable String fieldOf(Query query) {
        String[] found = new String[1];
        query.visit(
                new QueryVisitor() {
                    @Override
                    public boolean acceptField(@Nullable String field) {
                        found[0] = field == null ? found[0] : field;
                        return false;
                    }
                });
        return found[0];
    }

    /** Returns why a hit stands where it stands; nothing if there is no time to tell. */
    @Nullable Explanation explain(FieldDoc hit) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
        int document = hit.doc - leaf.docBase;
        List<Part> told = new ArrayList<>();
        for (Weighed weighed : parts) {
            if (late.getAsBoolean()) {
                return null;
            }
            float score = score(weighed.whole, leaf, document);
            if (score > 0 && isIn(weighed.within, leaf, document)) {
                ScoredPart part = weighed.part;
                told.add(new Part(part.signal, part.text, fields(weighed, leaf, document), score));
            }
        }
        return new Explanation((Float) hit.fields[0], told);
    }

    private static boolean isIn(List<Weight> all, LeafReaderContext leaf, int document)
            throws IOException {
        for (Weight alternative : all) {
            Scorer scorer = alternative.scorer(leaf);
            if (scorer == null || scorer.iterator().advance(document) != document) {
                return false;
            }
        }
        return true;
    }

    private static List<InField> fields(Weighed weighed, LeafReaderContext leaf, int document)
            throws IOException {
        Map<String, Float> best = new LinkedHashMap<>();
        for (Field field : weighed.fields) {
            float score = score(field.weight, leaf, document);
            if (score > 0) {
                best.merge(field.name, score, Math::max);
            }
        }
        return best.entrySet().stream()
                .map(field -> new InField(field.getKey(), field.getValue()))
                .toList();
    }

    private static float score(Weight weight, LeafReaderContext leaf, int document)
            throws IOException {
        Scorer scorer = weight.scorer(leaf);
        return scorer != null && scorer.iterator().advance(document) == document
                ? scorer.score()
                : 0f;
    }
}
