package org.perdure.mime;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the date-time of RFC 5322, section 3.3, with the obsolete forms of section 4.3 and those
 * that mail has besides: comments, missing seconds, two-digit years, names of zones, the order of
 * {@code asctime}, dashes, a wrong day of the week.
 *
 * <p>Lenient in form, strict in value: 31 February and 25 o'clock are no dates.
 */
final class DateParser {
    /** Characters of a field body that can be a date. */
    static final int MAX_DATE_CHARS = 500;

    private static final int EARLIEST_YEAR = 1900;

    /** Of four digits in every zone: months stand in addresses. */
    private static final int LATEST_YEAR = 9998;

    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Minutes east of Greenwich. Unknown names are taken as UTC (section 4.3). */
    private static final Map<String, Integer> ZONES =
            Map.ofEntries(
                    Map.entry("est", -300),
                    Map.entry("edt", -240),
                    Map.entry("cst", -360),
                    Map.entry("cdt", -300),
                    Map.entry("mst", -420),
                    Map.entry("mdt", -360),
                    Map.entry("pst", -480),
                    Map.entry("pdt", -420),
                    Map.entry("bst", 60),
                    Map.entry("wet", 0),
                    Map.entry("west", 60),
                    Map.entry("cet", 60),
                    Map.entry("cest", 120),
                    Map.entry("met", 60),
                    Map.entry("mest", 120),
                    Map.entry("mez", 60),
                    Map.entry("mesz", 120),
                    Map.entry("eet", 120),
                    Map.entry("eest", 180),
                    Map.entry("msk", 180),
                    Map.entry("msd", 240),
                    Map.entry("jst", 540),
                    Map.entry("kst", 540),
                    Map.entry("aest", 600),
                    Map.entry("aedt", 660),
                    Map.entry("nzst", 720),
                    Map.entry("nzdt", 780));

    private int day = -1;
    private int month = -1;
    private int year = -1;
    private int hour = -1;
    private int minute;
    private int second;
    private @Nullable Integer offset;
    private boolean impossible;

    private DateParser() {}

    /** Returns the time, or null if the text is not a possible date. */
    static @Nullable OffsetDateTime parse(String text) {
        if (text.length() > MAX_DATE_CHARS) {
            return null;
        }
        DateParser parser = new DateParser();
        for (String word : words(text)) {
            parser.take(word);
        }
        return parser.time();
    }

    /** Cuts at blanks and commas, and drops comments. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
                continue;
            }
            boolean separates = depth > 0 || c <= ' ' || c == ',' || c == '"' || isDash(text, i);
            if (!separates) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    /** A dash beside a letter is that of {@code 01-Jan-2020}. */
    private static boolean isDash(String text, int i) {
        if (i < 1 || i + 1 >= text.length() || text.charAt(i) != '-') {
            return false;
        }
        return isDigit(text.charAt(i - 1))
                ? isLetter(text.charAt(i + 1))
                : isDigit(text.charAt(i + 1)) && i >= 3 && isMonth(text.substring(i - 3, i));
    }

    private static boolean isMonth(String name) {
        int found = MONTHS.indexOf(name.toLowerCase(Locale.ROOT));
        return found >= 0 && found % 3 == 0;
    }

    private void take(String word) {
        char first = word.charAt(0);
        if (first == '+' || first == '-') {
            takeOffset(word);
        } else if (isDigit(first) && word.indexOf(':') > 0) {
            takeTime(word);
        } else if (isDigit(first)) {
            takeNumber(word);
        } else if (isLetter(first)) {
            takeName(word.toLowerCase(Locale.ROOT));
        } else {
            impossible = true;
        }
    }

    private void takeName(String name) {
        int found = name.length() < 3 ? -1 : MONTHS.indexOf(name.substring(0, 3));
        if (month < 0 && found >= 0 && found % 3 == 0) {
            month = found / 3 + 1;
        } else if (hour >= 0 && (name.equals("am") || name.equals("pm"))) {
            impossible |= hour < 1 || hour > 12;
            hour = hour % 12 + (name.equals("pm") ? 12 : 0);
        } else if (hour >= 0 && offset == null) {
            takeZone(name);
        }
    }

    private void takeZone(String name) {
        int sign = Math.max(name.indexOf('+'), name.indexOf('-'));
        if (sign > 0) {
            takeOffset(name.substring(sign));
        } else if (ZONES.containsKey(name)) {
            offset = ZONES.get(name);
        }
    }

    /** Takes {@code +0200}, {@code +02:00}, {@code +200} or {@code +2}. */
    private void takeOffset(String word) {
        String digits = word.substring(1).replace(":", "");
        if (offset != null || hour < 0) {
            return;
        }
        int value = number(digits, 4);
        if (value < 0) {
            impossible = true;
            return;
        }
        int minutes = digits.length() <= 2 ? value * 60 : value / 100 * 60 + value % 100;
        impossible |= minutes > MAX_OFFSET_MINUTES || (digits.length() > 2 && value % 100 > 59);
        offset = word.charAt(0) == '-' ? -minutes : minutes;
    }

    private void takeTime(String word) {
        if (hour >= 0) {
            return;
        }
        String[] parts = word.split(":", 4);
        hour = number(parts[0], 2);
        minute = number(parts[1], 2);
        if (parts.length > 2) {
            int fraction = parts[2].indexOf('.');
            second = number(fraction < 0 ? parts[2] : parts[2].substring(0, fraction), 2);
        }
        impossible |= parts.length > 3 || hour < 0 || minute < 0 || second < 0;
    }

    private void takeNumber(String word) {
        int value = number(word, 4);
        if (value < 0) {
            impossible = true;
        } else if (day < 0 && word.length() <= 2) {
            day = value;
        } else if (year < 0) {
            year = year(value, word.length());
        }
    }

    /** Completes years of two and three digits (RFC 5322, section 4.3). */
    private static int year(int value, int digits) {
        return switch (digits) {
            case 1, 2 -> value < 50 ? 2000 + value : 1900 + value;
            case 3 -> 1900 + value;
            default -> value;
        };
    }

    private @Nullable OffsetDateTime time() {
        boolean possible =
                !impossible
                        && year >= EARLIEST_YEAR
                        && year <= LATEST_YEAR
                        && month > 0
                        && day > 0
                        && day <= YearMonth.of(year, month).lengthOfMonth()
                        && hour >= 0
                        && hour < 24
                        && minute < 60
                        && second <= 60;
        // A leap second is possible, but java.time has none.
        return possible
                ? LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59))
                        .atOffset(ZoneOffset.ofTotalSeconds((offset == null ? 0 : offset) * 60))
                : null;
    }

    /** Returns the value of 1 to {@code maxDigits} digits, or -1. */
    private static int number(String text, int maxDigits) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
