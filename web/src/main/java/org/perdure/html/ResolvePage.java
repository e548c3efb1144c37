package org.perdure.html;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.Summary;

/**
 * Where an old link leads, when that is not one page.
 *
 * @param chrome what stands around it
 * @param answer what is known, absent when nothing was asked
 * @param trees says in which tree a message has its number; empty where there is one only
 */
public record ResolvePage(
        Chrome chrome, @Nullable LinkAnswer answer, Function<Summary, String> trees)
        implements HtmlPage {
    /** Says nothing of where a message is. */
    public static final Function<Summary, String> NO_PLACES = summary -> "";

    /**
     * Returns what to say of each candidate beside its list: its tree, where the link names a
     * message in each.
     */
    public Function<Summary, String> places(LinkAnswer given) {
        return summary -> {
            String tree = given.several() ? trees.apply(summary) : "";
            return tree.isEmpty() ? "" : "tree " + tree;
        };
    }

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
