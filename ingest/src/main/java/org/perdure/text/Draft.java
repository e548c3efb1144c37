package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each line of a text was found to be. */
final class Draft {
    private final Lines lines;
    private final Kind[] kinds;
    private final byte[] levels;

    /** Introductions in order, with the lines at which they begin. */
    private final List<Introduction> introductions = new ArrayList<>(4);

    Draft(Lines lines) {
        this.lines = lines;
        this.kinds = new Kind[lines.count()];
        this.levels = new byte[lines.count()];
    }

    private record Introduction(int line, @Nullable Attribution attribution) {}

    void set(int line, Kind kind, int level) {
        kinds[line] = kind;
        levels[line] = (byte) level;
    }

    /** Takes lines for text. */
    void setText(int line, int level) {
        set(line, level == 0 ? Kind.AUTHORED : Kind.QUOTED, level);
    }

    /** Takes lines for an introduction. */
    void introduce(int from, int to, Kind kind, int level, @Nullable Attribution attribution) {
        for (int line = from; line < to; line++) {
            set(line, kind, level);
        }
        introductions.add(new Introduction(from, attribution));
    }

    Kind kind(int line) {
        return kinds[line];
    }

    int level(int line) {
        return levels[line];
    }

    /** Joins the lines that are alike. */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        int next = 0;
        int first = 0;
        for (int line = 1; line <= kinds.length; line++) {
            boolean begins = next < introductions.size() && introductions.get(next).line() == first;
            boolean nextBegins =
                    begins
                            ? next + 1 < introductions.size()
                                    && introductions.get(next + 1).line() == line
                            : next < introductions.size() && introductions.get(next).line() == line;
            if (line == kinds.length || nextBegins || !isLike(line, first)) {
                Attribution attribution = begins ? introductions.get(next).attribution() : null;
                next += begins ? 1 : 0;
                segments.add(
                        new Segment(
                                kinds[first],
                                lines.depth(first),
                                levels[first],
                                first,
                                line - first,
                                attribution));
                first = line;
            }
        }
        return segments;
    }

    private boolean isLike(int line, int first) {
        return kinds[line] == kinds[first]
                && levels[line] == levels[first]
                && lines.depth(line) == lines.depth(first);
    }
}
