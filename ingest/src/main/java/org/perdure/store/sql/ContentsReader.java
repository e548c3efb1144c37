package org.perdure.store.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.perdure.link.Folder;
import org.perdure.message.MessageId;
import org.perdure.message.Sha256;
import org.perdure.store.TabbedText;

/**
 * What is in force, as lines that do not depend on the order in which it came: see {@link
 * org.perdure.store.ArchiveStore#forEachContent}.
 */
final class ContentsReader {
    /** First line; another form of the lines has another one. */
    private static final String TITLE = "perdure contents 1";

    /**
     * The name of the message of a row x. One that came without a msg-id has the synthetic one that
     * came first, and its others as aliases: of all, the lowest is the same in any order.
     */
    private static final String NAME =
            """
            CASE WHEN x.message_id NOT GLOB '*%s' THEN x.message_id
              ELSE min(x.message_id, coalesce(
                (SELECT min(a.message_id) FROM alias a WHERE a.key = %%s), x.message_id)) END
            """
                    .formatted(MessageId.SYNTHETIC_SUFFIX);

    private static final String NAME_BY_KEY = NAME.formatted("x.key");
    private static final String NAME_BY_ID =
            NAME.formatted(
                    "(SELECT m.key FROM message m WHERE m.list = x.list"
                            + " AND m.message_id = x.message_id AND m.copy = 0)");

    private static final String NUMBERS =
            "SELECT tree, month, number, "
                    + NAME_BY_KEY
                    + ", origin, confidence, "
                    + Rows.hidden("x")
                    + " FROM number x WHERE list = ? ORDER BY tree, month, number";

    /**
     * What the order of the mail said once is left out: whether it did depends on what came first.
     */
    private static final String CLAIMS =
            "SELECT scheme, folder, number, "
                    + NAME_BY_ID
                    + " AS name, origin, confidence FROM evidence x WHERE list = ?"
                    + " AND origin NOT IN "
                    + Rows.OF_THIS_MAIL
                    + " ORDER BY scheme, folder, number, name";

    private static final String FILES =
            "SELECT f.month, f.name, "
                    + NAME_BY_KEY
                    + " FROM file f JOIN message x ON x.key = f.key WHERE f.list = ?"
                    + " ORDER BY f.month, f.name";

    /** Of what was built from pages, the bytes depend on which page came first. */
    private static final String MESSAGES =
            "SELECT "
                    + NAME_BY_KEY
                    + " AS name, CASE provenance WHEN 'RECEIVED' THEN lower(hex(sha256))"
                    + " ELSE lower(provenance) END AS bytes"
                    + " FROM message x WHERE list = ? ORDER BY name, bytes";

    private static final String ALIASES =
            """
            SELECT a.message_id AS alias, %1$s AS name
              FROM alias a JOIN message x ON x.key = a.key WHERE a.list = ?1
            UNION SELECT x.message_id, %1$s FROM message x WHERE x.list = ?1
              AND x.message_id GLOB '*%2$s' AND x.key IN (SELECT key FROM alias)
            ORDER BY alias, name
            """
                    .formatted(NAME_BY_KEY, MessageId.SYNTHETIC_SUFFIX);

    private static final String GONE =
            "SELECT "
                    + NAME_BY_ID
                    + " AS name FROM takedown x WHERE list = ? AND lifted IS NULL ORDER BY name";

    private final Session session;
    private final Consumer<String> lines;

    private ContentsReader(Session session, Consumer<String> lines) {
        this.session = session;
        this.lines = lines;
    }

    /** Gives each line, with its line end. */
    static void forEach(Session session, Consumer<String> lines) throws SQLException {
        lines.accept(TITLE + "\n");
        ContentsReader reader = new ContentsReader(session, lines);
        record Named(long key, String name) {}
        List<Named> lists =
                session.list(
                        "SELECT id, name FROM list ORDER BY name",
                        row -> new Named(row.getLong(1), row.getString(2)));
        for (Named list : lists) {
            reader.list(list.key, list.name);
        }
        session.forEach(
                "SELECT link, message_id, origin FROM pair ORDER BY link, message_id",
                row -> reader.line("pair", row.getString(1), row.getString(2), word(row, 3)));
    }

    /** Returns SHA-256 of all lines, 64 hexadecimal digits. */
    static String hash(Session session) throws SQLException {
        MessageDigest digest = Sha256.digest();
        forEach(session, line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return Rows.hex(digest.digest());
    }

    private void list(long list, String name) throws SQLException {
        line("list", name);
        session.forEach(
                NUMBERS,
                row ->
                        line(
                                "number",
                                name,
                                new Folder(row.getString(1), Rows.month(row.getInt(2))).toString(),
                                row.getString(3),
                                row.getString(4),
                                word(row, 5),
                                Double.toString(row.getDouble(6)),
                                row.getBoolean(7) ? "gone" : "live"),
                list);
        session.forEach(
                CLAIMS,
                row ->
                        line(
                                "claim",
                                name,
                                word(row, 1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                word(row, 5),
                                Double.toString(row.getDouble(6))),
                list);
        session.forEach(
                FILES,
                row ->
                        line(
                                "file",
                                name,
                                Rows.month(row.getInt(1)).toString(),
                                row.getString(2),
                                row.getString(3)),
                list);
        strings("message", name, MESSAGES, 2, list);
        strings("alias", name, ALIASES, 2, list);
        strings("gone", name, GONE, 1, list);
    }

    private void strings(String what, String list, String sql, int columns, long key)
            throws SQLException {
        session.forEach(
                sql,
                row -> {
                    List<String> values = new ArrayList<>(List.of(what, list));
                    for (int i = 1; i <= columns; i++) {
                        values.add(row.getString(i));
                    }
                    line(values.toArray(String[]::new));
                },
                key);
    }

    private static String word(ResultSet row, int column) throws SQLException {
        return row.getString(column).toLowerCase(Locale.ROOT);
    }

    private void line(String... values) {
        lines.accept(TabbedText.line(values));
    }
}
