package org.perdure.archive;

import java.util.function.UnaryOperator;

/** Text of calendars and address cards, in which a line end with a blank behind it is nothing. */
final class Unfolded {
    private Unfolded() {}

    /**
     * Returns a text as it is, but for what is masked of it without its folds.
     *
     * @param masking keeps the length of a text
     */
    static String mask(String text, UnaryOperator<String> masking) {
        int[] places = new int[text.length()];
        StringBuilder unfolded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = foldEnd(text, at);
            if (end == at) {
                places[unfolded.length()] = at;
                unfolded.append(text.charAt(at));
                end++;
            }
            at = end;
        }
        String masked = masking.apply(unfolded.toString());
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < masked.length(); i++) {
            folded.setCharAt(places[i], masked.charAt(i));
        }
        return folded.toString();
    }

    /** Returns what follows the fold at a place; that place if there is none. */
    private static int foldEnd(String text, int at) {
        int lineEnd = text.startsWith("\r\n", at) ? at + 2 : text.charAt(at) == '\n' ? at + 1 : at;
        boolean folded =
                lineEnd > at
                        && lineEnd < text.length()
                        && (text.charAt(lineEnd) == ' ' || text.charAt(lineEnd) == '\t');
        return folded ? lineEnd + 1 : at;
    }
}
