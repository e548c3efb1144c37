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
    private final boolean[] blank;
    private final boolean[] wordless;
    private final boolean[] folded;

    /** The last line that the author wrote. */
    private int lastOwn = -1;

    private Folds(List<Block> blocks, boolean[] known) {
        this.known = known;
        this.quoted = new boolean[known.length];
        this.blank = new boolean[known.length];
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
        int first = -1;
        int end = 0; // Behind the last quoted line of the row.
        for (int line = 0; line < known.length; line++) {
            if (folds.quoted[line]) {
                first = first < 0 ? line : first;
                end = line + 1;
            } else if (first >= 0 && !folds.blank[line]) {
                folds.foldRow(first, end);
                first = -1;
            }
        }
        folds.foldRow(first, end);
        return folds.folded;
    }

    private void look(Block block) {
        int first = block.segment().firstLine();
        boolean isOwn = block.level() == 0 && block.kind().isText();
        for (int i = 0; i < block.lines().size(); i++) {
            quoted[first + i] = block.level() > 0;
            String line = block.lines().get(i);
            blank[first + i] = line.isBlank();
            wordless[first + i] =
                    block.level() > 0 && line.codePoints().noneMatch(Character::isLetterOrDigit);
            lastOwn = isOwn && !line.isBlank() ? first + i : lastOwn;
        }
    }

    private boolean isPassedOver(int line) {
        return quoted[line] ? wordless[line] : blank[line];
    }

    /** Folds within a row of lines that are quoted, of whatever level, and empty ones between. */
    private void foldRow(int first, int end) {
        if (first < 0 || end - first < LONG_QUOTE) {
            return;
        }
        boolean isAnswered = lastOwn >= end; // Else by what stands above.
        int from = isAnswered ? first : first + OPEN_LINES;
        int to = isAnswered ? end - OPEN_LINES : end;
        int line = from;
        while (line < to) {
            int start = line;
            boolean isFromElsewhere = false;
            while (line < to && (known[line] || isPassedOver(line))) {
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
