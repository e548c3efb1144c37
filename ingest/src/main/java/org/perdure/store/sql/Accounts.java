package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow;

/** Reads the account of sources out of the tables. */
final class Accounts {
    private Accounts() {}

    /** Length alone does not tell: in the source it may count the quoting of lines. */
    static boolean isCut(Session session, Entry entry) throws SQLException {
        return session.find(
                        """
                                        SELECT 1 FROM ledger l JOIN raw r ON r.key = l.key
                                        WHERE l.key = ? AND l.outcome IN ('STORED', 'COPY')
                                          AND l.length > r.size
                                          AND ' ' || l.note || ' ' LIKE '% LIMIT_REACHED %'
                                        LIMIT 1
                                        """,
                        row -> true, entry.key())
                .orElse(false);
    }

    static void forEachLedgerRow(Session session, ListName list, Consumer<LedgerRow> consumer)
            throws SQLException {
        session.forEach(
                """
                                SELECT s.name, l."offset", l.length, coalesce(l.span, l.length), l.sha256, l.outcome,
                                  m.message_id, l.month, coalesce(n.number, l.number) AS number,
                                  coalesce(l.note, '')
                                FROM source s JOIN ledger l ON l.source = s.id
                                  LEFT JOIN message m ON m.key = l.key
                                  LEFT JOIN number n ON n.list = m.list
                                    AND n.message_id = m.message_id AND n.month = l.month
                                WHERE s.list = (SELECT id FROM list WHERE name = ?)
                                ORDER BY s.id, l."offset", l.sha256
                                """,
                row -> consumer.accept(ledgerRow(row)),
                list.value());
    }

    static Map<Account, Long> accounts(
            Session session, ListName list, String source, long from, long to) throws SQLException {
        Map<Account, Long> accounts = new HashMap<>();
        session.forEach(
                """
                            SELECT l."offset", l.sha256, coalesce(l.span, -1)
                            FROM source s JOIN ledger l ON l.source = s.id
                            WHERE s.list = (SELECT id FROM list WHERE name = ?)
                              AND s.name = ? AND l."offset" BETWEEN ? AND ?
                            """,
                row ->
                        accounts.put(
                                new Account(row.getLong(1), Rows.hex(row.getBytes(2))),
                                row.getLong(3)),
                list.value(),
                source,
                from,
                to);
        return accounts;
    }

    static Optional<String> findMark(Session session, ListName list, String source)
            throws SQLException {
        return session.find(
                "SELECT mark FROM source WHERE list = "
                        + Rows.LIST
                        + " AND name = ? AND mark IS NOT NULL",
                row -> row.getString(1),
                list.value(),
                source);
    }

    private static LedgerRow ledgerRow(ResultSet row) throws SQLException {
        return new LedgerRow(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                Rows.hex(row.getBytes(5)),
                LedgerRow.Outcome.valueOf(row.getString(6)),
                Rows.id(row.getString(7)),
                Rows.number(row, "month", "number"),
                row.getString(10));
    }
}
