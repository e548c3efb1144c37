package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.ingest.ImportReport;
import org.perdure.ingest.ImportRun;
import org.perdure.ingest.Progress;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.search.Question.Sort;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.search.lucene.LuceneSearchIndex;
import org.perdure.source.MboxReader;
import org.perdure.source.MboxWriter;
import org.perdure.store.ArchiveStore;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/** The sample archive, imported into the real store and the real index, gives the same views. */
class StoredArchiveTest {
    @TempDir Path folder;

    private final SampleArchive sample = new SampleArchive();
    private ArchiveStore store = sample.store;
    private LuceneSearchIndex index = new LuceneSearchIndex(new IndexFolder(Path.of("none")));
    private Archive archive = sample.archive;

    @BeforeEach
    void importSample() throws IOException {
        IndexFolder indexFolder = new IndexFolder(folder.resolve("index"));
        try (SqliteWriter writer = SqliteWriter.open(folder);
                LuceneFollower follower = LuceneFollower.open(indexFolder.forWriting(), 1)) {
            for (ListName list : List.of(SampleArchive.LIST, SampleArchive.OTHER)) {
                byte[] mbox = mbox(list);
                new ImportRun(writer, list, List.of(follower), new Quiet())
                        .run(
                                new MboxReader(new ByteArrayInputStream(mbox), list + ".mbox"),
                                () -> mbox.length);
            }
        }
        store = SqliteStore.open(folder);
        index = new LuceneSearchIndex(indexFolder);
        MailingList list = sample.archive.list(SampleArchive.LIST).list();
        archive = new Archive(store, index, Map.of(SampleArchive.LIST, list));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        store.close();
    }

    /** Nobody watches. */
    private static final class Quiet implements Progress {
        @Override
        public void at(long bytesRead, ImportReport report) {}
    }

    private byte[] mbox(ListName list) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MboxWriter mbox = new MboxWriter(bytes)) {
            for (SampleArchive.Filed filed : sample.filed()) {
                if (filed.list().equals(list)) {
                    boolean march = filed.month().equals(SampleArchive.MARCH);
                    String separator =
                            "From ada@plants.example.org "
                                    + (march ? "Mon Mar 21" : "Thu Apr 21")
                                    + " 12:00:00 2011";
                    mbox.write(
                            separator.getBytes(StandardCharsets.US_ASCII),
                            filed.raw().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void givesTheSameMonths() {
        for (YearMonth month : List.of(SampleArchive.MARCH, SampleArchive.APRIL)) {
            MonthView stored = archive.month(SampleArchive.LIST, month);
            MonthView expected = sample.archive.month(SampleArchive.LIST, month);
            assertThat(stored.byThread()).isEqualTo(expected.byThread());
            assertThat(stored.byDate()).isEqualTo(expected.byDate());
            assertThat(stored.previous()).isEqualTo(expected.previous());
            assertThat(stored.next()).isEqualTo(expected.next());
        }
    }

    @Test
    void givesTheSameMessages() {
        for (String id : List.of("1@ada", "2@bob", "3@cyd", "a/b%c+d@ada", "4@dan", "5@eve")) {
            assertThat(archive.message(SampleArchive.LIST, new MessageId(id), 0))
                    .usingRecursiveComparison()
                    .ignoringFields("etag")
                    .isEqualTo(sample.archive.message(SampleArchive.LIST, new MessageId(id), 0));
        }
    }

    @Test
    void givesTheSameThreads() {
        for (String id : List.of("1@ada", "4@dan", "5@eve")) {
            ThreadView stored = archive.thread(SampleArchive.LIST, new MessageId(id));
            ThreadView expected = sample.archive.thread(SampleArchive.LIST, new MessageId(id));
            assertThat(ids(stored)).isEqualTo(ids(expected));
            assertThat(stored.root()).isEqualTo(expected.root());
        }
    }

    private static List<String> ids(ThreadView thread) {
        return thread.nodes().stream().map(node -> node.depth() + " " + node.id()).toList();
    }

    @Test
    void findsMessagesAndMasksWhatItShows() {
        SearchView found =
                archive.search(SampleArchive.LIST, "moss.example.org", Sort.OLDEST, 10, null);
        assertThat(found.hits()).hasSize(7);
        assertThat(found.hits().toString()).doesNotContain("carl@moss.example.org");
        assertThat(found.hits().toString()).contains("I wrote to carl@", "xxxxxxxxxxxxxxxx");
    }

    /**
     * The late message hangs between the two, with a dummy below it, which the log does not say.
     */
    @Test
    void showsWhereAMonthHangsAfterAMessageOfAnotherCame() throws IOException {
        ListName list = new ListName("late");
        YearMonth march = YearMonth.of(2011, 3);
        importInto(list, letter("2011-03-01", "p", ""), letter("2011-03-02", "c", "<m> <d>"));
        assertThat(archive.month(list, march).byThread()).allMatch(entry -> entry.depth() == 0);

        importInto(list, letter("2011-04-01", "m", "<p>"));

        assertThat(archive.month(list, march).byThread())
                .extracting(entry -> entry.depth())
                .containsExactly(0, 1);
    }

    private static String letter(String day, String id, String references) {
        return "From a@example.org "
                + DateTimeFormatter.ofPattern("EEE MMM d 08:00:00 yyyy", Locale.ROOT)
                        .format(LocalDate.parse(day))
                + "\nMessage-ID: <"
                + id
                + ">\nReferences: "
                + references
                + "\nSubject: x\n\nx\n\n";
    }

    private void importInto(ListName list, String... letters) throws IOException {
        byte[] mbox = String.join("", letters).getBytes(StandardCharsets.US_ASCII);
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            new ImportRun(writer, list, List.of(), new Quiet())
                    .run(
                            new MboxReader(new ByteArrayInputStream(mbox), letters[0]),
                            () -> mbox.length);
        }
    }

    @Test
    void tellsWhatChanged() {
        assertThat(archive.changes(0, 100)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(archive.version()).isEqualTo(archive.changes(0, 100).getLast().sequence());
    }
}
