package org.perdure.search.lucene;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * What a page of hits is made of.
 *
 * @param hits in their order
 * @param last the hit after which the next page begins, absent if there is none
 */
record BestHits(List<Best> hits, @Nullable FieldDoc last) {
    BestHits {
        hits = List.copyOf(hits);
    }

    /**
     * A hit.
     *
     * @param hit its place, and what it is sorted by
     * @param further how many hits it stands for beside itself
     */
    record Best(FieldDoc hit, long further) {}

    /** Returns the first hits of a row, of which there may be one more than wanted. */
    static BestHits of(TopFieldDocs row, int size) {
        List<Best> hits = new ArrayList<>();
        for (int i = 0; i < Math.min(size, row.scoreDocs.length); i++) {
            hits.add(new Best((FieldDoc) row.scoreDocs[i], 0));
        }
        return new BestHits(hits, row.scoreDocs.length > size ? hits.getLast().hit : null);
    }
}
