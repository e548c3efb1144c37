package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.store.Ruling;
import org.perdure.thread.Evidence;
import org.perdure.thread.ThreadGraph;

/** The threads of one list in the tables "node" and "mention". */
final class SqliteThreadGraph implements ThreadGraph {
    /** How many msg-ids of late are remembered: replies name what came shortly before. */
    private static final int REMEMBERED = 20_000;

    private static final int REFERENCES = 0;
    private static final int IN_REPLY_TO = 1;

    private final Session session;
    private final Database database;
    private final long list;
    private final Map<MessageId, Long> ids = new RecentMap<>(REMEMBERED);

    /** Whether there are rulings in the list: hardly any has one, and each message asks. */
    private @Nullable Boolean ruled;

    SqliteThreadGraph(Session session, Database database, long list) {
        this.session = session;
        this.database = database;
        this.list = list;
    }

    /** Forgets everything remembered, since a transaction was undone or others wrote. */
    void forget() {
        ids.clear();
        forgetRulings();
    }

    /** Forgets whether there are rulings. */
    void forgetRulings() {
        ruled = null;
    }

    /** Makes the node of a msg-id stand for a message. */
    void fill(MessageId id, long key) throws SQLException {
        session.update("UPDATE node SET key = ? WHERE id = ?", key, node(id));
    }

    /** Makes the node of another msg-id stand for a message; the one before is a dummy then. */
    void move(MessageId from, MessageId to, long key) throws SQLException {
        session.update("UPDATE node SET key = NULL WHERE id = ?", node(from));
        fill(to, key);
    }

    @Override
    public long node(MessageId id) {
        Long known = ids.get(id);
        if (known != null) {
            return known;
        }
        long node =
                database.run(
                        () -> {
                            var found =
                                    session.find(
                                            "SELECT id FROM node WHERE list = ? AND message_id = ?",
                                            row -> row.getLong(1),
                                            list,
                                            id.value());
                            return found.isPresent()
                                    ? found.get()
                                    : session.insert(
                                            "INSERT INTO node (list, message_id) VALUES (?, ?)"
                                                    + " RETURNING id",
                                            list,
                                            id.value());
                        });
        ids.put(id, node);
        return node;
    }

    @Override
    public boolean isPresent(long node) {
        return database.run(
                () ->
                        session.find(
                                        "SELECT 1 FROM node WHERE id = ? AND key IS NOT NULL",
                                        row -> true,
                                        node)
                                .isPresent());
    }

    @Override
    public Rank rank(long node) {
        return database.run(
                () ->
                        session.find(
                                        """
                                        SELECT n.message_id, m.arrived
                                        FROM node n LEFT JOIN message m ON m.key = n.key
                                        WHERE n.id = ?
                                        """,
                                        row -> {
                                            long time = row.getLong(2);
                                            return new Rank(
                                                    row.wasNull() ? Long.MAX_VALUE : time,
                                                    new MessageId(row.getString(1)));
                                        },
                                        node)
                                .orElseThrow());
    }

    @Override
    public void putMentions(long node, Mentions mentions) {
        database.run(
                () -> {
                    put(node, REFERENCES, mentions.references());
                    put(node, IN_REPLY_TO, mentions.inReplyTo());
                    return node;
                });
    }

    @Override
    public void dropMentions(long node) {
        database.run(() -> session.update("DELETE FROM mention WHERE child = ?", node));
    }

    private void put(long child, int field, List<Long> nodes) throws SQLException {
        for (int i = 0; i < nodes.size(); i++) {
            session.update(
                    "INSERT INTO mention (child, field, position, node) VALUES (?, ?, ?, ?)",
                    child,
                    field,
                    i,
                    nodes.get(i));
        }
    }

    @Override
    public Mentions mentions(long node) {
        List<Long> references = new ArrayList<>();
        List<Long> inReplyTo = new ArrayList<>();
        database.run(
                () -> {
                    session.forEach(
                            "SELECT field, node FROM mention WHERE child = ?"
                                    + " ORDER BY field, position",
                            row ->
                                    (row.getInt(1) == REFERENCES ? references : inReplyTo)
                                            .add(row.getLong(2)),
                            node);
                    return node;
                });
        return new Mentions(inReplyTo, references);
    }

    @Override
    public List<Long> mentionedBy(long node) {
        return database.run(
                () ->
                        session.list(
                                "SELECT DISTINCT child FROM mention WHERE node = ?",
                                row -> row.getLong(1),
                                node));
    }

    @Override
    public @Nullable Guess guess(long node) {
        return database.run(
                        () ->
                                session.find(
                                        "SELECT parent, evidence, score FROM guess WHERE node = ?",
                                        row ->
                                                new Guess(
                                                        row.getLong(1),
                                                        Evidence.valueOf(row.getString(2)),
                                                        row.getDouble(3)),
                                        node))
                .orElse(null);
    }

    @Override
    public void setGuess(long node, @Nullable Guess guess) {
        database.run(
                () ->
                        guess == null
                                ? session.update("DELETE FROM guess WHERE node = ?", node)
                                : session.update(
                                        "INSERT OR REPLACE INTO guess"
                                                + " (node, parent, evidence, score)"
                                                + " VALUES (?, ?, ?, ?)",
                                        node,
                                        guess.parent(),
                                        guess.evidence().name(),
                                        guess.score()));
    }

    @Override
    public @Nullable Place ruled(long node) {
        return database.run(
                        () ->
                                isRuled()
                                        ? session.find(
                                                """
                                                SELECT r.kind, r.parent FROM node n
                                                JOIN ruling r ON r.list = n.list AND r.message_id = n.message_id
                                                WHERE n.id = ? ORDER BY r.id DESC LIMIT 1
                                                """,
                                                row ->
                                                        new Word(
                                                                Ruling.Kind.valueOf(
                                                                        row.getString(1)),
                                                                row.getString(2)),
                                                node)
                                        : Optional.<Word>empty())
                .map(this::place)
                .orElse(null);
    }

    /** What was said last of a message. */
    private record Word(Ruling.Kind kind, @Nullable String parent) {}

    private @Nullable Place place(Word word) {
        return switch (word.kind()) {
            case ATTACH -> new Place(node(new MessageId(Objects.requireNonNull(word.parent()))));
            case DETACH -> Place.ROOT;
            case RELEASE -> null;
        };
    }

    private boolean isRuled() throws SQLException {
        if (ruled == null) {
            ruled =
                    session.find("SELECT 1 FROM ruling WHERE list = ? LIMIT 1", row -> true, list)
                            .isPresent();
        }
        return ruled;
    }

    @Override
    public List<Long> ruledUnder(long parent) {
        return database.run(
                () ->
                        session.list(
                                """
                                SELECT DISTINCT c.id FROM node p
                                JOIN ruling r ON r.list = p.list AND r.parent = p.message_id
                                JOIN node c ON c.list = r.list AND c.message_id = r.message_id
                                WHERE p.id = ? AND c.key IS NOT NULL
                                """,
                                row -> row.getLong(1),
                                parent));
    }

    @Override
    public @Nullable Claim claim(long node) {
        return database.run(
                        () ->
                                session.find(
                                        "SELECT claim, evidence, score, claimed_by FROM node"
                                                + " WHERE id = ? AND claim IS NOT NULL",
                                        row ->
                                                new Claim(
                                                        row.getLong(1),
                                                        Evidence.valueOf(row.getString(2)),
                                                        row.getDouble(3),
                                                        row.getLong(4)),
                                        node))
                .orElse(null);
    }

    @Override
    public void setClaim(long node, @Nullable Claim claim) {
        database.run(
                () ->
                        session.update(
                                "UPDATE node SET claim = ?, evidence = ?, score = ?, claimed_by = ?"
                                        + " WHERE id = ?",
                                claim == null ? null : claim.parent(),
                                claim == null ? null : claim.evidence().name(),
                                claim == null ? null : claim.score(),
                                claim == null ? null : claim.by(),
                                node));
    }

    @Override
    public boolean setParent(long node, boolean asClaimed) {
        return database.run(
                () ->
                        session.update(
                                        asClaimed
                                                ? "UPDATE node SET parent = claim WHERE id = ?"
                                                        + " AND parent IS NOT claim"
                                                : "UPDATE node SET parent = NULL WHERE id = ?"
                                                        + " AND parent IS NOT NULL",
                                        node)
                                > 0);
    }

    @Override
    public List<Long> circle(long node) {
        return database.run(
                () -> {
                    if (!isClaimed(node)) {
                        return List.of();
                    }
                    List<Long> way =
                            session.list(
                                    """
                                    WITH RECURSIVE way (id) AS (
                                      SELECT claim FROM node WHERE id = ? AND claim IS NOT NULL
                                      UNION
                                      SELECT n.claim FROM way JOIN node n ON n.id = way.id
                                      WHERE way.id <> ? AND n.claim IS NOT NULL)
                                    SELECT id FROM way
                                    """,
                                    row -> row.getLong(1),
                                    node,
                                    node);
                    return way.contains(node) ? way : List.of();
                });
    }

    /** Spares the way up for most nodes: nothing answers a message that is new. */
    private boolean isClaimed(long node) throws SQLException {
        return session.find("SELECT 1 FROM node WHERE claim = ? LIMIT 1", row -> true, node)
                .isPresent();
    }
}
