package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ProvenanceTest {
    private static final String FIRST =
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu\n";
    private static final String SECOND =
            "one two three four five six seven eight nine ten eleven twelve\n";
    private static final String THIRD = "red green blue white black grey pink brown cyan lime\n";

    private final PassageIndex index = new PassageIndex();
    private final ParentFinder finder = new ParentFinder(index, Model.shipped());

    private int add(String id, String body) {
        return index.add(Mail.of(id, Mail.ADA, body).inquiry());
    }

    private List<Passage> trace(String body, Integer... ancestors) {
        return finder.trace(
                Mail.of("c@x", Mail.BOB, body).minutesLater(60).inquiry(), List.of(ancestors));
    }

    @Test
    void namesTheWordsOfTheParent() {
        int parent = add("p@x", THIRD + FIRST);

        assertThat(trace("> " + FIRST + "yes\n", parent))
                .containsExactly(new Passage(0, 12, 1, parent, 10, 22, 12));
    }

    @Test
    void namesAuthorsAndNotWhoQuotedThem() {
        int first = add("a@x", FIRST);
        int second = add("b@x", "> " + FIRST + SECOND);

        assertThat(trace("> > " + FIRST + "> " + SECOND + "yes\n", second, first))
                .containsExactly(
                        new Passage(0, 12, 2, first, 0, 12, 12),
                        new Passage(12, 24, 1, second, 12, 24, 12));
    }

    @Test
    void keepsTheLevelThatIsWrittenWhereItIsWrong() {
        int first = add("a@x", FIRST);
        int second = add("b@x", "> " + FIRST + SECOND);

        assertThat(trace("> " + FIRST + "yes\n", second, first))
                .containsExactly(new Passage(0, 12, 1, first, 0, 12, 12));
    }

    @Test
    void cutsWhatTwoWrote() {
        int first = add("a@x", FIRST);
        int second = add("b@x", SECOND);

        assertThat(trace("> " + FIRST + "> " + SECOND + "yes\n", second, first))
                .containsExactly(
                        new Passage(0, 12, 1, first, 0, 12, 12),
                        new Passage(12, 24, 1, second, 0, 12, 12));
    }

    @Test
    void prefersOfEqualsTheAncestorAtTheDistanceOfTheLevel() {
        int first = add("a@x", FIRST);
        int second = add("b@x", FIRST);

        assertThat(trace("> > " + FIRST + "yes\n", second, first))
                .extracting(Passage::source)
                .containsExactly(first);
        assertThat(trace("> " + FIRST + "yes\n", second, first))
                .extracting(Passage::source)
                .containsExactly(second);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void passesOverSmallDifferences(int words) {
        int parent = add("p@x", FIRST + SECOND);
        String other = "x".repeat(words).replace("x", "other ");

        assertThat(trace("> " + FIRST + "> " + other + "\n> " + SECOND + "yes\n", parent))
                .extracting(Passage::source)
                .containsOnly(parent);
    }

    @Test
    void namesOfSeveralPlacesTheOneThatGoesOn() {
        int parent = add("p@x", "alpha beta gamma one\nalpha beta gamma two\n" + FIRST);

        assertThat(trace("> " + FIRST + "yes\n", parent))
                .containsExactly(new Passage(0, 12, 1, parent, 8, 20, 12));
    }

    @Test
    void namesAPlaceThoughThereAreMoreThanAreCompared() {
        int parent = add("p@x", "alpha beta gamma one\n".repeat(Source.MAX_TRIED + 1) + FIRST);

        assertThat(trace("> " + FIRST + "yes\n", parent))
                .extracting(Passage::source)
                .containsOnly(parent);
    }

    @Test
    void endsAPlaceWhereThePassageEnds() {
        int parent = add("p@x", FIRST + SECOND + "lambda mu yes\n");

        assertThat(trace("> " + FIRST + "> yes\n", parent))
                .first()
                .isEqualTo(new Passage(0, 12, 1, parent, 0, 12, 12));
    }

    @ParameterizedTest
    @CsvSource({"3, 3, true", "3, 4, false", "7, 7, true", "7, 8, false", "8, 20, true"})
    void takesFewWordsForChanceIfMostAroundThemAreUnknown(int words, int others, boolean found) {
        int parent = add("p@x", FIRST);
        String[] known = FIRST.split(" ");
        String line = String.join(" ", Arrays.copyOf(known, words)) + " other".repeat(others);

        assertThat(trace("> " + line + "\nyes\n", parent)).hasSize(found ? 1 : 0);
    }

    @Test
    void searchesTheListForWhatNoAncestorWrote() {
        int elsewhere = add("e@x", THIRD + FIRST);

        assertThat(trace("> " + FIRST + "yes\n"))
                .containsExactly(new Passage(0, 12, 1, elsewhere, 10, 22, 12));
    }

    @Test
    void leavesOutWhatNobodyWrote() {
        int parent = add("p@x", FIRST);

        assertThat(trace("> " + SECOND + "yes\n", parent)).isEmpty();
        assertThat(trace(FIRST, parent)).isEmpty();
    }

    @Test
    void looksAtNoMoreAncestorsThanItsLimit() {
        Integer[] ancestors = new Integer[2_000];
        Arrays.fill(ancestors, add("o@x", THIRD));
        ancestors[Provenance.MAX_ANCESTORS - 1] = add("p@x", "a b " + FIRST);

        assertThat(trace("> " + FIRST + "yes\n", ancestors)).hasSize(1);
    }
}
