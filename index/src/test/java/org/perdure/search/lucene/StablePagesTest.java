package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.query.QueryParser;
import org.perdure.search.Hit;
import org.perdure.search.Mail;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.Question.Sort;
import org.perdure.store.Follower.ChangedMessage;

/** What a client gets that reads page after page while mail comes and the index is merged. */
@Timeout(120)
class StablePagesTest {
    private static final int FIRST = 300;
    private static final int BATCHES = 25;
    private static final int BATCH = 25;

    @TempDir Path temporary;

    private final Random random = new Random(5);
    private IndexFolder folder;
    private LuceneSearchIndex index;

    @BeforeEach
    void begin() throws IOException {
        folder = new IndexFolder(temporary);
        index = new LuceneSearchIndex(folder, Duration.ofMinutes(1), Duration.ZERO);
        apply(mails(1, FIRST));
    }

    @AfterEach
    void end() throws IOException {
        index.close();
    }

    /** Texts of other lengths, with words that are more and more frequent. */
    private List<ChangedMessage> mails(long first, int count) {
        List<ChangedMessage> mails = new ArrayList<>();
        for (long key = first; key < first + count; key++) {
            String text =
                    "grant ".repeat(1 + random.nextInt(4))
                            + "other ".repeat(random.nextInt(first > FIRST ? 200 : 20))
                            + "table ".repeat(random.nextInt(3))
                            + (key % 7 == 0 ? "the grant table of a guest" : "");
            Mail mail = Mail.of(key, key % 3 == 0 ? "grant" : "it", text);
            mails.add((key % 5 == 0 ? mail.answering(key - 5 + "@example.org") : mail).added());
        }
        return mails;
    }

    private void apply(List<ChangedMessage> changes) throws IOException {
        try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1)) {
            follower.apply(changes);
            follower.commit();
        }
    }

    private void merge() throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder.forWriting());
                IndexWriter writer =
                        new IndexWriter(directory, new IndexWriterConfig(Fields.analyzer()))) {
            writer.forceMerge(1);
        }
    }

    /** Adds mail and merges, until all is there. */
    private FutureTask<Long> writing() {
        FutureTask<Long> writing =
                new FutureTask<>(
                        () -> {
                            long next = FIRST + 1;
                            for (int batch = 0; batch < BATCHES; batch++) {
                                apply(mails(next, BATCH));
                                next += BATCH;
                                if (batch % 8 == 7) {
                                    merge();
                                }
                            }
                            return next;
                        });
        Thread.ofVirtual().start(writing);
        return writing;
    }

    private Page ask(String query, Sort sort, @Nullable String cursor) throws IOException {
        return index.search(new Question(QueryParser.parse(query), null, sort, 7, cursor));
    }

    private List<Long> allAtOnce(String query) throws IOException {
        return keys(
                index.search(
                        new Question(
                                QueryParser.parse(query),
                                null,
                                Sort.NEWEST,
                                Question.MAX_SIZE,
                                null,
                                Set.of())));
    }

    private static List<Long> keys(Page page) {
        return page.hits().stream().map(Hit::key).toList();
    }

    private List<Long> allPages(String query, Sort sort) throws IOException {
        List<Long> keys = new ArrayList<>();
        String cursor = null;
        do {
            Page page = ask(query, sort, cursor);
            keys.addAll(keys(page));
            cursor = page.next();
        } while (cursor != null);
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void haveEachMessageOnceThatWasThere(Sort sort)
            throws IOException, ExecutionException, InterruptedException {
        FutureTask<Long> writing = writing();
        while (!writing.isDone()) {
            for (String query : List.of("grant", "grant table", "gran* -zebra")) {
                List<Long> there = allAtOnce(query);
                List<Long> keys = allPages(query, sort);
                assertThat(keys).doesNotHaveDuplicates();
                assertThat(keys).containsAll(there);
            }
        }
        assertThat(allPages("grant", sort)).hasSize(FIRST + BATCHES * BATCH);
        assertThat(writing.get()).isEqualTo(FIRST + BATCHES * BATCH + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant",
                "grant table",
                "grant OR table OR other",
                "the grant table of a guest",
                "\"grant table of a guest\"",
                "gran* tabel~ other",
                "grant NEAR/9 table s:grant"
            })
    void haveTheOrderOfTheFirst(String query) throws IOException {
        List<Long> expected = allPages(query, Sort.RELEVANCE);
        Page page = ask(query, Sort.RELEVANCE, null);
        List<Long> keys = new ArrayList<>(keys(page));
        long next = FIRST + 1;
        for (int number = 1; page.next() != null; number++) {
            apply(mails(next, BATCH));
            next += BATCH;
            if (number % 4 == 0) {
                merge();
            }
            long total = page.total().value();
            page = ask(query, Sort.RELEVANCE, page.next());
            keys.addAll(keys(page));
            assertThat(page.total().value()).isEqualTo(total);
        }
        assertThat(keys).containsExactlyElementsOf(expected);
    }

    @Test
    void leaveOutWhatCameSinceInAnyOrder() throws IOException {
        Page first = ask("grant", Sort.OLDEST, null);
        apply(mails(FIRST + 1, 3));
        Page second = ask("grant", Sort.OLDEST, first.next());
        assertThat(second.total()).isEqualTo(first.total());
        assertThat(ask("grant", Sort.OLDEST, null).total().value()).isEqualTo(FIRST + 3);
    }
}
