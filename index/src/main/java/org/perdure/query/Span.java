package org.perdure.query;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/**
 * A span of time in UTC, read from a {@link Moment}, or from two of them with {@code ..} between.
 *
 * @param from first instant, if bounded
 * @param before first instant after it, if bounded
 */
record Span(@Nullable Instant from, @Nullable Instant before) {
    private static final String BETWEEN = "..";

    /** {@code 2..5.days.ago}: what the second number counts, the first does too. */
    private static final Pattern COUNTED =
            Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4})([. ]?[a-z]+[. ]ago)");

    /**
     * Reads a span.
     *
     * @param position where the text stands in the query
     * @param now from when on times are counted
     * @throws BadQuery if it is none
     */
    static Span parse(String text, int position, Instant now) {
        Matcher counted = COUNTED.matcher(text);
        if (counted.matches()) {
            return counted(counted, position, now);
        }
        int between = text.indexOf(BETWEEN);
        if (between < 0) {
            Moment moment = Moment.parse(text, position, now);
            return new Span(moment.from(), moment.isOpen() ? null : moment.before());
        }
        String first = text.substring(0, between);
        String last = text.substring(between + BETWEEN.length());
        int lastPosition = position + between + BETWEEN.length();
        Span span =
                new Span(
                        first.isEmpty() ? null : Moment.parse(first, position, now).from(),
                        last.isEmpty() ? null : Moment.parse(last, lastPosition, now).before());
        if (span.from == null && span.before == null) {
            throw new BadQuery("“..” needs a date on at least one side.", position);
        }
        if (span.from != null && span.before != null && !span.from.isBefore(span.before)) {
            throw new BadQuery("The span " + text + " ends before it begins.", position);
        }
        return span;
    }

    private static Span counted(Matcher counted, int position, Instant now) {
        String unit = counted.group(3);
        Moment one = Moment.parse(counted.group(1) + unit, position, now);
        Moment other = Moment.parse(counted.group(2) + unit, position, now);
        boolean inOrder = one.from().isBefore(other.from());
        return new Span((inOrder ? one : other).from(), (inOrder ? other : one).before());
    }
}
