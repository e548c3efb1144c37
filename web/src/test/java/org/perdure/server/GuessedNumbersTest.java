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
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** What an import says of numbers by which no old link leads to its message. */
class GuessedNumbersTest {
    private static final String TREES =
            """
            lists:
              - name: garden
                hosts: [old.example.org, new.example.org]
                trees:
                  - name: old
                    hosts: [old.example.org]
                    last: 2012-06
                  - name: new
                    hosts: [new.example.org]
                    first: 2011-11
            """;

    @TempDir private Path folder;
    private Path mail;

    @BeforeEach
    void write() throws IOException {
        mail =
                Files.writeString(
                        folder.resolve("garden.mbox"),
                        """
                        From ada@example.org Tue Mar  1 08:00:00 2011
                        Message-ID: <a@example.org>

                        seeds
                        """);
    }

    private Outcome imported(String configuration, String... options) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), configuration);
        List<Object> words = new ArrayList<>(List.of("import", "--archive", archive));
        words.addAll(List.of("--list", "garden"));
        words.addAll(List.of(options));
        words.add(mail);
        return run(words.toArray());
    }

    @Test
    void isThatTheyAreGuessesAndHowTheyBecomeSure() throws IOException {
        Outcome outcome = imported(TREES);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err())
                .contains("garden: 1 of its numbers are guesses")
                .contains("--tree old or new");
        assertThat(imported(TREES).err()).isEmpty(); // Nothing came.
    }

    @Test
    void isNothingOfNumbersThatAreKnown() throws IOException {
        assertThat(imported(TREES, "--tree", "old").err()).isEmpty();
    }

    @Test
    void isNothingWhereNoOtherArchiveIsKnown() throws IOException {
        assertThat(imported("lists: [{name: garden}]").err()).isEmpty();
    }
}
