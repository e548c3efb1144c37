package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.perdure.thread.Evidence;

class ReasonTest {
    @ParameterizedTest
    @EnumSource(
            value = Evidence.class,
            names = {"IN_REPLY_TO", "REFERENCES"})
    void isNotGivenWhereTheHeaderSaysIt(Evidence evidence) {
        assertThat(Reason.of(evidence, 1)).isNull();
        assertThat(Reason.isUnsure(evidence, .1)).isFalse();
    }

    @Test
    void isNotGivenForTheBeginningOfAThread() {
        assertThat(Reason.of(null, 0)).isNull();
        assertThat(Reason.isUnsure(null, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTATION, 0.69, probably right, 69 %, true",
        "QUOTATION, 0.7, most likely right, 70 %, false",
        "SERIES, 1, most likely right, 99 %, false",
        "SUBJECT, 0.001, probably right, 1 %, true"
    })
    void saysHowSureItIs(
            Evidence evidence, double score, String words, String percent, boolean isUnsure) {
        assertThat(Reason.of(evidence, score)).contains(words, percent);
        assertThat(Reason.isUnsure(evidence, score)).isEqualTo(isUnsure);
    }

    @Test
    void saysThatSomebodySaidSo() {
        assertThat(Reason.of(Evidence.OPERATOR, 1)).contains("put it here");
        assertThat(Reason.isUnsure(Evidence.OPERATOR, 0)).isFalse();
    }
}
