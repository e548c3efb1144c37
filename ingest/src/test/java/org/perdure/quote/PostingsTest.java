package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostingsTest {
    private static final long KEY = 77L << 40;

    private final Ranks ranks = new Ranks();
    private final Postings postings = new Postings(ranks);

    private List<Long> found(long key, long latest) {
        PostingList list = new PostingList(ranks, latest);
        postings.collect(key, list);
        list.sort();
        return IntStream.range(0, list.size()).mapToObj(i -> ranks.of(list.message(i))).toList();
    }

    @Test
    void keepMessageAndLevel() {
        int message = ranks.add(5);
        postings.add(KEY, message, 3);

        PostingList list = new PostingList(ranks, 10);
        postings.collect(KEY, list);

        assertThat(list.size()).isEqualTo(1);
        assertThat(list.message(0)).isEqualTo(message);
        assertThat(list.level(0)).isEqualTo(3);
    }

    @Test
    void giveNothingLaterThanAsked() {
        for (int rank = 1; rank <= 5; rank++) {
            postings.add(KEY, ranks.add(rank), 0);
        }

        assertThat(found(KEY, 3)).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 600_000, 1_500_000})
    void areFoundHoweverManyThereAre(int count) {
        for (int i = 0; i < count; i++) {
            postings.add(key(i), ranks.add(i), 0);
        }

        for (int i = 0; i < count; i += 997) {
            assertThat(found(key(i), count)).containsExactly((long) i);
        }
        assertThat(found(key(count), count)).isEmpty();
    }

    private static long key(long i) {
        return ((i + 1) * 0x9e3779b97f4a7c15L) >>> 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 2_000})
    void ofAFrequentKeyAreTheLowestRanksInWhateverOrderTheyCame(int messages) {
        List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, messages).boxed().toList());
        Collections.shuffle(order, new Random(messages));
        int others = 0;
        for (int rank : order) {
            int message = ranks.add(rank);
            postings.add(KEY, message, 0);
            for (int i = 0; i < 1_000; i++) { // So that runs are made and merged in between.
                postings.add(key(others++), message, 0);
            }
        }

        assertThat(found(KEY, Long.MAX_VALUE - 1))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Math.min(messages, Postings.LONGEST))
                                .mapToObj(i -> (long) i)
                                .toList());
    }
}
