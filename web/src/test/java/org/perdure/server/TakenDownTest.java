package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** A message of the sample, taken down by its operator or its source: who still hears of it? */
@Timeout(120)
class TakenDownTest {
    private static final String ID = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
    private static final String NUMBERED = "/archives/html/xen-devel/2011-03/msg00015.html";
    private static final String PAGE = "/xen-devel/" + ID + "/";
    private static final String API = "/api/v1/lists/xen-devel/";
    private static final String SECRET = "an operator's secret";

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void importSample() throws IOException {
        archive = folder.resolve("archive");
        importFrom(CommandLineFixture.sample(folder));
    }

    private Outcome importFrom(Path source) {
        return run("import", "--archive", archive, "--list", "xen-devel", source);
    }

    private Outcome hide(String message) {
        return run(
                "hide", "--archive", archive, "--list", "xen-devel", "--reason", SECRET, message);
    }

    private Outcome unhide(String message) {
        return run("unhide", "--archive", archive, "--list", "xen-devel", message);
    }

    private String export(String format) {
        // Mail has bytes of many charsets: each becomes a character.
        return new String(
                run("export", "--archive", archive, "--list", "xen-devel", "--format", format)
                        .data(),
                StandardCharsets.ISO_8859_1);
    }

    private void assertConsistent() {
        assertThat(run("verify", "--archive", archive).out())
                .isEqualTo(archive + " is consistent\n");
    }

    private static HttpResponse<byte[]> get(ArchiveService service, String path) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            URI address = URI.create(service.address() + path.substring(1));
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void answers410AtAllItsAddressesWithoutAWordOfIt() throws IOException {
        findPassages();
        try (ArchiveService service =
                ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0)) {
            String shown = text(get(service, PAGE));
            String subject = shown.replaceAll("(?s).*<h1[^>]*>(.*?)</h1>.*", "$1");
            assertThat(subject).isNotBlank().doesNotContain("<");
            assertThat(get(service, NUMBERED).statusCode()).isEqualTo(200);

            assertThat(hide("<" + ID + ">").out()).isEqualTo("hidden: " + ID + "\n");

            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            for (String path :
                    new String[] {
                        NUMBERED,
                        "/xen-devel/2011-03/msg00015.html",
                        "/Xen-Devel/2011-03/msg00015.html",
                        NUMBERED.replace(".html", ""),
                        NUMBERED.replace(".html", ".htm"),
                        NUMBERED.replace("msg00015.html", "MSG00015.HTML)."),
                        NUMBERED.replace("/archives/html", "//Archives/HTML"),
                        PAGE.substring(0, PAGE.length() - 1),
                        PAGE.replace(ID, "%3C" + ID + "%3E"),
                        PAGE,
                        PAGE + "?copy=0",
                        PAGE + "raw",
                        PAGE + "T/",
                        PAGE + "t/",
                        PAGE + "t.mbox.gz",
                        PAGE + "2-a.patch",
                        "/archives/cgi-bin/mesg.cgi?a=xen-devel&i=" + ID,
                        "/resolve?url=" + PAGE,
                        API + "messages/" + ID,
                        API + "messages/" + ID + "/raw",
                        API + "messages/" + ID + "/thread",
                        API + "messages/" + ID + "/quotes",
                        API + "messages/" + ID + "/conversation",
                        API + "numbers/2011-03/15",
                    }) {
                HttpResponse<byte[]> answer = get(service, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(410);
                assertThat(text(answer))
                        .as(path)
                        .contains("taken down on " + today)
                        .doesNotContain(subject, SECRET);
            }
            assertThat(text(get(service, NUMBERED)))
                    .contains("Message 15 in 2011-03 of xen-devel")
                    .contains("/xen-devel/2011-03/");
            for (String path :
                    new String[] {
                        "/xen-devel/", "/xen-devel/2011-03/", "/xen-devel/2011-03/threads.html"
                    }) {
                assertThat(text(get(service, path))).as(path).doesNotContain(ID, "msg00015");
            }
            for (int number : new int[] {14, 16}) {
                String page = text(get(service, NUMBERED.replace("15", Integer.toString(number))));
                assertThat(page).doesNotContain("msg00015");
            }

            assertThat(unhide(NUMBERED).out()).isEqualTo("shown: " + ID + "\n");
            findPassages();
            assertThat(text(get(service, PAGE))).isEqualTo(shown);
        }
    }

    /** The service does it too, a moment later: a page would change between two looks at it. */
    private void findPassages() {
        run("rethread", "--archive", archive);
    }

    @Test
    void isFoundAndExportedNoMore() {
        hide(NUMBERED);
        assertThat(export("mbox")).doesNotContain("Message-ID: <" + ID + ">");
        assertThat(export("threads").lines()).noneMatch(row -> row.startsWith(ID + "\t"));
        assertThat(export("urls").lines())
                .filteredOn(row -> row.endsWith("\tgone"))
                .singleElement()
                .asString()
                .startsWith(NUMBERED + "\t" + ID + "\t");
        assertThat(export("urls").lines()).hasSize(93);
        assertThat(run(NUMBERED.getBytes(StandardCharsets.UTF_8), "resolve", "--archive", archive))
                .extracting(Outcome::out)
                .asString()
                .contains("\tgone\t\t\tThe message was taken down on ");
        assertConsistent();
    }

    @Test
    void staysSoWhenItIsImportedAgainAndAfterReindex() throws IOException {
        String before = export("mbox");
        hide(ID);
        Path copy = folder.resolve("copy.mbox");
        Files.write(copy, before.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(importFrom(copy).status()).isZero();
        assertThat(run("reindex", "--archive", archive).status()).isZero();
        assertThat(export("mbox")).doesNotContain("Message-ID: <" + ID + ">");
        assertConsistent();
        unhide(ID);
        assertThat(export("mbox")).isEqualTo(before);
        assertConsistent();
    }

    @Test
    void isToldOnceAndOnlyIfItIsThere() {
        assertThat(hide(ID).out()).startsWith("hidden: ");
        assertThat(hide(ID).out()).startsWith("hidden before: ");
        assertThat(unhide(ID).out()).startsWith("shown: ");
        assertThat(unhide(ID).out()).startsWith("shown before: ");
        for (String nothing :
                new String[] {"nobody@example.org", "/xen-devel/2011-03/msg09999.html", "/a/b/c"}) {
            Outcome outcome = hide(nothing);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains(nothing + ": there is no such message");
        }
    }

    @Test
    void mayBeSoByItsRepository() throws IOException {
        Path repository = folder.resolve("0.git");
        String raw = "Message-ID: <" + ID + ">\n\nremoved\n";
        commit(repository, "d", raw);
        Outcome outcome = importFrom(repository);
        assertThat(outcome.out()).contains("1 read", "1 taken down");
        assertThat(importFrom(repository).out()).contains("0 read").doesNotContain("taken down");
        assertThat(export("urls")).contains(ID + "\tarrival_order\t0.5\tgone\n");
        assertConsistent();
    }

    @Test
    void isNoRepositoryThatIsOfSomethingElse() throws IOException {
        Path repository = folder.resolve("source.git");
        commit(repository, "Main.java", "class Main {}");
        Outcome outcome = importFrom(repository);
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err()).contains("none of a public-inbox");
    }

    private static void commit(Path folder, String path, String content) throws IOException {
        try (Repository repository =
                        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
                ObjectInserter inserter = repository.newObjectInserter()) {
            repository.create(true);
            TreeFormatter tree = new TreeFormatter();
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            tree.append(path, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, bytes));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            PersonIdent person = new PersonIdent("Ada", "ada@example.org");
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage("m");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.updateRef(Constants.HEAD);
            update.setNewObjectId(id);
            assertThat(update.update()).isEqualTo(RefUpdate.Result.NEW);
        }
    }
}
