package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.quote.PassageText.Excerpt;

class PassageTextTest {
    private static final String SAID =
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu\n";
    private static final String OTHER = "other ";

    private static PassageText text(Mail mail) {
        return PassageText.of(mail.id().hashCode(), mail.message(), mail.sent());
    }

    /** What is found of a quotation if no ancestor is there, and one message by Ada is. */
    private static List<Excerpt> found(String body, String written) {
        PassageText ada = text(Mail.of("a@x", Mail.ADA, written));
        return text(Mail.of("b@x", Mail.BOB, body))
                .trace(Collections.emptyIterator(), fingerprints -> List.of(ada));
    }

    @Nested
    class ByWordsAlone {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Ada wrote:\n",
                    "Ada Abel wrote:\n",
                    "On Tue, 1 Mar 2011, ada@example.org wrote:\n",
                    "On Tue, 1 Mar 2011 at 12:00, Abel, Ada <abel@example.net> wrote:\n"
                })
        void isFoundWhoMayHaveWrittenIt(String introduction) {
            assertThat(found(introduction + "> " + SAID + "yes\n", SAID)).hasSize(1);
        }

        @Test
        void isNotFoundWhomTheIntroductionDoesNotName() {
            assertThat(found("Eve Evans wrote:\n> " + SAID + "yes\n", SAID)).isEmpty();
        }

        @Test
        void countsTheIntroductionOfTheLevel() {
            String outer = "Ada Abel wrote:\n> Eve Evans wrote:\n";
            assertThat(found(outer + "> > " + SAID + "yes\n", SAID)).isEmpty();
            assertThat(found(outer + "> " + SAID + "yes\n", SAID)).hasSize(1);
            String inner = "Eve Evans wrote:\n> Ada Abel wrote:\n";
            assertThat(found(inner + "> > " + SAID + "yes\n", SAID)).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"12, 3, 1", "12, 4, 0", "19, 6, 0", "20, 6, 1"})
        void isMostOfTheRowOrMuch(int words, int others, int found) {
            String known =
                    IntStream.range(0, words)
                            .mapToObj(i -> "word" + i)
                            .collect(Collectors.joining(" "));
            assertThat(found("> " + known + " " + OTHER.repeat(others) + "\nyes\n", known + "\n"))
                    .hasSize(found);
        }
    }

    @Nested
    class OfSimilarTexts {
        @ParameterizedTest
        @CsvSource({"1, 1", "2, 1", "3, 0"})
        void isFoundTheOneThatIsNearlyTheSame(int different, int found) {
            String[] words = (SAID.strip() + " ").repeat(4).split(" ");
            String said = String.join(" ", words) + "\n";
            for (int i = 0; i < different; i++) {
                words[10 + 8 * i] = "different" + i;
            }
            String similar = String.join(" ", words) + "\n";
            assertThat(found("> " + similar + "yes\n", said)).hasSize(found);
        }
    }

    @Nested
    class Introduced {
        @ParameterizedTest
        @ValueSource(ints = {Introductions.MAX - 1, Introductions.MAX, Introductions.MAX + 1})
        void isByNobodyWhoIsKnownBehindTooManyIntroductions(int count) {
            String before = "Eve Evans wrote:\n> hello there\n\nyes\n\n".repeat(count);
            assertThat(found(before + "> " + SAID + "yes\n", SAID))
                    .hasSize(count < Introductions.MAX ? 0 : 1);
        }
    }
}
