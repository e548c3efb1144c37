package org.perdure.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.Identities;
import org.perdure.store.Ledger;
import org.perdure.store.LinkPair;
import org.perdure.store.Numbering;
import org.perdure.store.RegisterEvent;
import org.perdure.store.Renditions;
import org.perdure.store.Rulings;
import org.perdure.store.TakeDown;
import org.perdure.thread.ThreadGraph;

/**
 * The statements of the writer. One exists as long as its writer, used by one transaction at a
 * time.
 */
final class SqliteTransaction implements Transaction {
    private final Session session;
    private final Database database;
    private final ListKeys lists;
    private final Map<ListName, SqliteThreadGraph> threads = new HashMap<>();
    private final SqliteLedger ledger;
    private final SqliteRenditions renditions;
    private final SqliteNumbering numbering;
    private final SqliteIdentities identities;
    private final SqliteRulings rulings;
    private final Register register;

    SqliteTransaction(Session session, Database database, Compression compression) {
        this.session = session;
        this.database = database;
        this.lists = new ListKeys(session);
        this.ledger = new SqliteLedger(session, database, lists);
        this.register = new Register(session);
        this.renditions = new SqliteRenditions(session, database, compression, lists, register);
        this.numbering = new SqliteNumbering(session, database, lists, register);
        this.identities = new SqliteIdentities(session, database, lists, register, this::graph);
        this.rulings = new SqliteRulings(session, database, lists, this::graph);
    }

    /** Forgets what was remembered of rows that may have been undone, or changed by others. */
    void forget() {
        lists.forget();
        threads.values().forEach(SqliteThreadGraph::forget);
        threads.clear();
        ledger.forget();
        renditions.forget();
        numbering.forget();
        register.forget();
    }

    /** Brings to an end what is put off until all of a transaction is there. */
    void finish() throws SQLException {
        numbering.calibrate();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Renditions renditions() {
        return renditions;
    }

    @Override
    public Numbering numbering() {
        return numbering;
    }

    @Override
    public Identities identities() {
        return identities;
    }

    @Override
    public Rulings rulings() {
        return rulings;
    }

    @Override
    public void addList(ListName list) {
        database.run(
                () -> session.update("INSERT OR IGNORE INTO list (name) VALUES (?)", list.value()));
    }

    @Override
    public Optional<Held> findCopy(ListName list, MessageId id, byte[] sha256) {
        return database.run(
                () ->
                        session.find(
                                SqliteRenditions.HELD
                                        + " WHERE m.list = ? AND m.message_id = ? AND m.sha256 = ?",
                                SqliteRenditions::held,
                                lists.key(list),
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
                                        lists.key(list),
                                        id.value())
                                .orElse(0));
    }

    @Override
    public Entry append(
            ListName list,
            Message message,
            int copy,
            @Nullable Long sameAs,
            Instant arrived,
            byte[] separator,
            byte[] sha256,
            Packed packed) {
        return database.run(
                () -> {
                    OffsetDateTime sent = message.sent();
                    String subject = Entry.shown(message.subject());
                    String author = Entry.shown(message.author());
                    long key =
                            session.insert(
                                    """
                                    INSERT INTO message (list, message_id, copy, sha256, separator,
                                      subject, author, sent, sent_offset, arrived, same_as)
                                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key
                                    """,
                                    lists.key(list),
                                    message.id().value(),
                                    copy,
                                    sha256,
                                    separator,
                                    subject,
                                    author,
                                    sent == null ? null : sent.toEpochSecond(),
                                    sent == null ? null : sent.getOffset().getTotalSeconds(),
                                    arrived,
                                    sameAs);
                    session.update(
                            "INSERT INTO raw (key, dictionary, size, data) VALUES (?, ?, ?, ?)",
                            key,
                            packed.dictionary() == 0 ? null : packed.dictionary(),
                            packed.size(),
                            packed.data());
                    if (copy == 0) {
                        graph(list).fill(message.id(), key);
                    } else {
                        register.id(lists.key(list), RegisterEvent.COPY, copy, message.id());
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
                            null,
                            sameAs);
                });
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
                                    lists.key(list),
                                    key);
                    return new Change(sequence, kind, list, key, id);
                });
    }

    @Override
    public ThreadGraph threads(ListName list) {
        return database.run(() -> graph(list));
    }

    private SqliteThreadGraph graph(ListName list) throws SQLException {
        SqliteThreadGraph graph = threads.get(list);
        if (graph == null) {
            graph = new SqliteThreadGraph(session, database, lists.key(list));
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
    public List<Long> keys(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.list(
                                "SELECT key FROM message WHERE list = ? AND message_id = ?"
                                        + " AND same_as IS NULL ORDER BY key",
                                row -> row.getLong(1),
                                lists.key(list),
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
                                        lists.key(list),
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
                                lists.key(list),
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
    public void cite(long key, List<String> citations) {
        for (String citation : citations) {
            database.run(
                    () ->
                            session.update(
                                    "INSERT OR IGNORE INTO citation (target, key) VALUES (?, ?)",
                                    citation,
                                    key));
        }
    }

    @Override
    public void uncite(long key, List<String> citations) {
        for (String citation : citations) {
            database.run(
                    () ->
                            session.update(
                                    "DELETE FROM citation WHERE target = ? AND key = ?",
                                    citation,
                                    key));
        }
    }

    @Override
    public List<Long> takeUncited(int limit) {
        return database.run(
                () -> {
                    List<Long> keys =
                            session.list(
                                    "SELECT m.key FROM message m, uncited u WHERE m.key <= u.upto"
                                            + " AND m.same_as IS NULL"
                                            + " ORDER BY m.key DESC LIMIT ?",
                                    row -> row.getLong(1),
                                    limit);
                    if (keys.isEmpty()) {
                        session.update("DELETE FROM uncited");
                    } else {
                        session.update("UPDATE uncited SET upto = ?", keys.getLast() - 1);
                    }
                    return keys;
                });
    }

    @Override
    public boolean hide(TakeDown takeDown) {
        return database.run(
                () -> {
                    boolean hidden =
                            session.update(
                                            """
                                            INSERT INTO takedown (list, message_id, since, reason, who)
                                            VALUES (?, ?, ?, ?, ?)
                                            ON CONFLICT DO UPDATE SET since = excluded.since,
                                              reason = excluded.reason, who = excluded.who,
                                              lifted = NULL
                                            WHERE lifted IS NOT NULL
                                            """,
                                            lists.key(takeDown.list()),
                                            takeDown.id().value(),
                                            takeDown.since(),
                                            takeDown.reason(),
                                            takeDown.who().name())
                                    > 0;
                    if (hidden) {
                        register.id(
                                lists.key(takeDown.list()),
                                RegisterEvent.HIDDEN,
                                null,
                                takeDown.id());
                    }
                    return hidden;
                });
    }

    @Override
    public boolean unhide(ListName list, MessageId id, Instant now) {
        return database.run(
                () -> {
                    boolean shown =
                            session.update(
                                            "UPDATE takedown SET lifted = ? WHERE list = ?"
                                                    + " AND message_id = ? AND lifted IS NULL",
                                            now,
                                            lists.key(list),
                                            id.value())
                                    > 0;
                    if (shown) {
                        register.id(lists.key(list), RegisterEvent.SHOWN, null, id);
                    }
                    return shown;
                });
    }
}
