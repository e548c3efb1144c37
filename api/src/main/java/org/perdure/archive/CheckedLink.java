package org.perdure.archive;

import org.jspecify.annotations.Nullable;
import org.perdure.link.FoundLink;

/**
 * A link that stands in a text, and where it leads.
 *
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 * @param answer where it leads
 * @param isOurs whether it is to this archive, by its host and its list: such a link is broken if
 *     it is not exact
 * @param rewritten what should stand in its place; absent if it should stay as it is
 */
public record CheckedLink(
        int start, int end, LinkAnswer answer, boolean isOurs, @Nullable String rewritten) {
    static CheckedLink of(
            FoundLink link, LinkAnswer answer, boolean isOurs, @Nullable String rewritten) {
        return new CheckedLink(link.start(), link.end(), answer, isOurs, rewritten);
    }

    /** Returns whether it leads to this archive, and to nothing in it. */
    public boolean isBroken() {
        return isOurs && answer.status() != LinkAnswer.Status.EXACT;
    }
}
