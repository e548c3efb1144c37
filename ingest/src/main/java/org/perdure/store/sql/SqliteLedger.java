package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.Ledger;

/** The account of sources: tables "source" and "ledger". */
final class SqliteLedger implements Ledger {
    /** How many sources of late are remembered: in a folder, each file is one. */
    private static final int REMEMBERED = 1_000;

    private final Session session;
    private final Database database;
    private final ListKeys lists;
    private final Map<String, Long> sources = new RecentMap<>(REMEMBERED);

    SqliteLedger(Session session, Database database, ListKeys lists) {
        this.session = session;
        this.database = database;
        this.lists = lists;
    }

    /** Forgets what was remembered of rows that may have been undone. */
    void forget() {
        sources.clear();
    }

    private long source(ListName list, String source) throws SQLException {
        String name = list + " " + source;
        Long known = sources.get(name);
        if (known != null) {
            return known;
        }
        Optional<Long> found =
                session.find(
                        "SELECT id FROM source WHERE list = ? AND name = ?",
                        row -> row.getLong(1),
                        lists.key(list),
                        source);
        long key =
                found.isPresent()
                        ? found.get()
                        : session.insert(
                                "INSERT INTO source (list, name) VALUES (?, ?) RETURNING id",
                                lists.key(list),
                                source);
        sources.put(name, key);
        return key;
    }

    @Override
    public void account(ListName list, Accounted row) {
        MessageNumber number = row.number();
        database.run(
                () ->
                        session.update(
                                """
                                INSERT OR IGNORE INTO ledger (source, "offset", sha256, length, span, outcome,
                                  key, month, number, note, tree)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                ON CONFLICT (source, "offset", sha256) DO NOTHING
                                """,
                                source(list, row.source()),
                                row.account().offset(),
                                Rows.bytes(row.account().sha256()),
                                row.length(),
                                row.span(),
                                row.outcome().name(),
                                row.key(),
                                number == null ? null : Rows.month(number.month()),
                                number == null ? null : number.number(),
                                row.note().isEmpty() ? null : row.note(),
                                number == null ? "" : number.folder().tree()));
    }

    @Override
    public void grow(ListName list, String source, Account account, long span) {
        database.run(
                () ->
                        session.update(
                                """
                                UPDATE ledger SET span = ?
                                WHERE source = ? AND "offset" = ? AND sha256 = ?
                                """,
                                span,
                                source(list, source),
                                account.offset(),
                                Rows.bytes(account.sha256())));
    }

    @Override
    public void rename(ListName list, String former, String source) {
        sources.remove(list + " " + former);
        database.run(
                () ->
                        session.update(
                                """
                                UPDATE source SET name = ?1 WHERE list = ?2 AND name = ?3
                                  AND NOT EXISTS (SELECT 1 FROM source
                                                  WHERE list = ?2 AND name = ?1)
                                """,
                                source,
                                lists.key(list),
                                former));
    }

    @Override
    public void close(ListName list, String source, long start, long bytes) {
        database.run(
                () ->
                        session.update(
                                """
                                UPDATE source SET start = ?1, bytes = ?2
                                WHERE id = ?3 AND (start IS NOT ?1 OR bytes IS NOT ?2)
                                """,
                                start,
                                bytes,
                                source(list, source)));
    }

    @Override
    public void mark(ListName list, String source, String mark) {
        database.run(
                () ->
                        session.update(
                                "UPDATE source SET mark = ? WHERE id = ?",
                                mark,
                                source(list, source)));
    }
}
