package org.perdure.store.sql;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.perdure.message.ListName;
import org.perdure.store.Passages;
import org.perdure.store.Quotation;

/**
 * Passages in a file beside the archive. All that is in it can be made again, so it is no part of
 * the form of the archive: one of another form is emptied.
 */
public final class SqlitePassages implements Passages {
    /** The name of the file in the folder of an archive. */
    public static final String FILE = "passages.db";

    /** Messages found for a passage. */
    static final int MAX_FOUND = 5;

    /** What more messages wrote tells nothing of where a passage comes from. */
    static final int MAX_FREQUENCY = 64;

    /** Numbers below 2^47 take six bytes in a row. */
    private static final long FINGERPRINT_BITS = (1L << 47) - 1;

    private static final String QUOTATION =
            "SELECT quoting, first_line, end_line, level, source, source_first, source_end, words,"
                    + " confidence, in_thread FROM passage WHERE ";

    /** Most of what is looked for nobody wrote, which one statement tells of many words. */
    private static final String IS_WRITTEN =
            """
            WITH asked (fingerprint, time) AS (VALUES %s)
            SELECT q.fingerprint FROM asked q WHERE EXISTS (
              SELECT 1 FROM written w WHERE w.fingerprint = q.fingerprint AND w.time <= q.time)
            """
                    .formatted(RowBatch.values(2));

    private final Sessions sessions;

    private SqlitePassages(Database database) {
        this.sessions = new Sessions(database);
    }

    /** Opens the passages of an archive for reading. */
    public static SqlitePassages open(Path folder) {
        Database database = new Database(folder.resolve(FILE));
        SqlitePassageWriter.prepare(database);
        return new SqlitePassages(database);
    }

    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return sessions.snapshot(readings);
    }

    @Override
    public long position() {
        return sessions.read(SqlitePassages::position);
    }

    @Override
    public long newest() {
        return sessions.read(SqlitePassages::newest);
    }

    static long newest(Session session) throws SQLException {
        return session.find("SELECT newest FROM progress", row -> row.getLong(1)).orElse(0L);
    }

    static long position(Session session) throws SQLException {
        return session.find("SELECT position FROM progress", row -> row.getLong(1)).orElse(0L);
    }

    @Override
    public List<Quotation> quotedBy(long key, int limit) {
        return sessions.read(session -> quotedBy(session, key, limit));
    }

    static List<Quotation> quotedBy(Session session, long key, int limit) throws SQLException {
        return session.list(
                QUOTATION + "quoting = ? ORDER BY first_line, end_line LIMIT ?",
                SqlitePassages::quotation,
                key,
                limit);
    }

    @Override
    public List<Quotation> quoting(long key, int limit) {
        return sessions.read(session -> quoting(session, key, limit));
    }

    static List<Quotation> quoting(Session session, long key, int limit) throws SQLException {
        return session.list(
                QUOTATION + "source = ? ORDER BY source_first, quoting, first_line LIMIT ?",
                SqlitePassages::quotation,
                key,
                limit);
    }

    private static Quotation quotation(ResultSet row) throws SQLException {
        return new Quotation(
                row.getLong(1),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9) / 1_000.0,
                row.getBoolean(10));
    }

    @Override
    public List<Long> thatWrote(ListName list, long[] fingerprints, long time) {
        return sessions.read(session -> thatWrote(session, list, fingerprints, time));
    }

    static List<Long> thatWrote(Session session, ListName list, long[] fingerprints, long time)
            throws SQLException {
        List<long[]> asked = new ArrayList<>();
        for (long fingerprint : fingerprints) {
            asked.add(new long[] {stored(list, fingerprint), time});
        }
        asked.sort(Comparator.comparingLong(row -> row[0]));
        Set<Long> written = new LinkedHashSet<>();
        for (Object[] batch : RowBatch.of(asked)) {
            session.forEach(IS_WRITTEN, row -> written.add(row.getLong(1)), batch);
        }
        Map<Long, Found> found = new HashMap<>();
        for (long fingerprint : written) {
            List<Found> those =
                    session.list(
                            "SELECT key, time FROM written WHERE fingerprint = ? AND time <= ?"
                                    + " LIMIT ?",
                            row -> new Found(row.getLong(1), row.getLong(2), 0),
                            fingerprint,
                            time,
                            MAX_FREQUENCY + 1);
            if (those.size() <= MAX_FREQUENCY) {
                for (Found one : those) {
                    double votes = 1.0 / those.size();
                    found.merge(one.key(), one.plus(votes), (old, _) -> old.plus(votes));
                }
            }
        }
        List<Found> best = new ArrayList<>(found.values());
        Comparator<Found> oldest =
                Comparator.comparingLong(Found::time).thenComparingLong(Found::key);
        best.sort(Comparator.comparingDouble(Found::votes).reversed().thenComparing(oldest));
        return best.stream().limit(MAX_FOUND).sorted(oldest).map(Found::key).toList();
    }

    /** A message that wrote some of what is looked for. */
    private record Found(long key, long time, double votes) {
        Found plus(double more) {
            return new Found(key, time, votes + more);
        }
    }

    /** Returns a fingerprint as it is stored: lists have theirs apart. */
    static long stored(ListName list, long fingerprint) {
        long mixed = (fingerprint ^ (list.value().hashCode() * 0x9e3779b97f4a7c15L));
        mixed = (mixed ^ (mixed >>> 31)) * 0xbf58476d1ce4e5b9L;
        return (mixed ^ (mixed >>> 29)) & FINGERPRINT_BITS;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
