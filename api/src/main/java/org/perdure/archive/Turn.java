package org.perdure.archive;

import java.util.ArrayList;
import java.util.List;
import org.perdure.text.Block;

/**
 * Lines of a message that answer the same. Line numbers are those of its text.
 *
 * <p>A message is cut into turns at the lines that are shown elsewhere. What is no answer by itself
 * goes to the turn behind it: a salutation, a quotation of which nobody knows where it is from; at
 * the end of a message, to the turn before it.
 */
final class Turn {
    /** Answers to it, each behind one of its lines. */
    final List<Answer> answers = new ArrayList<>();

    private final Summary message;
    private final List<Block> blocks;
    private final int answersFrom;

    /** An answer, and the line behind which it stands. */
    record Answer(int behind, Turn turn) {}

    private Turn(Summary message, List<Block> blocks, int answersFrom) {
        this.message = message;
        this.blocks = List.copyOf(blocks);
        this.answersFrom = answersFrom;
    }

    /**
     * Cuts a message; one without text of its own is one turn.
     *
     * @param elsewhere of each line, whether it is shown elsewhere
     */
    static List<Turn> of(Summary message, List<Block> blocks, boolean[] elsewhere) {
        List<Turn> turns = new ArrayList<>();
        List<Block> open = new ArrayList<>();
        int answersFrom = 0;
        for (Block block : blocks) {
            int end = block.segment().endLine();
            int line = block.segment().firstLine();
            while (line < end) {
                int stop = line + 1;
                while (stop < end && elsewhere[stop] == elsewhere[line]) {
                    stop++;
                }
                if (!elsewhere[line]) {
                    open.add(block.between(line, stop));
                } else {
                    if (isAnswer(open)) {
                        turns.add(new Turn(message, open, answersFrom));
                        open.clear();
                    }
                    answersFrom = stop;
                }
                line = stop;
            }
        }
        close(message, open, answersFrom, turns);
        return turns;
    }

    private static void close(
            Summary message, List<Block> rest, int answersFrom, List<Turn> turns) {
        if (turns.isEmpty()) {
            turns.add(new Turn(message, rest, answersFrom));
        } else if (isAnswer(rest)) {
            turns.add(new Turn(message, rest, answersFrom));
        } else if (rest.stream().anyMatch(Turn::hasWords)) {
            Turn last = turns.removeLast();
            List<Block> all = new ArrayList<>(last.blocks);
            all.addAll(rest);
            turns.add(new Turn(message, all, last.answersFrom));
        }
    }

    private static boolean hasWords(Block block) {
        return block.lines().stream().anyMatch(line -> !line.isBlank());
    }

    /** Returns whether there are more of the author's own words than a salutation. */
    private static boolean isAnswer(List<Block> blocks) {
        List<String> own =
                blocks.stream()
                        .filter(block -> block.level() == 0 && block.kind().isText())
                        .flatMap(block -> block.lines().stream())
                        .filter(line -> !line.isBlank())
                        .limit(2)
                        .toList();
        return own.size() > 1 || (own.size() == 1 && !own.getFirst().stripTrailing().endsWith(","));
    }

    Summary message() {
        return message;
    }

    /** Returns its lines; those of one without text of its own are none. */
    List<Block> blocks() {
        return blocks;
    }

    /** Returns its first line. */
    int from() {
        return blocks.isEmpty() ? 0 : blocks.getFirst().segment().firstLine();
    }

    /** Returns the line behind its last one. */
    int to() {
        return blocks.isEmpty() ? 0 : blocks.getLast().segment().endLine();
    }

    /** Returns the line before which it is said what is answered, if it is said before. */
    int answersFrom() {
        return Math.max(from(), answersFrom);
    }
}
