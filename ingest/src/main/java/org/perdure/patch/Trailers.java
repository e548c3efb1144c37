package org.perdure.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.text.Kind;
import org.perdure.text.Segment;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

/** Finds trailers. */
public final class Trailers {
    /** The most that are taken of one message. */
    public static final int MAX = 100;

    private Trailers() {}

    /**
     * Returns the trailers that the author of a message gives: in what he wrote himself, outside of
     * quotations, signatures and patches.
     *
     * @param text the body
     */
    public static List<Trailer> given(String text) {
        Segmentation cut = Segmenter.segment(text);
        List<String> own = new ArrayList<>();
        for (Segment segment : cut.segments()) {
            if (segment.kind() == Kind.AUTHORED && segment.depth() == 0 && segment.level() == 0) {
                for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                    own.add(cut.content(line));
                }
            }
            own.add(""); // What stands in two segments is not one trailer.
        }
        return in(own);
    }

    /** Returns the trailers among lines; the address of one may stand in the line below it. */
    static List<Trailer> in(List<String> lines) {
        List<Trailer> found = new ArrayList<>();
        for (int i = 0; i < lines.size() && found.size() < MAX; i++) {
            find(lines, i).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Trailer> find(List<String> lines, int at) {
        String line = lines.get(at);
        String next = at + 1 < lines.size() ? lines.get(at + 1).strip() : "";
        return next.startsWith("<") && Trailer.isOpen(line)
                ? Trailer.find(line + " " + next)
                : Trailer.find(line);
    }
}
