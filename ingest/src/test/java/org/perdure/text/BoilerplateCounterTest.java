package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BoilerplateCounterTest {
    private static final String NOTICE = "This mail is meant for you alone.";

    private final BoilerplateCounter counter = new BoilerplateCounter();

    private void add(int messages, int authors, String text) {
        for (int i = 0; i < messages; i++) {
            counter.add(Segmenter.segment(text), "author" + i % authors);
        }
    }

    private List<Kind> kinds(String text) {
        return Segmenter.segment(text, counter).segments().stream().map(Segment::kind).toList();
    }

    @Nested
    class Lines {
        @Test
        void areBoilerplateOnceManyMessagesByManyAuthorsHaveThem() {
            add(BoilerplateCounter.MIN_MESSAGES - 1, BoilerplateCounter.MIN_AUTHORS, NOTICE);
            assertThat(kinds(NOTICE)).containsExactly(Kind.AUTHORED);
            add(1, 1, NOTICE);
            assertThat(kinds("a\n" + NOTICE)).containsExactly(Kind.AUTHORED, Kind.BOILERPLATE);
            assertThat(kinds("this mail -- is meant\u00a0for YOU alone"))
                    .containsExactly(Kind.BOILERPLATE);
            assertThat(kinds("> " + NOTICE)).containsExactly(Kind.QUOTED);
        }

        @Test
        void areNoneIfFewAuthorsHaveThem() {
            add(500, BoilerplateCounter.MIN_AUTHORS - 1, NOTICE);
            assertThat(kinds(NOTICE)).containsExactly(Kind.AUTHORED);
        }

        @Test
        void areNoneIfTheyAreQuotedOrOfAPatchOrHaveFewWords() {
            add(100, 20, "> " + NOTICE + "\nOn we go\n\n+\tint first, second, third;\nNo, thanks.");
            assertThat(kinds(NOTICE)).containsExactly(Kind.AUTHORED);
            assertThat(kinds("+\tint first, second, third;")).containsExactly(Kind.PATCH);
            assertThat(kinds("No, thanks.")).containsExactly(Kind.AUTHORED);
        }

        @Test
        void countOnceForEachMessage() {
            add(5, 5, (NOTICE + "\n").repeat(100));
            assertThat(kinds(NOTICE)).containsExactly(Kind.AUTHORED);
        }

        @Test
        void areNoneIfTheyAreRareInALargeArchive() {
            int needed = BoilerplateCounter.MIN_MESSAGES;
            add(needed, needed, NOTICE);
            int messages = needed * BoilerplateCounter.MAX_MESSAGES_PER_LINE;
            add(messages - needed, 1, "x");
            assertThat(kinds(NOTICE)).containsExactly(Kind.BOILERPLATE);
            add(2 * BoilerplateCounter.MAX_MESSAGES_PER_LINE, 1, "x");
            assertThat(kinds(NOTICE)).containsExactly(Kind.AUTHORED);
        }
    }

    @Nested
    class Memory {
        @Test
        void forgetsRareLines() {
            for (int i = 0; i < 10 * BoilerplateCounter.WINDOW; i++) {
                counter.add(Segmenter.segment("a line of its own " + i), "a");
            }
            assertThat(counter.size()).isLessThanOrEqualTo(BoilerplateCounter.WINDOW);
        }
    }
}
