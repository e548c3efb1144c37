package org.perdure.query;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands a number or a range of numbers: {@code 7}, {@code 7..9}, {@code 100k..}. */
final class Numbers {
    private static final String NUMBER = "([0-9]{1,12})([kKmM]?)";
    private static final Pattern ONE = Pattern.compile(NUMBER);
    private static final Pattern RANGE =
            Pattern.compile("(?:" + NUMBER + ")?\\.\\.(?:" + NUMBER + ")?");

    private Numbers() {}

    /** Returns the clause for a range, null if the text is none, or has nothing in it. */
    static Query.@Nullable Between parse(Field field, String text) {
        Matcher one = ONE.matcher(text);
        if (one.matches()) {
            long number = number(one, 1);
            return new Query.Between(field, number, number, text);
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || text.length() == 2) {
            return null;
        }
        long from = range.group(1) == null ? 0 : number(range, 1);
        long to = range.group(3) == null ? Long.MAX_VALUE : number(range, 3);
        return from > to ? null : new Query.Between(field, from, to, text);
    }

    private static long number(Matcher matcher, int group) {
        long digits = Long.parseLong(matcher.group(group));
        return switch (matcher.group(group + 1).toLowerCase(Locale.ROOT)) {
            case "k" -> digits << 10;
            case "m" -> digits << 20;
            default -> digits;
        };
    }
}
