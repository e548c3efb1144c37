package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.quote.InventedThreads.Invented;

class ParentFinderTest {
    private static final String QUESTION =
            """
            When the first flowers open in the valley we move two hives beside the river,
            because the water keeps the frost away from the young plants.
            """;
    private static final String ANSWER =
            """
            Last year mine stood there too, and the flood took one of them in a single night.
            """;
    private static final String WROTE = "On Tue, 1 Mar 2011 at 12:00, Ada Abel wrote:\n";

    private final PassageIndex index = new PassageIndex();
    private final ParentFinder finder = new ParentFinder(index, Model.shipped());

    private final Mail question = Mail.of("q@x", Mail.ADA, QUESTION);

    private Mail answer() {
        return reply("a@x", Mail.BOB, WROTE + Mail.quoted(QUESTION) + "\n" + ANSWER, 30);
    }

    private static Mail reply(String id, String from, String body, int minutes) {
        return Mail.of(id, from, body).subject("Re: Bees").to(Mail.ADA).minutesLater(minutes);
    }

    private void add(Mail... mails) {
        for (Mail mail : mails) {
            index.add(mail.inquiry());
        }
    }

    private @Nullable String parentOf(Mail mail) {
        Finding finding = finder.find(mail.inquiry());
        return finding.isLink() && finding.parent() >= 0
                ? index.id(finding.parent()).value()
                : null;
    }

    @Nested
    class Quotations {
        @Test
        void nameTheirSource() {
            add(question);

            Finding finding = finder.find(answer().inquiry());

            assertThat(parentOf(answer())).isEqualTo("q@x");
            assertThat(finding.score()).isGreaterThan(Finding.SURE);
            assertThat(finding.clues())
                    .contains(Clue.PASSAGES, Clue.NAME, Clue.MINUTE, Clue.SUBJECT, Clue.ADDRESSEE);
        }

        @Test
        void ofTwoLevelsNameTheNearer() {
            add(question, answer());
            Mail second =
                    reply(
                            "s@x",
                            Mail.EVE,
                            "Bob Brown wrote:\n"
                                    + Mail.quoted(Mail.quoted(QUESTION) + ANSWER)
                                    + "\nWe had that as well.\n",
                            60);

            assertThat(parentOf(second)).isEqualTo("a@x");
        }

        @Test
        void areNotMistakenForThoseOfASibling() {
            add(question, answer());
            Mail sibling =
                    reply(
                            "s@x",
                            Mail.EVE,
                            WROTE + Mail.quoted(QUESTION) + "\nWhat river is that?\n",
                            90);

            assertThat(parentOf(sibling)).isEqualTo("q@x");
        }

        @ParameterizedTest
        @ValueSource(strings = {">", "> ", " > ", ">\t"})
        void mayBeWrappedAnewAndMarkedInOtherWays(String mark) {
            add(question);
            String wrapped =
                    IntStream.range(0, QUESTION.split("\\s+").length)
                            .mapToObj(
                                    i ->
                                            (i % 5 == 0 ? "\n" + mark : "")
                                                    + QUESTION.split("\\s+")[i])
                            .collect(Collectors.joining(" "));

            assertThat(parentOf(reply("a@x", Mail.BOB, WROTE + wrapped + "\n\nYes.\n", 9)))
                    .isEqualTo("q@x");
        }

        @Test
        void ofAPatchNameTheVersionOfTheSubject() {
            String patch =
                    QUESTION + "---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n";
            add(
                    Mail.of("v1@x", Mail.ADA, patch).subject("[PATCH 1/2] bees"),
                    Mail.of("v2@x", Mail.ADA, patch)
                            .subject("[PATCH v2 1/2] bees")
                            .minutesLater(600));
            Mail review = reply("r@x", Mail.BOB, "> +b\n" + Mail.quoted(QUESTION) + "\nNo.\n", 700);

            assertThat(parentOf(review.subject("Re: [PATCH 1/2] bees"))).isEqualTo("v1@x");
            assertThat(parentOf(review.subject("Re: [PATCH v2 1/2] bees"))).isEqualTo("v2@x");
        }

        @Test
        void ofWhatNeverCameNameNothing() {
            add(
                    Mail.of("o@x", Mail.EVE, "Something else about wasps and their nests.\n")
                            .subject("Wasps"));

            assertThat(parentOf(answer())).isNull();
        }

        @Test
        void nameNoMessageThatIsMuchLater() {
            add(question.minutesLater(60 + 120 + 31));

            assertThat(parentOf(answer())).isNull();
        }

        @Test
        void mayNameOneThatIsDatedALittleLater() {
            add(question.minutesLater(31));

            assertThat(parentOf(answer())).isEqualTo("q@x");
        }
    }

    @Nested
    class Others {
        @Test
        void thatClaimToBeRepliesStayAloneWithoutACandidate() {
            add(question);

            assertThat(
                            parentOf(
                                    Mail.of("spam@x", Mail.EVE, "Buy this now.\n")
                                            .subject("Re: your account")))
                    .isNull();
        }

        @Test
        void thatBeginThreadsStayAlone() {
            add(question);

            assertThat(parentOf(Mail.of("n@x", Mail.EVE, QUESTION).subject("Honey"))).isNull();
        }

        @Test
        void hangUnderTheNewestOfTheirSubjectByWhomTheyAddress() {
            add(question, answer());

            assertThat(parentOf(reply("t@x", Mail.EVE, "Thanks, that helps.\n", 60)))
                    .isEqualTo("q@x");
        }

        @Test
        void areNoReplyToThemselves() {
            Mail mail = answer();
            add(mail);

            assertThat(parentOf(mail)).isNull();
        }
    }

    @Nested
    class Patches {
        private Mail patch(String id, String subject) {
            return Mail.of(id, Mail.ADA, "Change something.\n").subject(subject);
        }

        @Test
        void hangUnderTheFirstOfTheirRun() {
            add(
                    patch("20110301120000.77-1-ada@example.org", "[PATCH 0/2] bees"),
                    patch("20110301120000.77-2-ada@example.org", "[PATCH 1/2] wings"));

            assertThat(parentOf(patch("20110301120000.77-3-ada@example.org", "[PATCH 2/2] legs")))
                    .isEqualTo("20110301120000.77-1-ada@example.org");
        }

        @Test
        void nameTheFirstOfTheirRunThoughItNeverCame() {
            add(patch("20110301120000.77-2-ada@example.org", "[PATCH 1/2] wings"));

            Finding finding =
                    finder.find(
                            patch("20110301120000.77-3-ada@example.org", "[PATCH 2/2] legs")
                                    .inquiry());

            assertThat(finding.parent()).isNegative();
            assertThat(finding.missing()).hasToString("20110301120000.77-1-ada@example.org");
        }

        @Test
        void hangUnderTheCoveringLetterOfTheirAuthor() {
            add(
                    patch("c@x", "[PATCH v2 0/2] bees"),
                    patch("d@x", "[PATCH v2 1/2] wings"),
                    Mail.of("e@x", Mail.EVE, "Others.\n").subject("[PATCH v2 0/2] wasps"));

            Finding finding = finder.find(patch("f@x", "[PATCH v2 2/2] legs").inquiry());

            assertThat(index.id(finding.parent())).hasToString("c@x");
            assertThat(finding.clues()).containsExactly(Clue.SERIES);
        }

        @Test
        void withoutACoveringLetterHangUnderTheFirst() {
            add(patch("d@x", "[PATCH 1/2] wings"));

            assertThat(parentOf(patch("f@x", "[PATCH 2/2] legs"))).isEqualTo("d@x");
            assertThat(parentOf(patch("g@x", "[PATCH 1/2] wings"))).isNull();
        }
    }

    @Nested
    class Properties {
        private final List<Invented> invented = InventedThreads.of(400, 4);
        private final List<Mail> mails = invented.stream().map(Invented::mail).toList();

        @Test
        void orderOfArrivalDoesNotMatter() {
            List<String> inOrder = parents(mails, mails);

            for (int seed = 0; seed < 5; seed++) {
                List<Mail> shuffled = new ArrayList<>(mails);
                Collections.shuffle(shuffled, new Random(seed));

                assertThat(parents(shuffled, mails)).isEqualTo(inOrder);
            }
        }

        @Test
        void whatComesLaterChangesNothingBefore() {
            List<Mail> early = mails.subList(0, 100);

            assertThat(parents(mails, early)).isEqualTo(parents(early, early));
        }

        @Test
        void nearlyAllParentsAreRight() {
            List<String> parents = parents(mails, mails);

            long right =
                    IntStream.range(0, mails.size())
                            .filter(i -> invented.get(i).parent().equals(parents.get(i)))
                            .count();

            assertThat(right).isGreaterThan(mails.size() * 98L / 100);
        }

        private List<String> parents(List<Mail> added, List<Mail> asked) {
            PassageIndex all = new PassageIndex();
            added.forEach(mail -> all.add(mail.inquiry()));
            ParentFinder inAll = new ParentFinder(all, Model.shipped());
            return asked.stream()
                    .map(mail -> inAll.find(mail.inquiry()))
                    .map(f -> f.isLink() && f.parent() >= 0 ? all.id(f.parent()).value() : "")
                    .toList();
        }
    }

    @Nested
    @Timeout(30)
    class Hostile {
        @Test
        void aMailOfTwentyMegabytes() {
            add(question);
            String much = "lorem ipsum dolor sit amet ".repeat(20 << 20 >> 5);

            assertThat(finder.find(reply("h@x", Mail.EVE, Mail.quoted(much), 9).inquiry()))
                    .isNotNull();
        }

        @Test
        void aThousandLevels() {
            add(question);
            String levels =
                    IntStream.rangeClosed(1, 1_000)
                            .mapToObj(level -> ">".repeat(level) + " " + QUESTION)
                            .collect(Collectors.joining("\n"));

            Mail mail = reply("h@x", Mail.EVE, levels, 9);
            add(mail);

            assertThat(finder.trace(mail.inquiry(), List.of(0))).isNotEmpty();
        }

        @Test
        void aLineAHundredThousandTimes() {
            Mail source = Mail.of("s@x", Mail.ADA, "the same line again\n".repeat(100_000));
            Mail quoting = reply("h@x", Mail.EVE, Mail.quoted(source.body()), 9);
            add(source, quoting);

            assertThat(finder.find(quoting.inquiry()).parent()).isZero();
            assertThat(finder.trace(quoting.inquiry(), List.of(0))).isNotEmpty();
        }

        @Test
        void aPassageInEveryMessage() {
            for (int i = 0; i < 5_000; i++) {
                add(
                        reply("m" + i + "@x", Mail.BOB, Mail.quoted(QUESTION) + QUESTION, i)
                                .subject("Re: " + i));
            }

            for (int i = 0; i < 5_000; i += 50) {
                assertThat(finder.find(reply("h@x", Mail.EVE, Mail.quoted(QUESTION), i).inquiry()))
                        .isNotNull();
            }
        }

        @Test
        void aSubjectAndAnAuthorOfEveryMessage() {
            for (int i = 0; i < 5_000; i++) {
                add(reply("m" + i + "@x", Mail.ADA, "Yes " + i + ".\n", 0));
            }

            assertThat(finder.find(answer().inquiry()).score()).isLessThan(1);
        }

        @Test
        void alternatingLevels() {
            String body = "> a b c d\nx y z w\n".repeat(30_000);

            assertThat(finder.find(reply("h@x", Mail.EVE, body, 1).inquiry())).isNotNull();
        }
    }
}
