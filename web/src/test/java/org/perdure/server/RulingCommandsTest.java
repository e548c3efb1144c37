package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** Messages that an operator puts where they belong. */
@Timeout(120)
class RulingCommandsTest {
    private static final String MAILBOX =
            """
            From ada@example.org Tue Mar  1 08:00:00 2011
            Message-ID: <a@x>
            From: Ada Abel <ada@example.org>
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Subject: Hives

            Two hives.

            From bob@example.org Tue Mar  1 09:00:00 2011
            Message-ID: <b@x>
            In-Reply-To: <a@x>
            From: Bob Brown <bob@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000
            Subject: Re: Hives

            Three.

            From eve@example.org Tue Mar  1 10:00:00 2011
            Message-ID: <c@x>
            From: Eve Evans <eve@example.org>
            Date: Tue, 1 Mar 2011 10:00:00 +0000
            Subject: Wasps

            None.

            """;

    @TempDir private Path folder;
    private Path archive;
    private Path mailbox;

    @BeforeEach
    void importMail() throws IOException {
        archive = folder.resolve("archive");
        mailbox = Files.writeString(folder.resolve("bees.mbox"), MAILBOX);
        run("import", "--archive", archive, "--list", "bees", mailbox);
    }

    private Outcome onList(Path of, String command, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(command, "--archive", of, "--list", "bees"));
        words.addAll(List.of(arguments));
        return run(words.toArray());
    }

    private Outcome onList(String command, Object... arguments) {
        return onList(archive, command, arguments);
    }

    private String export(Path of, String format) {
        return onList(of, "export", "--format", format).out();
    }

    private static final String HANGING = "c@x\tb@x\t1.0\toperator\t\t\n";

    @Test
    void attachesAndSaysWhy() {
        assertThat(onList("attach", "--reason", "see there", "<c@x>", "b@x").out())
                .isEqualTo("attached: c@x\n");

        assertThat(export(archive, "threads")).contains(HANGING);
        assertThat(export(archive, "rulings"))
                .startsWith("c@x\tattach\tb@x\t")
                .endsWith("\tsee there\n");
        assertThat(onList("attach", "c@x", "b@x").out()).isEqualTo("attached before: c@x\n");
        assertThat(export(archive, "rulings").lines()).hasSize(1);
        assertThat(run("verify", "--archive", archive).status()).isZero();
    }

    @Test
    void detachesWhatItsHeaderNames() {
        assertThat(onList("detach", "b@x", "c@x").out())
                .isEqualTo("detached: b@x\ndetached: c@x\n");
        assertThat(onList("detach", "b@x").out()).isEqualTo("detached before: b@x\n");

        assertThat(export(archive, "threads")).contains("b@x\t\t\t\t\t\n");
    }

    @Test
    void letsTheHeaderCountAgain() {
        onList("attach", "b@x", "c@x");

        assertThat(onList("release", "b@x", "a@x").out())
                .isEqualTo("released: b@x\nnot ruled: a@x\n");

        assertThat(export(archive, "threads")).contains("b@x\ta@x\t1.0\tin_reply_to\t\t\n");
        assertThat(export(archive, "rulings").lines()).hasSize(2);
    }

    @Test
    void staysAfterRethreadAndAfterTheSameImport() {
        onList("attach", "c@x", "b@x");
        onList("detach", "b@x");
        String threads = export(archive, "threads");

        run("rethread", "--archive", archive);
        run("import", "--archive", archive, "--list", "bees", mailbox);

        assertThat(export(archive, "threads")).isEqualTo(threads).contains(HANGING);
    }

    @Test
    void refusesCircles() {
        Outcome outcome = onList("attach", "a@x", "b@x");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("b@x hangs under a@x; detach it first");
        assertThat(onList("attach", "a@x", "a@x").err()).contains("cannot hang under itself");
        assertThat(export(archive, "rulings")).isEmpty();

        onList("detach", "b@x");
        assertThat(onList("attach", "a@x", "b@x").status()).isZero();
        assertThat(export(archive, "threads")).contains("a@x\tb@x\t1.0\toperator\t\t\n");
    }

    @Test
    void isSaidAgainInAnArchiveThatIsBuiltAnew() throws IOException {
        onList("attach", "--reason", "a\tb", "b@x", "c@x");
        onList("release", "b@x");
        onList("attach", "c@x", "b@x");
        onList("attach", "b@x", "a@x");
        Path rulings = Files.writeString(folder.resolve("rulings"), export(archive, "rulings"));

        Path anew = folder.resolve("anew");
        assertThat(onList(anew, "attach", "--from", rulings).out())
                .isEqualTo("something new of 2 messages\n");
        onList(anew, "import", mailbox);

        assertThat(export(anew, "threads")).isEqualTo(export(archive, "threads")).contains(HANGING);
        assertThat(export(anew, "rulings").lines())
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(rulings));
        assertThat(onList(anew, "attach", "--from", rulings).out())
                .isEqualTo("something new of 0 messages\n");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(onList("attach", "c@x").status()).isEqualTo(2);
        assertThat(onList("attach", "a@x", "b@x", "c@x").status()).isEqualTo(2);
        assertThat(onList("detach").status()).isEqualTo(2);
        assertThat(onList("attach", "c@x", "x@x").err())
                .contains("x@x: there is no such message in bees");
        Path file = folder.resolve("wrong");
        assertThat(onList("attach", "--from", file, "c@x").status()).isEqualTo(2);
        for (String line :
                List.of(
                        "a@x\tattach\t\t2011-03-01T00:00:00Z\t",
                        "a@x\tdetach\tb@x\t2011-03-01T00:00:00Z\t",
                        "a@x\tturn\t\t2011-03-01T00:00:00Z\t",
                        "a@x\tdetach\t\tyesterday\t",
                        "a@x\tdetach")) {
            Files.writeString(file, line + "\n");
            assertThat(onList("attach", "--from", file).err()).contains("no ruling: a@x");
        }
    }
}
