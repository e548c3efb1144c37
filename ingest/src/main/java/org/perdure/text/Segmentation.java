package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body, cut. Lines are places in its text; nothing is copied before it is asked for.
 *
 * <p>One per message in work.
 */
public final class Segmentation {
    private final Lines lines;
    private final List<Segment> segments;
    private final Patches patches;

    Segmentation(Lines lines, List<Segment> segments, Patches patches) {
        this.lines = lines;
        this.segments = List.copyOf(segments);
        this.patches = patches;
    }

    /** Returns the text as it was given; lines end in {@code \n}. */
    public String text() {
        return lines.text();
    }

    /** Returns the segments in order; every line lies in exactly one. */
    public List<Segment> segments() {
        return segments;
    }

    /** Returns how many lines there are; a text that ends in {@code \n} has no further one. */
    public int lineCount() {
        return lines.count();
    }

    /** Returns the place in the text at which a line begins. */
    public int lineStart(int line) {
        return lines.start(line);
    }

    /**
     * Returns the place in the text at which a line begins behind its quote marks, one blank after
     * them, and the dash that a signer puts before dashes (RFC 9580, section 7.2).
     */
    public int contentStart(int line) {
        return lines.content(line);
    }

    /** Returns the place in the text at which a line ends, before its {@code \n}. */
    public int lineEnd(int line) {
        return lines.end(line);
    }

    /** Returns what a line of a patch is; null of a line that is none. */
    public @Nullable PatchLine patchLine(int line) {
        return patches.kind(line);
    }

    /** Returns a line without its quote marks. */
    public String content(int line) {
        return lines.text().substring(lines.content(line), lines.end(line));
    }

    /** Returns the runs of text, in order. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        List<Segment> open = new ArrayList<>();
        for (Segment segment : segments) {
            boolean isText = segment.kind().isText() && !isBlank(segment);
            boolean ends =
                    segment.kind().isIntroduction()
                            || (isText
                                    && !open.isEmpty()
                                    && open.getFirst().level() != segment.level());
            if (ends && !open.isEmpty()) {
                runs.add(new Run(open.getFirst().level(), open));
                open.clear();
            }
            if (isText) {
                open.add(segment);
            }
        }
        if (!open.isEmpty()) {
            runs.add(new Run(open.getFirst().level(), open));
        }
        return runs;
    }

    /** Returns whether a segment has no text at all. */
    public boolean isBlank(Segment segment) {
        for (int line = segment.firstLine(); line < segment.endLine(); line++) {
            if (!lines.isBlank(line)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the segments with their lines. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>(segments.size());
        for (Segment segment : segments) {
            List<String> content = new ArrayList<>(segment.lineCount());
            for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                content.add(content(line));
            }
            blocks.add(new Block(segment, content));
        }
        return blocks;
    }
}
