package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Wed, 1 Jan 2020 00:00:01 +0000             | 2020-01-01T00:00:01Z
                    1 Jan 2020 00:00:01 +0130                  | 2020-01-01T00:00:01+01:30
                    Fri, 1 Jan 2020 10:00:00 -0800             | 2020-01-01T10:00:00-08:00
                    Wed,1 Jan 2020 10:00 +0000                 | 2020-01-01T10:00:00Z
                    Wed, 01 JAN 2020 1:02:03 +0000             | 2020-01-01T01:02:03Z
                    Wed, 1 Jan 20 10:00:00 +0000               | 2020-01-01T10:00:00Z
                    Tue, 1 Feb 94 10:00:00 GMT                 | 1994-02-01T10:00:00Z
                    1 Jan 100 10:00:00 +0000                   | 2000-01-01T10:00:00Z
                    Wed, 1 Jan 2020 10:00:00 EST               | 2020-01-01T10:00:00-05:00
                    Wed, 1 Jan 2020 10:00:00 CEST              | 2020-01-01T10:00:00+02:00
                    Wed, 1 Jan 2020 10:00:00 Z                 | 2020-01-01T10:00:00Z
                    Wed, 1 Jan 2020 10:00:00 XYZT              | 2020-01-01T10:00:00Z
                    Wed, 1 Jan 2020 10:00:00 GMT+0200          | 2020-01-01T10:00:00+02:00
                    Wed, 1 Jan 2020 10:00:00 +02:00            | 2020-01-01T10:00:00+02:00
                    Wed, 1 Jan 2020 10:00:00 +200              | 2020-01-01T10:00:00+02:00
                    Wed, 1 Jan 2020 10:00:00                   | 2020-01-01T10:00:00Z
                    Wed, 1 Jan 2020 10:00:00 +0200 (CEST)      | 2020-01-01T10:00:00+02:00
                    Wed, 1 (one (1)) Jan 2020 10:00:00 +0200   | 2020-01-01T10:00:00+02:00
                    Wed Jan  1 10:00:00 2020                   | 2020-01-01T10:00:00Z
                    Wed Jan  1 10:00:00 EST 2020               | 2020-01-01T10:00:00-05:00
                    Wednesday, 01-Jan-20 10:00:00 GMT          | 2020-01-01T10:00:00Z
                    Wed, 1 January 2020 10:00:00 PM +0000      | 2020-01-01T22:00:00Z
                    Wed, 1 Jan 2020 12:30:00 AM +0000          | 2020-01-01T00:30:00Z
                    Wed, 1 Jan 2020 10:00:00.123 +0000         | 2020-01-01T10:00:00Z
                    Sat, 31 Dec 2016 23:59:60 +0000            | 2016-12-31T23:59:59Z
                    Thu, 29 Feb 2024 10:00:00 +0000            | 2024-02-29T10:00:00Z
                    Mon, 1 Jan 1900 00:00:00 +0000             | 1900-01-01T00:00:00Z
                    31 Dec 9998 23:59:59 -0500                 | 9998-12-31T23:59:59-05:00
                    """)
    void readsWhatMailHas(String text, String time) {
        // Compared as text, because AssertJ compares instants and would pass a wrong zone.
        assertThat(String.valueOf(DateParser.parse(text)))
                .isEqualTo(OffsetDateTime.parse(time).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "31 Feb 2020 10:00:00 +0000",
                "1 Jan 9999 00:00:00 +0000",
                "31 Dec 1899 23:59:59 +0000",
                "29 Feb 2023 10:00:00 +0000",
                "0 Jan 2020 10:00:00 +0000",
                "1 Jan 2020 24:00:00 +0000",
                "1 Jan 2020 25:00:00 +0000",
                "1 Jan 2020 10:60:00 +0000",
                "1 Jan 2020 10:00:61 +0000",
                "1 Jan 2020 10:00:00 +9900",
                "1 Jan 2020 10:00:00 +0075",
                "1 Jan 2020 10:00:00 +00000",
                "1 Jan 1899 10:00:00 +0000",
                "1 Jan 20200 10:00:00 +0000",
                "1 Foo 2020 10:00:00 +0000",
                "1 Jan 2020",
                "1 Jan 2020 13:00 PM",
                "1 Jan 2020 10::00",
                "1 Jan 2020 ::",
                "32 13 2020 10:00"
            })
    void takesNothingImpossible(String text) {
        assertThat(DateParser.parse(text)).isNull();
    }

    @Test
    void takesNothingLong() {
        String date = "1 Jan 2020 10:00:00 +0000";
        String padded = date + " ".repeat(DateParser.MAX_DATE_CHARS - date.length());
        assertThat(DateParser.parse(padded.substring(1))).isNull();
        assertThat(DateParser.parse(padded)).isNotNull();
        assertThat(DateParser.parse(padded + " ")).isNull();
    }
}
