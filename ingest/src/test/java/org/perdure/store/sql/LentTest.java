package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LentTest {
    private final List<Integer> made = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private final Lent<Integer> lent = new Lent<>(2, this::make, closed::add);

    private Integer make() {
        made.add(made.size());
        return made.getLast();
    }

    /** Uses so many at once, each within the use of the one before. */
    private void useAtOnce(int count) {
        if (count > 0) {
            lent.use(
                    thing -> {
                        useAtOnce(count - 1);
                        return thing;
                    });
        }
    }

    @Nested
    class Using {
        @Test
        void makesNoSecondOneForOneUserAfterTheOther() {
            useAtOnce(1);
            useAtOnce(1);
            assertThat(made).hasSize(1);
        }

        @Test
        void keepsAsManyAsTheLimit() {
            useAtOnce(2);
            useAtOnce(2);
            assertThat(made).hasSize(2);
            assertThat(closed).isEmpty();
        }

        @Test
        void closesWhatIsBeyondTheLimit() {
            useAtOnce(3);
            assertThat(made).hasSize(3);
            assertThat(closed).hasSize(1);
        }

        @Test
        void neverLendsOneThatFailed() {
            assertThatThrownBy(
                            () ->
                                    lent.use(
                                            thing -> {
                                                throw new IllegalStateException("damaged");
                                            }))
                    .hasMessage("damaged");
            useAtOnce(1);
            assertThat(made).hasSize(2);
            assertThat(closed).containsExactly(0);
        }
    }

    @Nested
    class Closing {
        @Test
        void closesWhatIsIdle() {
            useAtOnce(2);
            lent.close();
            assertThat(closed).containsExactlyInAnyOrder(0, 1);
        }

        @Test
        void closesWhatIsInUseWhenItIsGivenBack() {
            lent.use(
                    thing -> {
                        lent.close();
                        assertThat(closed).isEmpty();
                        return thing;
                    });
            assertThat(closed).containsExactly(0);
        }
    }
}
