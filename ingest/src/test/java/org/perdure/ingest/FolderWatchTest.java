package org.perdure.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.store.ArchiveStore;
import org.perdure.store.StoreException;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

@Timeout(60)
class FolderWatchTest {
    private static final ListName LIST = new ListName("garden");
    private static final Duration SETTLED = Duration.ofMillis(700);

    @TempDir private Path temporary;
    private Path folder;
    private Path archive;
    private volatile NoArchivePolicy policy = NoArchivePolicy.HONOUR;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectories(temporary.toRealPath().resolve("drop"));
        archive = temporary.resolve("archive");
        SqliteWriter.open(archive).close();
    }

    private static String message(String id) {
        return "From: Ada <ada@example.org>\nMessage-ID: <" + id + ">\n\nHello\n";
    }

    private static String mbox(String id) {
        return "From ada@example.org Tue Mar  1 10:00:00 2011\n" + message(id) + "\n";
    }

    private List<String> ledger() {
        try (ArchiveStore store = SqliteStore.open(archive)) {
            List<String> rows = new ArrayList<>();
            if (store.hasList(LIST)) {
                store.forEachLedgerRow(
                        LIST,
                        row ->
                                rows.add(
                                        folder.relativize(Path.of(row.source()))
                                                + " "
                                                + row.offset()
                                                + " "
                                                + row.outcome()));
            }
            assertThat(store.verify()).isEmpty();
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
        watching(SETTLED, SETTLED, body);
    }

    private void watching(Duration settled, Duration wholeSettled, Body body) throws Exception {
        try (FolderWatch watch =
                new FolderWatch(
                        folder,
                        LIST,
                        () -> FilingRules.of(policy),
                        () -> SqliteWriter.openForRun(archive, Duration.ofSeconds(10)),
                        () -> {},
                        settled,
                        wholeSettled)) {
            watch.start();
            body.run();
        }
    }

    @Test
    void takesWhatAnImportWouldTake() throws Exception {
        Files.writeString(folder.resolve("a.eml"), message("a"));
        Files.writeString(folder.resolve("b.mbox"), mbox("b1") + mbox("b2"));
        Path mh = Files.createDirectories(folder.resolve("mh"));
        Files.writeString(mh.resolve("10"), message("ten"));
        Files.writeString(mh.resolve("9"), "X-No-Archive: yes\n" + message("nine"));
        Files.writeString(folder.resolve(".partial"), message("hidden"));
        Files.writeString(folder.resolve("c.lock"), message("lock"));
        Files.createDirectories(folder.resolve(".hidden"));
        Files.writeString(folder.resolve(".hidden/d"), message("d"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(mbox("e").getBytes(UTF_8));
        }
        Files.write(folder.resolve("e.gz"), bytes.toByteArray());
        Files.writeString(folder.resolve("picture"), "GIF89a");
        String[] rows = {
            "a.eml 0 STORED",
            "b.mbox 0 STORED",
            "b.mbox " + mbox("b1").length() + " STORED",
            "e.gz 0 STORED",
            "mh/9 0 REJECTED",
            "mh/10 0 STORED",
            "picture 0 REJECTED",
        };
        watching(() -> awaitLedger(rows));
        watching(
                () -> {
                    Files.writeString(folder.resolve("f"), message("f"));
                    while (ledger().size() == rows.length) {
                        Thread.sleep(20);
                    }
                });
        assertThat(ledger()).hasSize(rows.length + 1).contains(rows).contains("f 0 STORED");
        assertThat(folder.resolve("a.eml")).hasContent(message("a"));
    }

    /** Anybody's mail may come that way; only an operator says that it was reconstructed. */
    @Test
    void takesForMailWhatSaysThatItWasReconstructed() throws Exception {
        Files.writeString(
                folder.resolve("m"),
                "From mhonarc-html:mboxrd@z Thu Jan  1 00:00:00 1970\n"
                        + "X-Legacy-Source: mhonarc-html\n"
                        + message("a")
                        + "\n");
        watching(() -> awaitLedger("m 0 STORED"));
    }

    @Test
    void readsTheRestOfAMailboxThatGrows() throws Exception {
        Path mailbox = Files.writeString(folder.resolve("m"), mbox("a"));
        String first = "m 0 STORED";
        String second = "m " + mbox("a").length() + " STORED";
        watching(
                () -> {
                    awaitLedger(first);
                    Files.writeString(mailbox, mbox("b"), StandardOpenOption.APPEND);
                    awaitLedger(first, second);
                });
    }

    @Test
    void waitsUntilAFileIsWrittenNoMore() throws Exception {
        watching(
                () -> {
                    Path file = folder.resolve("slow.eml");
                    Files.writeString(file, "Message-ID: <slow>\n\n");
                    for (int i = 0; i < 30; i++) {
                        Thread.sleep(SETTLED.toMillis() / 10);
                        Files.writeString(file, "line " + i + "\n", StandardOpenOption.APPEND);
                    }
                    awaitLedger("slow.eml 0 STORED");
                    try (ArchiveStore store = SqliteStore.open(archive)) {
                        store.forEachMessage(
                                LIST,
                                each ->
                                        assertThat(new String(each.raw(), UTF_8))
                                                .endsWith("line 29\n"));
                    }
                });
    }

    @Test
    void takesWhatLooksWholeSoonerThanAllElse() throws Exception {
        assertThat(FolderWatch.WHOLE_SETTLED.plus(FolderWatch.PAUSE))
                .isLessThan(Duration.ofSeconds(2));
        Files.writeString(folder.resolve("cut-box"), mbox("b").stripTrailing() + "\n");
        Files.writeString(folder.resolve("cut"), message("c").stripTrailing());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(message("packed").getBytes(UTF_8));
        }
        Files.write(folder.resolve("packed.gz"), bytes.toByteArray());
        Files.createFile(folder.resolve("empty"));
        Files.writeString(folder.resolve("text"), "no mail\n");
        watching(
                Duration.ofDays(1),
                Duration.ofMillis(300),
                () -> {
                    Files.writeString(folder.resolve("a.eml"), message("a"));
                    awaitLedger("a.eml 0 STORED");
                    Files.createDirectories(folder.resolve("below"));
                    Files.writeString(folder.resolve("below/b.eml"), message("below"));
                    awaitLedger("a.eml 0 STORED", "below/b.eml 0 STORED");
                    String dos = mbox("dos").replace("\n", "\r\n");
                    Files.writeString(folder.resolve("box"), dos);
                    String box = "box 0 STORED";
                    awaitLedger("a.eml 0 STORED", "below/b.eml 0 STORED", box);
                    Files.writeString(
                            folder.resolve("box"), mbox("more"), StandardOpenOption.APPEND);
                    String more = "box " + dos.length() + " STORED";
                    awaitLedger("a.eml 0 STORED", "below/b.eml 0 STORED", box, more);
                });
    }

    @Test
    void leavesWhatMayBeAnAttachmentUntilThePagesAreTaken() throws Exception {
        Files.writeString(folder.resolve("msg00001.html"), "<html></html>\n");
        Files.writeString(folder.resolve("z.eml"), message("z"));
        watching(
                Duration.ofSeconds(2),
                Duration.ZERO,
                () -> {
                    while (ledger().isEmpty()) {
                        Thread.sleep(20);
                    }
                    assertThat(ledger()).anyMatch(row -> row.startsWith("msg00001.html"));
                });
    }

    @Test
    void readsAMessageThatWasCutOnceMoreWhenItHasGrown() throws Exception {
        String row = "slow.eml 0 STORED";
        String copy = "slow.eml 0 COPY";
        watching(
                Duration.ofDays(1),
                Duration.ofMillis(300),
                () -> {
                    Path file = Files.writeString(folder.resolve("slow.eml"), message("slow"));
                    awaitLedger(row);
                    Files.writeString(file, "and more\n", StandardOpenOption.APPEND);
                    awaitLedger(row, copy);
                    Files.writeString(folder.resolve("next.eml"), message("next"));
                    awaitLedger(row, copy, "next.eml 0 STORED");
                });
        try (ArchiveStore store = SqliteStore.open(archive)) {
            List<String> texts = new ArrayList<>();
            store.forEachMessage(LIST, each -> texts.add(new String(each.raw(), UTF_8)));
            assertThat(texts).contains(message("slow"), message("slow") + "and more\n");
        }
    }

    @Test
    void keepsNoFileOutBecauseOfOneThatFails() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Files.writeString(folder.resolve("m" + i), message(i == 4 ? "poison" : "m" + i));
            if (i != 4) {
                rows.add("m" + i + " 0 STORED");
            }
        }
        List<String> opened = new CopyOnWriteArrayList<>();
        try (FolderWatch watch =
                new FolderWatch(
                        folder,
                        LIST,
                        () -> FilingRules.of(NoArchivePolicy.IGNORE),
                        () -> {
                            opened.add("a writer");
                            return new Poisoned(
                                    SqliteWriter.openForRun(archive, Duration.ofSeconds(10)));
                        },
                        () -> {},
                        SETTLED,
                        SETTLED)) {
            watch.start();
            awaitLedger(rows.toArray(String[]::new));
            Files.writeString(folder.resolve("next"), message("next"));
            rows.add("next 0 STORED");
            awaitLedger(rows.toArray(String[]::new));
        }
        // Halves of 9, one below the other, and the file that came: it is tried no more.
        assertThat(opened).hasSizeLessThanOrEqualTo(1 + 2 * 4 + 1);
    }

    @Test
    void goesByTheRulesOfTheMoment() throws Exception {
        policy = NoArchivePolicy.IGNORE;
        Files.writeString(folder.resolve("a.eml"), "X-No-Archive: yes\n" + message("a"));
        watching(
                () -> {
                    awaitLedger("a.eml 0 STORED");
                    policy = NoArchivePolicy.HONOUR;
                    Files.writeString(
                            folder.resolve("b.eml"), "X-No-Archive: yes\n" + message("b"));
                    awaitLedger("a.eml 0 STORED", "b.eml 0 REJECTED");
                });
    }

    @Test
    void followsNoLinks() throws Exception {
        Path secret = Files.writeString(temporary.resolve("secret"), message("secret"));
        Files.createSymbolicLink(folder.resolve("a"), secret);
        Path mail = Files.createDirectories(folder.resolve("mail/cur"));
        Files.createDirectories(folder.resolve("mail/new"));
        Files.createSymbolicLink(mail.resolve("1.a"), secret);
        Files.writeString(folder.resolve("z"), message("z"));
        Files.createSymbolicLink(folder.resolve("inner"), Path.of("z"));
        watching(
                () -> {
                    awaitLedger("z 0 STORED");
                    Files.createSymbolicLink(folder.resolve("b"), secret);
                    Files.writeString(folder.resolve("y"), message("y"));
                    awaitLedger("z 0 STORED", "y 0 STORED");
                });
    }

    @Test
    void waitsForAFolderThatIsNotThereYetAndForAnArchiveThatIsBusy() throws Exception {
        Files.delete(folder);
        SqliteWriter other = SqliteWriter.open(archive);
        List<String> attempts = new ArrayList<>();
        try (FolderWatch watch =
                new FolderWatch(
                        folder,
                        LIST,
                        () -> FilingRules.of(NoArchivePolicy.IGNORE),
                        () -> {
                            try {
                                return SqliteWriter.openForRun(archive, Duration.ZERO);
                            } catch (StoreException e) {
                                attempts.add(String.valueOf(e.getMessage()));
                                other.close();
                                throw e;
                            }
                        },
                        () -> {},
                        SETTLED,
                        SETTLED)) {
            watch.start();
            Thread.sleep(50);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("a"), message("a"));
            awaitLedger("a 0 STORED");
            assertThat(attempts).hasSize(1);
        }
    }
}
