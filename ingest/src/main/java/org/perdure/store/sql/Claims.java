package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.MessageId;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;

/**
 * The numbers of one list: which are in force (table "number"), and what claims there are (table
 * "evidence"). A number that was predicted gives way to one that was seen; it stays behind as a
 * claim, so that its address goes on leading to the message unless another has that number.
 */
final class Claims {
    private final Session session;
    private final long list;

    Claims(Session session, long list) {
        this.session = session;
        this.list = list;
    }

    /** A row of table "number". */
    private record Row(int number, MessageId id, long key, Origin origin) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getInt(1),
                    new MessageId(row.getString(2)),
                    row.getLong(3),
                    Origin.valueOf(row.getString(4)));
        }
    }

    private static final String ROW = "SELECT number, message_id, key, origin FROM number";

    /** Keeps claims and lets them decide; returns the keys of messages whose numbers changed. */
    Set<Long> claim(List<NumberClaim> claims, @Nullable Long key) throws SQLException {
        Map<YearMonth, List<NumberClaim>> byMonth = new LinkedHashMap<>();
        for (NumberClaim claim : claims) {
            keep(claim.place(), claim.id(), claim.origin());
            if (claim.place().scheme() == Scheme.MHONARC && claim.origin().isExact()) {
                month(claim.place().folder())
                        .ifPresent(
                                month ->
                                        byMonth.computeIfAbsent(month, any -> new ArrayList<>())
                                                .add(claim));
            }
        }
        Set<Long> moved = new LinkedHashSet<>();
        for (Map.Entry<YearMonth, List<NumberClaim>> month : byMonth.entrySet()) {
            new Settlement(month.getKey(), key, moved).settle(month.getValue());
        }
        return moved;
    }

    private static Optional<YearMonth> month(String folder) {
        try {
            return Optional.of(YearMonth.parse(folder));
        } catch (DateTimeParseException expected) {
            return Optional.empty(); // A folder that is no month has no place in our own space.
        }
    }

    private void keep(PublishedPlace place, MessageId id, Origin origin) throws SQLException {
        session.update(
                """
                INSERT INTO evidence (list, scheme, folder, number, message_id, origin, confidence,
                  seen)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET origin = excluded.origin, confidence = excluded.confidence
                  WHERE excluded.confidence > confidence
                """,
                list,
                place.scheme().name(),
                place.folder(),
                place.number(),
                id.value(),
                origin.name(),
                origin.confidence(),
                Instant.now());
    }

    private Optional<Row> at(YearMonth month, int number) throws SQLException {
        return session.find(
                ROW + " WHERE list = ? AND month = ? AND number = ?",
                Row::of,
                list,
                Rows.month(month),
                number);
    }

    private Optional<Row> of(YearMonth month, MessageId id) throws SQLException {
        return session.find(
                ROW + " WHERE list = ? AND message_id = ? AND month = ?",
                Row::of,
                list,
                id.value(),
                Rows.month(month));
    }

    private List<Row> of(YearMonth month, long key) throws SQLException {
        return session.list(
                ROW + " WHERE key = ? AND month = ? AND list = ?",
                Row::of,
                key,
                Rows.month(month),
                list);
    }

    /** Returns the number that was seen of a message in the month before or after. */
    Optional<MessageNumber> exactBeside(YearMonth month, long key) throws SQLException {
        for (YearMonth beside : List.of(month.minusMonths(1), month.plusMonths(1))) {
            for (Row row : of(beside, key)) {
                if (row.origin.isExact()) {
                    return Optional.of(new MessageNumber(beside, row.number));
                }
            }
        }
        return Optional.empty();
    }

    /** Gives a message the number after all those in force and all those seen. */
    MessageNumber assign(YearMonth month, MessageId id, long key) throws SQLException {
        int next =
                session.find(
                                """
                                SELECT max(
                                  (SELECT coalesce(max(number), -1) FROM number
                                   WHERE list = ?1 AND month = ?2),
                                  (SELECT coalesce(max(number), -1) FROM evidence
                                   WHERE list = ?1 AND scheme = 'MHONARC' AND folder = ?3
                                     AND origin <> 'MBOX_ORDER')) + 1
                                """,
                                row -> row.getInt(1),
                                list,
                                Rows.month(month),
                                month.toString())
                        .orElse(0);
        insert(month, next, id, key, Origin.MBOX_ORDER);
        return new MessageNumber(month, next);
    }

    private void insert(YearMonth month, int number, MessageId id, long key, Origin origin)
            throws SQLException {
        session.update(
                """
                INSERT INTO number (list, month, number, message_id, key, origin, confidence)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                list,
                Rows.month(month),
                number,
                id.value(),
                key,
                origin.name(),
                origin.confidence());
    }

    /** Takes a predicted number away; its address goes on leading to the message if it can. */
    private void leave(YearMonth month, Row row) throws SQLException {
        session.update(
                "DELETE FROM number WHERE list = ? AND month = ? AND number = ?",
                list,
                Rows.month(month),
                row.number);
        keep(PublishedPlace.mhonarc(month, row.number), row.id, row.origin);
    }

    private Optional<Long> firstKey(MessageId id) throws SQLException {
        return session.find(
                "SELECT key FROM message WHERE list = ? AND message_id = ? AND copy = 0",
                row -> row.getLong(1),
                list,
                id.value());
    }

    /** The claims of one month, all at once: so their order among each other moves nothing. */
    private final class Settlement {
        private final YearMonth month;
        private final @Nullable Long key;
        private final Set<Long> moved;
        private final Map<Integer, NumberClaim> accepted = new LinkedHashMap<>();
        private final Map<MessageId, Integer> wanted = new HashMap<>();

        /** Keys of messages whose predicted numbers were taken away, to be given others. */
        private final Map<MessageId, Long> keys = new HashMap<>();

        private final TreeMap<Integer, Row> displaced = new TreeMap<>();

        Settlement(YearMonth month, @Nullable Long key, Set<Long> moved) {
            this.month = month;
            this.key = key;
            this.moved = moved;
        }

        void settle(List<NumberClaim> claims) throws SQLException {
            for (NumberClaim claim : claims) {
                accept(claim);
            }
            for (NumberClaim claim : List.copyOf(accepted.values())) {
                makeRoom(claim);
            }
            for (NumberClaim claim : accepted.values()) {
                give(claim);
            }
            for (Row row : displaced.values()) {
                if (exactBeside(month, row.key).isEmpty()) {
                    assign(month, row.id, row.key);
                }
                moved.add(row.key);
            }
        }

        private void accept(NumberClaim claim) throws SQLException {
            int number = claim.place().number();
            if (accepted.containsKey(number) || wanted.containsKey(claim.id())) {
                return;
            }
            Optional<Row> at = at(month, number);
            if (at.isPresent() && at.get().origin.isExact()) {
                if (at.get().id.equals(claim.id()) && key != null && key != at.get().key) {
                    lead(number, key);
                }
                return;
            }
            Optional<Row> own = of(month, claim.id());
            if (own.isPresent() && own.get().origin.isExact()) {
                return;
            }
            accepted.put(number, claim);
            wanted.put(claim.id(), number);
        }

        /** Of several messages with the msg-id, the one on the page has the number. */
        private void lead(int number, long to) throws SQLException {
            session.update(
                    "UPDATE number SET key = ? WHERE list = ? AND month = ? AND number = ?",
                    to,
                    list,
                    Rows.month(month),
                    number);
            moved.add(to);
        }

        private void makeRoom(NumberClaim claim) throws SQLException {
            int number = claim.place().number();
            Optional<Row> own = of(month, claim.id());
            if (own.isPresent() && own.get().number == number) {
                session.update(
                        "UPDATE number SET origin = ?, confidence = ?, key = ?"
                                + " WHERE list = ? AND month = ? AND number = ?",
                        claim.origin().name(),
                        claim.origin().confidence(),
                        key == null ? own.get().key : key,
                        list,
                        Rows.month(month),
                        number);
                accepted.remove(number);
                dropBeside(key == null ? own.get().key : key);
                return;
            }
            if (own.isPresent()) {
                leave(month, own.get());
                keys.put(claim.id(), own.get().key);
            }
            Optional<Row> at = at(month, number);
            if (at.isPresent()) {
                leave(month, at.get());
                keys.put(at.get().id, at.get().key);
                if (!wanted.containsKey(at.get().id)) {
                    displaced.put(number, at.get());
                }
            }
        }

        private void give(NumberClaim claim) throws SQLException {
            Long known = key != null ? key : keys.get(claim.id());
            Optional<Long> to = known == null ? firstKey(claim.id()) : Optional.of(known);
            if (to.isPresent()) {
                insert(month, claim.place().number(), claim.id(), to.get(), claim.origin());
                moved.add(to.get());
                dropBeside(to.get());
            }
        }

        /** Takes predictions back that were made by another clock. */
        private void dropBeside(long to) throws SQLException {
            for (YearMonth beside : List.of(month.minusMonths(1), month.plusMonths(1))) {
                for (Row row : of(beside, to)) {
                    if (!row.origin.isExact()) {
                        leave(beside, row);
                        moved.add(to);
                    }
                }
            }
        }
    }
}
