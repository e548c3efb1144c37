package org.perdure.store.sql;

import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.NumberClaim;
import org.perdure.store.Numbering;

/** The numbers of the published space: tables "number" and "evidence". */
final class SqliteNumbering implements Numbering {
    private final Session session;
    private final Database database;
    private final ListKeys lists;

    /** Lists of which pages were imported: others are spared what only these need. */
    private final Map<ListName, Boolean> withEvidence = new HashMap<>();

    SqliteNumbering(Session session, Database database, ListKeys lists) {
        this.session = session;
        this.database = database;
        this.lists = lists;
    }

    /** Forgets what was remembered of rows that may have been undone, or changed by others. */
    void forget() {
        withEvidence.clear();
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
    public Optional<MessageNumber> find(ListName list, YearMonth month, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT number FROM number"
                                        + " WHERE list = ? AND message_id = ? AND month = ?",
                                row -> new MessageNumber(month, row.getInt(1)),
                                lists.key(list),
                                id.value(),
                                Rows.month(month)));
    }

    @Override
    public Optional<MessageNumber> findAny(ListName list, MessageId id) {
        return database.run(
                () ->
                        session.find(
                                "SELECT month, number FROM number"
                                        + " WHERE list = ? AND message_id = ? ORDER BY month LIMIT 1",
                                row -> new MessageNumber(Rows.month(row.getInt(1)), row.getInt(2)),
                                lists.key(list),
                                id.value()));
    }

    @Override
    public MessageNumber assign(ListName list, YearMonth month, MessageId id, long key) {
        return database.run(() -> claims(list).assign(month, id, key));
    }

    private Claims claims(ListName list) throws SQLException {
        return new Claims(session, lists.key(list));
    }

    @Override
    public List<Placed> claim(ListName list, List<NumberClaim> claims, @Nullable Long key) {
        return database.run(
                () -> {
                    List<Placed> moved = new ArrayList<>();
                    withEvidence.remove(list);
                    for (long each : claims(list).claim(claims, key)) {
                        moved.add(new Placed(each, idOf(each)));
                    }
                    return moved;
                });
    }

    private MessageId idOf(long key) throws SQLException {
        return session.find(
                        "SELECT message_id FROM message WHERE key = ?",
                        row -> new MessageId(row.getString(1)),
                        key)
                .orElseThrow();
    }

    @Override
    public List<NumberClaim> claims(
            ListName list, PublishedPlace.Scheme scheme, String folder, MessageId id) {
        return database.run(
                () ->
                        !hasEvidence(list)
                                ? List.of()
                                : session.list(
                                        Rows.CLAIM
                                                + " WHERE list = ? AND message_id = ? AND scheme = ?"
                                                + " AND folder = ? AND origin <> 'MBOX_ORDER'"
                                                + " ORDER BY number",
                                        Rows::claim,
                                        lists.key(list),
                                        id.value(),
                                        scheme.name(),
                                        folder));
    }

    @Override
    public Optional<MessageNumber> exactBeside(ListName list, YearMonth month, long key) {
        return database.run(
                () -> hasEvidence(list) ? claims(list).exactBeside(month, key) : Optional.empty());
    }
}
