package org.perdure.store.sql;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.Change;
import org.perdure.store.Citations;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.KeyedId;
import org.perdure.store.LedgerRow;
import org.perdure.store.LinkPair;
import org.perdure.store.MonthCount;
import org.perdure.store.MonthEntry;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow;
import org.perdure.store.PublishedFile;
import org.perdure.store.StoreException;
import org.perdure.store.TakeDown;
import org.perdure.store.ThreadEntry;

/** An archive in a SQLite file, for reading. */
public final class SqliteStore implements ArchiveStore {
    /** Name of the file within the folder of an archive. */
    public static final String FILE = "archive.db";

    private final Sessions sessions;
    private final Compression compression;

    private SqliteStore(Sessions sessions, Compression compression) {
        this.sessions = sessions;
        this.compression = compression;
    }

    /**
     * Opens the archive in a folder, bringing it to the present form when an older program wrote
     * it.
     *
     * @throws StoreException if there is none, or it cannot be read
     */
    public static SqliteStore open(Path folder) {
        Database database = new Database(folder.resolve(FILE));
        if (!database.exists()) {
            throw new StoreException("there is no archive in " + folder);
        }
        database.migrate();
        return open(database);
    }

    static SqliteStore open(Database database) {
        Sessions sessions = new Sessions(database);
        LongFunction<byte[]> dictionaries = id -> sessions.read(session -> dictionary(session, id));
        return new SqliteStore(sessions, new Compression(dictionaries));
    }

    private static byte[] dictionary(Session session, long id) throws SQLException {
        return session.find("SELECT bytes FROM dictionary WHERE id = ?", row -> row.getBytes(1), id)
                .orElseThrow(() -> new StoreException("dictionary " + id + " is missing"));
    }

    Compression compression() {
        return compression;
    }

    @Override
    public List<ListName> lists() {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT name FROM list ORDER BY name",
                                row -> new ListName(row.getString(1))));
    }

    @Override
    public boolean hasList(ListName list) {
        return sessions.read(
                session ->
                        session.find("SELECT 1 FROM list WHERE name = ?", row -> true, list.value())
                                .isPresent());
    }

    @Override
    public long lastSequence() {
        return sessions.read(
                session ->
                        session.find("SELECT max(sequence) FROM change", row -> row.getLong(1))
                                .orElse(0L));
    }

    @Override
    public List<Change> changes(long afterSequence, int limit) {
        return sessions.read(
                session ->
                        session.list(
                                """
                                SELECT c.sequence, c.kind, l.name, c.key, m.message_id
                                FROM change c JOIN list l ON l.id = c.list
                                  JOIN message m ON m.key = c.key
                                WHERE c.sequence > ? ORDER BY c.sequence LIMIT ?
                                """,
                                row ->
                                        new Change(
                                                row.getLong(1),
                                                Change.Kind.valueOf(row.getString(2)),
                                                new ListName(row.getString(3)),
                                                row.getLong(4),
                                                new MessageId(row.getString(5))),
                                afterSequence,
                                limit));
    }

    @Override
    public Optional<Entry> findEntry(long key) {
        return sessions.read(
                session ->
                        session.find(
                                "SELECT l.name AS list_name, "
                                        + Rows.ENTRY
                                        + " FROM message m JOIN list l ON l.id = m.list"
                                        + " WHERE m.key = ?",
                                row -> Rows.entry(new ListName(row.getString("list_name")), row),
                                key));
    }

    @Override
    public Optional<Entry> find(ListName list, MessageId id) {
        return sessions.read(
                session ->
                        session.find(
                                "SELECT "
                                        + Rows.ENTRY
                                        + " FROM message m WHERE m.list = "
                                        + LIST
                                        + " AND m.message_id = ? AND m.copy = 0",
                                row -> Rows.entry(list, row),
                                list.value(),
                                id.value()));
    }

    /** The key of a list whose name is the parameter. */
    private static final String LIST = "(SELECT id FROM list WHERE name = ?)";

    @Override
    public List<Entry> copies(ListName list, MessageId id) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT "
                                        + Rows.ENTRY
                                        + " FROM message m WHERE m.list = "
                                        + LIST
                                        + " AND m.message_id = ? ORDER BY m.copy",
                                row -> Rows.entry(list, row),
                                list.value(),
                                id.value()));
    }

    @Override
    public List<KeyedId> messageIds(long afterKey, int limit) {
        return sessions.read(
                session -> {
                    Map<Long, ListName> names = new HashMap<>();
                    session.forEach(
                            "SELECT id, name FROM list",
                            row -> names.put(row.getLong(1), new ListName(row.getString(2))));
                    return session.list(
                            "SELECT key, list, message_id FROM message"
                                    + " WHERE key > ? AND copy = 0 ORDER BY key LIMIT ?",
                            row ->
                                    new KeyedId(
                                            row.getLong(1),
                                            Objects.requireNonNull(names.get(row.getLong(2))),
                                            new MessageId(row.getString(3))),
                            afterKey,
                            limit);
                });
    }

    @Override
    public long lastKey() {
        return sessions.read(
                session ->
                        session.find("SELECT max(key) FROM message", row -> row.getLong(1))
                                .orElse(0L));
    }

    @Override
    public void forEachShown(long afterKey, long toKey, BiConsumer<KeyedId, Instant> consumer) {
        read(
                session ->
                        session.forEach(
                                "SELECT m.key, l.name, m.message_id, m.arrived FROM message m"
                                        + " JOIN list l ON l.id = m.list"
                                        + " WHERE m.key > ? AND m.key <= ? AND m.copy = 0 AND "
                                        + Rows.SHOWN
                                        + " ORDER BY m.key",
                                row ->
                                        consumer.accept(
                                                new KeyedId(
                                                        row.getLong(1),
                                                        new ListName(row.getString(2)),
                                                        new MessageId(row.getString(3))),
                                                Instant.ofEpochSecond(row.getLong(4))),
                                afterKey,
                                toKey));
    }

    /** What sorts behind every text that begins with the text before it: the last character. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    @Override
    public List<Entry> idsBeginning(ListName list, String prefix, int limit) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT "
                                        + Rows.ENTRY
                                        + " FROM message m WHERE m.list = "
                                        + LIST
                                        + " AND m.message_id >= ? AND m.message_id < ?"
                                        + " AND m.copy = 0 ORDER BY m.message_id LIMIT ?",
                                row -> Rows.entry(list, row),
                                list.value(),
                                prefix,
                                prefix + LAST,
                                limit));
    }

    @Override
    public Optional<Entry> findNumber(ListName list, YearMonth month, int number) {
        Optional<Entry> found =
                sessions.read(
                        session ->
                                session.find(
                                        "SELECT "
                                                + Rows.ENTRY
                                                + " FROM number x JOIN message m ON m.key = x.key"
                                                + " WHERE x.list = "
                                                + LIST
                                                + " AND x.month = ? AND x.number = ?",
                                        row -> Rows.entry(list, row),
                                        list.value(),
                                        Rows.month(month),
                                        number));
        if (found.isPresent()) {
            return found;
        }
        List<Entry> claimants = claimants(list, PublishedPlace.mhonarc(month, number));
        return claimants.size() == 1 ? Optional.of(claimants.getFirst()) : Optional.empty();
    }

    @Override
    public List<Entry> claimants(ListName list, PublishedPlace place) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT "
                                        + Rows.ENTRY
                                        + " FROM evidence e JOIN message m ON m.list = e.list"
                                        + " AND m.message_id = e.message_id AND m.copy = 0"
                                        + " WHERE e.list = "
                                        + LIST
                                        + " AND e.scheme = ? AND e.folder = ? AND e.number = ?"
                                        + " ORDER BY m.message_id",
                                row -> Rows.entry(list, row),
                                list.value(),
                                place.scheme().name(),
                                place.folder(),
                                place.number()));
    }

    @Override
    public List<LinkPair> pairs(String link) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT message_id, origin FROM pair WHERE link = ?"
                                        + " ORDER BY message_id",
                                row ->
                                        new LinkPair(
                                                link,
                                                new MessageId(row.getString(1)),
                                                LinkPair.Origin.valueOf(row.getString(2))),
                                link));
    }

    @Override
    public Citations citations() {
        return new SqliteCitations(sessions);
    }

    @Override
    public void forEachClaim(ListName list, Consumer<NumberClaim> consumer) {
        read(
                session ->
                        session.forEach(
                                Rows.CLAIM
                                        + " WHERE list = "
                                        + LIST
                                        + " ORDER BY scheme, folder, number, message_id",
                                row -> consumer.accept(Rows.claim(row)),
                                list.value()));
    }

    @Override
    public Provenance provenance(Entry entry) {
        return sessions.read(
                session ->
                        session.find(
                                        "SELECT provenance FROM message WHERE key = ?",
                                        row -> Provenance.valueOf(row.getString(1)),
                                        entry.key())
                                .orElse(Provenance.RECEIVED));
    }

    /** Length alone does not tell: in the source it may count the quoting of lines. */
    @Override
    public boolean isCut(Entry entry) {
        return sessions.read(
                session ->
                        session.find(
                                        """
                                        SELECT 1 FROM ledger l JOIN raw r ON r.key = l.key
                                        WHERE l.key = ? AND l.outcome IN ('STORED', 'COPY')
                                          AND l.length > r.size
                                          AND ' ' || l.note || ' ' LIKE '% LIMIT_REACHED %'
                                        LIMIT 1
                                        """,
                                        row -> true, entry.key())
                                .orElse(false));
    }

    @Override
    public Optional<PublishedFile> findFile(ListName list, YearMonth month, String name) {
        return sessions.read(
                session ->
                        session.find(
                                "SELECT f.part, f.dictionary, f.size, f.data, "
                                        + Rows.ENTRY
                                        + " FROM file f JOIN message m ON m.key = f.key"
                                        + " WHERE f.list = "
                                        + LIST
                                        + " AND f.month = ? AND f.name = ?",
                                row ->
                                        new PublishedFile(
                                                Rows.entry(list, row),
                                                row.getString("part"),
                                                row.getBytes("data") == null
                                                        ? null
                                                        : compression.unpack(packed(row))),
                                list.value(),
                                Rows.month(month),
                                name));
    }

    @Override
    public List<NumberRow> numbers(Entry entry) {
        return sessions.read(
                session ->
                        session.list(
                                NUMBER_ROW + " WHERE key = ? ORDER BY month, number",
                                SqliteStore::numberRow,
                                entry.key()));
    }

    private static final String NUMBER_ROW =
            "SELECT month, number, message_id, origin, confidence FROM number";

    private static NumberRow numberRow(ResultSet row) throws SQLException {
        return new NumberRow(
                new MessageNumber(Rows.month(row.getInt(1)), row.getInt(2)),
                new MessageId(row.getString(3)),
                NumberRow.Origin.valueOf(row.getString(4)),
                row.getDouble(5));
    }

    @Override
    public byte[] raw(long key) {
        Packed packed =
                sessions.read(
                        session ->
                                session.find(
                                                "SELECT dictionary, size, data FROM raw"
                                                        + " WHERE key = ?",
                                                SqliteStore::packed,
                                                key)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "no message has key " + key)));
        return compression.unpack(packed);
    }

    @Override
    public byte[] separator(long key) {
        return sessions.read(
                session ->
                        session.find(
                                        "SELECT separator FROM message WHERE key = ?",
                                        row -> row.getBytes(1),
                                        key)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "no message has key " + key)));
    }

    static Packed packed(ResultSet row) throws SQLException {
        return new Packed(row.getLong("dictionary"), row.getInt("size"), row.getBytes("data"));
    }

    @Override
    public List<MonthCount> months(ListName list) {
        return sessions.read(
                session ->
                        session.list(
                                // Those taken down are few: to ask for each number would be slow.
                                """
                                WITH here AS (SELECT id FROM list WHERE name = ?),
                                  gone (month, numbers) AS (
                                    SELECT n.month, count(*) FROM takedown t JOIN number n
                                      ON n.list = t.list AND n.message_id = t.message_id
                                    WHERE t.list = (SELECT id FROM here) AND t.lifted IS NULL
                                    GROUP BY n.month),
                                  given (month, numbers) AS (
                                    SELECT month, count(*) FROM number
                                    WHERE list = (SELECT id FROM here) GROUP BY month)
                                SELECT g.month, g.numbers - coalesce(o.numbers, 0) AS shown
                                FROM given g LEFT JOIN gone o ON o.month = g.month
                                WHERE shown > 0 ORDER BY g.month
                                """,
                                row -> new MonthCount(Rows.month(row.getInt(1)), row.getInt(2)),
                                list.value()));
    }

    @Override
    public Optional<TakeDown> findTakeDown(ListName list, MessageId id) {
        return sessions.read(
                session ->
                        session.find(
                                TAKE_DOWN + " AND message_id = ?",
                                row -> takeDown(list, row),
                                list.value(),
                                id.value()));
    }

    @Override
    public List<TakeDown> takeDowns(ListName list) {
        return sessions.read(
                session ->
                        session.list(
                                TAKE_DOWN + " ORDER BY message_id",
                                row -> takeDown(list, row),
                                list.value()));
    }

    private static final String TAKE_DOWN =
            "SELECT message_id, since, reason, who FROM takedown WHERE list = "
                    + LIST
                    + " AND lifted IS NULL";

    private static TakeDown takeDown(ListName list, ResultSet row) throws SQLException {
        return new TakeDown(
                list,
                new MessageId(row.getString(1)),
                Instant.ofEpochSecond(row.getLong(2)),
                row.getString(3),
                TakeDown.Who.valueOf(row.getString(4)));
    }

    @Override
    public List<MonthEntry> month(ListName list, YearMonth month) {
        return sessions.readTogether(session -> Threads.month(session, list, month));
    }

    @Override
    public List<Entry> newest(ListName list, int limit) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT "
                                        + Rows.ENTRY
                                        + " FROM message m WHERE m.list = "
                                        + LIST
                                        + " AND m.copy = 0 AND "
                                        + Rows.SHOWN
                                        + " ORDER BY m.arrived DESC, m.key DESC"
                                        + " LIMIT ?",
                                row -> Rows.entry(list, row),
                                list.value(),
                                limit));
    }

    @Override
    public List<Entry> ancestors(Entry entry, int limit) {
        return sessions.read(session -> Threads.ancestors(session, entry, limit));
    }

    @Override
    public Optional<MessageId> missingParent(Entry entry) {
        return sessions.read(session -> Threads.missingParent(session, entry));
    }

    @Override
    public boolean isParent(Entry entry) {
        return sessions.read(session -> Threads.isParent(session, entry));
    }

    @Override
    public List<Entry> replies(Entry entry) {
        return sessions.read(session -> Threads.replies(session, entry));
    }

    @Override
    public List<ThreadEntry> thread(ListName list, MessageId id, int limit) {
        return sessions.readTogether(session -> Threads.thread(session, list, id, limit));
    }

    @Override
    public void forEachMessage(ListName list, Consumer<ExportedMessage> consumer) {
        read(
                session ->
                        session.forEach(
                                "SELECT m.separator, r.dictionary, r.size, r.data, "
                                        + Rows.ENTRY
                                        + " FROM message m JOIN raw r ON r.key = m.key"
                                        + " WHERE m.list = "
                                        + LIST
                                        + " AND "
                                        + Rows.SHOWN
                                        + " ORDER BY m.key",
                                row ->
                                        consumer.accept(
                                                new ExportedMessage(
                                                        Rows.entry(list, row),
                                                        row.getBytes("separator"),
                                                        compression.unpack(packed(row)))),
                                list.value()));
    }

    @Override
    public void forEachEdge(ListName list, Consumer<Edge> consumer) {
        read(session -> Threads.forEachEdge(session, list, consumer));
    }

    @Override
    public void forEachNumber(ListName list, Consumer<NumberRow> consumer) {
        read(
                session ->
                        session.forEach(
                                NUMBER_ROW + " WHERE list = " + LIST + " ORDER BY month, number",
                                row -> consumer.accept(numberRow(row)),
                                list.value()));
    }

    @Override
    public void forEachLedgerRow(ListName list, Consumer<LedgerRow> consumer) {
        read(
                session ->
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
                                list.value()));
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

    @Override
    public Map<Account, Long> accounts(ListName list, String source, long from, long to) {
        Map<Account, Long> accounts = new HashMap<>();
        sessions.read(
                session -> {
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
                });
        return accounts;
    }

    @Override
    public Optional<String> findMark(ListName list, String source) {
        return sessions.read(
                session ->
                        session.find(
                                "SELECT mark FROM source WHERE list = "
                                        + LIST
                                        + " AND name = ? AND mark IS NOT NULL",
                                row -> row.getString(1),
                                list.value(),
                                source));
    }

    @Override
    public List<String> verify() {
        return sessions.readLong(session -> new Verification(session, compression).run());
    }

    /** Runs statements that give rows to a consumer, who may ask this store in turn. */
    private void read(Reading reading) {
        sessions.readLong(
                session -> {
                    reading.read(session);
                    return true;
                });
    }

    @FunctionalInterface
    private interface Reading {
        void read(Session session) throws SQLException;
    }

    @Override
    public void close() {
        sessions.close();
        compression.close();
    }
}
