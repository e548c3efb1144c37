package org.perdure.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.quote.InventedThreads.Invented;

@Timeout(60)
class PassageFilesTest {
    private static final ListName LIST = new ListName("bees");
    private static final ListName OTHER = new ListName("wasps");

    @TempDir private Path folder;

    private PassageFiles open() throws IOException {
        return PassageFiles.open(folder).orElseThrow();
    }

    private static List<Inquiry> inquiries(int count) {
        return InventedThreads.of(count, 7).stream()
                .map(Invented::mail)
                .map(Mail::inquiry)
                .toList();
    }

    private static List<Finding> findings(PassageIndex index, List<Inquiry> asked) {
        ParentFinder finder = new ParentFinder(index, Model.shipped());
        return asked.stream().map(finder::find).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 200})
    void answerLikeAnIndexInMemory(int perCommit) throws IOException {
        List<Inquiry> all = inquiries(200);
        PassageIndex inMemory = new PassageIndex();
        all.forEach(inMemory::add);
        for (int i = 0; i < all.size(); i += perCommit) {
            try (PassageFiles files = open()) {
                for (int j = i; j < Math.min(all.size(), i + perCommit); j++) {
                    files.put(LIST, 100 + j, all.get(j));
                }
                files.commit(i);
            }
        }

        try (PassageFiles files = open()) {
            List<Inquiry> kept = IntStream.range(0, 200).mapToObj(files::inquiry).toList();
            assertThat(findings(files.index(LIST), kept)).isEqualTo(findings(inMemory, all));
            assertThat(files.key(199)).isEqualTo(299);
            assertThat(files.time(199)).isEqualTo(all.get(199).digest().time());
        }
    }

    @Test
    void keepEverythingThatIntroductionsSay() throws IOException {
        Mail mail =
                Mail.of(
                        "a@x",
                        Mail.BOB,
                        "On Tue, 1 Mar 2011 at 12:00 +0100, Ada Abel <ada@example.org> wrote in <q@x>:\n> Bees\n");
        Inquiry before = mail.subject("[PATCH v2 3/7] Hives (was: Stands)").inquiry();

        Inquiry after = InquiryBytes.read(InquiryBytes.write(before));

        assertThat(after).usingRecursiveComparison().isEqualTo(before);
        assertThat(after.introductions()).hasSize(1);
    }

    @Test
    void forgetWhatWasNotCommitted() throws IOException {
        List<Inquiry> all = inquiries(4);
        try (PassageFiles files = open()) {
            files.put(LIST, 1, all.get(0));
            files.commit(10);
            files.put(LIST, 2, all.get(1));
            files.remove(LIST, 1);
        }
        try (PassageFiles files = open()) {
            assertThat(files.position()).isEqualTo(10);
            assertThat(files.size()).isEqualTo(1);
            assertThat(files.isRemoved(0)).isFalse();
            files.put(LIST, 3, all.get(2));
            files.commit(11);
        }
        try (PassageFiles files = open()) {
            assertThat(files.inquiry(1).id()).isEqualTo(all.get(2).id());
        }
    }

    @Test
    void rememberWhatWentUntilItIsAnswered() throws IOException {
        List<Inquiry> all = inquiries(3);
        try (PassageFiles files = open()) {
            files.put(LIST, 1, all.get(0));
            files.put(LIST, 2, all.get(1));
            files.commit(2);
            files.answered(2);
            files.put(LIST, 1, all.get(2)); // In the place of what it was.
            files.remove(OTHER, 2);
            files.commit(3);
        }
        try (PassageFiles files = open()) {
            assertThat(files.removed()).containsExactly(0);
            assertThat(files.isRemoved(0)).isTrue();
            assertThat(files.isRemoved(1)).isFalse();
            assertThat(files.asked()).isEqualTo(2);
            files.answered(3);
        }
        try (PassageFiles files = open()) {
            assertThat(files.removed()).isEmpty();
            assertThat(files.isRemoved(0)).isTrue();
            assertThat(files.asked()).isEqualTo(3);
            assertThat(files.position()).isEqualTo(3);
        }
    }

    @Test
    void ofAnotherFormAreEmptied() throws IOException {
        try (PassageFiles files = open()) {
            files.put(LIST, 1, inquiries(1).getFirst());
            files.commit(9);
        }
        Path state = folder.resolve("state");
        Files.writeString(state, Files.readString(state).replace("answers 1", "answers 0"));

        assertThat(PassageFiles.position(folder)).isZero();
        try (PassageFiles files = open()) {
            assertThat(files.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u00ff\u0000\u0001",
                "perdure answers 1\n9 1\n\n",
                "perdure answers 1\n9 1 40 -1 1\n\n",
                "perdure answers 1\n9 1 40 0 1\n-2\n",
                "perdure answers 1\n9 1 40 0 1\n\n1 2\n",
                "perdure answers 1\n9 100000 40 0 1\n\n",
                "perdure answers 1\n9 1 99999999 0 1\n\n",
            })
    void thatAreDamagedAreEmptied(String state) throws IOException {
        try (PassageFiles files = open()) {
            files.put(LIST, 1, inquiries(1).getFirst());
            files.commit(9);
        }
        Files.writeString(folder.resolve("state"), state, StandardCharsets.ISO_8859_1);

        try (PassageFiles files = open()) {
            assertThat(files.size()).isZero();
        }
    }

    @Nested
    class Runs {
        private final Ranks ranks = new Ranks();

        private static long key(long i) {
            return ((i + 1) * 0x9e3779b97f4a7c15L) >>> 1;
        }

        @ParameterizedTest
        @ValueSource(ints = {262_143, 262_144, 262_145, 1_500_000})
        void areFoundWhenTheyAreOpenedAgain(int count) throws IOException {
            RunFiles files = new RunFiles(folder);
            Postings postings = new Postings(ranks, files, List.of(), LongBuffer.allocate(0));
            for (int i = 0; i < count; i++) {
                postings.add(key(i), ranks.add(i), i % 3);
            }
            List<RunFiles.Named> named = files.named(postings.runs());
            files.force();
            files.clean();

            RunFiles again = new RunFiles(folder);
            List<PostingRun> runs = named.stream().map(again::open).toList();
            Postings opened = new Postings(ranks, again, runs, LongBuffer.wrap(postings.recent()));

            PostingList list = new PostingList(ranks, count);
            List<Integer> missing = new ArrayList<>();
            for (int i = 0; i < count; i += 991) {
                list.clear();
                opened.collect(key(i), list);
                if (list.size() != 1 || list.message(0) != i || list.level(0) != i % 3) {
                    missing.add(i);
                }
            }
            assertThat(missing).isEmpty();
            assertThat(named).hasSize(count <= Postings.TABLE ? 0 : named.size());
        }

        @Test
        void thatWereMergedAreDeleted() throws IOException {
            RunFiles files = new RunFiles(folder);
            Postings postings = new Postings(ranks, files, List.of(), LongBuffer.allocate(0));
            for (int i = 0; i < 3 * Postings.TABLE; i++) {
                postings.add(key(i), ranks.add(i), 0);
            }
            files.clean();

            try (var left = Files.list(folder)) {
                assertThat(left).hasSize(postings.runs().size());
            }
        }
    }
}
