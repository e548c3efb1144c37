package org.perdure.text;

/**
 * The levels that introductions without marks opened: each holds for the lines of its depth and
 * deeper, up to the next that has fewer marks.
 */
final class Levels {
    private final int[] opened = new int[Segmenter.MAX_DEPTH];
    private int size;

    /** Ends the levels that were opened at a greater depth than that of a line with text. */
    void enter(int depth) {
        while (size > 0 && opened[size - 1] > depth) {
            size--;
        }
    }

    /** Returns the level of lines of a depth. */
    int at(int depth) {
        int open = size;
        while (open > 0 && opened[open - 1] > depth) {
            open--;
        }
        return Math.min(Segmenter.MAX_DEPTH, depth + open);
    }

    /** Opens a level for lines of a depth and deeper. */
    void open(int depth) {
        if (size < opened.length) {
            opened[size++] = depth;
        }
    }

    /** Ends the last level that was opened at a depth. */
    void close(int depth) {
        if (size > 0 && opened[size - 1] == depth) {
            size--;
        }
    }
}
