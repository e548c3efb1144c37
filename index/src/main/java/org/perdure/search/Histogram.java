package org.perdure.search;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.perdure.search.Facets.Count;

/**
 * How the messages that match are spread over the time at which they arrived, in UTC: by month, or
 * by year if that would be more than {@link #MAX_MONTHS}.
 *
 * @param unit what each bar stands for
 * @param bars those with messages, oldest first, such as {@code 2011-03} or {@code 2011}
 */
public record Histogram(Unit unit, List<Count> bars) {
    /** How many months there may be from the first to the last message. */
    public static final int MAX_MONTHS = 60;

    /** Nothing matches. */
    public static final Histogram NONE = new Histogram(Unit.MONTH, List.of());

    public Histogram {
        bars = List.copyOf(bars);
    }

    /** Spans of time that bars stand for. */
    public enum Unit {
        MONTH,
        YEAR
    }

    /** Returns the histogram of messages that were counted by month. */
    public static Histogram of(SortedMap<YearMonth, Long> months) {
        if (months.isEmpty()) {
            return NONE;
        }
        long span = 1 + months.firstKey().until(months.lastKey(), ChronoUnit.MONTHS);
        return span <= MAX_MONTHS
                ? new Histogram(Unit.MONTH, counts(months))
                : new Histogram(Unit.YEAR, years(months));
    }

    /** Returns messages that were counted by month, by year. */
    public static List<Count> years(SortedMap<YearMonth, Long> months) {
        SortedMap<Integer, Long> years = new TreeMap<>();
        months.forEach((month, count) -> years.merge(month.getYear(), count, Long::sum));
        return counts(years);
    }

    private static List<Count> counts(Map<?, Long> counted) {
        return counted.entrySet().stream()
                .map(bar -> new Count(bar.getKey().toString(), bar.getValue()))
                .toList();
    }
}
