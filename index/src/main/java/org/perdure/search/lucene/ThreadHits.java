package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import org.perdure.search.Threads;
import org.perdure.search.lucene.LuceneSearchIndex.Row;

/**
 * Leaves of a row of hits the best of each thread. To be used once.
 *
 * <p>A hit is the best of its thread if no other of the thread comes before it in the row, on this
 * page or any other. So for the threads of the hits at hand the same query is asked once more, for
 * their messages only: that tells the best of each, and how many there are. Nothing about earlier
 * pages needs to be known, and no thread stands on two.
 */
final class ThreadHits {
    /** How many hits are looked at for a page; with more, it ends before it is full. */
    static final int MAX_LOOKED_AT = 2_000;

    /** How many hits are looked at together after the first. */
    private static final int PIECE = 500;

    private final Row row;
    private final Threads threads;
    private final Map<Long, MailThread> byMessage = new HashMap<>();

    ThreadHits(Row row, Threads threads) {
        this.row = row;
        this.threads = threads;
    }

    /** A thread of which some messages match. */
    private static final class MailThread {
        private final Set<Long> messages;
        private long best;
        private long matches;

        MailThread(Set<Long> messages) {
            this.messages = messages;
        }

        /** Takes the key of a match; the first is the best. */
        void match(long key) {
            best = matches == 0 ? key : best;
            matches++;
        }
    }

    /**
     * Returns the best hits of threads.
     *
     * @param piece the piece of the row to begin with: one more than are wanted, if there are more
     * @param size how many are wanted
     */
    BestHits from(TopFieldDocs piece, int size) throws IOException {
        List<BestHits.Best> found = new ArrayList<>();
        ScoreDoc[] hits = piece.scoreDocs;
        boolean more = hits.length > size;
        int lookedAt = 0;
        while (hits.length > 0) {
            lookAt(hits);
            for (ScoreDoc hit : hits) {
                MailThread thread = thread(key(hit));
                if (thread.best != key(hit)) {
                    continue;
                }
                if (found.size() == size) {
                    return new BestHits(found, found.getLast().hit());
                }
                found.add(new BestHits.Best((FieldDoc) hit, thread.matches - 1));
            }
            if (!more) {
                break;
            }
            FieldDoc last = (FieldDoc) hits[hits.length - 1];
            lookedAt += hits.length;
            if (lookedAt >= MAX_LOOKED_AT || row.searcher().timedOut()) {
                return new BestHits(found, last);
            }
            hits = row.searcher().search(row.query(), row.after(last, PIECE)).scoreDocs;
            more = hits.length == PIECE;
        }
        return new BestHits(found, null);
    }

    private static long key(ScoreDoc hit) {
        return (Long) ((FieldDoc) hit).fields[1];
    }

    private MailThread thread(long key) {
        MailThread thread = byMessage.get(key);
        if (thread == null) { // Who is in no thread is alone.
            Set<Long> messages = threads.of(key);
            thread = new MailThread(messages.contains(key) ? messages : Set.of(key));
            for (long message : thread.messages) {
                byMessage.put(message, thread);
            }
        }
        return thread;
    }

    /** Finds out what of the threads of some hits matches. */
    private void lookAt(ScoreDoc[] hits) throws IOException {
        Set<Long> several = new HashSet<>();
        for (ScoreDoc hit : hits) {
            boolean isNew = !byMessage.containsKey(key(hit));
            MailThread thread = thread(key(hit));
            if (isNew && thread.messages.size() == 1) {
                thread.match(key(hit));
            } else if (isNew) {
                several.addAll(thread.messages);
            }
        }
        if (!several.isEmpty()) {
            for (ScoreDoc match : matches(several)) {
                thread(key(match)).match(key(match));
            }
        }
        for (ScoreDoc hit : hits) { // Those that there was no time to find, as far as is known.
            MailThread thread = thread(key(hit));
            if (thread.matches == 0) {
                thread.match(key(hit));
            }
        }
    }

    private ScoreDoc[] matches(Set<Long> keys) throws IOException {
        IndexSearcher searcher = row.searcher();
        List<BytesRef> terms = new ArrayList<>();
        keys.forEach(key -> terms.add(new BytesRef(Long.toString(key))));
        Query within =
                new BooleanQuery.Builder()
                        .add(row.query(), Occur.MUST)
                        .add(new TermInSetQuery(Fields.KEY.label(), terms), Occur.FILTER)
                        .build();
        return searcher.search(
                        within,
                        new TopFieldCollectorManager(
                                Cursor.sort(row.order()), keys.size(), null, Integer.MAX_VALUE))
                .scoreDocs;
    }
}
