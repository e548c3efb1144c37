package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.CommandLineFixture.Outcome;
import org.perdure.source.TextFiles;

@Timeout(120)
class CheckLinksCommandTest {
    private static final String ID = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
    private static final String OLD = "https://lists.xen.org/archives/html/xen-devel/2011-03/";
    private static final String NEW = "https://lists.example.org/xen-devel/" + ID + "/";

    @TempDir private static Path shared;
    private static Path archive;

    @TempDir private Path folder;
    private Path file;

    @BeforeAll
    static void importSample() throws IOException {
        archive = shared.resolve("archive");
        Path sample = CommandLineFixture.sample(shared);
        run("import", "--archive", archive, "--list", "xen-devel", "--tree", "old", sample);
    }

    @BeforeEach
    void nameFile() {
        file = folder.resolve("notes.txt");
    }

    private static Outcome check(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("check-links", "--archive", archive));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray());
    }

    private static Outcome rewrite(Object... arguments) {
        List<Object> all =
                new ArrayList<>(List.of("--rewrite", "--base", "https://lists.example.org"));
        all.addAll(Arrays.asList(arguments));
        return check(all.toArray());
    }

    @Nested
    class Report {
        @Test
        void saysWhereEachLinkStandsAndLeads() throws IOException {
            Files.writeString(file, "one\ntwo (" + OLD + "msg00015.html)\n");
            Outcome outcome = check(folder);
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out())
                    .startsWith(
                            file
                                    + "\t2\t6\t"
                                    + OLD
                                    + "msg00015.html\texact\t/xen-devel/"
                                    + ID
                                    + "/\t");
            assertThat(outcome.err())
                    .contains(
                            "1 texts, 0 passed over, 0 not read",
                            "links: 1 exact, 0 candidates, 0 gone, 0 unknown, 0 foreign");
        }

        @Test
        void hasAnObjectForEachLink() throws IOException {
            Files.writeString(file, OLD + "msg00015.html\n");
            assertThat(check("--json", file).out())
                    .contains("\"line\":1,\"column\":1,", "\"status\":\"exact\"", "\"ours\":true");
        }

        @Test
        void failsForLinksOfThisArchiveThatLeadToNothing() throws IOException {
            Files.writeString(file, OLD + "msg09999.html\n");
            Outcome outcome = check(file);
            assertThat(outcome.status()).isOne();
            assertThat(outcome.err())
                    .contains("links of this archive that lead to nothing in it: 1");
        }

        @Test
        void doesNotFailForLinksOfOthers() throws IOException {
            Files.writeString(
                    file,
                    "https://lore.kernel.org/other/1234567@example.org/\n"
                            + "https://lists.xen.org/archives/html/other/2011-03/msg00001.html\n");
            assertThat(check(file).status()).isZero();
        }

        @Test
        void takesTheNextLineWhereThatLeadsToAMessage() throws IOException {
            Files.writeString(file, OLD + "\n * msg00015.html\n" + OLD + "\n");
            assertThat(check(file).out().lines())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("\\n * msg00015.html\texact"),
                            second -> assertThat(second).contains("\texact\t/xen-devel/2011-03/"));
        }

        @Test
        void passesOverWhatIsNoTextAndSaysSo() throws IOException {
            Files.write(folder.resolve("binary"), new byte[] {'a', 0, 'b'});
            byte[] much = new byte[TextFiles.MAX_BYTES + 1];
            Arrays.fill(much, (byte) ' ');
            Files.write(folder.resolve("much"), much);
            Files.write(folder.resolve("most"), Arrays.copyOf(much, TextFiles.MAX_BYTES));
            Files.createSymbolicLink(folder.resolve("link"), archive);
            assertThat(check(folder).err())
                    .contains("binary: passed over, is binary")
                    .contains("much: passed over, is longer than 16 MiB")
                    .contains("1 texts, 2 passed over, 0 not read");
        }

        @Test
        void goesOnBehindWhatCannotBeRead() throws IOException {
            Files.writeString(file, OLD + "msg00015.html\n");
            Outcome outcome = check(folder.resolve("absent"), file);
            assertThat(outcome.status()).isOne();
            assertThat(outcome.out()).contains("\texact\t");
            assertThat(outcome.err()).contains("absent: there is no such file");
        }

        @Test
        void refusesOptionsThatGoWithOthers() {
            assertThat(check("--blobs", folder).status()).isEqualTo(2);
            assertThat(check("--dry-run", folder).status()).isEqualTo(2);
            assertThat(check("--rewrite", folder).status()).isEqualTo(2);
            assertThat(check("--rewrite", "--base", "lists/", folder).status()).isEqualTo(2);
        }
    }

    @Nested
    class Rewrite {
        @Test
        void changesExactLinksAndNothingElse() throws IOException {
            byte[] around = {(byte) 0xe4, '\r', '\n', (byte) 0xff, ' '};
            byte[] old =
                    bytes(around, OLD + "msg00015.html#00003. ", OLD + "msg09999.html", around);
            Files.write(file, old);
            rewrite(file);
            assertThat(Files.readAllBytes(file))
                    .isEqualTo(bytes(around, NEW + ". ", OLD + "msg09999.html", around));
        }

        private static byte[] bytes(byte[] before, String first, String second, byte[] after) {
            String text =
                    new String(before, StandardCharsets.ISO_8859_1)
                            + first
                            + second
                            + new String(after, StandardCharsets.ISO_8859_1);
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Test
        void changesNothingTheSecondTime() throws IOException {
            Files.writeString(
                    file,
                    "%1$smsg00015.html lists.xen.org/xen-devel/2011-03/threads.html#00015 "
                                    .formatted(OLD)
                            + "https://lore.kernel.org/xen-devel/%s/T/#u mid:%s ".formatted(ID, ID)
                            + OLD
                            + "threads.html\n");
            rewrite(file);
            String once = Files.readString(file);
            assertThat(once)
                    .isEqualTo(
                            NEW
                                    + " "
                                    + NEW.substring("https://".length())
                                    + " "
                                    + NEW
                                    + "T/ "
                                    + NEW
                                    + " https://lists.example.org/xen-devel/2011-03/threads.html\n");
            Object time = Files.getLastModifiedTime(file);
            assertThat(rewrite(file).err()).contains("would be: 0");
            assertThat(Files.readString(file)).isEqualTo(once);
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        }

        /** Somebody feeds it to git am. */
        @Test
        void leavesWhatProgramsFetchAsTheyCanReadIt() throws IOException {
            Files.writeString(
                    file,
                    """
                    curl https://lore.kernel.org/xen-devel/%1$s/raw | git am
                    curl https://lore.kernel.org/xen-devel/%1$s/t.mbox.gz | gunzip | git am
                    curl https://patchew.org/Xen/%1$s/mbox | git am
                    curl https://patchwork.kernel.org/project/xen-devel/patch/%1$s/mbox/ | git am
                    """
                            .formatted(ID));
            rewrite(file);
            assertThat(Files.readString(file))
                    .isEqualTo(
                            """
                            curl %1$sraw | git am
                            curl %1$st.mbox.gz | gunzip | git am
                            curl %1$st.mbox.gz | git am
                            curl %1$sraw | git am
                            """
                                    .formatted(NEW));
        }

        @Test
        void keepsPermissionsAndLinksToFiles() throws IOException {
            Files.writeString(file, OLD + "msg00015.html\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
            Path link = Files.createSymbolicLink(folder.resolve("link"), file);
            rewrite(link);
            assertThat(Files.isSymbolicLink(link)).isTrue();
            assertThat(Files.readString(file)).isEqualTo(NEW + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rwxr-x--x");
            try (var inside = Files.list(folder)) {
                assertThat(inside).hasSize(2);
            }
        }

        @Test
        void keepsAllNamesOfAFile() throws IOException {
            Files.writeString(file, OLD + "msg00015.html, the longer\n");
            Path other = Files.createLink(folder.resolve("other"), file);
            assertThat(rewrite(folder).err()).contains("would be: 1");
            assertThat(Files.readString(other)).isEqualTo(NEW + ", the longer\n");
            assertThat(Files.isSameFile(file, other)).isTrue();
            try (var inside = Files.list(folder)) {
                assertThat(inside).hasSize(2);
            }
        }

        @Test
        void keepsBackslashes() throws IOException {
            Files.writeString(
                    file,
                    "\""
                            + OLD.replace("/", "\\/")
                            + "msg00015.html\" "
                            + OLD
                            + "threads.html\\#00015");
            rewrite(file);
            assertThat(Files.readString(file))
                    .isEqualTo("\"" + NEW.replace("/", "\\/") + "\" " + NEW);
        }

        @Test
        void leavesSnapshotsAndViewsOfOurOwnPages() throws IOException {
            String text =
                    "https://web.archive.org/web/2012/"
                            + OLD
                            + "msg00015.html "
                            + NEW
                            + "raw "
                            + NEW
                            + "t/#m0123 "
                            + NEW.replace("@", "%40")
                            + "raw\n";
            Files.writeString(file, text);
            rewrite(file);
            assertThat(Files.readString(file)).isEqualTo(text);
        }

        @Test
        void showsADifferenceFirst() throws IOException {
            String text = "a\n" + OLD + "msg00015.html\nb\n";
            Files.writeString(file, text);
            assertThat(rewrite("--dry-run", file).out())
                    .isEqualTo(
                            "--- %1$s\n+++ %1$s\n@@ -1,3 +1,3 @@\n a\n-%2$s\n+%3$s\n b\n"
                                    .formatted(file, OLD + "msg00015.html", NEW));
            assertThat(Files.readString(file)).isEqualTo(text);
        }

        @Test
        void isAFilterOfStandardInput() {
            byte[] in = ("see " + OLD + "msg00015.html\n").getBytes(StandardCharsets.US_ASCII);
            Outcome outcome =
                    run(
                            in,
                            "check-links",
                            "--archive",
                            archive,
                            "--rewrite",
                            "--base",
                            "https://lists.example.org",
                            "-");
            assertThat(outcome.out()).isEqualTo("see " + NEW + "\n");
        }
    }

    @Nested
    class GitHistory {
        private Path repository;

        @BeforeEach
        void commit() throws Exception {
            repository = folder.resolve("repository");
            try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
                commit(git, "Fix a leak\n\nSee " + OLD + "msg00015.html\n");
                Files.writeString(repository.resolve("code.c"), "/* " + OLD + "msg00003.html */\n");
                git.add().addFilepattern("code.c").call();
                commit(git, "Add code\n\n" + OLD + "msg00004\nand " + OLD + "msg00004.html\n");
            }
        }

        private static void commit(Git git, String message) throws Exception {
            git.commit()
                    .setMessage(message)
                    .setAuthor("Ada", "ada@example.org")
                    .setCommitter("Ada", "ada@example.org")
                    .setSign(false)
                    .call();
        }

        @Test
        void isLookedThroughByMessages() {
            assertThat(check("--git", repository).out().lines())
                    .hasSize(3)
                    .allMatch(
                            line -> line.matches(".*@[0-9a-f]{40}\t3\t.*|.*@[0-9a-f]{40}\t4\t.*"));
            assertThat(check("--git", "--revision", "HEAD~1", repository).out().lines()).hasSize(1);
        }

        @Test
        void hasTags() throws Exception {
            try (Git git = Git.open(repository.toFile())) {
                for (String tag : List.of("v1", "v2")) {
                    git.tag()
                            .setName(tag)
                            .setMessage("Notes\n\n" + OLD + "msg00015.html\n")
                            .setTagger(new PersonIdent("Ada", "ada@example.org"))
                            .setSigned(false)
                            .call();
                }
                git.tag().setName("plain").setAnnotated(false).call();
            }
            assertThat(check("--git", repository).out().lines()).hasSize(5);
            assertThat(check("--git", "--revision", "v1", repository).out().lines()).hasSize(4);
            assertThat(check("--git", "--revision", "plain", repository).out().lines()).hasSize(3);
        }

        @Test
        void isLookedThroughByFiles() {
            assertThat(check("--git", "--blobs", repository).out())
                    .contains("@HEAD:code.c\t1\t4\t" + OLD + "msg00003.html\texact");
        }

        @Test
        void isNeverRewrittenButListed() throws IOException {
            List<String> list = rewrite("--git", repository).out().lines().toList();
            assertThat(list).hasSize(3).allMatch(line -> line.startsWith("regex:"));
            assertThat(filtered(list, "See " + OLD + "msg00015.html."))
                    .isEqualTo("See " + NEW + ".");
            assertThat(check("--git", repository).out()).contains(OLD + "msg00015.html");
        }

        /** A link that is left as it is may begin with one that is not, or hold it. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "msg00015.html2",
                    "msg00015.html#c1",
                    "msg00015.html/x",
                    "msg00015.html.gz",
                    "msg00015.html?tree=old",
                    "msg00015.html,v",
                    "msg00015.html%20",
                    "msg00015",
                    "msg00004.txt",
                })
        void isListedSoThatOtherLinksStay(String other) throws IOException {
            List<String> list = rewrite("--git", repository).out().lines().toList();
            String text = "see " + OLD + other + " and https://web.example.org/2012/" + OLD;
            assertThat(filtered(list, text + "msg00015.html")).isEqualTo(text + "msg00015.html");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%s", "<%s>", "(%s)", "%s, and", "\"%s\"", "Link:%s\n", "[%s]: x"})
        void isListedForLinksBetweenMarks(String form) throws IOException {
            List<String> list = rewrite("--git", repository).out().lines().toList();
            assertThat(filtered(list, form.formatted(OLD + "msg00015.html")))
                    .isEqualTo(form.formatted(NEW));
        }

        /** Replaces as a filter of histories does. */
        private static String filtered(List<String> list, String text) {
            String filtered = text;
            for (String line : list) {
                String[] rule = line.substring("regex:".length()).split("==>", 2);
                filtered = filtered.replaceAll(rule[0], rule[1]);
            }
            return filtered;
        }

        @Test
        void mustBeOne() {
            assertThat(check("--git", folder).err()).contains("is not a git repository");
            assertThat(check("--git", "--revision", "none", repository).err())
                    .contains("there is no commit none");
        }
    }
}
