package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.RefSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.server.CommandLineFixture.Outcome;

/** Public-inboxes that the operator does not name themselves. */
@Timeout(60)
class InboxesImportTest {
    @TempDir private Path folder;

    @Test
    void areReadBehindPatternsAndInFolders() throws IOException, GitAPIException {
        add("a", "1");
        add("b", "2");
        Files.writeString(folder.resolve("mirrors/c.eml"), letter("3"));

        assertThat(importFrom(folder + "/mirrors/*").out()).contains("3 read, 3 stored");
        assertThat(importFrom(folder.resolve("mirrors")).out())
                .contains("1 read, 0 stored")
                .contains("1 known from before");

        add("b", "4");
        assertThat(importFrom(folder.resolve("mirrors")).out()).contains("2 read, 1 stored");
        assertThat(importFrom(folder.resolve("mirrors/a")).status()).isZero();
        assertThat(run("verify", "--archive", folder.resolve("archive")).status()).isZero();
    }

    @Test
    void mayHaveNothingNew() throws IOException, GitAPIException {
        add("a", "1");
        assertThat(importFrom(folder.resolve("mirrors")).out()).contains("1 read, 1 stored");
        Outcome again = importFrom(folder.resolve("mirrors"));
        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("0 read");
    }

    private Outcome importFrom(Object source) {
        return run("import", "--archive", folder.resolve("archive"), "--list", "garden", source);
    }

    private static String letter(String id) {
        return "From: ada@example.org\nMessage-ID: <%s@example.org>\n\ntext %s\n".formatted(id, id);
    }

    /** Commits a message to an inbox. */
    private void add(String inbox, String id) throws IOException, GitAPIException {
        Path epoch = folder.resolve("mirrors").resolve(inbox).resolve("git/0.git");
        if (!Files.exists(epoch)) {
            Git.init().setBare(true).setDirectory(epoch.toFile()).call().close();
        }
        Path work = Files.createDirectories(folder.resolve("work").resolve(inbox));
        try (Git git = Git.init().setDirectory(work.toFile()).call()) {
            Files.writeString(work.resolve("m"), letter(id));
            git.add().addFilepattern("m").call();
            git.commit()
                    .setSign(false)
                    .setAuthor("Ada", "ada@example.org")
                    .setCommitter("Ada", "ada@example.org")
                    .setMessage(id)
                    .call();
            git.push()
                    .setRemote(epoch.toUri().toString())
                    .setRefSpecs(new RefSpec("HEAD:refs/heads/master"))
                    .call();
        }
    }
}
