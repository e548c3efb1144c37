package org.perdure.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.Entry;
import org.perdure.store.Identities;
import org.perdure.store.RegisterEvent;

/** Which messages are one: table "alias", and who sent what when. */
final class SqliteIdentities implements Identities {
    private static final String SENT =
            SqliteRenditions.HELD
                    + " WHERE m.list = ? AND m.sent = ? AND m.subject = ? AND m.copy = 0";
    private static final String SYNTHETIC =
            " AND m.message_id GLOB '*" + MessageId.SYNTHETIC_SUFFIX + "'";
    private static final String OLDEST = " ORDER BY m.key LIMIT ?";
    private static final String SENT_FIRST = SENT + OLDEST;
    private static final String SENT_SYNTHETIC_FIRST = SENT + SYNTHETIC + OLDEST;

    private final Session session;
    private final Database database;
    private final ListKeys lists;
    private final Register register;
    private final Graphs graphs;

    SqliteIdentities(
            Session session, Database database, ListKeys lists, Register register, Graphs graphs) {
        this.session = session;
        this.database = database;
        this.lists = lists;
        this.register = register;
        this.graphs = graphs;
    }

    /** Gives the threads of a list. */
    @FunctionalInterface
    interface Graphs {
        SqliteThreadGraph of(ListName list) throws SQLException;
    }

    @Override
    public MessageId canonical(ListName list, MessageId id) {
        return database.run(() -> Messages.canonical(session, list, id));
    }

    @Override
    public List<Held> sent(
            ListName list, Instant second, String subject, boolean onlySynthetic, int limit) {
        return database.run(
                () ->
                        session.list(
                                onlySynthetic ? SENT_SYNTHETIC_FIRST : SENT_FIRST,
                                SqliteRenditions::held,
                                lists.key(list),
                                second,
                                Entry.shown(subject),
                                limit));
    }

    @Override
    public List<Long> withoutContent(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.list(
                                "SELECT key FROM message"
                                        + " WHERE list = ? AND message_id = ?"
                                        + " AND same_as IS NULL AND content IS NULL",
                                row -> row.getLong(1),
                                lists.key(list),
                                id.value()));
    }

    @Override
    public Optional<byte[]> content(long key) {
        return database.run(
                () ->
                        session.find(
                                "SELECT content FROM message"
                                        + " WHERE key = ? AND content IS NOT NULL",
                                row -> row.getBytes(1),
                                key));
    }

    @Override
    public void putContent(long key, byte[] content) {
        database.run(
                () -> session.update("UPDATE message SET content = ? WHERE key = ?", content, key));
    }

    @Override
    public Optional<Held> find(ListName list, MessageId id, byte[] content) {
        return database.run(
                () ->
                        session.find(
                                SqliteRenditions.HELD
                                        + " WHERE m.list = ? AND m.message_id = ?"
                                        + " AND m.content = ? ORDER BY m.key LIMIT 1",
                                SqliteRenditions::held,
                                lists.key(list),
                                id.value(),
                                content));
    }

    @Override
    public void addAlias(ListName list, MessageId alias, long key) {
        database.run(
                () -> {
                    MessageId id =
                            session.find(
                                            "SELECT message_id FROM message WHERE key = ?",
                                            row -> new MessageId(row.getString(1)),
                                            key)
                                    .orElseThrow();
                    keepAlias(list, alias, key);
                    return hand(list, alias, id);
                });
    }

    private void keepAlias(ListName list, MessageId alias, long key) throws SQLException {
        session.update(
                "INSERT OR IGNORE INTO alias (list, message_id, key) VALUES (?, ?, ?)",
                lists.key(list),
                alias.value(),
                key);
    }

    /** Hands on what was said of a msg-id to another one. */
    private int hand(ListName list, MessageId from, MessageId to) throws SQLException {
        int handed = 0;
        prepareTakeDown(lists.key(list), from, to);
        new KeptClaims(session, lists.key(list)).hand(from, to);
        for (String table : List.of("prediction", "takedown", "ruling")) {
            handed +=
                    session.update(
                            "UPDATE OR IGNORE "
                                    + table
                                    + " SET message_id = ? WHERE list = ? AND message_id = ?",
                            to.value(),
                            lists.key(list),
                            from.value());
            session.update(
                    "DELETE FROM " + table + " WHERE list = ? AND message_id = ?",
                    lists.key(list),
                    from.value());
        }
        session.update(
                "UPDATE ruling SET parent = ? WHERE list = ? AND parent = ?",
                to.value(),
                lists.key(list),
                from.value());
        return handed;
    }

    /**
     * Writes down what becomes of a take-down that is handed on. It outlives one of the other
     * msg-id that was lifted: that a message is shown was said before the two were known to be one.
     */
    private void prepareTakeDown(long list, MessageId from, MessageId to) throws SQLException {
        if (!isTakenDown(list, from)) {
            return;
        }
        register.id(list, RegisterEvent.SHOWN, null, from);
        if (!isTakenDown(list, to)) {
            register.id(list, RegisterEvent.HIDDEN, null, to);
            session.update(
                    "DELETE FROM takedown WHERE list = ? AND message_id = ?", list, to.value());
        }
    }

    private boolean isTakenDown(long list, MessageId id) throws SQLException {
        return session.find(
                        "SELECT 1 FROM takedown"
                                + " WHERE list = ? AND message_id = ? AND lifted IS NULL",
                        row -> true,
                        list,
                        id.value())
                .isPresent();
    }

    @Override
    public void rename(ListName list, MessageId synthetic, MessageId id, long key) {
        database.run(
                () -> {
                    register.rename(lists.key(list), synthetic, id);
                    for (String table : List.of("message", "number")) {
                        session.update(
                                "UPDATE "
                                        + table
                                        + " SET message_id = ? WHERE list = ? AND message_id = ?",
                                id.value(),
                                lists.key(list),
                                synthetic.value());
                    }
                    keepAlias(list, synthetic, key);
                    graphs.of(list).move(synthetic, id, key);
                    return hand(list, synthetic, id);
                });
    }
}
