package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.quote.Subject.Series;

class SubjectTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: Bees",
                "RE: bees",
                "[hive] Re: Bees",
                "Re: [hive] Bees",
                "Re: Re: Bees",
                "Re[2]: Bees",
                "AW: Bees",
                "回复：Bees",
                "Re: Fwd: Bees"
            })
    void ofAReplyIsThatOfItsParent(String subject) {
        Subject reply = Subject.of(subject);

        assertThat(reply.reply()).isTrue();
        assertThat(reply.base()).isEqualTo(Subject.of("Bees").base());
        assertThat(reply.full()).isEqualTo(Subject.of("Bees").full());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bees", "Fwd: Bees", "Regarding: bees", "Re", "[Re: x]", ""})
    void isOfNoReply(String subject) {
        assertThat(Subject.of(subject).reply()).isFalse();
    }

    @Test
    void keepsTheTagsOfPatches() {
        Subject first = Subject.of("[PATCH v1 1/2] Bees");
        Subject second = Subject.of("[PATCH v2 1/2] Bees");

        assertThat(first.base()).isEqualTo(second.base()).isEqualTo(Subject.of("Bees").base());
        assertThat(first.full()).isNotEqualTo(second.full());
        assertThat(Subject.of("Re: [hive] [PATCH v2 1/2] Bees").full()).isEqualTo(second.full());
    }

    @Test
    void saysWhatItWas() {
        Subject subject = Subject.of("Honey (was: Re: Bees)");

        assertThat(subject.base()).isEqualTo(Subject.of("Honey").base());
        assertThat(subject.was()).isEqualTo(Subject.of("Bees").base());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [PATCH 1/2] x           | 1 | 1 | 2
                    [PATCH v3 00/12] x      | 3 | 0 | 12
                    [hive] [RFC PATCH V2 3/4] x | 2 | 3 | 4
                    """)
    void namesThePlaceInASeries(String subject, int version, int index, int total) {
        assertThat(Subject.of(subject).series()).isEqualTo(new Series(version, index, total));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[PATCH] x", "[1/two] x", "[PATCH 1/99999] x", "1/2 x"})
    void namesNoPlace(String subject) {
        assertThat(Subject.of(subject).series()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Re: ", "[", "[a]", "[]]]]", "(was", "Re:Re:Re:"})
    void mayBeNearlyEmpty(String subject) {
        assertThat(Subject.of(subject).words().length).isLessThan(2);
    }
}
