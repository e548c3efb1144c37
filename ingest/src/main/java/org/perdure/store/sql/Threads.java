package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.MonthEntry;
import org.perdure.store.ThreadEntry;

/** Reads threads out of the tables. Stored parents have no cycles. */
final class Threads {
    /** How many dummies may stand between ancestors: senders make chains as long as they like. */
    private static final int MAX_DUMMIES = 1_000;

    /**
     * Goes up no further than it must: a chain can be as long as the list. CROSS JOIN is an inner
     * join whose order is kept: without it, all nodes of the archive are gone through.
     */
    static final String ANCESTORS =
            """
            WITH RECURSIVE up (id, depth, shown) AS (
              SELECT parent, 1, 0 FROM node WHERE list = %s AND message_id = ?
              UNION ALL
              SELECT n.parent, depth + 1, shown + (n.key IS NOT NULL AND NOT %s)
              FROM up JOIN node n ON n.id = up.id
              WHERE up.depth < ? AND up.shown < ?)
            SELECT %s
            FROM up CROSS JOIN node n ON n.id = up.id CROSS JOIN message m ON m.key = n.key
            WHERE %s ORDER BY up.depth LIMIT ?
            """
                    .formatted(Rows.LIST, Rows.hidden("n"), Rows.ENTRY, Rows.SHOWN);

    /** In the order of its joins as well. */
    static final String DESCENDANTS =
            """
            WITH RECURSIVE down (id, distance) AS (
              SELECT id, 0 FROM node WHERE list = %s AND message_id = ?
              UNION ALL
              SELECT n.id, distance + (n.key IS NOT NULL AND NOT %s)
              FROM down JOIN node n ON n.parent = down.id
              WHERE down.distance < ? AND (n.key IS NULL OR n.key <= ?)
              LIMIT ?)
            SELECT m.key
            FROM down CROSS JOIN node n ON n.id = down.id CROSS JOIN message m ON m.key = n.key
            WHERE down.distance > 0 AND %s ORDER BY down.distance, m.key
            """
                    .formatted(Rows.LIST, Rows.hidden("n"), Rows.SHOWN);

    private static final String REPLIES =
            """
            SELECT %s FROM node n JOIN node c ON c.parent = n.id JOIN message m ON m.key = c.key
            WHERE n.list = %s AND n.message_id = ? AND %s ORDER BY m.arrived, m.key
            """
                    .formatted(Rows.ENTRY, Rows.LIST, Rows.SHOWN);

    private static final String EDGE =
            """
            SELECT n.message_id, p.message_id, p.key IS NULL OR %s, n.evidence, n.score
            FROM node n JOIN node p ON p.id = n.parent
            WHERE n.list = %s AND n.message_id = ?
            """
                    .formatted(Rows.hidden("p"), Rows.LIST);

    /** Up from the node of a message, then down to all nodes of its thread, then their messages. */
    static final String KEYS =
            """
            WITH RECURSIVE up (id, parent) AS (
              SELECT n.id, n.parent
              FROM message m JOIN node n ON n.list = m.list AND n.message_id = m.message_id
              WHERE m.key = ?
              UNION ALL
              SELECT n.id, n.parent FROM up JOIN node n ON n.id = up.parent),
            down (id) AS (
              SELECT id FROM up WHERE parent IS NULL
              UNION ALL
              SELECT n.id FROM down JOIN node n ON n.parent = down.id)
            SELECT m.key
            FROM down CROSS JOIN node n ON n.id = down.id
              CROSS JOIN message m ON m.list = n.list AND m.message_id = n.message_id
            """;

    private Threads() {}

    static Set<Long> keys(Session session, long key) throws SQLException {
        return Set.copyOf(session.list(KEYS, row -> row.getLong(1), key));
    }

    static List<Entry> ancestors(Session session, Entry entry, int limit) throws SQLException {
        return session.list(
                ANCESTORS,
                row -> Rows.entry(entry.list(), row),
                entry.list().value(),
                entry.id().value(),
                limit + MAX_DUMMIES,
                limit,
                limit);
    }

    static List<Long> descendants(Session session, Entry entry, int distance, long toKey, int limit)
            throws SQLException {
        return session.list(
                DESCENDANTS,
                row -> row.getLong(1),
                entry.list().value(),
                entry.id().value(),
                distance,
                toKey,
                limit);
    }

    static Optional<Edge> findEdge(Session session, Entry entry) throws SQLException {
        return session.find(EDGE, Threads::edge, entry.list().value(), entry.id().value());
    }

    static List<Entry> replies(Session session, Entry entry) throws SQLException {
        return session.list(
                REPLIES,
                row -> Rows.entry(entry.list(), row),
                entry.list().value(),
                entry.id().value());
    }

    static boolean isParent(Session session, Entry entry) throws SQLException {
        return session.find(
                        """
                        SELECT 1 FROM node n JOIN node c ON c.parent = n.id
                        WHERE n.list = %s AND n.message_id = ? LIMIT 1
                        """
                                .formatted(Rows.LIST),
                        row -> true,
                        entry.list().value(),
                        entry.id().value())
                .isPresent();
    }

    static void forEachEdge(Session session, ListName list, Consumer<Edge> consumer)
            throws SQLException {
        session.forEach(
                """
                SELECT n.message_id, p.message_id, p.key IS NULL OR %s, n.evidence, n.score
                FROM message m JOIN node n ON n.key = m.key LEFT JOIN node p ON p.id = n.parent
                WHERE m.list = %s AND %s ORDER BY m.key
                """
                        .formatted(Rows.hidden("p"), Rows.LIST, Rows.SHOWN),
                row -> consumer.accept(edge(row)),
                list.value());
    }

    private static Edge edge(ResultSet row) throws SQLException {
        MessageId parent = Rows.id(row.getString(2));
        boolean dummy = row.getBoolean(3);
        return new Edge(
                new MessageId(row.getString(1)),
                dummy ? null : parent,
                dummy ? parent : null,
                parent == null ? null : Rows.evidence(row.getString(4)),
                parent == null ? 0 : row.getDouble(5));
    }

    /** Returns a month with, for each message, its nearest ancestor in the same month. */
    static List<MonthEntry> month(Session session, ListName list, Folder folder)
            throws SQLException {
        record Place(int number, Entry entry, long node, @Nullable Long parent) {}
        List<Place> places =
                session.list(
                        """
                        SELECT %s, x.number AS place, nd.id AS node, nd.parent AS parent
                        FROM number x JOIN message m ON m.key = x.key
                          JOIN node nd ON nd.list = x.list AND nd.message_id = x.message_id
                        WHERE x.list = %s AND x.tree = ? AND x.month = ? AND %s
                        ORDER BY x.number
                        """
                                .formatted(Rows.ENTRY, Rows.LIST, Rows.SHOWN),
                        row ->
                                new Place(
                                        row.getInt("place"),
                                        Rows.entry(list, row),
                                        row.getLong("node"),
                                        nullable(row.getLong("parent"), row.wasNull())),
                        list.value(),
                        folder.tree(),
                        Rows.month(folder.month()));
        Map<Long, Integer> numbers = new HashMap<>();
        for (Place place : places) {
            numbers.put(place.node, place.number);
        }
        Map<Long, Optional<Integer>> nearest = new HashMap<>();
        List<MonthEntry> entries = new ArrayList<>(places.size());
        for (Place place : places) {
            Integer parent = nearest(session, place.parent, numbers, nearest);
            entries.add(new MonthEntry(place.number, place.entry, parent));
        }
        return entries;
    }

    /**
     * Returns the number of the nearest node that has one, upwards from a node and itself included.
     *
     * @param found what was found for nodes without a number; added to, so that a way that many
     *     messages share is walked once
     */
    private static @Nullable Integer nearest(
            Session session,
            @Nullable Long from,
            Map<Long, Integer> numbers,
            Map<Long, Optional<Integer>> found)
            throws SQLException {
        List<Long> way = new ArrayList<>();
        Long at = from;
        while (at != null && !numbers.containsKey(at) && !found.containsKey(at)) {
            way.add(at);
            at =
                    session.find(
                                    "SELECT parent FROM node WHERE id = ? AND parent IS NOT NULL",
                                    row -> row.getLong(1),
                                    at)
                            .orElse(null);
        }
        Optional<Integer> number = Optional.empty();
        if (at != null) {
            Integer own = numbers.get(at);
            number = own != null ? Optional.of(own) : found.getOrDefault(at, number);
        }
        for (long node : way) {
            found.put(node, number);
        }
        return number.orElse(null);
    }

    private static @Nullable Long nullable(long value, boolean wasNull) {
        return wasNull ? null : value;
    }

    static List<ThreadEntry> thread(Session session, ListName list, MessageId id, int limit)
            throws SQLException {
        Optional<Long> root =
                session.find(
                        """
                        WITH RECURSIVE up (id, parent) AS (
                          SELECT id, parent FROM node WHERE list = %s AND message_id = ?
                          UNION ALL
                          SELECT n.id, n.parent FROM up JOIN node n ON n.id = up.parent)
                        SELECT id FROM up WHERE parent IS NULL
                        """
                                .formatted(Rows.LIST),
                        row -> row.getLong(1),
                        list.value(),
                        id.value());
        if (root.isEmpty()) {
            return List.of();
        }
        Map<Long, Node> nodes = new HashMap<>();
        List<Node> all =
                session.list(
                        """
                        WITH RECURSIVE down (id, depth) AS (
                          SELECT ?, 0 UNION ALL
                          SELECT n.id, depth + 1 FROM down JOIN node n ON n.parent = down.id)
                        SELECT %s, nd.id AS node, nd.message_id AS node_id, nd.parent AS parent,
                          nd.evidence AS evidence, nd.score AS score
                        FROM down JOIN node nd ON nd.id = down.id
                          LEFT JOIN message m ON m.key = nd.key AND %s
                        ORDER BY down.depth
                        """
                                .formatted(Rows.ENTRY, Rows.SHOWN),
                        row -> {
                            row.getLong("key");
                            Entry entry = row.wasNull() ? null : Rows.entry(list, row);
                            return new Node(
                                    row.getLong("node"),
                                    new MessageId(row.getString("node_id")),
                                    entry,
                                    nullable(row.getLong("parent"), row.wasNull()),
                                    row.getString("evidence"),
                                    row.getDouble("score"));
                        },
                        root.get());
        for (Node node : all) {
            nodes.put(node.node, node);
        }
        for (Node node : all) {
            if (node.parent != null) {
                Node parent = nodes.get(node.parent);
                if (parent != null) {
                    parent.children.add(node);
                }
            }
        }
        Node top = withoutChain(settle(all));
        return top == null ? List.of() : inReadingOrder(top, limit);
    }

    /** A node of a thread being read; dummies get the time of their first descendant. */
    private static final class Node {
        final long node;
        final MessageId id;
        final @Nullable Entry entry;
        final @Nullable Long parent;
        final @Nullable String evidence;
        final double score;
        final List<Node> children = new ArrayList<>();
        long time = Long.MAX_VALUE;

        Node(
                long node,
                MessageId id,
                @Nullable Entry entry,
                @Nullable Long parent,
                @Nullable String evidence,
                double score) {
            this.node = node;
            this.id = id;
            this.entry = entry;
            this.parent = parent;
            this.evidence = evidence;
            this.score = score;
            if (entry != null) {
                time = entry.arrived().getEpochSecond();
            }
        }
    }

    /**
     * Gives dummies their time, leaves out dummies that nothing hangs under, and sorts siblings.
     *
     * @param all the nodes, each after its parent, the root first
     */
    private static Node settle(List<Node> all) {
        Map<Long, Node> nodes = new HashMap<>();
        all.forEach(node -> nodes.put(node.node, node));
        Set<Long> empty = new HashSet<>();
        for (Node node : all.reversed()) {
            node.children.removeIf(child -> empty.contains(child.node));
            node.children.sort(
                    Comparator.comparingLong((Node child) -> child.time)
                            .thenComparing(child -> child.id));
            if (node.entry == null) {
                if (node.children.isEmpty()) {
                    empty.add(node.node);
                } else {
                    node.time = node.children.getFirst().time;
                }
            }
        }
        return all.getFirst();
    }

    /** Returns the first node that says something: dummies with one dummy below are left out. */
    private static @Nullable Node withoutChain(Node root) {
        Node top = root;
        while (top.entry == null
                && top.children.size() == 1
                && top.children.getFirst().entry == null) {
            top = top.children.getFirst();
        }
        return top.entry == null && top.children.isEmpty() ? null : top;
    }

    private static List<ThreadEntry> inReadingOrder(Node top, int limit) {
        record Placed(Node node, @Nullable MessageId parent) {}
        List<ThreadEntry> entries = new ArrayList<>();
        Deque<Placed> open = new ArrayDeque<>();
        open.push(new Placed(top, null));
        while (!open.isEmpty() && entries.size() < limit) {
            Placed placed = open.pop();
            Node node = placed.node;
            entries.add(
                    new ThreadEntry(
                            node.id,
                            node.entry,
                            placed.parent,
                            placed.parent == null ? null : Rows.evidence(node.evidence),
                            placed.parent == null ? 0 : node.score));
            for (Node child : node.children.reversed()) {
                open.push(new Placed(child, node.id));
            }
        }
        return entries;
    }
}
