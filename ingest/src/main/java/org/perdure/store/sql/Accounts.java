package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
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
                                        WHERE l.key = ? AND l.outcome IN ('STORED', 'COPY', 'SAME_CONTENT')
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
                                  l.tree, coalesce(l.note, '')
                                FROM source s JOIN ledger l ON l.source = s.id
                                  LEFT JOIN message m ON m.key = l.key
                                  LEFT JOIN number n ON n.list = m.list
                                    AND n.message_id = m.message_id AND n.month = l.month
                                    AND n.tree = l.tree
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

    /** Names of sources that are no absolute paths are few in archives that no old version made. */
    static Optional<String> findFormerSource(
            Session session, ListName list, String source, List<String> names) throws SQLException {
        Optional<Long> wanted =
                session.find(
                        """
                        SELECT l.id FROM list l WHERE l.name = ?
                          AND NOT EXISTS (SELECT 1 FROM source WHERE list = l.id AND name = ?)
                          AND (EXISTS (SELECT 1 FROM source WHERE list = l.id AND name < '/')
                            OR EXISTS (SELECT 1 FROM source WHERE list = l.id AND name >= '0'))
                        """,
                        row -> row.getLong(1),
                        list.value(),
                        source);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (String name : names) {
            Optional<String> found =
                    session.find(
                            "SELECT name FROM source WHERE list = ? AND name = ?",
                            row -> row.getString(1),
                            wanted.get(),
                            name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
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
                Rows.number(row, 8),
                row.getString(11));
    }
}
