package org.perdure.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.text.Block;
import org.perdure.text.Kind;

/**
 * Tells of a message in a conversation which lines are shown where they were written: those of
 * passages, and quoted lines that are too short for a passage and stand in an earlier message as
 * they are. With them goes what only introduces them, empty quoted lines beside them, and a mark
 * beside them that something was left out.
 */
final class Elsewhere {
    private final List<Block> blocks;
    private final boolean[] lines;

    /**
     * @param quotes what the message quotes from messages that are shown
     * @param written the lines of earlier messages, without blanks around them
     */
    Elsewhere(List<Block> blocks, List<Quote> quotes, Set<String> written) {
        this.blocks = blocks;
        this.lines = new boolean[blocks.isEmpty() ? 0 : blocks.getLast().segment().endLine()];
        for (Quote quote : quotes) {
            if (quote.isWhole()) {
                fill(quote.firstLine(), Math.min(lines.length, quote.endLine()), true);
            }
        }
        for (Block block : blocks) {
            int first = block.segment().firstLine();
            if (block.level() == 0) { // An author's own line may stand amid a passage.
                fill(first, block.segment().endLine(), false);
            } else if (block.kind().isText()) {
                markWritten(block, written);
            }
        }
        spread();
        markIntroductions();
    }

    /** Returns of each line whether it is shown elsewhere. */
    boolean[] lines() {
        return lines;
    }

    private void fill(int first, int end, boolean value) {
        if (first < end) {
            Arrays.fill(lines, first, end, value);
        }
    }

    /** Marks rows of lines between passages that were all written, not single ones of a row. */
    private void markWritten(Block block, Set<String> written) {
        int first = block.segment().firstLine();
        int end = block.segment().endLine();
        int line = first;
        while (line < end) {
            int start = line;
            int found = 0;
            int unknown = 0;
            while (line < end && !lines[line]) {
                String text = block.lines().get(line - first).strip();
                if (!text.isEmpty()) {
                    boolean isWritten = written.contains(text);
                    found += isWritten ? 1 : 0;
                    unknown += isWritten ? 0 : 1;
                }
                line++;
            }
            if (found > 0 && unknown == 0) {
                fill(start, line, true);
            }
            line = Math.max(line, start + 1);
        }
    }

    /** Marks what says nothing by itself, beside what is marked. */
    private void spread() {
        boolean beside = false;
        for (Block block : blocks) {
            for (int i = 0; i < block.lines().size(); i++) {
                beside = spread(block, i, beside);
            }
        }
        beside = false;
        for (Block block : blocks.reversed()) {
            for (int i = block.lines().size() - 1; i >= 0; i--) {
                beside = spread(block, i, beside);
            }
        }
    }

    /** Marks a line if it is to be, and returns whether the next one is beside one that is. */
    private boolean spread(Block block, int index, boolean beside) {
        boolean isBlank = block.lines().get(index).isBlank();
        if (isBlank && block.level() == 0) {
            return beside;
        }
        int line = block.segment().firstLine() + index;
        lines[line] |= beside && (isBlank || block.kind() == Kind.ELISION);
        return lines[line];
    }

    private void markIntroductions() {
        boolean below = false;
        for (Block block : blocks.reversed()) {
            int first = block.segment().firstLine();
            if (block.kind().isIntroduction()) {
                fill(first, below ? block.segment().endLine() : first, true);
            } else if (block.lines().stream().anyMatch(line -> !line.isBlank())) {
                below = block.level() > 0 && lines[first];
            }
        }
    }
}
