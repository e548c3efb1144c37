package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.source.OpenSource;
import org.perdure.source.PublicInboxSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveStore;
import org.perdure.store.LedgerRow;
import org.perdure.store.sql.SqliteWriter;

/** A file is one source for the ledger, by whatever path and from wherever it is named. */
@Timeout(120)
class SourceNamesTest {
    private static final ListName LIST = new ListName("garden");

    @TempDir private Path temporary;
    private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() throws IOException {
        folder = temporary.toRealPath();
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private static InventedMailbox mailbox(String id) {
        return new InventedMailbox()
                .letter("2011-03-01T08:00:00Z", id + "1@example.org", "", "one")
                .letter("2011-03-02T08:00:00Z", id + "2@example.org", "", "two");
    }

    /** Writes a mailbox of two messages. */
    private Path write(String place, String id) throws IOException {
        Files.createDirectories(folder.resolve("one"));
        Files.createDirectories(folder.resolve("two"));
        return Files.write(folder.resolve(place), mailbox(id).bytes());
    }

    private ImportReport run(String operand) throws IOException {
        try (OpenSource source =
                Sources.open(
                        List.of(operand), InputStream.nullInputStream(), null, new SourceNotes())) {
            return new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                    .run(source, source::bytesRead);
        }
    }

    private Set<String> sources() {
        Set<String> sources = new TreeSet<>();
        Contents.ledger(store, LIST).stream().map(LedgerRow::source).forEach(sources::add);
        return sources;
    }

    private static String relative(Path file) {
        return Path.of("").toAbsolutePath().relativize(file).toString();
    }

    @Test
    void areAbsoluteHoweverAFileIsNamed() throws IOException {
        Path file = write("one/mail.mbox", "a");
        Path one = folder.resolve("one");
        Path link = Files.createSymbolicLink(folder.resolve("link.mbox"), file);
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), one);
        run(relative(file));
        assertThat(sources()).containsExactly(file.toString());
        for (String name :
                List.of(
                        file.toString(),
                        one + "/../one/./mail.mbox",
                        link.toString(),
                        linked.resolve("mail.mbox").toString(),
                        one.toString(),
                        relative(one),
                        linked.toString())) {
            assertThat(run(name).known()).as(name).isEqualTo(2);
            assertThat(run(name).read()).as(name).isEqualTo(2);
        }
        assertThat(sources()).containsExactly(file.toString());
    }

    @Test
    void tellFilesOfOneNameApart() throws IOException {
        Path one = write("one/mail.mbox", "a");
        Path two = write("two/mail.mbox", "b");
        run(relative(one));
        assertThat(run(relative(two)).stored()).isEqualTo(2);
        assertThat(sources()).containsExactly(one.toString(), two.toString());
    }

    @Nested
    class OfAnEarlierVersion {
        @ParameterizedTest
        @ValueSource(strings = {"mail.mbox", "./mail.mbox", "one/mail.mbox", "../one/mail.mbox"})
        void becomeAbsoluteWhenTheContentIsTheSame(String former) throws IOException {
            mailbox("a").importInto(writer, LIST, former);
            Path file = write("one/mail.mbox", "a");
            ImportReport report = run(file.toString());
            assertThat(report.known()).isEqualTo(2);
            assertThat(report.read()).isEqualTo(2);
            assertThat(sources()).containsExactly(file.toString());
        }

        @Test
        void goOnWithTheMailThatCameSince() throws IOException {
            mailbox("a").importInto(writer, LIST, "mail.mbox");
            Path file = folder.resolve("mail.mbox");
            Files.write(
                    file,
                    mailbox("a")
                            .letter("2011-03-03T08:00:00Z", "a3@example.org", "", "three")
                            .bytes());
            ImportReport report = run(file.toString());
            assertThat(report.known()).isEqualTo(2);
            assertThat(report.stored()).isEqualTo(1);
            assertThat(sources()).containsExactly(file.toString());
        }

        @Test
        void stayWhenTheContentIsAnother() throws IOException {
            mailbox("a").importInto(writer, LIST, "mail.mbox");
            Path file = write("mail.mbox", "b");
            assertThat(run(file.toString()).stored()).isEqualTo(2);
            assertThat(sources()).containsExactly(file.toString(), "mail.mbox");
        }

        @Test
        void belongToTheFirstOfTwoFilesThatHasTheContent() throws IOException {
            mailbox("a").importInto(writer, LIST, "mail.mbox");
            Path one = write("one/mail.mbox", "a");
            Path two = write("two/mail.mbox", "a");
            assertThat(run(one.toString()).known()).isEqualTo(2);
            assertThat(run(two.toString()).duplicates()).isEqualTo(2);
            assertThat(sources()).containsExactly(one.toString(), two.toString());
        }

        @Test
        void ofRepositoriesGiveTheMarks() throws IOException {
            writer.write(
                    transaction -> {
                        transaction.addList(LIST);
                        transaction.ledger().mark(LIST, "inbox/0.git", "abc");
                        return LIST;
                    });
            String name = folder + "/inbox/0.git";
            assertThat(store.findMark(LIST, name)).isEmpty();
            assertThat(FormerNames.findMark(store, LIST, name)).hasValue("abc");
            assertThat(FormerNames.findMark(store, LIST, folder + "/other/1.git")).isEmpty();
        }

        @Test
        void areLookedForInSoManyFolders() {
            String deep = "/f".repeat(FormerNames.MAX_FOLDERS - 1) + "/m";
            assertThat(FormerNames.of(deep)).contains("m", "../m", "f/m");
            assertThat(FormerNames.of("/f" + deep)).contains("f/m").doesNotContain("m");
            assertThat(FormerNames.of("standard input")).isEmpty();
        }
    }

    @Test
    void ofRepositoriesAreAbsolute() throws IOException {
        Path inbox = folder.resolve("inbox");
        SourceKind.PUBLIC_INBOX.write(inbox, mailbox("a"));
        for (String name : List.of(inbox.toString(), relative(inbox))) {
            try (var source =
                    PublicInboxSource.open(
                            Path.of(name), part -> FormerNames.findMark(store, LIST, part))) {
                new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                        .run(source, source::bytesRead);
            }
            assertThat(sources()).hasSize(2).allMatch(one -> one.startsWith(inbox + "/"));
        }
    }
}
