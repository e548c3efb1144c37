package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.server.Allowances.Verdict;

class AllowancesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // Clocks go round.
    private final Allowances allowances = new Allowances(60, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Verdict take(int times) {
        Verdict last = allowances.take("a");
        for (int i = 1; i < times; i++) {
            last = allowances.take("a");
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource({"1, true, 59, 1", "59, true, 1, 59", "60, true, 0, 60", "61, false, 0, 60"})
    void grantSoMuchInAMinute(int requests, boolean granted, long left, long wholeSeconds) {
        Verdict verdict = take(requests);
        assertThat(verdict)
                .isEqualTo(new Verdict(granted, 60, left, wholeSeconds, granted ? 0 : 1));
    }

    @Test
    void comeBackEvenly() {
        take(60);
        pass(Duration.ofMillis(999));
        assertThat(take(1).granted()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(take(1).granted()).isTrue();
        assertThat(take(1).granted()).isFalse();
        pass(Duration.ofHours(1));
        assertThat(take(60).granted()).isTrue();
        assertThat(take(1).granted()).isFalse();
    }

    @Test
    void areThoseOfEachClient() {
        assertThat(take(61).granted()).isFalse();
        assertThat(allowances.take("b").granted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"49998, false", "49999, false", "50000, true"})
    void areForgottenWhenSoManyOthersCame(int others, boolean granted) {
        assertThat(Allowances.MAX_CLIENTS).isEqualTo(50_000);
        take(60);
        for (int i = 0; i < others; i++) {
            allowances.take("other" + i);
        }
        assertThat(take(1).granted()).isEqualTo(granted);
    }
}
