package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;
import org.perdure.store.sql.SqliteStore;

/**
 * An archive that is built in several orders, of mail, of pages, of pairs and of what was taken
 * down, by imports that are killed on their way: what it gives out is the same. Two trees have
 * 2012-01; of 2011-03, mail lacks what pages have, and one message has no Message-ID.
 */
@Timeout(120)
class OrdersTest {
    private static final String LIST = "quill";

    private static final String CONFIGURATION =
            """
            lists:
              - name: quill
                hosts: [old.example.org, new.example.org]
                trees:
                  - name: old
                    hosts: [old.example.org]
                    last: 2012-06
                  - name: new
                    hosts: [new.example.org]
                    first: 2011-11
            """;

    private static final int MANY = 40;

    /** How many of them an import has stored when it is killed. */
    private static final int STORED = 15;

    /** More than an import reads before it writes the first time, and writes at once. */
    private static final int READ = 2_300;

    private static final int IN_MARCH = 10;
    private static final Set<Integer> LACKING = Set.of(2, 5);
    private static final int WITHOUT_ID = 8;

    private static final String PAIRS =
            """
            http://old.example.org/archives/html/quill/2011-04/msg00001.html	april1@example.org
            http://old.example.org/archives/html/quill/2011-04/msg00007.html	absent@example.org
            http://old.example.org/archives/html/quill/2011-08/msg00003.html	april2@example.org
            http://new.example.org/archives/html/quill/2012-01/msg00004.html	new4@example.org
            http://article.gmane.org/gmane.comp.example.quill/77	march3@example.org
            """;

    /** What was taken down, as the export of another archive has it. */
    private static final String GONE =
            """
            march4@example.org\t2020-01-01T00:00:00Z\toperator\tasked
            new9@example.org\t2020-01-01T00:00:00Z\toperator\tasked
            """;

    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Path pages = Files.createDirectories(folder.resolve("pages/2011-03"));
        Path oldPages = Files.createDirectories(folder.resolve("old-pages/2012-01"));
        Files.writeString(folder.resolve("gone"), GONE);
        StringBuilder march = new StringBuilder();
        for (int i = 0; i < IN_MARCH; i++) {
            String id = i == WITHOUT_ID ? "" : "march" + i;
            String date = "Tue, 1 Mar 2011 1%d:00:00 +0000".formatted(i);
            Files.writeString(pages.resolve("msg0000%d.html".formatted(i)), page(id, date));
            if (!LACKING.contains(i)) {
                march.append(letter("Tue Mar  1 1%d:00:00 2011".formatted(i), id, date));
            }
        }
        Files.writeString(folder.resolve("march"), march);
        Files.writeString(folder.resolve("april"), letters("april", "Fri Apr  1", "2011", 4));
        Files.writeString(folder.resolve("old"), letters("old", "Sun Jan  1", "2012", 6));
        Files.writeString(folder.resolve("new"), letters("new", "Mon Jan  2", "2012", MANY));
        for (int i = 0; i < 3; i++) {
            Files.writeString(
                    oldPages.resolve("msg0000%d.html".formatted(i)),
                    page("old" + i, date("Sun Jan  1", "2012", i)));
        }
    }

    private static String letters(String name, String day, String year, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String separator = "%s %s %s".formatted(day, time(i), year);
            letters.append(letter(separator, name + i, date(day, year, i)));
        }
        return letters.toString();
    }

    private static String time(int i) {
        return "%02d:%02d:00".formatted(10 + i / 60, i % 60);
    }

    private static String date(String day, String year, int i) {
        String[] words = day.split(" +");
        return "%s, %s %s %s %s +0000".formatted(words[0], words[2], words[1], year, time(i));
    }

    private static String letter(String separator, String id, String date) {
        return """
               From ada@example.org %1$s
               From: Ada <ada@example.org>
               %2$sDate: %3$s
               Subject: About %4$s

               written as %4$s

               """
                .formatted(
                        separator,
                        id.isEmpty() ? "" : "Message-ID: <%s@example.org>\n".formatted(id),
                        date,
                        id);
    }

    private static String page(String id, String date) {
        return """
               <!-- MHonArc v2.6.19+ -->
               <!--X-Subject: About %1$s -->
               <!--X-From-R13: Nqn <nqnNrknzcyr.bet> -->
               <!--X-Date: %2$s -->
               %3$s<!--X-Head-End-->
               <html><body><!--X-Head-of-Message-->
               <ul><li><em>From</em>: Ada &lt;<a href="mailto:ada@DOMAIN.HIDDEN">ada@xxxxxxxxxxx</a>&gt;</li>
               <li><em>Date</em>: %2$s</li></ul>
               <!--X-Head-of-Message-End-->
               <!--X-Body-of-Message-->
               <pre>written as %1$s
               </pre>
               <!--X-Body-of-Message-End--></body></html>
               """
                .formatted(
                        id,
                        date,
                        id.isEmpty() ? "" : "<!--X-Message-Id: %s@example.org -->\n".formatted(id));
    }

    /** Takes one step of the building; {@code kill} is one that is cut off. */
    private void step(Path archive, String step) throws Exception {
        Outcome outcome =
                switch (step) {
                    case "march", "april" -> importOf(archive, step);
                    case "old", "new" -> importOf(archive, step, "--tree", step);
                    case "pages" -> importOf(archive, step);
                    case "old-pages" -> importOf(archive, step, "--tree", "old");
                    case "pairs" -> run(PAIRS.getBytes(UTF_8), "pairs", "--archive", archive);
                    case "hide" ->
                            run(
                                    "hide",
                                    "--archive",
                                    archive,
                                    "--list",
                                    LIST,
                                    "--from",
                                    folder.resolve("gone"));
                    case "kill" -> killed(archive);
                    default -> throw new AssertionError(step);
                };
        assertThat(outcome.status()).as(step + outcome.err()).isZero();
    }

    private Outcome importOf(Path archive, String source, String... more) {
        List<Object> words = new ArrayList<>(List.of("import", "--archive", archive));
        words.addAll(List.of("--list", LIST));
        words.addAll(Arrays.asList(more));
        words.add(folder.resolve(source));
        return run(words.toArray());
    }

    /** Kills an import that has stored some of the many, and waits for the others. */
    private Outcome killed(Path archive) throws Exception {
        long before = stored(archive);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Perdure.class.getName(),
                                "import",
                                "--archive",
                                archive.toString(),
                                "--list",
                                LIST,
                                "--tree",
                                "new",
                                "-")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("killed").toFile())
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            byte[] mail = letters("new", "Mon Jan  2", "2012", STORED).getBytes(UTF_8);
            for (int i = 0; i < READ; i += STORED) {
                in.write(mail); // What comes again is accounted for, and is no other message.
            }
            in.flush();
            while (stored(archive) == before) {
                assertThat(process.isAlive())
                        .as(Files.readString(folder.resolve("killed")))
                        .isTrue();
                Thread.sleep(20);
            }
            process.toHandle().destroyForcibly();
            process.waitFor();
        } catch (IOException expected) {
            // Nobody reads what is left in the pipe.
        }
        long now = stored(archive);
        assertThat(now - before).isEqualTo(STORED);
        return new Outcome(0, new byte[0], "");
    }

    private static long stored(Path archive) {
        try (SqliteStore store = SqliteStore.open(archive)) {
            return store.lastKey();
        }
    }

    private Path build(String order) throws Exception {
        Path archive = Files.createDirectories(folder.resolve("in " + order));
        Files.writeString(archive.resolve("perdure.yaml"), CONFIGURATION);
        for (String step : order.split(" ")) {
            step(archive, step);
        }
        return archive;
    }

    private static String export(Path archive, String format) {
        Outcome outcome = run("export", "--archive", archive, "--list", LIST, "--format", format);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private static JsonNode verified(Path archive) throws IOException {
        Outcome outcome = run("verify", "--archive", archive, "--json");
        assertThat(outcome.status()).as(outcome.out()).isZero();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static String contents(Path archive) throws IOException {
        return verified(archive).get("contents").asText();
    }

    /** Returns what each address leads to, also those at which nothing is. */
    private static String resolved(Path archive, List<String> links) {
        return run(
                        String.join("\n", links).getBytes(UTF_8),
                        "resolve",
                        "--json",
                        "--archive",
                        archive)
                .out();
    }

    private static List<String> links(String urls) {
        List<String> links = new ArrayList<>();
        for (String row : urls.lines().toList()) {
            String path = row.substring(0, row.indexOf('\t'));
            links.add(path);
            links.add("http://old.example.org" + path);
            links.add("http://new.example.org" + path.replace("/archives/html/", "/lists/"));
        }
        for (String number : List.of("2011-03/msg00010", "2011-04/msg00009", "2012-01/msg00300")) {
            links.add("http://old.example.org/archives/html/quill/" + number + ".html");
        }
        links.add("http://article.gmane.org/gmane.comp.example.quill/77");
        return links;
    }

    @Test
    void giveTheSameContentsAddressesAndAnswers() throws Exception {
        Path first = build("march april old kill new pages old-pages pairs hide");
        String contents = contents(first);
        String urls = export(first, "urls");
        List<String> links = links(urls);
        String answers = resolved(first, links);
        assertThat(urls)
                .contains("2011-03/msg00002.html\tmarch2@example.org\tmhonarc_page\t1.0\tlive");
        assertThat(urls).contains("march4@example.org\tmhonarc_page\t1.0\tgone");
        assertThat(urls).contains("msg00007.html\tabsent@example.org\tknown_pair\t0.97\tmissing");
        assertThat(answers).contains("\"exact\"", "\"gone\"", "\"unknown\"");

        for (String order :
                List.of(
                        "pairs hide old-pages pages kill new old april march",
                        "pages april kill new hide march old-pages pairs old",
                        "old pairs pages hide kill old-pages march new april")) {
            Path other = build(order);
            assertThat(export(other, "contents")).as(order).isEqualTo(export(first, "contents"));
            assertThat(contents(other)).as(order).isEqualTo(contents);
            assertThat(sorted(export(other, "urls"))).as(order).isEqualTo(sorted(urls));
            assertThat(resolved(other, links)).as(order).isEqualTo(answers);
        }
        isTheHashOfItsLines(first, contents);
        differsWithWhatDiffers(first, contents);
    }

    private static List<String> sorted(String rows) {
        return rows.lines().sorted().toList();
    }

    private static void isTheHashOfItsLines(Path archive, String contents) throws Exception {
        byte[] lines = export(archive, "contents").getBytes(UTF_8);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines)))
                .isEqualTo(contents);
        assertThat(export(archive, "checkpoint").lines().limit(3))
                .containsExactly(
                        "perdure checkpoint 2",
                        "root\t" + verified(archive).get("root").asText(),
                        "contents\t" + contents);
    }

    private void differsWithWhatDiffers(Path archive, String contents) throws Exception {
        Set<String> hashes = new HashSet<>(Set.of(contents));
        run("hide", "--archive", archive, "--list", LIST, "april0@example.org");
        assertThat(hashes.add(contents(archive))).as("a take-down").isTrue();
        run("unhide", "--archive", archive, "--list", LIST, "april0@example.org");
        assertThat(contents(archive)).isEqualTo(contents);
        String pair =
                "http://old.example.org/archives/html/quill/2011-04/msg00009.html\tapril0@example.org\n";
        run(pair.getBytes(UTF_8), "pairs", "--archive", archive);
        assertThat(hashes.add(contents(archive))).as("a number").isTrue();
        Files.writeString(
                folder.resolve("april"),
                letter("Fri Apr  1 10:03:00 2011", "april3", date("Fri Apr  1", "2011", 3))
                        .replace("written", "wrought"));
        importOf(archive, "april");
        assertThat(hashes.add(contents(archive))).as("a message").isTrue();
    }

    /**
     * What the order of the mail said until more was known was given out in one order and never in
     * the other: its addresses go on leading where they were given out. All else is the same.
     */
    @Test
    void differInWhatWasGivenOutOnTheWay() throws Exception {
        String pair = "/archives/html/quill/2011-04/msg00009.html\tapril3@example.org\n";
        List<Path> archives = new ArrayList<>();
        for (boolean mailFirst : List.of(true, false)) {
            Path archive = Files.createDirectories(folder.resolve("mail first " + mailFirst));
            Files.writeString(archive.resolve("perdure.yaml"), CONFIGURATION);
            if (mailFirst) {
                step(archive, "april");
            }
            run(pair.getBytes(UTF_8), "pairs", "--archive", archive);
            if (!mailFirst) {
                step(archive, "april");
            }
            archives.add(archive);
        }
        assertThat(contents(archives.getFirst())).isEqualTo(contents(archives.getLast()));
        Set<String> rows = export(archives.getFirst(), "urls").lines().collect(Collectors.toSet());
        rows.removeAll(export(archives.getLast(), "urls").lines().toList());
        assertThat(rows)
                .containsExactly(
                        "/archives/html/quill/2011-04/msg00003.html\tapril3@example.org"
                                + "\tarrival_order\t0.5\tlive\tclaim");
    }
}
