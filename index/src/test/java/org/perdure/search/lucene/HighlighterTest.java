package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;

class HighlighterTest {
    private static final Pattern RING = new Pattern(List.of("ring"), false);
    private static final Pattern GRANT_TABLE = new Pattern(List.of("grant", "tabl"), false);
    private static final Pattern BLK = new Pattern(List.of("blk"), true);

    /** Passages as text, matches in brackets. */
    private static List<String> passages(String text, Pattern... patterns) throws IOException {
        return new Highlighter(List.of(patterns))
                .passages(text).stream().map(HighlighterTest::marked).toList();
    }

    private static String marked(Highlight passage) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : passage.pieces()) {
            text.append(piece.match() ? "[" + piece.text() + "]" : piece.text());
        }
        return text.toString();
    }

    @Nested
    class Matches {
        @Test
        void areWholeWordsOfTheSameStem() throws IOException {
            assertThat(passages("Rings ring a spring", RING))
                    .containsExactly("[Rings] [ring] a spring");
        }

        @Test
        void areRowsOnlyInARow() throws IOException {
            assertThat(passages("the table grant, the grant-tables", GRANT_TABLE))
                    .containsExactly("the table grant, the [grant-tables]");
            assertThat(passages("grant\ftable", GRANT_TABLE)).isEmpty();
        }

        @Test
        void areBeginnings() throws IOException {
            assertThat(passages("xen_blktap2 and blkback", BLK))
                    .containsExactly("xen_[blktap2] and [blkback]");
        }

        @Test
        void doNotOverlap() throws IOException {
            Pattern table = new Pattern(List.of("tabl"), false);
            assertThat(passages("grant table table", GRANT_TABLE, table))
                    .containsExactly("[grant table] [table]");
        }

        @Test
        void mayBeNone() throws IOException {
            assertThat(passages("nothing of the kind", RING, GRANT_TABLE, BLK)).isEmpty();
            assertThat(passages("", RING)).isEmpty();
        }
    }

    @Nested
    class Passages {
        @Test
        void withMoreDifferentMatchesComeFirst() throws IOException {
            String text =
                    "ring ring ring\n"
                            + "filler words\n".repeat(50)
                            + "a ring of blktap\n"
                            + "filler words\n".repeat(50)
                            + "ring\n";
            assertThat(passages(text, RING, BLK))
                    .hasSize(Highlighter.PASSAGES)
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("a [ring] of [blktap] filler"),
                            second -> assertThat(second).startsWith("[ring] [ring] [ring] filler"));
        }

        @Test
        void areAboutAsLongAsTheyShouldBe() throws IOException {
            String text = "words of no use ".repeat(100) + "ring " + "more of them ".repeat(100);
            String passage = passages(text, RING).getFirst();
            assertThat(passage).contains("[ring]").doesNotStartWith(" ");
            assertThat(passage.length()).isBetween(Highlighter.LENGTH - 20, Highlighter.LENGTH + 2);
        }
    }

    @Nested
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    class AnyText {
        @Test
        void isCutIntoPiecesOfItself() throws IOException {
            Random random = new Random(99);
            String[] words = {
                "ring", " ", "\n", "\f", "grant", "table", "blk", "blk_ring", "😀", "é", "."
            };
            for (int run = 0; run < 5_000; run++) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(200); i > 0; i--) {
                    text.append(words[random.nextInt(words.length)]);
                }
                String plain = text.toString().replaceAll("\\s+", " ");
                for (Highlight passage :
                        new Highlighter(List.of(RING, GRANT_TABLE, BLK))
                                .passages(text.toString())) {
                    String joined =
                            String.join("", passage.pieces().stream().map(Piece::text).toList());
                    assertThat(plain).contains(joined);
                    assertThat(passage.pieces()).anyMatch(Piece::match);
                }
            }
        }

        @Test
        void mayBeMadeOfMatchesAlone() throws IOException {
            assertThat(passages("ring ".repeat(40_000), RING, BLK)).hasSize(Highlighter.PASSAGES);
            assertThat(passages("blk".repeat(60_000), RING, BLK)).hasSize(1);
        }
    }
}
