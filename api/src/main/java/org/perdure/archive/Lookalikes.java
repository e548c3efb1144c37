package org.perdure.archive;

/**
 * Text with the characters that matter in an address as a reader takes them: what is not seen is
 * told from what is, and what looks like {@code @}, a dot or a hyphen is one.
 */
final class Lookalikes {
    /** The {@code @} in the width of an ideograph. */
    static final char WIDE_AT = '\uff20';

    /** The small {@code @}. */
    static final char SMALL_AT = '\ufe6b';

    /** Stands for each character that is not seen: the soft hyphen. */
    static final char UNSEEN = '\u00ad';

    /** The stops that browsers take for dots of a domain (UTS 46, section 4). */
    private static final String DOTS = "\u2024\u3002\ufe52\uff0e\uff61";

    private static final String HYPHENS = "\u2010\u2011\u2212\ufe63\uff0d";

    /** Marks that are not seen though they are no format characters: joiners, variations. */
    private static final String UNSEEN_MARKS = "\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f";

    /** Stands for a letter, and for a mark on one, whatever they are. */
    private static final char LETTER = 'x';

    private Lookalikes() {}

    /** Returns the text, each character in its place, as addresses are looked for in it. */
    static String plain(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < 0x80) {
            at++;
        }
        if (at == text.length()) {
            return text; // As nearly all.
        }
        char[] plain = text.toCharArray();
        for (; at < plain.length; at++) {
            plain[at] = plain(text, at);
        }
        return new String(plain);
    }

    private static char plain(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            return c;
        }
        if (c == WIDE_AT || c == SMALL_AT) {
            return '@';
        }
        if (DOTS.indexOf(c) >= 0) {
            return '.';
        }
        if (HYPHENS.indexOf(c) >= 0) {
            return '-';
        }
        return ofType(c, type(text, at));
    }

    private static char ofType(char c, int type) {
        return switch (type) {
            case Character.FORMAT -> UNSEEN;
            case Character.NON_SPACING_MARK ->
                    UNSEEN_MARKS.indexOf(c) >= 0 || (c >= '\ufe00' && c <= '\ufe0f')
                            ? UNSEEN
                            : LETTER;
            case Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> LETTER;
            default -> Character.isSurrogate(c) && isLetter(type) ? LETTER : c;
        };
    }

    private static boolean isLetter(int type) {
        return type == Character.UPPERCASE_LETTER
                || type == Character.LOWERCASE_LETTER
                || type == Character.OTHER_LETTER
                || type == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** Returns the type of the character that stands there, whole or with its other half. */
    private static int type(String text, int at) {
        char c = text.charAt(at);
        if (Character.isLowSurrogate(c)
                && at > 0
                && Character.isHighSurrogate(text.charAt(at - 1))) {
            return Character.getType(text.codePointAt(at - 1));
        }
        return Character.getType(text.codePointAt(at));
    }

    /** Returns a text without what is not seen in it, and without backslashes. */
    static String seen(String text) {
        String plain = plain(text);
        StringBuilder seen = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = plain.charAt(i);
            if (c != UNSEEN && c != '\\') {
                seen.append(c == LETTER ? text.charAt(i) : c);
            }
        }
        return seen.toString();
    }
}
