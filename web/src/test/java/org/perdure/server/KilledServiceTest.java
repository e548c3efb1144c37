package org.perdure.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perdure.server.CommandLineFixture.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.lmtp.LmtpClient;
import org.perdure.message.ListName;
import org.perdure.store.sql.SqliteStore;

/**
 * Kills services at random moments while mail comes in by every way there is: what was taken is
 * there, and what was not is there once when it has come again.
 */
@Tag("slow")
@Timeout(1_800)
class KilledServiceTest {
    private static final ListName LIST = new ListName("quill");

    /** How many services are killed. */
    private static final int KILLS = Integer.getInteger("kills", 1);

    /** Longer than a file rests in a watched folder before it is taken. */
    private static final int MAX_PAUSE_MILLIS = 1_500;

    /** Files are put one by one, as mail comes; other senders wait for an answer. */
    private static final int MILLIS_BETWEEN_FILES = 15;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;
    private final List<Process> started = new ArrayList<>();
    private Path archive;

    @BeforeEach
    void describe() throws Exception {
        archive = Files.createDirectories(folder.resolve("archive"));
        for (String part : List.of("maildir/tmp", "maildir/new", "maildir/cur", "folder/.tmp")) {
            Files.createDirectories(archive.resolve(part));
        }
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("sesame".getBytes(UTF_8));
        Files.writeString(
                archive.resolve("perdure.yaml"),
                """
                tokens:
                  - sha256: %s
                watch:
                  - list: quill
                    maildir: maildir
                  - list: quill
                    folder: folder
                lists:
                  - name: quill
                """
                        .formatted(HexFormat.of().formatHex(sha256)));
    }

    @AfterEach
    void end() {
        started.forEach(process -> process.toHandle().destroyForcibly());
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Perdure.class.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
                        .start();
        started.add(process);
        return process;
    }

    private Path errors() {
        return folder.resolve("err");
    }

    /** A service in a process of its own that answers. */
    private record Service(Process process, URI address, InetSocketAddress lmtp) {
        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    private Process startService() throws IOException {
        return start("serve", "--archive", archive.toString(), "--port", "0", "--lmtp", "0");
    }

    private Service serve() throws IOException {
        Process process = startService();
        BufferedReader out = process.inputReader(UTF_8);
        String served = String.valueOf(out.readLine());
        assertThat(served).as(Files.readString(errors())).contains("http://");
        String lmtp = String.valueOf(out.readLine());
        return new Service(
                process,
                URI.create(served.substring(served.indexOf("http://"))),
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(lmtp.replaceFirst(".*port ", ""))));
    }

    /** A message. */
    private record Letter(String id) {
        byte[] bytes() {
            return ("From: Ada <ada@example.org>\nSubject: %s\nMessage-ID: <%s>\n"
                            + "Date: Tue, 1 Mar 2011 10:00:00 +0000\n\nAbout ink.\n")
                    .formatted(id, id)
                    .getBytes(UTF_8);
        }
    }

    /** A way in which mail comes. */
    private enum Way {
        LMTP,
        HTTP,
        DELIVER,
        MAILDIR,
        FOLDER;

        /** Whether mail is put there, for whoever looks: nobody says that it was taken. */
        boolean isSilent() {
            return this == MAILDIR || this == FOLDER;
        }
    }

    /** Hands in letters by one way, for as long as services live. */
    private final class Sender {
        private final Way way;
        private final List<String> taken = new ArrayList<>();
        private final List<String> put = new ArrayList<>();
        private Letter letter;
        private int count;

        Sender(Way way) {
            this.way = way;
            this.letter = next();
        }

        private Letter next() {
            return new Letter(way + "-" + count++ + "@example.org");
        }

        /** Hands in one letter after the other; the last one again, if nobody said it was taken. */
        void sendUntil(CountDownLatch killed, Service service) {
            try {
                long pause = way.isSilent() ? MILLIS_BETWEEN_FILES : 0;
                while (!killed.await(pause, TimeUnit.MILLISECONDS) && send(service)) {
                    (way.isSilent() ? put : taken).add(letter.id());
                    letter = next();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Hands in the letter that nobody has taken yet. */
        void sendAgain(Service service) throws InterruptedException {
            assertThat(send(service)).as("%s", letter).isTrue();
            (way.isSilent() ? put : taken).add(letter.id());
            letter = next();
        }

        /** Returns whether it was taken; whoever is killed meanwhile does not say so. */
        private boolean send(Service service) throws InterruptedException {
            try {
                return switch (way) {
                    case LMTP -> lmtp(service.lmtp());
                    case HTTP -> post(service.address());
                    case DELIVER -> deliver();
                    case MAILDIR -> put("maildir/tmp/", "maildir/new/13." + letter.id());
                    case FOLDER -> put("folder/.tmp/", "folder/" + letter.id() + ".eml");
                };
            } catch (IOException expected) {
                return false;
            }
        }

        private boolean lmtp(InetSocketAddress address) throws IOException {
            try (LmtpClient client = LmtpClient.connect(address, PATIENCE)) {
                return client.deliver("ada@example.org", "quill@example.org", letter.bytes())
                        .isGood();
            }
        }

        private boolean post(URI address) throws IOException, InterruptedException {
            try (HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                int status =
                        client.send(
                                        HttpRequest.newBuilder(
                                                        address.resolve(
                                                                "/api/v1/lists/quill/messages"))
                                                .header("Content-Type", "message/rfc822")
                                                .header("Authorization", "Bearer sesame")
                                                .POST(BodyPublishers.ofByteArray(letter.bytes()))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode();
                return status < 300;
            }
        }

        private boolean deliver() {
            return run(letter.bytes(), "deliver", "--archive", archive, "--list", "quill").status()
                    == 0;
        }

        private boolean put(String temporary, String name) throws IOException {
            Path file = Files.write(archive.resolve(temporary + letter.id()), letter.bytes());
            Files.move(file, archive.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    @Test
    void losesNothingThatItTook(TestReporter reporter) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        List<Sender> senders = new ArrayList<>();
        for (Way way : Way.values()) {
            senders.add(new Sender(way));
        }

        for (int kill = 0; kill < KILLS; kill++) {
            if (random.nextInt(4) == 0) {
                // Before it takes connections, or soon after.
                Process process = startService();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
                process.toHandle().destroyForcibly();
                process.waitFor();
            } else {
                killAmidst(senders, random.nextInt(MAX_PAUSE_MILLIS));
            }
            assertKept(senders, "seed %d, kill %d".formatted(seed, kill));
        }

        Service service = serve();
        for (Sender sender : senders) {
            sender.sendAgain(service);
        }
        int sent = senders.stream().mapToInt(sender -> sender.count - 1).sum();
        awaitFound(service, sent);
        service.process().destroy();
        assertThat(service.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(assertKept(senders, "seed " + seed)).isEqualTo(sent);
        assertThat(run("verify", "--archive", archive).status()).isZero();
        Map<Way, Integer> counts = new TreeMap<>();
        senders.forEach(sender -> counts.put(sender.way, sender.count - 1));
        reporter.publishEntry("letters", KILLS + " kills, " + counts);
    }

    private void killAmidst(List<Sender> senders, int pauseMillis) throws Exception {
        Service service = serve();
        CountDownLatch killed = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Sender sender : senders) {
            threads.add(Thread.ofPlatform().start(() -> sender.sendUntil(killed, service)));
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        service.kill();
        killed.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * Opens what a killed service left, without any repair.
     *
     * @return how many messages there are
     */
    private int assertKept(List<Sender> senders, String when) throws IOException {
        List<String> kept = kept(when);
        List<String> sent = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (Sender sender : senders) {
            taken.addAll(sender.taken);
            sent.addAll(sender.taken);
            sent.addAll(sender.put);
            sent.add(sender.letter.id());
        }
        assertThat(kept).as(when).containsAll(taken).doesNotHaveDuplicates();
        assertThat(sent).as(when).containsAll(kept);
        return kept.size();
    }

    private List<String> kept(String when) {
        List<String> kept = new ArrayList<>();
        if (Files.exists(archive.resolve(SqliteStore.FILE))) {
            try (SqliteStore store = SqliteStore.open(archive)) {
                assertThat(store.verify()).as(when).isEmpty();
                if (store.hasList(LIST)) {
                    store.forEachMessage(LIST, each -> kept.add(each.entry().id().value()));
                }
            }
        }
        return kept;
    }

    /** Waits until search finds so many messages. */
    private static void awaitFound(Service service, int expected) throws Exception {
        URI search = service.address().resolve("/api/v1/search?list=quill&q=ink");
        long end = System.nanoTime() + PATIENCE.toNanos();
        long found = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (found < expected && System.nanoTime() - end < 0) {
                String answer =
                        client.send(HttpRequest.newBuilder(search).build(), BodyHandlers.ofString())
                                .body();
                found = new ObjectMapper().readTree(answer).at("/total/value").asLong();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    /** Without a service, it writes to the archive itself. */
    @Test
    void isDeliveredOnceThoughTheDelivererWasKilled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> taken = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            String when = "seed %d, kill %d".formatted(seed, kill);
            Letter letter = new Letter(kill + "@example.org");
            Process process =
                    start("deliver", "--archive", archive.toString(), "--list", LIST.value());
            try (OutputStream in = process.getOutputStream()) {
                in.write(letter.bytes());
            }
            if (!process.waitFor(random.nextInt(MAX_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
            }
            if (process.waitFor() == 0) {
                assertThat(kept(when)).as(when).contains(letter.id());
            }
            assertThat(kept(when)).as(when).containsAll(taken);
            assertThat(
                            run(letter.bytes(), "deliver", "--archive", archive, "--list", "quill")
                                    .status())
                    .as(when)
                    .isZero();
            taken.add(letter.id());
            assertThat(kept(when)).as(when).containsExactlyElementsOf(taken);
        }
    }
}
