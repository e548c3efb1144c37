package org.perdure.search.lucene;

import org.jspecify.annotations.Nullable;
import org.perdure.text.PatchLine;

/**
 * What the lines of a patch are, as words of the index: each stands in the place of the first word
 * of the lines that it tells of, which go on to the next. So what a patch adds and what it removes
 * is searched in the one field that has all words of the author, and costs a word for each change
 * from one kind of line to another. No text has a use for the characters of which they are made.
 */
enum LineMark {
    /** No line of a file. */
    NONE('\u0001'),
    /** Lines of both versions. */
    CONTEXT('\u0002'),
    /** Lines of the old version. */
    REMOVED('\u0003'),
    /** Lines of the new version. */
    ADDED('\u0004'),
    /** The function in which a hunk is. */
    FUNCTION('\u0005');

    private final char sign;

    LineMark(char sign) {
        this.sign = sign;
    }

    /** Returns the character that stands for it in a text to be cut into words. */
    char sign() {
        return sign;
    }

    /** Returns the word of the index. */
    String word() {
        return String.valueOf(sign());
    }

    /** Returns the mark of lines of a kind; of those that are no part of a patch if null. */
    static LineMark of(@Nullable PatchLine line) {
        return switch (line) {
            case null -> NONE;
            case HEADER, HUNK -> NONE;
            case CONTEXT -> CONTEXT;
            case REMOVED -> REMOVED;
            case ADDED -> ADDED;
        };
    }
}
