package org.perdure.text;

/** What single characters are to those who read mail. */
final class Chars {
    private static final char NO_BREAK_SPACE = '\u00a0';

    private Chars() {}

    /** Returns whether a character may stand between quote marks. */
    static boolean isBlank(char c) {
        return c == ' ' || c == NO_BREAK_SPACE;
    }

    /** Returns whether a character has no width: joiners, marks of byte order and the like. */
    static boolean isInvisible(char c) {
        return c >= '\u200b' && (c <= '\u200d' || c == '\u2060' || c == '\ufeff' || c == '\u200e');
    }

    /** Returns whether a character shows nothing. */
    static boolean isSpace(char c) {
        return c <= ' '
                || (c >= NO_BREAK_SPACE
                        && (c == NO_BREAK_SPACE
                                || isInvisible(c)
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns where a word begins between two places of a text, or -1. */
    static int indexOf(String text, String word, int from, int to) {
        int found = text.indexOf(word, from, to);
        return found >= 0 && found + word.length() <= to ? found : -1;
    }
}
