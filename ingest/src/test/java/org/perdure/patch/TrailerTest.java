package org.perdure.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Mailbox;

@Timeout(30)
class TrailerTest {
    private static Trailer trailer(String line) {
        return Trailer.find(line).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    Reviewed-by: Ada Quill <ada@example.org>         | Reviewed-by | Ada Quill | ada@example.org | ''
                    '  reviewed-By : "Ada Quill" <ada@example.org>.' | Reviewed-by | Ada Quill | ada@example.org | ''
                    Acked-by: Ada <ada@example.org> # doors          | Acked-by    | Ada       | ada@example.org | # doors
                    Tested-by: ada@example.org                       | Tested-by   | ''        | ada@example.org | ''
                    Reported-and-tested-by: Ada Quill                | Reported-and-tested-by | Ada Quill | '' | ''
                    """)
    void isRead(String line, String key, String name, String address, String remark) {
        assertThat(trailer(line)).isEqualTo(new Trailer(key, name, address, remark));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fixes: 0123456789ab (\"hive: a door\")",
                "Reviewed-by",
                "Reviewed-by:",
                "Reviewed-by: <>",
                "You may add my Reviewed-by: Ada <ada@example.org>",
                "-by: Ada",
                "Cc: Ada <ada@example.org>",
                ""
            })
    void isNone(String line) {
        assertThat(Trailer.find(line)).isEmpty();
    }

    @Test
    void isNoLongerThanALine() {
        String name = "x".repeat(Trailer.MAX_CHARS - "Acked-by: ".length());

        assertThat(Trailer.find("Acked-by: " + name)).isPresent();
        assertThat(Trailer.find("Acked-by: " + name + "x")).isEmpty();
        assertThat(Trailer.find("x".repeat(Trailer.MAX_KEY - 3) + "-by: Ada")).isPresent();
        assertThat(Trailer.find("x".repeat(Trailer.MAX_KEY - 2) + "-by: Ada")).isEmpty();
    }

    @Test
    void hasAConditionWhenMoreThanARemarkFollows() {
        assertThat(trailer("Acked-by: Ada <a@example.org> (doors)").isConditional()).isFalse();
        assertThat(trailer("Acked-by: Ada <a@example.org> with that fixed").isConditional())
                .isTrue();
    }

    @Test
    void isOfAPersonByAddressOrName() {
        Mailbox ada = new Mailbox("Quill, Ada", "ADA@example.org");

        assertThat(trailer("Acked-by: A. <ada@Example.org>").hasAddressOf(ada)).isTrue();
        assertThat(trailer("Acked-by: ada  quill <x@example.org>").hasNameOf(ada)).isTrue();
        assertThat(trailer("Acked-by: Bob <bob@example.org>").hasNameOf(ada)).isFalse();
        assertThat(trailer("Acked-by: Ada Quill").hasAddressOf(new Mailbox("Ada Quill", "")))
                .isFalse();
    }

    @Test
    void isTheSameWithAnotherSpellingOfTheName() {
        Trailer one = trailer("Acked-by: Ada <ada@example.org>");

        assertThat(one.isSameAs(trailer("Acked-by: Ada Quill <ADA@example.org>"))).isTrue();
        assertThat(one.isSameAs(trailer("Tested-by: Ada <ada@example.org>"))).isFalse();
        assertThat(one.isSameAs(trailer("Acked-by: ada"))).isTrue();
    }

    @Test
    void printsAsItIsWritten() {
        for (String line :
                List.of(
                        "Acked-by: Ada Quill <ada@example.org> # doors",
                        "Acked-by: ada@example.org",
                        "Acked-by: Ada Quill")) {
            assertThat(trailer(line).line()).isEqualTo(line);
        }
    }

    @Test
    void isGivenInOwnTextAlone() {
        String reply =
                """
                On Fri, 4 Mar 2011, Bob Reed wrote:
                > Reviewed-by: Bob Reed <bob@example.org>
                > Signed-off-by: Bob Reed <bob@example.org>

                Looks good.

                Reviewed-by: Ada Quill <ada@example.org>
                Tested-by: Ada Quill
                 <ada@example.org>

                --\s
                Acked-by: Ada Quill <ada@example.org>
                """;

        assertThat(Trailers.given(reply))
                .extracting(Trailer::line)
                .containsExactly(
                        "Reviewed-by: Ada Quill <ada@example.org>",
                        "Tested-by: Ada Quill <ada@example.org>");
    }

    @Test
    void areNotTakenWithoutLimit() {
        String many = "Acked-by: Ada <ada@example.org>\n".repeat(Trailers.MAX + 1);

        assertThat(Trailers.given(many)).hasSize(Trailers.MAX);
    }
}
