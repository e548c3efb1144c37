package org.perdure.text;

import java.util.List;

/**
 * A segment with its lines, as readers get it.
 *
 * @param segment what the lines are
 * @param lines the lines without quote marks and line ends, never empty
 */
public record Block(Segment segment, List<String> lines) {
    public Block {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a block has no lines");
        }
        lines = List.copyOf(lines);
    }

    /** Returns a block that stands for itself: its level is its depth. */
    public static Block of(Kind kind, int depth, List<String> lines) {
        return new Block(new Segment(kind, depth, depth, 0, lines.size(), null), lines);
    }

    /** Returns what its lines are. */
    public Kind kind() {
        return segment.kind();
    }

    /** Returns the number of quote marks in front of each line. */
    public int depth() {
        return segment.depth();
    }

    /** Returns who wrote it: 0 is the author of the message. */
    public int level() {
        return segment.level();
    }

    /**
     * Returns some of its lines as a block.
     *
     * @param from the first line, as a line of the body
     * @param to behind the last one
     */
    public Block between(int from, int to) {
        int first = segment.firstLine();
        Segment part =
                new Segment(
                        segment.kind(),
                        segment.depth(),
                        segment.level(),
                        from,
                        to - from,
                        from == first ? segment.attribution() : null);
        return new Block(part, lines.subList(from - first, to - first));
    }

    /**
     * Returns the text that blocks were cut from, each line ended by {@code \n}; of whatever form
     * the quote marks were, they are now {@code > } each.
     */
    public static String text(List<Block> blocks) {
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            for (String line : block.lines()) {
                text.repeat("> ", block.depth()).append(line).append('\n');
            }
        }
        return text.toString();
    }
}
