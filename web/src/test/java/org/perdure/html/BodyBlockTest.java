package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.perdure.text.Block;

class BodyBlockTest {
    private static BodyBlock show(Block block) {
        return BodyBlock.of(List.of(block), Map.of()).getFirst();
    }

    private static String text(BodyBlock block) {
        return block.runs().stream().map(Run::text).collect(Collectors.joining());
    }

    @Nested
    class Quotes {
        @Test
        void haveTheirMarksAgain() {
            BodyBlock shown = show(new Block.Quote(2, List.of("one", "", "    four")));
            assertThat(text(shown)).isEqualTo(">> one\n>>\n>>     four");
            assertThat(shown.style()).isEqualTo("quote q2");
        }

        @Test
        void haveAColourEachUpToADepth() {
            int most = BodyBlock.MAX_STYLED_DEPTH;
            assertThat(show(new Block.Quote(most, List.of("x"))).style())
                    .isEqualTo("quote q" + most);
            assertThat(show(new Block.Quote(most + 1, List.of("x"))).style())
                    .isEqualTo("quote q" + most);
        }

        @Test
        void sayTheirDepthInsteadOfARowOfMarks() {
            int most = BodyBlock.MAX_MARKS;
            assertThat(text(show(new Block.Quote(most, List.of("x")))))
                    .isEqualTo(">".repeat(most) + " x");
            assertThat(text(show(new Block.Quote(most + 1, List.of("x")))))
                    .isEqualTo(">".repeat(most) + "(41) x");
            assertThat(text(show(new Block.Quote(100_000, List.of("x"))))).hasSizeLessThan(60);
        }
    }

    @Nested
    class Patches {
        @Test
        void haveMarkedLines() {
            BodyBlock shown =
                    show(
                            new Block.Authored(
                                    List.of(
                                            "- a point, not a patch",
                                            "--- a/x",
                                            "+++ b/x",
                                            "@@ -1 +1 @@",
                                            "-old",
                                            "+new",
                                            "--",
                                            "- said after it")));
            assertThat(text(shown))
                    .isEqualTo(
                            "- a point, not a patch\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n--\n"
                                    + "- said after it");
            assertThat(shown.runs().stream().map(Run::mark).filter(mark -> mark != null))
                    .containsExactly("file", "file", "hunk", "removed", "added");
        }
    }
}
