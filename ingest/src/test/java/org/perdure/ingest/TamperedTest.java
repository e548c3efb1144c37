package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.link.LinkParser;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/**
 * Archives of which somebody changed the tables behind the program's back: of five messages, two
 * have pages, one a pair, one came by another server again, and one has its page only.
 */
class TamperedTest {
    private static final ListName LIST = new ListName("garden");
    private static final String DAY = "2011-03-05T10:0%d:00Z";

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void build() throws IOException {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
        InventedMailbox mailbox = new InventedMailbox();
        mailbox.letter(DAY.formatted(0), "a", "", "text of a");
        mailbox.letter(DAY.formatted(1), "b", "", "text of b");
        mailbox.letter(DAY.formatted(2), "c", "", "text of c");
        mailbox.letter(DAY.formatted(3), "d", "", "text of d");
        for (String server : List.of("one", "two")) {
            mailbox.add(
                    "From ada@example.org Sat Mar  5 10:04:00 2011",
                    """
                            Received: from %s.example.org; Sat, 5 Mar 2011 10:04:00 +0000
                            From: Ada <ada@example.org>
                            Subject: about e
                            Date: Sat, 05 Mar 2011 12:03:00 +0200
                            Message-ID: <e>
                            Archived-At: <http://article.gmane.org/gmane.comp.example/12>

                            text of e
                            """
                            .formatted(server));
        }
        mailbox.importInto(writer, LIST, "mail");
        new InventedTree(folder.resolve("tree"))
                .letter("2011-03/00000", DAY.formatted(0), "a", "", "text of a")
                .letter("2011-03/00002", DAY.formatted(1), "b", "", "text of b")
                .letter("2011-03/00009", DAY.formatted(5), "f", "", "text of f")
                .importInto(writer, LIST);
        pairs("/archives/html/garden/2011-03/msg00006.html\td\n");
    }

    private void pairs(String lines) throws IOException {
        new LinkPairs(writer, new LinkParser(List.of()), list -> Trees.NONE)
                .read(new BufferedReader(new StringReader(lines)));
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private void sql(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("archive/" + SqliteStore.FILE));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    @Test
    void areToldFromThoseThatNobodyChanged() {
        assertThat(store.verify()).isEmpty();
        assertThat(new DeepVerification(store).run()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UPDATE number SET confidence = 0.97 WHERE number = 2                        | garden 2011-03/00002 of b is by MHONARC_PAGE (0.97), and nothing says so
                    UPDATE number SET confidence = 0.99 WHERE message_id = 'c'                  | garden 2011-03
                    UPDATE number SET origin = 'KNOWN_PAIR', confidence = 0.97 WHERE message_id = 'c' | of c is by KNOWN_PAIR (0.97), and nothing says so
                    UPDATE number SET origin = 'APPENDED', confidence = 0.1 WHERE message_id = 'd'    | garden 2011-03
                    DELETE FROM evidence WHERE number = 2 AND message_id = 'b'                  | of b is by MHONARC_PAGE (1.0), and nothing says so
                    UPDATE evidence SET message_id = 'x' WHERE number = 6                       | of d is by KNOWN_PAIR (0.97), and nothing says so
                    UPDATE evidence SET number = 7 WHERE number = 6                             | of d is by KNOWN_PAIR (0.97), and nothing says so
                    UPDATE evidence SET confidence = 0.5 WHERE number = 6                       | of d is by KNOWN_PAIR (0.97), and nothing says so
                    DELETE FROM evidence WHERE message_id = 'd' AND origin = 'ARRIVAL_ORDER'    | was given to d once, and leads there no more
                    UPDATE pair SET message_id = 'x'                                            | is said to be in the header of x, which is not here
                    UPDATE evidence SET number = 5, confidence = 1 WHERE number = 6             | of d is by KNOWN_PAIR (0.97), and a number of it is known more surely
                    """)
    void areHeldAgainstWhatIsSaidOfTheirNumbers(String change, String finding) throws SQLException {
        sql(change);
        assertThat(store.verify()).anySatisfy(found -> assertThat(found).contains(finding));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UPDATE message SET subject = 'other' WHERE message_id = 'a'       | garden /garden/a/: subject is other, and its bytes say about a
                    UPDATE message SET author = 'Eve' WHERE message_id = 'b'          | garden /garden/b/: author is Eve, and its bytes say Ada
                    UPDATE message SET sent = sent + 1 WHERE message_id = 'c'         | garden /garden/c/: date is
                    UPDATE message SET sent = NULL WHERE message_id = 'c'             | garden /garden/c/: date is null
                    UPDATE message SET sent_offset = 3600 WHERE message_id = 'e'      | garden /garden/e/: date is
                    UPDATE message SET arrived = arrived - 1 WHERE message_id = 'c'   | garden /garden/c/: arrival is
                    UPDATE message SET arrived = arrived + 9 WHERE message_id = 'e'   | garden /garden/e/: arrival is
                    UPDATE message SET subject = 'x' WHERE message_id = 'e' AND copy  | garden /garden/e/?copy=1: subject is x
                    UPDATE message SET subject = 'x' WHERE message_id = 'f'           | garden /garden/f/: subject is x
                    UPDATE message SET message_id = 'g' WHERE message_id = 'c'        | garden /garden/g/: msg-id is g, and its bytes say c
                    UPDATE message SET content = zeroblob(32) WHERE content NOT NULL  | garden /garden/e/: its content has another digest
                    DELETE FROM pair                                                  | garden /garden/e/: its header says that it is
                    UPDATE pair SET link = replace(link, '12', '13')                  | is not in the header of <e>
                    """)
    void areHeldAgainstTheirBytes(String change, String finding) throws SQLException {
        sql(change);
        assertThat(new DeepVerification(store).run())
                .anySatisfy(found -> assertThat(found).contains(finding));
    }
}
