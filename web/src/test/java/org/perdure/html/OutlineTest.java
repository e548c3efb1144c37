package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.archive.Summary;
import org.perdure.html.Outline.Line;

class OutlineTest {
    private static final Summary HERE = Invented.message().summary();

    private static List<Line> outline(List<Summary> siblings) {
        return Outline.of(Invented.message(siblings), Summary::path);
    }

    /** Other answers to the same message, itself at a place among them. */
    private static List<Summary> siblings(int count, int place) {
        List<Summary> siblings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            siblings.add(
                    i == place ? HERE : Invented.summary(100 + i, "Re: something", "Ben Tallow"));
        }
        return siblings;
    }

    @Test
    void goesFromTheBeginningOfTheThreadToTheAnswers() {
        List<Line> lines = outline(List.of(HERE));
        assertThat(lines).extracting(Line::depth).containsExactly(0, 1, 2, 3, 3);
        assertThat(lines).filteredOn(Line::isHere).hasSize(1);
        assertThat(lines.get(2).isHere()).isTrue();
        assertThat(lines.getFirst().href()).isEqualTo("/lamp-devel/may-12@example.org/");
    }

    @Test
    void saysASubjectWhereItIsAnother() {
        assertThat(outline(List.of(HERE)))
                .extracting(Line::subject)
                .containsExactly(
                        "[PATCH 0/3] wick: less flicker",
                        "[PATCH 2/3] wick: do not hold the queue lock over a refill",
                        "",
                        "",
                        "Applied: wick: do not hold the queue lock");
    }

    @Test
    void hasAMessageThatIsNotAmongItsSiblings() {
        assertThat(outline(List.of())).filteredOn(Line::isHere).hasSize(1);
    }

    @Test
    void isEmptyForAMessageThatStandsAlone() {
        assertThat(Outline.of(Invented.lonely(), Summary::path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "11,  0,  0, 11, 0",
        "12,  6,  0, 12, 0",
        "13,  0,  0, 12, 1",
        "13, 12,  1, 12, 0",
        "40, 20, 14, 12, 14"
    })
    void namesThoseNextToIt(int count, int place, int before, int named, int after) {
        List<Line> lines =
                outline(siblings(count, place)).stream().filter(line -> line.depth() == 2).toList();
        assertThat(lines).filteredOn(line -> line.message() != null).hasSize(named);
        assertThat(lines).filteredOn(Line::isHere).hasSize(1);
        assertThat(lines.getFirst().left()).isEqualTo(before);
        assertThat(lines.getLast().left()).isEqualTo(after);
    }
}
