package org.perdure.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.search.Explanation;
import org.perdure.search.Facets;
import org.perdure.search.Hit;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.Question.Part;
import org.perdure.search.SearchIndex;
import org.perdure.search.Threads;
import org.perdure.store.Follower.ChangedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the current generation of an index. Whether there is something new is looked at when
 * somebody asks, by one thread, at most ten times a second; others go on with what is open. Beside
 * it is searched what was given to {@link #addRecent} and is not in the index yet.
 *
 * <p>A search takes {@link #BUDGET} at the most; then the answer is what was found until then, and
 * its total is not exact.
 */
public final class LuceneSearchIndex implements SearchIndex {
    /** The longest time a search may take. */
    public static final Duration BUDGET = Duration.ofSeconds(2);

    /** The longest time that other spellings are looked for. */
    private static final Duration SPELLING_BUDGET = Duration.ofMillis(250);

    /** How many matches are counted by list, author and month; beyond, totals are lower bounds. */
    static final int MAX_COUNTED = 100_000;

    /** How many matches are looked at before only better ones are. */
    private static final int MIN_RANKED = 1_000;

    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final Page NOTHING =
            new Page(new Page.Total(0, true), List.of(), Facets.NONE, null);
    private static final Logger LOG = LoggerFactory.getLogger(LuceneSearchIndex.class);

    private final IndexFolder folder;
    private final Duration budget;
    private final Duration refresh;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final RecentMail recent = new RecentMail();
    private @Nullable Generation generation;
    private volatile @Nullable Searched searched;
    private volatile @Nullable Long lookedAt;
    private volatile boolean closed;
    private @Nullable String problem;

    /**
     * @param folder where the index is or will be; read when the first question comes
     */
    public LuceneSearchIndex(IndexFolder folder) {
        this(folder, BUDGET, REFRESH);
    }

    LuceneSearchIndex(IndexFolder folder, Duration budget, Duration refresh) {
        this.folder = folder;
        this.budget = budget;
        this.refresh = refresh;
    }

    @Override
    public Page search(Question question) throws IOException {
        Cursor cursor =
                question.cursor() == null ? null : Cursor.parse(question.cursor(), question.sort());
        return read(open -> answer(open, question, cursor), NOTHING);
    }

    @Override
    public Optional<org.perdure.query.Query> respelled(org.perdure.query.Query query)
            throws IOException {
        long end = System.nanoTime() + SPELLING_BUDGET.toNanos();
        return read(
                open -> new Spelling(open.reader(), () -> System.nanoTime() - end >= 0).of(query),
                Optional.empty());
    }

    /**
     * Lets searches find messages that were just added to the archive, before whoever writes the
     * index has committed them.
     */
    public void addRecent(List<ChangedMessage> added) throws IOException {
        recent.add(added);
    }

    @Override
    public long applied() throws IOException {
        return read(Searched::applied, 0L);
    }

    @Override
    public void close() throws IOException {
        refreshing.lock();
        try {
            closed = true;
            exchange(null);
            recent.close();
        } finally {
            refreshing.unlock();
        }
    }

    private Page answer(Searched open, Question question, @Nullable Cursor cursor)
            throws IOException {
        IndexReader reader = open.reader();
        long end = System.nanoTime() + budget.toNanos();
        StableSearcher searcher =
                new StableSearcher(reader, cursor == null ? null : cursor.statistics());
        searcher.setTimeout(() -> System.nanoTime() - end >= 0);
        boolean ranks = question.sort() == Question.Sort.RELEVANCE;
        long highest = cursor == null ? open.highestKey() : cursor.highest();
        Query before = highest < open.highestKey() ? upTo(highest) : MatchAllDocsQuery.INSTANCE;
        QueryTranslator translator = new QueryTranslator(searcher, ranks, before);
        Query query =
                QueryTranslator.by(
                        translator.translate(question.query(), question.list()), question.author());
        Row row = new Row(searcher, query, question.sort());
        TopFieldCollectorManager first = row.after(Cursor.after(cursor), question.size() + 1);
        Found found = find(searcher, query, first, question.wants(Part.COUNTS));
        Threads threads = question.threads();
        BestHits best =
                threads == null
                        ? BestHits.of(found.docs(), question.size())
                        : new ThreadHits(row, threads).from(found.docs(), question.size());
        Highlighter highlighter = new Highlighter(translator.patterns());
        boolean passages = question.wants(Part.PASSAGES) && !highlighter.isEmpty();
        BooleanSupplier late = () -> System.nanoTime() - end >= 0;
        Explainer explainer =
                ranks && question.wants(Part.EXPLANATIONS)
                        ? new Explainer(searcher, translator.parts(), late)
                        : null;
        List<Hit> hits = new ArrayList<>();
        for (BestHits.Best hit : best.hits()) {
            boolean highlights = passages && !late.getAsBoolean();
            Explanation explanation = explainer == null ? null : explainer.explain(hit.hit());
            hits.add(hit(reader, hit, highlights ? highlighter : null, explanation));
        }
        FieldDoc last = best.last();
        String next =
                last == null
                        ? null
                        : Cursor.of(question.sort(), last, highest, searcher.statistics())
                                .toString();
        boolean complete = !searcher.timedOut();
        return new Page(total(found, complete), hits, found.counted().facets(), next, complete);
    }

    /** Returns what finds messages that came no later than one. */
    private static Query upTo(long key) {
        return NumericDocValuesField.newSlowRangeQuery(Fields.KEY.label(), 0, key);
    }

    /** The row of all hits, read piece by piece. */
    record Row(IndexSearcher searcher, Query query, Question.Sort order) {
        /** Returns what collects a piece, after some hit or from the first on. */
        TopFieldCollectorManager after(@Nullable FieldDoc hit, int size) {
            return new TopFieldCollectorManager(Cursor.sort(order), size, hit, MIN_RANKED);
        }
    }

    /** What a search found: the best, and how many there are and how they are spread. */
    private record Found(TopFieldDocs docs, FacetCounter.Counted counted) {}

    private static Found find(
            IndexSearcher searcher, Query query, TopFieldCollectorManager best, boolean counts)
            throws IOException {
        if (!counts) {
            return new Found(searcher.search(query, best), FacetCounter.Counted.NOTHING);
        }
        CollectorManager<?, FacetCounter.Counted> counter = FacetCounter.manager(MAX_COUNTED);
        if (searcher.getIndexReader().maxDoc() > MAX_COUNTED) {
            return new Found(searcher.search(query, best), searcher.search(query, counter));
        }
        // Each match is looked at in any case.
        Object[] both = searcher.search(query, new MultiCollectorManager(best, counter));
        return new Found((TopFieldDocs) both[0], (FacetCounter.Counted) both[1]);
    }

    private static Page.Total total(Found found, boolean complete) {
        TotalHits hits = found.docs().totalHits;
        boolean foundAll = hits.relation() == TotalHits.Relation.EQUAL_TO || !found.counted().cut();
        return new Page.Total(
                Math.max(hits.value(), found.counted().messages()), foundAll && complete);
    }

    private static Hit hit(
            IndexReader reader,
            BestHits.Best found,
            @Nullable Highlighter highlighter,
            @Nullable Explanation explanation)
            throws IOException {
        List<LeafReaderContext> leaves = reader.leaves();
        int place = found.hit().doc;
        LeafReaderContext context = leaves.get(ReaderUtil.subIndex(place, leaves));
        int doc = place - context.docBase;
        Set<String> wanted =
                highlighter == null
                        ? Set.of(Fields.STORED_ID.label())
                        : Set.of(Fields.STORED_ID.label(), Fields.STORED_TEXT.label());
        Document stored = context.reader().storedFields().document(doc, wanted);
        String text = stored.get(Fields.STORED_TEXT.label());
        return new Hit(
                new ListName(label(context.reader(), Fields.LIST, doc)),
                new MessageId(stored.get(Fields.STORED_ID.label())),
                (int) number(context.reader(), Fields.COPY, doc),
                number(context.reader(), Fields.KEY, doc),
                highlighter == null || text == null ? List.of() : highlighter.passages(text),
                explanation,
                found.further());
    }

    private static long number(LeafReader reader, Fields field, int doc) throws IOException {
        NumericDocValues values = DocValues.getNumeric(reader, field.label());
        return values.advanceExact(doc) ? values.longValue() : 0;
    }

    private static String label(LeafReader reader, Fields field, int doc) throws IOException {
        SortedDocValues values = DocValues.getSorted(reader, field.label());
        return values.advanceExact(doc) ? values.lookupOrd(values.ordValue()).utf8ToString() : "";
    }

    /**
     * What is searched: a generation, and what it lacks.
     *
     * @param reader both; closed when the last search in it ends
     * @param applied how far the generation has followed the change log
     * @param highestKey of all messages: what comes later has a higher one
     */
    private record Searched(IndexReader reader, long applied, long highestKey) {
        static Searched of(Generation generation, RecentMail recent) throws IOException {
            long applied = generation.position().sequence();
            RecentMail.Beside beside = recent.beside(applied);
            IndexReader[] parts = {generation.reader(), beside.reader()};
            long highest = Math.max(generation.position().highestKey(), beside.highestKey());
            return new Searched(new MultiReader(parts, false), applied, highest);
        }
    }

    /** What is done with what is searched. */
    private interface Reading<T> {
        T with(Searched open) throws IOException;
    }

    private <T> T read(Reading<T> reading, T nothing) throws IOException {
        refresh();
        while (true) {
            Searched open = searched;
            if (closed) {
                throw new IllegalStateException("the search index is closed");
            }
            if (open == null) {
                return nothing;
            }
            if (open.reader().tryIncRef()) { // Else it was exchanged just now.
                try {
                    return reading.with(open);
                } finally {
                    open.reader().decRef();
                }
            }
        }
    }

    private void refresh() throws IOException {
        if (isFresh()) {
            return;
        }
        if (searched == null) {
            refreshing.lock(); // There is nothing to go on with.
        } else if (!refreshing.tryLock()) {
            return;
        }
        try {
            if (!closed && !isFresh()) {
                reopen();
                lookedAt = System.nanoTime();
            }
        } finally {
            refreshing.unlock();
        }
    }

    private boolean isFresh() {
        Long last = lookedAt;
        return last != null && System.nanoTime() - last < refresh.toNanos();
    }

    private void reopen() throws IOException {
        try {
            openCurrent();
            problem = null;
        } catch (IOException e) {
            if (generation == null) {
                throw e;
            }
            if (!String.valueOf(e.getMessage()).equals(problem)) {
                problem = String.valueOf(e.getMessage());
                LOG.warn("Searching goes on in the index as it was: {}", problem);
            }
        }
    }

    private void openCurrent() throws IOException {
        Generation open = generation;
        Optional<Path> current = folder.current();
        if (open != null && current.isPresent() && open.isAt(current.get())) {
            exchange(open.refreshed().orElse(open));
            return;
        }
        try {
            exchange(current.isEmpty() ? null : Generation.open(current.get()).orElse(null));
        } catch (IOException e) {
            Optional<Path> now = folder.current();
            if (now.equals(current)) {
                throw e;
            }
            // It was removed between our looking and opening, as another took its place.
            exchange(now.isEmpty() ? null : Generation.open(now.get()).orElse(null));
        }
    }

    private void exchange(@Nullable Generation next) throws IOException {
        Searched before = searched;
        Generation last = generation;
        searched = next == null ? null : Searched.of(next, recent);
        generation = next;
        if (before != null) {
            before.reader().decRef();
        }
        if (last != null && !last.equals(next)) {
            last.close();
        }
    }
}
