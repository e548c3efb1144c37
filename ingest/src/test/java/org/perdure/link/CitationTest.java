package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.MessageId;

class CitationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://lore.kernel.org/r/1@example.org | id 1@example.org
                    http://lists.example.org/archives/html/quill/2011-03/msg00015.html | ext mhonarc lists.example.org/quill 2011-03 15
                    http://lists.example.org/quill/2011-03/threads.html#00015 | ext mhonarc lists.example.org/quill 2011-03 15
                    https://lore.kernel.org/quill/1@example.org/T/#m0123456789abcdef0123456789abcdef01234567 | sha1 0123456789abcdef0123456789abcdef01234567
                    http://article.gmane.org/gmane.comp.quill/20573 | ext gmane gmane.comp.quill 20573
                    https://marc.info/?l=quill&m=129896715112345 | marc quill 129896715112345
                    https://lists.example.org/pipermail/quill/2011-March/000123.html | ext pipermail lists.example.org/quill 2011-March 123
                    """)
    void isWhatALinkSays(String link, String citation) {
        assertThat(Citation.in("See " + link + ".\n")).containsExactly(citation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/",
                "https://lists.example.org/mailman/listinfo/quill",
                "http://lists.example.org/archives/html/quill/2011-03/",
                "> https://lore.kernel.org/r/1@example.org",
                "  > > https://lore.kernel.org/r/1@example.org",
                "lore.kernel.org/r/1@example.org",
            })
    void isNotOfWhatNamesNoMessageOrIsQuoted(String text) {
        assertThat(Citation.in(text)).isEmpty();
    }

    @Test
    void isOfBothReadingsOfALineThatMayBeBroken() {
        assertThat(
                        Citation.in(
                                "http://lists.example.org/archives/html/quill/2011-03/\nmsg00015.html"))
                .containsExactly("ext mhonarc lists.example.org/quill 2011-03 15");
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 200, 201})
    void hasALimitForEachMessage(int links) {
        String text =
                IntStream.range(0, links)
                        .mapToObj(i -> "https://lore.kernel.org/r/" + i + "@example.org")
                        .collect(Collectors.joining(" "));
        assertThat(Citation.in(text)).hasSize(Math.min(links, Citation.MAX_LINKS));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void hasALimitOfItsLength(int more) {
        String id =
                "x".repeat(Citation.MAX_LENGTH - "id @example.org".length() + more)
                        + "@example.org";
        assertThat(Citation.in("https://lore.kernel.org/r/" + id)).hasSize(more > 0 ? 0 : 1);
    }

    @Test
    void isMaskedByTheLengthOfTheDomain() {
        assertThat(Citation.ofMasked(new MessageId("1@example.org"))).isEqualTo("id 1@xxxxxxxxxxx");
        assertThat(Citation.ofMasked(new MessageId("no-sign"))).isEqualTo("id no-sign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "https://lore.kernel.org/r/a@b ", "http://a/\n", "> "})
    @Timeout(20)
    void takesTimeInProportionToTheText(String piece) {
        assertThat(Citation.in(piece.repeat(200_000)).size()).isLessThan(Citation.MAX_LINKS + 1);
    }
}
