package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView;
import org.perdure.archive.Summary;

/**
 * What stands about a message in its thread: the messages above it, those that answer the same one,
 * and its answers. The rest is on the page of the thread.
 */
public final class Outline {
    /** How many messages beside a message are named, and how many below it. */
    static final int MAX_BESIDE = 12;

    /** The deepest indentation that the style sheet knows. */
    static final int MAX_STYLED_DEPTH = 8;

    private final MessageView view;
    private final Function<Summary, String> hrefs;
    private final String tag;
    private final List<Line> lines = new ArrayList<>();
    private String subject = "";

    private Outline(MessageView view, Function<Summary, String> hrefs) {
        this.view = view;
        this.hrefs = hrefs;
        this.tag = "[" + view.list().name().value() + "]";
    }

    /**
     * A line of the outline.
     *
     * @param depth how many stand above it, as far as the style sheet knows
     * @param message the message; absent for those that are left out here
     * @param href its page; absent for the message that is shown
     * @param subject its subject, if it is another than that above it; else empty
     * @param left how many are left out
     */
    public record Line(
            int depth, @Nullable Summary message, @Nullable String href, String subject, int left) {
        /** Returns whether it is the message that is shown. */
        public boolean isHere() {
            return message != null && href == null;
        }
    }

    /**
     * Returns the lines; none of a message that stands alone.
     *
     * @param hrefs finds the page of a message
     */
    static List<Line> of(MessageView view, Function<Summary, String> hrefs) {
        if (view.ancestors().isEmpty() && view.replies().isEmpty()) {
            return List.of();
        }
        Outline outline = new Outline(view, hrefs);
        outline.write();
        return List.copyOf(outline.lines);
    }

    private void write() {
        int depth = 0;
        for (Summary ancestor : view.ancestors().reversed()) {
            add(ancestor, depth);
            depth++;
        }
        String above = subject;
        Summary here = view.summary();
        int at = indexOf(here, view.siblings());
        List<Summary> around = at < 0 ? List.of(here) : view.siblings();
        int from = Math.max(0, Math.min(at - MAX_BESIDE / 2, around.size() - MAX_BESIDE));
        int to = Math.min(around.size(), from + MAX_BESIDE);
        leaveOut(from, depth);
        for (Summary beside : around.subList(from, to)) {
            subject = above;
            add(beside, depth);
            if (isSame(beside, here)) {
                replies(depth + 1);
            }
        }
        leaveOut(around.size() - to, depth);
    }

    private void replies(int depth) {
        List<Summary> replies = view.replies();
        int shown = Math.min(replies.size(), MAX_BESIDE);
        String above = subject;
        for (Summary reply : replies.subList(0, shown)) {
            subject = above;
            add(reply, depth);
        }
        leaveOut(replies.size() - shown, depth);
    }

    private static int indexOf(Summary message, List<Summary> among) {
        for (int i = 0; i < among.size(); i++) {
            if (isSame(among.get(i), message)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(Summary one, Summary other) {
        return one.id().equals(other.id());
    }

    private void add(Summary message, int depth) {
        String own = MonthGroup.subject(message, tag);
        String href = isSame(message, view.summary()) ? null : hrefs.apply(message);
        lines.add(new Line(styled(depth), message, href, own.equals(subject) ? "" : own, 0));
        subject = own;
    }

    private void leaveOut(int count, int depth) {
        if (count > 0) {
            lines.add(new Line(styled(depth), null, null, "", count));
        }
    }

    private static int styled(int depth) {
        return Math.min(depth, MAX_STYLED_DEPTH);
    }
}
