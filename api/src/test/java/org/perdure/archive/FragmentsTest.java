package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.archive.Ghost.Fragment;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** What several replies quote of one message, put together. */
class FragmentsTest {
    private static final String FIRST = "We move two hives to the river.";
    private static final String SECOND = "The water keeps the frost away.";
    private static final String THIRD = "Nobody was stung this year.";
    private static final String FOURTH = "Honey is dear, wax is not.";

    private final Fragments fragments = new Fragments();

    private static Summary reply(String id) {
        return new Summary(
                new ListName("bees"),
                new MessageId(id),
                0,
                "Hives",
                "Ada",
                null,
                Instant.EPOCH,
                null,
                "/bees/" + id + "/");
    }

    /**
     * Adds what a reply quotes.
     *
     * @param lines {@code ""} stands for a gap
     */
    private void quote(String id, String... lines) {
        fragments.begin();
        for (String line : lines) {
            if (line.isEmpty()) {
                fragments.gap();
            } else {
                fragments.add(line, reply(id));
            }
        }
    }

    private List<String> all() {
        return fragments.all().stream().map(FragmentsTest::text).toList();
    }

    private static String text(Fragment fragment) {
        return String.join("/", fragment.lines())
                + " "
                + fragment.quotedBy().stream()
                        .map(reply -> reply.id().value())
                        .collect(Collectors.joining(","));
    }

    @Test
    void ofOneReplyAreThoseThatItQuotes() {
        quote("a", FIRST, SECOND, "", FOURTH);

        assertThat(all()).containsExactly(FIRST + "/" + SECOND + " a", FOURTH + " a");
    }

    @Test
    void thatTwoQuoteAreOne() {
        quote("a", FIRST, SECOND);
        quote("b", "we move two hives to the RIVER", SECOND);

        assertThat(all()).containsExactly(FIRST + "/" + SECOND + " a,b");
    }

    @Test
    void areJoinedByAReplyThatQuotesWhatIsBetween() {
        quote("a", FIRST, "", THIRD);
        quote("b", FIRST, SECOND, THIRD);

        assertThat(all()).containsExactly(FIRST + "/" + SECOND + "/" + THIRD + " a,b");
    }

    @Test
    void standInTheOrderThatBothTell() {
        quote("a", FIRST, "", FOURTH);
        quote("b", FIRST, "", THIRD);
        quote("c", SECOND, "", THIRD);

        assertThat(all())
                .containsExactly(SECOND + " c", FIRST + " a,b", THIRD + " b,c", FOURTH + " a");
    }

    @Test
    void areNotTornApart() {
        quote("a", FIRST, SECOND);
        quote("b", FIRST, "", THIRD);

        assertThat(all()).containsExactly(FIRST + "/" + SECOND + " a,b", THIRD + " b");
    }

    @Test
    void keepEmptyLinesWithin() {
        quote("a", " ", FIRST, " ", SECOND, " ");
        quote("b", SECOND, " ", THIRD);

        assertThat(all()).containsExactly(FIRST + "//" + SECOND + "//" + THIRD + " a,b");
    }

    @Test
    void areNotMistakenByLinesThatStandEverywhere() {
        quote("a", FIRST, "{", SECOND, "}", THIRD, "}");
        quote("b", THIRD, "}");
        quote("c", "}", "", FOURTH);

        assertThat(all())
                .containsExactly(FOURTH + " c", FIRST + "/{/" + SECOND + "/}/" + THIRD + "/} a,b");
    }

    @ParameterizedTest
    @CsvSource({"two words,0", "it has three,1", "four words are here,1"})
    void haveSomeWords(String line, int count) {
        quote("a", line);

        assertThat(all()).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"299,299", "300,300", "301,300"})
    void haveSoManyLines(int quoted, int kept) {
        fragments.begin();
        for (int i = 0; i < quoted; i++) {
            fragments.add("This is line " + i, reply("a"));
        }

        assertThat(fragments.all()).hasSize(1);
        assertThat(fragments.all().getFirst().lines()).hasSize(kept);
    }
}
