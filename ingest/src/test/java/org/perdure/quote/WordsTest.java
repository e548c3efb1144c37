package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    The quick brown fox     | the QUICK, brown -- fox!
                    a line that was wrapped | a line\\nthat was\\n\\nwrapped
                    Zażółć café naïve       | zazołc cafe naive
                    cafe\u0301 au lait      | café au lait
                    snake_case x86_64       | snake_case (x86_64)
                    “typographic” it’s      | "typographic" it's
                    """)
    void areTheSameHoweverTheyAreWritten(String one, String other) {
        assertThat(Words.of(other.replace("\\n", "\n")).hashes()).isEqualTo(Words.of(one).hashes());
    }

    @Test
    void areCutAtIdeographs() {
        assertThat(Words.of("漢字 かな abc").size()).isEqualTo(5);
    }

    @Test
    void knowTheirPlaces() {
        Words words = Words.of("  one, (two)");

        assertThat(words.size()).isEqualTo(2);
        assertThat(words.start(1)).isEqualTo(8);
        assertThat(words.end(1)).isEqualTo(11);
    }

    @Test
    void endAtTheirLimit() {
        Words words = new Words();
        words.add("a b c d", 0, 7, 3);

        assertThat(words.size()).isEqualTo(3);
    }
}
