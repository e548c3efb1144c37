package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perdure.link.MessageNumber;
import org.perdure.message.Sha256;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.StoreException;

/** Holds the tables against each other, and raw messages against their checksums. */
final class Verification {
    /** How many findings are listed; beyond, only their number matters to nobody. */
    private static final int MAX_FINDINGS = 1_000;

    private final Session session;
    private final Compression compression;
    private final List<String> findings = new ArrayList<>();

    Verification(Session session, Compression compression) {
        this.session = session;
        this.compression = compression;
    }

    List<String> run() throws SQLException {
        session.forEach("PRAGMA quick_check", row -> notOk(row.getString(1)));
        session.forEach(
                "PRAGMA foreign_key_check",
                row ->
                        add(
                                "%s: row %s names a missing %s"
                                        .formatted(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3))));
        rawMessages();
        each(
                """
                SELECT m.message_id FROM message m LEFT JOIN change c
                  ON c.key = m.key AND c.kind = 'ADDED'
                WHERE c.key IS NULL AND m.same_as IS NULL
                """,
                "message ",
                " is not in the change log");
        each(
                """
                SELECT m.message_id FROM message m LEFT JOIN node n
                  ON n.list = m.list AND n.message_id = m.message_id AND n.key = m.key
                WHERE n.id IS NULL AND m.copy = 0
                """,
                "message ",
                " is in no thread");
        each(
                """
                SELECT m.message_id FROM message m WHERE m.copy = 0
                  AND NOT EXISTS (SELECT 1 FROM number n WHERE n.list = m.list
                                  AND n.message_id = m.message_id)
                """,
                "message ",
                " has no number");
        each(
                """
                SELECT x.month || '/' || x.number FROM number x JOIN message m ON m.key = x.key
                WHERE m.message_id <> x.message_id OR m.list <> x.list
                """,
                "number ",
                " leads to another message");
        each(
                """
                SELECT l.name || ' ' || n.month || '/' || n.number
                FROM number n JOIN list l ON l.id = n.list WHERE n.number > %d
                """
                        .formatted(MessageNumber.MAX_IN_PATH),
                "number ",
                " is too large for a path");
        each(
                """
                SELECT l.name || ' ' || n.month FROM number n JOIN list l ON l.id = n.list
                WHERE n.tree = '' AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.list = n.list
                                  AND e.scheme = 'MHONARC' AND e.folder =
                                    printf('%04d-%02d', n.month / 100, n.month % 100))
                GROUP BY n.list, n.month HAVING max(n.number) <> count(*) - 1
                """,
                "numbers of ", " have a gap");
        each(
                """
                SELECT m.message_id FROM message m
                WHERE m.key NOT IN (SELECT l.key FROM ledger l WHERE l.key IS NOT NULL)
                """,
                "message ",
                " is not in the ledger");
        each(
                """
                SELECT DISTINCT l.month || '/' || l.number FROM ledger l
                  JOIN message m ON m.key = l.key
                  LEFT JOIN number n ON n.list = m.list AND n.month = l.month
                    AND n.tree = l.tree AND n.number = l.number
                WHERE l.number IS NOT NULL AND l.tree = '' AND n.message_id IS NOT m.message_id
                  AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.list = m.list
                                  AND e.scheme = 'MHONARC' AND e.folder =
                                    printf('%04d-%02d', l.month / 100, l.month % 100))
                """,
                "number ", " is not that of the message that the ledger gave it to");
        threads();
        takeDowns();
        identities();
        new RegisterVerification(session, this::add).run();
        new EvidenceVerification(session, this::add).run();
        each(
                """
                WITH RECURSIVE account (source, at) AS (
                  SELECT id, start FROM source WHERE bytes IS NOT NULL
                  UNION SELECT l.source, l."offset" + l.span FROM account a
                    JOIN ledger l ON l.source = a.source AND l."offset" = a.at
                  WHERE l.span > 0)
                SELECT s.name FROM source s WHERE s.bytes IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.source = s.id AND l.span IS NULL)
                  AND s.id NOT IN (SELECT a.source FROM account a
                                   JOIN source t ON t.id = a.source AND t.bytes = a.at)
                """,
                "source ",
                " has bytes that the ledger does not account for");
        return findings;
    }

    private void identities() throws SQLException {
        each(
                """
                SELECT m.message_id FROM message m JOIN message o ON o.key = m.same_as
                WHERE o.same_as IS NOT NULL OR o.list <> m.list OR o.message_id <> m.message_id
                  OR m.copy = 0
                """,
                "message ",
                " has a source that is none of its own");
        each(
                """
                SELECT a.message_id FROM alias a JOIN message m ON m.key = a.key
                WHERE m.list <> a.list OR m.message_id = a.message_id
                  OR EXISTS (SELECT 1 FROM message o WHERE o.list = a.list
                             AND o.message_id = a.message_id)
                """,
                "msg-id ",
                " is both a message and another name of one");
    }

    private void takeDowns() throws SQLException {
        each(
                """
                WITH last (key, kind) AS (
                  SELECT key, kind FROM change WHERE sequence IN (
                    SELECT max(sequence) FROM change WHERE kind IN ('HIDDEN', 'UNHIDDEN')
                    GROUP BY key))
                SELECT m.message_id FROM message m LEFT JOIN last l ON l.key = m.key
                WHERE m.same_as IS NULL AND coalesce(l.kind = 'HIDDEN', FALSE) <> %s
                """
                        .formatted(Rows.hidden("m")),
                "message ",
                " is taken down, or shown again, but not so in the change log");
        each(
                """
                SELECT m.message_id FROM ledger l JOIN message m ON m.key = l.key
                WHERE l.outcome = 'REMOVED' AND NOT EXISTS (
                  SELECT 1 FROM takedown t
                  WHERE t.list = m.list AND t.message_id = m.message_id)
                """,
                "message ",
                " was removed by its source and is not taken down");
    }

    private void threads() throws SQLException {
        each(
                """
                WITH RECURSIVE hung (id) AS (
                  SELECT id FROM node WHERE parent IS NULL
                  UNION ALL SELECT n.id FROM hung JOIN node n ON n.parent = hung.id)
                SELECT message_id FROM node WHERE id NOT IN (SELECT id FROM hung)
                """,
                "message ",
                " is on a circle of parents, or under one");
        each(
                """
                WITH RECURSIVE up (start, at) AS (
                  SELECT id, claim FROM node
                    WHERE claim IS NOT NULL AND parent IS NULL
                  UNION SELECT start, n.claim FROM up JOIN node n ON n.id = up.at
                    WHERE up.at <> up.start AND n.claim IS NOT NULL)
                SELECT message_id FROM node WHERE parent IS NOT claim
                  AND (parent IS NOT NULL OR id NOT IN (SELECT start FROM up WHERE at = start))
                """,
                "message ",
                " has another parent than its header names");
        each(
                """
                SELECT n.message_id FROM node n WHERE n.key IS NOT NULL AND n.claim IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM mention m
                                  WHERE m.child = n.id AND m.node = n.claim)
                  AND NOT EXISTS (SELECT 1 FROM guess g
                                  WHERE g.node = n.id AND g.parent = n.claim)
                  AND NOT EXISTS (SELECT 1 FROM ruling r
                                  WHERE r.list = n.list AND r.message_id = n.message_id)
                """,
                "message ",
                " has a parent that neither its header names nor was inferred");
        each(
                """
                SELECT n.message_id FROM ruling r
                  JOIN node n ON n.list = r.list AND n.message_id = r.message_id
                  LEFT JOIN node p ON p.id = n.claim
                WHERE n.key IS NOT NULL
                  AND r.id = (SELECT max(o.id) FROM ruling o
                              WHERE o.list = r.list AND o.message_id = r.message_id)
                  AND CASE WHEN r.kind = 'RELEASE' THEN n.evidence = 'OPERATOR'
                           ELSE p.message_id IS NOT r.parent END
                """,
                "message ",
                " is not where an operator put it");
    }

    private void notOk(String line) {
        if (!line.equals("ok")) {
            add("the database file is damaged: " + line);
        }
    }

    private void each(String sql, String before, String after) throws SQLException {
        session.forEach(sql, row -> add(before + row.getString(1) + after));
    }

    private void rawMessages() throws SQLException {
        session.forEach(
                """
                SELECT m.message_id, m.sha256, r.key, r.dictionary, r.size, r.data
                FROM message m LEFT JOIN raw r ON r.key = m.key ORDER BY m.key
                """,
                row -> {
                    byte[] data = row.getBytes("data");
                    if (data == null) {
                        add("message " + row.getString(1) + " has no bytes");
                    } else if (!matches(
                            new Packed(row.getLong("dictionary"), row.getInt("size"), data),
                            row.getBytes("sha256"))) {
                        add("message " + row.getString(1) + " has other bytes than it came with");
                    }
                });
    }

    private boolean matches(Packed packed, byte[] sha256) {
        try {
            return Arrays.equals(Sha256.of(compression.unpack(packed)), sha256);
        } catch (StoreException damaged) {
            return false;
        }
    }

    private void add(String finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
