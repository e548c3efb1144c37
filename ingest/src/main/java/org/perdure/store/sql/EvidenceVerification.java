package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.NumberRow.Origin;

/**
 * Holds the numbers in force against what is said of them: tables "evidence" and "prediction". The
 * register says that a number did not move; this says that it is known as it says it is.
 */
final class EvidenceVerification {
    /** How sure the number of a row n was as it came. */
    private static final String CLAIMED =
            """
            CASE n.origin WHEN '%s' THEN %s WHEN '%s' THEN %s WHEN '%s' THEN %s
              WHEN 'CARRIED_OVER' THEN %s ELSE n.confidence END
            """
                    .formatted(
                            Origin.MBOX_ORDER,
                            Origin.MBOX_ORDER.confidence(),
                            Origin.ARRIVAL_ORDER,
                            Origin.ARRIVAL_ORDER.confidence(),
                            Origin.APPENDED,
                            Origin.APPENDED.confidence(),
                            Rows.CARRIED);

    private static final String FOLDER =
            "CASE n.tree WHEN '' THEN '' ELSE n.tree || '/' END"
                    + " || printf('%04d-%02d', n.month / 100, n.month % 100)";

    /** Columns of {@link #places}. */
    private static final String PLACE =
            "SELECT l.name, n.tree, n.month, n.number, n.message_id, n.origin, n.confidence"
                    + " FROM number n JOIN list l ON l.id = n.list WHERE ";

    /** Of exact claims, earlier versions kept the first source here, and another one there. */
    private static final String UNSAID =
            PLACE
                    + "n.origin NOT IN "
                    + Rows.OF_THIS_MAIL
                    + """
                      AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.list = n.list
                        AND e.scheme = 'MHONARC' AND e.folder =
                      """
                    + FOLDER
                    + """
                        AND e.number = n.number AND e.message_id = n.message_id
                        AND (e.origin = n.origin OR (e.confidence = 1 AND n.confidence = 1))
                        AND (e.confidence = n.confidence OR e.origin = 'CARRIED_OVER'))
                      """;

    private static final String UNPREDICTED =
            PLACE
                    + "n.origin IN "
                    + Rows.BY_ORDER
                    + """
                      AND EXISTS (SELECT 1 FROM prediction p WHERE p.list = n.list
                        AND p.tree = n.tree AND p.month = n.month)
                      AND NOT EXISTS (SELECT 1 FROM prediction p WHERE p.list = n.list
                        AND p.tree = n.tree AND p.month = n.month
                        AND p.message_id = n.message_id AND p.number = n.number)
                      """;

    /** What is said more surely of a number of the message, which nothing as sure holds. */
    private static final String OVERRULED =
            PLACE
                    + """
                      EXISTS (SELECT 1 FROM evidence c WHERE c.list = n.list
                        AND c.message_id = n.message_id AND c.scheme = 'MHONARC'
                        AND c.folder =
                      """
                    + FOLDER
                    + " AND c.origin NOT IN "
                    + Rows.OF_THIS_MAIL
                    + " AND c.confidence > "
                    + CLAIMED
                    + " AND NOT EXISTS (SELECT 1 FROM number o WHERE o.list = n.list"
                    + " AND o.tree = n.tree AND o.month = n.month AND o.number = c.number AND "
                    + CLAIMED.replace("n.", "o.")
                    + " >= c.confidence))";

    private final Session session;
    private final Consumer<String> findings;

    EvidenceVerification(Session session, Consumer<String> findings) {
        this.session = session;
        this.findings = findings;
    }

    void run() throws SQLException {
        places(UNSAID, "and nothing says so");
        places(UNPREDICTED, "and the order of the mail gives it another number");
        places(OVERRULED, "and a number of it is known more surely");
        confidence();
        pairs();
    }

    /** A number: {@code quill 2011-03/00007 of a@example.org}. */
    private record Place(ListName list, Folder folder, int number, MessageId id) {
        @Override
        public String toString() {
            return "number: %s %s/%05d of %s".formatted(list, folder, number, id);
        }
    }

    private void places(String sql, String what) throws SQLException {
        session.forEach(
                sql,
                row ->
                        findings.accept(
                                "%s is by %s (%s), %s"
                                        .formatted(
                                                new Place(
                                                        new ListName(row.getString(1)),
                                                        new Folder(
                                                                row.getString(2),
                                                                Rows.month(row.getInt(3))),
                                                        row.getInt(4),
                                                        new MessageId(row.getString(5))),
                                                row.getString(6),
                                                row.getDouble(7),
                                                what)));
    }

    private record Counted(long list, ListName name, Folder folder) {}

    /** How sure computed numbers are follows from what was seen beside them. */
    private void confidence() throws SQLException {
        List<Counted> folders =
                session.list(
                        "SELECT DISTINCT n.list, l.name, n.tree, n.month FROM number n"
                                + " JOIN list l ON l.id = n.list WHERE n.origin IN "
                                + Rows.PREDICTED,
                        row ->
                                new Counted(
                                        row.getLong(1),
                                        new ListName(row.getString(2)),
                                        new Folder(row.getString(3), Rows.month(row.getInt(4)))));
        for (Counted of : folders) {
            boolean isSeen = new Predictions(session, of.list).isSeen(of.folder);
            new Calibration(session, of.list, of.folder)
                    .differences(isSeen)
                    .forEach(
                            row ->
                                    findings.accept(
                                            "number: %s %s/%05d is %s sure and should be %s"
                                                    .formatted(
                                                            of.name,
                                                            of.folder,
                                                            row.number(),
                                                            row.stands(),
                                                            row.follows())));
        }
    }

    private void pairs() throws SQLException {
        session.forEach(
                """
                SELECT p.link, p.message_id FROM pair p WHERE p.origin = 'HEADER'
                  AND NOT EXISTS (SELECT 1 FROM message m WHERE m.message_id = p.message_id
                    AND m.list IN (SELECT id FROM list))
                  AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.message_id = p.message_id
                    AND a.list IN (SELECT id FROM list))
                """,
                row ->
                        findings.accept(
                                "pair: %s is said to be in the header of %s, which is not here"
                                        .formatted(row.getString(1), row.getString(2))));
    }
}
