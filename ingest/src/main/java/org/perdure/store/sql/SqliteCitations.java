package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.perdure.link.Citation;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.Citations;
import org.perdure.store.LinkPair;
import org.perdure.store.NumberClaim;

/** Reads the tables "citation", "pair" and "evidence" by message. */
final class SqliteCitations implements Citations {
    /** How many rows are read for one target: who is cited more often has the newest of these. */
    private static final int MAX_ROWS = 1_000;

    private static final String CITED =
            "SELECT "
                    + Rows.ENTRY
                    + ", c.target, l.name AS list_name FROM citation c JOIN message m ON m.key = c.key JOIN list l ON l.id = m.list"
                    + " WHERE ";

    /** Beginnings of a text lie between the shortest of them and the whole, among others. */
    private static final String BEGINNING =
            "c.target BETWEEN ?1 AND ?2 AND substr(?2, 1, length(c.target)) = c.target";

    private static final String NEWEST =
            " AND " + Rows.SHOWN + " ORDER BY c.key DESC LIMIT " + MAX_ROWS;

    private final Sessions sessions;

    SqliteCitations(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Cited> citing(MessageId id, Collection<String> targets, int limit) {
        String whole = id.value();
        List<Cited> found = new ArrayList<>();
        sessions.read(
                session -> {
                    for (String target : targets) {
                        add(session, found, "c.target = ?", target);
                    }
                    if (whole.length() < MIN_CUT) {
                        add(session, found, "c.target = ?", Citation.ofId(whole));
                        return found;
                    }
                    String cut = whole.substring(0, MIN_CUT);
                    add(session, found, BEGINNING, Citation.ofId(cut), Citation.ofId(whole));
                    add(session, found, BEGINNING, Citation.ofCut(cut), Citation.ofCut(whole));
                    return found;
                });
        return found.stream()
                .sorted(Comparator.comparing((Cited cited) -> cited.entry().arrived()).reversed())
                .limit(limit)
                .toList();
    }

    private static void add(Session session, List<Cited> found, String where, String... parameters)
            throws SQLException {
        session.forEach(
                CITED + where + NEWEST,
                row ->
                        found.add(
                                new Cited(
                                        Rows.entry(new ListName(row.getString("list_name")), row),
                                        row.getString("target"))),
                (Object[]) parameters);
    }

    @Override
    public boolean areOverdue() {
        return sessions.read(
                session ->
                        session.find("SELECT 1 FROM uncited LIMIT 1", row -> true).orElse(false));
    }

    @Override
    public List<MessageId> aliases(long key) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT message_id FROM alias WHERE key = ? ORDER BY message_id",
                                row -> new MessageId(row.getString(1)),
                                key));
    }

    @Override
    public List<LinkPair> pairs(MessageId id) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT link, origin FROM pair WHERE message_id = ? ORDER BY link",
                                row ->
                                        new LinkPair(
                                                row.getString(1),
                                                id,
                                                LinkPair.Origin.valueOf(row.getString(2))),
                                id.value()));
    }

    @Override
    public List<NumberClaim> claims(ListName list, MessageId id) {
        return sessions.read(
                session ->
                        session.list(
                                Rows.CLAIM
                                        + " WHERE list = (SELECT id FROM list WHERE name = ?)"
                                        + " AND message_id = ? AND scheme = 'PIPERMAIL'"
                                        + " ORDER BY folder, number",
                                Rows::claim,
                                list.value(),
                                id.value()));
    }
}
