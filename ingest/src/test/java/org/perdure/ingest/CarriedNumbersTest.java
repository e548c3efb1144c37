package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.LinkParser;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.store.ArchiveStore;
import org.perdure.store.NumberRow;
import org.perdure.store.sql.SqliteWriter;

/** Numbers that an archive had and that one built anew shall have. */
class CarriedNumbersTest {
    private static final ListName LIST = new ListName("garden");
    private static final MailingList GARDEN =
            new MailingList(
                    LIST,
                    "",
                    List.of(),
                    List.of(),
                    null,
                    Masking.PAGES,
                    NoArchivePolicy.IGNORE,
                    List.of());

    @TempDir private Path folder;

    private static InventedMailbox mailbox(int from, int to) {
        InventedMailbox mailbox = new InventedMailbox();
        for (int i = from; i < to; i++) {
            mailbox.letter("2011-03-05T10:%02d:00Z".formatted(i), "m" + i, "", "text " + i);
        }
        return mailbox;
    }

    private static void read(SqliteWriter writer, String pairs) throws IOException {
        LinkPairs.Report report =
                new LinkPairs(writer, new LinkParser(List.of(GARDEN)), list -> Trees.NONE)
                        .read(new BufferedReader(new StringReader(pairs)));
        assertThat(report.refused()).isEmpty();
    }

    private static String line(int number, String id, String said) {
        return "/archives/html/garden/2011-03/msg%05d.html\t%s\t%s\tlive\n"
                .formatted(number, id, said);
    }

    private static List<String> numbers(ArchiveStore store) {
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(
                LIST,
                row ->
                        numbers.add(
                                "%d %s %s %s"
                                        .formatted(
                                                row.number().number(),
                                                row.id(),
                                                row.origin(),
                                                row.confidence())));
        return numbers;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mhonarc_page 1.0     | KNOWN_PAIR 0.97
                    known_pair 0.97      | KNOWN_PAIR 0.97
                    mbox_order 0.98      | CARRIED_OVER 0.9
                    mbox_order 0.9       | CARRIED_OVER 0.9
                    arrival_order 0.5    | CARRIED_OVER 0.5
                    arrival_order 0.2    | CARRIED_OVER 0.2
                    appended 0.1         | CARRIED_OVER 0.1
                    carried_over 0.2     | CARRIED_OVER 0.2
                    carried_over 0       | CARRIED_OVER 0.0
                    carried_over -1      | CARRIED_OVER 0.9
                    carried_over NaN     | CARRIED_OVER 0.9
                    carried_over surely  | CARRIED_OVER 0.9
                    unheard_of 0.5       | KNOWN_PAIR 0.97
                    """)
    void areAsSureAsTheyWere(String said, String kept) throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            read(writer, line(7, "m0", said.replace(' ', '\t')));
            mailbox(0, 1).importInto(writer, LIST, "mail");

            assertThat(numbers(writer.store())).containsExactly("7 m0 " + kept);
            assertThat(writer.store().verify()).isEmpty();
        }
    }

    /** What comes later finds its number free, and what never came keeps others from it. */
    @Test
    void waitForTheirMessages() throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            read(
                    writer,
                    line(0, "never", "mbox_order\t0.9")
                            + line(1, "m1", "mbox_order\t0.9")
                            + line(2, "m0", "mbox_order\t0.9"));
            mailbox(0, 4).importInto(writer, LIST, "mail");

            assertThat(numbers(writer.store()))
                    .containsExactly(
                            "1 m1 CARRIED_OVER 0.9",
                            "2 m0 CARRIED_OVER 0.9",
                            "3 m2 APPENDED 0.1",
                            "4 m3 APPENDED 0.1");
        }
    }

    /** A page is surer, and what had the number is a candidate of its address only. */
    @Test
    void giveWayToPages() throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder.resolve("archive"))) {
            read(writer, line(0, "m0", "mbox_order\t0.9") + line(1, "m1", "mbox_order\t0.9"));
            mailbox(0, 2).importInto(writer, LIST, "mail");
            new InventedTree(folder.resolve("tree"))
                    .letter("2011-03/00001", "2011-03-05T10:00:00Z", "m0", "", "text 0")
                    .letter("2011-03/00002", "2011-03-05T10:01:00Z", "m1", "", "text 1")
                    .importInto(writer, LIST);

            assertThat(numbers(writer.store()))
                    .containsExactly("1 m0 MHONARC_PAGE 1.0", "2 m1 MHONARC_PAGE 1.0");
            assertThat(writer.store().findNumber(LIST, YearMonth.of(2011, 3), 0)).isEmpty();
            assertThat(writer.store().verify()).isEmpty();
        }
    }

    /** What other numbers say of a guess does not make it surer than somebody's word. */
    @Test
    void giveWayToAKnownPairHoweverOftenConfirmed() throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            read(
                    writer,
                    line(0, "m0", "mhonarc_page\t1.0")
                            + line(1, "m1", "arrival_order\t0.5")
                            + line(2, "m2", "mhonarc_page\t1.0"));
            mailbox(0, 4).importInto(writer, LIST, "mail");
            assertThat(numbers(writer.store())).contains("1 m1 CARRIED_OVER 0.98");

            read(writer, line(1, "m3", "known_pair\t0.97"));
            assertThat(numbers(writer.store())).contains("1 m3 KNOWN_PAIR 0.97");
        }
    }

    /** A guess that nobody could confirm is none the surer for having been carried over. */
    @ParameterizedTest
    @ValueSource(strings = {"pages mail", "mail pages"})
    void areTheSameInAnArchiveBuiltAnew(String order) throws IOException {
        InventedTree pages = new InventedTree(folder.resolve("tree"));
        for (int i = 0; i < 30; i++) {
            if (i % 3 != 2) {
                pages.letter(
                        "2011-03/%05d".formatted(i),
                        "2011-03-05T10:%02d:00Z".formatted(i),
                        "m" + i,
                        "",
                        "text " + i);
            }
        }
        StringBuilder urls = new StringBuilder();
        List<String> before = new ArrayList<>();
        try (SqliteWriter writer = SqliteWriter.open(folder.resolve("old"))) {
            for (String source : order.split(" ")) {
                if (source.equals("mail")) {
                    mailbox(1, 30).importInto(writer, LIST, "mail");
                } else {
                    pages.importInto(writer, LIST);
                }
            }
            writer.store().forEachNumber(LIST, row -> urls.append(line(row)));
            writer.store().forEachNumber(LIST, row -> before.add(guess(row)));
        }
        try (SqliteWriter writer = SqliteWriter.open(folder.resolve("anew"))) {
            read(writer, urls.toString());
            mailbox(0, 30).importInto(writer, LIST, "mail");

            List<String> after = new ArrayList<>();
            writer.store().forEachNumber(LIST, row -> after.add(guess(row)));
            assertThat(after).containsExactlyElementsOf(before);
        }
    }

    private static String guess(NumberRow row) {
        return row.number() + " " + row.id() + (row.confidence() > 0.2 ? "" : " is a guess");
    }

    private static String line(NumberRow row) {
        return line(
                row.number().number(),
                row.id().value(),
                row.origin().name().toLowerCase(Locale.ROOT) + "\t" + row.confidence());
    }
}
