package org.perdure.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.perdure.message.ListName;
import org.perdure.store.Fingerprinted;
import org.perdure.store.PassageWriter;
import org.perdure.store.Quotation;

/** Writes passages into {@link SqlitePassages#FILE}. */
public final class SqlitePassageWriter implements PassageWriter {
    /** The form of the file; what has another is made anew. */
    static final int FORM = 2;

    /** Messages that wait for the same words: what more quote is found by other words too. */
    static final int MAX_AWAITING = 64;

    private static final List<String> TABLES =
            List.of(
                    "DROP TABLE IF EXISTS written",
                    "DROP TABLE IF EXISTS awaited",
                    "DROP TABLE IF EXISTS passage",
                    "DROP TABLE IF EXISTS progress",
                    """
                    CREATE TABLE written (
                      fingerprint INTEGER NOT NULL,
                      time        INTEGER NOT NULL,
                      key         INTEGER NOT NULL,
                      PRIMARY KEY (fingerprint, time, key)
                    ) WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE awaited (
                      fingerprint INTEGER NOT NULL,
                      time        INTEGER NOT NULL,
                      key         INTEGER NOT NULL,
                      PRIMARY KEY (fingerprint, time, key)
                    ) WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE passage (
                      quoting      INTEGER NOT NULL,
                      first_line   INTEGER NOT NULL,
                      end_line     INTEGER NOT NULL,
                      level        INTEGER NOT NULL,
                      source       INTEGER NOT NULL,
                      source_first INTEGER NOT NULL,
                      source_end   INTEGER NOT NULL,
                      words        INTEGER NOT NULL,
                      confidence   INTEGER NOT NULL,
                      in_thread    INTEGER NOT NULL
                    )
                    """,
                    "CREATE INDEX passage_quoting ON passage (quoting)",
                    "CREATE INDEX passage_source ON passage (source, source_first)",
                    "CREATE TABLE progress (position INTEGER NOT NULL, newest INTEGER NOT NULL)",
                    "INSERT INTO progress (position, newest) VALUES (0, 0)");

    private static final String KEEP =
            "INSERT OR IGNORE INTO written (fingerprint, time, key) VALUES " + RowBatch.values(3);

    private static final String AWAIT =
            "INSERT OR IGNORE INTO awaited (fingerprint, time, key) VALUES " + RowBatch.values(3);

    /** Most of what is written nobody waits for, which one statement tells of many words. */
    private static final String IS_AWAITED =
            """
            WITH asked (fingerprint, time) AS (VALUES %s)
            SELECT q.fingerprint FROM asked q WHERE EXISTS (
              SELECT 1 FROM awaited a WHERE a.fingerprint = q.fingerprint AND a.time >= q.time)
            """
                    .formatted(RowBatch.values(2));

    private final Database database;
    private final Session session;

    private SqlitePassageWriter(Database database, Session session) {
        this.database = database;
        this.session = session;
    }

    /** Opens the passages of an archive for writing; they are made if need be. */
    public static SqlitePassageWriter open(Path folder) {
        Database database = new Database(folder.resolve(SqlitePassages.FILE));
        prepare(database);
        return new SqlitePassageWriter(database, database.run(() -> writer(database)));
    }

    private static Session writer(Database database) throws SQLException {
        Session session = database.openWriter();
        // What a power cut takes is made again, so there need be no wait for the disk.
        session.execute("PRAGMA synchronous = NORMAL");
        return session;
    }

    /** Makes the tables unless they are there in the present form. */
    static void prepare(Database database) {
        database.perform(
                () -> {
                    try (Session session =
                            database.isFixed() ? database.openReader() : writer(database)) {
                        if (form(session) != FORM) {
                            session.begin();
                            make(session);
                            session.commit();
                        }
                    }
                });
    }

    private static void make(Session session) throws SQLException {
        if (form(session) == FORM) {
            return; // Another process was faster.
        }
        for (String table : TABLES) {
            session.execute(table);
        }
        session.execute("PRAGMA user_version = " + FORM);
    }

    private static int form(Session session) throws SQLException {
        return session.find("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    }

    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return readings.get(); // Who writes reads with the one session that there is.
    }

    @Override
    public long position() {
        return database.run(() -> SqlitePassages.position(session));
    }

    @Override
    public void write(long position, LongConsumer work) {
        database.perform(
                () -> {
                    boolean done = false;
                    session.begin();
                    try {
                        // The first statement has to write: what was read before may be old.
                        session.update("UPDATE progress SET position = position");
                        work.accept(SqlitePassages.position(session));
                        session.update("UPDATE progress SET position = max(position, ?)", position);
                        session.commit();
                        done = true;
                    } finally {
                        if (!done) {
                            session.rollBack();
                        }
                    }
                });
    }

    @Override
    public long newest() {
        return database.run(() -> SqlitePassages.newest(session));
    }

    @Override
    public void keep(List<Fingerprinted> written) {
        long newest = written.stream().mapToLong(Fingerprinted::key).max().orElse(0);
        database.perform(
                () -> {
                    session.update("UPDATE progress SET newest = max(newest, ?)", newest);
                    insert(KEEP, rows(written));
                });
    }

    private static List<long[]> rows(List<Fingerprinted> all) {
        List<long[]> rows = new ArrayList<>();
        for (Fingerprinted one : all) {
            for (long fingerprint : one.fingerprints()) {
                long stored = SqlitePassages.stored(one.list(), fingerprint);
                rows.add(new long[] {stored, one.time(), one.key()});
            }
        }
        return rows;
    }

    /** Rows are written in the order in which they stand, which is quicker. */
    private void insert(String sql, List<long[]> rows) throws SQLException {
        rows.sort(Comparator.comparingLong(row -> row[0]));
        for (Object[] batch : RowBatch.of(rows)) {
            session.update(sql, batch);
        }
    }

    @Override
    public void replace(long key, List<Quotation> quotations) {
        database.perform(
                () -> {
                    session.update("DELETE FROM passage WHERE quoting = ?", key);
                    for (Quotation quotation : quotations) {
                        insert(quotation);
                    }
                });
    }

    private void insert(Quotation quotation) throws SQLException {
        session.update(
                "INSERT INTO passage (quoting, first_line, end_line, level, source, source_first,"
                        + " source_end, words, confidence, in_thread)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                quotation.quoting(),
                quotation.firstLine(),
                quotation.endLine(),
                quotation.level(),
                quotation.source(),
                quotation.sourceFirst(),
                quotation.sourceEnd(),
                quotation.words(),
                (int) Math.round(quotation.confidence() * 1_000),
                quotation.inThread() ? 1 : 0);
    }

    @Override
    public void await(List<Fingerprinted> quoted) {
        database.perform(() -> insert(AWAIT, rows(quoted)));
    }

    @Override
    public Set<Long> awaiting(List<Fingerprinted> written) {
        List<long[]> asked = new ArrayList<>();
        for (long[] row : rows(written)) {
            asked.add(new long[] {row[0], row[1]});
        }
        asked.sort(Comparator.comparingLong(row -> row[0]));
        return database.run(() -> awaitingThose(asked));
    }

    private Set<Long> awaitingThose(List<long[]> asked) throws SQLException {
        Set<Long> awaited = new HashSet<>();
        for (Object[] batch : RowBatch.of(asked)) {
            session.forEach(IS_AWAITED, row -> awaited.add(row.getLong(1)), batch);
        }
        Set<Long> keys = new LinkedHashSet<>();
        for (long[] one : asked) {
            if (awaited.contains(one[0])) {
                session.forEach(
                        "SELECT key FROM awaited WHERE fingerprint = ? AND time >= ? LIMIT ?",
                        row -> keys.add(row.getLong(1)),
                        one[0],
                        one[1],
                        MAX_AWAITING);
            }
        }
        return keys;
    }

    @Override
    public List<Quotation> quotedBy(long key, int limit) {
        return database.run(() -> SqlitePassages.quotedBy(session, key, limit));
    }

    @Override
    public List<Quotation> quoting(long key, int limit) {
        return database.run(() -> SqlitePassages.quoting(session, key, limit));
    }

    @Override
    public List<Long> thatWrote(ListName list, long[] fingerprints, long time) {
        return database.run(() -> SqlitePassages.thatWrote(session, list, fingerprints, time));
    }

    @Override
    public void close() {
        database.perform(
                () -> {
                    session.close();
                });
    }
}
