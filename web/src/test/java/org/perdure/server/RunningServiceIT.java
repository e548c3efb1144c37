package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service in a process of its own, started in a checkout that is built by a stand-in for Maven.
 */
@Timeout(300)
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunningServiceIT {
    private static final Path APP = Path.of("target/app").toAbsolutePath();
    private static final Path LAUNCHER = Path.of("../perdure").toAbsolutePath().normalize();
    private static final int DOWNLOADS = 32;
    private static final int ATTACHED_BYTES = 44_000_000;

    @TempDir private Path folder;
    private Path checkout;
    private Path archive;

    @BeforeEach
    void setUp() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        archive = folder.resolve("archive");
        Files.createDirectories(checkout.resolve("web/src/main"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("web/pom.xml"));
        Files.copy(LAUNCHER, checkout.resolve("perdure"), StandardCopyOption.COPY_ATTRIBUTES);
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        // Writes over the files of the last build first, as some plugins do.
        Files.writeString(
                maven,
                """
                #!/bin/sh
                [ "$1" != -v ] || { echo 'Apache Maven 3.9.9'; exit; }
                [ ! -d web/target/app ] || find web/target/app -type f -exec sh -c ': > "$1"' - {} \\;
                rm -rf web/target/app
                mkdir -p web/target/app
                cp -R '%1$s/app.jar' '%1$s/lib' '%1$s/native' web/target/app
                """
                        .formatted(APP));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder builder(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(checkout.resolve("perdure").toString());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PERDURE_JAVA_HOME", System.getProperty("java.home"));
        environment.merge(
                "PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        environment
                .keySet()
                .removeAll(List.of("PERDURE_LOG", "PERDURE_DEBUG", "PERDURE_JAVA_OPTS"));
        return builder.redirectError(folder.resolve("err").toFile());
    }

    private void run(Object... arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).redirectOutput(folder.resolve("out").toFile()).start();
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    }

    /** What is done with a service that answers. */
    private interface Visit {
        void at(URI address) throws Exception;
    }

    private void serve(Visit visit) throws Exception {
        Process process = builder("serve", "--archive", archive, "--port", 0).start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(line).startsWith("Perdure serves ");
            visit.at(URI.create(line.substring(line.indexOf("http://"))));
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * An answer.
     *
     * @param length of its body, in bytes
     */
    private record Answer(int status, long length, boolean hasRetryAfter) {}

    private static Answer get(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        int status = connection.getResponseCode();
        try (InputStream in =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(
                    status,
                    in.transferTo(OutputStream.nullOutputStream()),
                    connection.getHeaderField("Retry-After") != null);
        }
    }

    private List<String> builds() throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve(".perdure/app"))) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private void changeASource(String name) throws IOException {
        Path source = Files.createFile(checkout.resolve("web/src/main").resolve(name));
        // Times of files may be of whole seconds.
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    }

    @Test
    void keepsItsFilesWhenItsCheckoutIsBuiltAnew() throws Exception {
        run("import", "--archive", archive, "--list", "quill", CommandLineFixture.sample(folder));
        assertThat(builds()).containsExactly("1");
        serve(
                address -> {
                    changeASource("first");
                    run("--version");
                    assertThat(builds()).containsExactly("1", "2");
                    // Classes that were not needed before.
                    assertThat(get(address.resolve("/search?q=a")).status()).isEqualTo(200);
                    assertThat(get(address.resolve("/resolve?url=x")).status()).isEqualTo(404);
                });
        changeASource("second");
        run("--version");
        assertThat(builds()).containsExactly("3");
    }

    @Test
    void answersManyReadersOfALongMessage() throws Exception {
        Path mailbox = folder.resolve("long.mbox");
        long length = writeLongMessage(mailbox);
        run("import", "--archive", archive, "--list", "quill", mailbox);
        serve(
                address -> {
                    URI message = address.resolve("/quill/long@example.org/");
                    try (ExecutorService readers = Executors.newFixedThreadPool(DOWNLOADS)) {
                        List<Future<Answer>> raw = new ArrayList<>();
                        List<Future<Answer>> attachments = new ArrayList<>();
                        for (int i = 0; i < DOWNLOADS / 2; i++) {
                            raw.add(readers.submit(() -> get(message.resolve("raw"))));
                            attachments.add(
                                    readers.submit(() -> get(message.resolve("2-ink.bin"))));
                        }
                        for (int i = 0; i < DOWNLOADS; i++) {
                            assertThat(get(address.resolve("/quill/")).status()).isEqualTo(200);
                        }
                        assertWholeOrLater(raw, length);
                        assertWholeOrLater(attachments, ATTACHED_BYTES);
                    }
                });
    }

    private static void assertWholeOrLater(List<Future<Answer>> downloads, long length)
            throws Exception {
        for (Future<Answer> download : downloads) {
            Answer answer = download.get();
            if (answer.status() == 200) {
                assertThat(answer.length()).isEqualTo(length);
            } else {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.hasRetryAfter()).isTrue();
            }
        }
        assertThat(downloads.stream().map(Future::resultNow)).anyMatch(a -> a.status() == 200);
    }

    /** Returns the length of the message. */
    private static long writeLongMessage(Path mailbox) throws IOException {
        byte[] attached = new byte[ATTACHED_BYTES];
        new Random(7).nextBytes(attached);
        String separator = "From ada@example.org Tue Mar  1 08:00:00 2011\n";
        String head =
                """
                From: Ada <ada@example.org>
                Date: Tue, 1 Mar 2011 08:00:00 +0000
                Message-ID: <long@example.org>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=ink

                --ink

                Text.
                --ink
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename="ink.bin"
                Content-Transfer-Encoding: base64

                """;
        byte[] encoded = Base64.getMimeEncoder(76, new byte[] {'\n'}).encode(attached);
        try (OutputStream out = Files.newOutputStream(mailbox)) {
            out.write((separator + head).getBytes(StandardCharsets.US_ASCII));
            out.write(encoded);
            out.write("\n--ink--\n".getBytes(StandardCharsets.US_ASCII));
        }
        return Files.size(mailbox) - separator.length();
    }
}
