package org.perdure.query;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/** Makes clauses of words, phrases and values of fields. */
final class Leaves {
    /** From this length on, two characters of a word may differ, unless the query says so. */
    private static final int LONG_FUZZY = 6;

    private static final String LETTER = "[\\p{L}\\p{N}_]";
    private static final Pattern FUZZY = Pattern.compile("(" + LETTER + "+)~([12])?");
    private static final Pattern WILDCARD =
            Pattern.compile(
                    LETTER
                            + "{"
                            + QueryParser.MIN_BEFORE_ASTERISK
                            + ",}\\*+"
                            + LETTER
                            + "[\\p{L}\\p{N}_*]*");

    private final Instant now;

    /**
     * @param now from when on dates such as {@code yesterday} are counted
     */
    Leaves(Instant now) {
        this.now = now;
    }

    /**
     * Returns the clause for a value of a field, null if it cannot be one, as in {@code file://x}.
     */
    @Nullable Query of(Field field, String value, int position) {
        if (!hasContent(value) || value.startsWith("//")) {
            return null;
        }
        if (field.isTime()) {
            return during(field, value, position);
        }
        if (field.isNumber()) {
            return Numbers.parse(field, value);
        }
        return field.features().isEmpty() ? ofText(field, value) : feature(field, value);
    }

    /** Returns the clause for a phrase in a field, null if it cannot be one. */
    @Nullable Query ofPhrase(Field field, String phrase, int position) {
        if (field.isTime()) {
            return during(field, phrase, position);
        }
        if (field.isNumber()) {
            return Numbers.parse(field, phrase);
        }
        return field.features().isEmpty()
                ? new Query.Phrase(field, phrase)
                : feature(field, phrase);
    }

    /** Returns the clause for a word, null if nothing in it can be looked for. */
    static @Nullable Query ofText(@Nullable Field field, String value) {
        if (!hasContent(value)) {
            return null;
        }
        if (field == null || field.holdsWords()) {
            if (isWildcard(value)) {
                return new Query.Wildcard(field, value);
            }
            Matcher fuzzy = FUZZY.matcher(value);
            if (fuzzy.matches() && fuzzy.end(1) >= QueryParser.MIN_FUZZY) {
                return new Query.Fuzzy(field, fuzzy.group(1), edits(fuzzy));
            }
        }
        int end = value.length();
        while (value.charAt(end - 1) == '*') {
            end--;
        }
        return end == value.length()
                ? new Query.Term(field, value)
                : new Query.Prefix(field, value.substring(0, end));
    }

    private static boolean isWildcard(String value) {
        return WILDCARD.matcher(value).matches()
                && value.chars().filter(c -> c == '*').count() <= QueryParser.MAX_ASTERISKS;
    }

    private static int edits(Matcher fuzzy) {
        String edits = fuzzy.group(2);
        if (edits != null) {
            return Integer.parseInt(edits);
        }
        return fuzzy.end(1) < LONG_FUZZY ? 1 : 2;
    }

    private Query during(Field field, String value, int position) {
        Span span = Span.parse(value, position, now);
        if (field != Field.AFTER && field != Field.BEFORE) {
            return new Query.During(field, span.from(), span.before(), value);
        }
        if (span.from() == null) {
            throw new BadQuery("“" + value + "” does not say when it begins.", position);
        }
        return field == Field.AFTER
                ? new Query.During(field, span.from(), null, value)
                : new Query.During(field, null, span.from(), value);
    }

    private static @Nullable Query feature(Field field, String value) {
        String feature = value.toLowerCase(Locale.ROOT);
        return field.features().contains(feature) ? new Query.Term(field, feature) : null;
    }

    /** Returns whether there is anything in a word that can be looked for. */
    static boolean hasContent(String word) {
        return word.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
