package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.Checkpoint;
import org.perdure.store.RegisterEvent;
import org.perdure.store.RegisterRow;

/** Reads the register. */
final class RegisterReader {
    private RegisterReader() {}

    /** Gives each row of a list, chain by chain. */
    static void forEach(Session session, ListName list, Consumer<RegisterRow> consumer)
            throws SQLException {
        session.forEach(
                """
                SELECT r.chain, r.position, r.event, r.number, r.name,
                  coalesce(r.message_id, m.message_id, 'missing'), r.since, r.hash
                FROM register r LEFT JOIN message m ON m.key = r.key
                WHERE r.list = (SELECT id FROM list WHERE name = ?) ORDER BY r.chain, r.position
                """,
                row -> consumer.accept(row(list, row)),
                list.value());
    }

    private static RegisterRow row(ListName list, ResultSet row) throws SQLException {
        int number = row.getInt(4);
        boolean hasNumber = !row.wasNull();
        @Nullable String name = row.getString(5);
        return new RegisterRow(
                list,
                row.getString(1),
                row.getLong(2),
                RegisterEvent.valueOf(row.getString(3)),
                hasNumber ? number : null,
                name,
                new MessageId(row.getString(6)),
                Instant.ofEpochSecond(row.getLong(7)),
                Rows.hex(row.getBytes(8)));
    }

    static Checkpoint checkpoint(Session session) throws SQLException {
        return new Checkpoint(
                session.list(
                        """
                        SELECT l.name, r.chain, r.position, r.hash
                        FROM (SELECT list, chain, max(position) AS position FROM register
                              GROUP BY list, chain) e
                          JOIN register r ON r.list = e.list AND r.chain = e.chain
                            AND r.position = e.position
                          JOIN list l ON l.id = r.list
                        """,
                        RegisterReader::head),
                ContentsReader.hash(session));
    }

    private static Checkpoint.Head head(ResultSet row) throws SQLException {
        return new Checkpoint.Head(
                new ListName(row.getString(1)),
                row.getString(2),
                row.getLong(3),
                Rows.hex(row.getBytes(4)));
    }

    /** Returns those heads of a checkpoint that the register has no more as they were. */
    static List<Checkpoint.Head> lost(Session session, Checkpoint checkpoint) throws SQLException {
        List<Checkpoint.Head> lost = new ArrayList<>();
        for (Checkpoint.Head head : checkpoint.heads()) {
            Optional<String> hash =
                    session.find(
                            "SELECT hash FROM register"
                                    + " WHERE list = (SELECT id FROM list WHERE name = ?)"
                                    + " AND chain = ? AND position = ?",
                            row -> Rows.hex(row.getBytes(1)),
                            head.list().value(),
                            head.chain(),
                            head.position());
            if (hash.isEmpty() || !hash.get().equals(head.hash())) {
                lost.add(head);
            }
        }
        return lost;
    }
}
