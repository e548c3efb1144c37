package org.perdure.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveStore.ExportedMessage;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.Entry;
import org.perdure.store.KeyedId;

/** Reads messages out of the tables. */
final class Messages {
    /** What sorts behind every text that begins with the text before it: the last character. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private Messages() {}

    /** Only synthetic msg-ids are aliases, so that others cost nothing. */
    static MessageId canonical(Session session, ListName list, MessageId id) throws SQLException {
        return !id.isSynthetic()
                ? id
                : session.find(
                                "SELECT m.message_id FROM alias a JOIN message m ON m.key = a.key"
                                        + " WHERE a.list = "
                                        + Rows.LIST
                                        + " AND a.message_id = ?",
                                row -> new MessageId(row.getString(1)),
                                list.value(),
                                id.value())
                        .orElse(id);
    }

    static Optional<Entry> findEntry(Session session, long key) throws SQLException {
        return session.find(
                "SELECT "
                        + Rows.ENTRY
                        + ", l.name AS list_name FROM message m JOIN list l ON l.id = m.list"
                        + " WHERE m.key = ?",
                row -> Rows.entry(new ListName(row.getString("list_name")), row),
                key);
    }

    static Optional<Entry> find(Session session, ListName list, MessageId id) throws SQLException {
        return session.find(
                "SELECT "
                        + Rows.ENTRY
                        + " FROM message m WHERE m.list = "
                        + Rows.LIST
                        + " AND m.message_id = ? AND m.copy = 0",
                row -> Rows.entry(list, row),
                list.value(),
                canonical(session, list, id).value());
    }

    static List<Entry> copies(Session session, ListName list, MessageId id) throws SQLException {
        return session.list(
                "SELECT "
                        + Rows.ENTRY
                        + " FROM message m WHERE m.list = "
                        + Rows.LIST
                        + " AND m.message_id = ? ORDER BY m.copy",
                row -> Rows.entry(list, row),
                list.value(),
                canonical(session, list, id).value());
    }

    static List<KeyedId> messageIds(Session session, long afterKey, int limit) throws SQLException {
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
    }

    static List<Entry> idsBeginning(Session session, ListName list, String prefix, int limit)
            throws SQLException {
        return session.list(
                "SELECT "
                        + Rows.ENTRY
                        + " FROM message m WHERE m.list = "
                        + Rows.LIST
                        + " AND m.message_id >= ? AND m.message_id < ?"
                        + " AND m.copy = 0 ORDER BY m.message_id LIMIT ?",
                row -> Rows.entry(list, row),
                list.value(),
                prefix,
                prefix + LAST,
                limit);
    }

    static List<Entry> newest(Session session, ListName list, int limit) throws SQLException {
        return session.list(
                "SELECT "
                        + Rows.ENTRY
                        + " FROM message m WHERE m.list = "
                        + Rows.LIST
                        + " AND m.copy = 0 AND "
                        + Rows.SHOWN
                        + " ORDER BY m.arrived DESC, m.key DESC"
                        + " LIMIT ?",
                row -> Rows.entry(list, row),
                list.value(),
                limit);
    }

    static Provenance provenance(Session session, Entry entry) throws SQLException {
        return session.find(
                        "SELECT provenance FROM message WHERE key = ?",
                        row -> Provenance.valueOf(row.getString(1)),
                        entry.key())
                .orElse(Provenance.RECEIVED);
    }

    static Packed packed(Session session, long key) throws SQLException {
        return session.find(
                        "SELECT dictionary, size, data FROM raw WHERE key = ?", Rows::packed, key)
                .orElseThrow(() -> new IllegalArgumentException("no message has key " + key));
    }

    static long size(Session session, long key) throws SQLException {
        return session.find("SELECT size FROM raw WHERE key = ?", row -> row.getLong(1), key)
                .orElseThrow(() -> new IllegalArgumentException("no message has key " + key));
    }

    static byte[] separator(Session session, long key) throws SQLException {
        return session.find(
                        "SELECT separator FROM message WHERE key = ?", row -> row.getBytes(1), key)
                .orElseThrow(() -> new IllegalArgumentException("no message has key " + key));
    }

    static long lastKey(Session session) throws SQLException {
        return session.find("SELECT max(key) FROM message", row -> row.getLong(1)).orElse(0L);
    }

    static void forEachShown(
            Session session, long afterKey, long toKey, BiConsumer<KeyedId, Instant> consumer)
            throws SQLException {
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
                toKey);
    }

    static void forEachMessage(
            Session session,
            Compression compression,
            ListName list,
            String condition,
            Consumer<ExportedMessage> consumer)
            throws SQLException {
        session.forEach(
                "SELECT "
                        + Rows.ENTRY
                        + ", m.separator, m.provenance, r.dictionary, r.size, r.data"
                        + " FROM message m JOIN raw r ON r.key = m.key"
                        + " WHERE m.list = "
                        + Rows.LIST
                        + " AND "
                        + condition
                        + " ORDER BY m.key",
                row ->
                        consumer.accept(
                                new ExportedMessage(
                                        Rows.entry(list, row),
                                        row.getBytes("separator"),
                                        compression.unpack(Rows.packed(row)),
                                        Provenance.valueOf(row.getString("provenance")))),
                list.value());
    }
}
