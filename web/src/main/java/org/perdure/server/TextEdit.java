package org.perdure.server;

import java.util.List;

/**
 * A change of a text.
 *
 * @param start where what is replaced begins
 * @param end where it ends, exclusive
 * @param replacement what comes in its place
 */
record TextEdit(int start, int end, String replacement) {
    /**
     * Returns a text, or a part of it, with changes made.
     *
     * @param edits in their order, none overlapping another, all within the part
     */
    static String apply(String text, int from, int to, List<TextEdit> edits) {
        StringBuilder changed = new StringBuilder(to - from);
        int at = from;
        for (TextEdit edit : edits) {
            changed.append(text, at, edit.start).append(edit.replacement);
            at = edit.end;
        }
        return changed.append(text, at, to).toString();
    }
}
