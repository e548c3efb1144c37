package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.ingest.InventedMailbox;
import org.perdure.ingest.TakeDowns;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Checkpoint;

class RegisterTest {
    private static final ListName LIST = new ListName("garden");

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder);
        store = writer.store();
        mailbox("2011-03", "a", "b").importInto(writer, LIST, "march");
        new TakeDowns(writer, LIST)
                .hide(List.of(new MessageId("b")), "", Instant.parse("2020-01-01T00:00:00Z"));
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private static InventedMailbox mailbox(String month, String... ids) {
        InventedMailbox mailbox = new InventedMailbox();
        for (String id : ids) {
            mailbox.letter(month + "-05T10:00:00Z", id, "", "seeds");
        }
        return mailbox;
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        store.forEachRegisterRow(
                LIST,
                row ->
                        rows.add(
                                row.chain()
                                        + " "
                                        + row.position()
                                        + " "
                                        + row.event()
                                        + " "
                                        + row.number()
                                        + " "
                                        + row.id()));
        return rows;
    }

    private void sql(String... statements) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve(SqliteStore.FILE));
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Test
    void saysWhatWasGivenOut() {
        assertThat(rows())
                .containsExactly(
                        "id/b 0 HIDDEN null b",
                        "num/2011-03 0 GIVEN 0 a",
                        "num/2011-03 1 GIVEN 1 b");
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void goesOnWithTakeDowns() {
        new TakeDowns(writer, LIST).unhide(List.of(new MessageId("b")), Instant.EPOCH);
        assertThat(rows()).contains("id/b 1 SHOWN null b");
        assertThat(store.verify()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DELETE FROM register", "UPDATE register SET number = 7 WHERE number = 1"})
    void isOnlyAppendedTo(String sql) {
        assertThatThrownBy(() -> sql(sql)).hasMessageContaining("only appended to");
        assertThat(rows()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE register SET number = 7 WHERE number = 1",
                "UPDATE register SET key = 1 WHERE number = 1",
                "UPDATE register SET hash = zeroblob(32) WHERE number = 0",
                "UPDATE register SET event = 'EXACT' WHERE number = 0",
                "UPDATE register SET chain = 'num/2011-04' WHERE number = 1",
                "DELETE FROM register WHERE number = 0",
                "DELETE FROM register WHERE number = 1",
            })
    void isHeldAgainstItsHashes(String damage) throws SQLException {
        sql("DROP TRIGGER register_is_not_changed", "DROP TRIGGER register_is_not_shortened");
        sql(damage);
        assertThat(store.verify()).anySatisfy(found -> assertThat(found).startsWith("register: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE number SET number = 5 WHERE number = 1",
                "UPDATE number SET key = 1, message_id = 'a' WHERE number = 1",
                "DELETE FROM number WHERE number = 0",
                "DELETE FROM takedown",
                "UPDATE number SET origin = 'MHONARC_PAGE', confidence = 1 WHERE number = 0",
                "INSERT INTO number SELECT list, 'old', month, number, message_id, key, origin,"
                        + " confidence FROM number",
            })
    void isHeldAgainstTheTables(String damage) throws SQLException {
        sql("DROP INDEX number_message_id", damage);
        assertThat(store.verify()).anySatisfy(found -> assertThat(found).startsWith("register: "));
    }

    @Test
    void goesOnFromACheckpoint() throws SQLException {
        Checkpoint then = Checkpoint.parse(store.checkpoint().toText()).orElseThrow();
        assertThat(then).isEqualTo(store.checkpoint());
        assertThat(then.root()).hasSize(64);

        mailbox("2011-03", "c").importInto(writer, LIST, "more");
        assertThat(store.lost(then)).isEmpty();
        assertThat(store.checkpoint().root()).isNotEqualTo(then.root());

        // An archive that was built anew from other mail is consistent, and not this one.
        sql("DROP TRIGGER register_is_not_shortened", "DELETE FROM register WHERE number = 1");
        assertThat(store.lost(then))
                .extracting(Checkpoint.Head::chain)
                .containsExactly("num/2011-03");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "perdure checkpoint 1\nroot\t0\n", "hello\nworld\n"})
    void isNotToBeFoundInOtherText(String text) {
        assertThat(Checkpoint.parse(text)).isEmpty();
    }

    @Test
    void hasCheckpointsThatShowWhetherTheyWereChanged() {
        String text = store.checkpoint().toText();
        assertThat(Checkpoint.parse(text.replace("2011-03", "2011-04"))).isEmpty();
    }

    @Test
    void isTheSameInAnyOrderOfMonths() {
        List<String> roots = new ArrayList<>();
        for (String order : List.of("2010-01 2010-02 2010-03", "2010-03 2010-01 2010-02")) {
            try (SqliteWriter other = SqliteWriter.open(folder.resolve(order))) {
                for (String month : order.split(" ")) {
                    mailbox(month, month + "a", month + "b").importInto(other, LIST, month);
                }
                roots.add(other.store().checkpoint().root());
            }
        }
        assertThat(roots.getFirst()).isEqualTo(roots.getLast());
    }
}
