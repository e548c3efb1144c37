package org.perdure.text;

import org.jspecify.annotations.Nullable;

/** Finds the lines that introduce quotations, from the last of them backwards. */
final class Attributions {
    /** Lines of an attribution. */
    static final int MAX_LINES = 4;

    /** Empty lines between an attribution and its quotation. */
    static final int MAX_GAP = 2;

    /** Characters of a line that is looked at; a longer one is a paragraph. */
    private static final int MAX_LINE_CHARS = 400;

    private final Lines lines;
    private final Draft draft;

    Attributions(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    /**
     * An attribution.
     *
     * @param first its first line
     * @param marked whether what it introduces has more quote marks than it
     */
    record Found(int first, boolean marked, AttributionText text) {}

    /** Returns the attribution that ends with a line; null if none does. */
    @Nullable Found endingAt(int line) {
        if (!mayEnd(line)) {
            return null;
        }
        int next = introducedBelow(line);
        if (next < 0 || lines.depth(next) < lines.depth(line)) {
            return null;
        }
        boolean marked = lines.depth(next) > lines.depth(line);
        boolean isTail =
                line > 0
                        && !lines.isBlank(line - 1)
                        && lines.depth(line - 1) > lines.depth(line)
                        && lines.depth(next) > lines.depth(line - 1);
        return find(line, marked, isTail);
    }

    /**
     * Returns the line that an introduction which ends with a line would introduce: the next that
     * has text or more quote marks, and does not only say that something was left out. If there is
     * none near, returns -1.
     */
    int introducedBelow(int line) {
        int limit = Math.min(lines.count(), line + 2 + MAX_GAP);
        int skipped = 0;
        for (int next = line + 1; next < limit; next++) {
            boolean deeper = lines.depth(next) > lines.depth(line);
            if (!deeper && lines.isBlank(next)) {
                continue;
            }
            if (!lines.isBlank(next) && skipped < MAX_GAP && Elisions.is(lines, next)) {
                skipped++;
                limit = Math.min(lines.count(), next + 2 + MAX_GAP);
                continue;
            }
            return next;
        }
        return -1;
    }

    /** Looks at the end of the line only: most lines end otherwise. */
    private boolean mayEnd(int line) {
        int end = lines.strippedEnd(line);
        int start = lines.content(line);
        if (end <= start || end - start > MAX_LINE_CHARS) {
            return false;
        }
        char last = lines.text().charAt(end - 1);
        if (last == ':' || last == '：') {
            return true;
        }
        int next = line + 1; // Without a colon, a quotation must follow.
        return next < lines.count()
                && (lines.depth(next) > lines.depth(line)
                        || (lines.isBlank(next)
                                && next + 1 < lines.count()
                                && lines.depth(next + 1) > lines.depth(line)));
    }

    private @Nullable Found find(int last, boolean marked, boolean isTail) {
        Found found = null;
        String joined = "";
        int depth = lines.depth(last);
        for (int first = last; first >= 0 && first > last - MAX_LINES; first--) {
            boolean below = isTail && first < last;
            if (lines.isBlank(first)
                    || lines.depth(first) != (below ? lines.depth(last - 1) : depth)
                    || (first < last && draft.kind(first).isIntroduction())
                    || lines.end(first) - lines.content(first) > MAX_LINE_CHARS) {
                break;
            }
            String line = lines.stripped(first);
            joined = joined.isEmpty() ? line : line + ' ' + joined;
            if (found == null && !marked && !AttributionText.mayIntroduceUnmarked(joined)) {
                continue; // Most lines with a colon at their end are code, or introduce a list.
            }
            AttributionText text = AttributionText.of(joined);
            if (text == null) {
                break;
            }
            boolean introduces = marked ? text.introducesMarked() : text.introducesUnmarked();
            if (found == null && introduces) {
                found = new Found(first, marked, text);
                if (isWhole(text)) {
                    return found;
                }
            } else if (found != null && (text.begins() || isNameOf(found, first, last))) {
                found = new Found(first, marked, text);
                if (text.begins()) {
                    return found;
                }
            }
        }
        return found;
    }

    private static boolean isWhole(AttributionText text) {
        return text.begins() || !(text.lacksDate() || text.lacksName());
    }

    /** Returns whether a line right above holds the name that the line below lacks. */
    private static boolean isNameOf(Found found, int first, int last) {
        return first == last - 1 && found.first() == last && found.text().lacksName();
    }
}
