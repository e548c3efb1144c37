package org.perdure.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.patch.SeriesComparison.Row;
import org.perdure.patch.SeriesComparison.Titled;

@Timeout(30)
class SeriesComparisonTest {
    private static Titled patch(String title, String... lines) {
        String hunk = String.join("\n", lines);
        return new Titled(
                title,
                PatchText.of(
                        "Text.\n---\n--- a/x.c\n+++ b/x.c\n@@ -1,0 +1,%d @@ f\n%s\n"
                                .formatted(lines.length, hunk)));
    }

    private static List<String> told(List<Row> rows) {
        return rows.stream()
                .map(row -> row.change() + " " + row.before() + " " + row.after())
                .toList();
    }

    @Test
    void saysWhichPatchesStayedChangedCameAndWent() {
        List<Titled> before = List.of(patch("a", "+1"), patch("b", "+2"), patch("gone", "+3"));
        List<Titled> after = List.of(patch("new", "+9"), patch("A.", "+1"), patch("b", "+22"));

        assertThat(told(SeriesComparison.of(before, after)))
                .containsExactly("NEW -1 0", "CHANGED 0 1", "CHANGED 1 2", "DROPPED 2 -1");
        assertThat(told(SeriesComparison.of(before, before)))
                .containsExactly("SAME 0 0", "SAME 1 1", "SAME 2 2");
    }

    @Test
    void findsAPatchAgainThatHasAnotherTitle() {
        List<Titled> before = List.of(patch("a door", "+1", "+2", "+3"));

        assertThat(told(SeriesComparison.of(before, List.of(patch("a gate", "+1", "+2", "+4")))))
                .containsExactly("CHANGED 0 0");
        assertThat(told(SeriesComparison.of(before, List.of(patch("a gate", "+1", "+5", "+4")))))
                .containsExactly("NEW -1 0", "DROPPED 0 -1");
    }

    @Test
    void showsTheDifferenceOfTheTwoPatches() {
        List<Row> rows =
                SeriesComparison.of(
                        List.of(patch("a", "+one", "+two")), List.of(patch("a", "+one", "+2")));

        assertThat(rows.getFirst().difference())
                .containsExactly("@@ -5,4 +5,4 @@", " ## x.c", " @@ f", " +one", "-+two", "++2");
    }

    @Test
    void saysNotWhatIsDifferentInAVeryLongPatch() {
        String[] lines =
                IntStream.range(0, SeriesComparison.MAX_LINES)
                        .mapToObj(i -> "+" + i)
                        .toArray(String[]::new);
        Row row =
                SeriesComparison.of(List.of(patch("a", lines)), List.of(patch("a", "+1")))
                        .getFirst();

        assertThat(row.change()).isEqualTo(SeriesComparison.Change.CHANGED);
        assertThat(row.difference()).isEmpty();
    }

    @Test
    void comparesManyPatches() {
        List<Titled> before = new ArrayList<>();
        List<Titled> after = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            before.add(patch("b" + i, "+" + i, "+x" + i));
            after.add(patch("a" + i, "+" + i, "+x" + i));
        }
        assertThat(SeriesComparison.of(before, after))
                .extracting(Row::change)
                .containsOnly(SeriesComparison.Change.CHANGED);
    }
}
