package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.Numbering;

/** The numbers of the published space: tables "number" and "evidence". */
final class SqliteNumbering implements Numbering {
    // Made once: it is asked for each message of an import.
    private static final String WAITING =
            Rows.CLAIM
                    + " WHERE list = ? AND message_id = ? AND scheme = 'MHONARC'"
                    + " AND origin NOT IN "
                    + Rows.OF_THIS_MAIL
                    + " ORDER BY confidence DESC, seen DESC, number";

    private final Session session;
    private final Database database;
    private final ListKeys lists;
    private final Register register;

    /** Lists of which pages were imported: others are spared what only these need. */
    private final Map<ListName, Boolean> withEvidence = new HashMap<>();

    /** Folders, by list, in which the transaction changed what predictions are held against. */
    private final Map<Long, Set<Folder>> uncalibrated = new LinkedHashMap<>();

    SqliteNumbering(Session session, Database database, ListKeys lists, Register register) {
        this.session = session;
        this.database = database;
        this.lists = lists;
        this.register = register;
    }

    /** Forgets what was remembered of rows that may have been undone, or changed by others. */
    void forget() {
        withEvidence.clear();
        uncalibrated.clear();
    }

    /**
     * Says anew how sure predictions are: once for all messages of the transaction, since it takes
     * a look at all numbers of their folders.
     */
    void calibrate() throws SQLException {
        for (Map.Entry<Long, Set<Folder>> each : uncalibrated.entrySet()) {
            for (Folder folder : each.getValue()) {
                new Calibration(session, each.getKey(), folder).run();
            }
        }
        uncalibrated.clear();
    }

    private boolean hasEvidence(ListName list) throws SQLException {
        Boolean known = withEvidence.get(list);
        boolean has =
                known != null
                        ? known
                        : session.find(
                                        "SELECT 1 FROM evidence WHERE list = ? LIMIT 1",
                                        row -> true,
                                        lists.key(list))
                                .isPresent();
        withEvidence.put(list, has);
        return has;
    }

    @Override
    public Optional<MessageNumber> find(ListName list, Folder folder, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT number FROM number"
                                        + " WHERE list = ? AND message_id = ? AND tree = ? AND month = ?",
                                row -> new MessageNumber(folder, row.getInt(1)),
                                lists.key(list),
                                id.value(),
                                folder.tree(),
                                Rows.month(folder.month())));
    }

    @Override
    public Optional<MessageNumber> findAny(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT tree, month, number FROM number"
                                        + " WHERE list = ? AND message_id = ?"
                                        + " ORDER BY tree, month LIMIT 1",
                                row ->
                                        new MessageNumber(
                                                new Folder(
                                                        row.getString(1),
                                                        Rows.month(row.getInt(2))),
                                                row.getInt(3)),
                                lists.key(list),
                                id.value()));
    }

    @Override
    public void count(ListName list, Folder folder, MessageId id) {
        database.run(() -> hasEvidence(list) && claims(list).count(folder, id));
    }

    @Override
    public MessageNumber assign(
            ListName list, Folder folder, MessageId id, long key, Origin origin) {
        return database.run(
                () ->
                        hasEvidence(list)
                                ? claims(list).assign(folder, id, key, origin)
                                : claims(list).append(folder, id, key, origin));
    }

    private Claims claims(ListName list) throws SQLException {
        long key = lists.key(list);
        return new Claims(
                session,
                key,
                register,
                uncalibrated.computeIfAbsent(key, any -> new LinkedHashSet<>()));
    }

    @Override
    public List<Placed> claim(ListName list, List<NumberClaim> claims, @Nullable Long key) {
        return database.run(
                () -> {
                    List<Placed> moved = new ArrayList<>();
                    withEvidence.remove(list);
                    for (long each : claims(list).claim(canonical(list, claims), key)) {
                        moved.add(new Placed(each, idOf(each)));
                    }
                    return moved;
                });
    }

    /** A page or database may name a message as it was known before. */
    private List<NumberClaim> canonical(ListName list, List<NumberClaim> claims)
            throws SQLException {
        List<NumberClaim> canonical = new ArrayList<>(claims.size());
        for (NumberClaim claim : claims) {
            MessageId id = Messages.canonical(session, list, claim.id());
            canonical.add(new NumberClaim(claim.place(), id, claim.origin(), claim.confidence()));
        }
        return canonical;
    }

    @Override
    public List<NumberClaim> claims(ListName list, MessageId id) {
        return database.run(
                () ->
                        !hasEvidence(list)
                                ? List.of()
                                : session.list(
                                        Rows.CLAIM
                                                + " WHERE list = ? AND message_id = ?"
                                                + " AND origin <> 'MBOX_ORDER'"
                                                + " ORDER BY scheme, folder, number",
                                        Rows::claim,
                                        lists.key(list),
                                        id.value()));
    }

    private MessageId idOf(long key) throws SQLException {
        return session.find(
                        "SELECT message_id FROM message WHERE key = ?",
                        row -> new MessageId(row.getString(1)),
                        key)
                .orElseThrow();
    }

    @Override
    public List<NumberClaim> waiting(ListName list, MessageId id) {
        return database.run(
                () ->
                        !hasEvidence(list)
                                ? List.of()
                                : session.list(WAITING, Rows::claim, lists.key(list), id.value()));
    }

    @Override
    public Optional<MessageNumber> seenBeside(ListName list, Folder folder, long key) {
        return database.run(
                () -> hasEvidence(list) ? claims(list).seenBeside(folder, key) : Optional.empty());
    }
}
