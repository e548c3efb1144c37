package org.perdure.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of an archive in a SQLite file. Made and used by one thread, but for {@link #pack}.
 */
public final class SqliteWriter implements ArchiveWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

    /** How long others are left to take the lock: they look every hundredth of a second. */
    private static final Duration GIVE_WAY = Duration.ofMillis(30);

    /** How long to wait for those we gave way to: each of them has little to write. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final Database database;
    private final @Nullable WriterLock run;
    private final Session session;
    private final SqliteStore store;
    private final SqliteTransaction transaction;
    private WriterLock lock;

    /**
     * @param run held for all of a run that gives way; absent if this is none
     */
    private SqliteWriter(
            Path folder,
            Database database,
            @Nullable WriterLock run,
            WriterLock lock,
            Session session) {
        this.folder = folder;
        this.database = database;
        this.run = run;
        this.lock = lock;
        this.session = session;
        this.store = SqliteStore.open(database);
        this.transaction = new SqliteTransaction(session, database, store.compression());
    }

    /**
     * Opens the archive in a folder, making both when they are missing.
     *
     * @throws StoreException if it cannot be written, or another process is writing to it
     */
    public static SqliteWriter open(Path folder) {
        return open(folder, Duration.ZERO);
    }

    /**
     * Opens the archive in a folder, making both when they are missing.
     *
     * @param patience how long to wait while another process is writing to it
     * @throws StoreException if it cannot be written, or another process goes on writing to it
     */
    public static SqliteWriter open(Path folder, Duration patience) {
        return open(folder, patience, null);
    }

    /**
     * Opens the archive in a folder for a run that is long and gives way to others ({@link
     * #giveWay}), making both when they are missing. There is one such run at a time.
     *
     * @param patience how long to wait while another process is writing to it
     * @throws StoreException if it cannot be written, or another process goes on writing to it
     */
    public static SqliteWriter openForRun(Path folder, Duration patience) {
        WriterLock run = WriterLock.take(folder, WriterLock.RUN, patience);
        SqliteWriter writer = null;
        try {
            writer = open(folder, patience, run);
        } finally {
            if (writer == null) {
                run.close();
            }
        }
        return writer;
    }

    private static SqliteWriter open(Path folder, Duration patience, @Nullable WriterLock run) {
        WriterLock lock = WriterLock.take(folder, WriterLock.WRITING, patience);
        SqliteWriter writer = null;
        try {
            Database database = new Database(folder.resolve(SqliteStore.FILE));
            database.migrate();
            writer = open(folder, database, run, lock);
        } finally {
            if (writer == null) {
                lock.close();
            }
        }
        return writer;
    }

    private static SqliteWriter open(
            Path folder, Database database, @Nullable WriterLock run, WriterLock lock) {
        Session session = null;
        try {
            session = database.openWriter();
            var writer = new SqliteWriter(folder, database, run, lock, session);
            writer.useNewestDictionary();
            return writer;
        } catch (SQLException e) {
            if (session != null) {
                session.abandon();
            }
            throw database.failure(e);
        }
    }

    private void useNewestDictionary() throws SQLException {
        record Dictionary(long id, byte[] bytes) {}
        session.find(
                        "SELECT id, bytes FROM dictionary ORDER BY id DESC LIMIT 1",
                        row -> new Dictionary(row.getLong(1), row.getBytes(2)))
                .ifPresent(found -> store.compression().writeWith(found.id(), found.bytes()));
    }

    @Override
    public ArchiveStore store() {
        return store;
    }

    @Override
    public boolean isUntaught() {
        return !store.compression().hasDictionary();
    }

    @Override
    public void learn(List<byte[]> samples) {
        if (!isUntaught() || samples.size() < MIN_SAMPLES) {
            return;
        }
        Optional<byte[]> trained = Compression.train(samples);
        if (trained.isEmpty()) {
            return;
        }
        byte[] dictionary = trained.get();
        write(
                writing -> {
                    try {
                        return session.update(
                                "INSERT INTO dictionary (bytes) VALUES (?)", (Object) dictionary);
                    } catch (SQLException e) {
                        throw database.failure(e);
                    }
                });
        try {
            useNewestDictionary();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    @Override
    public Packed pack(byte[] raw) {
        return store.compression().pack(raw);
    }

    @Override
    public <T> T write(Function<Transaction, T> body) {
        try {
            session.begin();
            boolean committed = false;
            try {
                T result = body.apply(transaction);
                transaction.finish();
                session.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    undo();
                }
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    @Override
    public boolean isAwaited() {
        return run != null && lock.isWanted();
    }

    @Override
    public boolean giveWay() {
        if (!isAwaited()) {
            return false;
        }
        lock.close();
        try {
            Thread.sleep(GIVE_WAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Whoever waits will see it.
        }
        lock = WriterLock.take(folder, WriterLock.WRITING, PATIENCE);
        transaction.forget();
        if (isUntaught()) {
            try {
                useNewestDictionary();
            } catch (SQLException e) {
                throw database.failure(e);
            }
        }
        return true;
    }

    private void undo() {
        transaction.forget();
        try {
            session.rollBack();
        } catch (SQLException e) {
            // SQLite has undone it by itself, as it does on a full disk.
            LOG.debug("nothing left to roll back", e);
        }
    }

    @Override
    public void close() {
        try {
            store.close();
            session.close();
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            lock.close();
            if (run != null) {
                run.close();
            }
        }
    }
}
