package org.perdure.link;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind a link in text and is no part of it: punctuation, quotation, emphasis. */
final class TrailingMarks {
    /** What ends a sentence, a quotation, a bracket or a quoted-printable line, not a link. */
    private static final String MARKS = ")]}>,.:;'\"*=!?|`\\”’»…";

    /** Ends of the names of files that archives have. */
    private static final Set<String> ENDINGS =
            Set.of("html", "htm", "txt", "mbox", "gz", "patch", "diff", "pdf", "cgi");

    /**
     * A character of ASCII that a program took for a part of the link; no sign of equality, which
     * ends hashes.
     */
    private static final Pattern ENCODED =
            Pattern.compile("(?i)%(?:0[9ad]|2[0-279ac]|3[abce]|5[cd]|60|7[cd])$");

    /** Another character of the basic plane, as UTF-8. */
    private static final Pattern ENCODED_BEYOND_ASCII =
            Pattern.compile(
                    "(?i)%(?:c[2-9a-f]|d[0-9a-f]|e[0-9a-f]%[89ab][0-9a-f])%[89ab][0-9a-f]$");

    /** Length of the longest of them. */
    private static final int MAX_ENCODED = "%E2%80%8B".length();

    /**
     * The tag around a link, or one behind it: as it is, encoded, or of escaped markup. The word
     * for it is not that of a msg-id, which has brackets around it too.
     */
    private static final Pattern TAG =
            Pattern.compile(
                    "(?i)(?:<|%3c|(?:&|%26)lt;)"
                            + "(?:(?:/|%2f)(?:a|b|i|p|u|br|em|tt|dd|dt|li|td|th|tr|pre|code|font|span|strong|div)"
                            + "|(?:br|p|hr)(?:(?: |%20)?(?:/|%2f))?)"
                            + "(?:>|%3e|(?:&|%26)gt;)$");

    private static final String CLOSING = ">;";

    private static final int MAX_TAG = "%26lt;%2Fstrong%26gt;".length();

    /** Escaped marks of markup; others are undone before. */
    private static final Pattern ENTITY =
            Pattern.compile("(?i)(?:&|%26)(?:gt|lt|quot|apos|nbsp|#39|#34|#160|#x27);$");

    private static final int MAX_ENTITY = "%26quot;".length();

    private TrailingMarks() {}

    /** Returns where the marks begin that end a text; its length if there are none. */
    static int start(String text) {
        // A query has encoded marks of its own.
        boolean query = text.indexOf('?') >= 0;
        int end = text.length();
        int before;
        do {
            before = end;
            end = withoutLast(text, end, query);
        } while (end < before);
        return end;
    }

    /** Takes off what comes last of one kind: a tag ends with what else is a mark. */
    private static int withoutLast(String text, int end, boolean query) {
        int start = withoutMarkup(text, end);
        if (start == end) {
            start = withoutMarks(text, end);
        }
        if (start == end && !query) {
            start = withoutEncoded(text, end);
        }
        return start < end ? start : withoutEmphasis(text, withoutGenitive(text, end));
    }

    /** What may end a tag or an entity is taken off alone, unless it does. */
    private static int withoutMarks(String text, int end) {
        int start = end;
        while (start > 0 && isMark(text.charAt(start - 1))) {
            start--;
            if (start > 0 && CLOSING.indexOf(text.charAt(start - 1)) >= 0) {
                break;
            }
        }
        return start;
    }

    private static boolean isMark(char c) {
        return MARKS.indexOf(c) >= 0 || isBlank(c) || (c > 127 && isPunctuation(c));
    }

    /** Returns whether nothing is to be seen of a character. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /** What ends a sentence, a quotation or a bracket in other scripts, too. */
    private static boolean isPunctuation(char c) {
        return switch (Character.getType(c)) {
            case Character.END_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    private static int withoutEncoded(String text, int end) {
        if (!isEscape(text, end)) {
            return end;
        }
        int start = without(ENCODED, MAX_ENCODED, text, end);
        if (start < end) {
            return start;
        }
        Matcher encoded = at(ENCODED_BEYOND_ASCII, MAX_ENCODED, text, end);
        if (!encoded.find()) {
            return end;
        }
        String character = PercentEncoding.decode(encoded.group());
        return character.length() == 1 && isMark(character.charAt(0)) ? encoded.start() : end;
    }

    private static int without(Pattern mark, int length, String text, int end) {
        Matcher found = at(mark, length, text, end);
        return found.find() ? found.start() : end;
    }

    /**
     * @param length that of the longest text that matches
     */
    private static Matcher at(Pattern mark, int length, String text, int end) {
        return mark.matcher(text).region(Math.max(0, end - length), end);
    }

    /** Most links end with no such character, and there are many links. */
    private static int withoutMarkup(String text, int end) {
        char last = end == 0 ? ' ' : text.charAt(end - 1);
        return CLOSING.indexOf(last) >= 0 || (isEscape(text, end) && (last == 'e' || last == 'E'))
                ? without(ENTITY, MAX_ENTITY, text, without(TAG, MAX_TAG, text, end))
                : end;
    }

    private static boolean isEscape(String text, int end) {
        return end > 2 && text.charAt(end - 3) == '%';
    }

    /** Takes off the ending of a link that owns something: {@code …/msg01142.html's}. */
    private static int withoutGenitive(String text, int end) {
        boolean genitive =
                end > 1
                        && text.charAt(end - 1) == 's'
                        && (text.charAt(end - 2) == '\'' || text.charAt(end - 2) == '’');
        return genitive ? end - 2 : end;
    }

    /**
     * Takes off underscores, which are emphasis only behind what is surely whole: hashes, and names
     * that other archives give, may end with one.
     */
    private static int withoutEmphasis(String text, int end) {
        int word = end;
        while (word > 0 && text.charAt(word - 1) == '_') {
            word--;
        }
        if (word == end) {
            return end;
        }
        int start = word;
        while (start > 0 && isOfWord(text.charAt(start - 1))) {
            start--;
        }
        return start > 0 && isWhole(text.charAt(start - 1), text.substring(start, word))
                ? word
                : end;
    }

    private static boolean isOfWord(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || c == '.'
                || c == '-';
    }

    /** A path, a host, a file, a number, or a hash that has no underscores. */
    private static boolean isWhole(char before, String word) {
        if (word.isEmpty()) {
            return before == '/';
        }
        boolean number = word.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return before == '@'
                || ENDINGS.contains(word.substring(word.lastIndexOf('.') + 1))
                || (word.startsWith("msg") && before == '/')
                || (number && "/#=".indexOf(before) >= 0)
                || (ArchivePrograms.isMailmanHash(word) && "/#".indexOf(before) >= 0);
    }
}
