package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.server.CommandLineFixture.Outcome;

@Timeout(120)
class DeliverCommandTest {
    private static final String MESSAGE = "Message-ID: <1@ada>\nSubject: Quills\n\nSharp.\n";

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void describe() throws IOException {
        archive = Files.createDirectories(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), "lists:\n  - name: quill\n");
    }

    private Outcome deliver(String in, Object... options) {
        Object[] arguments = new Object[5 + options.length];
        System.arraycopy(
                new Object[] {"deliver", "--archive", archive, "--list", "quill"},
                0,
                arguments,
                0,
                5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return run(in.getBytes(UTF_8), arguments);
    }

    private String mailbox() {
        return run("export", "--archive", archive, "--list", "quill", "--format", "mbox").out();
    }

    @Nested
    class WithoutAService {
        @Test
        void writesByItself() {
            Outcome outcome = deliver(MESSAGE);
            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(mailbox()).startsWith("From MAILER-DAEMON ").endsWith("\n" + MESSAGE + "\n");
            assertThat(deliver(MESSAGE).status()).as("again").isZero();
        }

        @Test
        void takesTheSenderItIsTold() {
            assertThat(deliver(MESSAGE, "--sender", "ada@example.org").status()).isZero();
            assertThat(mailbox()).startsWith("From ada@example.org ");
        }

        @Test
        void givesTheLastLineAnEnd() {
            assertThat(deliver(MESSAGE + "end").status()).isZero();
            assertThat(mailbox()).endsWith("\nend\n\n");
        }

        @Test
        void writesByItselfThoughAServiceDied() throws IOException {
            Path socket = archive.resolve("archive.sock");
            try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                dead.bind(UnixDomainSocketAddress.of(socket));
            }
            assertThat(socket).exists();
            assertThat(deliver(MESSAGE).status()).isZero();
        }

        @Test
        void comesAgainWhenTheServiceEnds() throws Exception {
            Path socket = archive.resolve("archive.sock");
            assertThat(deliver(MESSAGE).status()).isZero();
            try (ServerSocketChannel ending =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                ending.bind(UnixDomainSocketAddress.of(socket));
                Thread server =
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                ending.accept().close();
                                            } catch (IOException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        });
                assertThat(deliver(MESSAGE).status()).isEqualTo(75);
                server.join();
            }
        }
    }

    @Nested
    class TheStatus {
        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "From ada Tue Mar  1 10:00:00 2011\n", "no field\n"})
        void is65ForWhatIsNoMessage(String in) {
            Outcome outcome = deliver(in);
            assertThat(outcome.status()).isEqualTo(65);
            assertThat(outcome.errorLines()).hasSize(1);
        }

        @Test
        void is67ForAListThatIsNotThere() {
            assertThat(
                            run(
                                            MESSAGE.getBytes(UTF_8),
                                            "deliver",
                                            "--archive",
                                            archive,
                                            "--list",
                                            "nib")
                                    .status())
                    .isEqualTo(67);
        }

        @Test
        void is64ForWrongUsage() {
            assertThat(run("deliver", "--archive", archive).status()).isEqualTo(64);
            assertThat(deliver(MESSAGE, "--list", "A B").status()).isEqualTo(64);
        }

        @Test
        void is75ForWhatTheOperatorMayRepair() throws IOException {
            assertThat(
                            run(
                                            MESSAGE.getBytes(UTF_8),
                                            "deliver",
                                            "--archive",
                                            folder.resolve("elsewhere"),
                                            "--list",
                                            "quill")
                                    .status())
                    .isEqualTo(75);
            Files.writeString(archive.resolve("perdure.yaml"), "lists: {");
            assertThat(deliver(MESSAGE).status()).isEqualTo(75);
        }
    }
}
