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

    /** Marks that a program took for a part of the link; no sign of equality, which ends hashes. */
    private static final Pattern ENCODED =
            Pattern.compile("(?i)%(?:0[9ad]|2[0279c]|3e|5d|7d|c2%a0|e2%80%8b)$");

    /** Length of the longest of them. */
    private static final int MAX_ENCODED = "%E2%80%8B".length();

    private TrailingMarks() {}

    /** Returns where the marks begin that end a text; its length if there are none. */
    static int start(String text) {
        // A query has encoded marks of its own.
        boolean query = text.indexOf('?') >= 0;
        int end = text.length();
        int before;
        do {
            before = end;
            end = withoutMarks(text, end);
            end = query ? end : withoutEncoded(text, end);
            end = withoutEmphasis(text, withoutGenitive(text, end));
        } while (end < before);
        return end;
    }

    private static int withoutMarks(String text, int end) {
        int start = end;
        while (start > 0
                && (MARKS.indexOf(text.charAt(start - 1)) >= 0
                        || Character.isWhitespace(text.charAt(start - 1)))) {
            start--;
        }
        return start;
    }

    private static int withoutEncoded(String text, int end) {
        Matcher encoded = ENCODED.matcher(text).region(Math.max(0, end - MAX_ENCODED), end);
        return encoded.find() ? encoded.start() : end;
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
