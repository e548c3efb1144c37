package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.archive.Summary;
import org.perdure.text.Block;
import org.perdure.text.Kind;

class OwnWordsTest {
    private static final Summary ADA = Invented.summary(41, "wick", "Ada Quill");
    private static final Summary BEN = Invented.summary(42, "Re: wick", "Ben Tallow");

    private static String show(List<Quote> quotes, Block... blocks) {
        return OwnWords.of(Invented.inOrder(blocks), Map.of(), quotes).stream()
                .flatMap(part -> part.blocks().stream())
                .map(block -> block.runs().stream().map(Run::text).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static Block block(Kind kind, int depth, String... lines) {
        return Block.of(kind, depth, List.of(lines));
    }

    @Test
    void leaveOutWhatIsQuotedAndWhatIntroducesIt() {
        assertThat(
                        show(
                                List.of(
                                        Invented.quote(1, 2, 2, BEN, 0),
                                        Invented.quote(2, 4, 1, ADA, 7)),
                                block(Kind.ATTRIBUTION, 0, "Ada wrote:"),
                                block(Kind.QUOTED, 2, "a"),
                                block(Kind.QUOTED, 1, "b", "c"),
                                block(Kind.AUTHORED, 0, "", "d"),
                                block(Kind.QUOTED, 1, "e"),
                                block(Kind.PATCH, 0, "+f"),
                                block(Kind.SIGNATURE, 0, "-- ", "g")))
                .isEqualTo(
                        """
                        [3 quoted lines: Ben Tallow, Ada Quill]

                        d
                        [1 quoted line]
                        +f
                        --\s
                        g""");
    }

    @Test
    void keepAnIntroductionOfNothing() {
        assertThat(
                        show(
                                List.of(),
                                block(Kind.ATTRIBUTION, 0, "Ada wrote:"),
                                block(Kind.AUTHORED, 0, "a")))
                .isEqualTo("Ada wrote:\na");
    }

    @Test
    void areNoneInAnEmptyMessage() {
        assertThat(OwnWords.of(List.of(), Map.of(), List.of())).isEmpty();
    }
}
