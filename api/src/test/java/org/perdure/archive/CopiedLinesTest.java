package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.text.Block;
import org.perdure.text.Segmenter;

class CopiedLinesTest {
    private static final Summary OTHER =
            new Summary(
                    new ListName("bees"),
                    new MessageId("a@example.org"),
                    0,
                    "Hives",
                    "Ada",
                    null,
                    Instant.EPOCH,
                    null,
                    "/bees/a@example.org/");

    private static Quote quote(int first, int end, int level, double confidence) {
        return new Quote(first, end, level, OTHER, 0, end - first, 12, confidence, true);
    }

    /** Tells lines, each behind its level. */
    private static String told(String text, Quote... quotes) {
        List<String> told = new ArrayList<>();
        int line = 0;
        for (Block block : CopiedLines.asQuoted(Segmenter.blocks(text), List.of(quotes))) {
            assertThat(block.segment().firstLine()).isEqualTo(line);
            line = block.segment().endLine();
            block.lines().forEach(one -> told.add(block.level() + one));
        }
        return told.stream().collect(Collectors.joining("|"));
    }

    @Test
    void areQuotations() {
        assertThat(told("a\nb\nc\nd\n", quote(1, 3, 0, 1))).isEqualTo("0a|1b|1c|0d");
        assertThat(told("a\nb\nc\n", quote(0, 1, 0, 1), quote(2, 3, 0, 1))).isEqualTo("1a|0b|1c");
    }

    @Test
    void areNoneIfOthersHaveMarks() {
        assertThat(told("a\n> b\nc\n", quote(1, 2, 1, 1))).isEqualTo("0a|1b|0c");
    }

    @Test
    void areNoneIfTheyAreNotWhole() {
        assertThat(told("a\nb\n", quote(1, 2, 0, .89))).isEqualTo("0a|0b");
        assertThat(told("a\nb\n", quote(1, 2, 0, .9))).isEqualTo("0a|1b");
    }

    @Test
    void leaveWhatLiesBeyondTheText() {
        assertThat(told("a\nb\n", quote(1, 9, 0, 1))).isEqualTo("0a|1b");
        assertThat(told("", quote(1, 9, 0, 1))).isEmpty();
    }
}
