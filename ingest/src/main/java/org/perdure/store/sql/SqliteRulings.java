package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.Ruling;
import org.perdure.store.Rulings;

/** The table "ruling". */
final class SqliteRulings implements Rulings {
    private static final String RULING =
            "SELECT message_id, kind, parent, since, reason FROM ruling WHERE list = " + Rows.LIST;

    private final Session session;
    private final Database database;
    private final ListKeys lists;
    private final SqliteIdentities.Graphs graphs;

    SqliteRulings(
            Session session, Database database, ListKeys lists, SqliteIdentities.Graphs graphs) {
        this.session = session;
        this.database = database;
        this.lists = lists;
        this.graphs = graphs;
    }

    /** Returns all that was said in a list, in its order. */
    static List<Ruling> all(Session session, ListName list) throws SQLException {
        return session.list(RULING + " ORDER BY id", row -> ruling(list, row), list.value());
    }

    private static Ruling ruling(ListName list, ResultSet row) throws SQLException {
        String parent = row.getString(3);
        return new Ruling(
                list,
                new MessageId(row.getString(1)),
                Ruling.Kind.valueOf(row.getString(2)),
                parent == null ? null : new MessageId(parent),
                Instant.ofEpochSecond(row.getLong(4)),
                row.getString(5));
    }

    @Override
    public Optional<Ruling> last(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                RULING + " AND message_id = ? ORDER BY id DESC LIMIT 1",
                                row -> ruling(list, row),
                                list.value(),
                                id.value()));
    }

    @Override
    public void add(Ruling ruling) {
        MessageId parent = ruling.parent();
        database.run(
                () -> {
                    graphs.of(ruling.list()).forgetRulings();
                    return session.update(
                            "INSERT INTO ruling (list, message_id, kind, parent, since, reason)"
                                    + " VALUES (?, ?, ?, ?, ?, ?)",
                            lists.key(ruling.list()),
                            ruling.id().value(),
                            ruling.kind().name(),
                            parent == null ? null : parent.value(),
                            ruling.since(),
                            ruling.reason());
                });
    }
}
