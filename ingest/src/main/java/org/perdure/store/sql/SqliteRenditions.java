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
import java.util.TreeMap;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.HeldFile;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.Entry;
import org.perdure.store.RegisterRow;
import org.perdure.store.Renditions;

/**
 * What came otherwise than by mail: how bytes came, what says the same (table "twin"), and files
 * beside pages (table "file").
 */
final class SqliteRenditions implements Renditions {
    /** Begins a query of {@link #held(ResultSet)}. */
    static final String HELD =
            "SELECT m.key, m.message_id, m.copy, m.sent, m.provenance, m.same_as FROM message m";

    private final Session session;
    private final Database database;
    private final Compression compression;
    private final ListKeys lists;
    private final Register register;

    /** Lists of which pages were imported: others are spared what only these need. */
    private final Map<ListName, Boolean> withRenditions = new HashMap<>();

    SqliteRenditions(
            Session session,
            Database database,
            Compression compression,
            ListKeys lists,
            Register register) {
        this.session = session;
        this.database = database;
        this.compression = compression;
        this.lists = lists;
        this.register = register;
    }

    /** Forgets what was remembered of rows that may have been undone. */
    void forget() {
        withRenditions.clear();
    }

    @Override
    public boolean exist(ListName list) {
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
                                                    lists.key(list))
                                            .isPresent();
                    withRenditions.put(list, has);
                    return has;
                });
    }

    @Override
    public List<Held> held(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.list(
                                HELD + " WHERE m.list = ? AND m.message_id = ? ORDER BY m.copy",
                                SqliteRenditions::held,
                                lists.key(list),
                                id.value()));
    }

    static Held held(ResultSet row) throws SQLException {
        long sent = row.getLong(4);
        Instant time = row.wasNull() ? null : Instant.ofEpochSecond(sent);
        return new Held(
                row.getLong(1),
                new MessageId(row.getString(2)),
                row.getInt(3),
                time,
                Provenance.valueOf(row.getString(5)),
                Rows.key(row, 6));
    }

    @Override
    public List<Held> twins(ListName list, byte[] fingerprint) {
        return database.run(
                () ->
                        session.list(
                                HELD
                                        + " JOIN twin t ON t.key = m.key"
                                        + " WHERE t.list = ? AND t.fingerprint = ? ORDER BY m.key",
                                SqliteRenditions::held,
                                lists.key(list),
                                fingerprint));
    }

    @Override
    public void putTwin(ListName list, byte[] fingerprint, long key) {
        database.run(
                () ->
                        session.update(
                                "INSERT OR IGNORE INTO twin (list, fingerprint, key)"
                                        + " VALUES (?, ?, ?)",
                                lists.key(list),
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
                              sent = ?, sent_offset = ?, arrived = ?, provenance = ?,
                              content = NULL
                            WHERE key = ?
                            """,
                            sha256,
                            separator,
                            Entry.shown(message.subject()),
                            Entry.shown(message.author()),
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
                                                Rows::packed,
                                                key)
                                        .orElseThrow()));
    }

    @Override
    public void putFile(ListName list, YearMonth month, HeldFile file) {
        Packed data = file.data();
        database.run(
                () -> {
                    boolean isNew = isNew(list, month, file.name());
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
                            lists.key(list),
                            Rows.month(month),
                            file.name(),
                            file.key(),
                            file.sha256(),
                            file.part(),
                            data == null || data.dictionary() == 0 ? null : data.dictionary(),
                            data == null ? null : data.size(),
                            data == null ? null : data.data());
                    if (isNew) {
                        register.file(
                                lists.key(list),
                                RegisterRow.ofFiles(month.toString()),
                                file.name(),
                                idOf(file.key()),
                                file.key());
                    }
                    return isNew;
                });
    }

    private boolean isNew(ListName list, YearMonth month, String name) throws SQLException {
        return session.find(
                        "SELECT 1 FROM file WHERE list = ? AND month = ? AND name = ?",
                        row -> true,
                        lists.key(list),
                        Rows.month(month),
                        name)
                .isEmpty();
    }

    private MessageId idOf(long key) throws SQLException {
        return session.find(
                        "SELECT message_id FROM message WHERE key = ?",
                        row -> new MessageId(row.getString(1)),
                        key)
                .orElseThrow();
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
                                                                    : Rows.packed(row))),
                            key);
                    return files;
                });
        return files;
    }
}
