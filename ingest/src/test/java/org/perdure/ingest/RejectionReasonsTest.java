package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionReasonsTest {
    private final RejectionReasons reasons = new RejectionReasons();

    @Test
    void areCountedByTheirConstantPart() {
        reasons.add("is a lock");
        reasons.add("is no mail: begins with “GIF89a”");
        reasons.add("is no mail: is empty");
        reasons.add("says “one: two”");
        reasons.add("says “three”", 4);

        assertThat(reasons.counts())
                .isEqualTo(Map.of("is a lock", 1L, "is no mail", 2L, "says", 5L));
    }

    @Test
    void thatAreNoneAreOthers() {
        reasons.add("");
        reasons.add("“quoted”");
        reasons.add(" : ");

        assertThat(reasons.counts()).isEqualTo(Map.of(RejectionReasons.OTHER, 3L));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "1000, 1000"})
    void areDifferentUpToALimit(int more, long others) {
        reasons.add(""); // Others take no place.
        int given = RejectionReasons.MAX_REASONS + more;
        for (int i = 0; i < given; i++) {
            reasons.add("reason " + i);
        }
        reasons.add("reason 0");

        Map<String, Long> counts = reasons.counts();
        assertThat(counts).hasSize(Math.min(given, RejectionReasons.MAX_REASONS) + 1);
        assertThat(counts).containsEntry("reason 0", 2L);
        assertThat(counts).containsEntry(RejectionReasons.OTHER, others + 1);
        assertThat(sum(counts)).isEqualTo(given + 2);
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 1", "1, 1"})
    void areToldApartUpToALength(int more, int different) {
        String alike = "x".repeat(RejectionReasons.MAX_REASON_CHARS + more);
        reasons.add(alike + "a");
        reasons.add(alike + "b");

        assertThat(reasons.counts()).hasSize(different);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
