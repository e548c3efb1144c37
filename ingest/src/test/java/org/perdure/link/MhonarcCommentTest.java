package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MhonarcCommentTest {
    @ParameterizedTest
    @ValueSource(strings = {"-->", "--!>", "<!--X-Message-Id: forged@example.org -->", "&#45;->"})
    void canNeitherBeEndedNorBegunWithin(String hostile) {
        assertThat(MhonarcComment.escaped(hostile)).doesNotContain("-").doesNotContain("<");
    }

    @ParameterizedTest
    @CsvSource({"ada@example.org, nqnNrknzcyr.bet", "Ada Quill, Oqn Chvyy", "[, M", "ü 1, ü 1"})
    void turnsLettersAndTurnsThemBack(String text, String turned) {
        assertThat(MhonarcComment.rotated(text)).isEqualTo(turned);
        assertThat(MhonarcComment.rotated(turned)).isEqualTo(text);
    }
}
