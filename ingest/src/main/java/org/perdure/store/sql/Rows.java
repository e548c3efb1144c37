package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.Entry;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow;
import org.perdure.thread.Evidence;

/** How values stand in the tables. */
final class Rows {
    /**
     * Columns of {@link #entry}, from table "message" as m, its number among them: the first of a
     * query, since the driver looks a name up in every answer.
     */
    static final String ENTRY =
            """
            m.key, m.message_id, m.copy, m.subject, m.author, m.sent, m.sent_offset, m.arrived, m.same_as,
            (SELECT n.month FROM number n WHERE n.key = m.key ORDER BY n.tree, n.month, n.number LIMIT 1)
              AS first_month,
            (SELECT n.number FROM number n WHERE n.key = m.key ORDER BY n.tree, n.month, n.number LIMIT 1)
              AS first_number,
            (SELECT n.tree FROM number n WHERE n.key = m.key ORDER BY n.tree, n.month, n.number LIMIT 1)
              AS first_tree
            """;

    /** The key of a list whose name is the parameter. */
    static final String LIST = "(SELECT id FROM list WHERE name = ?)";

    /** Whether a message, from table "message" as m, is shown. */
    static final String SHOWN = "NOT " + hidden("m");

    /** Begins a query of {@link #claim}. */
    static final String CLAIM =
            "SELECT scheme, folder, number, message_id, origin, confidence FROM evidence";

    /** Origins of what the order of the mail says. */
    static final String BY_ORDER = "('MBOX_ORDER', 'ARRIVAL_ORDER')";

    /** Origins of what nobody saw: {@link NumberRow.Origin#isPredicted}. */
    static final String PREDICTED = "('MBOX_ORDER', 'ARRIVAL_ORDER', 'APPENDED', 'CARRIED_OVER')";

    /** Origins of what follows from the mail here: {@link NumberRow.Origin#isOfThisMail}. */
    static final String OF_THIS_MAIL = "('MBOX_ORDER', 'ARRIVAL_ORDER', 'APPENDED')";

    /**
     * How sure a number of table "number" as n was as it came, if it is from another archive: what
     * stands in table "number" may have been changed by numbers beside it.
     */
    static final String CARRIED =
            """
            (SELECT e.confidence FROM evidence e WHERE n.origin = 'CARRIED_OVER'
             AND e.list = n.list AND e.scheme = 'MHONARC' AND e.folder =
               CASE n.tree WHEN '' THEN '' ELSE n.tree || '/' END
               || printf('%04d-%02d', n.month / 100, n.month % 100)
             AND e.number = n.number AND e.message_id = n.message_id)
            """;

    private static final HexFormat HEX = HexFormat.of();

    private Rows() {}

    /**
     * Returns a condition: whether a msg-id is taken down.
     *
     * @param table what has it, in columns "list" and "message_id"
     */
    static String hidden(String table) {
        return """
        EXISTS (SELECT 1 FROM takedown t WHERE t.list = %1$s.list
                AND t.message_id = %1$s.message_id AND t.lifted IS NULL)
        """
                .formatted(table);
    }

    static Entry entry(ListName list, ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                list,
                new MessageId(row.getString(2)),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                sent(row, 6),
                Instant.ofEpochSecond(row.getLong(8)),
                number(row, 10),
                key(row, 9));
    }

    static NumberClaim claim(ResultSet row) throws SQLException {
        return new NumberClaim(
                new PublishedPlace(
                        PublishedPlace.Scheme.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getInt(3)),
                new MessageId(row.getString(4)),
                NumberRow.Origin.valueOf(row.getString(5)),
                row.getDouble(6));
    }

    /** Returns how sure a number was as it came: by {@link #CARRIED}, or as its origin is. */
    static double claimed(ResultSet row, int column, NumberRow.Origin origin) throws SQLException {
        double carried = row.getDouble(column);
        return row.wasNull() ? origin.confidence() : carried;
    }

    /** Returns the number that stands in a column and in those beside it, with month and tree. */
    static @Nullable MessageNumber number(ResultSet row, int month) throws SQLException {
        int number = row.getInt(month + 1);
        return row.wasNull()
                ? null
                : new MessageNumber(
                        new Folder(row.getString(month + 2), month(row.getInt(month))), number);
    }

    static @Nullable Long key(ResultSet row, int column) throws SQLException {
        long key = row.getLong(column);
        return row.wasNull() ? null : key;
    }

    private static @Nullable OffsetDateTime sent(ResultSet row, int column) throws SQLException {
        long seconds = row.getLong(column);
        if (row.wasNull()) {
            return null;
        }
        return Instant.ofEpochSecond(seconds)
                .atOffset(ZoneOffset.ofTotalSeconds(row.getInt(column + 1)));
    }

    static Packed packed(ResultSet row) throws SQLException {
        return new Packed(row.getLong("dictionary"), row.getInt("size"), row.getBytes("data"));
    }

    static int month(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }

    static YearMonth month(int column) {
        return YearMonth.of(column / 100, column % 100);
    }

    static @Nullable Evidence evidence(@Nullable String column) {
        return column == null ? null : Evidence.valueOf(column);
    }

    static @Nullable MessageId id(@Nullable String column) {
        return column == null ? null : new MessageId(column);
    }

    static String hex(byte[] digest) {
        return HEX.formatHex(digest);
    }

    static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }
}
