package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.query.Field;
import org.perdure.query.Query;
import org.perdure.query.QueryParser;
import org.perdure.search.Hit;
import org.perdure.search.Mail;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;
import org.perdure.search.SearchIndexContract;
import org.perdure.store.Follower.ChangedMessage;

class LuceneSearchIndexTest extends SearchIndexContract {
    @TempDir Path temporary;

    private IndexFolder folder;
    private LuceneSearchIndex index;

    @BeforeEach
    void open() {
        folder = new IndexFolder(temporary.resolve("index"));
        index = new LuceneSearchIndex(folder, Duration.ofMinutes(1), Duration.ZERO);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Override
    protected SearchIndex index() {
        return index;
    }

    @Override
    protected void apply(List<ChangedMessage> changes) throws IOException {
        apply(folder.forWriting(), changes);
    }

    private static void apply(Path generation, List<ChangedMessage> changes) throws IOException {
        try (LuceneFollower follower = LuceneFollower.open(generation, 2)) {
            follower.apply(changes);
            follower.commit();
        }
    }

    private static List<ChangedMessage> mails(int first, int last, String text) {
        List<ChangedMessage> changes = new ArrayList<>();
        for (int key = first; key <= last; key++) {
            changes.add(Mail.of(key, "s", text).added());
        }
        return changes;
    }

    private Page ask(Query query) throws IOException {
        return index.search(new Question(query, null, Question.Sort.RELEVANCE, 50, null));
    }

    private long total(String query) throws IOException {
        return ask(QueryParser.parse(query)).total().value();
    }

    @Nested
    class AThreadThatIsLong {
        /** The pages of three hits each of a long thread and an older message. */
        private List<List<Hit>> pages(int messages) throws IOException {
            apply(mails(1, messages + 1, "word"));
            List<List<Hit>> pages = new ArrayList<>();
            String cursor = null;
            do {
                Question question =
                        new Question(
                                QueryParser.parse("word"), null, Question.Sort.NEWEST, 2, cursor);
                Page page =
                        index.search(
                                question.collapsed(
                                        key ->
                                                key == 1
                                                        ? Set.of()
                                                        : LongStream.rangeClosed(2, messages + 1)
                                                                .boxed()
                                                                .collect(Collectors.toSet())));
                pages.add(page.hits());
                cursor = page.next();
            } while (cursor != null);
            return pages;
        }

        /** The first piece has three hits, four further ones 500 each. */
        @ParameterizedTest
        @CsvSource({"2000, 1", "2001, 1", "2002, 2"})
        void endsAPageBeforeItIsFull(int messages, int count) throws IOException {
            assertThat(ThreadHits.MAX_LOOKED_AT).isEqualTo(2_000);
            List<List<Hit>> pages = pages(messages);
            assertThat(pages).hasSize(count);
            assertThat(pages.stream().flatMap(List::stream).toList())
                    .extracting(Hit::key, Hit::further)
                    .containsExactly(tuple(messages + 1L, messages - 1L), tuple(1L, 0L));
        }

        @Test
        void isTakenAsFarAsItIsKnownWhereTimeIsOver() throws IOException {
            apply(mails(1, 5, "word"));
            Duration budget = Duration.ofSeconds(2);
            try (LuceneSearchIndex hasty = new LuceneSearchIndex(folder, budget, Duration.ZERO)) {
                long end = System.nanoTime() + budget.multipliedBy(2).toNanos();
                Question question =
                        new Question(
                                QueryParser.parse("word"), null, Question.Sort.NEWEST, 3, null);
                Page page =
                        hasty.search(
                                question.collapsed(
                                        key -> {
                                            while (System.nanoTime() - end < 0) {
                                                Thread.onSpinWait();
                                            }
                                            return Set.of(3L, 4L, 5L);
                                        }));
                assertThat(page.complete()).isFalse();
                assertThat(page.hits()).extracting(Hit::key).startsWith(5L);
                assertThat(page.next()).isNotNull();
            }
        }
    }

    @Nested
    class AWriterThatLuceneClosed {
        @Test
        void isAFailureOfTheDisk() throws IOException {
            LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1);
            follower.apply(mails(1, 2, "word"));
            follower.close();
            assertThatThrownBy(follower::commit)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be written");
            assertThatThrownBy(() -> follower.apply(mails(3, 4, "word")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    @Nested
    class AfterACrash {
        @Test
        void thePositionIsThatOfTheLastCommit() throws IOException {
            try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 2)) {
                follower.apply(mails(1, 50, "word"));
                follower.commit();
                follower.apply(mails(51, 90, "word"));
                assertThat(follower.committed()).isEqualTo(50);
                assertThat(follower.applied()).isEqualTo(90);
            }
            assertThat(index.applied()).isEqualTo(50);
            try (LuceneFollower again = LuceneFollower.open(folder.forWriting(), 2)) {
                assertThat(again.committed()).isEqualTo(50);
                again.apply(mails(51, 90, "word"));
                again.commit();
            }
            assertThat(total("word")).isEqualTo(90);
            assertThat(index.applied()).isEqualTo(90);
        }

        @Test
        void anUnchangedPositionIsNotCommittedAgain() throws IOException {
            try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1)) {
                follower.apply(mails(1, 3, "word"));
                follower.commit();
                List<String> before = files();
                follower.apply(List.of());
                follower.commit();
                assertThat(files()).isEqualTo(before);
            }
        }

        private List<String> files() throws IOException {
            try (var files = Files.list(folder.forWriting())) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        }
    }

    @Nested
    class TwoWriters {
        @Test
        void areOneTooMany() throws IOException {
            Path generation = folder.forWriting();
            try (LuceneFollower first = LuceneFollower.open(generation, 1)) {
                assertThat(first.committed()).isZero();
                assertThatThrownBy(() -> LuceneFollower.open(generation, 1))
                        .isInstanceOf(IOException.class)
                        .hasMessageEndingWith("is being written by another process.");
            }
        }
    }

    @Nested
    class ARebuiltIndex {
        @Test
        void takesThePlaceOfTheOldOneWhileThatIsSearched() throws IOException {
            apply(mails(1, 10, "old"));
            assertThat(total("old")).isEqualTo(10);
            Path old = folder.current().orElseThrow();
            Path rebuilt = folder.beginRebuild();
            apply(rebuilt, mails(1, 12, "new"));
            assertThat(total("new")).isZero();
            LuceneSearchIndex holding =
                    new LuceneSearchIndex(folder, Duration.ofMinutes(1), Duration.ofDays(1));
            try (holding) {
                assertThat(holding.applied()).isEqualTo(10);
                folder.publish(rebuilt);
                assertThat(old).doesNotExist();
                Question question =
                        new Question(
                                QueryParser.parse("old"), null, Question.Sort.NEWEST, 10, null);
                assertThat(holding.search(question).hits()).hasSize(10);
            }
            assertThat(total("old")).isZero();
            assertThat(total("new")).isEqualTo(12);
            assertThat(index.applied()).isEqualTo(12);
        }

        @Test
        void leavesAGenerationAloneThatIsBeingWritten() throws IOException {
            Path old = folder.forWriting();
            try (LuceneFollower follower = LuceneFollower.open(old, 1)) {
                follower.apply(mails(1, 2, "old"));
                Path rebuilt = folder.beginRebuild();
                apply(rebuilt, mails(1, 1, "new"));
                folder.publish(rebuilt);
                assertThat(old).exists();
                follower.commit();
            }
            assertThat(index.applied()).isEqualTo(1);
            Path third = folder.beginRebuild();
            apply(third, mails(1, 2, "new"));
            folder.publish(third);
            assertThat(old).doesNotExist();
            assertThat(folder.current()).contains(third);
            assertThat(total("new")).isEqualTo(2);
        }

        @Test
        void isSeenWhenTheWholeFolderIsMadeAnew() throws IOException {
            apply(mails(1, 10, "old"));
            assertThat(total("old")).isEqualTo(10);
            IOUtils.rm(temporary.resolve("index"));
            apply(mails(1, 3, "new"));
            assertThat(total("new")).isEqualTo(3);
        }

        @Test
        @Timeout(
                value = 60,
                unit = TimeUnit.SECONDS,
                threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void neverLeavesASearchWithoutAnswer() throws Exception {
            apply(mails(1, 20, "word"));
            try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
                Callable<Boolean> asking =
                        () -> {
                            for (int i = 0; i < 300; i++) {
                                if (total("word") != 20) {
                                    return false;
                                }
                            }
                            return true;
                        };
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    answers.add(readers.submit(asking));
                }
                for (int i = 0; i < 8; i++) {
                    Path rebuilt = folder.beginRebuild();
                    apply(rebuilt, mails(1, 20, "word"));
                    folder.publish(rebuilt);
                }
                for (Future<Boolean> answer : answers) {
                    assertThat(answer.get()).isTrue();
                }
            }
        }
    }

    @Nested
    class ABrokenIndex {
        @Test
        void saysToRunReindexWhenItsGenerationIsMissing() throws IOException {
            Path generation = folder.forWriting();
            Files.delete(generation);
            assertRefused();
        }

        @Test
        void saysToRunReindexWhenItsCurrentLineIsNone() throws IOException {
            folder.forWriting();
            Files.writeString(temporary.resolve("index/CURRENT"), "../../etc\n");
            assertRefused();
        }

        @Test
        void saysToRunReindexWhenAFileIsCut() throws IOException {
            apply(mails(1, 10, "word"));
            overwrite("segments_", new byte[0]);
            assertRefused();
        }

        @Test
        void saysToRunReindexWhenAFileIsOfAnotherVersion() throws IOException {
            apply(mails(1, 10, "word"));
            byte[] garbage = new byte[500];
            Arrays.fill(garbage, (byte) 0x3f);
            overwrite("segments_", garbage);
            assertRefused();
        }

        @Test
        void saysToRunReindexWhenItWasNotWrittenByUs() throws IOException {
            Path generation = folder.forWriting();
            try (var writer =
                    new IndexWriter(FSDirectory.open(generation), new IndexWriterConfig())) {
                writer.commit();
            }
            assertRefused();
        }

        private void overwrite(String prefix, byte[] bytes) throws IOException {
            try (var files = Files.list(folder.forWriting())) {
                for (Path file : files.toList()) {
                    if (file.getFileName().toString().startsWith(prefix)) {
                        Files.write(file, bytes);
                    }
                }
            }
        }

        private void assertRefused() {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> total("word"))
                        .isInstanceOf(IOException.class)
                        .hasMessageEndingWith("Run “perdure reindex” to rebuild it.")
                        .hasMessageNotContaining("\n");
            }
            assertThatThrownBy(() -> LuceneFollower.open(folder.forWriting(), 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("Run “perdure reindex” to rebuild it.");
        }
    }

    @Nested
    class RecentMailBesideTheIndex {
        @Test
        void isFoundThoughTheIndexIsBehind() throws IOException {
            apply(mails(1, 10, "word"));
            index.addRecent(mails(15, 16, "word"));
            assertThat(total("word")).isEqualTo(12);
            assertThat(index.applied()).isEqualTo(10);
        }

        @Test
        void isFoundOnceWhenTheIndexHoldsIt() throws IOException {
            apply(mails(1, 10, "word"));
            index.addRecent(mails(11, 13, "word"));
            assertThat(total("word")).isEqualTo(13);
            apply(mails(11, 12, "word"));
            assertThat(total("word")).isEqualTo(13);
            apply(mails(13, 13, "word"));
            assertThat(total("word")).isEqualTo(13);
        }

        @Test
        void isNotTakenWhenTheIndexHoldsItAlready() throws IOException {
            apply(mails(1, 10, "word"));
            assertThat(total("word")).isEqualTo(10);
            index.addRecent(mails(9, 10, "word"));
            assertThat(total("word")).isEqualTo(10);
        }

        @Test
        void standsInOneOrderWithTheIndex() throws IOException {
            apply(mails(1, 4, "word"));
            index.addRecent(mails(5, 6, "word"));
            Page first = newest(4, null);
            assertThat(first.hits()).extracting(Hit::key).containsExactly(6L, 5L, 4L, 3L);
            apply(mails(5, 6, "word"));
            assertThat(newest(4, first.next()).hits()).extracting(Hit::key).containsExactly(2L, 1L);
        }

        private Page newest(int size, @Nullable String cursor) throws IOException {
            return index.search(
                    new Question(
                            QueryParser.parse("word"), null, Question.Sort.NEWEST, size, cursor));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void hasALimit(int more) throws IOException {
            apply(mails(1, 1, "word"));
            index.addRecent(mails(2, RecentMail.MAX_MESSAGES + 1 + more, "word"));
            assertThat(total("word")).isEqualTo(RecentMail.MAX_MESSAGES + 1 + Math.min(0, more));
        }

        @Test
        void hasRoomAgainWhenTheIndexHoldsIt() throws IOException {
            apply(mails(1, 1, "word"));
            int last = RecentMail.MAX_MESSAGES + 1;
            index.addRecent(mails(2, last, "word"));
            apply(mails(2, last, "word"));
            assertThat(total("word")).isEqualTo(last);
            index.addRecent(mails(last + 1, last + 1, "word"));
            assertThat(total("word")).isEqualTo(last + 1);
        }

        @Test
        void countsNoMoreWhatTheIndexHolds() throws IOException {
            String almostAll = "word" + " ".repeat((int) (RecentMail.MAX_BYTES / 2) - 4_096);
            apply(mails(1, 1, "word"));
            index.addRecent(mails(2, 2, almostAll));
            index.addRecent(mails(3, 4, "word"));
            assertThat(total("word")).isEqualTo(3);
            apply(mails(2, 2, "word"));
            assertThat(total("word")).isEqualTo(3);
            index.addRecent(mails(4, 4, "word"));
            assertThat(total("word")).isEqualTo(4);
        }

        @Test
        void waitsForTheFirstGeneration() throws IOException {
            index.addRecent(mails(2, 2, "word"));
            assertThat(total("word")).isZero();
            apply(mails(1, 1, "word"));
            assertThat(total("word")).isEqualTo(2);
        }
    }

    @Nested
    class AnOpenIndexThatBreaks {
        @Test
        void goesOnAsItWas() throws IOException {
            apply(mails(1, 10, "word"));
            assertThat(total("word")).isEqualTo(10);
            Files.writeString(temporary.resolve("index/CURRENT"), "gen-99\n");
            assertThat(total("word")).isEqualTo(10);
        }
    }

    @Nested
    class Limits {
        @Test
        void ofTimeGiveAPartialAnswer() throws IOException {
            apply(mails(1, 500, "word"));
            try (LuceneSearchIndex hurried =
                    new LuceneSearchIndex(folder, Duration.ZERO, Duration.ZERO)) {
                Page page =
                        hurried.search(
                                new Question(
                                        QueryParser.parse("word"),
                                        null,
                                        Question.Sort.NEWEST,
                                        10,
                                        null));
                assertThat(page.total().exact()).isFalse();
                assertThat(page.hits()).flatExtracting(Hit::highlights).isEmpty();
            }
        }

        @Test
        void ofWordsAreBadQueries() throws IOException {
            apply(mails(1, 1, "a b"));
            String most = "a.b ".repeat(WordQueries.MAX_WORDS / 8);
            String words = ("a" + ".b".repeat(3) + " ").repeat(WordQueries.MAX_WORDS / 4);
            assertThat(total(most)).isEqualTo(1);
            assertThat(total(words)).isZero();
            assertThatThrownBy(() -> total("a." + words.strip()))
                    .isInstanceOf(BadQuery.class)
                    .hasMessage("The query has more than 1024 words.");
        }

        @Test
        @Timeout(
                value = 60,
                unit = TimeUnit.SECONDS,
                threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void holdForPrefixesOfEverything() throws IOException {
            List<ChangedMessage> changes = new ArrayList<>();
            for (int key = 1; key <= 300; key++) {
                changes.add(Mail.of(key, "s", "x a" + key + " b_a" + key + " c").added());
            }
            apply(changes);
            assertThat(total("a* ".repeat(QueryParser.MAX_CLAUSES))).isEqualTo(300);
            assertThat(total("x.a* ".repeat(20))).isEqualTo(300);
            assertThatThrownBy(() -> total("x.a* ".repeat(QueryParser.MAX_CLAUSES)))
                    .isInstanceOf(BadQuery.class)
                    .hasMessage("The query has too many beginnings of words.");
            assertThat(total("b_a1*")).isEqualTo(111);
        }

        @Test
        void ofTextEndSearchingAndHighlighting() throws IOException {
            String filler = "filler ".repeat(MailDocument.MAX_HIGHLIGHTED / 7);
            String more = "filler ".repeat(MailText.MAX_TEXT / 7 - filler.length() / 7);
            apply(
                    List.of(
                            Mail.of(1, "s", "first\n" + filler + "second\n" + more + "third\n")
                                    .added()));
            assertThat(ask(QueryParser.parse("first")).hits().getFirst().highlights()).hasSize(1);
            assertThat(ask(QueryParser.parse("second")).hits().getFirst().highlights()).isEmpty();
            assertThat(total("third")).isZero();
        }

        @Test
        void ofExactTermsAreNoErrors() throws IOException {
            String id = "i".repeat(40_000) + "@example.org";
            apply(
                    List.of(
                            Mail.of(1, "s".repeat(40_000), "é".repeat(40_000))
                                    .withId(id)
                                    .by("n".repeat(40_000), "a".repeat(40_000))
                                    .added()));
            Page page = ask(new Query.Term(Field.MESSAGE_ID, id));
            assertThat(page.hits()).extracting(hit -> hit.id().value()).containsExactly(id);
        }
    }

    @Nested
    class AClosedIndex {
        @Test
        void answersNoMore() throws IOException {
            apply(mails(1, 1, "word"));
            assertThat(total("word")).isEqualTo(1);
            index.close();
            assertThatThrownBy(() -> total("word")).isInstanceOf(IllegalStateException.class);
        }
    }
}
