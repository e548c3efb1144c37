package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** Threads of mail that has no fields for them. */
@Timeout(120)
class RethreadCommandTest {
    private static final String MAILBOX =
            """
            From ada@example.org Tue Mar  1 08:00:00 2011
            Message-ID: <question@example.org>
            From: Ada Abel <ada@example.org>
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            Subject: Hives

            When the first flowers open in the valley we move two hives beside the river.

            From bob@example.org Tue Mar  1 09:00:00 2011
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
    void importMail() throws IOException {
        archive = folder.resolve("archive");
        Path mailbox = Files.writeString(folder.resolve("bees.mbox"), MAILBOX);
        run("import", "--archive", archive, "--list", "bees", mailbox);
    }

    @Test
    void printsWhatHangsElsewhereAndExportsWhy() {
        Outcome outcome = run("rethread", "--archive", archive);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("answer@example.org\t\tquestion@example.org\t0.9")
                .endsWith("\tquotation\n");
        assertThat(outcome.err())
                .contains(
                        "bees: 2 messages, 2 without a parent by their headers, 1 of these found");
        assertThat(
                        run("export", "--archive", archive, "--list", "bees", "--format", "threads")
                                .out())
                .contains("answer@example.org\tquestion@example.org\t0.9")
                .contains("\tquotation\t");
    }

    @Test
    void changesNothingWhenRunAgain() {
        run("rethread", "--archive", archive, "--list", "bees");

        assertThat(run("rethread", "--archive", archive, "--list", "bees").out()).isEmpty();
        assertThat(run("verify", "--archive", archive).status()).isZero();
    }

    @Test
    void saysThatThereIsNoSuchList() {
        Outcome outcome = run("rethread", "--archive", archive, "--list", "wasps");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("there is no list “wasps” in this archive; it has bees");
    }
}
