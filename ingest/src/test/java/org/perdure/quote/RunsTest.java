package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {
    private static final String LINE = "x".repeat(99) + "\n";

    @ParameterizedTest
    @CsvSource({"-100, 3999", "-99, 4000", "0, 4000", "1, 4000", "100, 4000"})
    void holdTheWordsOfTheFirstCharacters(int more, int words) {
        int length = Runs.MAX_CHARS + more;
        String body = LINE.repeat(length / LINE.length() + 1).substring(0, length);
        assertThat(Runs.of(body).words().size()).isEqualTo(words);
    }
}
