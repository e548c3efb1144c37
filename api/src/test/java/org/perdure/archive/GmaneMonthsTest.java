package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmaneMonthsTest {
    private static final String GROUP = "gmane.comp.emulators.xen.devel";

    @ParameterizedTest
    @CsvSource({
        "5846, 2005-02",
        "5847, 2005-02",
        "13209, 2005-08",
        "13210, 2005-09",
        "20573, 2006-03",
        "140406, 2012-07",
        "235000, 2015-07",
        "235310, 2015-07"
    })
    void liesBetweenTheNumbersThatAreKnown(long number, YearMonth month) {
        assertThat(GmaneMonths.guess(GROUP, number)).contains(month);
    }

    @Test
    void isNotSaidOutsideOfThem() {
        assertThat(GmaneMonths.guess(GROUP, 0)).isEmpty();
        assertThat(GmaneMonths.guess(GROUP, 5845)).isEmpty();
        assertThat(GmaneMonths.guess(GROUP, 235_311)).isEmpty();
        assertThat(GmaneMonths.guess(GROUP, Long.MAX_VALUE)).isEmpty();
        assertThat(GmaneMonths.guess("gmane.comp.fern", 20_573)).isEmpty();
    }

    @Test
    void neverGoesBackAsNumbersGrow() {
        YearMonth last = YearMonth.of(2005, 2);
        for (long number = 5846; number <= 235_310; number += 37) {
            YearMonth month = GmaneMonths.guess(GROUP, number).orElseThrow();
            assertThat(month.isBefore(last)).isFalse();
            last = month;
        }
    }
}
