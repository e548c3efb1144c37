package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.MboxDialect;
import org.perdure.source.MessageSource;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceItem;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.source.TarSample;
import org.perdure.store.ArchiveStore;
import org.perdure.store.LedgerRow;
import org.perdure.store.sql.SqliteWriter;

/** Imports pages that lie among other mail, in folders and in archives. */
@Timeout(120)
class PageTreesImportTest {
    private static final ListName LIST = new ListName("garden");
    private static final String MARCH_1 = "2011-03-01T08:00:00Z";
    private static final String MARCH_2 = "2011-03-02T08:00:00Z";
    private static final String MARCH_3 = "2011-03-03T08:00:00Z";
    private static final String MARCH_4 = "2011-03-04T08:00:00Z";
    private static final byte[] PDF = "%PDF-1.4 invented".getBytes(StandardCharsets.US_ASCII);

    private static final String PIPERMAIL =
            """
            From ada at example.org  Tue Mar  1 08:00:00 2011
            From: ada at example.org (Ada Quill)
            Date: Tue, 01 Mar 2011 08:00:00 +0000
            Subject: [Garden] seeds
            Message-ID: <p@example.org>

            From here on, it is spring.

            """;

    @TempDir private Path folder;
    private Path root;
    private InventedTree tree;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(folder.resolve("tree"));
        tree = new InventedTree(root);
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] mail(String sent, String id) {
        return bytes(
                "From: Ada <ada@example.org>\nDate: %s\nMessage-ID: <%s>\n\nmail %s\n"
                        .formatted(InventedMailbox.date(Instant.parse(sent)), id, id));
    }

    /** Pages, and beside them all else in which mail may lie. */
    private void mix() {
        pages();
        tree.file("index.html", bytes("<html>months"))
                .file("2011-03/index.html", bytes("<html>threads"))
                .file("2011-03/mail2.html", bytes("<html>more"))
                .file("2011-03/style.css", bytes("p {}"))
                .file("2011-03/bin00001.bin", mail(MARCH_1, "no mail of the list"))
                .file("2011-03/0001-fix.patch", bytes("From 1234\nSubject: a\n\nx\n"))
                .file(
                        "2011-03/march.mbox",
                        new InventedMailbox().letter(MARCH_2, "b", "a", "which?").bytes())
                .file("2011-03/letter.eml", mail(MARCH_4, "e"))
                .file("2011-03/Maildir/1299139200.a.host", mail(MARCH_3, "c"))
                .file("2011-03/Maildir/1299139300.b.host", mail(MARCH_3, "d"))
                .file(
                        "mbox/garden-2011-03",
                        new InventedMailbox().letter(MARCH_1, "a", "", "seeds").bytes())
                .file("old/2011-March.txt", bytes(PIPERMAIL))
                .file("old/attachments/20110301/1a2b/attachment.eml", mail(MARCH_1, "inner"))
                .file("other/index.html", bytes("<html>nothing"));
    }

    private void pages() {
        tree.letter("2011-03/00000", MARCH_1, "a", "", "seeds")
                .letter("2011-03/00001", MARCH_2, "b", "a", "which?")
                .letter("2011-03/00002", MARCH_3, "c", "b", "roses")
                .page(
                        "2011-03/00003",
                        "f",
                        "Ada &#60;ada@example.org>",
                        "a plan",
                        InventedMailbox.date(Instant.parse(MARCH_4)),
                        "",
                        "<pre>see below</pre>",
                        "msg00003/plan.pdf")
                .file("2011-03/msg00003/plan.pdf", PDF)
                .file("2011-03/msg00003/spare.pdf", PDF)
                .file("2011-03/msg00003/deep/letter.eml", mail(MARCH_4, "no mail either"))
                .file("2011-03/msg00009/of-a-lost-page.txt", bytes("text"));
    }

    private final SourceNotes notes = new SourceNotes();

    private ImportReport run(@Nullable MboxDialect dialect, Path... sources) throws IOException {
        List<String> names = Stream.of(sources).map(Path::toString).toList();
        try (OpenSource source =
                Sources.open(names, InputStream.nullInputStream(), dialect, notes)) {
            return run(source);
        }
    }

    private ImportReport run(OpenSource source) throws IOException {
        ImportReport report =
                new ImportRun(writer, LIST, List.of(), (read, durable) -> {})
                        .run(source, source::bytesRead);
        source.size().ifPresent(size -> assertThat(source.bytesRead()).isEqualTo(size));
        return report;
    }

    private Map<String, String> outcomes(String prefix) {
        Map<String, String> outcomes = new TreeMap<>();
        for (LedgerRow row : Contents.ledger(store, LIST)) {
            String why = row.outcome() == LedgerRow.Outcome.REJECTED ? " " + row.note() : "";
            assertThat(row.source()).startsWith(prefix);
            outcomes.merge(
                    row.source().substring(prefix.length()),
                    row.outcome() + why,
                    (one, other) -> one + ", " + other);
        }
        return outcomes;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(path -> !Files.isDirectory(path))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private Provenance provenance(String id) {
        return store.provenance(store.find(LIST, new MessageId(id)).orElseThrow());
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        store.forEachMessage(LIST, message -> ids.add(message.entry().id().value()));
        Collections.sort(ids);
        return ids;
    }

    private byte[] tar() throws IOException {
        return tar("", Integer.MAX_VALUE);
    }

    private byte[] tar(String before, int count) throws IOException {
        TarSample tar = new TarSample();
        for (String name : files().stream().limit(count).toList()) {
            tar.file(before + name, Files.readAllBytes(root.resolve(name)));
        }
        return tar.bytes();
    }

    private static List<Path> leftBehind() throws IOException {
        Path temporary = Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir")));
        String own = "perdure-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().startsWith(own)).toList();
        }
    }

    @Nested
    class MixedTrees {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void mayHaveCompressedPages(boolean archived) throws IOException {
            mix();
            run(null, root);
            Contents plain = Contents.of(store, LIST);
            for (String name : files()) {
                if (name.matches(".*msg[0-9]+\\.html")) {
                    Path page = root.resolve(name);
                    tree.file(name + ".gz", gzip(Files.readAllBytes(page)));
                    Files.delete(page);
                }
            }
            Path tar = Files.write(folder.resolve("tree.tar"), tar());
            try (SqliteWriter other = SqliteWriter.open(folder.resolve("compressed"));
                    OpenSource source =
                            Sources.open(
                                    List.of((archived ? tar : root).toString()),
                                    InputStream.nullInputStream(),
                                    null,
                                    notes)) {
                new ImportRun(other, LIST, List.of(), (read, durable) -> {})
                        .run(source, source::bytesRead);
                assertThat(source.bytesRead()).isEqualTo(source.size().orElseThrow());
                String read = Contents.of(other.store(), LIST).toString();
                assertThat(read.replace(tar + "!", root + "/").replace(".html.gz", ".html"))
                        .isEqualTo(plain.toString());
                assertThat(other.store().verify()).isEmpty();
            }
        }

        @Test
        void areNotHiddenByWhoWritesUnderTheirIds() throws IOException {
            pages();
            run(null, root);
            String asking =
                    "From: Ada <ada@example.org>\nDate: %s\nMessage-ID: <a>\nX-No-Archive: yes\n\nx\n"
                            .formatted(InventedMailbox.date(Instant.parse(MARCH_1)));
            InventedMailbox mailbox =
                    new InventedMailbox()
                            .add(InventedMailbox.separator(Instant.parse(MARCH_1)), asking);
            new ImportRun(
                            writer,
                            LIST,
                            List.of(),
                            (read, durable) -> {},
                            FilingRules.of(NoArchivePolicy.HIDE))
                    .run(mailbox.reader("m"), () -> 0);

            assertThat(store.takeDowns(LIST)).isEmpty();
            assertThat(provenance("a")).isEqualTo(Provenance.RECEIVED);
        }

        @Test
        void haveOnePageOfEachNumber() throws IOException {
            pages();
            Path page = root.resolve("2011-03/msg00000.html");
            tree.file("2011-03/msg00000.html.gz", gzip(Files.readAllBytes(page)));
            run(null, root);
            assertThat(outcomes(root + "/"))
                    .containsEntry("2011-03/msg00000.html", "RECONSTRUCTED")
                    .containsEntry(
                            "2011-03/msg00000.html.gz", "REJECTED is a second page of its number");
        }

        private byte[] gzip(byte[] bytes) throws IOException {
            var compressed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                out.write(bytes);
            }
            return compressed.toByteArray();
        }

        @Test
        void areAccountedForFileByFile() throws IOException {
            mix();

            run(null, root);

            assertThat(outcomes(root + "/").keySet()).containsExactlyElementsOf(files());
            assertThat(outcomes(root + "/"))
                    .containsEntry("2011-03/march.mbox", "STORED")
                    .containsEntry("2011-03/index.html", "REJECTED is an index of pages")
                    .containsEntry("2011-03/msg00003/plan.pdf", "EVIDENCE")
                    .containsEntry(
                            "2011-03/msg00003/spare.pdf",
                            "REJECTED is an attachment that no page names")
                    .containsEntry(
                            "2011-03/msg00003/deep/letter.eml",
                            "REJECTED is an attachment that no page names")
                    .containsEntry(
                            "2011-03/bin00001.bin", "REJECTED is an attachment that no page names")
                    .containsEntry("old/2011-March.txt", "STORED")
                    .containsEntry(
                            "old/attachments/20110301/1a2b/attachment.eml",
                            "REJECTED is an attachment that no page names");
            assertThat(ids()).containsExactly("a", "b", "c", "d", "e", "f", "p@example.org");
            assertThat(notes.failures()).isEmpty();
        }

        @Test
        void giveMailInThePlaceOfPages() throws IOException {
            mix();

            run(null, root);

            assertThat(Stream.of("a", "b", "c", "d", "e").map(PageTreesImportTest.this::provenance))
                    .containsOnly(Provenance.RECEIVED);
            assertThat(provenance("f")).isEqualTo(Provenance.MHONARC_PAGE);
            assertThat(provenance("p@example.org")).isEqualTo(Provenance.PIPERMAIL_TEXT);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5})
        void giveTheSameNumbersInAnyOrder(int seed) throws IOException {
            mix();
            List<Path> parts = new ArrayList<>();
            try (Stream<Path> top = Files.list(root)) {
                top.filter(Files::isDirectory).forEach(parts::add);
            }
            parts.add(root.resolve("2011-03/march.mbox"));
            Collections.sort(parts);
            Collections.shuffle(parts, new Random(seed));
            for (Path part : parts) {
                run(null, part);
            }

            List<String> seen = new ArrayList<>();
            store.forEachNumber(
                    LIST,
                    row -> {
                        if (row.origin().isExact()) {
                            seen.add(row.number() + " " + row.id());
                        }
                    });
            assertThat(seen)
                    .containsExactly(
                            "2011-03/00000 a",
                            "2011-03/00001 b",
                            "2011-03/00002 c",
                            "2011-03/00003 f");
            assertThat(ids()).containsExactly("a", "b", "c", "d", "e", "f", "p@example.org");
        }

        @Test
        void changeNothingWhenReadAgain() throws IOException {
            mix();
            ImportReport first = run(null, root);
            Contents before = Contents.of(store, LIST);

            ImportReport second = run(null, root);

            assertThat(second.known()).isEqualTo(second.read()).isEqualTo(first.read());
            assertThat(Contents.of(store, LIST)).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void resumeWhereTheyWereCutOff(boolean archived) throws IOException {
            mix();
            Path source = root;
            if (archived) {
                source = Files.write(folder.resolve("tree.tar"), tar());
            }
            for (int items = 1; items < 40; items += 6) {
                cutOff(source, items);
            }
            run(null, source);
            Contents resumed = Contents.of(store, LIST);

            try (SqliteWriter other = SqliteWriter.open(folder.resolve("undisturbed"));
                    OpenSource whole =
                            Sources.open(
                                    List.of(source.toString()),
                                    InputStream.nullInputStream(),
                                    null,
                                    notes)) {
                new ImportRun(other, LIST, List.of(), (read, durable) -> {})
                        .run(whole, whole::bytesRead);
                assertThat(resumed).isEqualTo(Contents.of(other.store(), LIST));
            }
            assertThat(leftBehind()).isEmpty();
        }

        private void cutOff(Path source, int items) throws IOException {
            try (OpenSource whole =
                            Sources.open(
                                    List.of(source.toString()),
                                    InputStream.nullInputStream(),
                                    null,
                                    notes);
                    MessageSource part = new FirstItems(whole, items)) {
                ImportRun run = new ImportRun(writer, LIST, List.of(), (read, durable) -> {});
                assertThatThrownBy(() -> run.run(part, whole::bytesRead)).hasMessage("cut off");
            }
            assertThat(store.verify()).isEmpty();
        }
    }

    /** A source that fails after some items. */
    private record FirstItems(MessageSource all, int[] left) implements MessageSource {
        FirstItems(MessageSource all, int count) {
            this(all, new int[] {count});
        }

        @Override
        public @Nullable SourceItem next() throws IOException {
            if (left[0]-- == 0) {
                throw new IOException("cut off");
            }
            return all.next();
        }

        @Override
        public void close() {
            // Whoever made the source closes it.
        }
    }

    @Nested
    class Links {
        @Test
        void areNotFollowedAmongPages() throws IOException {
            pages();
            Path outside = Files.createDirectory(folder.resolve("outside"));
            Files.write(outside.resolve("plan.pdf"), PDF);
            Path secret = Files.write(outside.resolve("secret"), mail(MARCH_1, "secret"));
            tree.page(
                    "2011-03/00005",
                    "g",
                    "Ada &#60;ada@example.org>",
                    "a plan",
                    InventedMailbox.date(Instant.parse(MARCH_4)),
                    "",
                    "<pre>see below</pre>",
                    "msg00005/plan.pdf",
                    "secret.txt");
            Path month = root.resolve("2011-03");
            Files.createSymbolicLink(month.resolve("msg00005"), outside);
            Files.createSymbolicLink(month.resolve("secret.txt"), secret);
            Files.createSymbolicLink(month.resolve("msg00007.html"), secret);
            Files.createSymbolicLink(month.resolve("march.mbox"), secret);
            Files.createSymbolicLink(month.resolve("msg00003/letter.eml"), secret);

            run(null, root);

            assertThat(ids()).containsExactly("a", "b", "c", "f", "g");
            assertThat(outcomes(root + "/"))
                    .containsEntry("2011-03/msg00005", "REJECTED is a link beside pages")
                    .containsEntry("2011-03/secret.txt", "REJECTED is a link beside pages")
                    .containsEntry("2011-03/msg00007.html", "REJECTED is a link beside pages")
                    .containsEntry("2011-03/march.mbox", "REJECTED is a link beside pages")
                    .containsEntry("2011-03/msg00003/letter.eml", "REJECTED is a link beside pages")
                    .doesNotContainKey("2011-03/msg00005/plan.pdf");
        }
    }

    @Nested
    class Months {
        @Test
        void areToldFromTheFolderThatALinkLeadsTo() throws IOException {
            tree.letter("2011/03/00004", MARCH_1, "a", "", "seeds");
            Path link = Files.createSymbolicLink(folder.resolve("newest"), root.resolve("2011/03"));

            run(null, link);

            List<String> numbers = new ArrayList<>();
            store.forEachNumber(LIST, row -> numbers.add(row.number() + " " + row.id()));
            assertThat(numbers).containsExactly("2011-03/00004 a");
        }
    }

    @Nested
    class Archives {
        @Test
        void giveWhatTheirFoldersGive() throws IOException {
            mix();
            run(null, root);
            Contents whole = Contents.of(store, LIST);
            for (String before : List.of("", "./", "top/")) {
                byte[] tar = tar(before, Integer.MAX_VALUE);
                Path file = Files.write(folder.resolve("tree.tar"), tar);
                try (SqliteWriter other = SqliteWriter.open(folder.resolve("a" + before.length()));
                        OpenSource source =
                                Sources.open(
                                        List.of(file.toString()),
                                        InputStream.nullInputStream(),
                                        null,
                                        notes)) {
                    new ImportRun(other, LIST, List.of(), (read, durable) -> {})
                            .run(source, source::bytesRead);
                    String top = before.equals("top/") ? "top/" : "";
                    assertThat(inWords(Contents.of(other.store(), LIST), file + "!" + top))
                            .isEqualTo(inWords(whole, root + "/"));
                }
            }
            assertThat(leftBehind()).isEmpty();
        }

        private String inWords(Contents contents, String prefix) {
            return contents.toString().replace(prefix, "TREE/");
        }

        @Test
        void mayComeThroughAPipe() throws IOException {
            pages();
            try (OpenSource source =
                    Sources.open(List.of("-"), new ByteArrayInputStream(tar()), null, notes)) {
                run(source);
            }
            assertThat(ids()).containsExactly("a", "b", "c", "f");
            assertThat(outcomes("standard input!").keySet())
                    .containsExactlyInAnyOrderElementsOf(files());
        }

        @Test
        void thatEndEarlyGiveWhatStandsBefore() throws IOException {
            pages();
            byte[] tar = tar();
            int secondPage =
                    (int) Files.size(root.resolve("2011-03/msg00000.html")) / 512 * 512 + 512;
            Path file = folder.resolve("tree.tar");
            Files.write(file, Arrays.copyOf(tar, 2 * 512 + secondPage + 100));

            assertThatThrownBy(() -> run(null, file)).hasMessageContaining("ends early");

            assertThat(ids()).containsExactly("a");
            assertThat(leftBehind()).isEmpty();
            Files.write(file, tar);
            run(null, file);
            assertThat(ids()).containsExactly("a", "b", "c", "f");
        }

        @Test
        void writeNothingElsewhere() throws IOException {
            String long256 = "x".repeat(256);
            TarSample tar = new TarSample();
            InventedTree page = new InventedTree(root).letter("m/00000", MARCH_1, "a", "", "x");
            byte[] bytes = Files.readAllBytes(root.resolve("m/msg00000.html"));
            assertThat(page).isNotNull();
            tar.file("m/msg00000.html", bytes)
                    .file("m/msg00000.html", mail(MARCH_2, "second"))
                    .file("m/msg00000.html/below", mail(MARCH_2, "below"))
                    .file("../escaped", mail(MARCH_2, "escaped"))
                    .file("m/../../escaped", mail(MARCH_2, "escaped"))
                    .file("/escaped", mail(MARCH_2, "escaped"))
                    .file("m/..", mail(MARCH_2, "escaped"))
                    .file(long256, mail(MARCH_2, "long"))
                    .file("d/".repeat(501) + "x", mail(MARCH_2, "deep"))
                    .file("d/".repeat(499) + "x", mail(MARCH_3, "not too deep"))
                    .other("m/msg00001.html", TarConstants.LF_SYMLINK)
                    .other("m/msg00002.html", TarConstants.LF_LINK)
                    .other("m/device", TarConstants.LF_CHR)
                    .file("last", mail(MARCH_3, "last"));
            Path file = Files.write(folder.resolve("odd.tar"), tar.bytes());

            run(null, file);

            assertThat(ids()).containsExactly("a", "last", "not too deep");
            Map<String, String> outcomes = outcomes(file + "!");
            assertThat(outcomes).hasSize(13);
            assertThat(
                            outcomes.entrySet().stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    Map.Entry::getValue, Collectors.counting())))
                    .containsEntry("REJECTED has a name that leads elsewhere", 6L)
                    .containsEntry("REJECTED has the place of another member", 1L)
                    .containsEntry("REJECTED is a link in an archive", 2L);
            assertThat(outcomes.get("m/msg00000.html"))
                    .contains("RECONSTRUCTED")
                    .contains("has the place of another member");
            try (Stream<Path> beside = Files.list(folder)) {
                assertThat(beside.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("archive", "odd.tar", "tree");
            }
            assertThat(leftBehind()).isEmpty();
        }

        /** Cut alike, they would be one source, and the ledger would have one of them. */
        @Test
        void rejectMembersByNamesThatDifferHoweverLongTheyAre() throws IOException {
            new InventedTree(root).letter("m/00000", MARCH_1, "a", "", "x");
            String below = "x".repeat(999);
            String at = "x".repeat(1_000);
            String above = "x".repeat(1_001);
            TarSample tar = new TarSample();
            tar.file("m/msg00000.html", Files.readAllBytes(root.resolve("m/msg00000.html")))
                    .file(below, "the same")
                    .file(at, "the same")
                    .file(above, "the same")
                    .file(at + "y", "the same");
            Path file = Files.write(folder.resolve("long.tar"), tar.bytes());

            ImportReport report = run(null, file);

            assertThat(report.rejected()).isEqualTo(4);
            Map<String, String> outcomes = outcomes(file + "!");
            assertThat(outcomes).hasSize(5).containsKeys(below, at);
            assertThat(outcomes.keySet())
                    .filteredOn(name -> name.length() > 1_000)
                    .hasSize(2)
                    .allMatch(name -> name.matches("x{1000}… sha256:[0-9a-f]{64}"));
            assertThat(run(null, file).known()).isEqualTo(5);
        }

        @Test
        void inArchivesLeaveNothingBehind() throws IOException {
            pages();
            byte[] inner = tar("", Integer.MAX_VALUE);
            Path file =
                    Files.write(
                            folder.resolve("outer.tar"),
                            new TarSample().file("inner.tar", inner).bytes());

            run(null, file);

            assertThat(store.newest(LIST, 10)).isNotEmpty();
            assertThat(leftBehind()).isEmpty();
        }

        @Test
        void accountForThousandsOfRejectedMembers() throws IOException {
            TarSample tar = new TarSample().file("2011-03/msg00000.html", bytes("<html>"));
            byte[] content = new byte[8 << 10];
            for (int i = 0; i < 5_000; i++) {
                tar.file("../e" + i, content);
            }
            Path file = Files.write(folder.resolve("many.tar"), tar.bytes());

            ImportReport report = run(null, file);

            assertThat(report.rejected()).isEqualTo(5_000 + 1);
            assertThat(store.verify()).isEmpty();
            assertThat(leftBehind()).isEmpty();
        }

        @Test
        void withARepositoryAmongPagesSayWhatToDo() throws IOException {
            pages();
            TarSample tar = new TarSample().file("2011-03/msg00000.html", bytes("<html>"));
            tar.file("0.git/HEAD", "ref: refs/heads/master");
            Path file = Files.write(folder.resolve("both.tar"), tar.bytes());

            run(null, file);

            assertThat(outcomes(file + "!").get("0.git/HEAD"))
                    .startsWith("REJECTED")
                    .contains("is of a git repository", "unpack it");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 1 << 20, 2 << 20})
        void areReadWhereverThePagesStand(int ballast) throws IOException {
            pages();
            TarSample tar = new TarSample().file("letter", mail(MARCH_1, "letter"));
            tar.file("ballast", new byte[ballast]);
            for (String name : files()) {
                tar.file(name, Files.readAllBytes(root.resolve(name)));
            }
            tar.file("last", mail(MARCH_3, "last"));
            Path file = Files.write(folder.resolve("late.tar"), tar.bytes());

            run(null, file);

            assertThat(ids()).containsExactly("a", "b", "c", "f", "last", "letter");
            assertThat(outcomes(file + "!"))
                    .containsKeys("ballast")
                    .containsEntry("letter", "STORED")
                    .containsEntry("2011-03/msg00000.html", "RECONSTRUCTED")
                    .containsEntry("2011-03/msg00003/plan.pdf", "EVIDENCE")
                    .containsEntry("last", "STORED");
            assertThat(outcomes(file + "!").keySet()).containsAll(files());
            assertThat(notes.failures()).isEmpty();
            assertThat(store.verify()).isEmpty();
            assertThat(leftBehind()).isEmpty();
        }

        @Test
        void keepWhatComesBeforeAnEndAmongPagesBehind() throws IOException {
            pages();
            TarSample tar = new TarSample().file("letter", mail(MARCH_1, "letter"));
            tar.file("ballast", new byte[2 << 20]);
            for (String name : files()) {
                tar.file(name, Files.readAllBytes(root.resolve(name)));
            }
            tar.file("cut", new byte[1 << 20]);
            byte[] bytes = tar.bytes();
            Path file =
                    Files.write(
                            folder.resolve("cut.tar"),
                            Arrays.copyOf(bytes, bytes.length - (1 << 19)));

            assertThatThrownBy(() -> run(null, file)).hasMessageContaining("ends early");

            assertThat(ids()).containsExactly("a", "b", "c", "f", "letter");
            assertThat(leftBehind()).isEmpty();
        }
    }

    @Nested
    class TextsOfPipermail {
        @ParameterizedTest
        @ValueSource(strings = {"2011-March.txt", "garden-march"})
        void areReadAsSuchWhereverTheyLie(String name) throws IOException {
            tree.file("a/" + name, bytes(PIPERMAIL))
                    .file("b.mbox", new InventedMailbox().letter(MARCH_2, "b", "", "x").bytes());

            run(null, root.resolve("a").resolve(name));
            run(null, root);

            assertThat(ids()).containsExactly("b", "p@example.org");
            assertThat(provenance("p@example.org")).isEqualTo(Provenance.PIPERMAIL_TEXT);
        }

        @Test
        void areMailboxesIfADialectIsForced() throws IOException {
            tree.file("2011-March.txt", bytes(PIPERMAIL));

            run(MboxDialect.MBOXRD, root);

            assertThat(provenance("p@example.org")).isEqualTo(Provenance.RECEIVED);
        }

        @Test
        void areNoMailboxesWithMaskedSeparatorsOnly() throws IOException {
            tree.file(
                    "2011-March.txt",
                    bytes(PIPERMAIL.replace("ada at example.org (Ada", "ada@example.org (Ada")));

            run(null, root);

            assertThat(provenance("p@example.org")).isEqualTo(Provenance.RECEIVED);
        }
    }
}
