package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.HeldFile;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.LinkPair;
import org.perdure.store.NumberClaim;
import org.perdure.store.TakeDown;
import org.perdure.thread.ThreadGraph;

/**
 * The statements of the writer. One exists as long as its writer, used by one transaction at a
 * time.
 */
final class SqliteTransaction implements Transaction {
    /** How many sources of late are remembered: in a folder, each file is one. */
    private static final int REMEMBERED = 1_000;

    /**
     * Longest subject and longest name of an author in lists of messages, in characters: a list is
     * in memory whole, and senders choose. The message itself has all of it.
     */
    static final int MAX_SHOWN = 1_000;

    private final Session session;
    private final Database database;
    private final Compression compression;
    private final Map<ListName, Long> lists = new HashMap<>();
    private final Map<ListName, SqliteThreadGraph> threads = new HashMap<>();
    private final Map<String, Long> sources = new RecentMap<>(REMEMBERED);

    /** Lists of which pages were imported: others are spared what only these need. */
    private final Map<ListName, Boolean> withEvidence = new HashMap<>();

    private final Map<ListName, Boolean> withRenditions = new HashMap<>();

    SqliteTransaction(Session session, Database database, Compression compression) {
        this.session = session;
        this.database = database;
        this.compression = compression;
    }

    /** Forgets what was remembered of rows that may have been undone. */
    void forget() {
        lists.clear();
        threads.values().forEach(SqliteThreadGraph::forget);
        threads.clear();
        sources.clear();
        withEvidence.clear();
        withRenditions.clear();
    }

    private boolean hasEvidence(ListName list) throws SQLException {
        Boolean known = withEvidence.get(list);
        boolean has =
                known != null
                        ? known
                        : session.find(
                                        "SELECT 1 FROM evidence WHERE list = ? LIMIT 1",
                                        row -> true,
                                        key(list))
                                .isPresent();
        withEvidence.put(list, has);
        return has;
    }

    @Override
    public boolean hasRenditions(ListName list) {
        return database.run(
                () -> {
                    Boolean known = withRenditions.get(list);
                    boolean has =
                            known != null
                                    ? known
                                    : session.find(
                                                    "SELECT 1 FROM message WHERE list = ?"
                                                            + " AND provenance <> 'RECEIVED' LIMIT 1",
                                                    row -> true,
                                                    key(list))
                                            .isPresent();
                    withRenditions.put(list, has);
                    return has;
                });
    }

    @Override
    public void addList(ListName list) {
        database.run(
                () -> session.update("INSERT OR IGNORE INTO list (name) VALUES (?)", list.value()));
    }

    private long key(ListName list) throws SQLException {
        Long known = lists.get(list);
        if (known != null) {
            return known;
        }
        long key =
                session.find(
                                "SELECT id FROM list WHERE name = ?",
                                row -> row.getLong(1),
                                list.value())
                        .orElseThrow(() -> new IllegalArgumentException("no list " + list));
        lists.put(list, key);
        return key;
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
                        key(list),
                        source);
        long key =
                found.isPresent()
                        ? found.get()
                        : session.insert(
                                "INSERT INTO source (list, name) VALUES (?, ?) RETURNING id",
                                key(list),
                                source);
        sources.put(name, key);
        return key;
    }

    @Override
    public Optional<Long> findCopy(ListName list, MessageId id, byte[] sha256) {
        return database.run(
                () ->
                        session.find(
                                "SELECT key FROM message"
                                        + " WHERE list = ? AND message_id = ? AND sha256 = ?",
                                row -> row.getLong(1),
                                key(list),
                                id.value(),
                                sha256));
    }

    @Override
    public int copies(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                        "SELECT copy + 1 FROM message"
                                                + " WHERE list = ? AND message_id = ?"
                                                + " ORDER BY copy DESC LIMIT 1",
                                        row -> row.getInt(1),
                                        key(list),
                                        id.value())
                                .orElse(0));
    }

    @Override
    public Entry append(
            ListName list,
            Message message,
            int copy,
            Instant arrived,
            byte[] separator,
            byte[] sha256,
            Packed packed) {
        return database.run(
                () -> {
                    OffsetDateTime sent = message.sent();
                    String subject = shortened(message.subject());
                    String author = shortened(message.author());
                    long key =
                            session.insert(
                                    """
                                    INSERT INTO message (list, message_id, copy, sha256, separator,
                                      subject, author, sent, sent_offset, arrived)
                                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key
                                    """,
                                    key(list),
                                    message.id().value(),
                                    copy,
                                    sha256,
                                    separator,
                                    subject,
                                    author,
                                    sent == null ? null : sent.toEpochSecond(),
                                    sent == null ? null : sent.getOffset().getTotalSeconds(),
                                    arrived);
                    session.update(
                            "INSERT INTO raw (key, dictionary, size, data) VALUES (?, ?, ?, ?)",
                            key,
                            packed.dictionary() == 0 ? null : packed.dictionary(),
                            packed.size(),
                            packed.data());
                    if (copy == 0) {
                        graph(list).fill(message.id(), key);
                    }
                    return new Entry(
                            key,
                            list,
                            message.id(),
                            copy,
                            subject,
                            author,
                            sent,
                            Instant.ofEpochSecond(arrived.getEpochSecond()),
                            null);
                });
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_SHOWN) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(MAX_SHOWN - 2))
                        ? MAX_SHOWN - 2
                        : MAX_SHOWN - 1;
        return text.substring(0, end) + "…";
    }

    @Override
    public Change log(Change.Kind kind, ListName list, long key, MessageId id) {
        return database.run(
                () -> {
                    long sequence =
                            session.insert(
                                    "INSERT INTO change (kind, list, key) VALUES (?, ?, ?)"
                                            + " RETURNING sequence",
                                    kind.name(),
                                    key(list),
                                    key);
                    return new Change(sequence, kind, list, key, id);
                });
    }

    @Override
    public Optional<MessageNumber> number(ListName list, YearMonth month, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT number FROM number"
                                        + " WHERE list = ? AND message_id = ? AND month = ?",
                                row -> new MessageNumber(month, row.getInt(1)),
                                key(list),
                                id.value(),
                                Rows.month(month)));
    }

    @Override
    public Optional<MessageNumber> anyNumber(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT month, number FROM number"
                                        + " WHERE list = ? AND message_id = ? ORDER BY month LIMIT 1",
                                row -> new MessageNumber(Rows.month(row.getInt(1)), row.getInt(2)),
                                key(list),
                                id.value()));
    }

    @Override
    public MessageNumber assignNumber(ListName list, YearMonth month, MessageId id, long key) {
        return database.run(() -> claims(list).assign(month, id, key));
    }

    private Claims claims(ListName list) throws SQLException {
        return new Claims(session, key(list));
    }

    @Override
    public List<Placed> claim(ListName list, List<NumberClaim> claims, @Nullable Long key) {
        return database.run(
                () -> {
                    List<Placed> moved = new ArrayList<>();
                    withEvidence.remove(list);
                    for (long each : claims(list).claim(claims, key)) {
                        moved.add(new Placed(each, idOf(each)));
                    }
                    return moved;
                });
    }

    private MessageId idOf(long key) throws SQLException {
        return session.find(
                        "SELECT message_id FROM message WHERE key = ?",
                        row -> new MessageId(row.getString(1)),
                        key)
                .orElseThrow();
    }

    @Override
    public List<NumberClaim> claims(
            ListName list, PublishedPlace.Scheme scheme, String folder, MessageId id) {
        return database.run(
                () ->
                        !hasEvidence(list)
                                ? List.of()
                                : session.list(
                                        Rows.CLAIM
                                                + " WHERE list = ? AND message_id = ? AND scheme = ?"
                                                + " AND folder = ? AND origin <> 'MBOX_ORDER'"
                                                + " ORDER BY number",
                                        Rows::claim,
                                        key(list),
                                        id.value(),
                                        scheme.name(),
                                        folder));
    }

    @Override
    public Optional<MessageNumber> exactNumberBeside(ListName list, YearMonth month, long key) {
        return database.run(
                () -> hasEvidence(list) ? claims(list).exactBeside(month, key) : Optional.empty());
    }

    @Override
    public List<Held> held(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.list(
                                HELD + " WHERE m.list = ? AND m.message_id = ? ORDER BY m.copy",
                                SqliteTransaction::held,
                                key(list),
                                id.value()));
    }

    private static final String HELD =
            "SELECT m.key, m.message_id, m.copy, m.sent, m.provenance FROM message m";

    private static Held held(ResultSet row) throws SQLException {
        long sent = row.getLong(4);
        Instant time = row.wasNull() ? null : Instant.ofEpochSecond(sent);
        return new Held(
                row.getLong(1),
                new MessageId(row.getString(2)),
                row.getInt(3),
                time,
                Provenance.valueOf(row.getString(5)));
    }

    @Override
    public List<Held> twins(ListName list, byte[] fingerprint) {
        return database.run(
                () ->
                        session.list(
                                HELD
                                        + " JOIN twin t ON t.key = m.key"
                                        + " WHERE t.list = ? AND t.fingerprint = ? ORDER BY m.key",
                                SqliteTransaction::held,
                                key(list),
                                fingerprint));
    }

    @Override
    public void putTwin(ListName list, byte[] fingerprint, long key) {
        database.run(
                () ->
                        session.update(
                                "INSERT OR IGNORE INTO twin (list, fingerprint, key)"
                                        + " VALUES (?, ?, ?)",
                                key(list),
                                fingerprint,
                                key));
    }

    @Override
    public void putProvenance(long key, Provenance provenance) {
        withRenditions.clear();
        database.run(
                () ->
                        session.update(
                                "UPDATE message SET provenance = ? WHERE key = ?",
                                provenance.name(),
                                key));
    }

    @Override
    public Entry replace(
            Held held,
            ListName list,
            Message message,
            Instant arrived,
            byte[] separator,
            byte[] sha256,
            Packed packed,
            Provenance provenance) {
        return database.run(
                () -> {
                    OffsetDateTime sent = message.sent();
                    session.update(
                            """
                            UPDATE message SET sha256 = ?, separator = ?, subject = ?, author = ?,
                              sent = ?, sent_offset = ?, arrived = ?, provenance = ?
                            WHERE key = ?
                            """,
                            sha256,
                            separator,
                            shortened(message.subject()),
                            shortened(message.author()),
                            sent == null ? null : sent.toEpochSecond(),
                            sent == null ? null : sent.getOffset().getTotalSeconds(),
                            arrived,
                            provenance.name(),
                            held.key());
                    session.update(
                            "UPDATE raw SET dictionary = ?, size = ?, data = ? WHERE key = ?",
                            packed.dictionary() == 0 ? null : packed.dictionary(),
                            packed.size(),
                            packed.data(),
                            held.key());
                    return session.find(
                                    "SELECT " + Rows.ENTRY + " FROM message m WHERE m.key = ?",
                                    row -> Rows.entry(list, row),
                                    held.key())
                            .orElseThrow();
                });
    }

    @Override
    public byte[] raw(long key) {
        return database.run(
                () ->
                        compression.unpack(
                                session.find(
                                                "SELECT dictionary, size, data FROM raw"
                                                        + " WHERE key = ?",
                                                SqliteStore::packed,
                                                key)
                                        .orElseThrow()));
    }

    @Override
    public void putFile(ListName list, YearMonth month, HeldFile file) {
        Packed data = file.data();
        database.run(
                () ->
                        session.update(
                                """
                                INSERT INTO file (list, month, name, key, sha256, part, dictionary,
                                  size, data)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                ON CONFLICT DO UPDATE SET sha256 = excluded.sha256,
                                  part = excluded.part, dictionary = excluded.dictionary,
                                  size = excluded.size, data = excluded.data
                                  WHERE key = excluded.key
                                    AND (excluded.sha256 IS NOT NULL OR sha256 IS NULL)
                                """,
                                key(list),
                                Rows.month(month),
                                file.name(),
                                file.key(),
                                file.sha256(),
                                file.part(),
                                data == null || data.dictionary() == 0 ? null : data.dictionary(),
                                data == null ? null : data.size(),
                                data == null ? null : data.data()));
    }

    @Override
    public Map<YearMonth, List<HeldFile>> files(long key) {
        Map<YearMonth, List<HeldFile>> files = new TreeMap<>();
        database.run(
                () -> {
                    session.forEach(
                            "SELECT month, name, sha256, part, dictionary, size, data FROM file"
                                    + " WHERE key = ? ORDER BY id",
                            row ->
                                    files.computeIfAbsent(
                                                    Rows.month(row.getInt(1)),
                                                    month -> new ArrayList<>())
                                            .add(
                                                    new HeldFile(
                                                            row.getString(2),
                                                            key,
                                                            row.getBytes(3),
                                                            row.getString(4),
                                                            row.getBytes(7) == null
                                                                    ? null
                                                                    : SqliteStore.packed(row))),
                            key);
                    return files;
                });
        return files;
    }

    @Override
    public ThreadGraph threads(ListName list) {
        return database.run(() -> graph(list));
    }

    private SqliteThreadGraph graph(ListName list) throws SQLException {
        SqliteThreadGraph graph = threads.get(list);
        if (graph == null) {
            graph = new SqliteThreadGraph(session, database, key(list));
            threads.put(list, graph);
        }
        return graph;
    }

    @Override
    public Optional<Placed> messageAt(long node, long except) {
        return database.run(
                () ->
                        session.find(
                                """
                                WITH RECURSIVE down (id) AS (
                                  SELECT ? UNION
                                  SELECT n.id FROM down JOIN node n ON n.parent = down.id
                                  WHERE (SELECT key FROM node d WHERE d.id = down.id) IS NULL)
                                SELECT n.key, n.message_id FROM down JOIN node n ON n.id = down.id
                                WHERE n.key <> ? LIMIT 1
                                """,
                                row -> new Placed(row.getLong(1), new MessageId(row.getString(2))),
                                node,
                                except));
    }

    @Override
    public void account(ListName list, Accounted row) {
        MessageNumber number = row.number();
        database.run(
                () ->
                        session.update(
                                """
                                INSERT OR IGNORE INTO ledger (source, "offset", sha256, length, span, outcome,
                                  key, month, number, note)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
                                row.note().isEmpty() ? null : row.note()));
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

    @Override
    public List<Long> keys(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.list(
                                "SELECT key FROM message WHERE list = ? AND message_id = ?"
                                        + " ORDER BY key",
                                row -> row.getLong(1),
                                key(list),
                                id.value()));
    }

    @Override
    public boolean isHidden(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                        "SELECT 1 FROM takedown WHERE list = ? AND message_id = ?"
                                                + " AND lifted IS NULL",
                                        row -> true,
                                        key(list),
                                        id.value())
                                .isPresent());
    }

    @Override
    public Optional<Instant> lifted(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT lifted FROM takedown WHERE list = ? AND message_id = ?"
                                        + " AND lifted IS NOT NULL",
                                row -> Instant.ofEpochSecond(row.getLong(1)),
                                key(list),
                                id.value()));
    }

    @Override
    public void pair(LinkPair pair) {
        database.run(
                () ->
                        session.update(
                                """
                                INSERT INTO pair (link, message_id, origin) VALUES (?, ?, ?)
                                ON CONFLICT DO UPDATE SET origin = excluded.origin
                                WHERE excluded.origin = 'OPERATOR'
                                """,
                                pair.link(),
                                pair.id().value(),
                                pair.origin().name()));
    }

    @Override
    public boolean hide(TakeDown takeDown) {
        return database.run(
                () ->
                        session.update(
                                        """
                                        INSERT INTO takedown (list, message_id, since, reason, who)
                                        VALUES (?, ?, ?, ?, ?)
                                        ON CONFLICT DO UPDATE SET since = excluded.since,
                                          reason = excluded.reason, who = excluded.who,
                                          lifted = NULL
                                        WHERE lifted IS NOT NULL
                                        """,
                                        key(takeDown.list()),
                                        takeDown.id().value(),
                                        takeDown.since(),
                                        takeDown.reason(),
                                        takeDown.who().name())
                                > 0);
    }

    @Override
    public boolean unhide(ListName list, MessageId id, Instant now) {
        return database.run(
                () ->
                        session.update(
                                        "UPDATE takedown SET lifted = ? WHERE list = ?"
                                                + " AND message_id = ? AND lifted IS NULL",
                                        now,
                                        key(list),
                                        id.value())
                                > 0);
    }
}
