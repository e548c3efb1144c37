package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00.300Z");
    private final Freshness freshness =
            new Freshness(
                    new Clock() {
                        @Override
                        public ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }

                        @Override
                        public Instant instant() {
                            return now;
                        }
                    });

    @Test
    void isNotToldWithinTheSecondOfTheChange() {
        assertThat(freshness.since(1)).isEmpty();
        now = Instant.parse("2026-01-01T00:00:00.999Z");
        assertThat(freshness.since(1)).isEmpty();
        now = Instant.parse("2026-01-01T00:00:01Z");
        assertThat(freshness.since(1)).contains(Instant.parse("2026-01-01T00:00:01Z"));
    }

    @Test
    void growsWithEveryChange() {
        freshness.since(1);
        now = Instant.parse("2026-01-01T00:00:05.1Z");
        assertThat(freshness.since(1)).contains(Instant.parse("2026-01-01T00:00:01Z"));
        assertThat(freshness.since(2)).isEmpty();
        now = Instant.parse("2026-01-01T00:00:09Z");
        assertThat(freshness.since(2)).contains(Instant.parse("2026-01-01T00:00:06Z"));
    }
}
