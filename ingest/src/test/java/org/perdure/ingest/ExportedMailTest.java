package org.perdure.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.delivery.Postmark;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.source.ExportedMail;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveStore;
import org.perdure.store.sql.SqliteWriter;

/** An archive that is exported and imported anew is the same, also in what came otherwise. */
class ExportedMailTest {
    private static final ListName LIST = new ListName("garden");

    private static final String TEXT =
            """
            From ada at example.org  Sat Apr  2 08:00:00 2011
            From: ada at example.org (Ada)
            Date: Sat, 02 Apr 2011 08:00:00 +0000
            Subject: about d
            Message-ID: <d>

            From here on, spring.

            """;

    @TempDir private Path folder;
    private SqliteWriter first;
    private SqliteWriter again;

    @BeforeEach
    void open() {
        first = SqliteWriter.open(folder.resolve("first"));
        again = SqliteWriter.open(folder.resolve("again"));
    }

    @AfterEach
    void close() {
        assertThat(first.store().verify()).isEmpty();
        assertThat(again.store().verify()).isEmpty();
        first.close();
        again.close();
    }

    /** What readers see of messages: where they stand, what they are, and how they came. */
    private static List<String> shown(SqliteWriter archive) {
        ArchiveStore store = archive.store();
        List<String> shown = new ArrayList<>();
        store.forEachMessage(
                LIST,
                message ->
                        shown.add(
                                "%s %s %s %s"
                                        .formatted(
                                                message.entry(),
                                                message.provenance(),
                                                new String(message.separator(), UTF_8),
                                                new String(message.raw(), UTF_8))));
        store.forEachNumber(LIST, row -> shown.add(row.number() + " " + row.id()));
        return shown;
    }

    /** Imports a file or a folder as an operator does. */
    private static ImportReport importTo(SqliteWriter archive, Path path) throws IOException {
        try (OpenSource source =
                Sources.open(
                        List.of(path.toString()),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes())) {
            return new ImportRun(archive, LIST, List.of(), (read, durable) -> {})
                    .run(new ExportedMail(source), source::bytesRead);
        }
    }

    private Path export(SqliteWriter archive) throws IOException {
        return Files.write(
                Files.createTempFile(folder, "export", ".mbox"),
                Contents.export(archive.store(), LIST));
    }

    private static InventedMailbox mail() {
        return new InventedMailbox()
                .letter("2011-03-01T08:00:00Z", "a", "", "seeds")
                .letter("2011-03-02T08:00:00Z", "b", "a", "which?")
                .letter("2011-03-03T08:00:00Z", "c", "b", "roses")
                .letter("2011-04-02T08:00:00Z", "d", "", "From here on, spring.");
    }

    private Path tree() throws IOException {
        Path root = folder.resolve("tree");
        new InventedTree(root)
                .letter("2011-03/00000", "2011-03-01T08:00:00Z", "a", "", "From a page: seeds")
                .letter("2011-03/00001", "2011-03-02T08:00:00Z", "b", "a", "which?")
                .letter("2011-03/00002", "2011-03-03T08:00:00Z", "c", "b", "roses");
        Files.writeString(root.resolve("2011-April.txt"), TEXT);
        return root;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages", "mail first", "mail last"})
    void isTheSameInANewArchive(String order) throws IOException {
        InventedMailbox other = new InventedMailbox();
        other.letter("2011-05-01T08:00:00Z", "e", "", "From me");
        if (order.equals("mail first")) {
            other.importInto(first, LIST, "mail");
        }
        importTo(first, tree());
        if (order.equals("mail last")) {
            other.importInto(first, LIST, "mail");
        }

        Path export = export(first);
        ImportReport report = importTo(again, export);

        assertThat(report.reconstructed()).isEqualTo(3);
        assertThat(shown(again)).isEqualTo(shown(first));
        assertThat(Files.readAllBytes(export(again))).isEqualTo(Files.readAllBytes(export));
        assertThat(importTo(again, export).known()).isEqualTo(report.read());
    }

    /** A text is told by its first message; others may mask nothing, or have nobody to mask. */
    @Test
    void isTheSameWhateverAText() throws IOException {
        Path text =
                Files.writeString(
                        folder.resolve("2011-April.txt"),
                        TEXT
                                + TEXT.replace("<d>", "<e>")
                                        .replace("From ada at example.org", "From MAILER-DAEMON")
                                        .replace("From: ada at example.org", "From: MAILER-DAEMON")
                                + TEXT.replace("<d>", "<f>").replace(" at ", "@")
                                + TEXT.replace("<d>", "<g>").replace("(Ada)", "(Ada @ home)")
                                + TEXT.replace("<d>", "<h>").replaceAll("From: .*\n", ""));
        ImportReport report = importTo(first, text);
        assertThat(report.stored()).isEqualTo(5);
        Path export = export(first);

        importTo(again, export);
        assertThat(shown(again)).isEqualTo(shown(first));
        assertThat(shown(again)).filteredOn(line -> line.contains("PIPERMAIL_TEXT")).hasSize(5);
        assertThat(Files.readAllBytes(export(again))).isEqualTo(Files.readAllBytes(export));

        for (SqliteWriter archive : List.of(first, again)) {
            InventedMailbox mail = new InventedMailbox();
            for (String id : List.of("d", "e", "f", "g", "h")) {
                mail.letter("2011-04-02T08:00:00Z", id, "", "From here on, spring.");
            }
            assertThat(mail.importInto(archive, LIST, "mail").copies()).isZero();
        }
    }

    @Test
    void givesWayToMailThatComesLater() throws IOException {
        importTo(first, tree());
        importTo(again, export(first));

        for (SqliteWriter archive : List.of(first, again)) {
            ImportReport report = mail().importInto(archive, LIST, "mail");
            assertThat(report.stored()).isEqualTo(4);
            assertThat(report.copies()).isZero();
        }

        assertThat(shown(again)).isEqualTo(shown(first));
        assertThat(shown(again)).filteredOn(line -> line.contains("RECEIVED")).hasSize(4);
    }

    @Test
    void isEvidenceWhereTheMailIs() throws IOException {
        importTo(first, tree());
        mail().importInto(again, LIST, "mail");
        List<String> before = shown(again);

        ImportReport report = importTo(again, export(first));

        assertThat(report.evidence()).isEqualTo(4);
        assertThat(shown(again)).isEqualTo(before);
    }

    /** Else whoever knows its Message-ID could put another message in its place, years later. */
    @Test
    void isMailIfItsSenderSaysOtherwise() throws IOException {
        String claim = "X-Legacy-Source: mhonarc-html\n";
        String forged =
                "From: Ada <ada@example.org>\nDate: Tue, 1 Mar 2011 08:00:00 +0000\n"
                        + "Message-ID: <a>\nSubject: about a\n\nforged\n";
        var postmark = new Postmark(() -> Instant.parse("2011-03-01T08:00:00Z"));
        var delivered =
                postmark.mark(
                        LIST, "lmtp", "mhonarc-html:mboxrd@z", (claim + forged).getBytes(UTF_8));
        new DeliveryRun(first, list -> FilingRules.of(NoArchivePolicy.IGNORE))
                .file(List.of(delivered));
        // By itself, after an export, and from a mailbox of long ago.
        Path mailbox =
                Files.write(
                        folder.resolve("old.mbox"),
                        new InventedMailbox()
                                .add(
                                        "From ada@example.org Tue Mar  1 08:00:00 2011",
                                        claim + forged)
                                .bytes());
        importTo(again, export(first));
        assertThat(shown(again)).isEqualTo(shown(first));
        importTo(again, mailbox);

        for (SqliteWriter archive : List.of(first, again)) {
            ImportReport report = mail().importInto(archive, LIST, "mail");
            assertThat(report.copies()).isEqualTo(1);
            assertThat(shown(archive).getFirst()).contains("RECEIVED", "forged");
        }
    }
}
