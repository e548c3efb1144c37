package org.perdure.store.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.perdure.store.StoreException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file {@code archive.db}: how it is opened, brought to the present form, and complained of.
 */
final class Database {
    /** The form that this program writes: {@code PRAGMA user_version} of the last migration. */
    static final int VERSION = 13;

    /** The form in which the register came, see {@link RegisterMigration}. */
    private static final int REGISTER = 8;

    /** How long to wait for another process that is writing, in milliseconds. */
    private static final int BUSY_TIMEOUT = 20_000;

    /** Of each reader, in negative KiB: the inner pages of the trees of a million messages. */
    private static final int READER_CACHE = -16_000;

    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Opens a session for reading. */
    Session openReader() throws SQLException {
        if (isFixed()) {
            return openFixed();
        }
        SQLiteConfig config = config();
        config.setReadOnly(false); // A read-only handle could not recover the log after a crash.
        config.enforceForeignKeys(false);
        config.setCacheSize(READER_CACHE);
        Session session = new Session(source(config).getConnection());
        session.execute("PRAGMA query_only = ON");
        return session;
    }

    /**
     * Returns whether the file can only be read, as on a disk of copies, and is in use by nobody:
     * SQLite cannot put its files beside it then. Who has it open for writing has them there.
     */
    boolean isFixed() {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file)
                && folder != null
                && !Files.isWritable(folder)
                && Files.notExists(beside("-shm"));
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /**
     * Opens a session for reading a file that is in use by nobody and cannot be written.
     *
     * @throws StoreException if what was written last stands in a log beside it
     */
    private Session openFixed() throws SQLException {
        Path log = beside("-wal");
        if (log.toFile().length() > 0) {
            throw new StoreException(
                    log
                            + " was not yet taken into the archive, which cannot be written: copy the"
                            + " folder to where it can be");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setCacheSize(READER_CACHE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toUri() + "?immutable=1");
        return new Session(source.getConnection());
    }

    /** Opens the session for writing. */
    Session openWriter() throws SQLException {
        SQLiteConfig config = config();
        config.enforceForeignKeys(false); // Checked by verify; a look-up per row and key otherwise.
        config.setCacheSize(-32_000); // KiB
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setGetGeneratedKeys(false); // Else the driver asks for one after each INSERT.
        Session session = new Session(source(config).getConnection());
        // FULL: a batch that was reported survives a power cut too, at one fsync a batch.
        session.execute("PRAGMA synchronous = FULL");
        return session;
    }

    /**
     * Makes the tables or brings them to the present form.
     *
     * @throws StoreException if the file is of a newer program
     */
    void migrate() {
        int version = version();
        if (version > VERSION) {
            throw new StoreException(
                    "%s was written by a newer Perdure (form %d; this one knows up to %d)"
                            .formatted(file, version, VERSION));
        }
        if (version == VERSION) {
            return; // Flyway takes 300 ms to find out the same.
        }
        if (version == 0 && isOfAnotherProgram()) {
            throw new StoreException(file + " is not an archive");
        }
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source(config()))
                    .locations("classpath:org/perdure/store/sql/migration")
                    .javaMigrations(new RegisterMigration(REGISTER))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    private int version() {
        return ask("PRAGMA user_version");
    }

    /** Returns whether there are tables, but not the one that the first migration begins with. */
    private boolean isOfAnotherProgram() {
        return ask(
                        """
                        SELECT count(*) > 0 AND sum(name = 'flyway_schema_history') = 0
                        FROM sqlite_master WHERE type = 'table'
                        """)
                > 0;
    }

    private int ask(String sql) {
        try (Session session =
                isFixed() ? openFixed() : new Session(source(config()).getConnection())) {
            return session.find(sql, row -> row.getInt(1)).orElse(0);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Statements that give a value. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Statements that give nothing. */
    @FunctionalInterface
    interface Statements {
        void run() throws SQLException;
    }

    /** Runs statements; what goes wrong is said as by {@link #failure}. */
    void perform(Statements statements) {
        try {
            statements.run();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs statements; what goes wrong is said as by {@link #failure}. */
    <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Says what went wrong in words for the operator. */
    StoreException failure(Exception e) {
        SQLiteErrorCode code = SQLiteErrorCode.UNKNOWN_ERROR;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                code = sqlite.getResultCode();
            }
        }
        String text =
                switch (primary(code)) {
                    case SQLITE_FULL ->
                            "no space left on the disk of " + file + "; make room and run it again";
                    case SQLITE_NOTADB -> file + " is not an archive";
                    case SQLITE_CORRUPT -> file + " is damaged: " + e.getMessage();
                    case SQLITE_READONLY -> file + " cannot be written";
                    case SQLITE_CANTOPEN -> file + " cannot be opened";
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                            file + " is being written by another process";
                    default -> file + ": " + e.getMessage();
                };
        return new StoreException(text, e);
    }

    /** Returns the code without the detail that SQLite puts in its upper bits. */
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return code.code < 0 ? code : SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(BUSY_TIMEOUT);
        return config;
    }
}
