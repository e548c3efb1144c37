package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.perdure.text.Block;
import org.perdure.text.Kind;
import org.perdure.text.Segment;

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
            BodyBlock shown = show(Block.of(Kind.QUOTED, 2, List.of("one", "", "    four")));
            assertThat(text(shown)).isEqualTo(">> one\n>>\n>>     four");
            assertThat(shown.style()).isEqualTo("quote q2");
        }

        @Test
        void haveAColourEachUpToADepth() {
            int most = BodyBlock.MAX_STYLED_DEPTH;
            assertThat(show(Block.of(Kind.QUOTED, most, List.of("x"))).style())
                    .isEqualTo("quote q" + most);
            assertThat(show(Block.of(Kind.QUOTED, most + 1, List.of("x"))).style())
                    .isEqualTo("quote q" + most);
        }

        @Test
        void sayTheirDepthInsteadOfARowOfMarks() {
            int most = BodyBlock.MAX_MARKS;
            assertThat(text(show(Block.of(Kind.QUOTED, most, List.of("x")))))
                    .isEqualTo(">".repeat(most) + " x");
            assertThat(text(show(Block.of(Kind.QUOTED, most + 1, List.of("x")))))
                    .isEqualTo(">".repeat(most) + "(41) x");
            assertThat(text(show(Block.of(Kind.QUOTED, 100_000, List.of("x")))))
                    .hasSizeLessThan(60);
        }
    }

    @Nested
    class Kinds {
        private static Block unmarked(Kind kind, int depth, int level) {
            return new Block(new Segment(kind, depth, level, 0, 1, null), List.of("x"));
        }

        @Test
        void areClasses() {
            assertThat(show(Block.of(Kind.HEADER_BLOCK, 0, List.of("x"))).style())
                    .isEqualTo("header-block");
            assertThat(show(Block.of(Kind.SIGNATURE, 2, List.of("x"))).style())
                    .isEqualTo("quote q2 signature");
            assertThat(show(Block.of(Kind.AUTHORED, 0, List.of("- a point"))).runs())
                    .containsExactly(Run.plain("- a point"));
        }

        @Test
        void areQuotedWithoutMarksToo() {
            assertThat(show(unmarked(Kind.QUOTED, 0, 2)).style()).isEqualTo("quote q2");
            assertThat(show(unmarked(Kind.QUOTED, 0, 2)).quoted()).isTrue();
            assertThat(text(show(unmarked(Kind.QUOTED, 0, 2)))).isEqualTo("x");
            assertThat(text(show(unmarked(Kind.ATTRIBUTION, 1, 0)))).isEqualTo("> x");
        }
    }

    @Nested
    class Patches {
        @Test
        void haveMarkedLines() {
            BodyBlock shown =
                    show(
                            Block.of(
                                    Kind.PATCH,
                                    0,
                                    List.of("--- a/x", "+++ b/x", "@@ -1 +1 @@", "-old", "+new")));
            assertThat(text(shown)).isEqualTo("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new");
            assertThat(shown.runs().stream().map(Run::mark).filter(mark -> mark != null))
                    .containsExactly("file", "file", "hunk", "removed", "added");
        }
    }
}
