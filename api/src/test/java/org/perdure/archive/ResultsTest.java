package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.archive.Results.End;
import org.perdure.archive.Results.Ended;
import org.perdure.message.ArchiveException.Busy;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.query.Query;
import org.perdure.search.Facets;
import org.perdure.search.Hit;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;

class ResultsTest {
    private static final ListName LIST = new ListName("fern-devel");

    /** An index of so many messages, all of which match; the cursor is how many came before. */
    private record Counted(int messages, int tiredAfter) implements SearchIndex {
        @Override
        public Page search(Question question) {
            assertThat(question.parts()).isEmpty();
            int start = Integer.parseInt(question.cursor() == null ? "0" : question.cursor());
            int end = Math.min(messages, start + question.size());
            List<Hit> hits = LongStream.range(start, end).mapToObj(ResultsTest::hit).toList();
            return new Page(
                    new Page.Total(messages, true),
                    hits,
                    Facets.NONE,
                    end < messages ? Integer.toString(end) : null,
                    end <= tiredAfter);
        }

        @Override
        public long applied() {
            return messages;
        }

        @Override
        public void close() {}
    }

    private static Hit hit(long key) {
        return new Hit(LIST, new MessageId(key + "@x"), 0, key, List.of());
    }

    private static Optional<Summary> summary(Hit hit) {
        return Optional.of(new Summary(LIST, hit.id(), 0, "", "", null, Instant.EPOCH, null, "/"));
    }

    private static Results results(SearchIndex index, @Nullable String cursor) {
        Question all =
                new Question(new Query.All(), null, Question.Sort.NEWEST, 1, cursor, Set.of());
        return new Results(new LongSearches(index), ResultsTest::summary, all);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, COMPLETE, 0, -",
                "1, COMPLETE, 1, -",
                "999, COMPLETE, 999, -",
                "1000, COMPLETE, 1000, -",
                "1001, COMPLETE, 1001, -",
                "99999, COMPLETE, 99999, -",
                "100000, COMPLETE, 100000, -",
                "100001, LIMIT, 100000, 100000",
            })
    void areAllUpToALimit(int messages, End why, long given, @Nullable String next)
            throws IOException {
        List<MessageId> taken = new ArrayList<>();
        Ended ended =
                results(new Counted(messages, Integer.MAX_VALUE), null)
                        .forEach(message -> taken.add(message.id()));
        assertThat(ended).isEqualTo(new Ended(why, given, next));
        assertThat(taken).hasSize((int) given).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "9999, COMPLETE, 9999, -",
                "10000, COMPLETE, 10000, -",
                "10001, LIMIT, 10000, 10000"
            })
    void haveKeysUpToALimit(int messages, End why, int given, @Nullable String next)
            throws IOException {
        Results.Keys keys = results(new Counted(messages, Integer.MAX_VALUE), null).keys();
        assertThat(keys.ended()).isEqualTo(new Ended(why, given, next));
        assertThat(keys.keys()).hasSize(given).startsWith(0L, 1L);
    }

    @Test
    void goOnFromACursor() throws IOException {
        Results.Keys keys = results(new Counted(1_503, Integer.MAX_VALUE), "1500").keys();
        assertThat(keys.keys()).containsExactly(1_500L, 1_501L, 1_502L);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"500, 0, -", "2500, 2000, 2000"})
    void endWhereTheSearchTookTooLong(int tiredAfter, int given, @Nullable String next)
            throws IOException {
        Results.Keys keys = results(new Counted(5_000, tiredAfter), null).keys();
        assertThat(keys.ended()).isEqualTo(new Ended(End.TIME, given, next));
        assertThat(keys.keys()).hasSize(given);
    }

    @Test
    void leaveOutWhatIsNotShown() throws IOException {
        Question all = new Question(new Query.All(), null, Question.Sort.NEWEST, 1, null, Set.of());
        Results results =
                new Results(
                        new LongSearches(new Counted(1_500, Integer.MAX_VALUE)),
                        hit -> hit.key() % 2 == 0 ? summary(hit) : Optional.empty(),
                        all);
        assertThat(results.forEach(message -> {})).isEqualTo(new Ended(End.COMPLETE, 750, null));
    }

    /** An index that lets nobody go before it is told to. */
    private record Slow(CountDownLatch begun, CountDownLatch end) implements SearchIndex {
        @Override
        public Page search(Question question) throws IOException {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new Page(new Page.Total(0, true), List.of(), Facets.NONE, null);
        }

        @Override
        public long applied() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void areRefusedWhereTooManyOthersSearch() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(LongSearches.AT_ONCE);
        CountDownLatch end = new CountDownLatch(1);
        LongSearches searches = new LongSearches(new Slow(begun, end), Duration.ZERO);
        Question all = new Question(new Query.All(), null, Question.Sort.NEWEST, 1, null, Set.of());
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < LongSearches.AT_ONCE; i++) {
            others.add(Thread.ofVirtual().start(() -> searches.search(all)));
        }
        begun.await();
        assertThatThrownBy(() -> new Results(searches, ResultsTest::summary, all))
                .isInstanceOf(Busy.class)
                .hasMessageContaining("all that matches");
        end.countDown();
        for (Thread other : others) {
            other.join();
        }
        assertThat(searches.search(all).hits()).isEmpty();
    }
}
