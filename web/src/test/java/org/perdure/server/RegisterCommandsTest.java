package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.mailbox;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** What an operator is told of the numbers and of the register. */
@Timeout(120)
class RegisterCommandsTest {
    private static final String LIST = "quill";

    @TempDir private Path folder;
    private Path archive;
    private Path mail;

    @BeforeEach
    void setUp() throws IOException {
        archive = folder.resolve("archive");
        mail = Files.write(folder.resolve("mail"), mailbox(4, 1));
        importMail(archive);
    }

    private void importMail(Path into) {
        assertThat(run("import", "--archive", into, "--list", LIST, mail).status()).isZero();
    }

    private String export(Path from, String format) {
        Outcome outcome = run("export", "--archive", from, "--list", LIST, "--format", format);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return new String(outcome.data(), StandardCharsets.UTF_8);
    }

    private List<String> firstOfUrls() {
        return List.of(export(archive, "urls").lines().findFirst().orElseThrow().split("\t"));
    }

    @Test
    void countsWhatIsKnownOfTheNumbers() {
        Outcome table = run("coverage", "--archive", archive);
        assertThat(table.status()).isZero();
        assertThat(table.out()).startsWith("list ").contains("quill", "arrival-order");
        assertThat(run("coverage", "--archive", archive, "--list", LIST, "--json").out())
                .startsWith("[{\"list\":\"quill\",")
                .contains("\"exact\":0", "\"predicted\":", "\"conflicts\":0");
        assertThat(run("coverage", "--archive", archive, "--list", "other").status()).isEqualTo(1);
    }

    @Test
    void holdsAnArchiveAgainstACheckpoint() throws IOException {
        Outcome exported = run("export", "--archive", archive, "--format", "checkpoint");
        Path checkpoint = Files.write(folder.resolve("checkpoint"), exported.data());
        assertThat(export(archive, "register").lines()).hasSize(4);

        assertThat(verify(archive, checkpoint).status()).isZero();
        Path other = folder.resolve("other");
        importMail(other);
        assertThat(verify(other, checkpoint).status()).isZero();

        Files.write(mail, mailbox(3, 1));
        Path fewer = folder.resolve("fewer");
        importMail(fewer);
        Outcome outcome = verify(fewer, checkpoint);
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).contains("does not go on from row");

        Files.writeString(checkpoint, "perdure checkpoint 1\nroot\tno\n");
        assertThat(verify(archive, checkpoint).err()).contains("is no checkpoint");
    }

    private static Outcome verify(Path archive, Path checkpoint) {
        return run("verify", "--archive", archive, "--checkpoint", checkpoint);
    }

    @Test
    void buildsAnArchiveAnewWithItsNumbersAndTakeDowns() throws IOException {
        String path = firstOfUrls().get(0);
        String id = firstOfUrls().get(1);
        assertThat(
                        run("hide", "--archive", archive, "--list", LIST, "--reason", "a\tb", id)
                                .status())
                .isZero();
        String urls = export(archive, "urls");
        Path gone = Files.writeString(folder.resolve("gone"), export(archive, "takedowns"));
        Files.writeString(mail, export(archive, "mbox"));

        Path anew = folder.resolve("anew");
        Outcome hidden = run("hide", "--archive", anew, "--list", LIST, "--from", gone);
        assertThat(hidden.out()).isEqualTo("1 of 1 taken down now\n");
        Outcome pairs = run(urls.getBytes(StandardCharsets.UTF_8), "pairs", "--archive", anew);
        assertThat(pairs.out()).isEqualTo("4 pairs read\n");
        importMail(anew);

        assertThat(
                        export(anew, "urls")
                                .lines()
                                .map(line -> line.split("\t")[0] + line.split("\t")[1]))
                .containsExactlyInAnyOrderElementsOf(
                        urls.lines()
                                .map(line -> line.split("\t")[0] + line.split("\t")[1])
                                .toList());
        assertThat(export(anew, "takedowns")).isEqualTo(Files.readString(gone));
        assertThat(run(path.getBytes(StandardCharsets.UTF_8), "resolve", "--archive", anew).data())
                .asString(StandardCharsets.UTF_8)
                .contains("gone");
        assertThat(run("verify", "--archive", anew).status()).isZero();
    }

    /** Its number keeps its place among the others, and so does what was given out behind it. */
    @Test
    void buildsTheSameRegisterAnewWhereMailWasTakenDown() throws IOException {
        List<String> rows = export(archive, "urls").lines().toList();
        String second = rows.get(1).split("\t")[1];
        assertThat(run("hide", "--archive", archive, "--list", LIST, second).status()).isZero();
        Path checkpoint =
                Files.write(
                        folder.resolve("checkpoint"),
                        run("export", "--archive", archive, "--format", "checkpoint").data());
        Path gone = Files.writeString(folder.resolve("gone"), export(archive, "takedowns"));
        String urls = export(archive, "urls");
        String shown = export(archive, "mbox");
        String all =
                run("export", "--archive", archive, "--list", LIST, "--format", "mbox", "--hidden")
                        .out();
        assertThat(shown).doesNotContain(second);
        assertThat(all).contains(second);

        for (boolean told : List.of(true, false)) {
            Path anew = folder.resolve("anew " + told);
            run("hide", "--archive", anew, "--list", LIST, "--from", gone);
            if (told) {
                run(urls.getBytes(StandardCharsets.UTF_8), "pairs", "--archive", anew);
            }
            Files.writeString(mail, all);
            importMail(anew);
            assertThat(verify(anew, checkpoint).out()).contains("is consistent");
            assertThat(export(anew, "mbox")).isEqualTo(shown);
            assertThat(addresses(anew)).isEqualTo(addresses(archive));
        }
        Path lacking = folder.resolve("lacking");
        run("hide", "--archive", lacking, "--list", LIST, "--from", gone);
        run(urls.getBytes(StandardCharsets.UTF_8), "pairs", "--archive", lacking);
        Files.writeString(mail, shown);
        importMail(lacking);
        assertThat(addresses(lacking)).isEqualTo(addresses(archive));
        assertThat(verify(lacking, checkpoint).out()).contains("does not go on from row");
    }

    private static String letter(String separatorDate, String id) {
        return """
               From ada@example.org %s
               Message-ID: <%2$s@example.org>

               written by %2$s

               """
                .formatted(separatorDate, id);
    }

    /** Path, Message-ID and state of each address. */
    private List<String> addresses(Path of) {
        return export(of, "urls")
                .lines()
                .map(line -> line.split("\t"))
                .map(values -> values[0] + " " + values[1] + " " + values[4])
                .sorted()
                .toList();
    }

    /** Some months were cut by another clock, some numbers moved, some messages never came. */
    @Test
    void buildsAnArchiveAnewAnyNumberOfTimesWithAllItsAddresses() throws IOException {
        String numbers = "/archives/html/quill/";
        Files.writeString(mail, letter("Tue Mar  1 11:00:00 2011", "moved"));
        importMail(archive);
        String pairs =
                """
                2011-03/msg00009.html moved@example.org
                2011-05/msg00003.html absent@example.org
                2011-06/msg00006.html early@example.org
                2011-06/msg00008.html both@example.org
                2011-07/msg00008.html both@example.org
                """
                        .replace("2011", numbers + "2011")
                        .replace(' ', '\t');
        assertThat(run(pairs.getBytes(StandardCharsets.UTF_8), "pairs", "--archive", archive).out())
                .isEqualTo("5 pairs read\n");
        Files.writeString(
                mail,
                letter("Fri Jul  1 00:49:44 2011", "early")
                        + letter("Sat Jul  2 11:00:00 2011", "both"));
        importMail(archive);
        run("hide", "--archive", archive, "--list", LIST, "1@example.org");
        List<String> addresses = addresses(archive);
        assertThat(addresses)
                .containsExactly(
                        numbers + "2011-03/msg00000.html 0@example.org live",
                        numbers + "2011-03/msg00001.html 1@example.org gone",
                        numbers + "2011-03/msg00002.html 2@example.org live",
                        numbers + "2011-03/msg00003.html 3@example.org live",
                        numbers + "2011-03/msg00004.html moved@example.org live",
                        numbers + "2011-03/msg00009.html moved@example.org live",
                        numbers + "2011-05/msg00003.html absent@example.org missing",
                        numbers + "2011-06/msg00006.html early@example.org live",
                        numbers + "2011-06/msg00008.html both@example.org live",
                        numbers + "2011-07/msg00008.html both@example.org live");

        Path from = archive;
        for (String generation : List.of("second", "third", "fourth")) {
            Path gone = Files.writeString(folder.resolve("gone"), export(from, "takedowns"));
            Files.writeString(mail, export(from, "mbox"));
            byte[] urls = export(from, "urls").getBytes(StandardCharsets.UTF_8);
            Path anew = folder.resolve(generation);
            run("hide", "--archive", anew, "--list", LIST, "--from", gone);
            run(urls, "pairs", "--archive", anew);
            importMail(anew);
            from = anew;

            assertThat(addresses(anew)).isEqualTo(addresses);
            assertThat(export(anew, "urls"))
                    .contains(
                            "2011-03/msg00004.html\tmoved@example.org\tarrival_order\t0.5\tlive\tclaim")
                    .contains("2011-06/msg00006.html\tearly@example.org\tknown_pair\t0.97\tlive\n");
            assertThat(run("verify", "--archive", anew).status()).isZero();
        }
        for (String address : addresses) {
            String[] values = address.split(" ");
            Outcome resolved =
                    run(
                            values[0].getBytes(StandardCharsets.UTF_8),
                            "resolve",
                            "--archive",
                            from,
                            "--json");
            if (values[2].equals("missing")) {
                assertThat(resolved.data()).asString().doesNotContain(values[1]);
            } else {
                assertThat(resolved.data())
                        .asString()
                        .contains(values[2].equals("gone") ? "gone" : values[1]);
            }
        }
    }

    @Test
    void buildsAnArchiveAnewInWhichWhatWasShownAgainStaysSo() throws IOException {
        String asking =
                """
                From ada@example.org Tue Mar  1 08:00:00 2011
                Message-ID: <%1$s@example.org>
                X-No-Archive: yes

                written by %1$s

                """;
        Files.writeString(mail, asking.formatted("shown") + asking.formatted("hidden"));
        importMail(archive);
        assertThat(run("unhide", "--archive", archive, "--list", LIST, "shown@example.org").out())
                .isEqualTo("shown: shown@example.org\n");
        String takeDowns = export(archive, "takedowns");
        assertThat(takeDowns.lines().map(line -> line.split("\t").length)).containsExactly(4, 5);

        Path from = archive;
        for (String generation : List.of("second", "third")) {
            Files.writeString(mail, export(from, "mbox"));
            Path gone = Files.writeString(folder.resolve("gone"), export(from, "takedowns"));
            Path anew = folder.resolve(generation);
            assertThat(run("hide", "--archive", anew, "--list", LIST, "--from", gone).out())
                    .isEqualTo("1 of 1 taken down now\n");
            assertThat(run("hide", "--archive", anew, "--list", LIST, "--from", gone).out())
                    .isEqualTo("0 of 1 taken down now\n");
            importMail(anew);
            from = anew;
            assertThat(export(anew, "takedowns")).isEqualTo(takeDowns);
            assertThat(export(anew, "mbox")).contains("written by shown").doesNotContain("hidden");
            assertThat(run("verify", "--archive", anew).status()).isZero();
        }

        Files.writeString(folder.resolve("gone"), takeDowns.replace("\n", "\tx\ty\n"));
        assertThat(
                        run(
                                        "hide",
                                        "--archive",
                                        from,
                                        "--list",
                                        LIST,
                                        "--from",
                                        folder.resolve("gone"))
                                .err())
                .contains("no take-down");
    }

    @Test
    void doesNotShowWhatIsTakenDownBecauseItWasShownElsewhere() throws IOException {
        String id = firstOfUrls().get(1);
        run("hide", "--archive", archive, "--list", LIST, id);
        String gone = export(archive, "takedowns");
        Path shown =
                Files.writeString(
                        folder.resolve("shown"), gone.strip() + "\t2021-01-01T00:00:00Z\n");

        run("hide", "--archive", archive, "--list", LIST, "--from", shown);

        assertThat(export(archive, "takedowns")).isEqualTo(gone);
    }

    /** Evidence comes in any order: a described list is enough to begin with. */
    @Test
    void takesPairsBeforeAnythingElse() throws IOException {
        Path anew = Files.createDirectory(folder.resolve("anew"));
        byte[] pair =
                "/archives/html/quill/2011-03/msg00009.html\t0@example.org\n"
                        .getBytes(StandardCharsets.UTF_8);
        Files.writeString(anew.resolve("perdure.yaml"), "title: Nothing\n");
        assertThat(run(pair, "pairs", "--archive", anew).err()).contains("is not an archive");
        Files.writeString(anew.resolve("perdure.yaml"), "lists:\n  - name: quill\n");
        assertThat(run(pair, "pairs", "--archive", anew).out()).isEqualTo("1 pairs read\n");
        importMail(anew);

        assertThat(export(anew, "urls").lines())
                .contains(
                        "/archives/html/quill/2011-03/msg00009.html\t0@example.org"
                                + "\tknown_pair\t0.97\tlive");
        assertThat(run("verify", "--archive", anew).status()).isZero();
    }

    @Test
    void buildsAnArchiveAnewInWhichLinksOfOthersLeadWhereTheyLed() {
        List<String> links =
                List.of(
                        "http://article.gmane.org/gmane.comp.fern/999",
                        "https://marc.info/?l=fern&m=128170404422822&w=2",
                        "https://lists.example.com/pipermail/fern/2011-March/000123.html",
                        "http://fern.1045712.n5.nabble.com/Some-words-td4415622.html");
        String told =
                links.stream()
                        .map(link -> link + "\t2@example.org\n")
                        .collect(Collectors.joining());
        assertThat(run(told.getBytes(StandardCharsets.UTF_8), "pairs", "--archive", archive).out())
                .isEqualTo("4 pairs read\n");
        byte[] pairs = run("export", "--archive", archive, "--format", "pairs").data();

        Path anew = folder.resolve("anew");
        importMail(anew);
        assertThat(run(pairs, "pairs", "--archive", anew).out()).isEqualTo("4 pairs read\n");

        for (String link : links) {
            byte[] asked = link.getBytes(StandardCharsets.UTF_8);
            assertThat(run(asked, "resolve", "--archive", anew, "--json").out())
                    .isEqualTo(run(asked, "resolve", "--archive", archive, "--json").out())
                    .contains("\"exact\"", "2@example.org");
        }
        assertThat(run("export", "--archive", anew, "--format", "pairs").data()).isEqualTo(pairs);
    }

    @Test
    void tellsWhichTreesThereAre() {
        Outcome outcome =
                run("import", "--archive", archive, "--list", LIST, "--tree", "old", mail);
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("has no tree “old”");
        outcome = run("import", "--archive", archive, "--list", "xen-devel", "--tree", "x", mail);
        assertThat(outcome.err()).contains("its trees: old, new");
    }
}
