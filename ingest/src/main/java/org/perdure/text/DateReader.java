package org.perdure.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the date and the time that are written in a line, in all ways in which they can be meant.
 */
final class DateReader {
    private static final int EARLIEST_YEAR = 1970;
    private static final int LATEST_YEAR = 2099;
    private static final int MAX_OFFSET_HOURS = 18;

    private static final Set<String> BEFORE_NOON = Set.of("am", "上午", "午前", "오전");
    private static final Set<String> AFTER_NOON = Set.of("pm", "下午", "午後", "오후", "晚上");

    /** What stands between a day and the name of its month, or between that and the year. */
    private static final Set<String> BETWEEN =
            Set.of("de", "of", "th", "st", "nd", "rd", "del", "d");

    private final List<Token> tokens;
    private final Set<LocalDate> days = new LinkedHashSet<>();
    private boolean hasDay;

    /** The first and the last token of the date and the time. */
    private int first = Integer.MAX_VALUE;

    private int last = -1;

    private int timeAt = -1;
    private int timeEnd = -1;
    private int hour;
    private int minute;
    private int second;
    private boolean isTwelve;
    private @Nullable ZoneOffset offset;

    DateReader(List<Token> tokens) {
        this.tokens = tokens;
        readTime();
        readDay();
        if (timeAt >= 0) {
            take(timeAt, timeEnd);
        }
    }

    /** Returns whether a day of a month is written, with or without a year. */
    boolean hasDay() {
        return hasDay;
    }

    boolean hasTime() {
        return timeAt >= 0;
    }

    /** Returns whether a token lies within the date. */
    boolean holds(int token) {
        return token >= first && token < last;
    }

    /** Returns the index of the first token of the date; more than there are without one. */
    int firstToken() {
        return first;
    }

    /** Returns all that may be meant, the most likely first. */
    List<WrittenDate> dates() {
        List<WrittenDate> dates = new ArrayList<>();
        if (timeAt < 0) {
            days.forEach(day -> dates.add(new WrittenDate(day, null, null)));
            return dates;
        }
        LocalTime time = LocalTime.of(hour, minute, second);
        days.forEach(day -> dates.add(new WrittenDate(day, time, offset)));
        if (!isTwelve
                && offset == null
                && hour >= 1
                && hour <= 12) { // Perhaps by a clock of twelve hours.
            LocalTime other = time.plusHours(12);
            days.forEach(day -> dates.add(new WrittenDate(day, other, offset)));
        }
        return dates;
    }

    private Token at(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : NOTHING;
    }

    private static final Token NOTHING = new Token(0, 0, -1, "", '\n');

    private boolean isSign(int index, char sign) {
        return at(index).sign() == sign;
    }

    private void take(int from, int to) {
        first = Math.min(first, from);
        last = Math.max(last, to);
    }

    private void readTime() {
        for (int i = 0; i + 2 < tokens.size() && timeAt < 0; i++) {
            if (at(i).isNumber(0, 23)
                    && at(i).length() <= 2
                    && isTimeSign(i)
                    && at(i + 2).isNumber(0, 59)
                    && at(i + 2).length() == 2) {
                timeAt = i;
                hour = at(i).number();
                minute = at(i + 2).number();
                timeEnd = i + 3;
                if (isSign(i + 3, at(i + 1).sign()) && at(i + 4).isNumber(0, 59)) {
                    second = at(i + 4).number();
                    timeEnd = i + 5;
                }
            }
        }
        if (timeAt >= 0) {
            readHalf();
            readOffset();
        }
    }

    /** A colon, or the dot or letter of some languages. */
    private boolean isTimeSign(int i) {
        if (isSign(i + 1, ':')) {
            return !isSign(i - 1, '+') && !isSign(i - 1, '-') && !isSign(i - 1, ':');
        }
        String before = at(isSign(i - 1, '.') ? i - 2 : i - 1).word();
        return at(i + 1).word().equals("h")
                || (isSign(i + 1, '.')
                        && !isSign(i + 3, '.')
                        && (before.equals("kl") || before.equals("klo") || isBehindDate(i)));
    }

    /** As in {@code 03.02.2020 10.15}: behind a date of numbers, a blank between them. */
    private boolean isBehindDate(int i) {
        return isSign(i - 2, '.')
                && isSign(i - 4, '.')
                && at(i - 1).isNumber()
                && at(i - 1).end() < at(i).start();
    }

    private void readHalf() {
        String after = at(timeEnd).word();
        boolean dotted = isSign(timeEnd + 1, '.') && at(timeEnd + 2).word().equals("m");
        String before = at(timeAt - 1).word();
        boolean am =
                after.equals("am") || (dotted && after.equals("a")) || endsIn(BEFORE_NOON, before);
        boolean pm =
                after.equals("pm") || (dotted && after.equals("p")) || endsIn(AFTER_NOON, before);
        if (!am && !pm) {
            isTwelve = hour == 0;
            return;
        }
        isTwelve = true;
        timeEnd += dotted ? 3 : after.equals("am") || after.equals("pm") ? 1 : 0;
        if (hour <= 12) {
            hour = hour % 12 + (pm ? 12 : 0);
        }
    }

    private static boolean endsIn(Set<String> words, String word) {
        return words.stream().anyMatch(word::endsWith);
    }

    private void readOffset() {
        for (int i = timeEnd; i < tokens.size(); i++) {
            boolean named = at(i).word().equals("gmt") || at(i).word().equals("utc");
            int sign = named ? i + 1 : i;
            if ((isSign(sign, '+') || isSign(sign, '-')) && at(sign + 1).isNumber()) {
                int hours = -1;
                int minutes = 0;
                int end = sign + 2;
                if (at(sign + 1).length() == 4) {
                    hours = at(sign + 1).number() / 100;
                    minutes = at(sign + 1).number() % 100;
                } else if (at(sign + 1).length() <= 2 && isSign(sign + 2, ':')) {
                    hours = at(sign + 1).number();
                    minutes = Math.max(0, at(sign + 3).number());
                    end = sign + 4;
                } else if (named) {
                    hours = at(sign + 1).number();
                }
                boolean isDate = at(sign - 1).isNumber() && at(sign - 1).end() == at(sign).start();
                if (hours >= 0 && hours <= MAX_OFFSET_HOURS - 1 && minutes < 60 && !isDate) {
                    int total = 60 * (60 * hours + minutes);
                    offset = ZoneOffset.ofTotalSeconds(isSign(sign, '-') ? -total : total);
                    take(i, end);
                    return;
                }
            }
            if (named) {
                offset = ZoneOffset.UTC;
                take(i, i + 1);
                return;
            }
        }
    }

    private boolean isOfTime(int index) {
        return timeAt >= 0 && index >= timeAt && index < timeEnd;
    }

    private void readDay() {
        for (int i = 0; i < tokens.size() && !hasDay; i++) {
            if (isOfTime(i)) {
                continue;
            }
            if (at(i).isNumber()) {
                readNumbers(i);
            } else if (at(i).isWord() && AttributionWords.month(at(i).word()) > 0) {
                readNamed(i);
            }
        }
    }

    private void readNumbers(int i) {
        if (isOfEastAsia(i + 1, "年", "년")
                && isOfEastAsia(i + 3, "月", "월")
                && isOfEastAsia(i + 5, "日", "일")) {
            add(at(i).number(), at(i + 2).number(), at(i + 4).number());
            found(i, i + 6);
            return;
        }
        char sign = at(i + 1).sign();
        if ((sign != '.' && sign != '/' && sign != '-') || !isSign(i + 3, sign)) {
            return;
        }
        Token a = at(i);
        Token b = at(i + 2);
        Token c = at(i + 4);
        if (!b.isNumber(1, 31) || !c.isNumber() || isOfTime(i + 4)) {
            return;
        }
        if (a.length() == 4) {
            add(a.number(), b.number(), c.number());
        } else if (c.length() == 4 || c.length() == 2) {
            int year = year(c);
            if (sign == '/') {
                add(year, a.number(), b.number());
            }
            add(year, b.number(), a.number());
            if (sign == '-') {
                add(year, a.number(), b.number());
            }
            if (sign == '/' && c.length() == 2 && a.length() == 2) {
                add(year(a), b.number(), c.number());
            }
        }
        if (!days.isEmpty()) {
            found(i, i + 5);
        }
    }

    private boolean isOfEastAsia(int index, String one, String other) {
        String word = at(index).word();
        return word.startsWith(one) || word.startsWith(other);
    }

    private void readNamed(int i) {
        int month = AttributionWords.month(at(i).word());
        int before = i - 1;
        while (isBetween(before)) {
            before--;
        }
        int after = i + 1;
        while (isBetween(after)) {
            after++;
        }
        boolean dayBefore = at(before).isNumber(1, 31) && !isOfTime(before);
        boolean dayAfter = at(after).isNumber(1, 31) && !isOfTime(after) && at(after).length() <= 2;
        if (!dayBefore && dayAfter && AttributionWords.isWeekday(at(i).word())) {
            int next = after + 1; // Of "mar, 3 feb" the first word is no month.
            while (isBetween(next)) {
                next++;
            }
            if (AttributionWords.month(at(next).word()) > 0) {
                return;
            }
        }
        if (!dayBefore && !dayAfter) {
            return;
        }
        int day = dayBefore ? before : after;
        found(Math.min(day, i), Math.max(day, i) + 1);
        int year = findYear(dayBefore ? after : after + 1, dayBefore);
        if (year >= 0) {
            add(year, month, at(day).number());
        }
    }

    private boolean isBetween(int index) {
        char sign = at(index).sign();
        return sign == '.'
                || sign == ','
                || sign == '-'
                || sign == '\''
                || sign == '’'
                || BETWEEN.contains(at(index).word());
    }

    /** Returns the year behind a day and month, or wherever a number of four digits is one. */
    private int findYear(int from, boolean twoDigits) {
        int next = from;
        while (isBetween(next)) {
            next++;
        }
        if (twoDigits && at(next).isNumber() && at(next).length() == 2 && !isOfTime(next)) {
            take(next, next + 1);
            return year(at(next));
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (at(i).length() == 4
                    && at(i).isNumber(EARLIEST_YEAR, LATEST_YEAR)
                    && !isSign(i - 1, '+')) {
                take(i, i + 1);
                return at(i).number();
            }
        }
        return -1;
    }

    /** Completes years of two digits (RFC 5322, section 4.3). */
    private static int year(Token token) {
        int value = token.number();
        return token.length() > 2 ? value : value < 50 ? 2000 + value : 1900 + value;
    }

    private void found(int from, int to) {
        hasDay = true;
        take(from, to);
    }

    private void add(int year, int month, int day) {
        if (year >= EARLIEST_YEAR
                && year <= LATEST_YEAR
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth()) {
            days.add(LocalDate.of(year, month, day));
        }
    }
}
