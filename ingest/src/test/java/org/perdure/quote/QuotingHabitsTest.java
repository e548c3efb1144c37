package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and programs do to mail that they answer, and whom it leads to all the same. */
class QuotingHabitsTest {
    private static final String QUESTION =
            """
            When the first flowers open in the valley we move two hives beside the river,
            because the water keeps the frost away from the young plants.
            """;
    private static final String OTHER =
            """
            Nobody has told me yet how many jars of heather honey the abbey wants this year,
            and whether the lids of the last delivery were of the right size at all.
            """;

    private final PassageIndex index = new PassageIndex();
    private final ParentFinder finder = new ParentFinder(index, Model.shipped());

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

    private static Mail answer(String body) {
        return Mail.of("a@x", Mail.BOB, body).subject("Re: Bees").to(Mail.ADA).minutesLater(30);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada Abel via the-list <list@example.org>",
        "'Ada Abel via the-list' <list@example.org>",
        "ada@example.org"
    })
    void aListMayPutItselfIntoFrom(String from) {
        add(Mail.of("q@x", from, QUESTION));
        String wrote = "On Tue, 1 Mar 2011 at 12:00, Ada Abel <ada@example.org> wrote:\n";

        assertThat(parentOf(answer(wrote + Mail.quoted(QUESTION) + "\nYes.\n"))).isEqualTo("q@x");
    }

    @Test
    void typographyMayBecomeAscii() {
        add(
                Mail.of(
                        "q@x",
                        Mail.ADA,
                        "\u201cDon\u2019t move the hives\u201d \u2013 that\u2019s what the keepers say \u2026"
                                + " and they aren\u2019t always wrong about it\n"));
        String ascii =
                "> \"Don't move the hives\" - that's what the keepers say ..."
                        + " and they aren't always wrong about it\n";

        assertThat(parentOf(answer(ascii + "\nYes.\n"))).isEqualTo("q@x");
    }

    @Test
    void accentsMayBeLost() {
        add(
                Mail.of(
                        "q@x",
                        Mail.ADA,
                        "Die Bienenstöcke stehen jedes Jahr im Frühling drüben am Fluss,"
                                + " weil das Wasser den Frost fernhält und die Wege kürzer sind.\n"));
        String damaged =
                "> Die Bienenst?cke stehen jedes Jahr im Fr?hling dr?ben am Fluss,"
                        + " weil das Wasser den Frost fernh?lt und die Wege k?rzer sind.\n";

        assertThat(parentOf(answer(damaged + "\nJa.\n"))).isEqualTo("q@x");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "Bees, ''", "'', Re:", "Bees, Re: [list] Fwd: something else"})
    void theSubjectMayBeEmptyOrOfAnother(String asked, String answered) {
        add(
                Mail.of("q@x", Mail.ADA, QUESTION).subject(asked),
                Mail.of("o@x", Mail.EVE, OTHER).subject("something else").minutesLater(5));

        assertThat(parentOf(answer(Mail.quoted(QUESTION) + "\nYes.\n").subject(answered)))
                .isEqualTo("q@x");
    }

    @Test
    void aPatchMayBeQuotedWithOtherSigns() {
        add(
                Mail.of(
                                "q@x",
                                Mail.ADA,
                                "--- a/hive.c\n+++ b/hive.c\n@@ -1,2 +1,2 @@\n"
                                        + "-        return valley(first, flower, open, hive);\n"
                                        + "+        return river(first, flower, open, hive, two);\n")
                        .subject("[PATCH] hive: move"));
        String signs =
                "> +        return valley(first, flower, open, hive);\n"
                        + ">          return river(first, flower, open, hive, two);\n";

        assertThat(parentOf(answer(signs + "\nNo.\n").subject("Re: [PATCH] hive: move")))
                .isEqualTo("q@x");
    }

    @Test
    void aDigestIsNobodysParent() {
        StringBuilder digest = new StringBuilder("Today's topics: bees, honey\n\n");
        for (int i = 1; i <= 6; i++) {
            digest.append("Message: ").append(i).append('\n');
            digest.append("Date: Tue, 1 Mar 2011 12:0").append(i).append(":00 +0000\n");
            digest.append("From: Ada Abel <ada@example.org>\nSubject: Bees\n\n");
            digest.append(i == 3 ? QUESTION : "Number " + i + " says something short.\n");
            digest.append("\n------------------------------\n\n");
        }
        Mail daily =
                Mail.of("d@x", "list-request@example.org", digest.toString())
                        .subject("list Digest, Vol 1, Issue 2")
                        .minutesLater(20);
        Mail answer = answer("Ada Abel wrote:\n" + Mail.quoted(QUESTION) + "\nYes.\n");
        add(daily);

        assertThat(parentOf(answer)).isNull();

        add(Mail.of("q@x", Mail.ADA, QUESTION));

        assertThat(parentOf(answer)).isEqualTo("q@x");
    }

    @Test
    void allMayBeCopiedWithoutAMark() {
        add(
                Mail.of("q@x", Mail.ADA, QUESTION),
                Mail.of("o@x", Mail.EVE, OTHER).subject("Re: Bees").minutesLater(5),
                Mail.of("p@x", Mail.EVE, "Me too.\n").subject("Re: Bees").minutesLater(9));

        assertThat(parentOf(answer("Yes, in April.\n\n" + QUESTION))).isEqualTo("q@x");
    }

    @Test
    void aRobotMayQuoteHalfATree() {
        add(
                Mail.of("q@x", Mail.ADA, QUESTION + "diff --git a/hive.c b/hive.c\n")
                        .subject("[PATCH] hive: move"));
        String report =
                "Hi Ada,\n\nI love your patch! Perhaps something to improve:\n\n"
                        + ">> hive.c:12:3: warning: unused variable 'river'\n\n"
                        + "   vim +12 hive.c\n\n  > 12    int river;\n";

        assertThat(parentOf(answer(report).subject("Re: [PATCH] hive: move"))).isEqualTo("q@x");
    }
}
