package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
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
import org.perdure.search.Question;
import org.perdure.search.Question.Sort;
import org.perdure.search.SearchIndex;

class RespellingTest {
    /** Spells everything in one other way, which so many have. */
    private record Speller(int others) implements SearchIndex {
        @Override
        public Page search(Question question) {
            assertThat(question.query()).isEqualTo(QueryParser.parse("other"));
            return page(Math.min(others, question.size()), true);
        }

        @Override
        public Optional<Query> respelled(Query query) {
            return Optional.of(QueryParser.parse("other"));
        }

        @Override
        public long applied() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static Page page(int hits, boolean complete) {
        List<Hit> all =
                LongStream.range(0, hits)
                        .mapToObj(
                                key ->
                                        new Hit(
                                                new ListName("l"),
                                                new MessageId("m"),
                                                0,
                                                key,
                                                List.of()))
                        .toList();
        return new Page(new Page.Total(hits, complete), all, Facets.NONE, null, complete);
    }

    private static Question question(@Nullable String cursor) {
        return new Question(QueryParser.parse("othr"), null, Sort.RELEVANCE, 10, cursor);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "0, 1, true",
        "1, 1, false",
        "1, 2, true",
        "2, 2, false",
        "2, 3, true",
        "3, 9, false",
        "4, 9, false"
    })
    void isToldWhereItFindsMoreAndTheQueryHardlyAnything(int hits, int others, boolean told)
            throws IOException {
        assertThat(Respelling.ENOUGH).isEqualTo(3);
        Optional<String> other =
                new Respelling(new Speller(others)).of(question(null), page(hits, true));
        assertThat(other).isEqualTo(told ? Optional.of("other") : Optional.empty());
    }

    @Test
    void isNotToldOnFurtherPagesAndOfSearchesThatTookTooLong() throws IOException {
        Respelling respelling = new Respelling(new Speller(9));
        assertThat(respelling.of(question("c"), page(0, true))).isEmpty();
        assertThat(respelling.of(question(null), page(0, false))).isEmpty();
    }
}
