package org.perdure.search.lucene;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;
import org.perdure.search.Facets;
import org.perdure.search.Facets.Count;
import org.perdure.search.Histogram;

/**
 * Counts matches by list, author and month, up to a limit. Ordinals are counted, and looked up once
 * for each segment.
 */
final class FacetCounter extends SimpleCollector {
    /** How many authors are named. */
    private static final int AUTHORS = 10;

    private static final Comparator<Count> MOST_FIRST =
            Comparator.comparingLong(Count::messages).reversed().thenComparing(Count::value);

    private final long limit;
    private final Map<String, Long> lists = new HashMap<>();
    private final Map<String, Long> authors = new HashMap<>();
    private final SortedMap<YearMonth, Long> months = new TreeMap<>();
    private long count;
    private boolean cut;
    private @Nullable Segment segment;

    private FacetCounter(long limit) {
        this.limit = limit;
    }

    /**
     * Returns what to give to a searcher.
     *
     * @param limit how many matches are counted at the most
     */
    static CollectorManager<FacetCounter, Counted> manager(long limit) {
        return new CollectorManager<>() {
            @Override
            public FacetCounter newCollector() {
                return new FacetCounter(limit);
            }

            @Override
            public Counted reduce(Collection<FacetCounter> counters) {
                // Without an executor a searcher uses one.
                return counters.iterator().next().result();
            }
        };
    }

    /**
     * What was counted.
     *
     * @param messages how many matched
     * @param cut whether there may be more
     * @param facets how they are spread
     */
    record Counted(long messages, boolean cut, Facets facets) {
        /** Nobody counted. */
        static final Counted NOTHING = new Counted(0, true, Facets.NONE);
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        if (cut) {
            throw new CollectionTerminatedException();
        }
        segment = new Segment(context);
    }

    @Override
    public void collect(int document) throws IOException {
        if (count == limit) {
            cut = true;
            throw new CollectionTerminatedException();
        }
        count++;
        if (segment != null) {
            segment.count(document);
        }
    }

    @Override
    public void finish() throws IOException {
        if (segment != null) {
            segment.addTo(lists, authors, months);
            segment = null;
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    private Counted result() {
        Facets facets =
                new Facets(
                        most(lists, lists.size()),
                        most(authors, AUTHORS),
                        Histogram.years(months),
                        Histogram.of(months));
        return new Counted(count, cut, facets);
    }

    private static List<Count> most(Map<String, Long> counts, int limit) {
        return counts.entrySet().stream()
                .map(value -> new Count(value.getKey(), value.getValue()))
                .sorted(MOST_FIRST)
                .limit(limit)
                .toList();
    }

    /** The counts of one segment, by ordinal. */
    private static final class Segment {
        private static final long DAY = 86_400;
        private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
        private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

        private final SortedDocValues list;
        private final SortedDocValues author;
        private final NumericDocValues arrived;
        private final int[] lists;
        private final int[] authors;

        /** All but the month at hand: mail comes in order, so one month serves many in a row. */
        private final Map<YearMonth, Long> months = new HashMap<>();

        private YearMonth month = YearMonth.of(1, 1);
        private long monthStart = 1;
        private long monthEnd;
        private long monthCount;

        Segment(LeafReaderContext context) throws IOException {
            list = DocValues.getSorted(context.reader(), Fields.LIST.label());
            author = DocValues.getSorted(context.reader(), Fields.AUTHOR.label());
            arrived = DocValues.getNumeric(context.reader(), Fields.ARRIVED.label());
            lists = new int[list.getValueCount()];
            authors = new int[author.getValueCount()];
        }

        void count(int document) throws IOException {
            if (list.advanceExact(document)) {
                lists[list.ordValue()]++;
            }
            if (author.advanceExact(document)) {
                authors[author.ordValue()]++;
            }
            if (arrived.advanceExact(document)) {
                long day = Math.floorDiv(arrived.longValue(), DAY);
                countMonth(Math.clamp(day, FIRST_DAY, LAST_DAY));
            }
        }

        private void countMonth(long day) {
            if (day < monthStart || day >= monthEnd) {
                flushMonth();
                month = YearMonth.from(LocalDate.ofEpochDay(day));
                monthStart = month.atDay(1).toEpochDay();
                monthEnd = monthStart + month.lengthOfMonth();
            }
            monthCount++;
        }

        private void flushMonth() {
            if (monthCount > 0) {
                months.merge(month, monthCount, Long::sum);
                monthCount = 0;
            }
        }

        void addTo(
                Map<String, Long> allLists,
                Map<String, Long> allAuthors,
                Map<YearMonth, Long> allMonths)
                throws IOException {
            flushMonth();
            months.forEach((value, count) -> allMonths.merge(value, count, Long::sum));
            addTo(allLists, list, lists);
            addTo(allAuthors, author, authors);
        }

        private static void addTo(Map<String, Long> all, SortedDocValues values, int[] counts)
                throws IOException {
            for (int ordinal = 0; ordinal < counts.length; ordinal++) {
                if (counts[ordinal] > 0) {
                    String value = values.lookupOrd(ordinal).utf8ToString();
                    if (!value.isEmpty()) {
                        all.merge(value, (long) counts[ordinal], Long::sum);
                    }
                }
            }
        }
    }
}
