package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.RegisterEvent;
import org.perdure.store.RegisterRow;

/**
 * Holds the register against its own hashes, and against the tables: what it says was given out
 * must be there still, and nothing else.
 */
final class RegisterVerification {
    private static final String NUMBERS = "num/";

    private final Session session;
    private final Consumer<String> findings;

    /** What the register says is in force, by address: {@code num/2011-03 15}. */
    private final Map<String, Given> given = new TreeMap<>();

    /** Messages that left an address, which goes on leading to them as long as none is at it. */
    private final Map<String, Set<MessageId>> left = new TreeMap<>();

    private byte[] before = {};
    private @Nullable RegisterRow last;

    /** Which message is at an address, and whether it may never leave it. */
    private record Given(MessageId id, boolean exact) {}

    RegisterVerification(Session session, Consumer<String> findings) {
        this.session = session;
        this.findings = findings;
    }

    void run() throws SQLException {
        for (ListName list :
                session.list("SELECT name FROM list", row -> new ListName(row.getString(1)))) {
            given.clear();
            left.clear();
            last = null;
            RegisterReader.forEach(session, list, this::follow);
            claims(list);
            numbers(list);
            files(list);
            others(list);
            given.forEach(
                    (address, of) ->
                            findings.accept(
                                    "register: "
                                            + list
                                            + " "
                                            + address
                                            + " was given to "
                                            + of.id
                                            + " and is gone"));
        }
    }

    private void follow(RegisterRow row) {
        RegisterRow previous = last;
        boolean begins = previous == null || !previous.chain().equals(row.chain());
        if (begins) {
            before = RegisterRow.begin(row.list(), row.chain());
        }
        long expected = begins || previous == null ? 0 : previous.position() + 1;
        if (row.position() != expected || !row.follows(before)) {
            findings.accept(
                    "register: %s %s is broken at row %d"
                            .formatted(row.list(), row.chain(), row.position()));
        }
        before = row.hashBytes();
        last = row;
        apply(row);
    }

    private void apply(RegisterRow row) {
        String address = address(row.chain(), row.number(), row.name());
        switch (row.event()) {
            case GIVEN, EXACT, FILE, COPY -> {
                Given held = given.get(address);
                if (held != null && !held.id.equals(row.id())) {
                    findings.accept(
                            "register: %s %s moved from %s to %s"
                                    .formatted(row.list(), address, held.id, row.id()));
                }
                given.put(address, new Given(row.id(), row.event() == RegisterEvent.EXACT));
                Set<MessageId> gone = left.get(address);
                if (gone != null) {
                    gone.remove(row.id());
                }
            }
            case RENAMED -> {
                Given held = given.get(address);
                if (held == null || !held.id.isSynthetic()) {
                    findings.accept(
                            "register: %s %s was renamed to %s and was of %s"
                                    .formatted(
                                            row.list(),
                                            address,
                                            row.id(),
                                            held == null ? "none" : held.id));
                }
                given.put(address, new Given(row.id(), held != null && held.exact));
            }
            case LEFT -> {
                Given held = given.remove(address);
                if (held != null && held.exact) {
                    findings.accept(
                            "register: %s %s was exact and was taken from %s"
                                    .formatted(row.list(), address, held.id));
                }
                if (row.chain().startsWith(NUMBERS)) {
                    left.computeIfAbsent(address, any -> new HashSet<>()).add(row.id());
                }
            }
            case HIDDEN -> given.put(hidden(row.id()), new Given(row.id(), false));
            case SHOWN -> given.remove(hidden(row.id()));
        }
    }

    private static String address(String chain, @Nullable Integer number, @Nullable String name) {
        return chain + " " + (number == null ? name : number.toString());
    }

    private static String hidden(MessageId id) {
        return RegisterRow.ofId(id) + " hidden";
    }

    /** Takes out what a table has; says so if the register has it otherwise. */
    private void settle(ListName list, String address, MessageId id, boolean exact) {
        Given held = settle(list, address, id);
        if (held != null && held.exact != exact) {
            findings.accept(
                    "register: %s %s %s"
                            .formatted(
                                    list,
                                    address,
                                    exact
                                            ? "is exact, and nothing says how it became so"
                                            : "was exact and is not"));
        }
    }

    private @Nullable Given settle(ListName list, String address, MessageId id) {
        Given held = given.remove(address);
        if (held == null) {
            findings.accept("register: %s %s of %s is not in it".formatted(list, address, id));
        } else if (!held.id.equals(id)) {
            findings.accept(
                    "register: %s %s was given to %s and leads to %s"
                            .formatted(list, address, held.id, id));
        }
        return held;
    }

    /** What was given out and taken back is kept as a claim. */
    private void claims(ListName list) throws SQLException {
        Map<MessageId, MessageId> names = new HashMap<>();
        session.forEach(
                "SELECT a.message_id, m.message_id FROM alias a JOIN message m ON m.key = a.key"
                        + " WHERE a.list = (SELECT id FROM list WHERE name = ?)",
                row -> names.put(new MessageId(row.getString(1)), new MessageId(row.getString(2))),
                list.value());
        for (Map.Entry<String, Set<MessageId>> each : left.entrySet()) {
            String[] place = each.getKey().substring(NUMBERS.length()).split(" ", 2);
            for (MessageId id : each.getValue()) {
                boolean isKept =
                        session.find(
                                        """
                                        SELECT 1 FROM evidence
                                        WHERE list = (SELECT id FROM list WHERE name = ?)
                                          AND scheme = 'MHONARC' AND folder = ? AND number = ?
                                          AND message_id IN (?, ?)
                                        """,
                                        row -> true,
                                        list.value(),
                                        place[0],
                                        Integer.valueOf(place[1]),
                                        id.value(),
                                        names.getOrDefault(id, id).value())
                                .isPresent();
                if (!isKept) {
                    findings.accept(
                            "register: %s %s was given to %s once, and leads there no more"
                                    .formatted(list, each.getKey(), id));
                }
            }
        }
    }

    private void numbers(ListName list) throws SQLException {
        Map<Integer, String> chains = new HashMap<>();
        session.forEach(
                """
                SELECT tree, month, number, message_id, origin FROM number
                WHERE list = (SELECT id FROM list WHERE name = ?)
                """,
                row -> {
                    String tree = row.getString(1);
                    int month = row.getInt(2);
                    String chain =
                            NUMBERS
                                    + (tree.isEmpty() ? "" : tree + "/")
                                    + chains.computeIfAbsent(
                                            month, any -> Rows.month(month).toString());
                    settle(
                            list,
                            address(chain, row.getInt(3), null),
                            new MessageId(row.getString(4)),
                            Origin.valueOf(row.getString(5)).isExact());
                },
                list.value());
    }

    private void files(ListName list) throws SQLException {
        session.forEach(
                """
                SELECT f.month, f.name, m.message_id FROM file f JOIN message m ON m.key = f.key
                WHERE f.list = (SELECT id FROM list WHERE name = ?)
                """,
                row ->
                        settle(
                                list,
                                address(
                                        RegisterRow.ofFiles(Rows.month(row.getInt(1)).toString()),
                                        null,
                                        row.getString(2)),
                                new MessageId(row.getString(3))),
                list.value());
    }

    private void others(ListName list) throws SQLException {
        session.forEach(
                """
                SELECT message_id, copy FROM message
                WHERE list = (SELECT id FROM list WHERE name = ?) AND copy > 0
                """,
                row -> {
                    MessageId id = new MessageId(row.getString(1));
                    settle(list, address(RegisterRow.ofId(id), row.getInt(2), null), id);
                },
                list.value());
        session.forEach(
                """
                SELECT message_id FROM takedown
                WHERE list = (SELECT id FROM list WHERE name = ?) AND lifted IS NULL
                """,
                row -> {
                    MessageId id = new MessageId(row.getString(1));
                    settle(list, hidden(id), id);
                },
                list.value());
    }
}
