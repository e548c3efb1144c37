package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.perdure.link.Folder;
import org.perdure.message.MessageId;

/**
 * What the order of the mail says of the numbers of one list (table "prediction"), kept apart from
 * the numbers in force as soon as a number of the folder was seen. So it can be held against what
 * was seen, whichever came first.
 */
final class Predictions {
    // Made once: it is asked for each message of an import.
    private static final String SEEN =
            """
            SELECT 1 FROM evidence WHERE list = ? AND scheme = 'MHONARC' AND folder = ?
              AND origin NOT IN %s LIMIT 1
            """
                    .formatted(Rows.OF_THIS_MAIL);

    private final Session session;
    private final long list;

    Predictions(Session session, long list) {
        this.session = session;
        this.list = list;
    }

    /** Returns whether anybody saw a number of a folder. */
    boolean isSeen(Folder folder) throws SQLException {
        return session.find(SEEN, row -> true, list, folder.toString()).isPresent();
    }

    /** Takes over the numbers that are in force by the order of the mail, and no others yet. */
    void begin(Folder folder) throws SQLException {
        session.update(
                """
                INSERT OR IGNORE INTO prediction (list, tree, month, number, message_id)
                SELECT list, tree, month, number, message_id FROM number
                WHERE list = ? AND tree = ? AND month = ? AND origin IN %s
                """
                        .formatted(Rows.BY_ORDER),
                list,
                folder.tree(),
                Rows.month(folder.month()));
    }

    /**
     * Counts a message behind all others that came as mail; returns whether it was not counted yet.
     */
    boolean count(Folder folder, MessageId id) throws SQLException {
        return session.update(
                        """
                        INSERT OR IGNORE INTO prediction (list, tree, month, number, message_id)
                        SELECT ?1, ?2, ?3, coalesce(max(number), -1) + 1, ?4 FROM prediction
                        WHERE list = ?1 AND tree = ?2 AND month = ?3
                        """,
                        list,
                        folder.tree(),
                        Rows.month(folder.month()),
                        id.value())
                > 0;
    }

    /**
     * Returns the number that the order of the mail gives a message, if it has a place there, no
     * message is at that number, and nothing says that another one was.
     */
    Optional<Integer> findFree(Folder folder, MessageId id) throws SQLException {
        return session.find(
                """
                SELECT p.number FROM prediction p
                WHERE p.list = ?1 AND p.tree = ?2 AND p.month = ?3 AND p.message_id = ?4
                  AND NOT EXISTS (SELECT 1 FROM number n WHERE n.list = p.list
                    AND n.tree = p.tree AND n.month = p.month AND n.number = p.number)
                  AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.list = p.list
                    AND e.scheme = 'MHONARC' AND e.folder = ?5 AND e.number = p.number
                    AND e.message_id <> p.message_id)
                """,
                row -> row.getInt(1),
                list,
                folder.tree(),
                Rows.month(folder.month()),
                id.value(),
                folder.toString());
    }
}
