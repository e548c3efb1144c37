package org.perdure.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the text of a message into segments: every line lies in one, in order. Costs time by the
 * length of the text.
 *
 * <p>Each line is looked at once, in order, and the first of these that it is decides: OpenPGP
 * armour; a line of a patch ({@link Patches}); a header block ({@link HeaderBlocks}); an
 * attribution ({@link Attributions}); a signature or a footer, which go on to the end of the lines
 * of their depth ({@link Endings}); a note that something was left out; text.
 *
 * <p>A header block opens a level for the lines behind it ({@link Levels}), and so does an
 * attribution that no further mark follows. One that is the first line of a quotation is that of
 * Apple Mail, GMX and others, which put their introduction behind the marks: it belongs to the
 * level outside and opens none, unless an introduction stands outside as well.
 *
 * <p>An empty line without quote marks is never quoted by marks: between two quotations it is text
 * without words.
 */
public final class Segmenter {
    /** Quote marks that are told apart, and levels; further marks are text. */
    public static final int MAX_DEPTH = 60;

    private final Lines lines;
    private final Draft draft;
    private final Patches patches;
    private final HeaderBlocks headers;
    private final Attributions attributions;
    private final Endings endings;
    private final Levels levels = new Levels();

    /** The signature or footer that goes on; else null. */
    private @Nullable Kind running;

    private int runningDepth;

    /** The last line with text before the one at hand, or -1. */
    private int lastText = -1;

    /** Whether the author has said more than a greeting so far. */
    private boolean hasOwn;

    /** The last line of an introduction that says who wrote what follows, or -2. */
    private int introduced = -2;

    private Segmenter(Lines lines) {
        this.lines = lines;
        this.draft = new Draft(lines);
        this.patches = new Patches(lines);
        this.headers = new HeaderBlocks(lines);
        this.attributions = new Attributions(lines, draft);
        this.endings = new Endings(lines, patches);
    }

    /** Returns the segments of a text whose lines end in {@code \n}; none if it is empty. */
    public static Segmentation segment(String text) {
        Segmenter segmenter = new Segmenter(Lines.of(text));
        segmenter.run();
        return segmenter.segmentation();
    }

    /**
     * Returns the segments of a text.
     *
     * @param known lines that many messages have
     */
    public static Segmentation segment(String text, BoilerplateLines known) {
        Segmenter segmenter = new Segmenter(Lines.of(text));
        segmenter.run();
        new Boilerplate(segmenter.lines, segmenter.draft).mark(known);
        return segmenter.segmentation();
    }

    private Segmentation segmentation() {
        return new Segmentation(lines, draft.segments(), patches);
    }

    private void run() {
        int line = 0;
        while (line < lines.count()) {
            int next = step(line);
            for (int done = line; done < next; done++) {
                lastText = lines.isBlank(done) ? lastText : done;
            }
            line = next;
        }
        new Tails(lines, draft).repair();
    }

    /** Says what a line is, and perhaps those behind it; returns the next. */
    private int step(int line) {
        int armour = PgpArmour.end(lines, line);
        if (armour > line) {
            return armour(line, armour);
        }
        if (patches.holds(line)) {
            levels.enter(lines.depth(line));
            running = null;
            draft.set(line, Kind.PATCH, levels.at(lines.depth(line)));
            return line + 1;
        }
        int depth = lines.depth(line);
        if (lines.isBlank(line)) {
            blank(line, depth);
            return line + 1;
        }
        levels.enter(depth);
        if (depth != runningDepth) {
            running = null;
        }
        int header = header(line, depth);
        if (header > line) {
            return header;
        }
        int attribution = attribution(line, depth);
        return attribution > line ? attribution : text(line, depth);
    }

    private int armour(int line, int end) {
        levels.enter(0);
        for (int i = line; i < end; i++) {
            draft.set(i, Kind.ARMOUR, levels.at(lines.depth(i)));
        }
        running = null;
        PgpArmour.unescape(lines, line, end);
        return end;
    }

    private void blank(int line, int depth) {
        if (running != null && depth == runningDepth) {
            draft.set(line, running, levels.at(depth));
        } else {
            draft.setText(line, levels.at(depth));
        }
    }

    private int header(int line, int depth) {
        if (Separators.of(lines, line) == Separators.Kind.END) {
            levels.close(depth);
            draft.introduce(line, line + 1, Kind.HEADER_BLOCK, levels.at(depth), null);
            running = null;
            return line + 1;
        }
        boolean startsQuote = startsQuote(depth);
        HeaderBlocks.Found found = headers.at(line, startsQuote);
        if (found == null || isOfPatch(line, found)) {
            return line;
        }
        boolean named = !found.fields().isEmpty();
        Attribution attribution = HeaderReader.read(lines, found);
        open(line, found.end(), Kind.HEADER_BLOCK, named && startsQuote, attribution);
        if (!named) {
            introduced = -2; // A separator line alone says nothing of who wrote what follows.
        }
        return found.end();
    }

    /** Patches that are pasted as git wrote them have header fields: their author is known. */
    private boolean isOfPatch(int line, HeaderBlocks.Found found) {
        if (lastText >= 0) {
            return lines.startsWith(lastText, "From ")
                    && lines.depth(lastText) == lines.depth(line);
        }
        return lines.depth(line) == 0
                && HeaderKey.at(lines, line) != null
                && found.fields().stream().anyMatch(this::isPatchSubject);
    }

    private boolean isPatchSubject(HeaderBlocks.Field field) {
        return field.key() == HeaderKey.SUBJECT
                && Chars.indexOf(lines.text(), "[PATCH", field.start(), field.end()) >= 0;
    }

    private int attribution(int line, int depth) {
        Attributions.Found found = attributions.endingAt(line);
        if (found == null) {
            return line;
        }
        int first = found.first();
        Attribution attribution = found.text().read();
        // Who leaves the introduction and nothing of what it introduces answers right below it.
        boolean answered = !found.marked() && depth == 0 && levels.at(0) == 0 && !hasOwn;
        boolean starts = answered || (!found.marked() && first == firstOfQuote(line));
        if (lines.depth(first) != depth) { // It lost the marks of its end.
            int level = levels.at(lines.depth(first));
            draft.introduce(first, line + 1, Kind.ATTRIBUTION, level, attribution);
            introduced = line;
        } else {
            open(first, line + 1, Kind.ATTRIBUTION, starts, attribution);
        }
        int end = line + 1;
        int level = draft.level(line);
        while (found.marked() && end < lines.count() && isGap(end, depth)) {
            draft.set(end, Kind.ATTRIBUTION, level);
            end++;
        }
        return end;
    }

    private boolean isGap(int line, int depth) {
        return lines.isBlank(line) && lines.depth(line) == depth;
    }

    /** Returns the first line of the quotation that a line is one of the first of, else -1. */
    private int firstOfQuote(int line) {
        int depth = lines.depth(line);
        int first = line;
        while (first > 0
                && line - first < Attributions.MAX_LINES
                && lines.depth(first - 1) == depth
                && !lines.isBlank(first - 1)) {
            first--;
        }
        int above = first - 1;
        int blanks = 0;
        while (above >= 0 && lines.isBlank(above) && blanks++ < 3) {
            above--;
        }
        boolean starts = above < 0 || lines.depth(above) < depth;
        return depth > 0 && starts && !isIntroducedBy(above, depth) ? first : -1;
    }

    /** Returns whether the line at hand is the first of a quotation that nothing introduces. */
    private boolean startsQuote(int depth) {
        return depth > 0
                && (lastText < 0 || lines.depth(lastText) < depth)
                && !isIntroducedBy(lastText, depth);
    }

    /** Returns whether a line is an introduction just outside of lines of a depth. */
    private boolean isIntroducedBy(int line, int depth) {
        return line >= 0 && line == introduced && lines.depth(line) == depth - 1;
    }

    /**
     * Takes lines for an introduction, and opens a level for what follows if no marks say it.
     *
     * @param within whether they open no level in any case: they are the first of a quotation, and
     *     introduce it
     */
    private void open(int from, int to, Kind kind, boolean within, @Nullable Attribution said) {
        int depth = lines.depth(from);
        int next = attributions.introducedBelow(to - 1);
        boolean marked = next >= 0 && lines.depth(next) > depth;
        int level = levels.at(depth);
        draft.introduce(from, to, kind, within && !marked ? Math.max(0, level - 1) : level, said);
        introduced = to - 1;
        running = null;
        patches.close(depth);
        if (!marked && !within) {
            levels.open(depth);
        }
    }

    private int text(int line, int depth) {
        int level = levels.at(depth);
        Kind ending = endings.beginsAt(line);
        if (ending != null && (running == null || ending == Kind.FOOTER)) {
            running = ending;
            runningDepth = depth;
        }
        if (running != null) {
            draft.set(line, running, level);
        } else if (Elisions.is(lines, line)) {
            draft.set(line, Kind.ELISION, level);
        } else {
            draft.setText(line, level);
            hasOwn |= level == 0 && lines.text().charAt(lines.strippedEnd(line) - 1) != ',';
        }
        return line + 1;
    }

    /** Returns the segments with their lines: what readers get. */
    public static List<Block> blocks(String text) {
        return segment(text).blocks();
    }
}
