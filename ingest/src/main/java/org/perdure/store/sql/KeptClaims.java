package org.perdure.store.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.perdure.link.PublishedPlace;
import org.perdure.message.MessageId;
import org.perdure.store.NumberClaim;

/**
 * What is said of the numbers of one list (table "evidence"): of each message at each place the
 * strongest claim, whichever came first.
 */
final class KeptClaims {
    private static final String OF_LIST = " WHERE list = ? AND message_id = ?";

    private final Session session;
    private final long list;

    KeptClaims(Session session, long list) {
        this.session = session;
        this.list = list;
    }

    /** Keeps a claim; returns the stronger one that is kept of the same message and place. */
    NumberClaim keep(NumberClaim claim) throws SQLException {
        Optional<NumberClaim> kept = find(claim.place(), claim.id());
        if (kept.isPresent() && !claim.isStrongerThan(kept.get())) {
            return kept.get();
        }
        session.update(
                """
                INSERT INTO evidence (list, scheme, folder, number, message_id, origin, confidence,
                  seen)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET origin = excluded.origin, confidence = excluded.confidence
                """,
                list,
                claim.place().scheme().name(),
                claim.place().folder(),
                claim.place().number(),
                claim.id().value(),
                claim.origin().name(),
                claim.confidence(),
                Instant.now());
        return claim;
    }

    private Optional<NumberClaim> find(PublishedPlace place, MessageId id) throws SQLException {
        return session.find(
                Rows.CLAIM + OF_LIST + " AND scheme = ? AND folder = ? AND number = ?",
                Rows::claim,
                list,
                id.value(),
                place.scheme().name(),
                place.folder(),
                place.number());
    }

    /** Hands on to a msg-id what was said of another one that is the same message. */
    void hand(MessageId from, MessageId to) throws SQLException {
        List<NumberClaim> said =
                session.list(Rows.CLAIM + OF_LIST, Rows::claim, list, from.value());
        // Those that stay keep the time at which they were first made.
        session.update(
                "UPDATE OR IGNORE evidence SET message_id = ?" + OF_LIST,
                to.value(),
                list,
                from.value());
        session.update("DELETE FROM evidence" + OF_LIST, list, from.value());
        for (NumberClaim claim : said) {
            keep(new NumberClaim(claim.place(), to, claim.origin(), claim.confidence()));
        }
    }
}
