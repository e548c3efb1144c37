package org.perdure.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.RegisterEvent;
import org.perdure.store.RegisterRow;

/** Appends to the register, in the transaction that does what it says. */
final class Register {
    /** How many ends of chains are remembered: imports go from month to month. */
    private static final int MAX_ENDS = 1_000;

    private final Session session;
    private final Map<Chain, End> ends = new RecentMap<>(MAX_ENDS);
    private final Map<Long, ListName> names = new HashMap<>();

    Register(Session session) {
        this.session = session;
    }

    /** Forgets what was remembered of rows that may have been undone. */
    void forget() {
        ends.clear();
        names.clear();
    }

    private record Chain(long list, String name) {}

    /** The last row of a chain; position -1 if it has none. */
    private record End(long position, byte[] hash) {}

    /** Writes down that a number was given, confirmed or left. */
    void number(long list, RegisterEvent event, String chain, int number, MessageId id, long key)
            throws SQLException {
        append(new Chain(list, chain), event, number, null, id, key);
    }

    /** Writes down the name of a file. */
    void file(long list, String chain, String name, MessageId id, long key) throws SQLException {
        append(new Chain(list, chain), RegisterEvent.FILE, null, name, id, key);
    }

    /** Writes down that what a synthetic msg-id has goes to another one: before it does. */
    void rename(long list, MessageId from, MessageId to) throws SQLException {
        record Numbered(Folder folder, int number, long key) {}
        for (Numbered row :
                session.list(
                        "SELECT tree, month, number, key FROM number"
                                + " WHERE list = ? AND message_id = ?"
                                + " ORDER BY tree, month, number",
                        row ->
                                new Numbered(
                                        new Folder(row.getString(1), Rows.month(row.getInt(2))),
                                        row.getInt(3),
                                        row.getLong(4)),
                        list,
                        from.value())) {
            String chain = RegisterRow.ofNumbers(row.folder);
            number(list, RegisterEvent.RENAMED, chain, row.number, to, row.key);
        }
        record Named(int month, String name, long key) {}
        for (Named row :
                session.list(
                        "SELECT f.month, f.name, f.key FROM file f JOIN message m ON m.key = f.key"
                                + " WHERE m.list = ? AND m.message_id = ? ORDER BY f.month, f.name",
                        row -> new Named(row.getInt(1), row.getString(2), row.getLong(3)),
                        list,
                        from.value())) {
            String chain = RegisterRow.ofFiles(Rows.month(row.month).toString());
            append(new Chain(list, chain), RegisterEvent.RENAMED, null, row.name, to, row.key);
        }
        for (int copy :
                session.list(
                        "SELECT copy FROM message"
                                + " WHERE list = ? AND message_id = ? AND copy > 0 ORDER BY copy",
                        row -> row.getInt(1),
                        list,
                        from.value())) {
            id(list, RegisterEvent.LEFT, copy, from);
            id(list, RegisterEvent.COPY, copy, to);
        }
    }

    /** Writes down what else happened to a msg-id, of which there need be no message. */
    void id(long list, RegisterEvent event, @Nullable Integer copy, MessageId id)
            throws SQLException {
        append(new Chain(list, RegisterRow.ofId(id)), event, copy, null, id, null);
    }

    private void append(
            Chain chain,
            RegisterEvent event,
            @Nullable Integer number,
            @Nullable String name,
            MessageId id,
            @Nullable Long key)
            throws SQLException {
        End end = end(chain);
        byte[] hash = RegisterRow.next(end.hash, event, number, name, id);
        session.update(
                """
                INSERT INTO register (list, chain, position, event, number, name, key, message_id,
                  since, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                chain.list,
                chain.name,
                end.position + 1,
                event.name(),
                number,
                name,
                key,
                // The msg-id of a message is known by its key, unless it may be renamed.
                key == null || id.isSynthetic() ? id.value() : null,
                Instant.now(),
                hash);
        ends.put(chain, new End(end.position + 1, hash));
    }

    private End end(Chain chain) throws SQLException {
        End known = ends.get(chain);
        if (known != null) {
            return known;
        }
        Optional<End> stored =
                session.find(
                        "SELECT position, hash FROM register WHERE list = ? AND chain = ?"
                                + " ORDER BY position DESC LIMIT 1",
                        row -> new End(row.getLong(1), row.getBytes(2)),
                        chain.list,
                        chain.name);
        return stored.isPresent()
                ? stored.get()
                : new End(-1, RegisterRow.begin(list(chain.list), chain.name));
    }

    private ListName list(long key) throws SQLException {
        ListName known = names.get(key);
        if (known != null) {
            return known;
        }
        ListName name =
                session.find(
                                "SELECT name FROM list WHERE id = ?",
                                row -> new ListName(row.getString(1)),
                                key)
                        .orElseThrow();
        names.put(key, name);
        return name;
    }
}
