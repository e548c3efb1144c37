package org.perdure.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.MessageId;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.RegisterEvent;
import org.perdure.store.RegisterRow;

/**
 * The numbers of one list: which are in force (table "number"), and what claims there are (table
 * "evidence"). A number that was predicted gives way to one that was seen; it stays behind as a
 * claim, so that its address goes on leading to the message unless another has that number.
 */
final class Claims {
    private final Session session;
    private final long list;
    private final Register register;
    private final Predictions predictions;
    private final KeptClaims kept;
    private final Set<Folder> uncalibrated;

    /**
     * @param uncalibrated takes the folders in which more, or something else, is known
     */
    Claims(Session session, long list, Register register, Set<Folder> uncalibrated) {
        this.session = session;
        this.list = list;
        this.register = register;
        this.predictions = new Predictions(session, list);
        this.kept = new KeptClaims(session, list);
        this.uncalibrated = uncalibrated;
    }

    /**
     * A row of table "number".
     *
     * @param claimed how sure it was as it came; numbers beside it may have said more since
     */
    private record Row(int number, MessageId id, long key, Origin origin, double claimed) {
        static Row of(ResultSet row) throws SQLException {
            Origin origin = Origin.valueOf(row.getString(4));
            return new Row(
                    row.getInt(1),
                    new MessageId(row.getString(2)),
                    row.getLong(3),
                    origin,
                    Rows.claimed(row, 5, origin));
        }

        NumberClaim claim(Folder folder) {
            return new NumberClaim(PublishedPlace.mhonarc(folder, number), id, origin, claimed);
        }

        /**
         * Returns whether a claim that contradicts it has to give way: first come, first served.
         */
        boolean stands(NumberClaim claim) {
            return origin.isExact() || claimed >= claim.confidence();
        }
    }

    private static final String ROW =
            "SELECT number, message_id, key, origin, " + Rows.CARRIED + " FROM number n";

    // Made once: it is asked for each message of an import.
    private static final String NEXT_NUMBER =
            """
            SELECT max(
              (SELECT coalesce(max(number), -1) FROM number
               WHERE list = ?1 AND tree = ?2 AND month = ?3),
              (SELECT coalesce(max(number), -1) FROM evidence
               WHERE list = ?1 AND scheme = 'MHONARC' AND folder = ?4
                 AND origin NOT IN %s)) + 1
            """
                    .formatted(Rows.OF_THIS_MAIL);

    /** Keeps claims and lets them decide; returns the keys of messages whose numbers changed. */
    Set<Long> claim(List<NumberClaim> claims, @Nullable Long key) throws SQLException {
        Map<Folder, List<NumberClaim>> byFolder = new LinkedHashMap<>();
        for (NumberClaim claim : claims) {
            Optional<Folder> folder = settled(claim);
            if (folder.isPresent() && !predictions.isSeen(folder.get())) {
                predictions.begin(folder.get());
            }
            // What was said before, and more surely, of the same message there waits with it.
            NumberClaim strongest = kept.keep(claim);
            if (folder.isPresent()) {
                byFolder.computeIfAbsent(folder.get(), any -> new ArrayList<>()).add(strongest);
            }
        }
        Set<Long> moved = new LinkedHashSet<>();
        for (Map.Entry<Folder, List<NumberClaim>> each : byFolder.entrySet()) {
            new Settlement(each.getKey(), key, moved).settle(each.getValue());
        }
        return moved;
    }

    /**
     * Returns the folder in which a claim decides; one that is for no month is not in our space.
     */
    private static Optional<Folder> settled(NumberClaim claim) {
        return claim.place().scheme() == Scheme.MHONARC && !claim.origin().isOfThisMail()
                ? Folder.parse(claim.place().folder())
                : Optional.empty();
    }

    private Optional<Row> at(Folder folder, int number) throws SQLException {
        return session.find(
                ROW + " WHERE list = ? AND tree = ? AND month = ? AND number = ?",
                Row::of,
                list,
                folder.tree(),
                Rows.month(folder.month()),
                number);
    }

    private Optional<Row> of(Folder folder, MessageId id) throws SQLException {
        return session.find(
                ROW + " WHERE list = ? AND message_id = ? AND tree = ? AND month = ?",
                Row::of,
                list,
                id.value(),
                folder.tree(),
                Rows.month(folder.month()));
    }

    private List<Row> of(Folder folder, long key) throws SQLException {
        return session.list(
                ROW + " WHERE key = ? AND tree = ? AND month = ? AND list = ?",
                Row::of,
                key,
                folder.tree(),
                Rows.month(folder.month()),
                list);
    }

    /** Returns the number that was seen of a message in the month before or after. */
    Optional<MessageNumber> seenBeside(Folder folder, long key) throws SQLException {
        for (Folder beside : beside(folder)) {
            for (Row row : of(beside, key)) {
                if (!row.origin.isOfThisMail()) {
                    return Optional.of(new MessageNumber(beside, row.number));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Folder> beside(Folder folder) {
        return List.of(folder.plusMonths(-1), folder.plusMonths(1));
    }

    /**
     * Counts a message among the mail of a folder, where that is held against what was seen;
     * returns whether it was not counted yet.
     */
    boolean count(Folder folder, MessageId id) throws SQLException {
        boolean isNew = predictions.isSeen(folder) && predictions.count(folder, id);
        if (isNew) {
            uncalibrated.add(folder);
        }
        return isNew;
    }

    /**
     * Gives a message the number that the order of the mail says. If it has no place in that order,
     * or another message is or was seen at that number, it gets the one after all others.
     */
    MessageNumber assign(Folder folder, MessageId id, long key, Origin origin) throws SQLException {
        if (!predictions.isSeen(folder)) {
            return append(folder, id, key, origin);
        }
        Optional<Integer> free =
                origin == Origin.APPENDED ? Optional.empty() : predictions.findFree(folder, id);
        if (free.isEmpty()) {
            return append(folder, id, key, Origin.APPENDED);
        }
        insert(folder, free.get(), id, key, origin, origin.confidence());
        uncalibrated.add(folder);
        return new MessageNumber(folder, free.get());
    }

    /** Gives a message the number after all those in force and all those seen. */
    MessageNumber append(Folder folder, MessageId id, long key, Origin origin) throws SQLException {
        int next =
                session.find(
                                NEXT_NUMBER,
                                row -> row.getInt(1),
                                list,
                                folder.tree(),
                                Rows.month(folder.month()),
                                folder.toString())
                        .orElse(0);
        insert(folder, next, id, key, origin, origin.confidence());
        return new MessageNumber(folder, next);
    }

    private void insert(
            Folder folder, int number, MessageId id, long key, Origin origin, double confidence)
            throws SQLException {
        session.update(
                """
                INSERT INTO number (list, tree, month, number, message_id, key, origin, confidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                list,
                folder.tree(),
                Rows.month(folder.month()),
                number,
                id.value(),
                key,
                origin.name(),
                confidence);
        register(event(origin), folder, number, id, key);
    }

    private static RegisterEvent event(Origin origin) {
        return origin.isExact() ? RegisterEvent.EXACT : RegisterEvent.GIVEN;
    }

    private void register(RegisterEvent event, Folder folder, int number, MessageId id, long key)
            throws SQLException {
        register.number(list, event, RegisterRow.ofNumbers(folder), number, id, key);
    }

    /** Takes a predicted number away; its address goes on leading to the message if it can. */
    private void leave(Folder folder, Row row) throws SQLException {
        session.update(
                "DELETE FROM number WHERE list = ? AND tree = ? AND month = ? AND number = ?",
                list,
                folder.tree(),
                Rows.month(folder.month()),
                row.number);
        register(RegisterEvent.LEFT, folder, row.number, row.id, row.key);
        kept.keep(
                new NumberClaim(
                        PublishedPlace.mhonarc(folder, row.number),
                        row.id,
                        row.origin,
                        row.claimed));
    }

    private Optional<Long> firstKey(MessageId id) throws SQLException {
        return session.find(
                "SELECT key FROM message WHERE list = ? AND message_id = ? AND copy = 0",
                row -> row.getLong(1),
                list,
                id.value());
    }

    /** The claims of one folder, all at once: so their order among each other moves nothing. */
    private final class Settlement {
        private final Folder folder;
        private final @Nullable Long key;
        private final Set<Long> moved;
        private final Map<Integer, NumberClaim> accepted = new LinkedHashMap<>();
        private final Map<MessageId, Integer> wanted = new HashMap<>();

        /** Keys of messages whose predicted numbers were taken away, to be given others. */
        private final Map<MessageId, Long> keys = new HashMap<>();

        private final TreeMap<Integer, Row> displaced = new TreeMap<>();

        Settlement(Folder folder, @Nullable Long key, Set<Long> moved) {
            this.folder = folder;
            this.key = key;
            this.moved = moved;
        }

        void settle(List<NumberClaim> claims) throws SQLException {
            // Of several on a number or on a message the surest, wherever it stands among them.
            claims.sort(Comparator.comparingDouble(NumberClaim::confidence).reversed());
            for (NumberClaim claim : claims) {
                accept(claim);
            }
            if (!accepted.isEmpty()) {
                uncalibrated.add(folder);
            }
            for (NumberClaim claim : List.copyOf(accepted.values())) {
                makeRoom(claim);
            }
            for (NumberClaim claim : accepted.values()) {
                give(claim);
            }
            for (Row row : displaced.values()) {
                if (seenBeside(folder, row.key).isEmpty()) {
                    append(folder, row.id, row.key, Origin.APPENDED);
                }
                moved.add(row.key);
            }
        }

        private void accept(NumberClaim claim) throws SQLException {
            int number = claim.place().number();
            if (accepted.containsKey(number) || wanted.containsKey(claim.id())) {
                return;
            }
            Optional<Row> at = at(folder, number);
            if (at.isPresent() && at.get().stands(claim)) {
                if (at.get().id.equals(claim.id())) {
                    repeat(at.get(), claim);
                }
                return;
            }
            Optional<Row> own = of(folder, claim.id());
            if (own.isPresent() && own.get().stands(claim)) {
                return;
            }
            accepted.put(number, claim);
            wanted.put(claim.id(), number);
        }

        /** Keeps the number of a message of which the same is said once more. */
        private void repeat(Row row, NumberClaim claim) throws SQLException {
            if (key != null && key != row.key) {
                lead(row.number, key);
            }
            // What is less sure takes nothing away from what the order of the mail says.
            if (claim.confidence() >= row.claimed && claim.isStrongerThan(row.claim(folder))) {
                from(row.number, claim);
                uncalibrated.add(folder);
            }
        }

        /** Says where a number comes from. */
        private void from(int number, NumberClaim claim) throws SQLException {
            session.update(
                    "UPDATE number SET origin = ?, confidence = ?"
                            + " WHERE list = ? AND tree = ? AND month = ? AND number = ?",
                    claim.origin().name(),
                    claim.confidence(),
                    list,
                    folder.tree(),
                    Rows.month(folder.month()),
                    number);
        }

        /** Of several messages with the msg-id, the one on the page has the number. */
        private void lead(int number, long to) throws SQLException {
            session.update(
                    "UPDATE number SET key = ?"
                            + " WHERE list = ? AND tree = ? AND month = ? AND number = ?",
                    to,
                    list,
                    folder.tree(),
                    Rows.month(folder.month()),
                    number);
            moved.add(to);
        }

        private void makeRoom(NumberClaim claim) throws SQLException {
            int number = claim.place().number();
            Optional<Row> own = of(folder, claim.id());
            if (own.isPresent() && own.get().number == number) {
                confirm(claim, key == null ? own.get().key : key);
                accepted.remove(number);
                return;
            }
            if (own.isPresent()) {
                leave(folder, own.get());
                keys.put(claim.id(), own.get().key);
            }
            Optional<Row> at = at(folder, number);
            if (at.isPresent()) {
                leave(folder, at.get());
                keys.put(at.get().id, at.get().key);
                if (!wanted.containsKey(at.get().id)) {
                    displaced.put(number, at.get());
                }
            }
        }

        private void confirm(NumberClaim claim, long of) throws SQLException {
            lead(claim.place().number(), of);
            from(claim.place().number(), claim);
            if (claim.origin().isExact()) {
                register(RegisterEvent.EXACT, folder, claim.place().number(), claim.id(), of);
            }
            dropBeside(claim, of);
        }

        private void give(NumberClaim claim) throws SQLException {
            Long known = key != null ? key : keys.get(claim.id());
            Optional<Long> to = known == null ? firstKey(claim.id()) : Optional.of(known);
            if (to.isPresent()) {
                insert(
                        folder,
                        claim.place().number(),
                        claim.id(),
                        to.get(),
                        claim.origin(),
                        claim.confidence());
                moved.add(to.get());
                dropBeside(claim, to.get());
            }
        }

        /**
         * Takes predictions back that were made by another clock; of two that another archive had,
         * both stay, as they were there.
         */
        private void dropBeside(NumberClaim claim, long to) throws SQLException {
            for (Folder beside : beside(folder)) {
                for (Row row : of(beside, to)) {
                    if (row.origin.isPredicted() && row.origin != claim.origin()) {
                        leave(beside, row);
                        moved.add(to);
                    }
                }
            }
        }
    }
}
