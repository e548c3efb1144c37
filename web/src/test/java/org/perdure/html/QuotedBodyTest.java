package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perdure.archive.QuotesView;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.archive.Summary;
import org.perdure.html.BodyBlock.Margin;
import org.perdure.html.QuotedBody.Part;
import org.perdure.text.Block;
import org.perdure.text.Kind;

class QuotedBodyTest {
    private static final Summary ADA = Invented.summary(41, "wick", "Ada Quill");
    private static final Summary BEN = Invented.summary(42, "Re: wick", "Ben Tallow");
    private static final Summary NOBODY = Invented.summary(44, "Re: wick", " ");

    private static List<Part> show(List<Block> blocks, List<Quote> quotes, List<Quote> quotedBy) {
        QuotesView view = new QuotesView(ADA, quotes, quotedBy, false);
        return QuotedBody.of(blocks, Map.of(), view, Anchors.onPages(Summary::path));
    }

    private static List<BodyBlock> blocks(List<Part> parts) {
        return parts.stream().flatMap(part -> part.blocks().stream()).toList();
    }

    private static String text(List<BodyBlock> blocks) {
        return blocks.stream()
                .map(block -> block.runs().stream().map(Run::text).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    /** Tells blocks as {@code anchor; source; answers: text}. */
    private static List<String> told(List<Part> parts) {
        List<String> told = new ArrayList<>();
        for (BodyBlock block : blocks(parts)) {
            Margin margin = block.margin();
            Link source = margin.source();
            told.add(
                    "%s; %s; %s: %s"
                            .formatted(
                                    margin.anchor(),
                                    source == null ? "" : source.label() + " " + source.href(),
                                    margin.answers().stream()
                                            .map(link -> link.label() + " " + link.href())
                                            .collect(Collectors.joining(", ")),
                                    text(List.of(block))));
        }
        return told;
    }

    private static Block own(String... lines) {
        return Block.of(Kind.AUTHORED, 0, List.of(lines));
    }

    private static Block quoted(int depth, String... lines) {
        return Block.of(Kind.QUOTED, depth, List.of(lines));
    }

    @Test
    void namesWhoWroteWhatIsQuotedWithoutMarks() {
        List<Block> text = Invented.inOrder(own("a", "b", "c", "d"), own("e"));
        List<Quote> quotes = List.of(Invented.quote(1, 3, 0, ADA, 3));

        List<Part> parts = show(text, quotes, List.of(Invented.quote(3, 4, 0, BEN, 9)));

        assertThat(told(parts))
                .containsExactly(
                        "null; ; : a",
                        "line-1; Ada Quill " + ADA.path() + "#line-3; : b\nc",
                        "line-3; ; Ben Tallow " + BEN.path() + "#line-9: d",
                        "null; ; : e");
    }

    @Test
    void namesWhoWroteEachQuotation() {
        List<Block> text = Invented.inOrder(quoted(2, "a"), quoted(1, "b", "", "c", "d"), own("e"));
        List<Quote> quotes =
                List.of(
                        Invented.quote(0, 1, 2, BEN, 7),
                        Invented.quote(1, 2, 1, ADA, 3),
                        Invented.quote(3, 4, 1, ADA, 9));

        assertThat(told(show(text, quotes, List.of())))
                .containsExactly(
                        "line-0; Ben Tallow " + BEN.path() + "#line-7; : >> a",
                        "line-1; Ada Quill " + ADA.path() + "#line-3; : > b\n>",
                        "line-3; ; : > c",
                        "null; ; : > d",
                        "null; ; : e");
    }

    @Test
    void namesAnAuthorOnceInARowWithGaps() {
        List<Block> text =
                Invented.inOrder(
                        quoted(1, "a", "unknown", "b"),
                        own(""),
                        quoted(1, "c"),
                        own("d"),
                        quoted(1, "e"));
        List<Quote> quotes =
                List.of(
                        Invented.quote(0, 1, 1, ADA, 3),
                        Invented.quote(2, 3, 1, ADA, 5),
                        Invented.quote(4, 5, 1, ADA, 9),
                        Invented.quote(6, 7, 1, ADA, 10));

        assertThat(blocks(show(text, quotes, List.of())))
                .extracting(block -> block.margin().source() != null)
                .containsExactly(true, false, false, false, false, false, true);
    }

    @Test
    void namesNobodyForWhatTheAuthorWroteAmidAPassage() {
        List<Block> text = Invented.inOrder(quoted(1, "a"), own("b"), quoted(1, "c"));

        assertThat(told(show(text, List.of(Invented.quote(0, 3, 1, ADA, 3)), List.of())))
                .containsExactly(
                        "line-0; Ada Quill " + ADA.path() + "#line-3; : > a",
                        "null; ; : b",
                        "null; Ada Quill " + ADA.path() + "#line-3; : > c");
    }

    @Test
    void saysWhoAnswersEachPassage() {
        List<Block> text = Invented.inOrder(own("a", "b", "c", "d"));
        List<Quote> quotedBy =
                List.of(
                        Invented.quote(1, 2, 1, BEN, 4),
                        Invented.quote(1, 2, 2, ADA, 9),
                        Invented.quote(1, 3, 1, NOBODY, 5));

        assertThat(told(show(text, List.of(), quotedBy)))
                .containsExactly(
                        "null; ; : a",
                        "line-1; ; Ben Tallow " + BEN.path() + "#line-4: b",
                        "null; ; Somebody " + NOBODY.path() + "#line-5: c",
                        "null; ; : d");
    }

    @Test
    void saysOnceWhoAnswersPassagesTogether() {
        List<Block> text = Invented.inOrder(own("a", "", "b", "", "c"));
        List<Quote> quotedBy =
                List.of(
                        Invented.quote(0, 1, 1, BEN, 4),
                        Invented.quote(2, 3, 1, BEN, 6),
                        Invented.quote(4, 5, 1, BEN, 9));

        List<Margin> margins =
                blocks(show(text, List.of(), quotedBy)).stream().map(BodyBlock::margin).toList();

        assertThat(margins.stream().flatMap(margin -> margin.answers().stream()))
                .extracting(Link::href)
                .containsExactly(BEN.path() + "#line-4", BEN.path() + "#line-9");
        assertThat(margins.getLast().count()).isEqualTo("1 reply");
    }

    @Test
    void namesAsManyAsFitsBesideAPassage() {
        for (int more : new int[] {-1, 0, 1}) {
            int count = Margin.MAX_NAMED + more;
            List<Quote> quotedBy =
                    IntStream.range(0, count)
                            .mapToObj(i -> Invented.summary(50 + i, "Re: wick", "Author " + i))
                            .map(other -> Invented.quote(0, 1, 1, other, 0))
                            .toList();

            Margin margin =
                    blocks(show(Invented.inOrder(own("a")), List.of(), quotedBy))
                            .getFirst()
                            .margin();

            assertThat(margin.count()).isEqualTo(count + " replies");
            assertThat(margin.named()).hasSize(Math.min(count, Margin.MAX_NAMED));
            assertThat(margin.more()).isEqualTo(Math.max(0, more));
        }
    }

    @Test
    void foldsInPartsAndLosesNothing() {
        String[] lines = IntStream.range(0, 30).mapToObj(i -> "line " + i).toArray(String[]::new);
        List<Block> text = Invented.inOrder(own("a"), quoted(1, lines), own("b"));

        List<Part> parts = show(text, List.of(Invented.quote(1, 31, 1, ADA, 0)), List.of());

        assertThat(parts).extracting(Part::folded).containsExactly(0, 30 - Folds.OPEN_LINES, 0);
        assertThat(parts.getFirst().by()).isEmpty();
        assertThat(parts.get(1).by()).isEqualTo("Ada Quill");
        assertThat(text(blocks(parts))).isEqualTo(text(BodyBlock.of(text, Map.of())));
    }

    @Test
    void foldsNothingIntoWhichSomethingWasWritten() {
        String[] lines = IntStream.range(0, 30).mapToObj(i -> "line " + i).toArray(String[]::new);
        List<Block> text = Invented.inOrder(quoted(1, lines), own("b"));
        for (double confidence : new double[] {.89, .9}) {
            Quote quote = new Quote(0, 30, 1, ADA, 0, 30, 60, confidence, true);

            assertThat(show(text, List.of(quote), List.of())).hasSize(confidence < .9 ? 1 : 2);
        }
    }

    @Test
    void staysWithinTheTextWhenPassagesAreOfAnother() {
        List<Block> text = Invented.inOrder(quoted(1, "a"), own("b"));
        List<Quote> beyond =
                List.of(Invented.quote(0, 9, 1, BEN, 0), Invented.quote(7, 9, 1, BEN, 9));

        assertThat(text(blocks(show(text, beyond, beyond)))).isEqualTo("> a\nb");
        assertThat(show(List.of(), beyond, beyond)).isEmpty();
    }
}
