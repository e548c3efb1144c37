package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintsTest {
    private static long[] of(int... words) {
        short[] row = new short[words.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (short) words[i];
        }
        return Fingerprints.of(new LeveledText(row, new int[] {0}, new byte[] {0}), 0);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "2,0", "3,1", "4,1", "5,1", "6,2", "7,3"})
    void ofShortRowsAreAll(int words, int fingerprints) {
        assertThat(of(new Random(1).ints(words).toArray())).hasSize(fingerprints);
    }

    @Test
    void ofLongRowsAreOneInTwoOrThree() {
        assertThat(of(new Random(1).ints(10_000).toArray()).length).isBetween(3_500, 4_500);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 20, 100})
    void findWhatTwoRowsShare(int shared) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int[] middle = random.ints(shared).toArray();

            long[] one = of(between(middle, random));
            long[] other = of(between(middle, random));

            assertThat(Arrays.stream(one).anyMatch(f -> Arrays.binarySearch(other, f) >= 0))
                    .isTrue();
        }
    }

    private static int[] between(int[] middle, Random random) {
        int before = random.nextInt(30);
        int[] row = random.ints(before + middle.length + 30).toArray();
        System.arraycopy(middle, 0, row, before, middle.length);
        return row;
    }

    @Test
    void ofARowThatRepeatsItselfAreFew() {
        assertThat(of(new int[10_000])).hasSize(1);
    }
}
