package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.html.Bars.Bar;
import org.perdure.search.Facets.Count;
import org.perdure.search.Histogram;
import org.perdure.search.Histogram.Unit;

class BarsTest {
    private static @Nullable Bars bars(Unit unit, Stream<Count> counts) {
        return Bars.of(new Histogram(unit, counts.toList()), count -> "/" + count.value());
    }

    private static List<Bar> drawn(@Nullable Bars bars) {
        assertThat(bars).isNotNull();
        return bars == null ? List.of() : bars.bars();
    }

    @Test
    void standInTheColumnOfTheirMonthAndAreAsHighAsTheyCount() {
        Stream<Count> counts =
                Stream.of(
                        new Count("2010-11", 400),
                        new Count("2011-01", 100),
                        new Count("2011-02", 1));
        assertThat(drawn(bars(Unit.MONTH, counts)))
                .containsExactly(
                        new Bar("2010-11", "400 messages", "/2010-11", 0, 40),
                        new Bar("2011-01", "100 messages", "/2011-01", 20, 10),
                        new Bar("2011-02", "1 message", "/2011-02", 30, 1));
    }

    @Test
    void areDrawnFromTheGround() {
        Bar bar = new Bar("2011", "1 message", "/", 20, 10);
        assertThat(bar.shape()).isEqualTo("M21 30h8v10h-8");
        assertThat(bar.column()).isEqualTo("M20 0h10v40h-10");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void areNoneWhereThereIsNothingToCompare(int bars) {
        assertThat(bars(Unit.YEAR, Stream.of(new Count("2011", 3)).limit(bars))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {119, 120, 121})
    void areTheLastOfMany(int years) {
        Stream<Count> counts =
                IntStream.range(0, years).mapToObj(i -> new Count("" + (2_000 + i), 1));
        List<Bar> drawn = drawn(bars(Unit.YEAR, counts));
        assertThat(drawn).hasSize(Math.min(120, years));
        assertThat(drawn.getFirst().x()).isZero();
        assertThat(drawn.getLast().value()).isEqualTo("" + (1_999 + years));
    }

    @Test
    void fitTheDrawing() {
        Bars few = bars(Unit.YEAR, Stream.of(new Count("2010", 1), new Count("2011", 1)));
        Bars many = bars(Unit.YEAR, Stream.of(new Count("1", 1), new Count("9999", 1)));
        assertThat(few).extracting(Bars::width).isEqualTo(240);
        assertThat(many).extracting(Bars::width).isEqualTo(99_990);
    }
}
