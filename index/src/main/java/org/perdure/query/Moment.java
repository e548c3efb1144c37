package org.perdure.query;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/**
 * A time as people and git write it, in UTC: as long as what was written is exact, a year or a
 * second.
 *
 * <ul>
 *   <li>{@code 2011}, {@code 2011-03}, {@code 2011-03-05}, {@code 2011/3/5}, {@code 20110305},
 *       {@code 2011-03-05T17:30}, {@code 20110305173000}, {@code @1299346200}
 *   <li>{@code march}, {@code march.2011}, {@code 5.mar.2011}, {@code mar.5.2011}; without a year
 *       the last that has begun
 *   <li>{@code today}, {@code yesterday}, {@code monday}: the last one before today
 *   <li>{@code 3.days.ago}, {@code 1.year.2.months.ago}: the day; {@code 6.hours.ago}: the second
 *   <li>{@code last.week}, {@code 2w}: the day that long ago; alone, all since then
 * </ul>
 *
 * <p>Words stand between points or blanks.
 *
 * @param from first instant
 * @param before first instant after it
 * @param isOpen whether it means all since then if nothing says until when
 */
record Moment(Instant from, Instant before, boolean isOpen) {
    private static final Pattern DATE =
            Pattern.compile(
                    "(?<y>\\d{4})(?:[-/](?<m>\\d{1,2})(?:[-/](?<d>\\d{1,2})"
                            + "(?:[tT ](?<h>\\d{1,2}):(?<min>\\d{2})(?::(?<s>\\d{2}))?[zZ]?)?)?)?");
    private static final Pattern COMPACT =
            Pattern.compile(
                    "(?<y>\\d{4})(?<m>\\d{2})(?:(?<d>\\d{2})(?<h>\\d{2})(?<min>\\d{2})(?<s>\\d{2})"
                            + "|(?<day>\\d{2}))?");
    private static final Pattern EPOCH = Pattern.compile("@(\\d{1,11})|(\\d{9,11})");
    private static final Pattern COUNT = Pattern.compile("(\\d{1,4})([a-z]+)?");
    private static final Pattern BLANKS = Pattern.compile("[.,_\\s]+");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    /** Words of a time; more than these are none. */
    private static final int MAX_WORDS = 12;

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("a", 1),
                    Map.entry("an", 1),
                    Map.entry("last", 1),
                    Map.entry("past", 1),
                    Map.entry("one", 1),
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10));

    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    /** A name is known by as many of its letters, and by more. */
    private static final int SHORT_NAME = 3;

    /**
     * Reads a time.
     *
     * @param position where the text stands in the query
     * @param now from when on times are counted
     * @throws BadQuery if it is none
     */
    static Moment parse(String text, int position, Instant now) {
        Moment moment;
        try {
            moment = find(text.strip(), now);
        } catch (DateTimeException | ArithmeticException e) {
            throw notADate(text, position);
        }
        if (moment == null) {
            throw notADate(text, position);
        }
        return moment;
    }

    private static @Nullable Moment find(String text, Instant now) {
        Matcher date = DATE.matcher(text);
        if (date.matches()) {
            return dated(date, date.group("d"));
        }
        Matcher compact = COMPACT.matcher(text);
        if (compact.matches()) {
            String day = compact.group("day");
            return dated(compact, day == null ? compact.group("d") : day);
        }
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.matches()) {
            String seconds = epoch.group(1) == null ? epoch.group(2) : epoch.group(1);
            return second(Instant.ofEpochSecond(Long.parseLong(seconds)));
        }
        List<String> words = List.of(BLANKS.split(text.toLowerCase(Locale.ROOT), MAX_WORDS + 1));
        if (words.size() > MAX_WORDS) {
            return null;
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Moment named = named(words, today);
        if (named == null) {
            named = calendar(words, today);
        }
        return named == null ? counted(words, now) : named;
    }

    private static Moment dated(Matcher date, @Nullable String day) {
        int year = Integer.parseInt(date.group("y"));
        String month = date.group("m");
        if (month == null) {
            LocalDate first = LocalDate.of(year, 1, 1);
            return days(first, first.plusYears(1));
        }
        if (day == null) {
            LocalDate first = LocalDate.of(year, Integer.parseInt(month), 1);
            return days(first, first.plusMonths(1));
        }
        LocalDate whole = LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day));
        if (date.group("h") == null) {
            return day(whole);
        }
        LocalDateTime minute =
                whole.atTime(
                        Integer.parseInt(date.group("h")), Integer.parseInt(date.group("min")));
        String second = date.group("s");
        if (second == null) {
            Instant from = minute.toInstant(ZoneOffset.UTC);
            return new Moment(from, from.plusSeconds(60), false);
        }
        return second(minute.withSecond(Integer.parseInt(second)).toInstant(ZoneOffset.UTC));
    }

    /** Today, yesterday, and the days of the week. */
    private static @Nullable Moment named(List<String> words, LocalDate today) {
        String word = words.getLast();
        boolean alone = words.size() == 1;
        if (alone && (word.equals("today") || word.equals("now"))) {
            return day(today);
        }
        if (alone && word.equals("yesterday")) {
            return day(today.minusDays(1));
        }
        if (alone || (words.size() == 2 && words.getFirst().equals("last"))) {
            for (DayOfWeek weekday : DayOfWeek.values()) {
                if (isName(word, weekday.name().toLowerCase(Locale.ROOT))) {
                    return day(today.with(TemporalAdjusters.previous(weekday)));
                }
            }
        }
        return null;
    }

    /** A month, with a year and a day or without. */
    private static @Nullable Moment calendar(List<String> words, LocalDate today) {
        int month = 0;
        int day = 0;
        int year = 0;
        for (String word : words) {
            int named = monthOf(word);
            if (named > 0 && month == 0) {
                month = named;
            } else if (YEAR.matcher(word).matches() && year == 0) {
                year = Integer.parseInt(word);
            } else if (word.matches("\\d{1,2}(st|nd|rd|th)?") && day == 0) {
                day = Integer.parseInt(word.replaceAll("\\D", ""));
            } else {
                return null;
            }
        }
        if (month == 0) {
            return null;
        }
        LocalDate first = LocalDate.of(year == 0 ? today.getYear() : year, month, Math.max(1, day));
        if (year == 0 && first.isAfter(today)) {
            first = first.minusYears(1);
        }
        return day == 0 ? days(first, first.plusMonths(1)) : day(first);
    }

    private static int monthOf(String word) {
        for (int i = 0; i < MONTHS.size(); i++) {
            if (isName(word, MONTHS.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isName(String word, String name) {
        return word.length() >= SHORT_NAME && name.startsWith(word);
    }

    /** Numbers of units: how long ago. */
    private static @Nullable Moment counted(List<String> words, Instant now) {
        boolean ago = words.getLast().equals("ago");
        List<String> parts = ago ? words.subList(0, words.size() - 1) : words;
        LocalDateTime time =
                LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        boolean exact = false;
        int at = 0;
        while (at < parts.size()) {
            Matcher count = COUNT.matcher(parts.get(at));
            Integer number = NUMBERS.get(parts.get(at));
            boolean joined = count.matches() && count.group(2) != null;
            if (number == null && count.matches()) {
                number = Integer.valueOf(count.group(1));
            }
            if (number == null || (!joined && at + 1 == parts.size())) {
                return null;
            }
            ChronoUnit unit = unit(joined ? count.group(2) : parts.get(at + 1));
            if (unit == null) {
                return null;
            }
            time = time.minus(number, unit);
            exact |= unit.isTimeBased();
            at += joined ? 1 : 2;
        }
        if (parts.isEmpty()) {
            return null;
        }
        Moment moment = exact ? second(time.toInstant(ZoneOffset.UTC)) : day(time.toLocalDate());
        return new Moment(moment.from, moment.before, !ago);
    }

    private static @Nullable ChronoUnit unit(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "second", "seconds", "sec", "secs", "s" -> ChronoUnit.SECONDS;
            case "minute", "minutes", "min", "mins" -> ChronoUnit.MINUTES;
            case "hour", "hours", "h" -> ChronoUnit.HOURS;
            case "day", "days", "d" -> ChronoUnit.DAYS;
            case "week", "weeks", "w" -> ChronoUnit.WEEKS;
            case "month", "months", "m" -> ChronoUnit.MONTHS;
            case "year", "years", "y" -> ChronoUnit.YEARS;
            default -> null;
        };
    }

    private static Moment second(Instant time) {
        return new Moment(time, time.plusSeconds(1), false);
    }

    private static Moment day(LocalDate day) {
        return days(day, day.plusDays(1));
    }

    private static Moment days(LocalDate first, LocalDate next) {
        return new Moment(start(first), start(next), false);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static BadQuery notADate(String text, int position) {
        return new BadQuery(
                "“"
                        + text
                        + "” is not a date; write 2011, 2011-03, 2011-03-05, march.2011, yesterday,"
                        + " 3.days.ago or last.week, or a span such as 2011-03..2011-04.",
                position);
    }
}
