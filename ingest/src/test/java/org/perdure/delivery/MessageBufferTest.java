package org.perdure.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.delivery.MessageBuffer.State;

class MessageBufferTest {
    private static final int BLOCK = 16 << 10;

    @ParameterizedTest
    @CsvSource({"99, WHOLE", "100, WHOLE", "101, TOO_LONG", "100000, TOO_LONG"})
    void hasALimit(int length, State state) {
        MemoryBudget budget = new MemoryBudget(1 << 20);
        try (MessageBuffer one = new MessageBuffer(budget, 100);
                MessageBuffer other = new MessageBuffer(budget, 100)) {
            one.add(new byte[length], 0, length);
            for (int i = 0; i < length; i++) {
                other.add(0);
            }
            assertThat(one.state()).isEqualTo(state);
            assertThat(other.state()).isEqualTo(state);
            assertThat(one.length()).isEqualTo(length);
            assertThat(other.length()).isEqualTo(length);
        }
        assertThat(budget.left()).isEqualTo(1 << 20);
    }

    @Test
    void givesBackWhatWasPutIn() {
        Random random = new Random(3);
        byte[] all = new byte[5 * BLOCK + 7];
        random.nextBytes(all);
        try (MessageBuffer buffer = new MessageBuffer(new MemoryBudget(1 << 20), 1 << 20)) {
            int at = 0;
            while (at < all.length) {
                int some = Math.min(all.length - at, random.nextInt(2 * BLOCK));
                if (some == 1) {
                    buffer.add(all[at]);
                } else {
                    buffer.add(Arrays.copyOfRange(all, at, at + some), 0, some);
                }
                at += some;
            }
            assertThat(buffer.bytes()).isEqualTo(all);
        }
    }

    @Nested
    class TheBudget {
        @ParameterizedTest
        @CsvSource({"-1, WHOLE", "0, WHOLE", "1, NO_MEMORY"})
        void isForAllTogether(int more, State state) {
            MemoryBudget budget = new MemoryBudget(3 * BLOCK);
            try (MessageBuffer first = new MessageBuffer(budget, 1 << 20)) {
                first.add(new byte[BLOCK], 0, BLOCK);
                try (MessageBuffer second = new MessageBuffer(budget, 1 << 20)) {
                    second.add(new byte[3 * BLOCK], 0, 2 * BLOCK + more);
                    assertThat(second.state()).isEqualTo(state);
                    assertThat(first.state()).isEqualTo(State.WHOLE);
                }
                assertThat(budget.left()).isEqualTo(2 * BLOCK);
            }
            assertThat(budget.left()).isEqualTo(3 * BLOCK);
        }

        @Test
        void comesBackAtOnceFromAMessageThatIsGivenUp() {
            MemoryBudget budget = new MemoryBudget(2 * BLOCK);
            try (MessageBuffer buffer = new MessageBuffer(budget, 1 << 20)) {
                buffer.add(new byte[3 * BLOCK], 0, 3 * BLOCK);
                assertThat(buffer.state()).isEqualTo(State.NO_MEMORY);
                assertThat(budget.left()).isEqualTo(2 * BLOCK);
            }
            assertThat(budget.left()).isEqualTo(2 * BLOCK);
        }
    }
}
