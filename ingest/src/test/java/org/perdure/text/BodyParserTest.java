package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.text.Block.Attribution;
import org.perdure.text.Block.Authored;
import org.perdure.text.Block.Quote;
import org.perdure.text.Block.Signature;

class BodyParserTest {
    private static List<Block> parse(String... lines) {
        return BodyParser.parse(String.join("\n", lines) + "\n");
    }

    private static Authored authored(String... lines) {
        return new Authored(List.of(lines));
    }

    private static Quote quote(int depth, String... lines) {
        return new Quote(depth, List.of(lines));
    }

    private static Attribution attribution(String... lines) {
        return new Attribution(List.of(lines));
    }

    private static Signature signature(String... lines) {
        return new Signature(List.of(lines));
    }

    @Nested
    class QuoteDepth {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                ignoreLeadingAndTrailingWhitespace = false,
                textBlock =
                        """
                        plain|0|plain
                        > one|1|one
                        >one|1|one
                        >  one|1| one
                        >|1|``
                        > |1|``
                           > three blanks|1|three blanks
                            > four blanks|0|    > four blanks
                        >> two|2|two
                        > > two|2|two
                        >  > two|2|two
                        >   > three blanks between|1|  > three blanks between
                        > > >|3|``
                        a > b|0|a > b
                        """)
        void isTheNumberOfMarksInFrontOfTheLine(String line, int depth, String rest) {
            assertThat(BodyParser.parse(line))
                    .containsExactly(depth == 0 ? authored(rest) : quote(depth, rest));
        }

        @Test
        void hasALimitBeyondWhichMarksAreText() {
            int limit = BodyParser.MAX_DEPTH;
            assertThat(parse(">".repeat(limit - 1) + "x")).containsExactly(quote(limit - 1, "x"));
            assertThat(parse(">".repeat(limit) + "x")).containsExactly(quote(limit, "x"));
            assertThat(parse(">".repeat(limit + 1) + "x")).containsExactly(quote(limit, ">x"));
        }
    }

    @Nested
    class Blocks {
        @Test
        void areNoneInAnEmptyText() {
            assertThat(BodyParser.parse("")).isEmpty();
        }

        @Test
        void keepEmptyLines() {
            assertThat(parse("", "a", "", "> b", "", "> c", "d"))
                    .containsExactly(
                            authored("", "a", ""),
                            quote(1, "b"),
                            authored(""),
                            quote(1, "c"),
                            authored("d"));
        }

        @Test
        void changeWithTheDepth() {
            assertThat(parse("> a", "> > b", "> > c", "> d"))
                    .containsExactly(quote(1, "a"), quote(2, "b", "c"), quote(1, "d"));
        }

        @Test
        void needNoLineEndAtTheEnd() {
            assertThat(BodyParser.parse("a\nb")).isEqualTo(parse("a", "b"));
            assertThat(BodyParser.parse("\n")).containsExactly(authored(""));
        }

        /** Texts of pieces that mean something, so that all rules meet. */
        private List<String> texts() {
            List<String> pieces =
                    List.of(
                            "a",
                            "> b",
                            ">> c",
                            "-- ",
                            "--",
                            "",
                            " ",
                            "On Monday, Ada wrote:",
                            "Ada",
                            "wrote:",
                            "diff --git a/x b/x",
                            "2.30.2",
                            "   >",
                            "--- a/x",
                            "+++ b/x",
                            "\t>");
            Random random = new Random(7);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                texts.add(
                        String.join(
                                "\n",
                                IntStream.range(0, random.nextInt(30))
                                        .mapToObj(k -> pieces.get(random.nextInt(pieces.size())))
                                        .toList()));
            }
            return texts;
        }

        @Test
        void holdEveryLineOnceAndInOrder() {
            for (String text : texts()) {
                List<String> lines =
                        BodyParser.parse(text).stream()
                                .flatMap(block -> block.lines().stream())
                                .toList();
                List<String> expected =
                        text.lines()
                                .map(line -> line.replaceFirst("^ {0,3}>( {0,2}>)* ?", ""))
                                .toList();
                assertThat(lines).hasSameSizeAs(expected);
                for (int i = 0; i < lines.size(); i++) {
                    // In a patch a mark after blanks is a line of the patch.
                    assertThat(lines.get(i)).endsWith(expected.get(i));
                }
            }
        }

        @Test
        void giveBackTheTextWithUniformMarks() {
            for (String text : texts()) {
                List<Block> blocks = BodyParser.parse(text);
                assertThat(BodyParser.parse(Block.text(blocks)))
                        .hasSameSizeAs(blocks)
                        .zipSatisfy(
                                blocks,
                                (again, block) ->
                                        assertThat(again.depth()).isEqualTo(block.depth()));
            }
            assertThat(Block.text(parse("a", ">b", ">>  c"))).isEqualTo("a\n> b\n> >  c\n");
        }
    }

    @Nested
    class Attributions {
        @Test
        void standBeforeQuotations() {
            assertThat(parse("Hi,", "Ada Quill wrote:", "> a", "b"))
                    .containsExactly(
                            authored("Hi,"),
                            attribution("Ada Quill wrote:"),
                            quote(1, "a"),
                            authored("b"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "On Mon, 3 Feb 2020 at 10:00, Ada <ada@example.org> wrote:",
                    "Ada Quill <ada@example.org> writes:",
                    "Ada said :",
                    "* Ada Quill <ada@example.org> wrote: ",
                    "ada@example.org WROTE:"
                })
        void endInAVerbAndAColon(String line) {
            assertThat(parse(line, "> a")).containsExactly(attribution(line), quote(1, "a"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"This is what I mean:", "wrote", "See:", "I wrote: a lot", "I rewrote:"})
        void areNothingElse(String line) {
            assertThat(parse(line, "> a")).containsExactly(authored(line), quote(1, "a"));
        }

        @Test
        void mayTakeThreeLines() {
            assertThat(parse("Hi", "On Monday,", "Ada Quill", "<ada@example.org> wrote:", "> a"))
                    .containsExactly(
                            authored("Hi"),
                            attribution("On Monday,", "Ada Quill", "<ada@example.org> wrote:"),
                            quote(1, "a"));
            assertThat(parse("On Monday,", "a b", "c d", "Ada wrote:", "> a").getFirst())
                    .isEqualTo(authored("On Monday,", "a b", "c d"));
            assertThat(parse("Ada Quill", "<ada@example.org> wrote:", "> a").getFirst())
                    .isEqualTo(attribution("Ada Quill", "<ada@example.org> wrote:"));
        }

        @Test
        void mayBeFollowedByTwoEmptyLines() {
            assertThat(parse("Ada wrote:", "", "", "> a"))
                    .containsExactly(attribution("Ada wrote:", "", ""), quote(1, "a"));
            assertThat(parse("Ada wrote:", "", "", "", "> a").getFirst())
                    .isEqualTo(authored("Ada wrote:", "", "", ""));
        }
    }

    @Nested
    class Signatures {
        @Test
        void goToTheEnd() {
            assertThat(parse("a", "-- ", "Ada", "", "-- "))
                    .containsExactly(authored("a"), signature("-- ", "Ada", "", "-- "));
        }

        @Test
        void endWhereAQuotationBegins() {
            assertThat(parse("a", "-- ", "Ada", "", "Bo wrote:", "> b", "c"))
                    .containsExactly(
                            authored("a"),
                            signature("-- ", "Ada", ""),
                            attribution("Bo wrote:"),
                            quote(1, "b"),
                            authored("c"));
        }

        @Test
        void beginWithTheSeparatorOnly() {
            assertThat(parse("a", "--", "b", " -- ", "--  "))
                    .containsExactly(authored("a", "--", "b", " -- ", "--  "));
        }
    }

    @Nested
    class Patches {
        @Test
        void areAuthored() {
            assertThat(
                            parse(
                                    "diff --git a/x b/x",
                                    "--- a/x",
                                    "+++ b/x",
                                    "@@ -1 +1 @@",
                                    " > kept",
                                    "-- ",
                                    "+b",
                                    "-- ",
                                    "2.30.2",
                                    ""))
                    .containsExactly(
                            authored(
                                    "diff --git a/x b/x",
                                    "--- a/x",
                                    "+++ b/x",
                                    "@@ -1 +1 @@",
                                    " > kept",
                                    "-- ",
                                    "+b"),
                            signature("-- ", "2.30.2", ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"diff -r 0 x", "Index: x", "--- x\n+++ x"})
        void beginInManyWays(String beginning) {
            assertThat(parse(beginning, "-- ", "+a")).hasSize(1);
        }

        @Test
        void doNotSwallowQuotations() {
            assertThat(parse("diff --git a/x b/x", "> a").getLast()).isEqualTo(quote(1, "a"));
        }
    }

    @Nested
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    class HostileText {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    ">",
                    "> ",
                    " ",
                    "> >",
                    "\n",
                    ">\n",
                    "wrote:\n> a\n",
                    "wrote:\n",
                    "-- \n",
                    "a\n>\n",
                    "diff -\n-- \n"
                })
        void costsTimeByItsLength(String piece) {
            String text = piece.repeat(100_000);
            assertThat(
                            BodyParser.parse(text).stream()
                                    .mapToInt(block -> block.lines().size())
                                    .sum())
                    .isEqualTo((int) text.lines().count());
        }
    }

    @Nested
    class OpenPgpArmour {
        private static List<String> kinds(String text) {
            return BodyParser.parse(text).stream()
                    .map(block -> block.getClass().getSimpleName() + " " + block.lines().size())
                    .toList();
        }

        private static final String SIGNATURE =
                "-----BEGIN PGP SIGNATURE-----\nVersion: x\n\niEY\n-----END PGP SIGNATURE-----\n";

        @Test
        void isABlockAroundWhatIsSigned() {
            assertThat(
                            kinds(
                                    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\ntext\n"
                                            + SIGNATURE
                                            + "after\n"))
                    .containsExactly("Armour 3", "Authored 1", "Armour 5", "Authored 1");
        }

        @Test
        void takesItsEscapesAway() {
            assertThat(
                            BodyParser.parse(
                                    "-----BEGIN PGP SIGNED MESSAGE-----\n\n- --- a\n- -- \nAda\n"
                                            + SIGNATURE
                                            + "- -- \n"))
                    .extracting(Block::lines)
                    .contains(List.of("--- a"), List.of("-- ", "Ada"), List.of("- -- "));
        }

        @Test
        void isTextIfItNeverEnds() {
            assertThat(kinds("-----BEGIN PGP SIGNATURE-----\n\niEY\n"))
                    .containsExactly("Authored 3");
            assertThat(kinds("-----BEGIN PGP SIGNED MESSAGE-----\n")).containsExactly("Authored 1");
        }

        private static List<String> withLines(int lines) {
            return kinds(
                    "-----BEGIN PGP MESSAGE-----\n"
                            + "x\n".repeat(lines - 2)
                            + "-----END PGP MESSAGE-----\n");
        }

        @Test
        void hasALimit() {
            int limit = PgpArmour.MAX_LINES;
            assertThat(withLines(limit - 1)).containsExactly("Armour " + (limit - 1));
            assertThat(withLines(limit)).containsExactly("Armour " + limit);
            assertThat(withLines(limit + 1)).containsExactly("Authored " + (limit + 1));
        }

        private static List<String> withHeader(int lines) {
            return kinds(
                    "-----BEGIN PGP SIGNED MESSAGE-----\n" + "A: b\n".repeat(lines) + "\ntext\n");
        }

        @Test
        void hasALimitOfHeaderLines() {
            int limit = PgpArmour.MAX_HEADER_LINES - 1; // The empty line counts.
            assertThat(withHeader(limit)).hasSize(2);
            assertThat(withHeader(limit + 1)).hasSize(1);
        }
    }
}
