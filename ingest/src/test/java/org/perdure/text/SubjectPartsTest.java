package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.text.SubjectParts.Place;

@Timeout(30)
class SubjectPartsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [PATCH v2 3/7] hive: add a door     | 2 | 3  | 7
                    [hive] [PATCH RFC v3, 00/12] hive: add a door | 3 | 0 | 12
                    [1/2] hive: add a door              | 1 | 1  | 2
                    """)
    void tellsVersionAndPlaceOfAPatch(String subject, int version, int index, int total) {
        SubjectParts parts = SubjectParts.of(subject);

        assertThat(parts.isPatch()).isTrue();
        assertThat(parts.version()).isEqualTo(version);
        assertThat(parts.place()).isEqualTo(new Place(index, total));
        assertThat(parts.title().strip()).isEqualTo("hive: add a door");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[PATCH] hive: a door", "[hive] [PATCH net-next v2] hive: a door"})
    void tellsASinglePatch(String subject) {
        assertThat(SubjectParts.of(subject).isPatch()).isTrue();
        assertThat(SubjectParts.of(subject).place()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: [PATCH 1/2] hive: a door",
                "[hive] Re: [PATCH] hive: a door",
                "[RFC] how many doors",
                "patch",
                ""
            })
    void isOfNoPatch(String subject) {
        assertThat(SubjectParts.of(subject).isPatch()).isFalse();
    }

    @Test
    void looksAtTheBeginningAlone() {
        String tags = "[x] ".repeat(SubjectParts.MAX_CHARS / 4);

        assertThat(SubjectParts.of(tags + "title").title()).isEmpty();
        assertThat(SubjectParts.of("x" + tags).title()).hasSize(SubjectParts.MAX_CHARS);
        assertThat(SubjectParts.of("[".repeat(100_000)).title()).hasSize(SubjectParts.MAX_CHARS);
    }
}
