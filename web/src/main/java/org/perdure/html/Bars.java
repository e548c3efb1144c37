package org.perdure.html;

import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.search.Facets.Count;
import org.perdure.search.Histogram;

/**
 * A histogram as it is drawn: each bar in a column of its own, which is {@link #COLUMN} wide and
 * {@link #HEIGHT} high, and leads to the messages it stands for.
 *
 * @param unit what a bar stands for
 * @param width of all columns
 * @param bars those with messages, oldest first
 */
public record Bars(Histogram.Unit unit, int width, List<Bar> bars) {
    /** Height of the drawing. */
    public static final int HEIGHT = 40;

    /** Width of a column. */
    public static final int COLUMN = 10;

    /** How many bars are drawn; wrong dates may make many years. The last ones count. */
    static final int MAX_BARS = 120;

    /** Few bars are no wider than these would be. */
    private static final int MIN_COLUMNS = 24;

    /**
     * A bar.
     *
     * @param value the month or the year
     * @param messages how many messages it stands for
     * @param href where it leads
     * @param x where its column begins
     * @param height how high it is
     */
    public record Bar(String value, String messages, String href, int x, int height) {
        /** Returns the path of its column: low bars are hard to hit. */
        public String column() {
            return path(x, COLUMN, HEIGHT);
        }

        /** Returns the path of the bar. */
        public String shape() {
            return path(x + 1, COLUMN - 2, height);
        }

        private static String path(int left, int width, int height) {
            return "M" + left + " " + (HEIGHT - height) + "h" + width + "v" + height + "h-" + width;
        }
    }

    /** Returns a histogram as it is drawn, nothing if it would say nothing. */
    static @Nullable Bars of(Histogram histogram, Function<Count, String> href) {
        List<Count> all = histogram.bars();
        if (all.size() < 2) {
            return null;
        }
        List<Count> counts = all.subList(Math.max(0, all.size() - MAX_BARS), all.size());
        long most = counts.stream().mapToLong(Count::messages).max().orElseThrow();
        int first = place(histogram.unit(), counts.getFirst());
        List<Bar> bars = new ArrayList<>(counts.size());
        for (Count count : counts) {
            long height = Math.ceilDiv(HEIGHT * count.messages(), most);
            bars.add(
                    new Bar(
                            count.value(),
                            Numbers.messages(count.messages()),
                            href.apply(count),
                            COLUMN * (place(histogram.unit(), count) - first),
                            (int) height));
        }
        int columns = 1 + bars.getLast().x() / COLUMN;
        return new Bars(
                histogram.unit(), COLUMN * Math.max(MIN_COLUMNS, columns), List.copyOf(bars));
    }

    private static int place(Histogram.Unit unit, Count count) {
        return switch (unit) {
            case MONTH -> (int) YearMonth.parse(count.value()).getLong(ChronoField.PROLEPTIC_MONTH);
            case YEAR -> Integer.parseInt(count.value());
        };
    }

    /** Returns what it shows, in words. */
    public String caption() {
        return switch (unit) {
            case MONTH -> "Messages by month";
            case YEAR -> "Messages by year";
        };
    }

    /** Returns the bars that no other list on the page names in text. */
    public List<Bar> months() {
        return unit == Histogram.Unit.MONTH ? bars : List.of();
    }
}
