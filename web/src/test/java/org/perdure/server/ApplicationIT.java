package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as people get it: the launcher, the application folder, a process of its own. */
@Timeout(300)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ApplicationIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path LAUNCHER = TARGET.resolveSibling("../perdure").normalize();

    @TempDir private Path folder;
    private Path home;

    /**
     * What a process left behind.
     *
     * @param status exit status
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int status, String out, String err) {}

    /** Lays the application out as the distribution does, in a path with blanks. */
    @BeforeEach
    void setUp() throws IOException {
        home = Files.createDirectories(folder.resolve("the program"));
        Files.copy(LAUNCHER, home.resolve("perdure"));
        Files.setPosixFilePermissions(
                home.resolve("perdure"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(home.resolve("app.jar"), TARGET.resolve("app/app.jar"));
        Files.createSymbolicLink(home.resolve("lib"), TARGET.resolve("app/lib"));
        Files.createSymbolicLink(home.resolve("native"), TARGET.resolve("app/native"));
    }

    private ProcessBuilder builder(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("perdure").toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PERDURE_JAVA_HOME", System.getProperty("java.home"));
        environment.keySet().removeAll(List.of("PERDURE_LOG", "PERDURE_DEBUG"));
        return builder;
    }

    private Outcome run(Object... arguments) throws IOException, InterruptedException {
        return run(builder(arguments));
    }

    private Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
        return run(builder, Path.of("/dev/null"));
    }

    private Outcome run(ProcessBuilder builder, Path in) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .redirectInput(in.toFile())
                        .start();
        return outcome(process, out, err);
    }

    private static Outcome outcome(Process process, Path out, Path err)
            throws IOException, InterruptedException {
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Outcome shell(Path directory, String command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("shell", ".out");
        Process process =
                new ProcessBuilder("sh", "-c", command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        Outcome outcome = outcome(process, out, out);
        Files.delete(out);
        return outcome;
    }

    @Nested
    class Launcher {
        @Test
        void worksThroughALinkFromAnotherFolder() throws IOException, InterruptedException {
            Path link = folder.resolve("a link");
            Files.createSymbolicLink(link, Path.of("the program").resolve("perdure"));
            ProcessBuilder builder = builder("--version");
            builder.command().set(0, link.toString());
            Outcome outcome = run(builder.directory(new java.io.File("/")));
            assertThat(outcome.out()).startsWith("Perdure ");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
        }

        @Test
        void findsAJdkByItself() throws IOException, InterruptedException {
            ProcessBuilder builder = builder("--version");
            builder.environment().put("PERDURE_JAVA_HOME", "/nonexistent");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            assertThat(run(builder).status()).isZero();
        }

        @Test
        void passesOverAJdkThatIsTooOld() throws IOException, InterruptedException {
            Path old = folder.resolve("old jdk");
            Files.createDirectories(old.resolve("bin"));
            Files.writeString(old.resolve("release"), "JAVA_VERSION=\"24.0.1\"\n");
            Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\necho old\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            ProcessBuilder builder = builder("--java-home");
            builder.environment().put("PERDURE_JAVA_HOME", old.toString());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            assertThat(run(builder).out()).isEqualTo(System.getProperty("java.home") + "\n");
        }

        @Test
        void saysThatAPartIsMissing() throws IOException, InterruptedException {
            Files.delete(home.resolve("app.jar"));
            Outcome outcome = run("--version");
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).startsWith("perdure: ").hasLineCount(1);
        }
    }

    @Nested
    class TheConsole {
        @Test
        void isQuietWhenAllIsWell() throws IOException, InterruptedException {
            Path archive = folder.resolve("archive");
            Outcome outcome =
                    run(
                            "import",
                            "--archive",
                            archive,
                            "--list",
                            "quill",
                            CommandLineFixture.sample(folder));
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).startsWith("quill: 95 read, 93 stored");
            assertThat(run("verify", "--archive", archive).err()).isEmpty();
            assertThat(run("reindex", "--archive", archive).err()).isEmpty();
        }

        @Test
        void hasNoTraceOfAReaderThatStops() throws IOException, InterruptedException {
            Path archive = folder.resolve("archive");
            Path mailbox =
                    Files.write(folder.resolve("a.mbox"), CommandLineFixture.mailbox(3_000, 10));
            run("import", "--archive", archive, "--list", "quill", mailbox);
            Outcome outcome =
                    shell(
                            home,
                            "./perdure export --archive '"
                                    + archive
                                    + "' --list quill --format mbox | head -n 1");
            assertThat(outcome.out()).isEqualTo("From ada@example.org Tue Mar  1 10:00:00 2011\n");
        }
    }

    @Nested
    class UnreadableFiles {
        @Test
        void areSaid() throws IOException, InterruptedException {
            Path secret = Files.write(folder.resolve("secret"), CommandLineFixture.mailbox(1, 1));
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
            ProcessBuilder builder =
                    builder("import", "--archive", folder.resolve("a"), "--list", "quill", secret);
            if (Files.isReadable(secret)) {
                // Root reads everything, unless it is made to do without.
                List<String> without =
                        List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
                assumeThat(shell(folder, String.join(" ", without) + " true").status())
                        .as("nothing is unreadable for root here")
                        .isZero();
                builder.command().addAll(0, without);
            }
            Outcome outcome = run(builder);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).isEqualTo("perdure: " + secret + ": permission denied\n");
        }
    }

    @Nested
    class Signals {
        @Test
        void endAServiceInGoodOrder() throws IOException, InterruptedException {
            Path archive = folder.resolve("archive");
            run(
                    "import",
                    "--archive",
                    archive,
                    "--list",
                    "xen-devel",
                    CommandLineFixture.sample(folder));
            Path err = folder.resolve("err");
            Process process =
                    builder("serve", "--archive", archive, "--port", 0)
                            .redirectError(err.toFile())
                            .start();
            try (BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                assertThat(line).startsWith("Perdure serves " + archive + " at http://127.0.0.1:");
                URI address = URI.create(line.substring(line.indexOf("http://")));
                assertThat(status(address.resolve("/health/ready"))).isEqualTo(200);
                assertThat(status(address.resolve("/search?q=migration"))).isEqualTo(200);
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(err).isEmptyFile();
        }

        private int status(URI address) throws IOException {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        }

        @Test
        void endAnImportBetweenBatches() throws IOException, InterruptedException {
            Path archive = folder.resolve("archive");
            byte[] mailbox = CommandLineFixture.mailbox(4_000, 3);
            Path err = folder.resolve("err");
            Process process =
                    builder("import", "--archive", archive, "--list", "quill", "-")
                            .redirectOutput(folder.resolve("out").toFile())
                            .redirectError(err.toFile())
                            .start();
            // All but the end is given, so that the import waits for more when it is told to stop.
            OutputStream in = process.getOutputStream();
            in.write(mailbox, 0, mailbox.length / 2);
            in.flush();
            awaitFile(archive.resolve("archive.db"), process);
            Thread.sleep(500);
            process.destroy();
            in.close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(err)).contains("stopped; safe so far: ");

            Path whole = Files.write(folder.resolve("whole"), mailbox);
            assertThat(run("import", "--archive", archive, "--list", "quill", whole).status())
                    .isZero();
            assertThat(run("verify", "--archive", archive).status()).isZero();
            assertThat(
                            run(
                                            "export",
                                            "--archive",
                                            archive,
                                            "--list",
                                            "quill",
                                            "--format",
                                            "urls")
                                    .out()
                                    .lines())
                    .hasSize(4_000);
        }

        private void awaitFile(Path file, Process process) throws InterruptedException {
            while (!Files.exists(file) && process.isAlive()) {
                Thread.sleep(50);
            }
        }
    }

    @Nested
    class TheFolderForTemporaryFiles {
        @Test
        void holdsNothingAfterAKill() throws IOException, InterruptedException {
            Path archive = folder.resolve("archive");
            CommandLineFixture.run(
                    "import",
                    "--archive",
                    archive,
                    "--list",
                    "xen-devel",
                    CommandLineFixture.sample(folder));
            Path temporary = Files.createDirectories(folder.resolve("temporary"));
            ProcessBuilder builder = builder("serve", "--archive", archive, "--port", 0);
            builder.environment().put("PERDURE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
            Process process = builder.redirectErrorStream(true).start();
            try (BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                assertThat(line).startsWith("Perdure serves ");
                URI address = URI.create(line.substring(line.indexOf("http://")));
                // A message is compressed with zstd.
                assertThat(status(address.resolve("/xen-devel/2011-03/msg00015.html")))
                        .isEqualTo(200);
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(temporary).isEmptyDirectory();
        }

        private static int status(URI address) throws IOException {
            return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
        }
    }

    @Nested
    class AFullDisk {
        private static final int MESSAGES = 3_000;

        @ParameterizedTest
        @ValueSource(strings = {"mailbox", "tar.gz", "folder", "pipe"})
        void endsAnImportAndLosesNothing(String kind) throws IOException, InterruptedException {
            Path disk = Files.createDirectories(folder.resolve("disk"));
            mount(disk, "8m");
            try {
                fill(disk, kind);
            } finally {
                shell(folder, "umount '" + disk + "'");
            }
        }

        /** Returns what to name as the source; the mailbox to be read from the pipe, for a pipe. */
        private Path source(String kind) throws IOException, InterruptedException {
            byte[] mailbox = CommandLineFixture.mailbox(MESSAGES, 50);
            Path file = Files.write(folder.resolve("large.mbox"), mailbox);
            Path mail = Files.createDirectories(folder.resolve("mail"));
            if (kind.equals("folder")) {
                String[] messages =
                        new String(mailbox, StandardCharsets.US_ASCII).split("(?m)^From ada@.*\n");
                for (int i = 1; i < messages.length; i++) {
                    Files.writeString(mail.resolve(i + ".eml"), messages[i]);
                }
                return mail;
            }
            if (kind.equals("tar.gz")) {
                assertThat(shell(folder, "tar -czf large.tar.gz large.mbox").status()).isZero();
                return folder.resolve("large.tar.gz");
            }
            return file;
        }

        private Outcome load(Path archive, String kind, Path source)
                throws IOException, InterruptedException {
            boolean pipe = kind.equals("pipe");
            ProcessBuilder builder =
                    builder("import", "--archive", archive, "--list", "quill", pipe ? "-" : source);
            return pipe ? run(builder, source) : run(builder);
        }

        private void fill(Path disk, String kind) throws IOException, InterruptedException {
            Path archive = disk.resolve("archive");
            Path source = source(kind);
            Outcome outcome = load(archive, kind, source);
            assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
            assertIsOneComplaint(outcome.err());
            long safe = reported(outcome.err());
            assertThat(safe).isPositive();

            shell(folder, "mount -o remount,size=200m '" + disk + "'");
            assertThat(addresses(archive)).hasSizeGreaterThanOrEqualTo((int) safe);
            Outcome again = load(archive, kind, source);
            assertThat(again.status()).as(again.err()).isZero();
            assertThat(addresses(archive)).hasSize(MESSAGES);
            var verified = CommandLineFixture.run("verify", "--archive", archive);
            assertThat(verified.status()).as(verified.out()).isZero();
        }

        private long reported(String err) {
            String stored = err.replaceAll("(?s).*read, ([0-9,]+) stored.*", "$1");
            assertThat(stored).as(err).matches("[0-9,]+");
            return Long.parseLong(stored.replace(",", ""));
        }
    }

    @Nested
    class AFolderThatCannotBeWritten {
        @Test
        void endsAnImportAndIsAsItWas() throws IOException, InterruptedException {
            Path disk = Files.createDirectories(folder.resolve("disk"));
            mount(disk, "64m");
            try {
                Path archive = disk.resolve("archive");
                Path few = Files.write(folder.resolve("few"), CommandLineFixture.mailbox(20, 1));
                Path more = Files.write(folder.resolve("more"), CommandLineFixture.mailbox(50, 1));
                assertThat(run("import", "--archive", archive, "--list", "quill", few).status())
                        .isZero();
                List<String> before = addresses(archive);

                Outcome locked = shell(folder, "mount -o remount,ro '" + disk + "'");
                assumeThat(locked.status()).as("cannot be mounted again: " + locked.out()).isZero();
                for (Path place : List.of(archive, disk.resolve("other"))) {
                    Outcome outcome = run("import", "--archive", place, "--list", "quill", more);
                    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
                    assertIsOneComplaint(outcome.err());
                    assertThat(outcome.err()).contains(place.toString());
                }
                Outcome verified = run("verify", "--deep", "--archive", archive);
                assertThat(verified.status()).as(verified.err()).isZero();

                shell(folder, "mount -o remount,rw '" + disk + "'");
                assertThat(addresses(archive)).isEqualTo(before);
                assertThat(run("import", "--archive", archive, "--list", "quill", more).status())
                        .isZero();
                assertThat(addresses(archive)).hasSize(50).containsAll(before);
                assertThat(CommandLineFixture.run("verify", "--archive", archive).status())
                        .isZero();
            } finally {
                shell(folder, "umount '" + disk + "'");
            }
        }
    }

    private void mount(Path disk, String size) throws IOException, InterruptedException {
        Outcome mounted = shell(folder, "mount -t tmpfs -o size=" + size + " tmpfs '" + disk + "'");
        assumeThat(mounted.status())
                .as("a small file system cannot be mounted here: " + mounted.out())
                .isZero();
    }

    private static List<String> addresses(Path archive) {
        var outcome =
                CommandLineFixture.run(
                        "export", "--archive", archive, "--list", "quill", "--format", "urls");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return outcome.out().lines().toList();
    }

    /** On a slow machine, lines of progress stand before it. */
    private static void assertIsOneComplaint(String err) {
        assertThat(err.lines().filter(line -> !line.matches(".+: [0-9,]+ messages( .+)?")))
                .as(err)
                .singleElement()
                .asString()
                .startsWith("perdure: ")
                .doesNotContain("Exception");
    }

    @Nested
    class TheDistribution {
        private static void assertDocumentsLeadToFiles(Path program) throws IOException {
            Pattern link = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
            List<Path> documents;
            try (var files = Files.walk(program)) {
                documents = files.filter(file -> file.toString().endsWith(".md")).toList();
            }
            assertThat(documents).hasSizeGreaterThan(10);
            for (Path document : documents) {
                assertThat(link.matcher(Files.readString(document)).results())
                        .as(document.toString())
                        .extracting(found -> found.group(1))
                        .filteredOn(target -> !target.contains("://"))
                        .allSatisfy(target -> assertThat(document.resolveSibling(target)).exists());
            }
        }

        @Test
        void runsWhereverItIsUnpacked() throws IOException, InterruptedException {
            List<Path> archives;
            try (var files = Files.list(TARGET)) {
                archives = files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
            }
            assumeThat(archives).as("the distribution was left out of this build").hasSize(1);
            Path elsewhere = Files.createDirectories(folder.resolve("else where"));
            Outcome unpacked = shell(elsewhere, "tar xzf '" + archives.getFirst() + "'");
            assertThat(unpacked.status()).as(unpacked.out()).isZero();
            Path program;
            try (var files = Files.list(elsewhere)) {
                program = files.toList().getFirst();
            }
            assertThat(program.resolve("LICENSE")).exists();
            assertDocumentsLeadToFiles(program);
            ProcessBuilder builder = builder("--version");
            builder.command().set(0, program.resolve("perdure").toString());
            Outcome outcome = run(builder);
            assertThat(outcome.err()).isEmpty();
            assertThat(program.getFileName().toString())
                    .isEqualTo(
                            outcome.out()
                                    .strip()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace(' ', '-'));
        }
    }
}
