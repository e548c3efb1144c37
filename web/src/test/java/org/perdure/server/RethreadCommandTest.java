package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.ingest.Inference;
import org.perdure.server.CommandLineFixture.Outcome;
import org.perdure.store.ArchiveStore;

/** Threads of mail that has no fields for them. */
@Timeout(120)
class RethreadCommandTest {
    private static final String QUESTION =
            """
            Message-ID: <question@example.org>
            From: Ada Abel <ada@example.org>
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Subject: Hives

            When the first flowers open in the valley we move two hives beside the river.
            """;

    private static final String ANSWER =
            """
            Message-ID: <answer@example.org>
            From: Bob Brown <bob@example.org>
            To: Ada Abel <ada@example.org>
            Date: Tue, 1 Mar 2011 09:00:00 +0000
            Subject: Re: Hives

            Ada Abel wrote:
            > When the first flowers open in the valley we move two hives beside the river.

            The flood took one of mine there.
            """;

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void makeList() throws IOException {
        archive = Files.createDirectories(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), "lists:\n  - name: bees\n");
    }

    /** Without a service, nobody looks for what delivered mail answers. */
    private void deliver() {
        for (String mail : List.of(QUESTION, ANSWER)) {
            byte[] bytes = mail.getBytes(UTF_8);
            Outcome outcome = run(bytes, "deliver", "--archive", archive, "--list", "bees");
            assertThat(outcome.err()).isEmpty();
        }
    }

    private String threads() {
        return run("export", "--archive", archive, "--list", "bees", "--format", "threads").out();
    }

    private Outcome importMail(String name, String... mails) throws IOException {
        StringBuilder mailbox = new StringBuilder();
        for (String mail : mails) {
            mailbox.append("From ada@example.org Tue Mar  1 10:00:00 2011\n");
            mailbox.append(mail).append('\n');
        }
        Path file = Files.writeString(folder.resolve(name), mailbox);
        return run("import", "--archive", archive, "--list", "bees", file);
    }

    @Test
    void areFoundByAnImport() throws IOException {
        importMail("bees.mbox", ANSWER, QUESTION);

        assertThat(threads()).contains("answer@example.org\tquestion@example.org\t0.9");
        assertThat(run("rethread", "--archive", archive).out()).isEmpty();
    }

    @Test
    void areFoundWhenWhatWasAnsweredComesLater() throws IOException {
        importMail("answer.mbox", ANSWER);
        assertThat(threads()).doesNotContain("question@example.org");

        importMail("question.mbox", QUESTION);

        assertThat(threads()).contains("answer@example.org\tquestion@example.org\t0.9");
        assertThat(run("rethread", "--archive", archive).out()).isEmpty();
        assertThat(run("verify", "--archive", archive).status()).isZero();
    }

    @Test
    void areLeftToWhomeverHasThePassages() throws IOException {
        ArchiveFolder here = new ArchiveFolder(archive);
        here.begin();
        try (ArchiveStore store = here.openStore();
                Inference other = Inference.open(store, here.inference()).orElseThrow()) {
            assertThat(importMail("bees.mbox", QUESTION, ANSWER).status()).isZero();
            assertThat(threads()).doesNotContain("answer@example.org\tquestion");
            assertThat(other.committed()).isZero();
        }
    }

    @Test
    void areFoundByAServiceAsMailComes() throws Exception {
        ArchiveFolder here = new ArchiveFolder(archive);
        here.begin();
        try (ArchiveService service = ArchiveService.start(here, "127.0.0.1", 0)) {
            assertThat(service.address()).isNotNull();
            run(ANSWER.getBytes(UTF_8), "deliver", "--archive", archive, "--list", "bees");
            run(QUESTION.getBytes(UTF_8), "deliver", "--archive", archive, "--list", "bees");
            while (!threads().contains("answer@example.org\tquestion@example.org\t0.9")) {
                Thread.onSpinWait();
            }
        }
        assertThat(run("rethread", "--archive", archive).out()).isEmpty();
    }

    @Test
    void printsWhatHangsElsewhereAndExportsWhy() {
        deliver();

        Outcome outcome = run("rethread", "--archive", archive);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("answer@example.org\t\tquestion@example.org\t0.9")
                .endsWith("\tquotation\n");
        assertThat(outcome.err())
                .contains(
                        "bees: 2 messages, 2 without a parent by their headers, 1 of these found");
        assertThat(threads())
                .contains("answer@example.org\tquestion@example.org\t0.9")
                .contains("\tquotation\t");
    }

    @Test
    void changesNothingWhenRunAgain() {
        deliver();
        run("rethread", "--archive", archive, "--list", "bees");

        assertThat(run("rethread", "--archive", archive, "--list", "bees").out()).isEmpty();
        assertThat(run("verify", "--archive", archive).status()).isZero();
    }

    @Test
    void saysThatThereIsNoSuchList() {
        deliver();

        Outcome outcome = run("rethread", "--archive", archive, "--list", "wasps");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("there is no list “wasps” in this archive; it has bees");
    }
}
