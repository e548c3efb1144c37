package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.archive.ConversationView.Piece;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.text.Block;
import org.perdure.text.Kind;
import org.perdure.text.Segmenter;

@Timeout(30)
class ConversationTest {
    private final Conversation conversation = new Conversation();

    private static Summary summary(String id) {
        return new Summary(
                new ListName("bees"),
                new MessageId(id),
                0,
                "Hives",
                id,
                null,
                Instant.EPOCH,
                null,
                "/bees/" + id + "/");
    }

    private static Quote quote(int first, int end, String other, int otherFirst, int otherEnd) {
        return new Quote(first, end, 1, summary(other), otherFirst, otherEnd, 9, 1, true);
    }

    private void add(String id, @Nullable String parent, String text, Quote... quotes) {
        conversation.add(
                summary(id),
                parent == null ? null : new MessageId(parent),
                Segmenter.blocks(text),
                List.of(quotes));
    }

    /** Tells the pieces as {@code depth id: lines}. */
    private List<String> told() {
        return conversation.pieces().stream().map(ConversationTest::told).toList();
    }

    private static String told(Piece piece) {
        String lines =
                piece.blocks().stream()
                        .flatMap(
                                block ->
                                        block.lines().stream()
                                                .map(line -> ">".repeat(block.depth()) + line))
                        .collect(Collectors.joining("|"));
        return piece.depth() + " " + piece.message().author() + ": " + lines;
    }

    @Test
    void putsEachAnswerBelowTheLinesThatItAnswers() {
        add("q", null, "one\ntwo\nthree\n");
        add(
                "a",
                "q",
                "> one\n\nyes\n\n> two\n\nno\n",
                quote(0, 1, "q", 0, 1),
                quote(4, 5, "q", 1, 2));
        add("b", "a", "> no\n\nwhy\n", quote(0, 1, "a", 6, 7));

        assertThat(told())
                .containsExactly(
                        "0 q: one", "1 a: yes", "0 q: two", "1 a: no", "2 b: why", "0 q: three");
    }

    @Test
    void keepsWhatNobodyIsKnownToHaveWritten() {
        add("q", null, "one\ntwo\n");
        add("a", "q", "> one\n> and more\n\nyes\n", quote(0, 1, "q", 0, 1));

        assertThat(told()).containsExactly("0 q: one", "1 a: >and more||yes", "0 q: two");
    }

    @Test
    void keepsAQuotationIntoWhichSomethingWasWritten() {
        add("q", null, "one\ntwo\n");
        for (double confidence : new double[] {.89, .9}) {
            Quote quote = new Quote(0, 1, 1, summary("q"), 0, 1, 9, confidence, true);
            add("a" + confidence, "q", "> one and more\n\nyes\n", quote);
        }

        assertThat(told())
                .containsExactly(
                        "0 q: one", "1 a0.89: >one and more||yes", "1 a0.9: yes", "0 q: two");
    }

    @Test
    void leavesOutShortLinesThatStandInAnEarlierMessage() {
        add("q", null, "Hello Bob,\n\none\nThanks\n");
        add("a", "q", "q wrote:\n> Hello Bob,\n>\n> one\n\nyes\n", quote(3, 4, "q", 2, 3));

        assertThat(told()).containsExactly("0 q: Hello Bob,||one", "1 a: yes", "0 q: Thanks");
    }

    @Test
    void keepsAQuotationOfWhichSingleLinesStandElsewhere() {
        add("q", null, "one\n}\n");
        add("a", "q", "> int f() {\n> }\n\nyes\n");

        assertThat(told()).containsExactly("0 q: one|}", "1 a: >int f() {|>}||yes");
    }

    @Test
    void leavesOutMarksOfWhatWasLeftOutBesideAQuotation() {
        add("q", null, "one\ntwo\n");
        add(
                "a",
                "q",
                "[...]\n\n> one\n[...]\n> two\n\nyes\n[...]\n",
                quote(2, 3, "q", 0, 1),
                quote(4, 5, "q", 1, 2));

        assertThat(told()).containsExactly("0 q: one|two", "1 a: yes|[...]");
    }

    @Test
    void takesASalutationToWhatFollows() {
        add("q", null, "one\ntwo\nthree\n");
        add("a", "q", "Dear q,\n\n> two\n\nyes\n", quote(2, 3, "q", 1, 2));
        add("b", "q", "No.\n\n> two\n\nyes\n", quote(2, 3, "q", 1, 2));

        assertThat(told())
                .containsExactly(
                        "0 q: one|two", "1 a: Dear q,|||yes", "1 b: No.", "1 b: yes", "0 q: three");
    }

    @Test
    void takesAQuotationOfUnknownOriginToWhatAnswersIt() {
        add("q", null, "one\ntwo\nthree\n");
        add(
                "a",
                "q",
                "> nowhere\n> one\n\nyes\n\n> three\n> nowhere\n\n-- \na\n",
                quote(1, 2, "q", 0, 1),
                quote(5, 6, "q", 2, 3));

        assertThat(told())
                .containsExactly(
                        "0 q: one", "1 a: >nowhere||yes||>nowhere||-- |a", "0 q: two|three");
    }

    @Test
    void namesWhoSaysNothing() {
        add("q", null, "one\n");
        add("a", "q", "> one\n", quote(0, 1, "q", 0, 1));
        add("b", "a", "");

        assertThat(told()).containsExactly("0 q: one", "1 a: ", "2 b: ");
    }

    @Test
    void tellsThreadsOfAnyDepth() {
        int depth = 20_000;
        add("m0", null, "line\n");
        for (int i = 1; i <= depth; i++) {
            add("m" + i, "m" + (i - 1), "line " + i + "\n");
        }

        List<Piece> pieces = conversation.pieces();

        assertThat(pieces).hasSize(depth + 1);
        assertThat(pieces.getLast().depth()).isEqualTo(depth);
    }

    @Test
    void losesNothingThatAnybodyWrote() {
        List<Block> text = new ArrayList<>();
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            mail.append(i % 3 == 0 ? "> q" + i + "\n" : "own" + i + "\n");
        }
        text.addAll(Segmenter.blocks(mail.toString()));
        add("q", null, "q\n");
        List<Quote> quotes = new ArrayList<>();
        for (int i = 0; i < 60; i += 3) {
            quotes.add(quote(i, i + 2, "q", 0, 1)); // Reaches over a line of the author.
        }
        conversation.add(summary("a"), new MessageId("q"), text, quotes);

        String told = String.join("\n", told());

        for (Block block : text) {
            if (block.kind() == Kind.AUTHORED) {
                assertThat(told).contains(block.lines());
            }
        }
    }
}
