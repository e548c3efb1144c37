package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
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

class SegmenterTest {
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
            assertThat(Segmenter.blocks(line))
                    .singleElement()
                    .satisfies(
                            block -> {
                                assertThat(block.depth()).isEqualTo(depth);
                                assertThat(block.level()).isEqualTo(depth);
                                assertThat(block.lines()).containsExactly(rest);
                            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u00a0> x", ">\u00a0> x", "\ufeff> x", ">\u200b x", "> \u200b> x"})
        void countsBehindBlanksAndCharactersThatNobodySees(String line) {
            assertThat(Segmenter.segment(line).segments().getFirst().depth()).isPositive();
        }

        @Test
        void hasALimitBeyondWhichMarksAreText() {
            int limit = Segmenter.MAX_DEPTH;
            for (int marks : new int[] {limit - 1, limit, limit + 1, 1_000}) {
                Block block = Segmenter.blocks(">".repeat(marks) + "x").getFirst();
                assertThat(block.depth()).isEqualTo(Math.min(limit, marks));
                assertThat(block.lines().getFirst())
                        .isEqualTo(">".repeat(Math.max(0, marks - limit)) + "x");
            }
        }

        @Test
        void countsInitialsThatTwoLinesHave() {
            assertThat(Cut.segments("AQ> a", "AQ> > b", " AQ> c"))
                    .containsExactly("1 1 quoted 1", "2 2 quoted 1", "1 1 quoted 1");
            assertThat(Cut.segments("AQ> a", "BC> b")).containsExactly("0 0 authored 2");
            assertThat(Cut.segments("AQ> BC> a", "AQ> BC> b", "AQ> c"))
                    .containsExactly("2 2 quoted 2", "1 1 quoted 1");
            assertThat(Cut.segments("SQL> select 1;", "SQL> exit"))
                    .containsExactly("0 0 authored 2");
        }

        @Test
        void believesInitialsUpToALimit() {
            String most = "A".repeat(Initials.MAX_LETTERS) + "> x";
            assertThat(Cut.segments(most, most)).containsExactly("1 1 quoted 2");
            assertThat(Cut.segments("A" + most, "A" + most)).containsExactly("0 0 authored 2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"| x -> y", ": x", "# x", "% x", "==123== x", "<b>x", "a> x"})
        void isZeroForOtherMarks(String line) {
            assertThat(Cut.segments(line, line)).containsExactly("0 0 authored 2");
        }
    }

    @Nested
    class Levels {
        @Test
        void openBelowHeaderBlocksAndNest() {
            assertThat(
                            Cut.segments(
                                    "Yes.",
                                    "From: Ada <ada@example.org>",
                                    "Sent: Monday, 3 February 2020 10:15",
                                    "To: list@example.org",
                                    "Hi",
                                    "> old",
                                    "From: Bo <bo@example.org>",
                                    "Sent: Sunday, 2 February 2020 10:15",
                                    "Subject: x",
                                    "Oldest"))
                    .containsExactly(
                            "0 0 authored 1",
                            "0 0 header-block 3",
                            "1 0 quoted 1",
                            "2 1 quoted 1",
                            "1 0 header-block 3",
                            "2 0 quoted 1");
        }

        @Test
        void closeWithFewerMarks() {
            assertThat(
                            Cut.segments(
                                    "Bo wrote:",
                                    "> -----Original Message-----",
                                    "> text",
                                    "",
                                    "> more",
                                    "answer",
                                    "> again"))
                    .containsExactly(
                            "0 0 attribution 1",
                            "1 1 header-block 1",
                            "2 1 quoted 1",
                            "0 0 authored 1",
                            "2 1 quoted 1",
                            "0 0 authored 1",
                            "1 1 quoted 1");
        }

        @Test
        void openBelowAnAttributionOnlyIfTheAuthorSaidSomethingAbove() {
            String attribution = "On Mon, 3 Feb 2020 at 10:15, Ada <ada@example.org> wrote:";
            assertThat(Cut.segments("Yes.", attribution, "text"))
                    .containsExactly("0 0 authored 1", "0 0 attribution 1", "1 0 quoted 1");
            assertThat(Cut.segments(attribution, "", "Yes.", "> text"))
                    .containsExactly("0 0 attribution 1", "0 0 authored 2", "1 1 quoted 1");
            assertThat(Cut.segments("Hi Ada,", "", attribution, "", "Yes."))
                    .containsExactly("0 0 authored 2", "0 0 attribution 1", "0 0 authored 2");
        }

        @Test
        void haveALimit() {
            String header = "-----Original Message-----\n";
            int limit = Segmenter.MAX_DEPTH;
            for (int headers : new int[] {limit - 1, limit, limit + 1, 1_000}) {
                Segmentation cut = Segmenter.segment(header.repeat(headers) + "x\n");
                assertThat(cut.segments().getLast().level()).isEqualTo(Math.min(limit, headers));
            }
        }

        @Test
        void areThoseOutsideForWhatStandsFirstInAQuotation() {
            assertThat(
                            Cut.segments(
                                    "> On 3 Feb 2020, at 10:15, Ada <ada@example.org> wrote:",
                                    "> a"))
                    .containsExactly("0 1 attribution 1", "1 1 quoted 1");
            assertThat(
                            Cut.segments(
                                    "Bo wrote:",
                                    "> On 3 Feb 2020, at 10:15, Ada <ada@example.org> wrote:",
                                    "> a"))
                    .containsExactly("0 0 attribution 1", "1 1 attribution 1", "2 1 quoted 1");
        }
    }

    @Nested
    class Signatures {
        @Test
        void goToTheEnd() {
            assertThat(Cut.segments("a", "-- ", "Ada", "", "-- "))
                    .containsExactly("0 0 authored 1", "0 0 signature 4");
        }

        @Test
        void endWhereAQuotationBegins() {
            assertThat(Cut.segments("a", "-- ", "Ada", "", "Bo wrote:", "> b", "c"))
                    .containsExactly(
                            "0 0 authored 1",
                            "0 0 signature 3",
                            "0 0 attribution 1",
                            "1 1 quoted 1",
                            "0 0 authored 1");
        }

        @Test
        void mayHaveLostTheirBlankIfTheyAreShort() {
            String[] lines = new String[Endings.MAX_SIGNATURE_LINES + 2];
            Arrays.fill(lines, "x");
            lines[0] = "a";
            lines[1] = "--";
            assertThat(Cut.segments(lines)).containsExactly("0 0 authored 1", "0 0 signature 7");
            assertThat(Cut.segments("a\n--\nx\nx\nx\nx\nx\nx\nx"))
                    .containsExactly("0 0 authored 9");
        }

        @Test
        void beginWithTheSeparatorOnly() {
            assertThat(Cut.segments("a", " -- ", "-- b", "---")).containsExactly("0 0 authored 4");
        }

        @Test
        void ofGitEndPatches() {
            assertThat(
                            Cut.segments(
                                    "text",
                                    "diff --git a/x b/x",
                                    "--- a/x",
                                    "+++ b/x",
                                    "@@ -1,2 +1,3 @@",
                                    " > kept",
                                    "-- ",
                                    "+b",
                                    "+c",
                                    "-- ",
                                    "2.30.2",
                                    ""))
                    .containsExactly("0 0 authored 1", "0 0 patch 8", "0 0 signature 3");
        }
    }

    @Nested
    class Segments {
        @Test
        void areNoneInAnEmptyText() {
            assertThat(Segmenter.segment("").segments()).isEmpty();
        }

        @Test
        void needNoLineEndAtTheEnd() {
            assertThat(Segmenter.blocks("a\nb")).isEqualTo(Segmenter.blocks("a\nb\n"));
            assertThat(Cut.segments("")).containsExactly("0 0 authored 1");
        }

        @Test
        void keepEmptyLines() {
            assertThat(Cut.segments("", "a", "", "> b", "", "> c", "d"))
                    .containsExactly(
                            "0 0 authored 3",
                            "1 1 quoted 1",
                            "0 0 authored 1",
                            "1 1 quoted 1",
                            "0 0 authored 1");
        }

        /** Texts of pieces that mean something, so that all rules meet. */
        private static List<String> texts() {
            List<String> pieces =
                    List.of(
                            "a",
                            "> b",
                            ">> c",
                            "-- ",
                            "--",
                            "",
                            " ",
                            "> ",
                            "On Monday, 3 Feb 2020 at 10:15, Ada wrote:",
                            "> On Monday, 3 Feb 2020 at 10:15, Ada wrote:",
                            "Ada",
                            "wrote:",
                            "From: Ada <ada@example.org>",
                            "Sent: 3 Feb 2020 10:15",
                            "Subject: x",
                            "> From: Ada <ada@example.org>",
                            "> Date: 3 Feb 2020 10:15",
                            "-----Original Message-----",
                            "----- End of forwarded message -----",
                            "________________",
                            "mailing list",
                            "[...]",
                            "diff --git a/x b/x",
                            "@@ -1,3 +1,3 @@",
                            "> @@ -1,3 +1,3 @@",
                            "+a",
                            "> -b",
                            "2.30.2",
                            "   >",
                            ">  > x",
                            "--- a/x",
                            "+++ b/x",
                            "\t>",
                            "AQ> x",
                            "-----BEGIN PGP SIGNATURE-----",
                            "-----END PGP SIGNATURE-----",
                            "> a long line that may have been wrapped by a program on its way to us");
            Random random = new Random(7);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
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
                Segmentation cut = Segmenter.segment(text);
                List<String> lines = new ArrayList<>();
                int next = 0;
                for (Segment segment : cut.segments()) {
                    assertThat(segment.firstLine()).isEqualTo(next);
                    next = segment.endLine();
                    for (int line = segment.firstLine(); line < next; line++) {
                        lines.add(text.substring(cut.lineStart(line), cut.lineEnd(line)));
                        assertThat(cut.contentStart(line))
                                .isBetween(cut.lineStart(line), cut.lineEnd(line));
                    }
                }
                assertThat(lines).isEqualTo(text.lines().toList());
            }
        }

        @Test
        void areAuthoredOnlyWithoutMarks() {
            for (String text : texts()) {
                for (Segment segment : Segmenter.segment(text).segments()) {
                    if (segment.kind() == Kind.AUTHORED) {
                        assertThat(segment.depth() + segment.level()).as(text).isZero();
                    }
                    if (segment.kind() == Kind.QUOTED) {
                        assertThat(segment.level()).as(text).isPositive();
                    }
                    boolean outside = segment.kind().isIntroduction();
                    assertThat(segment.level())
                            .as(text)
                            .isGreaterThanOrEqualTo(segment.depth() - (outside ? 1 : 0));
                }
            }
        }

        @Test
        void makeRunsOfOneLevelEach() {
            Segmentation cut =
                    Segmenter.segment(
                            "Bo wrote:\n> a\n\n> b\n[...]\n> c\n>> d\n> e\nAda wrote:\n> f\n");
            assertThat(cut.runs())
                    .extracting(run -> run.level() + ":" + run.segments().size())
                    .containsExactly("1:3", "2:1", "1:1", "1:1");
        }
    }

    @Nested
    class WrappedLines {
        private static final String LONG =
                "> a line of a quotation that was as long as a line may be, so that";

        @Test
        void haveTheLevelOfTheLinesAroundThem() {
            assertThat(Cut.segments(LONG, "it was wrapped", "> here"))
                    .containsExactly("1 1 quoted 1", "1 0 quoted 1", "1 1 quoted 1");
            assertThat(Cut.segments("> " + LONG, "> it was", "> > here"))
                    .containsExactly("2 2 quoted 1", "2 1 quoted 1", "2 2 quoted 1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"No.", "no, it was not", "It was", "i think so"})
        void areNotAnswers(String line) {
            assertThat(Cut.segments(LONG, line, "> here")).contains("0 0 authored 1");
        }

        @Test
        void areLongEnough() {
            String above = "> " + "a".repeat(Tails.MIN_WRAPPED_CHARS - 2);
            assertThat(Cut.segments(above, "rest", "> b")).contains("1 0 quoted 1");
            assertThat(Cut.segments(above.replaceFirst("a", ""), "rest", "> b"))
                    .contains("0 0 authored 1");
        }
    }

    @Nested
    class Elided {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[...]",
                    "[..]",
                    "[…]",
                    "...",
                    "<snip>",
                    "[snip]",
                    "[ snip ]",
                    "<snipped 20 lines>",
                    "[cut]",
                    "--- snip ---",
                    "snip...",
                    "(trimmed)"
                })
        void areNotes(String line) {
            assertThat(Cut.segments(line)).containsExactly("0 0 elision 1");
            assertThat(Cut.segments("> " + line)).containsExactly("1 1 elision 1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"..", "cut", "the snip", "[1]", "[snippet.c]", "<b>", "------", "."})
        void areNothingElse(String line) {
            assertThat(Cut.segments(line)).containsExactly("0 0 authored 1");
        }
    }

    @Nested
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
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
                    "On 3 Feb 2020 10:15 Ada wrote:\n",
                    "-- \n",
                    "--\n",
                    "--\n\n",
                    "________________\n",
                    "a\n>\n",
                    "AQ>",
                    "AQ> a\n",
                    "From: a\n",
                    "Cc: a\n\n",
                    "To: a\n b\n",
                    "-----Original Message-----\n",
                    "-----BEGIN PGP MESSAGE-----\n",
                    "[...]\n",
                    "diff -\n-- \n",
                    "@@ -1 +1 @@\n",
                    "> @@ -99999999,99999999 +1 @@\n",
                    "1/2/3 10:15 a@b:\n",
                    "1.1.",
                    "<a@",
                    "a@b",
                    "\u00e9:\n"
                })
        void costsTimeByItsLength(String piece) {
            String text = piece.repeat(1_000_000 / piece.length());
            Segmentation cut = Segmenter.segment(text);
            assertThat(cut.segments().stream().mapToInt(Segment::lineCount).sum())
                    .isEqualTo((int) text.lines().count());
        }
    }
}
