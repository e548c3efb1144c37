package org.perdure.html;

import java.util.function.Function;
import org.perdure.archive.Summary;

/** Where the lines of messages are, for links to passages. Lines are those of a text, from 0. */
interface Anchors {
    /** Returns the name of a line of the message that is shown. */
    String here(int line);

    /** Returns where a line of another message is. */
    String of(Summary other, int line);

    /** Returns the name of a line within a message. */
    static String line(int line) {
        return "line-" + line;
    }

    /**
     * Returns those of a page with one message.
     *
     * @param pages where the page of a message is
     */
    static Anchors onPages(Function<Summary, String> pages) {
        return new Anchors() {
            @Override
            public String here(int line) {
                return Anchors.line(line);
            }

            @Override
            public String of(Summary other, int line) {
                return pages.apply(other) + "#" + here(line);
            }
        };
    }
}
