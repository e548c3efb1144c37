package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.perdure.link.Folder;
import org.perdure.store.NumberRow.Origin;

/**
 * Says how sure the predicted numbers of a folder are, by what became of those beside them: where
 * pages say what the order of the mail said, that order holds; where they contradict it, it does
 * not. Numbers stay as they are.
 */
final class Calibration {
    /** How sure a prediction is between two that pages confirm. */
    static final double CONFIRMED = 0.98;

    /** How sure it is beside one that pages contradict. */
    static final double CONTRADICTED = 0.2;

    private final Session session;
    private final long list;
    private final Folder folder;

    Calibration(Session session, long list, Folder folder) {
        this.session = session;
        this.list = list;
        this.folder = folder;
    }

    /** What is known of a prediction that pages can be held against. */
    private enum Word {
        NONE,
        CONFIRMED,
        CONTRADICTED
    }

    /**
     * A number in force.
     *
     * @param wasOther whether its message was predicted to have another
     */
    private record Row(int number, Origin origin, double confidence, boolean wasOther) {
        Word word() {
            if (origin.isPredicted()) {
                return Word.NONE;
            }
            return wasOther ? Word.CONTRADICTED : Word.CONFIRMED;
        }
    }

    void run() throws SQLException {
        List<Row> rows =
                session.list(
                        """
                        SELECT n.number, n.origin, n.confidence, EXISTS (
                          SELECT 1 FROM evidence e WHERE e.list = n.list
                            AND e.message_id = n.message_id AND e.scheme = 'MHONARC'
                            AND e.folder = ? AND e.number <> n.number AND e.origin IN %s)
                        FROM number n WHERE n.list = ? AND n.tree = ? AND n.month = ?
                        ORDER BY n.number
                        """
                                .formatted(Rows.PREDICTED),
                        row ->
                                new Row(
                                        row.getInt(1),
                                        Origin.valueOf(row.getString(2)),
                                        row.getDouble(3),
                                        row.getBoolean(4)),
                        folder.toString(),
                        list,
                        folder.tree(),
                        Rows.month(folder.month()));
        List<Word> above = new ArrayList<>(rows.size());
        Word next = Word.NONE;
        for (Row row : rows.reversed()) {
            above.add(next);
            next = row.word() == Word.NONE ? next : row.word();
        }
        // Before the first number there is nothing that could have moved it.
        Word below = Word.CONFIRMED;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.word() != Word.NONE) {
                below = row.word();
            } else if (row.origin != Origin.APPENDED) {
                rate(row, below, above.get(rows.size() - 1 - i));
            }
        }
    }

    private void rate(Row row, Word below, Word above) throws SQLException {
        double confidence = row.origin.confidence();
        if (below == Word.CONTRADICTED || above == Word.CONTRADICTED) {
            confidence = CONTRADICTED;
        } else if (below == Word.CONFIRMED && above == Word.CONFIRMED) {
            confidence = CONFIRMED;
        }
        if (confidence != row.confidence) {
            session.update(
                    "UPDATE number SET confidence = ?"
                            + " WHERE list = ? AND tree = ? AND month = ? AND number = ?",
                    confidence,
                    list,
                    folder.tree(),
                    Rows.month(folder.month()),
                    row.number);
        }
    }
}
