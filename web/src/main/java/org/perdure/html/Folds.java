package org.perdure.html;

import java.util.Arrays;
import java.util.List;
import org.perdure.text.Block;

/**
 * Which lines of a body are folded: those of a long quotation that are far from what answers it.
 * Only a line of which it is known where it was written is folded, and what has no word beside such
 * lines; never one that its author wrote.
 */
final class Folds {
    /** Quotations of fewer lines are shown whole. */
    static final int LONG_QUOTE = 18;

    /** So many lines of a long quotation, next to what answers it, stay open. */
    static final int OPEN_LINES = 8;

    /** It is not worth a click to see fewer lines. */
    static final int LEAST_FOLDED = 5;

    private final boolean[] known;
    private final boolean[] quoted;
    private final boolean[] wordless;
    private final boolean[] folded;

    /** The last line that the author wrote. */
    private int lastOwn = -1;

    private Folds(List<Block> blocks, boolean[] known) {
        this.known = known;
        this.quoted = new boolean[known.length];
        this.wordless = new boolean[known.length];
        this.folded = new boolean[known.length];
        blocks.forEach(this::look);
    }

    /**
     * @param known of each line, whether it is known where it was written
     * @return of each line, whether it is folded
     */
    static boolean[] of(List<Block> blocks, boolean[] known) {
        Folds folds = new Folds(blocks, known);
        int end = known.length;
        int line = 0;
        while (line < end) {
            int first = line;
            while (line < end && folds.quoted[line]) {
                line++;
            }
            folds.foldRow(first, line);
            line = Math.max(line, first + 1);
        }
        return folds.folded;
    }

    private void look(Block block) {
        int first = block.segment().firstLine();
        boolean isOwn = block.level() == 0 && block.kind().isText();
        for (int i = 0; i < block.lines().size(); i++) {
            quoted[first + i] = block.level() > 0;
            String line = block.lines().get(i);
            wordless[first + i] = line.codePoints().noneMatch(Character::isLetterOrDigit);
            lastOwn = isOwn && !line.isBlank() ? first + i : lastOwn;
        }
    }

    /** Folds within a row of lines that are quoted, of whatever level. */
    private void foldRow(int first, int end) {
        if (end - first < LONG_QUOTE) {
            return;
        }
        boolean isAnswered = lastOwn >= end; // Else by what stands above.
        int from = isAnswered ? first : first + OPEN_LINES;
        int to = isAnswered ? end - OPEN_LINES : end;
        int line = from;
        while (line < to) {
            int start = line;
            boolean isFromElsewhere = false;
            while (line < to && (known[line] || wordless[line])) {
                isFromElsewhere |= known[line];
                line++;
            }
            if (isFromElsewhere && line - start >= LEAST_FOLDED) {
                Arrays.fill(folded, start, line, true);
            }
            line = Math.max(line, start + 1);
        }
    }
}
