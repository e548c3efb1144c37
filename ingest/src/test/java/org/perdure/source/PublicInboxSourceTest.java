package org.perdure.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.perdure.source.InventedInbox.letter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PublicInboxSourceTest {
    private static final String T1 = "2011-03-01T08:00:00Z";
    private static final String T2 = "2011-03-02T08:00:00Z";
    private static final String T3 = "2011-03-03T08:00:00Z";
    private static final String A = letter("a", "", "one");
    private static final String B = letter("b", "a", "two");
    private static final String C = letter("c", "", "three");

    @TempDir private Path folder;
    private final Map<String, String> marks = new HashMap<>();

    /** Reads all that is new, as words, and remembers the marks. */
    private List<String> read(Path inbox) throws IOException {
        List<String> words = new ArrayList<>();
        try (PublicInboxSource source = open(inbox)) {
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                words.add(words(item));
            }
        }
        return words.stream().filter(word -> !word.isEmpty()).toList();
    }

    private PublicInboxSource open(Path inbox) throws IOException {
        return PublicInboxSource.open(inbox, name -> Optional.ofNullable(marks.get(name)));
    }

    private String words(SourceItem item) {
        return switch (item) {
            case RawMessage raw -> "+" + id(raw.bytes());
            case Removed removed -> "-" + id(removed.bytes());
            case Rejected rejected -> "?" + rejected.reason();
            case SourceMark mark -> {
                marks.put(mark.source(), mark.mark());
                yield "";
            }
            case SourceEnd end -> "end";
            case Rendition page -> throw new AssertionError(page);
            case NumberEvidence evidence -> throw new AssertionError(evidence);
        };
    }

    private static String id(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("Message-ID: <") + 13;
        return text.substring(start, text.indexOf('>', start));
    }

    private InventedInbox inbox(String name) {
        return new InventedInbox(folder.resolve(name));
    }

    private Path twoEpochs() {
        InventedInbox first = inbox("git/9.git");
        first.add(T1, A);
        first.add(T2, B);
        InventedInbox second = inbox("git/10.git");
        second.remove(T3, A);
        second.add(T3, C);
        return folder;
    }

    @Nested
    class Format2 {
        @Test
        void givesEachEpochInTheOrderOfTheirNumbers() throws IOException {
            assertThat(read(twoEpochs())).containsExactly("+a", "+b", "-a", "+c");
        }

        @Test
        void isKnownByItsFolderItsEpochsOrOneOfThem() throws IOException {
            twoEpochs();
            assertThat(read(folder.resolve("git"))).containsExactly("+a", "+b", "-a", "+c");
            marks.clear();
            assertThat(read(folder.resolve("git/10.git"))).containsExactly("-a", "+c");
            assertThat(PublicInboxSource.isRepository(folder)).isTrue();
            assertThat(PublicInboxSource.isRepository(folder.resolve("git/9.git/objects")))
                    .isFalse();
            assertThat(PublicInboxSource.isRepository(folder.resolve("none"))).isFalse();
        }

        @Test
        void namesItemsByRepositoryAndCommit() throws IOException {
            InventedInbox inbox = inbox("0.git");
            String commit = inbox.add(T1, A);
            try (PublicInboxSource source = open(inbox.folder())) {
                assertThat(source.next())
                        .isInstanceOfSatisfying(
                                RawMessage.class,
                                raw -> {
                                    assertThat(raw.source())
                                            .isEqualTo(inbox.folder() + "#" + commit);
                                    assertThat(raw.offset()).isZero();
                                    assertThat(raw.length()).isEqualTo(A.length());
                                    assertThat(raw.filed()).isEqualTo(Instant.parse(T1));
                                    assertThat(raw.truncated()).isFalse();
                                    assertThat(new String(raw.bytes(), StandardCharsets.US_ASCII))
                                            .isEqualTo(A);
                                });
                assertThat(source.next())
                        .isEqualTo(new SourceMark(inbox.folder().toString(), commit));
                assertThat(source.next()).isNull();
                assertThat(source.bytesRead()).isEqualTo(A.length());
            }
        }

        @Test
        void removesInTwoForms() throws IOException {
            InventedInbox inbox = inbox("0.git");
            inbox.add(T1, A);
            inbox.withdraw(T2);
            inbox.add(T2, B);
            inbox.add(T2, C);
            inbox.remove(T3, B);
            inbox.remove(T3, B);
            inbox.add(T3, A);
            inbox.add(T3, A);
            assertThat(read(inbox.folder()))
                    .containsExactly("+a", "-a", "+b", "+c", "-b", "-b", "+a", "+a");
        }

        @Test
        void hasCommitsThatDoNothingWithMail() throws IOException {
            InventedInbox inbox = inbox("0.git");
            inbox.commit(T1, "README", "read me");
            inbox.add(T1, A);
            inbox.commit(T2, "README", "read me again");
            String nothing = "?the commit neither adds nor removes mail";
            assertThat(read(inbox.folder())).containsExactly(nothing, "+a", nothing);
        }

        @Test
        void knowsNoTimeWhereTheCommitHasNone() throws IOException {
            InventedInbox inbox = inbox("0.git");
            inbox.add("1970-01-01T00:00:00Z", A);
            try (PublicInboxSource source = open(inbox.folder())) {
                assertThat(source.next())
                        .isInstanceOfSatisfying(
                                RawMessage.class, raw -> assertThat(raw.filed()).isNull());
            }
        }

        @Test
        void mayBeEmpty() throws IOException {
            assertThat(read(inbox("0.git").folder())).isEmpty();
            assertThat(marks).isEmpty();
        }
    }

    @Nested
    class Format1 {
        @Test
        void givesWhatEachCommitAddsAndRemoves() throws IOException {
            InventedInbox inbox = inbox("list.git");
            inbox.add1(T1, "a", A);
            inbox.add1(T2, "b", B);
            inbox.remove1(T3, "a");
            inbox.add1(T3, "c", C);
            assertThat(read(inbox.folder())).containsExactly("+a", "+b", "-a", "+c");
        }

        @Test
        void namesTheFileWhereACommitHasSeveral() throws IOException {
            InventedInbox inbox = inbox("list.git");
            inbox.put("00/0123456789012345678901234567890123456a", A);
            inbox.put("ff/0123456789012345678901234567890123456b", B);
            inbox.put("README", "read me");
            String commit = inbox.commit(T1);
            List<String> names = new ArrayList<>();
            try (PublicInboxSource source = open(inbox.folder())) {
                for (SourceItem item = source.next(); item != null; item = source.next()) {
                    names.add(item.source().substring(inbox.folder().toString().length()));
                }
            }
            assertThat(names)
                    .containsExactly(
                            "#" + commit + ":00/0123456789012345678901234567890123456a",
                            "#" + commit + ":ff/0123456789012345678901234567890123456b",
                            "");
        }
    }

    @Nested
    class ASecondRun {
        @Test
        void readsNewCommitsOnly() throws IOException {
            InventedInbox inbox = inbox("0.git");
            inbox.add(T1, A);
            assertThat(read(inbox.folder())).containsExactly("+a");
            assertThat(read(inbox.folder())).isEmpty();
            inbox.add(T2, B);
            inbox.remove(T3, A);
            assertThat(read(inbox.folder())).containsExactly("+b", "-a");
        }

        @Test
        void readsANewEpochFromItsBeginning() throws IOException {
            inbox("git/0.git").add(T1, A);
            assertThat(read(folder)).containsExactly("+a");
            inbox("git/1.git").add(T2, B);
            assertThat(read(folder)).containsExactly("+b");
        }

        @Test
        void readsAHistoryThatWasRewrittenFromItsBeginning() throws IOException {
            InventedInbox inbox = inbox("0.git");
            String first = inbox.add(T1, A);
            inbox.add(T2, B);
            inbox.add(T3, C);
            read(inbox.folder());
            inbox.rewind(first);
            inbox.add(T3, C);
            assertThat(read(inbox.folder())).containsExactly("+a", "+c");
            assertThat(read(inbox.folder())).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "nonsense", "0123456789012345678901234567890123456789"})
        void readsEverythingWhereTheMarkIsNoneOfTheHistory(String mark) throws IOException {
            InventedInbox inbox = inbox("0.git");
            inbox.add(T1, A);
            marks.put(inbox.folder().toString(), mark);
            assertThat(read(inbox.folder())).containsExactly("+a");
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void findsAMarkAfterSomeCommits(int difference) throws IOException {
            InventedInbox inbox = inbox("0.git");
            int commits = PublicInboxSource.MARK_EVERY + difference;
            for (int i = 0; i < commits; i++) {
                inbox.add(T1, letter("m" + i, "", "text"));
            }
            List<Integer> messagesBefore = new ArrayList<>();
            int messages = 0;
            try (PublicInboxSource source = open(inbox.folder())) {
                for (SourceItem item = source.next(); item != null; item = source.next()) {
                    if (item instanceof SourceMark) {
                        messagesBefore.add(messages);
                    } else {
                        messages++;
                    }
                }
            }
            assertThat(messagesBefore)
                    .isEqualTo(
                            difference <= 0
                                    ? List.of(commits)
                                    : List.of(PublicInboxSource.MARK_EVERY, commits));
        }
    }

    @Nested
    class ARepository {
        @Test
        void thatIsDamagedGivesWhatStandsBefore() throws IOException {
            InventedInbox inbox = inbox("0.git");
            inbox.add(T1, A);
            String broken = inbox.add(T2, B);
            inbox.add(T3, C);
            Path object = inbox.object(InventedInbox.blob(B));
            assertThat(object.toFile().setWritable(true)).isTrue();
            Files.write(object, new byte[] {1, 2, 3});
            try (PublicInboxSource source = open(inbox.folder())) {
                assertThat(source.next()).isInstanceOf(RawMessage.class);
                assertThatIOException()
                        .isThrownBy(source::next)
                        .withMessageContaining(inbox.folder() + ": commit " + broken)
                        .withMessageContaining("cannot be read");
            }
        }

        @Test
        void thatLacksACommitSaysWhich() throws IOException {
            InventedInbox inbox = inbox("0.git");
            String missing = inbox.add(T1, A);
            inbox.add(T2, B);
            Files.delete(inbox.object(missing));
            try (PublicInboxSource source = open(inbox.folder())) {
                assertThatIOException()
                        .isThrownBy(source::next)
                        .withMessageContaining("commit " + missing + " cannot be read");
            }
        }

        @Test
        void thatIsShallowBeginsWhereItWasCut() throws IOException {
            InventedInbox inbox = inbox("0.git");
            String missing = inbox.add(T1, A);
            String oldest = inbox.add(T2, B);
            inbox.add(T3, C);
            Files.delete(inbox.object(missing));
            Files.writeString(inbox.folder().resolve("shallow"), oldest + "\n");
            assertThat(read(inbox.folder())).containsExactly("+b", "+c");
        }

        @Test
        void thatHoldsNoMailIsRefused() {
            InventedInbox inbox = inbox("source.git");
            inbox.commit(T1, "Main.java", "class Main {}");
            assertThatIOException()
                    .isThrownBy(() -> open(inbox.folder()))
                    .withMessageContaining("none of a public-inbox");
        }

        @Test
        void isNotWrittenTo() throws IOException {
            Path inbox = twoEpochs();
            Map<Path, String> before = files(inbox);
            read(inbox);
            assertThat(files(inbox)).isEqualTo(before);
        }

        private static Map<Path, String> files(Path folder) throws IOException {
            Map<Path, String> files = new HashMap<>();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.toList()) {
                    files.put(path, Files.getLastModifiedTime(path).toString());
                }
            }
            return files;
        }

        @Test
        void knowsNothingOfTheUser() {
            PlainSystemReader.install();
            var reader = org.eclipse.jgit.util.SystemReader.getInstance();
            assertThat(reader).isInstanceOf(PlainSystemReader.class);
            assertThat(reader.getenv("PATH")).isNull();
        }
    }

    @Test
    void isNoFolderWithoutRepositories() {
        assertThatIOException()
                .isThrownBy(() -> open(folder))
                .withMessageContaining("no git repository");
    }
}
