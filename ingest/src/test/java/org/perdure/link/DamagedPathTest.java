package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPathTest {
    private static final String PAGE = "/archives/html/xen-devel/2011-03/msg01142.html";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%20",
                "%20%20",
                "%0D%0A",
                "%C2%A0",
                "%E2%80%8B",
                "%EF%BB%BF",
                "%E3%80%82",
                "/",
                "//",
                "!",
                "'s",
                "%60",
                "</a>",
                "%3C/a%3E",
                "%3C%2Fa%3E.",
                "%3Cbr%3E",
                "&lt;/a&gt;",
                "%26lt;/a%26gt;",
                "&quot;&gt;",
                "/</a>",
                "/%20"
            })
    void hasNothingBehindIt(String damage) {
        assertThat(DamagedPath.repaired(PAGE + damage)).contains(PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "/archives/html/xen-devel/2011-03/msg01142=2Ehtml, " + PAGE,
        "/archives/html/xen-devel/2011%2d03/msg01142.html, " + PAGE,
        "/xen-devel/a%2540example.org/raw, /xen-devel/a%40example.org/raw",
        "/xen-devel/a%25252Bb%252540example.org/, /xen-devel/a%2Bb%40example.org/",
        "/xen-devel/a@example.org/%20, /xen-devel/a@example.org/"
    })
    void hasItsOwnCharacters(String damaged, String meant) {
        assertThat(DamagedPath.repaired(damaged).getFirst()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE,
                "/xen-devel/a%2541b",
                "/xen-devel/CAJ=2Ea=40b@mail.example.org",
                "",
                "%20",
                "a%20"
            })
    void mayHaveNoDamage(String path) {
        assertThat(DamagedPath.repaired(path)).isEmpty();
    }

    @Test
    void isNotTooLong() {
        String longest = "/" + "a".repeat(LinkText.MAX_LENGTH - 4) + "%20";
        assertThat(DamagedPath.repaired(longest)).hasSize(1);
        assertThat(DamagedPath.repaired("/a" + longest.substring(1))).isEmpty();
    }
}
