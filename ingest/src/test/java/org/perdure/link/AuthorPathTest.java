package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;

class AuthorPathTest {
    private static final ListName LIST = new ListName("lamp-devel");

    @ParameterizedTest
    @CsvSource({
        "Ada Quill, Ada%20Quill",
        "Ada/Quill, Ada%2FQuill",
        "A;b?c#d, A%3Bb%3Fc%23d",
        "עדה, %D7%A2%D7%93%D7%94",
        "..a, ..a"
    })
    void areThoseOfNames(String name, String segment) {
        assertThat(AuthorPath.find(LIST, name)).contains("/lamp-devel/authors/" + segment + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "...",
                "42",
                " Ada",
                "Ada ",
                "ada@example.org",
                "Ada <ada@example.org>",
                "ada@xxxxxxxxxxx",
                "ada%40example.org",
                "ada=40example.org",
                "A\u0000da",
                "A\nda",
                "A\uD800da"
            })
    void areNoneOfWhatIsNoName(String text) {
        assertThat(AuthorPath.find(LIST, text)).isEmpty();
    }

    @Test
    void areThoseOfNamesUpToALength() {
        assertThat(AuthorPath.isName("a".repeat(AuthorPath.MAX_NAME - 1))).isTrue();
        assertThat(AuthorPath.isName("a".repeat(AuthorPath.MAX_NAME))).isTrue();
        assertThat(AuthorPath.isName("a".repeat(AuthorPath.MAX_NAME + 1))).isFalse();
    }
}
