package org.perdure.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant ARRIVED = Instant.parse("2013-03-05T10:16:00Z");

    @Test
    void agreeUpToADayAfterTheArrival() {
        Instant limit = ARRIVED.plus(Clocks.MAX_AFTER_ARRIVAL);
        assertThat(Clocks.contradict(limit.minusSeconds(1), ARRIVED)).isFalse();
        assertThat(Clocks.contradict(limit, ARRIVED)).isFalse();
        assertThat(Clocks.contradict(limit.plusSeconds(1), ARRIVED)).isTrue();
        assertThat(Clocks.isTooLate(limit, ARRIVED)).isFalse();
        assertThat(Clocks.isTooLate(limit.plusSeconds(1), ARRIVED)).isTrue();
    }

    @Test
    void agreeForTwoYearsBeforeTheArrival() {
        Instant limit = ARRIVED.minus(Clocks.MAX_BEFORE_ARRIVAL);
        assertThat(Clocks.contradict(limit.plusSeconds(1), ARRIVED)).isFalse();
        assertThat(Clocks.contradict(limit, ARRIVED)).isFalse();
        assertThat(Clocks.contradict(limit.minusSeconds(1), ARRIVED)).isTrue();
        assertThat(Clocks.isTooLate(limit.minusSeconds(1), ARRIVED)).isFalse();
    }
}
