package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.Defect;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.mime.MessageParser;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.sql.SqliteWriter;

class PipermailImportTest {
    private static final ListName LIST = new ListName("garden");

    private static final String TEXT =
            """
            From ada at example.org  Tue Mar  1 08:00:00 2011
            From: ada at example.org (Ada Quill)
            Date: Tue, 01 Mar 2011 08:00:00 +0000
            Subject: [Garden] seeds
            Message-ID: <a@example.org>

            From here on, it is spring.
            From there too at last

            From noor at example.org  Wed Mar  2 08:00:00 2011
            From: noor at example.org (Noor Ember)
            Date: Wed, 02 Mar 2011 08:00:00 +0000
            Subject: [Garden] seeds
            In-Reply-To: <a@example.org>
            References: <a@example.org>
            Message-ID: <b@example.org>

            Which?

            """;

    private static final String PAGE =
            """
            <HTML><HEAD><TITLE> [Garden] seeds </TITLE>
               <LINK REL="made" HREF="mailto:garden%40example.org?Subject=x&In-Reply-To=%3Ca%40example.org%3E">
            </HEAD><BODY BGCOLOR="#ffffff">
               <H1>[Garden] seeds</H1>
                <B>Ada Quill</B>
                <A HREF="mailto:garden%40example.org?Subject=x&In-Reply-To=%3Ca%40example.org%3E"
                   TITLE="[Garden] seeds">ada at example.org
                   </A><BR>
                <I>Tue Mar  1 08:00:00 UTC 2011</I>
                <P><UL></UL><HR>
            <!--beginarticle-->
            <PRE>From here on, it is &lt;spring&gt;.
            </PRE>
            <!--endarticle-->
            </BODY></HTML>
            """;

    @TempDir private Path folder;
    private Path tree;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private ImportReport importTree() throws IOException {
        try (OpenSource pages =
                Sources.open(
                        List.of(tree.toString()),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes())) {
            return new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                    .run(pages, pages::bytesRead);
        }
    }

    private void writeText() throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(tree.resolve("2011-March.txt.gz")))) {
            out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void writePage() throws IOException {
        Path volume = Files.createDirectory(tree.resolve("2011-March"));
        Files.writeString(volume.resolve("000123.html"), PAGE);
    }

    private Entry entry(String id) {
        return store.find(LIST, new MessageId(id)).orElseThrow();
    }

    private Message message(String id) {
        return new MessageParser().parse(store.raw(entry(id).key()));
    }

    @Test
    void pagesMayBeCompressed() throws IOException {
        Path volume = Files.createDirectory(tree.resolve("2011-March"));
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(volume.resolve("000123.html.gz")))) {
            out.write(PAGE.getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(importTree().reconstructed()).isOne();
        assertThat(message("a@example.org").body().text()).contains("it is <spring>");
    }

    @Test
    void textsAreMailWithMaskedAddresses() throws IOException {
        writeText();

        ImportReport report = importTree();

        assertThat(report.stored()).isEqualTo(2);
        assertThat(report.defects()).containsEntry(Defect.Code.MASKED_ADDRESS, 2L);
        Message message = message("a@example.org");
        assertThat(message.from()).containsExactly(new Mailbox("Ada Quill", "ada at example.org"));
        assertThat(message.body().text())
                .isEqualTo("From here on, it is spring.\nFrom there too at last\n");
        assertThat(store.provenance(entry("a@example.org"))).isEqualTo(Provenance.PIPERMAIL_TEXT);
        assertThat(store.replies(entry("a@example.org"))).extracting(Entry::author).hasSize(1);
        assertThat(importTree().known()).isEqualTo(2);
    }

    @Test
    void pagesGiveNumbersAndAreLastInWorth() throws IOException {
        writePage();
        importTree();
        assertThat(store.provenance(entry("a@example.org"))).isEqualTo(Provenance.PIPERMAIL_PAGE);
        assertThat(message("a@example.org").body().text())
                .isEqualTo("From here on, it is <spring>.\n");

        writeText();
        importTree();
        assertThat(store.provenance(entry("a@example.org"))).isEqualTo(Provenance.PIPERMAIL_TEXT);

        new InventedMailbox()
                .letter("2011-03-01T08:00:00Z", "a@example.org", "", "whole")
                .importInto(writer, LIST, "mail");
        assertThat(store.provenance(entry("a@example.org"))).isEqualTo(Provenance.RECEIVED);
        assertThat(store.claimants(LIST, new PublishedPlace(Scheme.PIPERMAIL, "2011-March", 123)))
                .containsExactly(entry("a@example.org"));
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(LIST, row -> numbers.add(row.number() + " " + row.id()));
        assertThat(numbers)
                .containsExactly("2011-03/00000 a@example.org", "2011-03/00001 b@example.org");
    }

    @Test
    void textsOfMonthsComeInTheirOrder() throws IOException {
        for (String month : List.of("April", "March", "December", "January")) {
            Files.writeString(tree.resolve("2011-" + month + ".txt"), TEXT);
        }
        List<String> sources = new ArrayList<>();
        try (OpenSource pages =
                Sources.open(
                        List.of(tree.toString()),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes())) {
            for (var item = pages.next(); item != null; item = pages.next()) {
                sources.add(item.source().replaceFirst(".*-(.*)\\.txt", "$1"));
            }
        }
        assertThat(sources.stream().distinct())
                .containsExactly("January", "March", "April", "December");
    }
}
