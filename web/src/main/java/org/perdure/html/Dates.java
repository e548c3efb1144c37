package org.perdure.html;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as pages show them: absolute, in English, and where no zone stands in UTC. */
public final class Dates {
    private static final DateTimeFormatter MONTH = of("MMMM uuuu");
    private static final DateTimeFormatter DAY = of("EEEE, d MMMM uuuu");
    private static final DateTimeFormatter SHORT_DAY = of("d MMM uuuu");
    private static final DateTimeFormatter SENT = of("EEE, d MMM uuuu HH:mm:ss xx");
    private static final DateTimeFormatter TIME = of("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = of("d MMM HH:mm");
    private static final DateTimeFormatter MINUTE = of("d MMM uuuu HH:mm");

    private Dates() {}

    private static DateTimeFormatter of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** Returns such as {@code June 2009}. */
    public static String month(YearMonth month) {
        return MONTH.format(month.atDay(1));
    }

    /** Returns such as {@code Jun}. */
    public static String monthName(YearMonth month) {
        return month.getMonth().getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH);
    }

    /** Returns such as {@code Monday, 22 June 2009}. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** Returns such as {@code 22 Jun 2009}. */
    public static String shortDay(Instant time) {
        return SHORT_DAY.format(time);
    }

    /** Returns such as {@code Mon, 22 Jun 2009 11:47:15 +0100}. */
    public static String sent(OffsetDateTime time) {
        return SENT.withZone(time.getOffset()).format(time);
    }

    /** Returns such as {@code 10:47}. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** Returns such as {@code 22 Jun 10:47}. */
    public static String dayAndTime(Instant time) {
        return DAY_AND_TIME.format(time);
    }

    /** Returns such as {@code 22 Jun 2009 10:47}. */
    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** Returns the day in UTC. */
    public static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
