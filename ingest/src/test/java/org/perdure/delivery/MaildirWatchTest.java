package org.perdure.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.ingest.DeliveryQueue;
import org.perdure.ingest.FilingRules;
import org.perdure.ingest.ImportReport;
import org.perdure.ingest.ImportRun;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.source.MaildirMessage;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveStore;
import org.perdure.store.LedgerRow;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

@Timeout(60)
class MaildirWatchTest {
    private static final ListName LIST = new ListName("garden");

    @TempDir private Path folder;
    private Path maildir;
    private Path archive;
    private NoArchivePolicy policy = NoArchivePolicy.IGNORE;

    @BeforeEach
    void make() throws IOException {
        maildir = folder.resolve("mail");
        archive = folder.resolve("archive");
        for (String part : List.of("tmp", "new", "cur")) {
            Files.createDirectories(maildir.resolve(part));
        }
        SqliteWriter.open(archive).close();
    }

    @AfterEach
    void isUntouched() throws IOException {
        assertThat(maildir.resolve("tmp")).isEmptyDirectory();
    }

    /** Delivers as RFC-abiding agents do: written in tmp, then moved in one step. */
    private Path deliver(String part, String name, String text) throws IOException {
        Path draft = Files.writeString(maildir.resolve("tmp").resolve("draft"), text, UTF_8);
        return Files.move(
                draft, maildir.resolve(part).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String message(String id) {
        return "Return-Path: <ada@example.org>\nMessage-ID: <" + id + ">\n\nHello\n";
    }

    private List<String> ledger() {
        try (ArchiveStore store = SqliteStore.open(archive)) {
            List<String> rows = new java.util.ArrayList<>();
            if (store.hasList(LIST)) {
                store.forEachLedgerRow(
                        LIST, (LedgerRow row) -> rows.add(row.source() + " " + row.number()));
            }
            return rows;
        }
    }

    private void awaitLedger(String... rows) throws InterruptedException {
        long end = System.nanoTime() + 40_000_000_000L;
        while (ledger().size() < rows.length && System.nanoTime() - end < 0) {
            Thread.sleep(20);
        }
        assertThat(ledger()).containsExactlyInAnyOrder(rows);
    }

    private interface Body {
        void run() throws Exception;
    }

    private void watching(Body body) throws Exception {
        try (ArchiveStore store = SqliteStore.open(archive);
                DeliveryQueue queue =
                        new DeliveryQueue(
                                () -> SqliteWriter.open(archive),
                                list -> FilingRules.of(policy),
                                added -> {});
                MaildirWatch watch = new MaildirWatch(maildir, LIST, queue, store)) {
            watch.start();
            body.run();
        }
    }

    @Test
    void handsInWhatIsThereAndWhatComes() throws Exception {
        deliver("cur", "1300000000.b.host:2,S", message("b"));
        deliver("new", "1299999999.a.host", message("a"));
        String first = maildir + "/1299999999.a.host 2011-03/00000";
        String second = maildir + "/1300000000.b.host 2011-03/00001";
        watching(
                () -> {
                    awaitLedger(first, second);
                    Path third = deliver("new", "1300000001.c.host", message("c"));
                    awaitLedger(first, second, maildir + "/1300000001.c.host 2011-03/00002");
                    assertThat(third).hasContent(message("c"));
                });
        try (ArchiveStore store = SqliteStore.open(archive)) {
            store.forEachMessage(
                    LIST,
                    each ->
                            assertThat(new String(each.separator(), UTF_8))
                                    .startsWith("From ada@example.org Sun Mar 13 07:06:"));
        }
    }

    @Test
    void handsInEachMessageOnceWhateverBecomesOfItsFile() throws Exception {
        Path file = deliver("new", "1300000000.a.host", message("a"));
        String row = maildir + "/1300000000.a.host 2011-03/00000";
        watching(() -> awaitLedger(row));
        Files.move(file, maildir.resolve("cur").resolve("1300000000.a.host:2,RS"));
        deliver("new", "1300000001.b.host", message("b"));
        watching(() -> awaitLedger(row, maildir + "/1300000001.b.host 2011-03/00001"));
    }

    @Test
    void knowsWhatAnImportReadAndTheOtherWayRound() throws Exception {
        Path first = deliver("new", "1300000000.a.host", message("a"));
        Path flagged = deliver("cur", "1300000001.b.host:2,S", message("b"));
        byte[] packed = gzip("From cyd@example.org Sun Mar 13 07:07:00 2011\n" + message("c"));
        Files.write(maildir.resolve("cur").resolve("1300000002.c.host:2,Z"), packed);
        String[] rows = {
            maildir + "/1300000000.a.host 2011-03/00000",
            maildir + "/1300000001.b.host 2011-03/00001",
            maildir + "/1300000002.c.host 2011-03/00002"
        };
        watching(() -> awaitLedger(rows));
        assertThat(importMaildir().known()).isEqualTo(3);
        Files.move(first, maildir.resolve("cur").resolve("1300000000.a.host:2,RS"));
        Files.move(flagged, maildir.resolve("cur").resolve("1300000001.b.host:2,FRS"));
        assertThat(importMaildir().known()).isEqualTo(3);
        awaitLedger(rows);
        deliver("new", "1300000003.d.host", message("d"));
        assertThat(importMaildir().stored()).isEqualTo(1);
        List<String> all = ledger();
        assertThat(all).hasSize(4);
        deliver("new", "1300000004.e.host", message("e"));
        watching(
                () -> {
                    while (ledger().size() < 5) {
                        Thread.sleep(20);
                    }
                });
        assertThat(ledger()).containsAll(all).hasSize(5);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private ImportReport importMaildir() throws IOException {
        List<String> operands = List.of(maildir.toString());
        try (OpenSource source =
                        Sources.open(
                                operands, InputStream.nullInputStream(), null, new SourceNotes());
                SqliteWriter writer = SqliteWriter.open(archive)) {
            ImportReport report =
                    new ImportRun(writer, LIST, List.of(), (bytes, counts) -> {})
                            .run(source, source::bytesRead);
            assertThat(writer.store().verify()).isEmpty();
            return report;
        }
    }

    @Test
    void readsNothingButMessagesThatAreWhole() throws Exception {
        Files.writeString(maildir.resolve("new").resolve(".hidden"), message("hidden"));
        Files.createDirectories(maildir.resolve("new").resolve("folder"));
        Files.createFile(maildir.resolve("new").resolve("1300000000.empty"));
        Files.createDirectories(maildir.resolve(".Sub").resolve("new"));
        Files.writeString(maildir.resolve(".Sub").resolve("new").resolve("1.x"), message("sub"));
        deliver("new", "1300000001.a", message("a"));
        watching(() -> awaitLedger(maildir + "/1300000001.a 2011-03/00000"));
    }

    @Test
    void isDoneWithWhatTheListTurnsAway() throws Exception {
        policy = NoArchivePolicy.HONOUR;
        deliver("new", "1300000000.a", "X-No-Archive: yes\n" + message("a"));
        watching(
                () -> {
                    awaitLedger(maildir + "/1300000000.a null");
                    deliver("new", "1300000001.b", message("b"));
                    awaitLedger(
                            maildir + "/1300000000.a null",
                            maildir + "/1300000001.b 2011-03/00000");
                });
    }

    @Test
    void waitsForAMaildirThatIsNotThereYet() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(maildir, elsewhere);
        watching(
                () -> {
                    Files.move(elsewhere, maildir);
                    deliver("new", "1300000000.a", message("a"));
                    awaitLedger(maildir + "/1300000000.a 2011-03/00000");
                });
    }

    @Test
    void comesAgainWhenTheArchiveIsBusy() throws Exception {
        deliver("new", "1300000000.a", message("a"));
        RecordingInbox busy = new RecordingInbox();
        busy.receipt = new Receipt.Deferred("busy");
        try (ArchiveStore store = SqliteStore.open(archive);
                MaildirWatch watch = new MaildirWatch(maildir, LIST, busy, store)) {
            watch.start();
            while (busy.deliveries.size() < 2) {
                Thread.sleep(20);
            }
        }
        assertThat(busy.texts()).containsOnly(message("a"));
    }

    @Test
    void followsNoLinks() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), message("secret"));
        Files.createSymbolicLink(maildir.resolve("cur").resolve("1300000000.a:2,S"), secret);
        Files.createSymbolicLink(maildir.resolve("new").resolve("1300000001.b"), secret);
        deliver("new", "1300000002.c", message("c"));
        String row = maildir + "/1300000002.c 2011-03/00000";
        watching(() -> awaitLedger(row));
        watching(
                () -> {
                    deliver("new", "1300000003.d", message("d"));
                    awaitLedger(row, maildir + "/1300000003.d 2011-03/00001");
                });
        Path cur = maildir.resolve("cur");
        assertThatThrownBy(() -> MaildirMessage.of(cur.resolve("1300000000.a:2,S")).read(maildir))
                .isInstanceOf(IOException.class);
    }

    @Test
    void keepsNoMessageOutBecauseOfOneThatFails() throws Exception {
        deliver("new", "1300000000.a", "X: poison\n" + message("a"));
        deliver("new", "1300000001.b", "X: stuck\n" + message("b"));
        for (int i = 0; i < 150; i++) {
            deliver("new", (1300000002 + i) + ".m", message("m" + i));
        }
        Set<String> came = ConcurrentHashMap.newKeySet();
        Inbox inbox =
                delivery -> {
                    String text = new String(delivery.raw().bytes(), UTF_8);
                    if (text.contains("poison")) {
                        throw new IllegalStateException("poison");
                    }
                    came.add(text);
                    return CompletableFuture.completedFuture(
                            text.contains("stuck")
                                    ? new Receipt.Deferred("stuck")
                                    : RecordingInbox.filed(LedgerRow.Outcome.STORED));
                };
        try (ArchiveStore store = SqliteStore.open(archive);
                MaildirWatch watch = new MaildirWatch(maildir, LIST, inbox, store)) {
            watch.start();
            while (came.size() < 151) {
                Thread.sleep(20);
            }
        }
        assertThat(came).contains(message("m149"));
    }

    @Test
    void takesManyInTheOrderOfTheirDelivery() throws Exception {
        for (int i = 0; i < 250; i++) {
            deliver("new", (1300000000 + 997 * i % 250) + ".m", message("m" + i));
        }
        watching(
                () ->
                        awaitLedger(
                                Stream.iterate(0, i -> i + 1)
                                        .limit(250)
                                        .map(
                                                i ->
                                                        "%s/%d.m 2011-03/%05d"
                                                                .formatted(
                                                                        maildir, 1300000000 + i, i))
                                        .toArray(String[]::new)));
    }
}
