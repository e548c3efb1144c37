package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.mailbox;
import static org.perdure.server.CommandLineFixture.run;
import static org.perdure.server.CommandLineFixture.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.CommandLineFixture.Outcome;
import org.perdure.store.sql.SqliteWriter;

@Timeout(120)
class CommandLineTest {
    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void setUp() {
        archive = folder.resolve("archive");
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Outcome importFile(Path source) {
        return run("import", "--archive", archive, "--list", "quill", source);
    }

    private Outcome export(String format) {
        return export("quill", format);
    }

    private Outcome export(String list, String format) {
        return run("export", "--archive", archive, "--list", list, "--format", format);
    }

    private static void assertFailed(Outcome outcome, int status, String... parts) {
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(status);
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err())
                .startsWith("perdure: ")
                .contains(parts)
                .doesNotContain("Exception")
                .doesNotContain("org.")
                .doesNotContain("\tat ");
        assertThat(outcome.data()).isEmpty();
    }

    @Nested
    class Usage {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "demo",
                    "import",
                    "serve",
                    "export",
                    "resolve",
                    "pairs",
                    "verify",
                    "reindex",
                    "rethread",
                    "hide",
                    "unhide",
                })
        void isExplainedForEveryCommand(String command) {
            Outcome outcome = run(command, "--help");
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).startsWith("Usage: perdure " + command).contains("--archive");
            assertThat(run("--help").out()).contains("\n  " + command + " ");
        }

        @Test
        void includesTheVersion() {
            assertThat(run("--version").out()).matches("Perdure \\d+\\.\\d+\\.\\d+\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "dance",
                    "--dance",
                    "import",
                    "import --archive x --list quill",
                    "import --archive x --list Quill source",
                    "import --archive x --list ../quill source",
                    "import --archive x --list search source",
                    "import --archive x --list quill --dialect maildir source",
                    "serve",
                    "serve --archive x --port many",
                    "serve --archive x --port 65536",
                    "serve --archive x --port -1",
                    "export --archive x --list quill --format pdf",
                    "export --archive x --list quill",
                    "verify",
                    "verify --archive x y",
                })
        void thatIsWrongEndsWithTwoAndOneLine(String words) {
            Object[] arguments = words.isEmpty() ? new Object[0] : words.split(" ");
            assertFailed(run(arguments), 2, "--help");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "serve --archive DIR",
                    "export --archive DIR --list quill --format urls",
                    "resolve --archive DIR",
                    "pairs --archive DIR",
                    "verify --archive DIR",
                    "reindex --archive DIR",
                })
        void needsAnArchive(String words) {
            Object[] arguments = words.replace("DIR", archive.toString()).split(" ");
            assertFailed(run(arguments), 1, "is not an archive");
            assertThat(archive).doesNotExist();
        }
    }

    @Nested
    class Import {
        @Test
        void countsWhatBecameOfEachMessage() throws IOException {
            Outcome outcome = importFile(sample(folder));
            assertThat(outcome.status()).isZero();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out())
                    .startsWith(
                            "quill: 95 read, 93 stored, 1 kept as further copies, 1 duplicates,"
                                    + " 0 rejected, 0 known from before\n");
        }

        @Test
        void changesNothingWhenRunAgain() throws IOException {
            Path source = sample(folder);
            importFile(source);
            byte[] urls = export("urls").data();
            Outcome again = importFile(source);
            assertThat(again.out()).startsWith("quill: 95 read, 0 stored");
            assertThat(again.out()).contains("95 known from before");
            assertThat(export("urls").data()).isEqualTo(urls);
        }

        @Test
        void answersProgramsInJson() throws IOException {
            Outcome outcome =
                    run(
                            "import",
                            "--json",
                            "--archive",
                            archive,
                            "--list",
                            "quill",
                            sample(folder));
            JsonNode answer = new ObjectMapper().readTree(outcome.data());
            assertThat(answer.get("list").asText()).isEqualTo("quill");
            assertThat(answer.get("read").asInt()).isEqualTo(95);
            assertThat(answer.get("stored").asInt()).isEqualTo(93);
        }

        @Test
        void readsStandardInput() {
            Outcome outcome =
                    run(mailbox(3, 1), "import", "--archive", archive, "--list", "quill", "-");
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).startsWith("quill: 3 read, 3 stored");
        }

        @Test
        void takesSeveralSources() throws IOException {
            Path first = file("a.mbox", mailbox(3, 1));
            Path second = file("b.mbox", mailbox(5, 1));
            Outcome outcome = run("import", "--archive", archive, "--list", "quill", first, second);
            assertThat(outcome.out()).startsWith("quill: 8 read, 5 stored");
            assertThat(outcome.out()).contains("3 duplicates");
        }

        @Test
        void takesAFolderAndSaysAtItsEndWhatFailed() throws IOException {
            Path mail = Files.createDirectories(folder.resolve("mail"));
            byte[] mailbox = mailbox(40, 20);
            Files.write(mail.resolve("a.mbox"), mailbox);
            byte[] zst = Zstd.compress(mailbox(60, 20));
            Files.write(mail.resolve("b\033[1m.zst"), Arrays.copyOf(zst, zst.length - 9));
            Files.write(mail.resolve("c"), "GIF89a".getBytes(StandardCharsets.US_ASCII));
            Files.write(mail.resolve("d.mbox"), mailbox(70, 20));
            Outcome outcome = importFile(mail);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.errorLines()).hasSize(1);
            assertThat(outcome.err())
                    .startsWith("perdure: ")
                    .contains("b?[1m.zst: compressed data ends early");
            assertThat(outcome.out()).contains(" 70 stored,").contains(" 1 rejected,");
            assertThat(outcome.out()).contains("\n  1 rejected: is no mail\n");

            Outcome again = importFile(mail);
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.out()).contains(" 0 stored,").contains(" 0 rejected,");
            assertThat(run("verify", "--archive", archive).status()).isZero();
        }

        @Test
        void saysInWhichDialectItReadAMailbox() throws IOException {
            String first = "From ada@example.org Tue Mar  1 10:00:00 2011\nSubject: 1\n\n";
            byte[] mailbox =
                    (first + "From here on\n\n" + first.replace(": 1", ": 2") + "text\n")
                            .getBytes(StandardCharsets.US_ASCII);
            Path source = file("a.mbox", mailbox);
            assertThat(importFile(source).out())
                    .startsWith("quill: 3 read, 2 stored,")
                    .contains("1 rejected,")
                    .contains("a.mbox: unquoted (lines begin with");
            assertThat(export("ledger").out().lines())
                    .filteredOn(row -> row.contains("\trejected\t"))
                    .singleElement()
                    .asString()
                    .contains("stays in its message");
            Outcome forced =
                    run(
                            "import",
                            "--json",
                            "--dialect",
                            "mboxo",
                            "--archive",
                            archive,
                            "--list",
                            "other",
                            source);
            JsonNode answer = new ObjectMapper().readTree(forced.data());
            assertThat(answer.get("stored").asInt()).isEqualTo(3);
            assertThat(answer.get("mailboxes").asInt()).isEqualTo(1);
            assertThat(answer.get("dialects").get(0).get("dialect").asText()).isEqualTo("mboxo");
            assertThat(answer.get("dialects").get(0).get("reason").asText())
                    .isEqualTo("as asked for");
            assertThat(answer.get("failures")).isEmpty();
        }

        @Test
        void countsMailboxesOfOneDialectIfThereAreMany() throws IOException {
            for (int i = 0; i < 6; i++) {
                Files.createDirectories(folder.resolve("m"));
                Files.write(folder.resolve("m/" + i), mailbox(1, 1));
            }
            Outcome outcome =
                    run("import", "--archive", archive, "--list", "quill", folder + "/m/*");
            assertThat(outcome.out()).contains("\n  6 mailboxes: mboxrd (assumed: ");
        }

        @Test
        void isRefusedWhileAnotherOneWrites() throws IOException {
            Path source = sample(folder);
            importFile(source);
            try (SqliteWriter other = SqliteWriter.open(archive)) {
                assertThat(other.store().lists()).hasSize(1);
                assertFailed(importFile(source), 1, "another process is writing to the archive");
            }
            assertThat(importFile(source).status()).isZero();
        }

        @Test
        void writesWhatIsKnownOfTheListIntoTheConfiguration() throws IOException {
            run("import", "--archive", archive, "--list", "xen-devel", sample(folder));
            assertThat(archive.resolve("perdure.yaml"))
                    .content()
                    .contains("old-list-archives.xenproject.org", "WARNING - OLD ARCHIVES");
        }
    }

    @Nested
    class BadInput {
        @ParameterizedTest
        @ValueSource(strings = {"search", "api", "robots.txt"})
        void thatNamesAListLikeAnAddressOfOursIsRefused(String name) throws IOException {
            assertFailed(
                    run("import", "--archive", archive, "--list", name, sample(folder)),
                    2,
                    "a list cannot be called “" + name + "”");
            assertThat(archive).doesNotExist();
        }

        @Test
        void thatIsNoMailboxLeavesNothingBehind() throws IOException {
            assertFailed(
                    importFile(file("picture", "GIF89a...".getBytes(StandardCharsets.US_ASCII))),
                    1,
                    "picture: is no mail");
            assertThat(archive).doesNotExist();
        }

        @Test
        void thatIsEmptyLeavesNothingBehind() throws IOException {
            assertFailed(importFile(file("empty.mbox", new byte[0])), 1, "empty.mbox: is empty");
            assertThat(archive).doesNotExist();
        }

        @Test
        void thatIsMissingLeavesNothingBehind() throws IOException {
            Path good = file("good.mbox", mailbox(3, 1));
            Outcome outcome =
                    run(
                            "import",
                            "--archive",
                            archive,
                            "--list",
                            "quill",
                            good,
                            folder.resolve("missing.mbox"));
            assertFailed(outcome, 1, "missing.mbox: no such file");
            assertThat(archive).doesNotExist();
        }

        @Test
        void thatIsAnEmptyFolderLeavesNothingBehind() {
            assertFailed(importFile(folder), 1, folder.getFileName() + ": is empty");
            assertThat(archive).doesNotExist();
        }

        @Test
        void thatIsEmptyOnStandardInputLeavesNothingBehind() {
            assertFailed(importInput(""), 1, "standard input: is empty");
            assertThat(archive).doesNotExist();
        }

        @Test
        void thatIsNoMailboxOnStandardInputLeavesNothingBehind() {
            assertFailed(importInput("GIF89a..."), 1, "standard input: is no mail");
            assertThat(archive).doesNotExist();
        }

        private Outcome importInput(String text) {
            return run(
                    text.getBytes(StandardCharsets.US_ASCII),
                    "import",
                    "--archive",
                    archive,
                    "--list",
                    "quill",
                    "-");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gz", "zst"})
        void thatEndsEarlyKeepsWhatCameBefore(String suffix) throws IOException {
            byte[] whole = mailbox(2_000, 5);
            byte[] compressed = suffix.equals("gz") ? gzip(whole) : Zstd.compress(whole);
            Path cut = file("cut." + suffix, Arrays.copyOf(compressed, compressed.length * 3 / 4));
            Outcome outcome = importFile(cut);
            assertFailed(outcome, 1, "cut." + suffix, "; safe are: ");
            int stored = export("urls").out().lines().toList().size();
            assertThat(stored).isBetween(1_000, 1_700);
            assertThat(outcome.err().replace(",", "")).contains(" " + stored + " stored");

            Outcome again = importFile(file("whole." + suffix, compressed));
            assertThat(again.status()).isZero();
            assertThat(export("urls").out().lines()).hasSize(2_000);
            assertThat(run("verify", "--archive", archive).status()).isZero();
        }

        private byte[] gzip(byte[] bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                out.write(bytes);
            }
            return compressed.toByteArray();
        }

        @Test
        void inTheConfigurationIsSaidWithItsLine() throws IOException {
            importFile(sample(folder));
            Files.writeString(archive.resolve("perdure.yaml"), "lists:\n  - nam: quill\n");
            assertFailed(
                    run("resolve", "--archive", archive),
                    1,
                    "perdure.yaml, line 2: there is no key “nam”");
        }

        @Test
        void ofANewerVersionIsRefused() throws IOException, SQLException {
            importFile(sample(folder));
            try (Connection database =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + archive.resolve("archive.db"));
                    Statement statement = database.createStatement()) {
                statement.execute("PRAGMA user_version = 4711");
            }
            assertFailed(run("verify", "--archive", archive), 1, "newer Perdure");
            assertFailed(importFile(sample(folder)), 1, "newer Perdure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"verify", "reindex", "serve", "import"})
        void thatIsAFileInThePlaceOfAnArchiveIsRefused(String command) throws IOException {
            Path file = Files.writeString(folder.resolve("a file"), "hello");
            String said = file + " is a file; an archive is a folder";
            Outcome outcome =
                    command.equals("import")
                            ? run(command, "--archive", file, "--list", "quill", sample(folder))
                            : run(command, "--archive", file);
            assertFailed(outcome, 1, said);
            assertThat(file).hasContent("hello");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a/b", "..", "-x", ""})
        void thatIsNoNameOfAListIsWrongUsage(String name) throws IOException {
            assertFailed(
                    run("import", "--archive", archive, "--list", name, sample(folder)),
                    2,
                    "(see perdure import --help)");
            assertThat(archive).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(strings = {"archive.db", "perdure.yaml"})
        void thatIsAFolderInThePlaceOfAFileIsRefused(String name) throws IOException {
            Files.createDirectories(archive.resolve(name));
            assertFailed(run("serve", "--archive", archive), 1, archive.toString());
            assertFailed(importFile(sample(folder)), 1, archive.toString());
        }

        @Test
        void ofAnotherKindIsRefused() throws IOException {
            Files.createDirectories(archive);
            Files.writeString(archive.resolve("archive.db"), "This is no database.".repeat(100));
            assertFailed(run("verify", "--archive", archive), 1, "archive.db");
        }
    }

    @Nested
    class Export {
        @BeforeEach
        void setUp() throws IOException {
            importFile(sample(folder));
        }

        @Test
        void givesBackEveryMessage() throws IOException {
            byte[] mailbox = mailbox(300, 3);
            run("import", "--archive", archive, "--list", "ink", file("a.mbox", mailbox));
            assertThat(
                            run("export", "--archive", archive, "--list", "ink", "--format", "mbox")
                                    .data())
                    .isEqualTo(mailbox);
        }

        @Test
        void writesOnceWhatCameTwiceAndAccountsForBoth() throws IOException {
            byte[] mailbox = mailbox(2, 1);
            byte[] twice = Arrays.copyOf(mailbox, 2 * mailbox.length);
            System.arraycopy(mailbox, 0, twice, mailbox.length, mailbox.length);
            run("import", "--archive", archive, "--list", "ink", file("twice.mbox", twice));
            assertThat(export("ink", "mbox").data()).isEqualTo(mailbox);
            assertThat(export("ink", "ledger").out().lines())
                    .hasSize(4)
                    .filteredOn(row -> row.contains("\tduplicate\t"))
                    .hasSize(2);
            assertThat(run("export", "--help").out().replaceAll("\\s+", " "))
                    .contains("stands there once", "duplicates too");
        }

        @ParameterizedTest
        @CsvSource({"threads, 6, 93", "urls, 5, 93", "ledger, 9, 95"})
        void hasARowForEach(String format, int columns, int rows) {
            List<String> lines = export(format).out().lines().toList();
            assertThat(lines).hasSize(rows);
            assertThat(lines).allMatch(line -> line.split("\t", -1).length == columns);
        }

        @Test
        void namesThePublishedAddresses() {
            assertThat(export("urls").out().lines())
                    .contains(
                            "/archives/html/quill/2011-03/msg00015.html"
                                    + "\t20110302214055.GC4541@mailbox3.pinnacle.example.com"
                                    + "\tarrival_order\t0.5\tlive");
        }

        @Test
        void refusesAListThatIsNotThere() {
            assertFailed(
                    run("export", "--archive", archive, "--list", "ink", "--format", "urls"),
                    1,
                    "there is no list “ink” in this archive; it has quill");
        }
    }

    @Nested
    class Resolve {
        private final byte[] links =
                """
                http://lists.example.com/archives/html/xen-devel/2011-03/msg00015.html
                http://lists.xen.org/archives/html/xen-devel/2011-03/msg00015.html
                http://lists.xen.org/archives/html/xen-devel/2011-03/msg99999.html
                no link at all
                """
                        .getBytes(StandardCharsets.UTF_8);

        @BeforeEach
        void setUp() throws IOException {
            run(
                    "import",
                    "--archive",
                    archive,
                    "--list",
                    "xen-devel",
                    "--tree",
                    "old",
                    sample(folder));
        }

        @Test
        void answersEachLinkWithARow() {
            List<String> rows = run(links, "resolve", "--archive", archive).out().lines().toList();
            assertThat(rows).hasSize(4).allMatch(row -> row.split("\t", -1).length == 7);
            assertThat(rows.get(1).split("\t", -1))
                    .startsWith(
                            "http://lists.xen.org/archives/html/xen-devel/2011-03/msg00015.html",
                            "num xen-devel 2011-03 15",
                            "exact",
                            "/xen-devel/20110302214055.GC4541@mailbox3.pinnacle.example.com/",
                            "20110302214055.GC4541@mailbox3.pinnacle.example.com");
            assertThat(rows.get(1)).endsWith("\t0.9");
            assertThat(rows.get(2).split("\t", -1)[2]).isEqualTo("unknown");
        }

        /** Another archive may have got mail that is not here. */
        @Test
        void guessesWhereTheOrderIsThatOfArrival() throws IOException {
            Path guessed = folder.resolve("guessed");
            run("import", "--archive", guessed, "--list", "xen-devel", sample(folder));
            List<String> rows = run(links, "resolve", "--archive", guessed).out().lines().toList();
            assertThat(rows.get(1).split("\t", -1)[2]).isEqualTo("candidates");
            assertThat(rows.get(1)).endsWith("\t0.5");
        }

        @Test
        void answersLinksOfOthersFromPairs() {
            String link = "http://article.gmane.org/gmane.comp.example/12";
            String id = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
            Outcome outcome =
                    run(bytes(link + "\t<" + id + ">\nnonsense\n"), "pairs", "--archive", archive);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.out()).isEqualTo("1 pairs read\n");
            assertThat(outcome.err()).contains("line 2: nonsense");
            assertThat(run(bytes(link + "\n"), "resolve", "--archive", archive).out())
                    .contains("\texact\t", id);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Test
        void answersProgramsInJson() throws IOException {
            List<String> rows =
                    run(links, "resolve", "--json", "--archive", archive).out().lines().toList();
            JsonNode answer = new ObjectMapper().readTree(rows.get(1));
            assertThat(answer.get("status").asText()).isEqualTo("exact");
            assertThat(answer.get("messageId").asText())
                    .isEqualTo("20110302214055.GC4541@mailbox3.pinnacle.example.com");
        }
    }

    @Nested
    class Verify {
        @BeforeEach
        void setUp() throws IOException {
            importFile(sample(folder));
        }

        @Test
        void isContentWithWhatImportMade() {
            Outcome outcome = run("verify", "--archive", archive);
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).isEqualTo(archive + " is consistent\n");
        }

        @Test
        void saysHowFarTheIndexIsBehindAndTakesItForNoDamage() throws IOException {
            deleteIndex();
            Outcome outcome = run("verify", "--archive", archive);
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out())
                    .containsPattern("The search index is [0-9]+ changes behind; serve")
                    .contains(archive + " is consistent");
            assertThat(run("verify", "--json", "--archive", archive).out())
                    .containsPattern("\"consistent\":true.*\"changesBehind\":[1-9]");

            assertThat(run("reindex", "--archive", archive).status()).isZero();
            assertThat(run("verify", "--archive", archive).out())
                    .isEqualTo(archive + " is consistent\n");
        }

        @Test
        void missesWhatTheIndexLacksThoughItHasAppliedIt() throws SQLException {
            try (Connection database =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + archive.resolve("archive.db"));
                    Statement statement = database.createStatement()) {
                statement.execute("PRAGMA foreign_keys = OFF");
                statement.execute("DELETE FROM change WHERE sequence = 1");
            }
            Outcome outcome = run("verify", "--archive", archive);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.out())
                    .containsPattern("The search index has [0-9]+ messages of quill");
        }

        @Test
        void saysWhichMessageIsDamaged() throws SQLException {
            try (Connection database =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + archive.resolve("archive.db"));
                    Statement statement = database.createStatement()) {
                statement.execute("PRAGMA foreign_keys = OFF");
                statement.execute("DELETE FROM number WHERE number = 15");
            }
            Outcome outcome = run("verify", "--json", "--archive", archive);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.out()).contains("\"consistent\":false");
        }

        private void deleteIndex() throws IOException {
            try (var files = Files.walk(archive.resolve("index"))) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Nested
    class Serve {
        @Test
        void refusesAPortThatIsTaken() throws IOException {
            importFile(sample(folder));
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertFailed(
                        run("serve", "--archive", archive, "--port", taken.getLocalPort()),
                        1,
                        "port " + taken.getLocalPort() + " at 127.0.0.1 is taken");
            }
        }
    }
}
