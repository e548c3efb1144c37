package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.quote.PassageText.Excerpt;

@Timeout(30)
class UnmarkedTest {
    private static final String QUESTION =
            """
            When the first flowers open in the valley
            we move two hives beside the river again.
            """;
    private static final String ANSWER =
            """
            The flood took one of mine there in spring
            and the stand went with it down to the weir.
            """;
    private static final String OWN = "So did mine, and nobody told me.\n";

    private static LeveledText text(String body) {
        return LeveledText.of(Runs.of(body));
    }

    private static PassageText text(Mail mail) {
        return PassageText.of(mail.id().hashCode(), mail.message(), mail.sent());
    }

    /** What an answer quotes without marks of messages by Ada, Bob and Eve, the parent first. */
    private static List<Excerpt> found(String body, Mail... above) {
        List<PassageText> chain = Arrays.stream(above).map(UnmarkedTest::text).toList();
        return text(Mail.of("c@x", Mail.EVE, body).subject("Re: Bees"))
                .trace(chain.iterator(), fingerprints -> List.of());
    }

    private static final Mail ADA = Mail.of("a@x", Mail.ADA, QUESTION);
    private static final Mail BOB = Mail.of("b@x", Mail.BOB, Mail.quoted(QUESTION) + ANSWER);

    @Nested
    class Answers {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "%s", // As some web mailers leave it.
                    "    %s", // Indented.
                    "| %s",
                    "# %s",
                    ": %s",
                    "* %s",
                    "%s  " // As flowed text that lost its label.
                })
        void quoteWithoutMarks(String form) {
            String copied =
                    QUESTION.lines()
                            .map(line -> form.formatted(line) + "\n")
                            .collect(Collectors.joining());
            assertThat(found(OWN + "\n" + copied, ADA))
                    .singleElement()
                    .satisfies(
                            excerpt -> {
                                assertThat(excerpt.level()).isZero();
                                assertThat(excerpt.firstLine()).isEqualTo(2);
                                assertThat(excerpt.endLine()).isEqualTo(4);
                                assertThat(excerpt.sourceFirst()).isZero();
                                assertThat(excerpt.sourceEnd()).isEqualTo(2);
                            });
        }

        @Test
        void mayBeWrappedAnew() {
            String copied = QUESTION.replace('\n', ' ') + "\n";
            assertThat(found(OWN + copied, ADA)).hasSize(1);
        }

        @Test
        void nameTheAuthorAndNotWhoQuotedHim() {
            assertThat(found(OWN + "\n" + QUESTION + "\n" + ANSWER, BOB, ADA))
                    .extracting(excerpt -> excerpt.source().key())
                    .containsExactly((long) "a@x".hashCode(), (long) "b@x".hashCode());
        }

        @Test
        void nameTheAuthorAndNotWhoCopiedHim() {
            Mail copier = Mail.of("b@x", Mail.BOB, ANSWER + QUESTION);
            assertThat(found(OWN + "\n" + QUESTION, copier, ADA))
                    .extracting(excerpt -> excerpt.source().key())
                    .containsExactly((long) "a@x".hashCode());
        }

        @Test
        void mayHoldMarkedQuotationsAsWell() {
            assertThat(found(Mail.quoted(ANSWER) + OWN + QUESTION, BOB, ADA))
                    .extracting(Excerpt::level)
                    .containsExactly(1, 0);
        }
    }

    @Nested
    class Nothing {
        @Test
        void isQuotedOfOneself() {
            Mail mine = Mail.of("a@x", Mail.EVE, QUESTION);
            assertThat(found(OWN + QUESTION, mine)).isEmpty();
            assertThat(found(OWN + QUESTION, Mail.of("b@x", Mail.BOB, ANSWER + QUESTION), mine))
                    .isEmpty();
        }

        @Test
        void isQuotedByAMessageThatIsNoReply() {
            PassageText own = text(Mail.of("c@x", Mail.EVE, OWN + QUESTION));
            assertThat(own.mayQuote()).isFalse();
        }

        @Test
        void isQuotedOfAPatchThatIsSentAgain() {
            String patch =
                    """
                    --- a/hive.c
                    +++ b/hive.c
                    @@ -1,3 +1,3 @@
                     void move(struct hive *hive, struct river *river)
                    -    hive->place = valley(river, first, flower, open);
                    +    hive->place = beside(river, first, flower, open);
                     }
                    """;
            assertThat(found(OWN + "\n" + patch, Mail.of("a@x", Mail.ADA, patch))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"11, 0", "12, 1", "13, 1"})
        void isQuotedInLessThanTwelveWords(int words, int found) {
            String row =
                    IntStream.range(0, words)
                            .mapToObj(i -> "word" + i)
                            .collect(Collectors.joining(" ", "", "\n"));
            assertThat(found(OWN + row, Mail.of("a@x", Mail.ADA, row))).hasSize(found);
        }

        @Test
        void isQuotedOfALineThatHasOwnWords() {
            String row =
                    IntStream.range(0, 20)
                            .mapToObj(i -> "word" + i)
                            .collect(Collectors.joining(" ", "", "\n"));
            assertThat(found("I would say that " + row, Mail.of("a@x", Mail.ADA, row))).isEmpty();
        }
    }

    @Nested
    class Levels {
        @Test
        void areThoseOfTheOtherAndOneMore() {
            LeveledText answer = text(OWN + "\n" + ANSWER + "\n" + QUESTION);
            LeveledText leveled = new Unmarked(answer, new BitSet()).leveledBy(text(BOB.body()));
            assertThat(leveled.words()).isEqualTo(answer.words());
            assertThat(leveled.levels()).containsExactly(0, 1, 2);
            assertThat(leveled.wordsAt(0)).isEqualTo(7);
        }

        @Test
        void stayWhereNothingIsQuoted() {
            LeveledText own = text(OWN + Mail.quoted(QUESTION) + OWN);
            LeveledText leveled = new Unmarked(own, new BitSet()).leveledBy(text(ANSWER));
            assertThat(leveled.starts()).isEqualTo(own.starts());
            assertThat(leveled.levels()).isEqualTo(own.levels());
        }
    }

    @Test
    void costTimeByTheirLength() {
        String line = "the same words again and again in each of these many lines\n";
        Mail long1 = Mail.of("a@x", Mail.ADA, line.repeat(5_000));
        assertThat(found(line.repeat(5_000), long1)).isNotEmpty();
    }
}
