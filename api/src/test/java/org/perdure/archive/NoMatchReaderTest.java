package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.query.Query;
import org.perdure.query.QueryParser;
import org.perdure.search.Facets;
import org.perdure.search.Hit;
import org.perdure.search.Page;

/** Here nothing matches what prints with a {@code z}. */
class NoMatchReaderTest {
    private static final Hit HIT =
            new Hit(new ListName("fern-devel"), new MessageId("1@ada"), 0, 1, List.of());

    private final List<String> asked = new ArrayList<>();

    private Page find(Query query) {
        asked.add(query.toString());
        boolean none = query.toString().contains("z");
        return new Page(
                new Page.Total(none ? 0 : 1, true),
                none ? List.of() : List.of(HIT),
                Facets.NONE,
                null);
    }

    private Optional<NoMatch> read(String query) throws IOException {
        return new NoMatchReader(this::find).read(QueryParser.parse(query, Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    z                         | z
                    "a z"                     | "a z"
                    s:z*                      | s:z*
                    a b                       |
                    a z b                     | z
                    a -z                      | -z
                    a subject:z y z           | s:z,z
                    z z                       | z
                    z OR (a y)                | z,a y
                    a (z OR zz) b             | z,zz
                    a (b zz OR z d) c         | zz,z
                    """)
    void namesTheSmallestPartsThatMatchNothing(String query, @Nullable String clauses)
            throws IOException {
        List<String> expected = clauses == null ? List.of() : List.of(clauses.split(","));
        assertThat(read(query)).contains(new NoMatch(expected));
    }

    @Test
    void asksNothingOfASinglePart() throws IOException {
        read("zebra");
        read("zebra OR zoo");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"11, true", "12, true", "13, false"})
    void asksForAFewParts(int parts, boolean sure) throws IOException {
        String query = IntStream.range(0, parts).mapToObj(i -> "w" + i).collect(words());
        assertThat(read(query)).isEqualTo(sure ? Optional.of(new NoMatch(List.of())) : none());
        assertThat(asked).hasSize(Math.min(parts, 12));
    }

    @Test
    void namesWhatItFoundUntilThen() throws IOException {
        String many = IntStream.range(0, 100).mapToObj(i -> "w" + i).collect(words());
        assertThat(read("z " + many)).contains(new NoMatch(List.of("z")));
    }

    @Test
    void saysNothingOfAnEmptyArchive() throws IOException {
        assertThat(read("*")).isEmpty();
    }

    @Test
    void saysNothingOfWhatTookTooLong() throws IOException {
        NoMatchReader reader =
                new NoMatchReader(
                        _ ->
                                new Page(
                                        new Page.Total(0, false),
                                        List.of(),
                                        Facets.NONE,
                                        null,
                                        false));
        assertThat(reader.read(QueryParser.parse("a b", Instant.EPOCH))).isEmpty();
    }

    private static Optional<NoMatch> none() {
        return Optional.empty();
    }

    private static java.util.stream.Collector<CharSequence, ?, String> words() {
        return Collectors.joining(" ");
    }
}
