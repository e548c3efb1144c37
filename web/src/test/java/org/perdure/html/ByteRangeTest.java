package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.html.ByteRange.All;
import org.perdure.html.ByteRange.Beyond;
import org.perdure.html.ByteRange.Part;

class ByteRangeTest {
    private static final String TAG = "\"tag\"";
    private static final int LENGTH = 100;

    private static ByteRange of(String range) {
        return ByteRange.of(range, null, TAG, LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-98, 0, 99",
        "bytes=0-99, 0, 100",
        "bytes=0-100, 0, 100",
        "bytes=50-, 50, 100",
        "bytes=99-, 99, 100",
        "bytes=-1, 99, 100",
        "bytes=-99, 1, 100",
        "bytes=-100, 0, 100",
        "bytes=-101, 0, 100",
        "Bytes= 7-8 , 7, 9",
        "bytes=7-999999999999999999999999, 7, 100",
        "bytes=-999999999999999999999999, 0, 100"
    })
    void isAPart(String range, long from, long to) {
        assertThat(of(range)).isEqualTo(new Part(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=9999999999999999999999-"})
    void isBeyondTheEnd(String range) {
        assertThat(of(range)).isEqualTo(new Beyond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=1-2,5-6",
                "bytes=--1",
                "lines=1-2"
            })
    void isAllWhereItIsNotUnderstood(String range) {
        assertThat(of(range)).isEqualTo(new All());
    }

    @Test
    void isAllWhereNothingIsAsked() {
        assertThat(ByteRange.of(null, null, TAG, LENGTH)).isEqualTo(new All());
        assertThat(ByteRange.of(null, TAG, TAG, LENGTH)).isEqualTo(new All());
    }

    @Test
    void dependsOnWhatTheClientHas() {
        assertThat(ByteRange.of("bytes=1-", TAG, TAG, LENGTH)).isEqualTo(new Part(1, LENGTH));
        for (String other :
                new String[] {"\"other\"", "W/\"tag\"", "Mon, 30 Nov 2026 00:00:00 GMT", ""}) {
            assertThat(ByteRange.of("bytes=1-", other, TAG, LENGTH)).isEqualTo(new All());
        }
    }

    @Test
    void isBeyondNothing() {
        assertThat(ByteRange.of("bytes=0-", null, TAG, 0)).isEqualTo(new Beyond());
    }

    @Test
    void saysWhatItIs() {
        assertThat(new Part(7, 9).of(LENGTH)).isEqualTo("bytes 7-8/100");
    }
}
