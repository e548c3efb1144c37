package org.perdure.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/**
 * A span of time in UTC, read from a day, a month, a year, or two of them with {@code ..} between.
 *
 * @param from first instant, if bounded
 * @param before first instant after it, if bounded
 */
record Span(@Nullable Instant from, @Nullable Instant before) {
    private static final String BETWEEN = "..";
    private static final Pattern DATE =
            Pattern.compile(
                    "(?<y>\\d{4})(?:-(?<m>\\d{1,2})(?:-(?<d>\\d{1,2}))?)?"
                            + "|(?<cy>\\d{4})(?<cm>\\d{2})(?<cd>\\d{2})?");

    /**
     * Reads a span.
     *
     * @param position where the text stands in the query
     * @throws BadQuery if it is none
     */
    static Span parse(String text, int position) {
        int between = text.indexOf(BETWEEN);
        if (between < 0) {
            return unit(text, position);
        }
        String first = text.substring(0, between);
        String last = text.substring(between + BETWEEN.length());
        int lastPosition = position + between + BETWEEN.length();
        Span span =
                new Span(
                        first.isEmpty() ? null : unit(first, position).from,
                        last.isEmpty() ? null : unit(last, lastPosition).before);
        if (span.from == null && span.before == null) {
            throw new BadQuery("“..” needs a date on at least one side.", position);
        }
        if (span.from != null && span.before != null && !span.from.isBefore(span.before)) {
            throw new BadQuery("The span " + text + " ends before it begins.", position);
        }
        return span;
    }

    /** A whole day, month or year. */
    private static Span unit(String text, int position) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw notADate(text, position);
        }
        boolean compact = date.group("cy") != null;
        int year = Integer.parseInt(date.group(compact ? "cy" : "y"));
        String month = date.group(compact ? "cm" : "m");
        String day = date.group(compact ? "cd" : "d");
        try {
            LocalDate first =
                    LocalDate.of(
                            year,
                            month == null ? 1 : Integer.parseInt(month),
                            day == null ? 1 : Integer.parseInt(day));
            LocalDate next =
                    day != null
                            ? first.plusDays(1)
                            : month != null ? first.plusMonths(1) : first.plusYears(1);
            return new Span(start(first), start(next));
        } catch (DateTimeException e) {
            throw notADate(text, position);
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static BadQuery notADate(String text, int position) {
        return new BadQuery(
                "“"
                        + text
                        + "” is not a date; write 2011, 2011-03 or 2011-03-05, or a span such as"
                        + " 2011-03..2011-04.",
                position);
    }
}
