package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMultimapTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                LongMultimap.MAX_TAIL - 1,
                LongMultimap.MAX_TAIL,
                LongMultimap.MAX_TAIL + 1,
                5 * LongMultimap.MAX_TAIL
            })
    void hasWhatWasAdded(int entries) {
        Random random = new Random(entries);
        LongMultimap map = new LongMultimap();
        Map<Long, List<Long>> expected = new HashMap<>();
        for (long value = 0; value < entries; value++) {
            // Few enough for some to come twice; negative ones, and such as differ in high bits.
            long key = (random.nextInt(entries) - entries / 2L) << (random.nextInt(2) * 40);
            map.add(key, value);
            expected.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
            if (random.nextInt(500) == 0) {
                assertThat(map.get(key)).containsExactly(longs(expected.get(key)));
            }
        }
        assertThat(map.size()).isEqualTo(entries);
        expected.forEach((key, values) -> assertThat(map.get(key)).containsExactly(longs(values)));
        assertThat(map.get(Long.MAX_VALUE)).isEmpty();
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    @Timeout(20)
    void takesAMillionOfTheSameKey() {
        LongMultimap map = new LongMultimap();
        for (int i = 0; i < 1_000_000; i++) {
            map.add(-1, i);
        }
        assertThat(map.get(-1)).hasSize(1_000_000);
        assertThat(map.get(0)).isEmpty();
    }
}
