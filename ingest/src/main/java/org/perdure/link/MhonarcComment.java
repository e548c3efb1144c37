package org.perdure.link;

/** What MHonArc writes into the comments of its pages, so that a sender can end none. */
public final class MhonarcComment {
    private MhonarcComment() {}

    /** Returns a text that can stand in a comment: no hyphen, ampersand or bracket is left. */
    public static String escaped(String text) {
        return text.replace("&", "&#38;").replace("-", "&#45;").replace("<", "&#60;");
    }

    /**
     * Returns a text with its letters turned, as in {@code X-From-R13}: small ones by 13 of 26,
     * large ones by 14 of the 28 characters from {@code @} to {@code [}. Turned again, it is the
     * text.
     */
    public static String rotated(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            turned.append(rotated(text.charAt(i)));
        }
        return turned.toString();
    }

    private static char rotated(char c) {
        if (c >= '@' && c <= '[') {
            return turned(c, '@', 28);
        }
        return c >= 'a' && c <= 'z' ? turned(c, 'a', 26) : c;
    }

    private static char turned(char c, char first, int length) {
        return (char) (first + (c - first + length / 2) % length);
    }
}
