package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perdure.text.Block;
import org.perdure.text.Kind;

class FoldsTest {
    private static final int LONG = Folds.LONG_QUOTE;
    private static final int OPEN = Folds.OPEN_LINES;
    private static final Block OWN = own("I think so too.");

    private static Block own(String line) {
        return Block.of(Kind.AUTHORED, 0, List.of(line));
    }

    private static Block quoted(int depth, int lines) {
        return Block.of(Kind.QUOTED, depth, lines("words of another ", lines));
    }

    private static List<String> lines(String text, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(text + i);
        }
        return lines;
    }

    /** Folds a text of which it is known where all of it was written but for some lines. */
    private static String fold(List<Integer> unknown, Block... blocks) {
        List<Block> text = Invented.inOrder(blocks);
        boolean[] known = new boolean[text.getLast().segment().endLine()];
        Arrays.fill(known, true);
        unknown.forEach(line -> known[line] = false);
        for (Block block : text) {
            if (block.level() == 0) {
                Arrays.fill(known, block.segment().firstLine(), block.segment().endLine(), false);
            }
        }
        StringBuilder folded = new StringBuilder();
        for (boolean line : Folds.of(text, known)) {
            folded.append(line ? '+' : '.');
        }
        return folded.toString();
    }

    private static String row(int folded, int open) {
        return "+".repeat(folded) + ".".repeat(open);
    }

    @Test
    void areNotMadeInQuotationsThatAreShort() {
        assertThat(fold(List.of(), quoted(1, LONG - 1), OWN)).isEqualTo(".".repeat(LONG));
        assertThat(fold(List.of(), quoted(1, LONG), OWN)).isEqualTo(row(LONG - OPEN, OPEN + 1));
        assertThat(fold(List.of(), quoted(1, LONG + 1), OWN))
                .isEqualTo(row(LONG + 1 - OPEN, OPEN + 1));
    }

    @Test
    void leaveOpenWhatIsAnsweredBelow() {
        assertThat(fold(List.of(), OWN, quoted(2, 20), quoted(1, 20), OWN))
                .isEqualTo("." + row(40 - OPEN, OPEN + 1));
    }

    @Test
    void leaveOpenWhatIsAnsweredAbove() {
        Block signature = Block.of(Kind.SIGNATURE, 0, List.of("-- ", "Ada"));

        assertThat(fold(List.of(), OWN, quoted(1, 40), own(""), signature))
                .isEqualTo("." + ".".repeat(OPEN) + row(40 - OPEN, 3));
    }

    @Test
    void areNotMadeOfFewLines() {
        int least = Folds.LEAST_FOLDED;
        List<Integer> early = List.of(least - 1);
        List<Integer> late = List.of(least);

        assertThat(fold(early, quoted(1, LONG), OWN))
                .isEqualTo(".".repeat(least) + row(LONG - OPEN - least, OPEN + 1));
        assertThat(fold(late, quoted(1, LONG), OWN)).startsWith("+".repeat(least) + ".");
    }

    @Test
    void doNotHoldWhatIsNotKnownToStandElsewhere() {
        List<Integer> unknown = new ArrayList<>();
        for (int line = 0; line < 40; line += 3) {
            unknown.add(line);
        }

        assertThat(fold(unknown, quoted(1, 40), OWN)).isEqualTo(".".repeat(41));
    }

    @Test
    void goOnAcrossLinesWithoutWords() {
        List<String> text = lines("words of another ", 40);
        text.set(0, "");
        text.set(9, "+ */");
        Block quote = Block.of(Kind.QUOTED, 1, text);

        assertThat(fold(List.of(0, 9), quote, OWN)).isEqualTo(row(40 - OPEN, OPEN + 1));
    }

    @Test
    void goOnAcrossEmptyLinesBetweenQuotations() {
        assertThat(fold(List.of(), quoted(1, 10), own(""), quoted(1, 10), OWN))
                .isEqualTo(row(21 - OPEN, OPEN + 1));
        assertThat(fold(List.of(), quoted(1, 10), own("no"), quoted(1, 10), OWN))
                .isEqualTo(".".repeat(22));
    }

    @Test
    void neverHoldAnythingThatTheAuthorWrote() {
        Random random = new Random(5);
        for (int run = 0; run < 2_000; run++) {
            Block[] blocks = new Block[1 + random.nextInt(12)];
            Arrays.setAll(
                    blocks,
                    _ ->
                            Block.of(
                                    random.nextBoolean() ? Kind.QUOTED : Kind.PATCH,
                                    random.nextInt(3),
                                    lines(
                                            random.nextInt(4) == 0 ? "" : "x",
                                            1 + random.nextInt(30))));
            List<Block> text = Invented.inOrder(blocks);
            boolean[] known = new boolean[text.getLast().segment().endLine()];
            for (int line = 0; line < known.length; line++) {
                known[line] = random.nextInt(10) > 0;
            }
            boolean[] folded = Folds.of(text, known);
            for (Block block : text) {
                for (int i = 0; i < block.lines().size(); i++) {
                    int line = block.segment().firstLine() + i;
                    if (!block.lines().get(i).isBlank() && (block.level() == 0 || !known[line])) {
                        assertThat(folded[line]).isFalse();
                    }
                }
            }
        }
    }
}
