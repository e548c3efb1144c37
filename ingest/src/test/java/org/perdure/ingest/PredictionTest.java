package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.Tree;
import org.perdure.store.ArchiveStore;
import org.perdure.store.NumberRow;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/**
 * What the order of the mail says of numbers of which no page is here: the same, and as surely,
 * whether mail or pages came first.
 */
@Timeout(120)
class PredictionTest {
    private static final ListName LIST = new ListName("garden");
    private static final Tree MAIN =
            new Tree("main", List.of(), null, null, ZoneOffset.UTC, List.of());
    private static final List<String> ORDERS =
            List.of("mail pages", "pages mail", "half pages rest");

    /** Pages in two lots. */
    private static final String LOTS = "even mail odd";

    @TempDir private Path folder;

    /** A page of a message at a number of a month. */
    private record Shown(String month, int number, String id) {}

    /** A message of a mailbox, that was filed in a month. */
    private record Sent(String month, String id) {}

    private final List<Shown> pages = new ArrayList<>();
    private final List<Sent> mail = new ArrayList<>();

    /** Whether the operator says that the archiver wrote the mailbox. */
    private boolean isOfArchiver = true;

    /** Adds mail of a month, in this order. */
    private void mail(String month, String... ids) {
        for (String id : ids) {
            mail.add(new Sent(month, id));
        }
    }

    /** Adds pages of a month, such as {@code 3 d}. */
    private void pages(String month, String... shown) {
        for (String each : shown) {
            String[] words = each.split(" ");
            pages.add(new Shown(month, Integer.parseInt(words[0]), words[1]));
        }
    }

    private static String time(String month, String id) {
        int minute = Math.floorMod(id.hashCode(), 60);
        return "%s-05T10:%02d:00Z".formatted(month, minute);
    }

    private void importMail(SqliteWriter writer, List<Sent> part) {
        InventedMailbox mailbox = new InventedMailbox();
        for (Sent sent : part) {
            mailbox.letter(time(sent.month, sent.id), sent.id, "", "text " + sent.id);
        }
        mailbox.importInto(
                writer,
                LIST,
                "mail of " + part.size() + " " + part.hashCode(),
                new FilingRules(
                        NoArchivePolicy.IGNORE,
                        isOfArchiver ? new Folders(Trees.NONE, MAIN) : Folders.PLAIN));
    }

    private void importPages(SqliteWriter writer, Path tree, List<Shown> part) throws IOException {
        InventedTree made = new InventedTree(tree);
        for (Shown shown : part) {
            made.letter(
                    "%s/%05d".formatted(shown.month, shown.number),
                    time(shown.month, shown.id),
                    shown.id,
                    "",
                    "text " + shown.id);
        }
        made.importInto(writer, LIST);
    }

    /** Returns all numbers in force, after an import in an order. */
    private List<NumberRow> numbers(String order) throws IOException, SQLException {
        List<NumberRow> rows = new ArrayList<>();
        Path place = folder.resolve(order);
        int half = mail.size() / 2;
        List<Shown> even = pages.stream().filter(page -> page.number % 2 == 0).toList();
        List<Shown> odd = pages.stream().filter(page -> page.number % 2 != 0).toList();
        for (String step : order.split(" ")) {
            if (step.equals("old")) {
                takeBack(place);
                continue;
            }
            try (SqliteWriter writer = SqliteWriter.open(place)) {
                switch (step) {
                    case "mail" -> importMail(writer, mail);
                    case "half" -> importMail(writer, mail.subList(0, half));
                    case "rest" -> importMail(writer, mail.subList(half, mail.size()));
                    case "pages" -> importPages(writer, place.resolve("tree"), pages);
                    case "even" -> importPages(writer, place.resolve("even"), even);
                    case "odd" -> importPages(writer, place.resolve("odd"), odd);
                    default -> throw new AssertionError(step);
                }
            }
        }
        try (ArchiveStore store = SqliteStore.open(place)) {
            store.forEachNumber(LIST, rows::add);
            assertThat(store.verify()).isEmpty();
        }
        return rows;
    }

    /** Makes the archive one of the form before predictions were kept. */
    private static void takeBack(Path place) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + place.resolve("archive.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE prediction");
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '13'");
            statement.execute("PRAGMA user_version = 12");
        }
    }

    /** Returns what is predicted, with how surely: the same in all orders. */
    private List<String> predicted() throws IOException, SQLException {
        List<String> first = predicted(ORDERS.getFirst());
        for (String order : ORDERS.subList(1, ORDERS.size())) {
            assertThat(predicted(order)).as(order).isEqualTo(first);
        }
        return first;
    }

    private List<String> predicted(String order) throws IOException, SQLException {
        List<NumberRow> rows = numbers(order);
        assertThat(rows).filteredOn(row -> row.origin().isExact()).hasSameSizeAs(pages);
        return rows.stream()
                .filter(row -> row.origin().isPredicted())
                .map(row -> row.number() + " " + row.id() + " " + row.confidence())
                .toList();
    }

    @Test
    void isSureBetweenPagesThatConfirmIt() throws IOException, SQLException {
        mail("2011-03", "a", "b", "c", "d", "e", "f");
        mail("2011-04", "g", "h", "i");
        pages("2011-03", "1 b", "4 e");
        pages("2011-04", "0 g", "2 i");

        assertThat(predicted())
                .containsExactly(
                        "2011-03/00000 a 0.98",
                        "2011-03/00002 c 0.98",
                        "2011-03/00003 d 0.98",
                        "2011-03/00005 f 0.9",
                        "2011-04/00001 h 0.98")
                .isEqualTo(predicted(LOTS));
    }

    /** Others may have got d before c, and so between any two. */
    @Test
    void isSureOfMailOfOthersWhereOnlyOneIsBetween() throws IOException, SQLException {
        isOfArchiver = false;
        mail("2011-03", "a", "b", "d", "c", "e", "f", "g");
        mail("2011-04", "h", "i", "k", "l");
        pages("2011-03", "1 b", "4 e", "6 g");
        pages("2011-04", "2 k");

        assertThat(predicted())
                .containsExactly(
                        "2011-03/00000 a 0.98",
                        "2011-03/00002 d 0.5",
                        "2011-03/00003 c 0.5",
                        "2011-03/00005 f 0.98",
                        "2011-04/00000 h 0.5",
                        "2011-04/00001 i 0.5",
                        "2011-04/00003 l 0.5")
                .isEqualTo(predicted(LOTS));
    }

    /** What lacks at one place may lack at others, too. */
    @Test
    void isAGuessWithoutPagesAroundItWhereOthersContradictTheOrder()
            throws IOException, SQLException {
        mail("2011-03", "a", "x", "c", "d", "e");
        pages("2011-03", "1 b", "3 d");

        assertThat(predicted(ORDERS.getFirst()))
                .containsExactly(
                        "2011-03/00000 a 0.2",
                        "2011-03/00002 c 0.2",
                        "2011-03/00004 e 0.5",
                        "2011-03/00005 x 0.1");
    }

    @Test
    void countsWhatCameTwiceOnceInAMonth() throws IOException, SQLException {
        mail("2011-03", "a", "a", "b", "c", "b", "d");
        mail("2011-04", "b", "e", "b", "f");
        pages("2011-03", "0 a", "3 d");
        pages("2011-04", "2 f");

        assertThat(predicted())
                .containsExactly(
                        "2011-03/00001 b 0.98",
                        "2011-03/00002 c 0.98",
                        "2011-04/00000 b 0.98",
                        "2011-04/00001 e 0.98")
                .isEqualTo(predicted(LOTS));
    }

    @Test
    void isNotSureInAGapThatIsLargerThanTheMail() throws IOException, SQLException {
        mail("2011-03", "a", "b", "c", "d", "e");
        pages("2011-03", "0 a", "4 d");

        assertThat(predicted())
                .containsExactly(
                        "2011-03/00001 b 0.2", "2011-03/00002 c 0.2", "2011-03/00005 e 0.1");
    }

    @Test
    void isNotSureInAGapThatIsSmallerThanTheMail() throws IOException, SQLException {
        mail("2011-03", "a", "b", "c", "d", "e");
        pages("2011-03", "0 a", "2 d", "3 e");

        assertThat(predicted()).containsExactly("2011-03/00001 b 0.2", "2011-03/00004 c 0.1");
    }

    @Test
    void isNotSureWhereAPageShowsWhatIsNotInTheMail() throws IOException, SQLException {
        mail("2011-03", "a", "b", "c", "d");
        pages("2011-03", "0 a", "2 x", "9 y");

        assertThat(predicted())
                .containsExactly(
                        "2011-03/00001 b 0.2", "2011-03/00003 d 0.2", "2011-03/00010 c 0.1");
    }

    @Test
    void isNotTakenFromPagesThatTheMailDoesNotReach() throws IOException, SQLException {
        mail("2011-03", "a", "b");
        pages("2011-03", "0 a", "2 x", "3 y");

        assertThat(predicted()).containsExactly("2011-03/00001 b 0.9");
    }

    @Test
    void isTheSameInAnArchiveOfAnEarlierForm() throws IOException, SQLException {
        mail("2011-03", "a", "b", "c", "d");
        mail("2011-04", "g", "h", "i");
        mail("2011-03", "e", "f", "k");
        mail("2011-04", "j", "l");
        mail("2011-05", "m", "n");
        pages("2011-03", "0 a", "2 c", "5 x");
        pages("2011-04", "1 i");

        assertThat(predicted("half pages old rest"))
                .containsExactly(
                        "2011-03/00001 b 0.98",
                        "2011-03/00003 d 0.2",
                        "2011-03/00004 e 0.2",
                        "2011-03/00006 f 0.1",
                        "2011-03/00007 k 0.1",
                        "2011-04/00000 g 0.2",
                        "2011-04/00002 h 0.1",
                        "2011-04/00003 j 0.2",
                        "2011-04/00004 l 0.2",
                        "2011-05/00000 m 0.9",
                        "2011-05/00001 n 0.9")
                .isEqualTo(predicted("half pages rest"));
    }

    /** A third of the pages withheld, of a mailbox that has all mail, or lacks the first of it. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "1, 3", "2, 4", "3, 5", "4, 6", "7, 7"})
    void isNeverSurelyWrong(int lacking, long seed) throws IOException, SQLException {
        Random random = new Random(seed);
        int count = 40;
        for (int i = 0; i < count; i++) {
            // The last page is always here: so there is nothing behind all pages.
            if (i == count - 1 || random.nextInt(3) > 0) {
                pages("2011-03", i + " m" + i);
            }
            if (i >= lacking) {
                mail("2011-03", "m" + i);
            }
        }
        int withheld = count - pages.size();

        for (List<String> predicted : List.of(predicted(), predicted(LOTS))) {
            assertThat(predicted)
                    .filteredOn(row -> !row.matches("2011-03/0*(\\d+) m\\1 .*"))
                    .allSatisfy(row -> assertThat(row).matches(".* 0\\.[12]"));
            if (lacking == 0) {
                assertThat(predicted)
                        .hasSize(withheld)
                        .allSatisfy(row -> assertThat(row).endsWith(" 0.98"));
            }
        }
    }

    /** Messages that another program put in a slightly other order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isTheSameWhereOrdersDiffer(long seed) throws IOException, SQLException {
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add("m" + i);
        }
        for (int i = 0; i < 30; i++) {
            if (i == 29 || random.nextInt(3) > 0) {
                pages("2011-03", i + " " + ids.get(i));
            }
        }
        for (int swaps = 0; swaps < 4; swaps++) {
            int at = random.nextInt(27);
            ids.add(at + 2, ids.remove(at));
        }
        mail("2011-03", ids.toArray(String[]::new));

        assertThat(predicted()).isNotEmpty();
    }
}
