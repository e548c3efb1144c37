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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.ingest.ImportReport;
import org.perdure.ingest.ImportRun;
import org.perdure.ingest.Progress;
import org.perdure.link.LinkParser;
import org.perdure.message.Defect;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.search.Question.Sort;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.search.lucene.LuceneSearchIndex;
import org.perdure.source.MboxReader;
import org.perdure.source.MboxWriter;
import org.perdure.source.MessageSource;
import org.perdure.source.RawMessage;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
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
        archive = new Archive(store, index, Map.of(SampleArchive.LIST, list), Set.of());
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
            assertThat(stored.calendar()).isEqualTo(expected.calendar());
        }
    }

    @Test
    void givesTheSameMessages() {
        for (String id : List.of("1@ada", "2@bob", "3@cyd", "a/b%c+d@ada", "4@dan", "5@eve")) {
            assertThat(archive.message(SampleArchive.LIST, new MessageId(id), 0))
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes("etag", "published\\.confidence")
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

    /** The whole one has as many bytes as the cut one, and its source more, by quoted lines. */
    @Test
    void saysOfAMessageThatItWasCut() throws IOException {
        ListName list = new ListName("long");
        importItem(list, "whole", false);
        importItem(list, "cut", true);
        int size = longLetter("whole").length;

        assertThat(defects(list, "cut", size + 1)).isEmpty(); // None of that length was cut.
        assertThat(defects(list, "whole", size)).isEmpty();
        assertThat(defects(list, "cut", size - 2))
                .containsExactly(
                        new Defect(
                                Defect.Code.LIMIT_REACHED,
                                "longer than %d bytes; the rest was not kept".formatted(size - 2)));
    }

    private List<Defect> defects(ListName list, String id, int longest) {
        Entry entry = store.find(list, new MessageId(id)).orElseThrow();
        MailingList named = MailingList.named(list);
        Masking masking = Masking.of(named, new LinkParser(List.of(named)));
        MonthCache months = new MonthCache(store, any -> new Summaries(masking));
        MailLinks links =
                new MailLinks(
                        () -> {
                            throw new AssertionError("there is no link");
                        });
        return new MessageReader(
                        store, months, any -> new Summaries(masking), longest, new ReadingMemory())
                .alone(entry, named, masking, links).defects().stream()
                        .filter(defect -> defect.code() == Defect.Code.LIMIT_REACHED)
                        .toList();
    }

    private static byte[] longLetter(String id) {
        String letter = letter("2011-03-01", id, "");
        return letter.substring(letter.indexOf('\n') + 1).getBytes(StandardCharsets.US_ASCII);
    }

    private void importItem(ListName list, String id, boolean truncated) throws IOException {
        byte[] bytes = longLetter(id);
        byte[] separator =
                "From a@example.org Tue Mar 1 08:00:00 2011".getBytes(StandardCharsets.US_ASCII);
        int length = bytes.length + 1;
        RawMessage message =
                new RawMessage(id, 0, length, length + 50, separator, bytes, truncated);
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            new ImportRun(writer, list, List.of(), new Quiet())
                    .run(new OneMessage(message), () -> length);
        }
    }

    private static final class OneMessage implements MessageSource {
        private @Nullable SourceItem left;

        OneMessage(SourceItem only) {
            this.left = only;
        }

        @Override
        public @Nullable SourceItem next() {
            SourceItem item = left;
            left = null;
            return item;
        }

        @Override
        public void close() {}
    }

    @Test
    void tellsWhatChanged() {
        assertThat(archive.changes(0, 100)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(archive.version()).isEqualTo(archive.changes(0, 100).getLast().sequence());
    }
}
