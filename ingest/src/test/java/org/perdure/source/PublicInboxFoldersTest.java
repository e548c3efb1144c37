package org.perdure.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PublicInboxFoldersTest {
    private static final String T1 = "2011-03-04T10:00:00Z";

    @TempDir private Path folder;
    private final Map<String, String> marks = new HashMap<>();
    private final SourceNotes notes = new SourceNotes();
    private Path mirrors;

    @BeforeEach
    void makeFolder() throws IOException {
        mirrors = Files.createDirectory(folder.resolve("mirrors"));
    }

    private static String letter(String id) {
        return InventedInbox.letter(id, "", "text");
    }

    private InventedInbox inbox(String name) throws IOException {
        Path place = mirrors.resolve(name);
        Files.createDirectories(place.getParent());
        return new InventedInbox(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garden/git/0.git",
                "garden/0.git",
                "garden.git",
                "garden/.git",
                "a/b/c/garden/git/12.git"
            })
    void areReadAsInboxesWhereverTheyLie(String place) throws IOException {
        InventedInbox inbox = inbox(place);
        String first = inbox.add(T1, letter("a"));
        Files.writeString(mirrors.resolve("z.eml"), letter("z"));

        assertThat(read()).containsExactly("a", "z");
        assertThat(marks).containsExactly(Map.entry(inbox.folder().toString(), first));
        assertThat(notes.inboxes()).isOne();

        inbox.add(T1, letter("b"));
        assertThat(read()).containsExactly("b", "z");
        assertThat(notes.failures()).isEmpty();
    }

    @Test
    void areReadOneAfterTheOther() throws IOException {
        inbox("b/git/0.git").add(T1, letter("3"));
        inbox("a/git/1.git").add(T1, letter("2"));
        inbox("a/git/0.git").add(T1, letter("1"));
        assertThat(read()).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garden/git/0.git", "garden/0.git", "garden/.git"})
    void mayHaveMailBesideThem(String place) throws IOException {
        inbox(place).add(T1, letter("a"));
        Files.writeString(mirrors.resolve("garden/b.eml"), letter("b"));
        Files.createDirectory(mirrors.resolve("garden/old"));
        Files.writeString(mirrors.resolve("garden/old/c.eml"), letter("c"));
        assertThat(read()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.git", ".git", "git/1.git"})
    void areNoneWithoutACommit(String place) throws IOException {
        inbox(place);
        Files.writeString(mirrors.resolve("a.eml"), letter("a"));
        assertThat(read()).containsExactly("a");
        assertThat(notes.inboxes()).isZero();

        Files.writeString(mirrors.resolve(place).resolve("HEAD"), "garbage");
        assertThat(read()).containsExactly("a");
    }

    @Test
    void areNotFollowedOutOfTheFolder() throws IOException {
        InventedInbox outside = new InventedInbox(folder.resolve("0.git"));
        outside.add(T1, letter("a"));
        Files.createDirectory(mirrors.resolve("garden"));
        Files.createSymbolicLink(mirrors.resolve("garden/0.git"), outside.folder());
        Files.createSymbolicLink(mirrors.resolve("garden/git"), folder);
        Files.writeString(mirrors.resolve("garden/b.eml"), letter("b"));
        assertThat(read()).containsExactly("b");
    }

    @Test
    void areNoRepositoriesOfPrograms() throws IOException {
        inbox("tool/.git").commit(T1, "README", "read me");
        Files.writeString(mirrors.resolve("tool/letter.eml"), letter("a"));
        assertThat(read()).containsExactly("a");
        assertThat(notes.inboxes()).isZero();
    }

    @Test
    void loseOnlyARepositoryThatIsDamaged() throws IOException {
        InventedInbox damaged = inbox("a/git/0.git");
        damaged.add(T1, letter("1"));
        Files.writeString(damaged.folder().resolve("refs/heads/master"), "0".repeat(39) + "1\n");
        inbox("b/git/0.git").add(T1, letter("2"));
        assertThat(read()).containsExactly("2");
        assertThat(notes.failures()).singleElement().asString().contains("a/git/0.git");
    }

    @Test
    void areNotReadInWatchedFolders() throws IOException {
        inbox("garden/git/0.git").add(T1, letter("a"));
        try (OpenSource source = Sources.open(mirrors, path -> true, notes)) {
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                assertThat(item).isNotInstanceOf(RawMessage.class);
            }
        }
    }

    /** Returns the msg-ids of what comes out of the folder. */
    private List<String> read() throws IOException {
        List<String> ids = new ArrayList<>();
        try (OpenSource source =
                Sources.open(
                        List.of(mirrors.toString()),
                        InputStream.nullInputStream(),
                        null,
                        notes,
                        name -> Optional.ofNullable(marks.get(name)))) {
            for (SourceItem item = source.next(); item != null; item = source.next()) {
                if (item instanceof SourceMark mark) {
                    marks.put(mark.source(), mark.mark());
                } else if (item instanceof RawMessage raw) {
                    String text = new String(raw.bytes(), StandardCharsets.UTF_8);
                    ids.add(text.replaceAll("(?s).*Message-ID: <(.*?)>.*", "$1"));
                }
            }
        }
        return ids;
    }
}
