package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.Entry;
import org.perdure.store.MonthCount;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow;
import org.perdure.store.PublishedFile;
import org.perdure.store.PublishedName;

/** Reads out of the tables what was published where. */
final class Numbers {
    private static final String NUMBER_ROW =
            "SELECT month, number, message_id, origin, confidence, tree FROM number";

    private static final String FILE =
            "SELECT f.month, f.name, m.message_id FROM file f"
                    + " JOIN message m ON m.key = f.key WHERE f.list = "
                    + Rows.LIST
                    + " AND (f.part IS NOT NULL OR f.data IS NOT NULL)";

    private static final String CLAIMANTS =
            "SELECT "
                    + Rows.ENTRY
                    + " FROM evidence e JOIN message m ON m.list = e.list"
                    + " AND m.message_id = e.message_id AND m.copy = 0"
                    + " WHERE e.list = "
                    + Rows.LIST
                    + " AND e.scheme = ? AND e.folder = ? AND e.number = ?%s"
                    + " ORDER BY m.message_id";

    private static final String ALL_CLAIMANTS = CLAIMANTS.formatted("");
    private static final String SEEN =
            CLAIMANTS.formatted(" AND e.origin NOT IN " + Rows.PREDICTED);

    private static final String KNOWN_BESIDE =
            "SELECT "
                    + Rows.ENTRY
                    + " FROM number x JOIN message m ON m.key = x.key WHERE x.list = "
                    + Rows.LIST
                    + " AND x.tree = ? AND x.month = ? AND x.number %s AND x.origin NOT IN "
                    + Rows.PREDICTED
                    + " ORDER BY x.number %s LIMIT 1";

    private static final String KNOWN_BELOW = KNOWN_BESIDE.formatted("< ?", "DESC");
    private static final String KNOWN_ABOVE = KNOWN_BESIDE.formatted("> ?", "ASC");

    private static final String PREDICTED_AT =
            "SELECT "
                    + Rows.ENTRY
                    + " FROM prediction p JOIN message m ON m.list = p.list"
                    + " AND m.message_id = p.message_id AND m.copy = 0 WHERE p.list = "
                    + Rows.LIST
                    + " AND p.tree = ? AND p.month = ? AND p.number = ? ORDER BY m.message_id";

    private Numbers() {}

    static Optional<Entry> findNumber(Session session, ListName list, MessageNumber number)
            throws SQLException {
        Optional<Entry> found =
                session.find(
                        "SELECT "
                                + Rows.ENTRY
                                + " FROM number x JOIN message m ON m.key = x.key"
                                + " WHERE x.list = "
                                + Rows.LIST
                                + " AND x.tree = ? AND x.month = ? AND x.number = ?",
                        row -> Rows.entry(list, row),
                        list.value(),
                        number.folder().tree(),
                        Rows.month(number.month()),
                        number.number());
        if (found.isPresent()) {
            return found;
        }
        PublishedPlace place = PublishedPlace.mhonarc(number.folder(), number.number());
        List<Entry> seen = seenAt(session, list, place);
        return seen.size() == 1 ? Optional.of(seen.getFirst()) : Optional.empty();
    }

    static long guessed(Session session, ListName list) throws SQLException {
        return session.find(
                        "SELECT count(*) FROM number WHERE list = "
                                + Rows.LIST
                                + " AND confidence < ?",
                        row -> row.getLong(1),
                        list.value(),
                        NumberRow.LIKELY)
                .orElse(0L);
    }

    static List<Entry> claimants(Session session, ListName list, PublishedPlace place)
            throws SQLException {
        return claimants(ALL_CLAIMANTS, session, list, place);
    }

    static List<Entry> seenAt(Session session, ListName list, PublishedPlace place)
            throws SQLException {
        return claimants(SEEN, session, list, place);
    }

    static List<Entry> knownBeside(Session session, ListName list, MessageNumber number)
            throws SQLException {
        List<Entry> beside = new ArrayList<>();
        for (String sql : List.of(KNOWN_BELOW, KNOWN_ABOVE)) {
            session.find(
                            sql,
                            row -> Rows.entry(list, row),
                            list.value(),
                            number.folder().tree(),
                            Rows.month(number.month()),
                            number.number())
                    .ifPresent(beside::add);
        }
        return beside;
    }

    static List<Entry> predictedAt(Session session, ListName list, MessageNumber number)
            throws SQLException {
        return session.list(
                PREDICTED_AT,
                row -> Rows.entry(list, row),
                list.value(),
                number.folder().tree(),
                Rows.month(number.month()),
                number.number());
    }

    private static List<Entry> claimants(
            String sql, Session session, ListName list, PublishedPlace place) throws SQLException {
        return session.list(
                sql,
                row -> Rows.entry(list, row),
                list.value(),
                place.scheme().name(),
                place.folder(),
                place.number());
    }

    static void forEachClaim(Session session, ListName list, Consumer<NumberClaim> consumer)
            throws SQLException {
        session.forEach(
                Rows.CLAIM
                        + " WHERE list = "
                        + Rows.LIST
                        + " ORDER BY scheme, folder, number, message_id",
                row -> consumer.accept(Rows.claim(row)),
                list.value());
    }

    static List<NumberRow> numbers(Session session, Entry entry) throws SQLException {
        return session.list(
                NUMBER_ROW + " WHERE key = ? ORDER BY tree, month, number",
                Numbers::numberRow,
                entry.key());
    }

    static List<MonthCount> months(Session session, ListName list) throws SQLException {
        return session.list(
                // Those taken down are few: to ask for each number would be slow.
                """
                                WITH here AS (SELECT id FROM list WHERE name = ?),
                                  gone (month, tree, numbers) AS (
                                    SELECT n.month, n.tree, count(*) FROM takedown t JOIN number n
                                      ON n.list = t.list AND n.message_id = t.message_id
                                    WHERE t.list = (SELECT id FROM here) AND t.lifted IS NULL
                                    GROUP BY n.month, n.tree),
                                  given (month, tree, numbers) AS (
                                    SELECT month, tree, count(*) FROM number
                                    WHERE list = (SELECT id FROM here)
                                    GROUP BY month, tree)
                                SELECT g.month, g.numbers - coalesce(o.numbers, 0) AS shown, g.tree
                                FROM given g LEFT JOIN gone o
                                  ON o.month = g.month AND o.tree = g.tree
                                WHERE shown > 0 ORDER BY g.month, g.tree
                                """,
                row ->
                        new MonthCount(
                                new Folder(row.getString(3), Rows.month(row.getInt(1))),
                                row.getInt(2)),
                list.value());
    }

    static Optional<PublishedFile> findFile(
            Session session, Compression compression, ListName list, YearMonth month, String name)
            throws SQLException {
        return session.find(
                "SELECT "
                        + Rows.ENTRY
                        + ", f.part, f.dictionary, f.size, f.data FROM file f JOIN message m ON m.key = f.key"
                        + " WHERE f.list = "
                        + Rows.LIST
                        + " AND f.month = ? AND f.name = ?",
                row ->
                        new PublishedFile(
                                Rows.entry(list, row),
                                row.getString("part"),
                                row.getBytes("data") == null
                                        ? null
                                        : compression.unpack(Rows.packed(row))),
                list.value(),
                Rows.month(month),
                name);
    }

    /** Gives every file beside the pages of a list whose bytes are here. */
    static void forEachFile(Session session, ListName list, Consumer<PublishedName> consumer)
            throws SQLException {
        session.forEach(
                FILE + " ORDER BY f.month, f.name",
                row -> consumer.accept(publishedName(row)),
                list.value());
    }

    static List<PublishedName> files(Session session, ListName list, YearMonth month, String ending)
            throws SQLException {
        String behind = "." + ending;
        return session.list(
                FILE + " AND f.month = ? AND substr(f.name, ?) = ? COLLATE NOCASE ORDER BY f.name",
                Numbers::publishedName,
                list.value(),
                Rows.month(month),
                -behind.length(),
                behind);
    }

    private static PublishedName publishedName(ResultSet row) throws SQLException {
        return new PublishedName(
                Rows.month(row.getInt(1)), row.getString(2), new MessageId(row.getString(3)));
    }

    static void forEachNumber(Session session, ListName list, Consumer<NumberRow> consumer)
            throws SQLException {
        session.forEach(
                NUMBER_ROW + " WHERE list = " + Rows.LIST + " ORDER BY tree, month, number",
                row -> consumer.accept(numberRow(row)),
                list.value());
    }

    /** Gives every number that is claimed for a message and that none has. */
    static void forEachClaimedNumber(Session session, ListName list, Consumer<NumberRow> consumer)
            throws SQLException {
        session.forEach(
                """
                SELECT e.folder, e.number, e.message_id, e.origin, e.confidence FROM evidence e
                WHERE e.list = %s AND e.scheme = 'MHONARC' AND NOT EXISTS (
                  SELECT 1 FROM number n WHERE n.list = e.list
                    AND n.tree = rtrim(substr(e.folder, 1, length(e.folder) - 7), '/')
                    AND n.month = CAST(replace(substr(e.folder, -7), '-', '') AS INTEGER)
                    AND n.number = e.number)
                ORDER BY e.folder, e.number, e.message_id
                """
                        .formatted(Rows.LIST),
                row -> claimedNumber(row).ifPresent(consumer),
                list.value());
    }

    /** Reads a claim; one in a folder that is for no month has no place in our own space. */
    private static Optional<NumberRow> claimedNumber(ResultSet row) throws SQLException {
        int number = row.getInt(2);
        MessageId id = new MessageId(row.getString(3));
        NumberRow.Origin origin = NumberRow.Origin.valueOf(row.getString(4));
        double confidence = row.getDouble(5);
        return Folder.parse(row.getString(1))
                .map(
                        folder ->
                                new NumberRow(
                                        new MessageNumber(folder, number), id, origin, confidence));
    }

    private static NumberRow numberRow(ResultSet row) throws SQLException {
        return new NumberRow(
                new MessageNumber(
                        new Folder(row.getString(6), Rows.month(row.getInt(1))), row.getInt(2)),
                new MessageId(row.getString(3)),
                NumberRow.Origin.valueOf(row.getString(4)),
                row.getDouble(5));
    }
}
