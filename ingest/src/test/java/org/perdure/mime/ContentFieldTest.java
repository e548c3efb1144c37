package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentFieldTest {
    private final Defects defects = new Defects();

    private ContentField parse(String body) {
        return ContentField.parse(body, defects);
    }

    @Nested
    class Value {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        text/plain                         | text/plain  | true
                        TEXT/Plain; charset=utf-8          | text/plain  | true
                        text / plain ; charset=utf-8       | text/plain  | true
                        text/plain (plain text)            | text/plain  | true
                        text                               | text        | false
                        text/                              | text/       | false
                        text/pl@in                         | text/pl@in  | false
                        attachment; filename=a.txt         | attachment  | false
                        """)
        void isInLowerCaseWithoutBlanks(String body, String value, boolean mediaType) {
            assertThat(parse(body).value()).isEqualTo(value);
            assertThat(parse(body).isMediaType()).isEqualTo(mediaType);
        }
    }

    @Nested
    class Parameters {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        name=a.txt                                      | a.txt
                        NAME="a b;c.txt"; x=y                           | a b;c.txt
                        name = a b.txt ; x=y                            | a b.txt
                        name="a \\"b\\".txt"                            | a "b".txt
                        name="C:\\dir\\a.txt"                           | C:\\dir\\a.txt
                        name="no end                                    | no end
                        ; ;name=a;name=b                                | a
                        name*=utf-8''gr%C3%BCn.txt                      | grün.txt
                        name*=iso-8859-1'de'gr%FCn.txt                  | grün.txt
                        name*=gr%C3%BCn.txt                             | grün.txt
                        name*0="a "; name*1="b.txt"                     | a b.txt
                        name*1="b.txt"; name*0="a "                     | a b.txt
                        name*0*=utf-8''gr%C3; name*1*=%BCn; name*2=.txt | grün.txt
                        name=plain.txt; name*=utf-8''gr%C3%BCn.txt      | grün.txt
                        name*=utf-8''100%.txt                           | 100%.txt
                        """)
        void areReadLeniently(String parameters, String name) {
            assertThat(parse("application/x; " + parameters).parameter("name")).isEqualTo(name);
        }

        @Test
        void endAtACommentWhereAWordIsMeant() {
            assertThat(parse("text/plain; charset=us-ascii (plain)").word("charset"))
                    .isEqualTo("us-ascii");
            assertThat(parse("text/plain; charset=\"\"").word("charset")).isNull();
        }

        private String many(int count) {
            return "a/b;"
                    + IntStream.range(0, count - 1)
                            .mapToObj(i -> "p" + i + "=x;")
                            .collect(Collectors.joining())
                    + "last=y";
        }

        @Test
        void areReadUpToALimit() {
            int limit = ContentField.MAX_PARAMETERS;
            assertThat(parse(many(limit - 1)).parameter("last")).isEqualTo("y");
            assertThat(parse(many(limit)).parameter("last")).isEqualTo("y");
            assertThat(parse(many(limit + 1)).parameter("last")).isNull();
        }
    }
}
