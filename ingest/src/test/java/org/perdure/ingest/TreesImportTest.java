package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.link.Folder;
import org.perdure.link.LinkParser;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.MessageId;
import org.perdure.message.Tree;
import org.perdure.store.ArchiveStore;
import org.perdure.store.FolderCoverage;
import org.perdure.store.MonthEntry;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.sql.SqliteWriter;

/** Numbers in two trees, one of which ended when the other had begun. */
class TreesImportTest {
    private static final ListName LIST = new ListName("garden");
    private static final MailingList GARDEN =
            new MailingList(
                    LIST,
                    "",
                    List.of(),
                    List.of("old.example.org", "new.example.org"),
                    null,
                    Masking.PAGES,
                    NoArchivePolicy.IGNORE,
                    List.of(
                            new Tree(
                                    "old",
                                    List.of("old.example.org"),
                                    null,
                                    YearMonth.of(2012, 6),
                                    ZoneId.of("America/Los_Angeles"),
                                    List.of("www-data@old.example.org")),
                            new Tree(
                                    "new",
                                    List.of("new.example.org"),
                                    YearMonth.of(2011, 11),
                                    null,
                                    ZoneId.of("UTC"),
                                    List.of("archives@new.example.org"))));
    private static final Trees TREES = Trees.of(GARDEN);
    private static final String OLD = "www-data@old.example.org";
    private static final String NEW = "archives@new.example.org";

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private static FilingRules rules(@Nullable String tree) {
        return new FilingRules(
                NoArchivePolicy.IGNORE,
                new Folders(TREES, tree == null ? null : TREES.find(tree).orElseThrow()));
    }

    private static InventedMailbox add(
            InventedMailbox mailbox, String filed, String id, String envelope) {
        return mailbox.add(
                InventedMailbox.separator(Instant.parse(filed)),
                (envelope.isEmpty() ? "" : "Envelope-to: " + envelope + "\n")
                        + "From: Ada <ada@example.org>\nSubject: seeds\nMessage-ID: <"
                        + id
                        + ">\n\nseeds\n");
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(
                LIST, row -> numbers.add(row.number() + " " + row.id() + " " + row.origin()));
        return numbers;
    }

    @Test
    void areToldFromTheAddressOfTheArchiver() {
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2011-12-05T10:00:00Z", "a", OLD);
        add(mailbox, "2011-12-05T10:00:00Z", "b", OLD);
        add(mailbox, "2011-12-05T10:00:00Z", "b", NEW);
        add(mailbox, "2011-12-05T10:00:01Z", "a", NEW);
        mailbox.importInto(writer, LIST, "mail", rules(null));
        mailbox.importInto(writer, LIST, "mail again", rules(null));

        assertThat(numbers())
                .containsExactly(
                        "2011-12/00000 b ARRIVAL_ORDER",
                        "2011-12/00001 a ARRIVAL_ORDER",
                        "old/2011-12/00000 a ARRIVAL_ORDER",
                        "old/2011-12/00001 b ARRIVAL_ORDER");
        assertThat(store.month(LIST, new Folder("old", YearMonth.of(2011, 12))))
                .extracting(MonthEntry::number)
                .containsExactly(0, 1);
        assertThat(store.month(LIST, YearMonth.of(2011, 12))).hasSize(2);
    }

    @Test
    void areWhatTheOperatorSays() {
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2011-12-01T05:00:00Z", "a", "");
        add(mailbox, "2012-07-01T05:00:00Z", "b", "");
        mailbox.importInto(writer, LIST, "mail", rules("old"));

        assertThat(numbers())
                .containsExactly(
                        "old/2011-11/00000 a MBOX_ORDER", "old/2012-06/00000 b MBOX_ORDER");
    }

    @Test
    void areTheMainOnesForMailFromElsewhereWhoseNumbersAreNotSure() {
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2009-07-01T00:51:00Z", "a", "");
        add(mailbox, "2011-12-01T05:00:00Z", "b", "");
        mailbox.importInto(writer, LIST, "mail", rules(null));

        assertThat(numbers())
                .containsExactly("2009-06/00000 a ARRIVAL_ORDER", "2011-12/00000 b ARRIVAL_ORDER");
    }

    @Test
    void holdPagesOfTheirOwn() throws IOException {
        InventedTree pages = new InventedTree(folder.resolve("old"));
        pages.letter("2012-01/00000", "2012-01-05T10:00:00Z", "a", "", "seeds")
                .letter("2009-04/00930", "2009-04-05T10:00:00Z", "c", "", "roses");
        pages.importInto(writer, LIST, rules("old"));
        new InventedTree(folder.resolve("new"))
                .letter("2012-01/00000", "2012-01-05T11:00:00Z", "b", "", "which?")
                .letter("2012-01/00001", "2012-01-05T10:00:00Z", "a", "", "seeds")
                .importInto(writer, LIST, rules("new"));

        assertThat(numbers())
                .containsExactly(
                        "2009-04/00930 c MHONARC_PAGE",
                        "2012-01/00000 b MHONARC_PAGE",
                        "2012-01/00001 a MHONARC_PAGE",
                        "old/2012-01/00000 a MHONARC_PAGE");
        assertThat(store.coverage(LIST))
                .extracting(FolderCoverage::folder)
                .hasToString("[2009-04, 2012-01, old/2012-01]");
    }

    @Test
    void areToldByPagesThatShowTheirArchiver() throws IOException {
        new InventedTree(folder.resolve("one"))
                .shows("someone@xxxxxxxxxxx, www-data@xxxxxxxxxxxxxxx")
                .letter("2012-01/00000", "2012-01-05T10:00:00Z", "a", "", "seeds")
                .shows("www-data@xxxxxxxxxxxxxxx")
                .letter("2012-01/00001", "2012-01-05T11:00:00Z", "b", "", "which?")
                .letter("2012-01/00002", "2012-01-05T12:00:00Z", "c", "", "roses")
                .shows("archives@xxxxxxxxxxxxxxx") // So a sender can write too.
                .letter("2012-01/00003", "2012-01-05T13:00:00Z", "d", "", "lilies")
                .importInto(writer, LIST, rules(null));

        assertThat(numbers())
                .containsExactly(
                        "old/2012-01/00000 a MHONARC_PAGE",
                        "old/2012-01/00001 b MHONARC_PAGE",
                        "old/2012-01/00002 c MHONARC_PAGE",
                        "old/2012-01/00003 d MHONARC_PAGE");
    }

    @Test
    void areToldByTheHostInThePathOfPages() throws IOException {
        new InventedTree(folder.resolve("crawl"))
                .letter("old.example.org/2012-01/00000", "2012-01-05T10:00:00Z", "a", "", "seeds")
                .letter("new.example.org/2012-01/00000", "2012-01-05T11:00:00Z", "b", "", "why?")
                .importInto(writer, LIST, rules(null));

        assertThat(numbers())
                .containsExactly(
                        "2012-01/00000 b MHONARC_PAGE", "old/2012-01/00000 a MHONARC_PAGE");
    }

    /** Both archives of the month have a message at the number, maybe not the same. */
    @ParameterizedTest
    @CsvSource({"pages mail", "mail pages"})
    void areGuessedWhereNothingTells(String order) throws IOException {
        InventedTree pages =
                new InventedTree(folder.resolve("pages"))
                        .letter("2012-01/00000", "2012-01-05T10:00:00Z", "a", "", "seeds")
                        .letter("2011-10/00000", "2011-10-05T10:00:00Z", "c", "", "roses");
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2012-01-05T11:00:00Z", "b", NEW);
        for (String source : order.split(" ")) {
            if (source.equals("mail")) {
                mailbox.importInto(writer, LIST, "mail", rules(null));
            } else {
                pages.importInto(writer, LIST, rules(null));
            }
        }

        assertThat(numbers())
                .contains("2011-10/00000 c MHONARC_PAGE")
                .doesNotContain("2012-01/00000 a MHONARC_PAGE");
        assertThat(store.guessedNumbers(LIST)).isPositive();
        assertThat(store.predictedAt(LIST, new MessageNumber(YearMonth.of(2012, 1), 0)))
                .as("what the mail says stays known beside the page")
                .extracting(entry -> entry.id().value())
                .containsExactly("b");
        new InventedTree(folder.resolve("again"))
                .letter("2012-01/00000", "2012-01-05T11:00:00Z", "b", "", "seeds of b")
                .importInto(writer, LIST, rules("new"));
        assertThat(numbers()).contains("2012-01/00000 b MHONARC_PAGE");
    }

    @Test
    void areMeantByLinksToTheirHosts() throws IOException {
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2012-01-05T10:00:00Z", "a", "");
        mailbox.importInto(writer, LIST, "mail", rules(null));
        String list =
                """
                http://old.example.org/archives/html/garden/2012-01/msg00007.html\ta
                http://new.example.org/archives/html/garden/2012-01/msg00003.html\ta
                http://new.example.org/archives/html/garden/2009-04/msg00003.html\tnot-here
                """;
        LinkPairs pairs = new LinkPairs(writer, new LinkParser(List.of(GARDEN)), name -> TREES);
        assertThat(pairs.read(new BufferedReader(new StringReader(list))).kept()).isEqualTo(3);

        assertThat(numbers())
                .containsExactly("2012-01/00003 a KNOWN_PAIR", "old/2012-01/00007 a KNOWN_PAIR");
        new InventedTree(folder.resolve("new"))
                .letter("2012-01/00004", "2012-01-05T10:00:00Z", "a", "", "seeds")
                .importInto(writer, LIST, rules("new"));
        assertThat(numbers()).contains("2012-01/00004 a MHONARC_PAGE");
        assertThat(store.findNumber(LIST, YearMonth.of(2012, 1), 3).orElseThrow().id())
                .isEqualTo(new MessageId("a"));
    }

    /** The address of a number in another tree, as it is exported. */
    @Test
    void areMeantByTheirNameInAnAddress() throws IOException {
        String list =
                """
                /archives/html/garden/2012-01/msg00007.html?tree=old\ta
                /archives/html/garden/2012-01/msg00003.html\ta
                /archives/html/garden/2012-01/msg00005.html?tree=older\ta
                """;
        LinkPairs pairs = new LinkPairs(writer, new LinkParser(List.of(GARDEN)), name -> TREES);
        LinkPairs.Report report = pairs.read(new BufferedReader(new StringReader(list)));
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.refused()).hasSize(1);
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2012-01-05T10:00:00Z", "a", "");
        mailbox.importInto(writer, LIST, "mail", rules(null));

        assertThat(numbers()).contains("2012-01/00003 a KNOWN_PAIR");
        assertThat(
                        store.claimants(
                                LIST,
                                new PublishedPlace(
                                        PublishedPlace.Scheme.MHONARC, "old/2012-01", 7)))
                .extracting(entry -> entry.id().value())
                .containsExactly("a");
    }

    @Test
    void keepContradictingPagesAsRows() throws IOException {
        new InventedTree(folder.resolve("one"))
                .letter("2011-03/00006", "2011-03-05T10:00:00Z", "deleted", "", "spam")
                .importInto(writer, LIST, rules(null));
        new InventedTree(folder.resolve("two"))
                .letter("2011-03/00006", "2011-03-05T11:00:00Z", "reused", "", "seeds")
                .importInto(writer, LIST, rules(null));

        assertThat(numbers()).contains("2011-03/00006 deleted MHONARC_PAGE");
        FolderCoverage coverage = store.coverage(LIST).getFirst();
        assertThat(coverage.conflicts()).isEqualTo(1);
        assertThat(coverage.exact()).isEqualTo(1);
        assertThat(coverage.predicted()).isEqualTo(1);
        assertThat(coverage.holes()).isEqualTo(6);
        assertThat(coverage.sources()).containsExactly(Origin.APPENDED, Origin.MHONARC_PAGE);
    }

    /** A number that was computed is no contradiction to a page; its address still leads on. */
    @Test
    void leaveNoRivalWhereANumberWasPredicted() throws IOException {
        InventedMailbox mailbox = new InventedMailbox();
        add(mailbox, "2011-03-05T10:00:00Z", "a", "");
        mailbox.importInto(writer, LIST, "mail", rules(null));
        PublishedPlace place = PublishedPlace.mhonarc(Folder.of(YearMonth.of(2011, 3)), 0);
        assertThat(store.claimants(LIST, place)).isEmpty();

        new InventedTree(folder.resolve("one"))
                .letter("2011-03/00000", "2011-03-01T10:00:00Z", "b", "", "spam")
                .letter("2011-03/00001", "2011-03-05T10:00:00Z", "a", "", "seeds")
                .importInto(writer, LIST, rules(null));
        assertThat(store.claimants(LIST, place))
                .extracting(entry -> entry.id().value())
                .containsExactly("a", "b");
        assertThat(store.seenAt(LIST, place))
                .extracting(entry -> entry.id().value())
                .containsExactly("b");

        new InventedTree(folder.resolve("two"))
                .letter("2011-03/00000", "2011-03-01T11:00:00Z", "c", "", "other")
                .importInto(writer, LIST, rules(null));
        assertThat(store.seenAt(LIST, place))
                .extracting(entry -> entry.id().value())
                .containsExactly("b", "c");
    }

    /**
     * Pages of all but one message in three; a mailbox with all of them, or that lacks the first.
     */
    @ParameterizedTest
    @CsvSource({"mail pages, 0", "pages mail, 0", "mail pages, 1", "pages mail, 1"})
    void areNeverExactlyWrongWhenEvidenceIsWithheld(String order, int lacking) throws IOException {
        InventedTree pages = new InventedTree(folder.resolve("tree"));
        InventedMailbox mailbox = new InventedMailbox();
        for (int i = 0; i < 30; i++) {
            String filed = "2011-03-05T10:%02d:00Z".formatted(i);
            if (i % 3 != 2) {
                pages.letter("2011-03/%05d".formatted(i), filed, "m" + i, "", "text " + i);
            }
            if (i >= lacking) {
                mailbox.letter(filed, "m" + i, "", "text " + i);
            }
        }
        for (String source : order.split(" ")) {
            if (source.equals("mail")) {
                mailbox.importInto(writer, LIST, "mail", rules("old"));
            } else {
                pages.importInto(writer, LIST);
            }
        }

        List<String> surelyWrong = new ArrayList<>();
        TreeSet<Double> sure = new TreeSet<>();
        store.forEachNumber(
                LIST,
                row -> {
                    boolean right = row.id().value().equals("m" + row.number().number());
                    if (!right && row.confidence() > 0.2) {
                        surelyWrong.add(row.toString());
                    }
                    if (right && !row.origin().isExact()) {
                        sure.add(row.confidence());
                    }
                });
        assertThat(surelyWrong).isEmpty();
        if (lacking == 0) {
            // The last one has no page behind it that could confirm it.
            assertThat(sure).containsExactly(0.9, 0.98);
        }
    }
}
