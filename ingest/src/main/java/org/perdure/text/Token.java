package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, a number or a sign of a line that may introduce a quotation.
 *
 * @param start place of its first character
 * @param end place after its last
 * @param number its value if it is a number of up to eight digits, else -1
 * @param word the word in lower case; empty for numbers and signs
 * @param sign the character, if it is a sign; else a line feed
 */
record Token(int start, int end, int number, String word, char sign) {
    private static final int MAX_DIGITS = 8;

    /** Returns the tokens of a text. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (Chars.isDigit(c)) {
                while (end < text.length() && Chars.isDigit(text.charAt(end))) {
                    end++;
                }
                int number = end - i > MAX_DIGITS ? -1 : Integer.parseInt(text.substring(i, end));
                tokens.add(new Token(i, end, number, "", '\n'));
            } else if (isLetter(c)) {
                boolean glued = AttributionWords.isGlued(c);
                while (end < text.length()
                        && isLetter(text.charAt(end))
                        && AttributionWords.isGlued(text.charAt(end)) == glued) {
                    end++;
                }
                String word = text.substring(i, end).toLowerCase(Locale.ROOT);
                tokens.add(new Token(i, end, -1, word, '\n'));
            } else if (!Chars.isSpace(c)) {
                tokens.add(new Token(i, end, -1, "", c));
            }
            i = end;
        }
        return tokens;
    }

    private static boolean isLetter(char c) {
        return c < 0x80
                ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                : Character.isLetter(c)
                        || Character.isSurrogate(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    int length() {
        return end - start;
    }

    boolean isNumber() {
        return number >= 0;
    }

    boolean isNumber(int least, int most) {
        return number >= least && number <= most;
    }

    boolean isWord() {
        return !word.isEmpty();
    }
}
