package org.perdure.link;

import org.jspecify.annotations.Nullable;

/**
 * A link in a text, without the punctuation and brackets around it.
 *
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 * @param text the link itself: without line breaks within it and without backslashes that only
 *     escape
 * @param hasScheme whether it begins with {@code https:} or another scheme
 * @param escaped the characters before which it has backslashes, as JSON and LaTeX want them; may
 *     be empty
 * @param wrapped the same link with what stands at the beginning of the next line, if it ends with
 *     its line: nobody can tell from the text alone which of the two was meant
 */
public record FoundLink(
        int start,
        int end,
        String text,
        boolean hasScheme,
        String escaped,
        @Nullable FoundLink wrapped) {
    /** Returns the same without the beginning of the next line. */
    FoundLink with(@Nullable FoundLink longer) {
        return new FoundLink(start, end, text, hasScheme, escaped, longer);
    }
}
