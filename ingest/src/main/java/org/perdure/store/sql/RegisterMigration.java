package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.message.MessageId;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.RegisterEvent;
import org.perdure.store.RegisterRow;

/**
 * Writes into the register what an archive gave out before it had one, in the order of numbers and
 * names: hashes are beyond SQL. Ends the migration that makes its table.
 */
final class RegisterMigration implements JavaMigration {
    /** The form of the database after it. */
    private final int form;

    RegisterMigration(int form) {
        this.form = form;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(form + ".1");
    }

    @Override
    public String getDescription() {
        return "register of what was given";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        // The connection is Flyway's, and stays open.
        Session session = new Session(context.getConnection());
        Register register = new Register(session);
        numbers(session, register);
        files(session, register);
        copies(session, register);
        takeDowns(session, register);
        session.execute("PRAGMA user_version = " + form);
    }

    private static void numbers(Session session, Register register) throws SQLException {
        record Given(long list, Folder folder, int number, MessageId id, long key, Origin origin) {}
        List<Given> all =
                session.list(
                        "SELECT list, tree, month, number, message_id, key, origin FROM number"
                                + " ORDER BY list, tree, month, number",
                        row ->
                                new Given(
                                        row.getLong(1),
                                        new Folder(row.getString(2), Rows.month(row.getInt(3))),
                                        row.getInt(4),
                                        new MessageId(row.getString(5)),
                                        row.getLong(6),
                                        Origin.valueOf(row.getString(7))));
        for (Given given : all) {
            register.number(
                    given.list,
                    given.origin.isExact() ? RegisterEvent.EXACT : RegisterEvent.GIVEN,
                    RegisterRow.ofNumbers(given.folder),
                    given.number,
                    given.id,
                    given.key);
        }
    }

    private static void files(Session session, Register register) throws SQLException {
        record Named(long list, int month, String name, MessageId id, long key) {}
        List<Named> all =
                session.list(
                        """
                        SELECT f.list, f.month, f.name, m.message_id, f.key
                        FROM file f JOIN message m ON m.key = f.key
                        ORDER BY f.list, f.month, f.name
                        """,
                        row ->
                                new Named(
                                        row.getLong(1),
                                        row.getInt(2),
                                        row.getString(3),
                                        new MessageId(row.getString(4)),
                                        row.getLong(5)));
        for (Named file : all) {
            register.file(
                    file.list,
                    RegisterRow.ofFiles(Rows.month(file.month).toString()),
                    file.name,
                    file.id,
                    file.key);
        }
    }

    private static void copies(Session session, Register register) throws SQLException {
        record Copy(long list, MessageId id, int copy) {}
        List<Copy> all =
                session.list(
                        "SELECT list, message_id, copy FROM message WHERE copy > 0"
                                + " ORDER BY list, message_id, copy",
                        row ->
                                new Copy(
                                        row.getLong(1),
                                        new MessageId(row.getString(2)),
                                        row.getInt(3)));
        for (Copy copy : all) {
            register.id(copy.list, RegisterEvent.COPY, copy.copy, copy.id);
        }
    }

    private static void takeDowns(Session session, Register register) throws SQLException {
        record Gone(long list, MessageId id, boolean lifted) {}
        List<Gone> all =
                session.list(
                        "SELECT list, message_id, lifted IS NOT NULL FROM takedown"
                                + " ORDER BY list, message_id",
                        row ->
                                new Gone(
                                        row.getLong(1),
                                        new MessageId(row.getString(2)),
                                        row.getBoolean(3)));
        for (Gone gone : all) {
            register.id(gone.list, RegisterEvent.HIDDEN, null, gone.id);
            if (gone.lifted) {
                register.id(gone.list, RegisterEvent.SHOWN, null, gone.id);
            }
        }
    }
}
