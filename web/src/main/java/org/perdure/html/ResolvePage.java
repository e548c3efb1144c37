package org.perdure.html;

import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkAnswer;

/**
 * Where an old link leads, when that is not one page.
 *
 * @param chrome what stands around it
 * @param answer what is known, absent when nothing was asked
 */
public record ResolvePage(Chrome chrome, @Nullable LinkAnswer answer) implements HtmlPage {
    /** Returns the heading above an answer. */
    public String heading(LinkAnswer given) {
        if (given.several()) {
            return "It names each of these";
        }
        return !isLikely(given) ? "No answer" : "It may have meant one of these";
    }

    /** Returns whether it may have meant what is named; else that is only near. */
    public boolean isLikely(LinkAnswer given) {
        return given.status() == LinkAnswer.Status.CANDIDATES;
    }

    /** Returns how likely the first of the candidates or pages is, in percent. */
    public String percent(LinkAnswer given) {
        return Math.round(given.confidence() * 100) + " %";
    }
}
