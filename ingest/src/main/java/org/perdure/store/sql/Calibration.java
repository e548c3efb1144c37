package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.store.NumberRow;
import org.perdure.store.NumberRow.Origin;

/**
 * Says how sure the predicted numbers of a folder are, by what became of those beside them: where
 * pages say what the order of the mail says, that order holds; where they contradict it, it does
 * not. Mail that others got may have come to them in another order than to the archiver: between
 * two known numbers, its order says who had which only if there is but one. Numbers stay as they
 * are. What comes out depends on what is known, not on which of it came first.
 */
final class Calibration {
    /** How sure a prediction is between two that pages confirm, if it follows from these. */
    static final double CONFIRMED = 0.98;

    /**
     * How sure one is at most that nothing confirms, in a folder where pages contradict the order
     * at some number: the mail lacks something, and what else, nobody knows.
     */
    static final double UNCONFIRMED = 0.5;

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

    /** A number that pages say something of. */
    private record Known(int number, Word word) {}

    /**
     * A number in force.
     *
     * @param claimed how sure it was as it came
     * @param predicted the number that the order of the mail gives its message; absent if that did
     *     not come as mail
     * @param isOfAnother whether the order of the mail gives the number to another message
     */
    private record Row(
            int number,
            Origin origin,
            double confidence,
            double claimed,
            @Nullable Integer predicted,
            boolean isOfAnother) {
        Word word() {
            if (origin.isPredicted()) {
                return Word.NONE;
            }
            if (predicted != null) {
                return predicted == number ? Word.CONFIRMED : Word.CONTRADICTED;
            }
            return isOfAnother ? Word.CONTRADICTED : Word.NONE;
        }

        Known known() {
            return new Known(number, word());
        }

        /** Returns whether it is right if the order of the mail is right at two numbers. */
        boolean followsFrom(Known below, Known above) {
            return below.word == Word.CONFIRMED
                    && above.word == Word.CONFIRMED
                    && isByOrder()
                    && (claimed >= NumberRow.LIKELY || above.number - below.number == 2);
        }

        /**
         * Returns whether the order of the mail says the same. What another archive had and took
         * for a guess stays one: more was known there.
         */
        boolean isByOrder() {
            return origin != Origin.CARRIED_OVER
                    || (predicted != null && predicted == number && claimed > CONTRADICTED);
        }
    }

    /**
     * A number that is not as sure as what is beside it says.
     *
     * @param stands how sure it is now
     * @param follows how sure it should be
     */
    record Difference(int number, double stands, double follows) {}

    /** Says anew how sure the numbers are. */
    void run() throws SQLException {
        for (Difference each : differences(true)) {
            session.update(
                    "UPDATE number SET confidence = ?"
                            + " WHERE list = ? AND tree = ? AND month = ? AND number = ?",
                    each.follows,
                    list,
                    folder.tree(),
                    Rows.month(folder.month()),
                    each.number);
        }
    }

    /**
     * Returns which of the computed numbers are not as sure as they should be.
     *
     * @param isSeen whether anything was seen of the folder that could be held against them
     */
    List<Difference> differences(boolean isSeen) throws SQLException {
        List<Row> rows = rows();
        List<Known> above = new ArrayList<>(rows.size());
        Known next = new Known(Integer.MAX_VALUE, Word.NONE);
        for (Row row : rows.reversed()) {
            above.add(next);
            next = row.word() == Word.NONE ? next : row.known();
        }
        List<Difference> differences = new ArrayList<>();
        boolean isWrong = rows.stream().anyMatch(row -> row.word() == Word.CONTRADICTED);
        // Before the first number there is nothing that could have moved it.
        Known below = new Known(-1, isSeen ? Word.CONFIRMED : Word.NONE);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.word() != Word.NONE) {
                below = row.known();
            } else if (row.origin.isPredicted()) {
                double follows = rate(row, below, above.get(rows.size() - 1 - i), isWrong);
                if (follows != row.confidence) {
                    differences.add(new Difference(row.number, row.confidence, follows));
                }
            }
        }
        return differences;
    }

    private List<Row> rows() throws SQLException {
        return session.list(
                """
                SELECT n.number, n.origin, n.confidence, p.number, EXISTS (
                    SELECT 1 FROM prediction o WHERE o.list = n.list AND o.tree = n.tree
                      AND o.month = n.month AND o.number = n.number),
                  %s
                FROM number n LEFT JOIN prediction p ON p.list = n.list
                  AND p.tree = n.tree AND p.month = n.month
                  AND p.message_id = n.message_id
                WHERE n.list = ? AND n.tree = ? AND n.month = ?
                ORDER BY n.number
                """
                        .formatted(Rows.CARRIED),
                Calibration::row,
                list,
                folder.tree(),
                Rows.month(folder.month()));
    }

    private static Row row(ResultSet row) throws SQLException {
        int predicted = row.getInt(4);
        boolean isMail = !row.wasNull();
        Origin origin = Origin.valueOf(row.getString(2));
        return new Row(
                row.getInt(1),
                origin,
                row.getDouble(3),
                Rows.claimed(row, 6, origin),
                isMail ? predicted : null,
                row.getBoolean(5));
    }

    private static double rate(Row row, Known below, Known above, boolean isWrong) {
        if (row.origin == Origin.APPENDED) {
            return row.claimed;
        }
        if (below.word == Word.CONTRADICTED || above.word == Word.CONTRADICTED) {
            return Math.min(CONTRADICTED, row.claimed);
        }
        if (row.followsFrom(below, above)) {
            return CONFIRMED;
        }
        return isWrong ? Math.min(UNCONFIRMED, row.claimed) : row.claimed;
    }
}
